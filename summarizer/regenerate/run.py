"""Whole digests: many entries in flight, outcomes in order, and the new text of every file."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from summarizer.errors import SourceError, SourceUnavailable
from summarizer.io.waiting import Stopped, finish
from summarizer.messages import Message
from summarizer.models.chat import INTERRUPTED, Usage
from summarizer.models.pacing import keep_in_flight
from summarizer.models.replies import no_flaw
from summarizer.models.tokens import count_request
from summarizer.papers import PaperRef
from summarizer.regenerate.entry import Regenerated, regenerate_entry
from summarizer.spans import apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from summarizer.digest.files import DigestFile
    from summarizer.digest.model import Entry
    from summarizer.models.calls import Answer, Asker
    from summarizer.models.chat import ChatRequest, R
    from summarizer.models.ledger import Call
    from summarizer.papers import Paper, PaperSource, Passage
    from summarizer.regenerate.entry import Workshop

    Fulltext = Callable[[PaperRef], tuple[Passage, ...]]

    from summarizer.models.cost import Price
    from summarizer.regenerate.drafting import Author

_UNWRITTEN = Message(
    "its file could not be written; the reply is kept, and the same command does not pay for it again",
    "파일에 쓰지 못했습니다. 받은 응답은 보관되므로 같은 명령을 다시 실행해도 비용이 또 들지 않습니다",
)


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
    outcomes: tuple[Regenerated, ...]

    @property
    def after(self) -> str:
        """The text with every text that was taken in its place, and everything else as it was."""
        return apply_edits(self.before, [edit for outcome in self.outcomes for edit in outcome.edits])

    def unwritten(self) -> Regeneration:
        """Return it as it stands when its file could not be written: no entry has the text that was taken for it."""
        outcomes = (
            replace(outcome, decision="failed", reason=_UNWRITTEN, edits=()) if outcome.is_taken else outcome
            for outcome in self.outcomes
        )
        return replace(self, outcomes=tuple(outcomes))


@dataclass(frozen=True, slots=True)
class Pace:
    """How a run goes about its entries.

    Attributes:
        in_flight: How many to work on at once.
        stop: Once set, what is asked or fetched is waited for half a second more, nothing further is asked, and no
            further digest is begun.
        track: Shows how far the run is.
    """

    in_flight: int = 8
    stop: threading.Event = field(default_factory=threading.Event)
    track: Callable[[Iterable[Regenerated]], Iterable[Regenerated]] = iter


@dataclass(frozen=True, slots=True)
class _Job:
    entry: Entry
    paper: Paper | SourceError


class _Turns:
    """An asker for threads that work one at a time, except while they wait for a reply.

    The interpreter computes for one thread at a time anyway. Where many take turns at every moment, the one that could
    ask next is held up until all have computed, and they go on to wait, and to compute, all at once.

    Args:
        asker: Who is asked.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.lock = threading.Lock()

    def ask(self, request: ChatRequest[R], flaw: Callable[[R], Message | None] = no_flaw) -> Answer[R]:
        """Return the reply that `asker` gives, and let others work meanwhile."""
        self.lock.release()
        try:
            return self._asker.ask(request, flaw)
        finally:
            self.lock.acquire()

    def calls(self, request: ChatRequest[R]) -> list[Call]:
        """Return the calls that `asker` knows."""
        return self._asker.calls(request)

    @property
    def spent(self) -> Decimal | None:
        """What `asker` has spent."""
        return self._asker.spent


