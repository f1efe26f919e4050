"""Cases: the entries of digests, each with its paper or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.subject.subject import Subject
from summarizer.digest.markdown import find_paper
from summarizer.errors import PaperNotFound, SourceError, SourceUnavailable
from summarizer.messages import Message
from summarizer.papers import PaperRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.digest.files import DigestFile
    from summarizer.digest.model import Entry
    from summarizer.findings import Finding
    from summarizer.papers import Paper, PaperSource

# Papers asked for together: a few full requests to arXiv, so that a year of small digests is not a year of requests.
_PAPERS_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Case:
    """An entry with its paper, or with the reason why there is none.

    Attributes:
        entry: The entry.
        paper: Its paper, or why there is none.
        told: What a reviewer found in the entry and confirmed, to be corrected.
        gaps: Why the reviewer could not tell, where it was asked and could not.
    """

    entry: Entry
    paper: Paper | SourceError
    told: tuple[Finding, ...] = ()
    gaps: tuple[Message, ...] = ()

    @property
    def subject(self) -> Subject:
        """What the checks may see of it."""
        paper = None if isinstance(self.paper, SourceError) else self.paper
        return Subject(self.entry, paper, not_found=isinstance(self.paper, PaperNotFound))


@dataclass(frozen=True, slots=True)
class DigestCases:
    """A digest, with a case for each of its entries in order."""

    name: str
    text: str
    cases: tuple[Case, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its entries in order."""
        return tuple(case.entry for case in self.cases)


def read_cases(files: Iterable[DigestFile], papers: PaperSource) -> Iterator[DigestCases]:
    """Yield the cases of every file in order; papers of several small files are fetched together."""
    together: list[DigestFile] = []
    refs: dict[PaperRef, None] = {}
    for file in files:
        together.append(file)
        refs.update((ref, None) for entry in file.digest.entries if (ref := _ref(entry)))
        if len(refs) >= _PAPERS_TOGETHER:
            yield from _cases(together, papers.fetch(list(refs)))
            together, refs = [], {}
    yield from _cases(together, papers.fetch(list(refs)))


def _cases(files: Sequence[DigestFile], papers: Mapping[PaperRef, Paper | SourceError]) -> Iterator[DigestCases]:
    for file in files:
        digest = file.digest
        yield DigestCases(file.name, digest.text, tuple(Case(entry, _paper(entry, papers)) for entry in digest.entries))


def _paper(entry: Entry, papers: Mapping[PaperRef, Paper | SourceError]) -> Paper | SourceError:
    ref = _ref(entry)
    return papers[ref] if ref else _unlinked(entry)


def _unlinked(entry: Entry) -> SourceUnavailable:
    named = find_paper(entry.text, 0, len(entry.text))
    if named:
        message = Message(
            f"the heading links to no arXiv paper, while the entry has {named!r}",
            f"제목에 arXiv 논문 링크가 없습니다. 항목 안에 있는 주소: {named!r}",
        )
    else:
        message = Message(
            f"the entry links to no arXiv paper: {entry.link!r}", f"항목에 arXiv 논문 링크가 없습니다: {entry.link!r}"
        )
    return SourceUnavailable(message)


def _ref(entry: Entry) -> PaperRef | None:
    return PaperRef(entry.arxiv_id, entry.version) if entry.arxiv_id else None
