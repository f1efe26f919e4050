"""Summaries that leave out what the abstract puts first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from evals.checks.numbers.correction import evidence_of
from evals.relations.contributions import headline_figures, is_told
from summarizer.findings import Message, Observation, Severity

if TYPE_CHECKING:
    from evals.subject.subject import Subject


class MissingContribution:
    """Flags a summary that states none of the figures in which the abstract puts its result.

    Headline figures are percentages and factors that stand beside a word of result (achieves, improves, faster).

    ## Why it matters
    A summary that says `성능이 향상되었습니다` and leaves out by how much tells the reader nothing new.

    ## Known gaps
    - The main claim in words is not compared; `off-topic` sees only that next to nothing is shared.
    - An abstract without a headline figure owes none.
    """

    id: ClassVar[str] = "missing-contribution"
    korean: ClassVar[str] = "초록이 결과로 내세운 수치를 하나도 담지 않은 요약을 찾습니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.NOTE,)

    def inspect(self, subject: Subject) -> Observation:
        """Look for each headline figure of the abstract in the entry."""
        headline = headline_figures(subject)
        if not headline:
            return Observation(0)
        if any(is_told(subject, figure) for figure in headline):
            return Observation(len(headline))
        finding = subject.finding(
            self.id,
            Severity.NOTE,
            subject.heading,
            Message(
                en="The summary states none of the figures of the abstract's result.",
                ko="초록이 결과로 내세운 수치가 요약에 하나도 없습니다.",
            ),
            evidence=[evidence_of(subject, headline[0])],
        )
        return Observation(len(headline), (finding,))
