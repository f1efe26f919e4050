"""The format of specs."""

import pytest

from evals.checks.specs import SpecPart, parse_spec
from summarizer.findings import Severity
from summarizer.papers import Passage

SPEC = """\
# some-check

## Flagged

```source
title: Tiny Readers
authors: Mina Park, Leo Ortiz
updated: 2024-09-01
day: 2024-09-26

We train a model
with 8 billion parameters.

§ 4 Results
It finishes 102 books.
```

```summary
- 매개변수는 ⟦8조⟧{error → 80억} 개, 층은 ⟦66개⟧입니다.
```

## Clean

```digest
### [Tiny Readers](https://arxiv.org/abs/2401.00001)
```

## Not detected yet

```summary
- ⟦열 개⟧{warning superseded}입니다.
```
"""


def test_a_source_block_is_a_paper() -> None:
    """A reader of a spec sees the paper as a check sees it: header, folded abstract and passages."""
    paper = parse_spec(SPEC).examples[0].source.paper
    assert paper is not None
    assert (paper.title, paper.authors, paper.updated) == ("Tiny Readers", ("Mina Park", "Leo Ortiz"), "2024-09-01")
    assert paper.abstract == "We train a model with 8 billion parameters."
    assert paper.fulltext == (Passage("4 Results", "It finishes 102 books."),)


def test_marks_are_cut_out_of_the_text_and_keep_their_place() -> None:
    """A mark says exactly which words are meant, and the digest is measured without it."""
    flagged, clean, missed = parse_spec(SPEC).examples
    assert flagged.text.startswith(
        "## Daily Papers (2024-09-26)\n\n### [Tiny Readers](https://arxiv.org/abs/2401.00001)"
    )
    assert flagged.text.endswith("- 매개변수는 8조 개, 층은 66개입니다.\n")
    assert [mark.span.of(flagged.text) for mark in flagged.marks] == ["8조", "66개"]
    assert [(mark.severity, mark.correction) for mark in flagged.marks] == [(Severity.ERROR, "80억"), (None, None)]
    assert clean.marks == ()
    assert missed.part is SpecPart.UNDETECTED
    assert missed.marks[0].superseded


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## Flagged\n```summary\n- 평범합니다.\n```\n", "spec:2: an example under Flagged marks the words"),
        ("## Clean\n```summary\n- ⟦평범⟧합니다.\n```\n", "spec:2: an example under Clean marks nothing"),
        ("## Clean\n```text\n```\n", "a block is a source, a summary or a digest"),
        ("```summary\n```\n", "an example stands under one of the headings"),
        ("```source\nname: x\n```\n", "a source's header has no 'name: x'"),
        ("```source\nstatus: lost\n```\n", "a paper has no status 'lost'"),
        ("## Flagged\n```summary\n- ⟦7⟧{fatal}\n```\n", "'fatal' is not a valid Severity"),
    ],
)
def test_a_malformed_spec_names_its_line(text: str, said: str) -> None:
    """A slip in a spec is an error, never an example that silently asserts nothing."""
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        parse_spec(text)
