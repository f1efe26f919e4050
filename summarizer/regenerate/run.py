"""Whole digests: many entries in flight, outcomes in order, and the new text of every file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.errors import SourceError, SourceUnavailable
from summarizer.models.in_flight import keep_in_flight
from summarizer.papers import PaperRef
from summarizer.regenerate.loop import Outcome, regenerate_entry
from summarizer.spans import apply_edits

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator

    from summarizer.digest.model import Entry
    from summarizer.inputs import DigestFile
    from summarizer.papers import Paper, PaperSource, Passage
    from summarizer.regenerate.loop import Workshop

    Fulltext = Callable[[PaperRef], tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class Regeneration:
    """A digest with what became of its entries.

    Attributes:
        name: The file, as it was named.
        before: Its text.
        outcomes: One an entry, in order.
    """

    name: str
    before: str
    outcomes: tuple[Outcome, ...]

    @property
    def after(self) -> str:
        """The text with every accepted entry in its place, and everything else as it was."""
        return apply_edits(self.before, [edit for outcome in self.outcomes for edit in outcome.edits])


@dataclass(frozen=True, slots=True)
class _Job:
    entry: Entry
    paper: Paper | SourceError


def regenerate_digests(  # noqa: PLR0913, PLR0917 - what a run consists of
    files: Iterable[DigestFile],
    papers: PaperSource,
    fulltext: Fulltext | None,
    workshop: Workshop,
    in_flight: int,
    stop: threading.Event,
) -> Iterator[Regeneration]:
    """Yield every digest with what became of its entries, in order, while entries of several are worked on.

    Args:
        files: The digests.
        papers: Where their papers come from.
        fulltext: Fetches the text of a paper that has none; None to do without. A text that cannot be had is no
            failure: the abstract is always there.
        workshop: What entries are rewritten with.
        in_flight: How many entries to work on at once.
        stop: Set on Ctrl-C: what is being asked is finished and stored, and nothing further is asked.
    """
    waiting: list[DigestFile] = []
    found: list[Outcome] = []
    jobs = _jobs(files, papers, waiting)
    for outcome in keep_in_flight(lambda job: _done(job, fulltext, workshop), jobs, in_flight, stop):
        found.append(outcome)
        while waiting and len(found) >= len(waiting[0].digest.entries):
            file = waiting.pop(0)
            count = len(file.digest.entries)
            yield Regeneration(file.name, file.digest.text, tuple(found[:count]))
            del found[:count]


def _jobs(files: Iterable[DigestFile], papers: PaperSource, waiting: list[DigestFile]) -> Iterator[_Job]:
    for file in files:
        refs = {index: PaperRef(e.arxiv_id, e.version) for index, e in enumerate(file.digest.entries) if e.arxiv_id}
        fetched = papers.fetch(list(dict.fromkeys(refs.values())))
        waiting.append(file)
        for index, entry in enumerate(file.digest.entries):
            unknown = SourceUnavailable(f"line {entry.line}: the entry links to no arXiv paper")
            yield _Job(entry, fetched[refs[index]] if index in refs else unknown)


def _done(job: _Job, fulltext: Fulltext | None, workshop: Workshop) -> Outcome:
    return regenerate_entry(job.entry, with_fulltext(job.paper, fulltext), workshop)


def with_fulltext(paper: Paper | SourceError, fulltext: Fulltext | None) -> Paper | SourceError:
    """Return the paper with its full text, where it has none and one can be had."""
    if isinstance(paper, SourceError) or fulltext is None or paper.fulltext is not None:
        return paper
    try:
        return replace(paper, fulltext=fulltext(PaperRef(paper.arxiv_id, paper.version)))
    except SourceError:
        return paper
