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


def f1(hits: float, false: float, missed: float) -> float | None:
    """Return the harmonic mean of precision and recall; None when there was nothing to find and nothing found."""
    total = 2 * hits + false + missed
    return 2 * hits / total if total else None


def clustered_interval(
    counts: Mapping[Hashable, Iterable[float]], estimate: Callable[[Counts], Counts]
) -> Interval | None:
    """Return the percentile interval of an estimate from counts, papers drawn with replacement.

    Args:
        counts: The counts of each paper; sentences about one paper are no independent evidence.
        estimate: From sums of the counts, one column each and one row a resample, to estimates; what cannot be
            estimated from a resample is not a number, and is left out.
    """
    if not counts:
        return None
    table = np.array([list(row) for row in counts.values()], dtype=float)
    draws = np.random.default_rng(_SEED).multinomial(len(table), np.full(len(table), 1 / len(table)), size=_RESAMPLES)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimates = estimate(draws @ table)
    if np.isnan(estimates).all():
        return None
    low, high = np.nanquantile(estimates, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return Interval(float(low), float(high))
