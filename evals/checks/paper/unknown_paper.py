"""Papers that arXiv does not have, or no longer stands by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from evals.subject.source_text import SourceText
from summarizer.findings import Message, Observation, Severity, Where
from summarizer.spans import Span

if TYPE_CHECKING:
    from evals.subject.subject import Subject
    from summarizer.findings import Evidence
    from summarizer.papers import Paper

_WITHDRAWN = re.compile(r"\b(?:withdrawn|withdrawal|retracted)\b[^.\n]{0,200}", re.IGNORECASE)


class UnknownPaper:
    """Flags a link to a paper that arXiv does not have, or that was withdrawn.

    The first is an error and rests on arXiv's own answer; a paper that is only absent from a snapshot is a
    missing source, not a finding. The second is a warning.

    ## Why it matters
    Readers follow the link to nothing, or trust results that their authors took back.

    ## Known gaps
    - A link that leads to another existing paper is seen only by its title and authors.
    - A withdrawal that arXiv does not mark as one is not known.
    """

    id: ClassVar[str] = "unknown-paper"
    korean: ClassVar[str] = "arXiv에 없거나 철회된 논문으로 이어지는 링크를 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Look at what arXiv said about the entry's identifier."""
        paper, arxiv_id = subject.paper, subject.entry.arxiv_id
        if subject.not_found:
            link = _link(subject)
            message = Message(en=f"arXiv has no paper {arxiv_id}.", ko=f"arXiv에 {arxiv_id} 논문이 없습니다.")
            evidence = [subject.entry_evidence(link)]
            return Observation(1, (subject.finding(self.id, Severity.ERROR, link, message, evidence=evidence),))
        if paper is None:
            return Observation(0)
        if not paper.withdrawn:
            return Observation(1)
        message = Message(en="The paper was withdrawn.", ko="철회된 논문입니다.")
        evidence = [_withdrawal(paper) or subject.entry_evidence(subject.heading)]
        finding = subject.finding(
            self.id, Severity.WARNING, subject.heading, message, evidence=evidence, superseded=subject.is_superseded
        )
        return Observation(1, (finding,))


def _link(subject: Subject) -> Span:
    """Return the place of the link's address in the heading."""
    entry = subject.entry
    start = entry.source.find(entry.link, subject.heading.end) if entry.link else -1
    return Span(start, start + len(entry.link)) if start >= 0 else subject.heading


def _withdrawal(paper: Paper) -> Evidence | None:
    for where, text in ((Where.METADATA, paper.comment), (Where.ABSTRACT, paper.abstract)):
        found = _WITHDRAWN.search(text or "")
        if text and found:
            return SourceText(where, None, text).evidence(Span(*found.span()))
    return None
