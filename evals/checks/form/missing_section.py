"""Sections that are absent, empty, repeated or out of order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from evals.subject.subject import has_summary
from summarizer.digest.model import SECTION_NAMES, Dialect
from summarizer.findings import Message, Observation, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.subject.subject import Subject
    from summarizer.digest.model import Section
    from summarizer.findings import Finding
    from summarizer.spans import Span


class MissingSection:
    """Flags a section that is absent, empty, repeated or out of order.

    A digest whose bullets carry keys owes every entry What's New, Technical Details and Performance
    Highlights, once each and in this order. A digest of plain bullets owes none, but a summary.

    ## Why it matters
    A section that is not there is a part of the paper that no reader is told about, and usually the trace of
    a reply that was cut off or could not be read.

    ## Known gaps
    - A section whose prose stands under a key of another name counts as absent.
    - Prose that belongs to another section is not noticed.
    """

    id: ClassVar[str] = "missing-section"
    korean: ClassVar[str] = "빠졌거나 비었거나 되풀이되거나 순서가 바뀐 섹션을 찾습니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR,)

    def inspect(self, subject: Subject) -> Observation:
        """Compare the entry's keys with those that its dialect owes."""
        if subject.entry.dialect is Dialect.PLAIN:
            return Observation(1, tuple(_untold(subject)))
        known = [section for section in subject.entry.sections if section.name in SECTION_NAMES]
        findings = (*_absent(subject, known), *_empty(subject, known), *_misplaced(subject, known))
        return Observation(len(SECTION_NAMES), findings)


def _untold(subject: Subject) -> Iterator[Finding]:
    if not has_summary(subject.entry):
        message = Message(en="The entry has no summary.", ko="항목에 요약이 없습니다.")
        yield _finding(subject, subject.heading, message, subject.heading)


def _absent(subject: Subject, known: Sequence[Section]) -> Iterator[Finding]:
    present = {section.name for section in known}
    names = ", ".join(name for name in SECTION_NAMES if name not in present)
    if names:
        message = Message(
            en=f"The entry has no section {names}.",
            ko=f"항목에 {names} 섹션이 없습니다.",
        )
        yield _finding(subject, subject.heading, message, _key(known[0]) if known else subject.heading)


def _empty(subject: Subject, known: Sequence[Section]) -> Iterator[Finding]:
    for section in known:
        if not section.text:
            message = Message(en=f"The section {section.name} is empty.", ko=f"{section.name} 섹션이 비어 있습니다.")
            yield _finding(subject, _key(section), message, section.bullet)


def _misplaced(subject: Subject, known: Sequence[Section]) -> Iterator[Finding]:
    first: dict[str | None, Section] = {}
    for section in known:
        earlier = first.setdefault(section.name, section)
        if earlier is not section:
            message = Message(
                en=f"The section {section.name} appears again.",
                ko=f"{section.name} 섹션이 두 번 나옵니다.",
            )
            yield _finding(subject, _key(section), message, _key(earlier))
    for before, after in pairwise(first.values()):
        if SECTION_NAMES.index(before.name or "") > SECTION_NAMES.index(after.name or ""):
            message = Message(
                en=f"The section {after.name} stands after {before.name}.",
                ko=f"{after.name} 섹션이 {before.name} 섹션 뒤에 있습니다.",
            )
            yield _finding(subject, _key(after), message, _key(before))


def _key(section: Section) -> Span:
    return section.key or section.bullet


def _finding(subject: Subject, span: Span, message: Message, evidence: Span) -> Finding:
    return subject.finding(
        MissingSection.id, Severity.ERROR, span, message, evidence=[subject.entry_evidence(evidence)]
    )
