"""A change that a sentence states with a figure, and whether two statements of it can both be true.

There are two scales. On the scale of amounts a thing goes up or down (increase, 감소); on the scale of quality it gets
better or worse (improve, 악화). Two changes are compared on the scale that both stand on. Across the scales they are
compared only where both texts name the one thing that changes and it is known whether more of it is better: fewer
errors are better, so `WER 12% 감소` and `improves WER by 12%` agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from evals.quantities.comparison import same_amount
from evals.quantities.units import conversion
from evals.relations.measures import GENERAL, KIN, shared_worth
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.relations.measures import Measure
    from evals.subject.figures import Figure

Way = Literal["by", "to", "up to", "share"]
"""What the figure is of the change: its size, its outcome, either of them (까지), or a share that is used."""


class Direction(NamedTuple):
    """Where a word points: 1 up or better, -1 down or worse, 0 on the scale that it does not stand on."""

    amount: int
    quality: int


UP, DOWN, BETTER, WORSE = Direction(1, 0), Direction(-1, 0), Direction(0, 1), Direction(0, -1)
STILL = Direction(0, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """What a sentence says of one figure.

    Attributes:
        figure: The figure.
        way: What the figure is of the change.
        direction: Where the word points; of a share that is used, nowhere.
        word: The place of that word.
        measures: The things that the clause may measure with the figure.
        changing: The things among them that the words of the clause say to change.
        is_negated: Whether the change is said not to happen.
        is_direct: Whether word and figure stand in one phrase; False for one that a list shares with its neighbour.
        is_compared: Whether the word tells how one thing stands against another (slower, more), and not what happens.
    """

    figure: Figure
    way: Way
    direction: Direction
    word: Span
    measures: tuple[Measure, ...] = ()
    changing: tuple[Measure, ...] = ()
    is_negated: bool = False
    is_direct: bool = True
    is_compared: bool = False

    @property
    def worth(self) -> int:
        """Whether more of what changes is better (1) or worse (-1); 0 when that cannot be told."""
        return shared_worth(self.changing)

    @property
    def measured(self) -> frozenset[str]:
        """The names of the measured things, those left out that any other may stand for."""
        return frozenset(KIN.get(measure.name, measure.name) for measure in self.measures) - GENERAL


def agreement(one: Change, other: Change, *, is_tied: bool = False) -> int:
    """Return 1 when two changes point the same way, -1 when they point opposite ways, 0 when they do not compare.

    Args:
        one: A change.
        other: Another one with the same figure.
        is_tied: Whether both are measured against the same one, so that an amount needs no name (7% lower than Stork).
    """
    if one.measured and other.measured and not one.measured & other.measured:
        return 0
    if one.direction.quality and other.direction.quality:
        return one.direction.quality * other.direction.quality
    if one.direction.amount and other.direction.amount:
        return one.direction.amount * other.direction.amount if is_tied or one.measured & other.measured else 0
    return _across(one, other) if one.direction.amount else _across(other, one)


def _across(amount: Change, quality: Change) -> int:
    """Compare an amount with a quality, which may be that of the whole: `outperforms by 8.7%`."""
    is_same = bool(amount.measured & quality.measured) or not quality.measured
    return amount.direction.amount * amount.worth * quality.direction.quality if is_same else 0


_FROM_TO_KOREAN = re.compile(r"[$}]{0,2}에서 ?(?:약 |최대 |최소 )?[$~]{0,2}")
_OUTCOME = re.compile(r"[$}]{0,2} ?으?로")
_FROM = re.compile(r"\bfrom (?:about |around |roughly |an average of )?[$~]{0,2}$")
_RANGE = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|spann?(?:s|ed|ing)?)\b")
_NEAR = 28
_TO = re.compile(r"[$}\\]{0,3} to (?:about |around |roughly |over |below |just |only |nearly )?[$~]{0,2}")


class Course(NamedTuple):
    """A change of one thing between two values.

    Attributes:
        first: What it was.
        last: What it became.
    """

    first: Figure
    last: Figure

    @property
    def span(self) -> Span:
        """The place of both values with the words between them."""
        return Span(self.first.span.start, self.last.span.end)

    @property
    def amount(self) -> int:
        """1 when the value went up, -1 when it went down, 0 when it stayed or the units do not convert (5시간, 3배)."""
        worth = conversion(self.last.quantity.unit, self.first.quantity.unit)
        if worth is None:
            return 0
        last = self.last.value * worth
        return (last > self.first.value) - (last < self.first.value)

    def is_same(self, other: Course) -> bool:
        """Return whether both went from the same value to the same value."""
        return same_amount(self.first.quantity, other.first.quantity) and same_amount(
            self.last.quantity, other.last.quantity
        )

    def is_reverse(self, other: Course) -> bool:
        """Return whether one went back where the other came from."""
        return self.is_same(Course(other.last, other.first)) and not self.is_same(other)


def korean_courses(text: str, figures: Sequence[Figure]) -> list[Course]:
    """Return the changes from one value to another that a Korean text states; 로 tells them from a range."""
    return [
        Course(first, last)
        for first, last in pairwise(figures)
        if first.whole is not last.whole
        and _FROM_TO_KOREAN.fullmatch(text, first.span.end, last.span.start)
        and _OUTCOME.match(text, last.span.end)
    ]


def english_courses(text: str, figures: Sequence[Figure]) -> list[Course]:
    """Return the changes from one value to another that an English text states."""
    return [
        Course(first, last)
        for first, last in pairwise(figures)
        if _TO.fullmatch(text, first.span.end, last.span.start)
        and _FROM.search(text, max(0, first.span.start - _NEAR), first.span.start)
        and not _RANGE.search(text, max(0, first.span.start - _NEAR), first.span.start)
    ]
