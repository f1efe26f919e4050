"""Rates with their intervals, and paired differences: every statistic of the project."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from numpy.typing import NDArray

    Counts = NDArray[np.float64]

    from collections.abc import Sequence

_RESAMPLES = 1_000
_SEED = 20_240_926
_LEVEL = 0.95
_LEAST_PAPERS = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95% interval of an estimate."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many."""

    hits: int
    of: int

    @property
    def share(self) -> float | None:
        """The part that was hit; None of nothing, which is neither good nor bad."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's score interval (1927); None of nothing."""
        if not self.of:
            return None
        z, share = NormalDist().inv_cdf((1 + _LEVEL) / 2), self.hits / self.of
        centre = share + z * z / (2 * self.of)
        reach = z * sqrt(share * (1 - share) / self.of + (z / (2 * self.of)) ** 2)
        whole = 1 + z * z / self.of
        # Rounding may leave a hair beyond certainty.
        return Interval(max(0.0, (centre - reach) / whole), min(1.0, (centre + reach) / whole))


def f1(sums: Counts) -> Counts:
    """Return the harmonic mean of precision and recall for each row of counts.

    Args:
        sums: Right findings, findings, errors found and errors, one column each. Several findings may meet one error
            and one finding several errors, so the first and the third are not the same. Without an error there is no
            recall, and the mean is not a number; with none found, it is zero.
    """
    right, found, hits, owed = sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = 2 * right * hits / (right * owed + hits * found)
    result: Counts = np.where(owed == 0, np.nan, np.where((right == 0) | (hits == 0), 0.0, mean))
    return result


def clustered_interval(
    counts: Mapping[Hashable, Iterable[float]], estimate: Callable[[Counts], Counts]
) -> Interval | None:
    """Return the percentile interval of an estimate from counts, papers drawn with replacement.

    Args:
        counts: The counts of each paper; sentences about one paper are no independent evidence.
        estimate: From sums of the counts, one column each and one row a resample, to estimates; what cannot be
            estimated from a resample is not a number, and is left out.

    Returns:
        None for fewer than two papers: how far papers differ cannot be told from one.
    """
    if len(counts) < _LEAST_PAPERS:
        return None
    table = np.array([list(row) for row in counts.values()], dtype=float)
    draws = np.random.default_rng(_SEED).multinomial(len(table), np.full(len(table), 1 / len(table)), size=_RESAMPLES)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimates = estimate(draws @ table)
    if np.isnan(estimates).all():
        return None
    low, high = np.nanquantile(estimates, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return Interval(float(low), float(high))


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


_PAIRED_SEED = 20_240_926
_ALL_SIGNS = 14
"""Differences up to which every assignment of signs is tried; beyond it some are drawn."""
_DRAWN_SIGNS = 20_000
# Sums of the same differences in another order may differ in their last bits.
_SAME = 1e-9


def difference_interval(differences: Mapping[Hashable, float]) -> Interval | None:
    """Return the 95% interval of the mean difference, papers drawn with replacement; None without a paper."""
    rows = {paper: (difference, 1.0) for paper, difference in differences.items()}
    return clustered_interval(rows, lambda sums: sums[:, 0] / sums[:, 1])


def sign_flip_p(differences: Sequence[float]) -> float:
    """Return how likely a mean at least as far from zero is, if the sign of every difference were a coin's.

    Fisher's test of paired differences: exact for few that are not zero; for many from signs drawn once and for all,
    among which the observed ones count, so that it is never zero.
    """
    moved = np.array([difference for difference in differences if difference], dtype=float)
    if not moved.size:
        return 1.0
    if moved.size <= _ALL_SIGNS:
        numbers = np.arange(1 << moved.size)[:, None]
        signs = np.where(numbers >> np.arange(moved.size) & 1, -1.0, 1.0)
        return float(np.mean(_is_as_far(signs, moved)))
    drawn = np.random.default_rng(_PAIRED_SEED).choice((-1.0, 1.0), size=(_DRAWN_SIGNS, moved.size))
    return float((np.sum(_is_as_far(drawn, moved)) + 1) / (_DRAWN_SIGNS + 1))


def _is_as_far(signs: NDArray[np.float64], moved: NDArray[np.float64]) -> NDArray[np.bool_]:
    slack = _SAME * np.abs(moved).sum()
    result: NDArray[np.bool_] = np.abs(signs @ moved) >= abs(moved.sum()) - slack
    return result


def holm(p_values: Sequence[float]) -> list[float]:
    """Return the p-values, in their order, corrected for their number as Holm (1979) does.

    With them, the chance that any difference is seen where there is none stays below the level chosen.
    """
    corrected = [1.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda index: p_values[index])):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        corrected[place] = highest
    return corrected
