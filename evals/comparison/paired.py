"""Paired differences: how great, how sure, and how likely by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evals.scores.statistics import clustered_interval

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from evals.scores.statistics import Interval

_SEED = 20_240_926
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
    drawn = np.random.default_rng(_SEED).choice((-1.0, 1.0), size=(_DRAWN_SIGNS, moved.size))
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
