"""The text of a check: every kind of evidence and correction, in its place."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.reports.text import TextReport
from evals.reports.wording import ENGLISH, KOREAN
from evals.runner.run import Outcome, Result
from evals.subject.subject import Subject
from summarizer.errors import SourceUnavailable
from summarizer.findings import Evidence, Fix, Message, Severity, Verdict, Where
from summarizer.io.terminal import Paint, columns
from summarizer.papers import Passage
from summarizer.spans import Edit, Span
from tests.runner.fake_checks import PAPER, cases_of, digest_text

if TYPE_CHECKING:
    from evals.reports.wording import Wording
    from summarizer.errors import SourceError
    from summarizer.papers import Paper

ABSTRACT = f"We train a model. {'It is small. ' * 9}It has 8 billion parameters. {'It is good. ' * 9}"
QUOTE = Evidence(Where.ABSTRACT, None, "8 billion", ABSTRACT.index("8 billion"), ABSTRACT.index("8 billion") + 9)
FULL = replace(
    PAPER, abstract=ABSTRACT, fulltext=(Passage("4 Results", "No."), Passage("4 Results", "It has 8 billion."))
)


TEXT = digest_text(f"{'그리고 ' * 20}8조 파라미터")
AT = TEXT.index("8조")


def report(
    *evidence: Evidence, paper: Paper | SourceError = FULL, wording: Wording = ENGLISH, **changes: object
) -> list[str]:
    """Return the lines about one finding in a digest of one entry."""
    (case,) = cases_of(TEXT, paper).cases
    finding = Subject(case.entry, None).finding(
        "magnitude-shift",
        Severity.ERROR,
        Span(AT, AT + 2),
        Message("too big", "너무 큽니다"),
        evidence=evidence,
        fix=Fix((Edit(AT, AT + 2, "80억"),)),
    )
    out = io.StringIO()
    text = TextReport(out, wording, Paint(is_on=False), 60)
    finding = replace(finding, file="a.md", **changes)  # type: ignore[arg-type]
    text.add(Result("a.md", case, Outcome(Verdict.FAIL, (finding,))))
    text.finish()
    return out.getvalue().splitlines()


def test_a_quote_of_the_abstract_is_shown_in_its_sentence() -> None:
    """Both excerpts fit into the line, and each underline lies below its words."""
    lines = report(QUOTE)
    assert lines[2:9] == [
        "  a.md:5:99  error  magnitude-shift",
        "  too big",
        "  5 | ...고 그리고 그리고 그리고 그리고 그리고 8조 파라미터",
        "                                               ^^^",
        "    = abstract: ...small. It has 8 billion parameters. It...",
        "                                 ^^^^^^^^^",
        "    = fix: 8조 -> 80억",
    ]
    assert all(columns(line) <= 60 for line in lines[2:9])


def test_a_quote_of_the_full_text_names_its_section() -> None:
    """Of two passages with one name the one that has the words is shown."""
    lines = report(Evidence(Where.FULLTEXT, "4 Results", "8 billion", 7, 16), wording=KOREAN)
    assert "    = 논문 본문 4 Results: It has 8 billion." in lines
    assert "                                  ^^^^^^^^^" in lines


def test_metadata_is_quoted_as_it_is() -> None:
    """A name or a date has nothing around it."""
    assert "    = metadata: Ada Park" in report(Evidence(Where.METADATA, None, "Ada Park", 0, 8))


def test_a_quote_is_shown_without_its_source() -> None:
    """Evidence of a paper that is not at hand is still quoted."""
    assert "    = abstract: 8 billion" in report(QUOTE, paper=SourceUnavailable("not there"))


def test_the_words_themselves_are_not_shown_twice() -> None:
    """Evidence that lies in the flagged words adds nothing."""
    (shown,) = [line for line in report() if "8조 파라" in line]
    assert [line for line in report(Evidence(Where.ENTRY, None, "8조", AT, AT + 2)) if "8조 파라" in line] == [shown]


def test_a_long_correction_stands_on_two_lines() -> None:
    """Before and after stand below each other, cut to the line."""
    lines = report(fix=Fix((Edit(AT, AT + 2, "가나다라 " * 20),)))
    assert "    = fix: 8조" in lines
    after = lines[lines.index("    = fix: 8조") + 1]
    assert after.startswith("        -> 가나다라 가나다라")
    assert after.endswith("...")
    assert columns(after) <= 60


def test_what_a_later_version_may_explain_is_only_suggested() -> None:
    """A reader learns that the paper was revised, and which correction is not certain."""
    edit = Edit(AT, AT + 2, "80억")
    lines = report(severity=Severity.WARNING, superseded=True, fix=Fix((edit,), safe=False))
    assert "  a.md:5:99  warning (the paper was revised later)  magnitude-shift" in lines
    assert "    = suggestion: 8조 -> 80억" in lines
    assert lines[-1] == "1 entry judged. 1 warning."
