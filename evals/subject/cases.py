"""Cases: the entries of digests, each with its paper or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from evals.subject.subject import Subject
from summarizer.digest.markdown import find_paper
from summarizer.errors import PaperNotFound, SourceError, SourceUnavailable
from summarizer.findings import Where
from summarizer.messages import Message
from summarizer.papers import PaperRef
from summarizer.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.digest.files import DigestFile
    from summarizer.digest.model import Entry, Image, Section
    from summarizer.findings import Evidence, Finding, Fix
    from summarizer.papers import Paper, PaperSource
    from summarizer.spans import Span

# Papers asked for together: a few full requests to arXiv, so that a year of small digests is not a year of requests.
_PAPERS_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Case:
    """An entry with its paper, or with the reason why there is none."""

    entry: Entry
    paper: Paper | SourceError

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


class Excerpt(NamedTuple):
    """An entry whose offsets count in its own lines; line numbers stay those of the file.

    Attributes:
        entry: The entry, with `source` cut to its lines.
        offset: Where these lines start in the file.
    """

    entry: Entry
    offset: int


def excerpt(entry: Entry) -> Excerpt:
    """Cut an entry out of its file, from the start of the line of its heading."""
    offset = entry.source.rfind("\n", 0, entry.start) + 1
    return Excerpt(replace(moved_entry(entry, -offset), source=entry.source[offset : entry.end]), offset)


def moved_entry(entry: Entry, by: int) -> Entry:
    """Return the entry with every offset moved; `source` stays."""
    return replace(
        entry,
        start=entry.start + by,
        end=entry.end + by,
        title_span=_moved(entry.title_span, by),
        authors_span=_moved(entry.authors_span, by),
        sections=tuple(_moved_section(section, by) for section in entry.sections),
        image=_moved_image(entry.image, by),
    )


def moved_finding(finding: Finding, by: int) -> Finding:
    """Return the finding with its offsets, those of its fix and of its evidence in the entry moved."""
    return replace(
        finding,
        start=finding.start + by,
        end=finding.end + by,
        evidence=tuple(_moved_evidence(evidence, by) for evidence in finding.evidence),
        fix=_moved_fix(finding.fix, by),
    )


def _moved(span: Span | None, by: int) -> Span | None:
    return span and span.shifted(by)


def _moved_section(section: Section, by: int) -> Section:
    return replace(
        section,
        start=section.start + by,
        end=section.end + by,
        bullet=section.bullet.shifted(by),
        key=_moved(section.key, by),
    )


def _moved_image(image: Image | None, by: int) -> Image | None:
    return image and replace(image, span=image.span.shifted(by), url_span=_moved(image.url_span, by))


def _moved_evidence(evidence: Evidence, by: int) -> Evidence:
    if evidence.where is not Where.ENTRY:
        return evidence
    return replace(evidence, start=evidence.start + by, end=evidence.end + by)


def _moved_fix(fix: Fix | None, by: int) -> Fix | None:
    return fix and replace(fix, edits=tuple(Edit(e.start + by, e.end + by, e.text) for e in fix.edits))
