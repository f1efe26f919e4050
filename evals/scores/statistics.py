"""Rates with their intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binomtest  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from numpy.typing import NDArray

    Counts = NDArray[np.float64]

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
        """Wilson's score interval; None of nothing."""
        if not self.of:
            return None
        found = binomtest(self.hits, self.of).proportion_ci(_LEVEL, method="wilson")
        return Interval(float(found.low), float(found.high))


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
