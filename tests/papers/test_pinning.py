"""What a digest cites is pinned as it stood, and what is missing is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from summarizer.arxiv.sources import SnapshotSource
from summarizer.cli.sources import add_fulltexts, cited_refs, pin_papers
from summarizer.digest import parse
from summarizer.errors import ConfigError, PaperNotFound, SourceUnavailable
from summarizer.papers import Paper, PaperRef, Passage
from tests.papers.arxiv_server import ArxivServer, Record, status

if TYPE_CHECKING:
    from summarizer.arxiv.sources import ArxivSource

ONE, TWO = PaperRef("2401.00001"), PaperRef("2401.00002")
DIGEST = """\
## Daily Papers (2024-03-01)

### [A Small Model](https://arxiv.org/abs/2401.00002)

- 모델을 학습합니다.

### [A Large Model](https://arxiv.org/abs/2401.00001v1)

- 모델을 학습합니다.

### [No paper](https://example.com)

- 논문이 아닙니다.
"""
HISTORY = [
    Record(title="First", updated="2024-01-01T00:00:00Z"),
    Record(title="Second", updated="2024-03-01T23:00:00Z"),
    Record(title="Third", updated="2024-05-01T00:00:00Z"),
    Record(title="Fourth", updated="2024-06-01T00:00:00Z"),
]


def test_cited_papers_are_named_once_with_the_version_of_their_link() -> None:
    """Two digests that cite the same papers ask for them once, and other links ask for nothing."""
    digest = parse(DIGEST)

    assert cited_refs([digest, digest]) == [TWO, PaperRef("2401.00001", 1)]


def test_papers_come_sorted_and_the_missing_are_told() -> None:
    """The order of the snapshot does not depend on the digests, and no missing paper is dropped in silence."""
    first, latest = (Paper("2401.00001", "T", "A", version=version) for version in (1, 2))
    refs = [TWO, ONE, PaperRef("2401.00001", 1)]

    pinned = pin_papers(refs, SnapshotSource([first, latest]))

    assert pinned.papers == (first, latest)
    assert list(pinned.missing) == [TWO]
    assert isinstance(pinned.missing[TWO], SourceUnavailable)


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2024, 7, 1), "Fourth"),
        (date(2024, 5, 1), "Third"),
        (date(2024, 4, 30), "Second"),
        (date(2024, 3, 1), "Second"),
        (date(2024, 2, 29), "First"),
        (date(2023, 1, 1), "First"),
    ],
)
def test_a_paper_is_followed_back_to_the_version_of_the_day(
    server: ArxivServer, source: ArxivSource, day: date, title: str
) -> None:
    """The version that stood at the end of the day is pinned, or the first where there was none yet."""
    server.papers["2401.00001"] = HISTORY

    pinned = pin_papers([ONE], source, at=day)

    assert [(paper.title, paper.version) for paper in pinned.papers] == [
        (title, ["First", "Second", "Third", "Fourth"].index(title) + 1)
    ]


def test_a_version_in_the_link_holds_on_any_day(server: ArxivServer, source: ArxivSource) -> None:
    """A link that names a version is not followed back."""
    server.papers["2401.00001"] = HISTORY
    third = PaperRef("2401.00001", 3)

    assert [paper.version for paper in pin_papers([third], source, at=date(2024, 1, 1)).papers] == [3]


def test_an_earlier_version_that_cannot_be_had_is_missing(server: ArxivServer, source: ArxivSource) -> None:
    """A later version is not pinned in its place."""
    server.papers |= {"2401.00001": HISTORY, "2401.00002": HISTORY[:1]}
    server.faults += [lambda reply: reply, *[status(500)] * 3]

    pinned = pin_papers([ONE, TWO], source, at=date(2024, 1, 1))

    assert [paper.arxiv_id for paper in pinned.papers] == ["2401.00002"]
    assert str(pinned.missing[ONE]) == "arXiv answered with HTTP 500"


def test_a_paper_of_unknown_version_cannot_be_followed_back() -> None:
    """A pinned paper that changed after the day and does not say its version is missing, not taken as it is."""
    later = Paper("2401.00001", "T", "A", updated="2024-05-01T00:00:00Z")

    pinned = pin_papers([ONE], SnapshotSource([later]), at=date(2024, 3, 1))

    assert pinned.papers == ()
    assert str(pinned.missing[ONE]) == "which version of 2401.00001 stood on 2024-03-01 cannot be told"


def test_an_unknown_paper_stays_unknown(server: ArxivServer, source: ArxivSource) -> None:
    """A date changes nothing about a paper that arXiv does not have."""
    del server

    assert isinstance(pin_papers([ONE], source, at=date(2024, 3, 1)).missing[ONE], PaperNotFound)


def test_a_full_text_is_added_to_its_paper_only() -> None:
    """The text is cut into passages; the other papers are the same as before."""
    papers = (Paper("2401.00001", "T", "A"), Paper("2401.00002", "T", "A"))

    first, second = add_fulltexts(papers, {"2401.00001": "## Method\nWe train."})

    assert first.fulltext == (Passage("Method", "We train."),)
    assert second == papers[1]


def test_a_full_text_for_no_paper_is_refused() -> None:
    """A misspelt identifier is told instead of losing the text."""
    with pytest.raises(ConfigError, match=r"2401\.00009"):
        add_fulltexts([Paper("2401.00001", "T", "A")], {"2401.00009": "text"})
