"""Cohen's kappa: how far two raters agree beyond what their own habits would bring about by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evals.scores.statistics import Interval, clustered_interval

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from evals.scores.statistics import Counts


def cohens_kappa(table: Sequence[Sequence[int]]) -> float | None:
    """Return kappa of a square table of counts, one rater's answers in rows and the other's in columns.

    None when it is not defined: nothing was rated, or both raters call everything the same.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found = float(_kappas(np.array([_row(table)], dtype=float))[0])
    return None if np.isnan(found) else found


def kappa_interval(tables: Mapping[Hashable, Sequence[Sequence[int]]]) -> Interval | None:
    """Return the 95% interval of kappa from a table for each paper, papers drawn with replacement."""
    return clustered_interval({paper: _row(table) for paper, table in tables.items()}, _kappas)


def _row(table: Sequence[Sequence[int]]) -> list[int]:
    return [count for row in table for count in row]


def _kappas(sums: Counts) -> Counts:
    """Return kappa for each row of counts, which is a square table written out."""
    size = round(sums.shape[1] ** 0.5)
    shares = sums.reshape(-1, size, size) / sums.sum(axis=1)[:, None, None]
    agreed = np.trace(shares, axis1=1, axis2=2)
    by_chance = (shares.sum(axis=1) * shares.sum(axis=2)).sum(axis=1)
    result: Counts = (agreed - by_chance) / (1 - by_chance)
    return result
