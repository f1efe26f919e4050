"""The places papers come from: snapshots, arXiv with a cache before it, and several in a row."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from summarizer.arxiv.pace import ArxivOutOfReach
from summarizer.errors import PaperNotFound, SourceError, SourceUnavailable
from summarizer.messages import Message
from summarizer.papers.model import Paper, PaperRef
from summarizer.papers.snapshots import read_papers

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Protocol

    from summarizer.arxiv.cache import PaperCache
    from summarizer.papers.model import PaperSource

    class PaperClient(Protocol):
        """Makes one request for several papers, as `ArxivClient` does."""

        def ask(self, refs: Sequence[PaperRef]) -> Mapping[PaperRef, Paper | SourceError]:
            """Return what one request gives; that there is no such paper only where the answer says so by its name."""
            ...


_ENOUGH_DOUBTS = 2


class SnapshotSource:
    """Papers that are pinned; of several with one identifier and version the last counts.

    A paper of unknown version answers for every version, one of another version for none.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers: dict[PaperRef, Paper] = {}
        for paper in papers:
            self._papers[PaperRef(paper.arxiv_id)] = paper
            self._papers[PaperRef(paper.arxiv_id, paper.version)] = paper

    def fetch(self, refs: Sequence[PaperRef]) -> dict[PaperRef, Paper | SourceError]:
        """Return the pinned papers, and for every other reference that it is not pinned."""
        return {ref: self._find(ref) or _unpinned(ref) for ref in refs}

    def _find(self, ref: PaperRef) -> Paper | None:
        latest = self._papers.get(PaperRef(ref.arxiv_id))
        return self._papers.get(ref) or (latest if latest and latest.version is None else None)


def open_snapshots(paths: Iterable[str | os.PathLike[str]]) -> SnapshotSource:
    """Return the papers of several snapshots, files or folders; the later wins.

    Raises:
        ConfigError: If one cannot be read.
        DatasetError: If a line is no valid paper.
    """
    return SnapshotSource(paper for path in paths for paper in read_papers(path))


class OfflineSource:
    """Stands in for arXiv where nothing may be fetched."""

    def fetch(self, refs: Sequence[PaperRef]) -> dict[PaperRef, SourceError]:
        """Return for every reference that it may not be fetched."""
        return {ref: _out_of_bounds(ref) for ref in refs}


class LayeredSource:
    """Asks each source for what those before it could not give; that there is no such paper is final."""

    def __init__(self, *sources: PaperSource) -> None:
        self._sources = sources

    def fetch(self, refs: Sequence[PaperRef]) -> dict[PaperRef, Paper | SourceError]:
        """Return the first answer to each reference that is more than a failure to answer."""
        answers: dict[PaperRef, Paper | SourceError] = {}
        for source in self._sources:
            open_refs = [ref for ref in refs if isinstance(answers.get(ref), SourceUnavailable | None)]
            answers |= source.fetch(open_refs) if open_refs else {}
        return answers


class ArxivSource:
    """Papers of arXiv, each asked for once.

    What was asked is compared with what came: a paper that is missing from a good answer is asked for
    again, in the end alone, before it is said not to exist. That an answer is empty proves nothing, unless others
    came in it or it is the second to a question for this paper alone. Every answer is kept as soon as it is
    there, so that an interruption costs one request at most.

    Args:
        client: Makes the requests.
        cache: What is known from before.
        batch_size: How many papers one request asks for.
    """

    def __init__(self, client: PaperClient, cache: PaperCache, *, batch_size: int = 50) -> None:
        self._client = client
        self._cache = cache
        self._batch_size = batch_size

    def fetch(self, refs: Sequence[PaperRef]) -> dict[PaperRef, Paper | SourceError]:
        """Return every paper, from the cache or from arXiv, or why there is none; a failure touches no other paper."""
        answers: dict[PaperRef, Paper | SourceError] = dict(self._cache.find(dict.fromkeys(refs)))
        batches = deque(self._batches(refs, answers.keys()))
        # How many answers speak against a paper: one may itself be a fault.
        doubts: Counter[PaperRef] = Counter()
        while batches:
            batch = batches.popleft()
            try:
                came = self._client.ask(batch)
            except SourceUnavailable as error:
                answers |= dict.fromkeys(batch, error)
                if isinstance(error, ArxivOutOfReach):
                    answers |= {ref: error for rest in batches for ref in rest}
                    break
                continue
            missing = [ref for ref in batch if ref not in came]
            if len(batch) == 1 or not all(isinstance(answer, PaperNotFound) for answer in came.values()):
                doubts.update(missing)
            absent = {ref: PaperNotFound.of(ref) for ref in missing if doubts[ref] >= _ENOUGH_DOUBTS}
            settled: dict[PaperRef, Paper | SourceError] = {**came, **absent}
            batches += _halves([ref for ref in missing if ref not in absent])
            self._cache.keep({r: a for r, a in settled.items() if isinstance(a, Paper | PaperNotFound)})
            answers |= settled
        return answers

    def _batches(self, refs: Iterable[PaperRef], known: Iterable[PaperRef]) -> Iterator[list[PaperRef]]:
        unknown = sorted(set(refs) - set(known), key=lambda ref: (ref.arxiv_id, ref.version or 0))
        # Apart, since an answer cannot say which of two versions was meant as the latest.
        for group in ([r for r in unknown if r.version is None], [r for r in unknown if r.version is not None]):
            for start in range(0, len(group), self._batch_size):
                yield group[start : start + self._batch_size]


def _unpinned(ref: PaperRef) -> SourceUnavailable:
    return SourceUnavailable(Message(f"{ref} is in no snapshot", f"스냅샷에 {ref} 논문이 없습니다"))


def _out_of_bounds(ref: PaperRef) -> SourceUnavailable:
    return SourceUnavailable(
        Message(
            f"{ref} is in no snapshot and may not be fetched offline",
            f"스냅샷에 {ref} 논문이 없고, 오프라인이라 가져올 수 없습니다",
        )
    )


def _halves(refs: list[PaperRef]) -> list[list[PaperRef]]:
    middle = (len(refs) + 1) // 2
    return [part for part in (refs[:middle], refs[middle:]) if part]
