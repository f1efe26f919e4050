"""McNemar's exact test: whether more papers got worse than got better."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, sqrt
from statistics import NormalDist


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
        """How likely so many got worse, of those that changed, if either way were as likely."""
        changed = self.worse + self.better
        tail: int = sum(comb(changed, k) for k in range(self.worse, changed + 1))
        return tail / (1 << changed)

    def interval(self, alpha: float) -> tuple[float, float]:
        """Return limits of the rise, each exceeded with a chance of `alpha`.

        They are Agresti and Min's (2005): Wald's, with half a paper more of each kind.
        """
        papers, worse, better = self.papers + 2, self.worse + 0.5, self.better + 0.5
        rise = (worse - better) / papers
        spread = sqrt(max(worse + better - papers * rise**2, 0)) / papers
        reach = NormalDist().inv_cdf(1 - alpha) * spread
        return rise - reach, rise + reach

    def shows_rise(self, margin: float, alpha: float) -> bool:
        """Return whether the share of failing papers rose: by more than the margin, and by no accident."""
        return self.rise > margin and self.p_value <= alpha

    def can_show_rise(self, alpha: float) -> bool:
        """Return whether there are papers enough that the worst result would not count as an accident."""
        return 0.5**self.papers <= alpha
