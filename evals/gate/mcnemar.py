"""Papers judged twice: whether the share that fails rose, and whether a rise can be ruled out."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, sqrt
from statistics import NormalDist

# Halvings of an interval two wide: limits to a ten-millionth.
_HALVINGS = 25


@dataclass(frozen=True, slots=True)
class Pairs:
    """Papers judged twice.

    Attributes:
        papers: How many there are.
        worse: Those that passed before and fail now.
        better: Those that failed before and pass now.
    """

    papers: int
    worse: int
    better: int

    @property
    def rise(self) -> float:
        """The rise of the share of papers that fail."""
        return (self.worse - self.better) / self.papers

    @property
    def p_value(self) -> float:
        """McNemar's exact one: how likely so many got worse, of those that changed, if either way were as likely."""
        changed = self.worse + self.better
        tail: int = sum(comb(changed, k) for k in range(self.worse, changed + 1))
        return tail / (1 << changed)

    def interval(self, alpha: float) -> tuple[float, float]:
        """Return limits of the rise, each exceeded with a chance of `alpha`: those of Tango's score test (1998)."""
        reach = NormalDist().inv_cdf(1 - alpha)
        return self._where_score_is(reach), self._where_score_is(-reach)

    def shows_rise(self, margin: float, alpha: float) -> bool:
        """Return whether the share of failing papers rose: by more than the margin, and by no accident."""
        return self.rise > margin and self.p_value <= alpha

    def rules_out_rise(self, margin: float, alpha: float) -> bool:
        """Return whether a rise by the margin or more is ruled out: non-inferiority, at a risk of `alpha`."""
        return self.interval(alpha)[1] < margin

    def _where_score_is(self, score: float) -> float:
        low, high = -1.0, 1.0
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            # The larger the rise that is supposed, the further below it lies what was seen.
            low, high = (middle, high) if distance(self, middle) > score else (low, middle)
        return (low + high) / 2


def distance(pairs: Pairs, rise: float) -> float:
    """Return how far what was seen lies above a supposed rise, in standard errors under that rise."""
    papers, worse, better = pairs.papers, pairs.worse, pairs.better
    if rise < 0:
        return -distance(Pairs(papers, better, worse), -rise)
    # The most likely share of papers that get better, if the rise is as supposed: the root of a quadratic.
    slope = 2 * (papers - worse) * rise - (worse + better) * (1 - rise)
    share = (sqrt(slope**2 + 8 * papers * better * rise * (1 - rise)) - slope) / (4 * papers)
    variance = papers * (2 * share + rise * (1 - rise))
    return (worse - better - papers * rise) / sqrt(variance) if variance > 0 else 0.0
