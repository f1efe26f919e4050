"""The statistics of the gate: right by reference values, and as rarely wrong as they say."""

from __future__ import annotations

from random import Random

import pytest

from evals.gate.mcnemar import Pairs

_RUNS, _PAPERS, _MARGIN, _ALPHA = 2_000, 200, 0.05, 0.05


@pytest.mark.parametrize(
    ("worse", "better", "p_value"),
    [(0, 0, 1.0), (5, 0, 1 / 32), (4, 0, 1 / 16), (8, 2, 56 / 1024), (9, 1, 11 / 1024), (2, 8, 1013 / 1024)],
)
def test_p_values_are_those_of_the_binomial_tail(worse: int, better: int, p_value: float) -> None:
    """Worked out by hand from Pascal's triangle."""
    assert Pairs(100, worse, better).p_value == pytest.approx(p_value)


def test_limits_of_the_rise_are_those_of_the_formula() -> None:
    """Ten of a hundred worse and two better: (10.5 - 2.5) / 102, give or take 1.645 * sqrt(13 - 64 / 102) / 102."""
    low, high = Pairs(100, 10, 2).interval(0.05)
    assert (low, high) == (pytest.approx(0.02170, abs=1e-4), pytest.approx(0.13517, abs=1e-4))


def failing_share(to_worse: float, to_better: float) -> float:
    """Return in how many of the simulated comparisons the rise counts as shown."""
    random = Random(20240926)  # noqa: S311 - a simulation
    shown = 0
    for _ in range(_RUNS):
        draws = [random.random() for _ in range(_PAPERS)]
        worse = sum(draw < to_worse for draw in draws)
        better = sum(draw > 1 - to_better for draw in draws)
        shown += Pairs(_PAPERS, worse, better).shows_rise(_MARGIN, _ALPHA)
    return shown / _RUNS


@pytest.mark.parametrize("change", [0.02, 0.1])
def test_no_difference_fails_at_most_one_comparison_in_twenty(change: float) -> None:
    """Papers that change either way as often do not stop a change."""
    assert failing_share(change, change) <= _ALPHA


def test_a_rise_of_ten_points_fails_four_comparisons_in_five() -> None:
    """The stated effect: of 200 papers 13 in a hundred get worse and 3 better."""
    assert failing_share(0.13, 0.03) >= 0.8