def regenerate_digests(
    files: Iterable[DigestFile],
    papers: PaperSource,
    fulltext: Fulltext | None,
    workshop: Workshop,
    pace: Pace,
) -> Iterator[Regeneration]:
    """Yield every digest with what became of its entries, in order, while entries of several are worked on.

    Args:
        files: The digests.
        papers: Where their papers come from.
        fulltext: Fetches the text of a paper that has none; None to do without. A text that cannot be had is no
            failure: the abstract is always there.
        workshop: What entries are rewritten with.
        pace: How many entries to work on at once, and until when.
    """
    waiting: list[DigestFile] = []
    found: list[Regenerated] = []
    turns = _Turns(workshop.asker)
    workshop = replace(workshop, asker=turns)
    jobs = _jobs(files, papers, waiting, pace.stop)
    done = keep_in_flight(lambda job: _done(job, fulltext, workshop, turns, pace.stop), jobs, pace.in_flight, pace.stop)
    for outcome in pace.track(done):
        found.append(outcome)
        while waiting and len(found) >= len(waiting[0].digest.entries):
            file = waiting.pop(0)
            count = len(file.digest.entries)
            yield Regeneration(file.name, file.digest.text, tuple(found[:count]))
            del found[:count]


def cited_papers(
    files: Iterable[DigestFile], papers: PaperSource, fulltext: Fulltext | None
) -> Iterator[Paper | SourceError]:
    """Yield the paper of every entry, as `regenerate_digests` would write from it."""
    for job in _jobs(files, papers, [], threading.Event()):
        yield _with_fulltext(job.paper, fulltext)


def _jobs(
    files: Iterable[DigestFile], papers: PaperSource, waiting: list[DigestFile], stop: threading.Event
) -> Iterator[_Job]:
    for file in files:
        if stop.is_set():
            return
        refs = {index: PaperRef(e.arxiv_id, e.version) for index, e in enumerate(file.digest.entries) if e.arxiv_id}
        wanted = list(dict.fromkeys(refs.values()))
        try:
            fetched = finish(partial(papers.fetch, wanted), stop=stop)
        except Stopped:
            return
        waiting.append(file)
        for index, entry in enumerate(file.digest.entries):
            unknown = SourceUnavailable(
                Message("the entry links to no arXiv paper", "항목에 arXiv 논문 링크가 없습니다")
            )
            yield _Job(entry, fetched[refs[index]] if index in refs else unknown)


def _done(
    job: _Job, fulltext: Fulltext | None, workshop: Workshop, turns: _Turns, stop: threading.Event
) -> Regenerated:
    if stop.is_set():
        return Regenerated(job.entry, "unfinished", INTERRUPTED)
    try:
        paper = finish(lambda: _with_fulltext(job.paper, fulltext), stop=stop)
    except Stopped:
        return Regenerated(job.entry, "unfinished", INTERRUPTED)
    with turns.lock:
        return regenerate_entry(job.entry, paper, workshop)


def _with_fulltext(paper: Paper | SourceError, fulltext: Fulltext | None) -> Paper | SourceError:
    """Return the paper with its full text, where it has none and one can be had."""
    if isinstance(paper, SourceError) or fulltext is None or paper.fulltext is not None:
        return paper
    try:
        return replace(paper, fulltext=fulltext(PaperRef(paper.arxiv_id, paper.version)))
    except SourceError:
        return paper


USUAL_OUTPUT = 1500
"""Tokens of a summary with its facts, in Korean; what a thinking model thinks comes on top."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The drafts of a run; repairs come on top where drafts need them.

    Attributes:
        papers: Papers that would be asked about.
        missing: Entries whose paper could not be had.
        calls: Calls for drafts.
        usage: Tokens of those calls, the output estimated.
        dollars: What they would cost; None when the model has no known price.
    """

    papers: int
    missing: int
    calls: int
    usage: Usage
    dollars: Decimal | None


def estimate(papers: Iterable[Paper | SourceError], author: Author, candidates: int, price: Price | None) -> Estimate:
    """Return what drafts of all papers would take; nothing is asked."""
    usage, found, missing = Usage(), 0, 0
    for paper in papers:
        if isinstance(paper, SourceError):
            missing += 1
            continue
        found += 1
        tokens = count_request(author.request(paper, 0))
        usage += Usage(tokens * candidates, USUAL_OUTPUT * candidates)
    return Estimate(found, missing, found * candidates, usage, price.dollars(usage) if price else None)
