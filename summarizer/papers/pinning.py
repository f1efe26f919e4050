"""Pins the papers that digests cite, as they stood on a day if need be, for a snapshot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError, SourceError, SourceUnavailable
from summarizer.fulltext.passages import split_passages
from summarizer.messages import Message
from summarizer.papers.model import Paper, PaperRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from summarizer.digest.model import Digest
    from summarizer.papers.model import PaperSource


@dataclass(frozen=True, slots=True)
class Pinned:
    """What was found of the papers that were asked for.

    Attributes:
        papers: Sorted by identifier and version; the one that a link without version means comes last.
        missing: Why each of the others is not there.
    """

    papers: tuple[Paper, ...]
    missing: Mapping[PaperRef, SourceError]


def cited_refs(digests: Iterable[Digest]) -> list[PaperRef]:
    """Return every paper that the digests link to, once, in order of first appearance."""
    entries = (entry for digest in digests for entry in digest.entries)
    return list(dict.fromkeys(PaperRef(e.arxiv_id, e.version) for e in entries if e.arxiv_id is not None))


def pin_papers(refs: Iterable[PaperRef], source: PaperSource, *, at: date | None = None) -> Pinned:
    """Return the papers as the source has them now, or as they stood at the end of a day.

    With `at`, a paper that changed later is followed back through its versions to the one of that day, or to
    its first. A link that names a version means that version on any day.
    """
    refs = list(dict.fromkeys(refs))
    answers = dict(source.fetch(refs))
    if at is not None:
        answers |= _as_of(at, {ref: answer for ref, answer in answers.items() if ref.version is None}, source)
    order = sorted(refs, key=lambda ref: (ref.arxiv_id, ref.version is None, ref.version or 0))
    found = [(ref, answers[ref]) for ref in order]
    return Pinned(
        tuple(answer for _, answer in found if isinstance(answer, Paper)),
        {ref: answer for ref, answer in found if isinstance(answer, SourceError)},
    )


def add_fulltexts(papers: Iterable[Paper], texts: Mapping[str, str]) -> tuple[Paper, ...]:
    """Return the papers, those named by `texts` with their full text cut into passages.

    Raises:
        ConfigError: If a text is for a paper that is not there.
    """
    papers = tuple(papers)
    unknown = sorted(texts.keys() - {paper.arxiv_id for paper in papers})
    if unknown:
        ids = ", ".join(unknown)
        message = Message(
            f"there is a full text for {ids}, but no such paper among those that were found",
            f"--fulltext로 논문 본문을 지정했지만 구한 논문 가운데 없습니다: {ids}",
        )
        raise ConfigError(message)
    return tuple(
        replace(paper, fulltext=split_passages(texts[paper.arxiv_id])) if paper.arxiv_id in texts else paper
        for paper in papers
    )


def _as_of(
    day: date, answers: Mapping[PaperRef, Paper | SourceError], source: PaperSource
) -> dict[PaperRef, Paper | SourceError]:
    settled: dict[PaperRef, Paper | SourceError] = {}
    pending = dict(answers)
    while pending:
        earlier: dict[PaperRef, PaperRef] = {}
        for ref, answer in pending.items():
            if not isinstance(answer, Paper) or answer.version == 1 or not _changed_after(day, answer):
                settled[ref] = answer
            elif answer.version is None:
                settled[ref] = SourceUnavailable(
                    Message(
                        f"which version of {ref} stood on {day} cannot be told",
                        f"{day}에 {ref} 논문의 어느 버전이 올라와 있었는지 알 수 없습니다",
                    )
                )
            else:
                earlier[ref] = PaperRef(ref.arxiv_id, answer.version - 1)
        came = source.fetch(list(earlier.values())) if earlier else {}
        pending = {ref: came[wanted] for ref, wanted in earlier.items()}
    return settled


def _changed_after(day: date, paper: Paper) -> bool:
    return paper.updated is not None and paper.updated[:10] > day.isoformat()
