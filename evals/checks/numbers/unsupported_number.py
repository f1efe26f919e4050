"""Numbers that no source has."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from evals.checks.numbers.correction import claims_of, is_stated
from evals.checks.searched import searched
from evals.findings import Amount, Message, Observation, Severity

if TYPE_CHECKING:
    from evals.figures import Figure
    from evals.findings import Finding
    from evals.subject import Subject


class UnsupportedNumber:
    """Flags a number that stands in no text of the paper that was searched.

    ## Why it matters
    An invented result looks like any other. Summaries are written from whole papers, so a number that the abstract
    lacks is worth a look, and no more than that, until the full text has been searched as well.

    ## Known gaps
    - One and two in words (한 번, 두 가지) are not looked for: they count what the sentence itself lists.
    - A number that stands in the source for another thing counts as found.
    """

    id: ClassVar[str] = "unsupported-number"
    korean: ClassVar[str] = "확인한 원문 어디에도 없는 수를 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.NOTE,)
    needs_paper: ClassVar[bool] = True

    def inspect(self, subject: Subject) -> Observation:
        """Look for every figure in every text of the paper."""
        if not subject.sources:
            return Observation(0)
        claims = [f for f in claims_of(subject) if not _is_said_in_passing(subject, f)]
        findings = [
            _finding(subject, claim)
            for claim in claims
            if not is_stated(subject, claim) and not _is_named(subject, claim)
        ]
        return Observation(len(claims), tuple(findings))


def _is_said_in_passing(subject: Subject, claim: Figure) -> bool:
    written = claim.numeral_span.of(subject.entry.source)
    return claim.quantity.is_name_size or (claim.value <= 2 and not any(char.isdigit() for char in written))


def _is_named(subject: Subject, claim: Figure) -> bool:
    """Return whether a model's name in the entry has the number: `Aloe-8B` tells that 80억 is no invention."""
    return any(f.quantity.is_name_size and f.value == claim.value for f in subject.figures)


def _finding(subject: Subject, claim: Figure) -> Finding:
    texts = searched(subject)
    return subject.finding(
        UnsupportedNumber.id,
        Severity.NOTE,
        claim.span,
        Message(
            en=f"The number stands in none of the texts searched: {texts.en}.",
            ko=f"확인한 원문({texts.ko})에 없는 수입니다.",
        ),
        claimed=Amount(claim.value, claim.quantity.unit),
    )
