"""Rewritten entries: whatever a model writes, an entry stays one entry with its own link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest import Dialect, parse
from summarizer.models.replies import SummarizeReply
from summarizer.papers import Paper, read_snapshot
from summarizer.regenerate.drafting import summary_flaw, text_flaw
from summarizer.regenerate.entry import regenerate_entry
from summarizer.regenerate.rewriting import UnfitText, rewriting, rewritten
from summarizer.spans import apply_edits
from tests.regenerate.material import Study, old_digest, studies

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.regenerate.entry import Workshop
    from tests.regenerate.conftest import Scribe

STUDIES = studies(3)
_HOSTILE = [
    "### [딴 논문](https://arxiv.org/abs/2401.99999)",
    "모델입니다.\n\n### [딴 논문](https://arxiv.org/abs/2401.99999)\n\n- 새 글입니다.",
    "## Daily Papers (2024-02-04)",
    "모델을 [여기](javascript:alert(1))에서 봅니다.",
    "모델을 ![](https://example.org/pixel.png) 봅니다.",
    "모델을 <a href='https://example.org'>여기</a>에서 봅니다.",
    "모델입니다.<script>alert(1)</script>",
    "모델은 https://example.org/evil 에 있습니다.",
    "모델은 www.example.org 에 있습니다.",
    "```\n모델입니다.",
    "<!-- 모델입니다.",
    "- 모델입니다.\n- **What's New**: 둘째입니다.",
    "[여기]: https://example.org 모델입니다.",
]
_PIECES = st.sampled_from(
    ["### [", "](", "https://arxiv.org/abs/2401.00009", ")", "\n", "\r", "- **", "<", "!--", ">", "`"]
)
_PROSE = st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=12).map("".join)


@pytest.mark.parametrize("words", _HOSTILE)
def test_a_hostile_reply_adds_nothing(workshop: Workshop, scribe: Scribe, words: str) -> None:
    """No heading, link, image, markup or address of a model's own gets into a digest, in a draft or a repair."""
    study = Study(1)
    text = old_digest(STUDIES)
    scribe.says[1].append(study.reply((words, *study.good[1:])))
    outcome = regenerate_entry(parse(text).entries[0], study.paper, workshop)
    assert outcome.decision == "failed"
    assert outcome.edits == ()
    assert text_flaw(words, study.paper) or "\n" in words


_ENDLESS = [
    "모델이 매우 매우 매우 매우 매우 매우 매우 매우 좋습니다.",
    "모델입니다. " + "매우" * 2000,
    "모델을 학습합니다. 데이터를 모읍니다. " * 5,
    "아주" * 12,
    " ".join(f"{number}번째 모델은 이미지를 {number + 1}장 봅니다." for number in range(200)),
]


@pytest.mark.parametrize("words", _ENDLESS)
def test_a_reply_without_an_end_is_refused(workshop: Workshop, scribe: Scribe, words: str) -> None:
    """Words that a model cannot stop writing are no summary, in a draft or in a repair."""
    study = Study(1)
    scribe.says[1].append(study.reply((words, *study.good[1:])))
    outcome = regenerate_entry(parse(old_digest(STUDIES)).entries[0], study.paper, workshop)
    assert outcome.decision == "failed"
    assert text_flaw(words, study.paper)


@pytest.mark.parametrize(
    "words",
    [
        "정확도는 0.0000000000000000000000000001입니다.",
        "하하하하하하 웃는 모델입니다.",
        "매우 매우 매우 큰 모델입니다.",
        "모델 A는 1위, 모델 B는 2위, 모델 C는 3위, 모델 D는 4위, 모델 E는 5위입니다.",
        "모델은 " + "가나다라마바사아자차카타파하" * 3 + "입니다.",
    ],
)
def test_a_list_is_no_repetition(words: str) -> None:
    """Few repeated words, and figures of many equal digits, are read every day."""
    assert text_flaw(words, Study(1).paper) is None


def test_an_address_of_the_paper_may_be_told() -> None:
    """What the paper itself gives is no invention."""
    study = Study(1)
    paper = Paper(study.arxiv_id, study.title, "The code is at https://example.org/vista, for all.")
    assert text_flaw("코드는 https://example.org/vista에서 공개합니다.", paper) is None


@pytest.mark.parametrize(
    "prose",
    ["GPT-4o와 LLaMA-3-70B-Instruct보다 높습니다.", "SQuAD v2.0 Test F1은 83.1입니다.", "a < b이고 c > d입니다."],
)
def test_korean_full_of_names_is_korean(prose: str) -> None:
    """Names in Latin script and signs of mathematics make no reply useless."""
    study = Study(1)
    assert text_flaw(prose, study.paper) is None


def test_one_quote_of_the_paper_is_enough() -> None:
    """White space and case may differ from the paper's; a reply none of whose quotes is there is of another paper."""
    study = Study(1)
    same, other = (
        SummarizeReply.model_validate_json(study.reply(quote=quote))
        for quote in ("A  model WITH 3\nbillion parameters", "a model with 4 billion parameters")
    )
    assert summary_flaw(same, study.paper) is None
    assert summary_flaw(other, study.paper)


@given(prose=st.tuples(_PROSE, _PROSE, _PROSE), title=_PROSE, dialect=st.sampled_from(list(Dialect)))
def test_nothing_outside_the_entry_can_change(prose: tuple[str, str, str], title: str, dialect: Dialect) -> None:
    """For any words at all: the entry stays one entry with its link, image and votes, or the words are refused."""
    text = old_digest(STUDIES, dialect)
    before = parse(text).entries
    entry, study = before[1], STUDIES[1]
    edits = rewriting(entry, Paper(study.arxiv_id, title, "", authors=(title,)), prose)
    try:
        rewritten(entry, edits)
    except UnfitText:
        return
    after = parse(apply_edits(text, edits)).entries
    assert [(e.link, e.votes, e.image and e.image.url) for e in after] == [
        (e.link, e.votes, e.image and e.image.url) for e in before
    ]
    assert [e.text for e in after if e is not after[1]] == [e.text for e in before if e is not before[1]]


def test_an_entry_whose_parts_are_mixed_up_is_refused_in_words() -> None:
    """Authors between two bullets leave no place for new bullets, and the sentence that says so is for people."""
    text = "### [T](https://arxiv.org/abs/2401.00001)\n\n- 하나입니다.\n\nAuthors: Ada Park\n\n- 둘입니다.\n"
    (entry,) = parse(text).entries
    edits = rewriting(entry, Paper("2401.00001", "T", "", authors=("Bo Kim",)), ("하나.", "둘.", "셋."))
    with pytest.raises(UnfitText, match="mixed up"):
        rewritten(entry, edits)


def test_replies_that_repeat_the_seed_give_the_seed(data_dir: Path) -> None:
    """The house format: with its own sections as replies, the seed comes back but for titles and authors."""
    text = (data_dir / "seed/2024-09-26.md").read_bytes().decode()
    papers = read_snapshot(data_dir / "seed/papers.jsonl")
    edits = [
        edit
        for entry in parse(text).entries
        for edit in rewriting(entry, papers[str(entry.arxiv_id)], [section.text for section in entry.sections])
    ]
    after = apply_edits(text, edits)
    assert edits
    pairs = zip(text.split("\n"), after.split("\n"), strict=True)
    assert {old.partition(" ")[0] for old, new in pairs if old != new} <= {"###", "Authors:"}
