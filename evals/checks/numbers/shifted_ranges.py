"""Ranges and enumerations that are off by one power of ten as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from evals.quantities.comparison import POWERS, figures_of
from evals.relations.alignment import shared_names
from summarizer.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.quantities.model import Quantity
    from evals.subject.figures import Figure
    from evals.subject.subject import Subject


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure of the entry, the figure that proves it wrong, and the power of ten between them.

    The power is that of the leading part alone where the figure has parts of which only that one is off:
    30억 4천만 for 340M.
    """

    claim: Figure
    actual: Figure
    power: int
    severity: Severity
    is_of_part: bool = False


def scaled_range(subject: Subject, low: Figure, high: Figure) -> list[Shift]:
    """Return the shifts of a range whose ends are both off by one power of ten: `20~40배` for 2-4x.

    A range from 1 to 10 is left alone, as one from 10 to 100 may stand beside it.
    """
    is_stated_once = any(next(subject.source_figures.same(end.quantity), None) for end in (low, high))
    if low.quantity.unit is None or is_stated_once or figures_of(low.value) == figures_of(high.value):
        return []
    for power in POWERS:
        values = [end.value * Fraction(10) ** power for end in (low, high)]
        ends = ([f for f in subject.source_figures.near(value) if f.value == value] for value in values)
        for first, last in product(*ends):
            if first.whole == last.whole and first.quantity.unit == low.quantity.unit:
                is_tied = bool(shared_names(subject, low, first))
                severity = Severity.ERROR if is_tied else Severity.WARNING
                return [Shift(low, first, power, severity), Shift(high, last, power, severity)]
    return []


def enumerations(proven: Iterable[Shift]) -> list[list[Shift]]:
    """Return the shifts, smallest first, that one range of the source proves for one sentence, two at least."""
    groups: dict[tuple[int, str | None, int, Quantity], list[Shift]] = {}
    for shift in proven:
        if shift.actual.whole.ends:
            unit = shift.claim.quantity.unit
            groups.setdefault((shift.claim.sentence, unit, shift.power, shift.actual.whole), []).append(shift)
    return [sorted(group, key=lambda s: s.claim.value) for group in groups.values() if len(group) > 1]


def by_enumeration(claim: Figure, proven: list[list[Shift]]) -> Shift | None:
    """Return the shift of a number between two that are off from the ends of one range: one enumeration, one scale."""
    for smallest, *_, largest in proven:
        first = smallest.claim
        is_member = first.sentence == claim.sentence and first.quantity.unit == claim.quantity.unit
        if is_member and first.value < claim.value < largest.claim.value:
            return Shift(claim, smallest.actual, smallest.power, Severity.WARNING)
    return None
