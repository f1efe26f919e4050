"""Papers that a digest tells twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from summarizer.findings import Message, Observation, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.subject.subject import Subject


class DuplicateEntry:
    """Flags an entry whose paper has an entry already, earlier in the same file.

    Entries are the same paper when they link to the same arXiv identifier, in whatever version.

    ## Why it matters
    A file that was appended to twice tells its papers twice, and readers count them twice.

    ## Known gaps
    - A paper that returns in another file is news of another day and is not compared.
    - Entries without an arXiv identifier are not compared.
    """

    id: ClassVar[str] = "duplicate-entry"
    korean: ClassVar[str] = "같은 파일 앞쪽에 이미 나온 논문의 항목을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def compare(self, subjects: Sequence[Subject]) -> tuple[Observation, ...]:
        """Compare every entry with those before it."""
        first: dict[str, Subject] = {}
        observations = []
        for subject in subjects:
            arxiv_id = subject.entry.arxiv_id
            if arxiv_id is None:
                observations.append(Observation(0))
            else:
                observations.append(_observe(subject, first.setdefault(arxiv_id, subject)))
        return tuple(observations)


def _observe(subject: Subject, earlier: Subject) -> Observation:
    if earlier is subject:
        return Observation(1)
    line = earlier.entry.line
    message = Message(
        en=f"{subject.entry.arxiv_id} has an entry already, in line {line}.",
        ko=f"{subject.entry.arxiv_id} 논문의 항목이 {line}행에 이미 있습니다.",
    )
    evidence = [earlier.entry_evidence(earlier.heading)]
    finding = subject.finding(DuplicateEntry.id, Severity.WARNING, subject.heading, message, evidence=evidence)
    return Observation(1, (finding,))
