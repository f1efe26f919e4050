"""A change that a sentence states with a figure, and whether two statements of it can both be true.

There are two scales. On the scale of amounts a thing goes up or down (increase, 감소); on the scale of quality it gets
better or worse (improve, 저하). Fewer errors are better, so `WER 12% 감소` and `improves WER by 12%` agree: two
changes are only compared on a scale that both stand on. An amount stands on the scale of quality as well when it is
known whether more of the measured thing is better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from evals.relations.measures import shared_worth

if TYPE_CHECKING:
    from evals.figures import Figure
    from evals.relations.measures import Measure
    from summarizer.spans import Span

Way = Literal["by", "to", "share"]
"""What the figure is of the change: its size, its outcome, or the share that is used and no change at all."""


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
        measures: The things that the sentence may measure with the figure.
        is_negated: Whether the change is said not to happen.
        is_direct: Whether word and figure stand in one phrase; False for one that a list shares with its neighbour.
    """

    figure: Figure
    way: Way
    direction: Direction
    word: Span
    measures: tuple[Measure, ...] = ()
    is_negated: bool = False
    is_direct: bool = True

    @property
    def quality(self) -> int:
        """Better or worse, also of an amount whose worth is known; 0 when that cannot be told."""
        return self.direction.quality or self.direction.amount * shared_worth(self.measures)

    @property
    def measured(self) -> frozenset[str]:
        """The names of the measured things."""
        return frozenset(measure.name for measure in self.measures)


def agreement(one: Change, other: Change) -> int:
    """Return 1 when two changes point the same way, -1 when they point opposite ways, 0 when they do not compare."""
    if one.quality and other.quality:
        return one.quality * other.quality
    if one.measured and other.measured and not one.measured & other.measured:
        return 0
    return one.direction.amount * other.direction.amount
