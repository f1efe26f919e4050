"""The statistics of the gate: right by reference values, and as rarely wrong as they say."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from evals.gate.decision import _compared
from evals.gate.policy import Policy
from evals.statistics import Pairs, distance

_RUNS, _PAPERS = 2_000, 200


@pytest.mark.parametrize(
    ("worse", "better", "p_value"),
    [(0, 0, 1.0), (5, 0, 1 / 32), (4, 0, 1 / 16), (8, 2, 56 / 1024), (9, 1, 11 / 1024), (2, 8, 1013 / 1024)],
)
def test_p_values_are_those_of_the_binomial_tail(worse: int, better: int, p_value: float) -> None:
    """Worked out by hand from Pascal's triangle."""
    assert Pairs(100, worse, better).p_value == pytest.approx(p_value)


def test_limits_of_the_rise_are_those_of_the_score_test() -> None:
    """Tango's own example: of 44 pairs one differs, and a rise by 0.1 is 1.709 standard errors away, p = 0.044."""
    pairs = Pairs(44, 1, 0)
    assert distance(pairs, 0.1) == pytest.approx(-1.709, abs=5e-4)
    assert pairs.interval(0.0438)[1] == pytest.approx(0.1, abs=1e-4)
    assert pairs.rules_out_rise(0.1, 0.05)
    assert not pairs.rules_out_rise(0.1, 0.04)


def test_limits_mirror_when_better_and_worse_are_exchanged() -> None:
    """What is a rise one way is a fall the other, and where nothing changed both limits are as far from zero."""
    low, high = Pairs(100, 10, 2).interval(0.05)
    assert Pairs(100, 2, 10).interval(0.05) == (pytest.approx(-high, abs=1e-6), pytest.approx(-low, abs=1e-6))
    assert low < Pairs(100, 10, 2).rise < high
    low, high = Pairs(100, 0, 0).interval(0.05)
    assert (low, high) == (pytest.approx(-high, abs=1e-6), pytest.approx(2.7055 / 102.7055, abs=1e-4))


def verdicts(to_worse: float, to_better: float, papers: int = _PAPERS) -> dict[str, float]:
    """Return how often each verdict is given, of simulated comparisons under the policy that needs no file."""
    random = Random(20240926)  # noqa: S311 - a simulation
    seen: Counter[str] = Counter()
    for _ in range(_RUNS):
        draws = [random.random() for _ in range(papers)]
        worse = sum(draw < to_worse for draw in draws)
        better = sum(draw > 1 - to_better for draw in draws)
        seen[_compared(Policy(), Pairs(papers, worse, better), ["2401.00001"] * worse).verdict] += 1
    return {verdict: seen[verdict] / _RUNS for verdict in ("pass", "fail", "error")}


@pytest.mark.parametrize("change", [0.01, 0.02, 0.1])
def test_no_difference_fails_at_most_one_comparison_in_twenty(change: float) -> None:
    """Papers that change either way as often do not stop a change."""
    assert verdicts(change, change)["fail"] <= 0.05


def test_no_difference_passes_where_few_papers_change() -> None:
    """With two hundred papers of which one in fifty changes, no worse is shown nineteen times in twenty."""
    assert verdicts(0.01, 0.01)["pass"] >= 0.95


def test_a_rise_of_ten_points_fails_four_comparisons_in_five() -> None:
    """The stated effect, twice the margin: of 200 papers 13 in a hundred get worse and 3 better; hardly one passes."""
    seen = verdicts(0.13, 0.03)
    assert seen["fail"] >= 0.8
    assert seen["pass"] <= 0.005


@pytest.mark.parametrize("to_better", [0.0, 0.02, 0.1])
@pytest.mark.parametrize("papers", [100, 200])
def test_a_rise_by_the_margin_passes_at_most_one_comparison_in_twenty(papers: int, to_better: float) -> None:
    """What is worse by the margin is not taken for no worse, up to what two thousand draws scatter."""
    assert verdicts(to_better + 0.05, to_better, papers)["pass"] <= 0.05 + 0.01


def test_a_long_list_and_a_small_chance_are_told_as_such() -> None:
    """Of many papers some are named and the rest is hinted at; no chance is said to be zero."""
    told = _compared(Policy(), Pairs(200, 20, 0), [f"2401.{number:05}" for number in range(20)]).reason.en
    assert "20 newly fail (2401.00000, 2401.00001, 2401.00002, 2401.00003, 2401.00004, ...)" in told
    assert "p < 0.001" in told


def test_what_is_neither_shown_nor_ruled_out_is_no_yes() -> None:
    """One of twenty papers newly fails: too few to tell, whichever way it is asked."""
    rule_answer = _compared(Policy(), Pairs(20, 1, 0), ["2401.00001"])
    assert rule_answer.verdict == "error"
    assert "neither shown nor ruled out" in rule_answer.reason.en
