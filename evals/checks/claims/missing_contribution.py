"""Summaries that leave out what the abstract puts first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from evals.checks.numbers.correction import evidence_of
from evals.quantities.comparison import is_rounding, precision
from summarizer.findings import Message, Observation, Severity, Where

if TYPE_CHECKING:
    from evals.subject.figures import Figure
    from evals.subject.subject import Subject

_MEASURES = frozenset({"percent", "percentage-point", "times"})
_RESULT = re.compile(
    r"\b(?:achiev|outperform|improv|reduc|surpass|exceed|increas|decreas|boost|gain|speed|faster|accura|score|win)",
    re.IGNORECASE,
)
# A model that is 10 times larger, or twice the size, is what the result is compared with.
_SIZE = re.compile(r"\s(?:larger|bigger|(?:their|its|the) (?:own )?size)\b")
_BEFORE, _BEHIND = 90, 60


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
        headline = sorted((f for f in subject.source_figures if _is_headline(f)), key=lambda f: f.span)
        if not headline:
            return Observation(0)
        if any(_is_told(subject, figure) for figure in headline):
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


def _is_headline(figure: Figure) -> bool:
    if figure.source is None or figure.source.where is not Where.ABSTRACT or figure.quantity.unit not in _MEASURES:
        return False
    text, span = figure.source.text, figure.span
    if figure.quantity.unit == "times" and _SIZE.match(text, span.end):
        return False
    return _RESULT.search(text[max(0, span.start - _BEFORE) : span.end + _BEHIND]) is not None


def _is_told(subject: Subject, figure: Figure) -> bool:
    return any(
        is_rounding(own.value, figure.value, max(precision(own.quantity), precision(figure.quantity)))
        for own in subject.figures
    )
