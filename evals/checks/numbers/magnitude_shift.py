"""Large numbers that lost or gained a power of ten on the way into Korean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from evals.alignment import shared_figures
from evals.checks.numbers.correction import evidence_of, is_claimed, is_stated, numeral_fix, same_number, tier
from evals.findings import Amount, Message, Observation, Severity
from evals.quantities.comparison import figures_of, shift_between
from evals.quantities.korean_numerals import BIG_SCALES
from evals.quantities.writing import korean_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.figures import Figure
    from evals.findings import Finding
    from evals.subject import Subject

_GLOSS = re.compile(r" ?\(?$")
_SMALLEST = 10**3
_LARGE = 10**4
_COUNTED_IN_BILLIONS = frozenset({"parameter", "token"})
"""Units that a summary states few amounts of, so that even one digit shared tells which amount is meant."""


@dataclass(frozen=True, slots=True)
class _Shift:
    """A figure of the entry, the figure that proves it wrong, and the power of ten between them."""

    claim: Figure
    actual: Figure
    power: int
    severity: Severity


class MagnitudeShift:
    """Flags a number that is wrong by a power of ten, such as `7억` for 7B.

    Korean counts large numbers in ten-thousands (만, 억, 조), English in thousands, so a number that is carried
    over word by word ends up ten, a hundred or a thousand times too large or too small. A number written with
    만, 억 or 조 is compared with the figures of the paper, and with the sizes that model names in the entry
    carry: the digits are the same, the power of ten is not, and no source has the number as it stands.

    ## Why it matters
    It is the most frequent wrong number in machine-written Korean digests, and it looks right: the digits are.

    ## Known gaps
    - Numbers below 10,000 and percentages are left to the other checks.
    - A lone digit, as in `10만 장` for 10 million, is an error only for parameters and tokens; for other things the
      paper may well have both amounts.
    - A number whose unit is known on one side only is compared by its digits, two of them at least.
    """

    id: ClassVar[str] = "magnitude-shift"
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)
    needs_paper: ClassVar[bool] = True

    def inspect(self, subject: Subject) -> Observation:
        """Compare every large number of the entry."""
        claims = [figure for figure in subject.figures if _is_conversion(subject, figure)]
        shifts = {claim: shift for claim in claims if (shift := _proven(subject, claim))}
        for claim in claims:
            if claim not in shifts and (shift := _by_enumeration(subject, claim, list(shifts.values()))):
                shifts[claim] = shift
        return Observation(len(claims), tuple(_finding(subject, shift) for shift in shifts.values()))


def _is_conversion(subject: Subject, figure: Figure) -> bool:
    """Return whether a figure was converted to Korean: written with 만, 억 or 조, or out in full."""
    written = figure.numeral_span.of(subject.entry.source)
    if any(scale in written for scale in (*BIG_SCALES, "천")):
        return figure.value >= _SMALLEST
    return figure.value >= _LARGE and written.replace(",", "").isdigit()


def _proven(subject: Subject, claim: Figure) -> _Shift | None:
    if is_stated(subject, claim):
        return None
    mates = [f for f in subject.figures if f is not claim and f.sentence == claim.sentence]
    glosses = [f for f in mates if _is_gloss(subject, claim, f)]
    if any(same_number(claim, f) for f in glosses):
        return None  # 6조(6T): the entry agrees with itself, and no source speaks against it
    restated = next((shift for gloss in glosses if (shift := _restated(claim, gloss))), None)
    if restated:
        return restated
    names = [f for f in mates if f.quantity.is_name_size]
    others = (shift for actual in (*names, *subject.source_figures) if (shift := _shift(subject, claim, actual)))
    return min(others, key=lambda s: (s.severity.rank, tier(s.actual), abs(s.power), s.actual.span), default=None)


def _is_gloss(subject: Subject, claim: Figure, other: Figure) -> bool:
    """Return whether `other` stands in parentheses right behind the claim, or the claim behind it: `7억(7B)`."""
    first, second = sorted((claim, other), key=lambda f: f.span)
    between = subject.entry.source[first.span.end : second.span.start]
    return "(" in between and _GLOSS.match(between) is not None


def _restated(claim: Figure, gloss: Figure) -> _Shift | None:
    """Return the shift between a number and its own gloss, which contradicts it whatever the paper says: `7억(7B)`."""
    power = shift_between(claim.quantity, gloss.quantity)
    units = {claim.quantity.unit, gloss.quantity.unit} - {None}
    return _Shift(claim, gloss, power, Severity.ERROR) if power and len(units) < 2 else None


def _shift(subject: Subject, claim: Figure, actual: Figure) -> _Shift | None:
    """Return the shift that `actual` shows, as sure as the two figures belong together."""
    power = shift_between(claim.quantity, actual.quantity)
    if power is None:
        return None
    digits = len(figures_of(claim.value))
    is_coarser = digits < len(figures_of(actual.value))
    if is_coarser and digits < 2:
        return None
    severity = _likeness(claim, actual, digits)
    if severity is Severity.WARNING and claim.things & actual.things and shared_figures(subject, claim, actual):
        severity = Severity.ERROR
    if severity and is_claimed(subject, actual, besides=claim):
        severity = Severity.WARNING if digits > 1 or claim.quantity.unit in _COUNTED_IN_BILLIONS else None
    return _Shift(claim, actual, power, severity) if severity else None


def _likeness(claim: Figure, actual: Figure, digits: int) -> Severity | None:
    """Return how surely two figures with the same digits are about the same thing."""
    ours, theirs = claim.quantity, actual.quantity
    if ours.unit and ours.unit == theirs.unit:
        return Severity.ERROR if digits > 1 or ours.unit in _COUNTED_IN_BILLIONS else Severity.WARNING
    if ours.unit or theirs.unit:
        is_untold = not (ours.unit and (theirs.unit or actual.things)) and not (theirs.unit and claim.things)
        return Severity.WARNING if is_untold and digits > 1 else None
    if claim.things & actual.things:
        return Severity.ERROR if digits > 1 else Severity.WARNING
    if claim.things and actual.things:
        return Severity.WARNING if digits > 3 else None
    return {1: None, 2: Severity.WARNING}.get(digits, Severity.ERROR)


def _by_enumeration(subject: Subject, claim: Figure, shifts: Sequence[_Shift]) -> _Shift | None:
    """Return the shift of an enumeration whose smallest and largest member are off from one range of the source.

    One enumeration has one scale: what is between the two is off by the same power of ten.
    """
    proven = [s for s in shifts if s.claim.sentence == claim.sentence and s.claim.quantity.unit == claim.quantity.unit]
    for shift in proven:
        ends = [s for s in proven if s.power == shift.power and s.actual.whole == shift.actual.whole]
        values = [s.claim.value for s in ends]
        is_range = shift.actual.whole.ends is not None
        if (
            is_range
            and len(set(values)) > 1
            and min(values) < claim.value < max(values)
            and not is_stated(subject, claim)
        ):
            return _Shift(claim, shift.actual, shift.power, Severity.WARNING)
    return None


def _corrected(shift: _Shift) -> Fraction:
    """Return the value that is meant: the paper's own where it is the exacter one, else the digits of the entry."""
    claim, actual, factor = shift.claim.quantity, shift.actual.quantity, Fraction(10) ** shift.power
    is_of_actual = shift_between(claim, actual) == shift.power  # the middle of an enumeration has no figure of its own
    is_coarser = claim.step * factor > actual.step
    return shift.actual.value if is_of_actual and is_coarser else shift.claim.value * factor


def _finding(subject: Subject, shift: _Shift) -> Finding:
    claim, actual, value = shift.claim, shift.actual, _corrected(shift)
    numeral = korean_number(value)
    evidence = evidence_of(subject, actual)
    unit = claim.quantity.unit or actual.quantity.unit
    times = f"{10 ** abs(shift.power):,}"
    return subject.finding(
        MagnitudeShift.id,
        shift.severity,
        claim.numeral_span,
        Message(
            en=f"The number is off by a factor of {times}: {evidence.quote} makes it {numeral}.",
            ko=f"자릿수가 {times}배 어긋납니다. 근거의 {evidence.quote}에 따르면 {numeral}이어야 합니다.",
        ),
        evidence=[evidence],
        claimed=Amount(claim.value, unit),
        expected=Amount(value, unit),
        fix=numeral_fix(subject, claim, numeral, safe=shift.severity is Severity.ERROR),
    )
