"""Every reference is answered, by the first source that can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.arxiv.sources import LayeredSource, OfflineSource, SnapshotSource, open_snapshots
from summarizer.errors import PaperNotFound, SourceUnavailable
from summarizer.papers import Paper, PaperRef, write_snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summarizer.errors import SourceError

ONE, TWO, THREE = (PaperRef(f"2401.0000{number}") for number in (1, 2, 3))


def paper(ref: PaperRef, title: str = "T") -> Paper:
    """Return a paper of the reference's version."""
    return Paper(ref.arxiv_id, title, "A", version=ref.version)


class Unknown:
    """A source that knows for certain that there is no paper."""

    def __init__(self) -> None:
        self.asked: list[PaperRef] = []

    def fetch(self, refs: Sequence[PaperRef]) -> dict[PaperRef, SourceError]:
        """Remember what was asked."""
        self.asked += refs
        return {ref: PaperNotFound(f"no {ref}") for ref in refs}


def test_a_snapshot_answers_for_what_it_holds() -> None:
    """A paper that is not pinned is unavailable and not unknown."""
    answers = SnapshotSource([paper(ONE)]).fetch([ONE, TWO])

    assert answers[ONE] == paper(ONE)
    assert isinstance(answers[TWO], SourceUnavailable)
    assert str(answers[TWO]) == "2401.00002 is in no snapshot"


def test_a_snapshot_keeps_versions_apart() -> None:
    """Another version of a paper is not evidence; one of unknown version is taken for the one asked for."""
    first, second, third = (PaperRef("2401.00001", version) for version in (1, 2, 3))
    source = SnapshotSource([paper(first, "old"), paper(second, "new"), paper(TWO, "any")])

    answers = source.fetch([first, second, third, ONE, PaperRef("2401.00002", 4)])

    assert answers[first] == paper(first, "old")
    assert answers[second] == answers[ONE] == paper(second, "new")
    assert isinstance(answers[third], SourceUnavailable)
    assert answers[PaperRef("2401.00002", 4)] == paper(TWO, "any")


def test_the_later_of_several_snapshots_wins(tmp_path: Path) -> None:
    """`--sources` may be repeated, and a folder may be one of them."""
    (tmp_path / "folder").mkdir()
    write_snapshot([paper(ONE, "first"), paper(TWO, "first")], tmp_path / "first.jsonl")
    write_snapshot([paper(TWO, "second"), paper(THREE, "second")], tmp_path / "folder" / "second.jsonl")

    answers = open_snapshots([tmp_path / "first.jsonl", tmp_path / "folder"]).fetch([ONE, TWO, THREE])

    assert [a.title for a in answers.values() if isinstance(a, Paper)] == ["first", "second", "second"]


def test_a_later_source_is_asked_only_for_what_is_open() -> None:
    """A pinned paper is never fetched, and every reference has an answer in the end."""
    unknown = Unknown()
    source = LayeredSource(SnapshotSource([paper(ONE)]), unknown, OfflineSource())

    answers = source.fetch([ONE, TWO])

    assert unknown.asked == [TWO]
    assert answers[ONE] == paper(ONE)
    assert isinstance(answers[TWO], PaperNotFound)


def test_offline_every_open_paper_is_unavailable() -> None:
    """What may not be fetched is not said to be missing from arXiv."""
    answers = LayeredSource(SnapshotSource([]), OfflineSource()).fetch([ONE])

    assert str(answers[ONE]) == "2401.00001 is in no snapshot and may not be fetched offline"


def test_no_reference_asks_nobody() -> None:
    """A digest without papers costs no request."""
    unknown = Unknown()

    assert LayeredSource(unknown).fetch([]) == {}
    assert unknown.asked == []
