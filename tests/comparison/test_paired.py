"""The statistics of paired differences, against references."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, bootstrap, permutation_test

from evals.statistics import difference_interval, holm, sign_flip_p

_DIFFERENCES = st.lists(st.integers(-4, 4), max_size=10)


def _reference(differences: list[float], resamples: float) -> float:
    """Return SciPy's p-value of the same test."""
    sides = (np.array(differences), np.zeros(len(differences)))
    drawn = {"n_resamples": resamples, "permutation_type": "samples", "vectorized": True, "rng": 1}
    return float(permutation_test(sides, lambda a, b, axis: np.mean(a - b, axis=axis), **drawn).pvalue)


@pytest.mark.parametrize("differences", [[1, 2, -1, 3, 0, 2, 0.5], [-0.25, -1, -2, -0.5], [1, -1, 1, -1], [5, 1]])
def test_few_differences_are_tested_exactly(differences: list[float]) -> None:
    """With few papers the p-value is that of SciPy's exact test."""
    assert sign_flip_p(differences) == pytest.approx(_reference(differences, np.inf))


def test_many_differences_are_tested_closely() -> None:
    """With many papers the p-value is that of SciPy's test up to the error of drawing."""
    differences = list(np.random.default_rng(3).normal(0.25, 1.0, 60))
    assert sign_flip_p(differences) == pytest.approx(_reference(differences, 50_000), abs=0.006)


@pytest.mark.parametrize(("better", "worse"), [(12, 0), (20, 5), (30, 9), (16, 16)])
def test_equal_steps_are_a_sign_test(better: int, worse: int) -> None:
    """Where every paper moves by the same amount, the test is the exact sign test."""
    exact = binomtest(better, better + worse).pvalue
    assert sign_flip_p([-1.0] * better + [1.0] * worse) == pytest.approx(exact, abs=0.006)


@given(_DIFFERENCES)
def test_no_direction_is_favoured(differences: list[int]) -> None:
    """Exchanging the two prompts leaves the p-value as it is, and papers without a difference tell nothing."""
    p = sign_flip_p(differences)
    assert 0 < p <= 1
    assert sign_flip_p([-difference for difference in differences]) == p
    assert sign_flip_p([*differences, 0, 0]) == p


def test_chance_is_seen_as_often_as_it_says() -> None:
    """Where nothing differs, one p-value in twenty falls below 0.05, as a p-value promises."""
    draws = np.random.default_rng(7).normal(0, 1, (400, 12))
    below = sum(sign_flip_p(list(row)) <= 0.05 for row in draws)
    assert binomtest(below, 400, 0.05).pvalue > 0.01


def test_the_interval_is_that_of_a_bootstrap() -> None:
    """The interval agrees with SciPy's percentile bootstrap over papers, and holds the mean."""
    sample = np.random.default_rng(5).normal(0.4, 1.0, 60)
    interval = difference_interval({str(number): value for number, value in enumerate(sample)})
    reference = bootstrap((sample,), np.mean, n_resamples=9_999, method="percentile", rng=1).confidence_interval
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((reference.low, reference.high), abs=0.04)
    assert interval.low < sample.mean() < interval.high


def test_nothing_has_no_interval() -> None:
    """Without a paper there is no interval, and no accident either."""
    assert difference_interval({}) is None
    assert sign_flip_p([]) == 1.0


@pytest.mark.parametrize(
    ("raw", "corrected"),
    [
        # As R's p.adjust(p, "holm") has them.
        ([0.01, 0.02, 0.03, 0.04, 0.05], [0.05, 0.08, 0.09, 0.09, 0.09]),
        ([0.5, 0.001, 0.04], [0.5, 0.003, 0.08]),
        ([0.7, 0.8], [1.0, 1.0]),
        ([0.03], [0.03]),
        ([], []),
    ],
)
def test_p_values_are_corrected_as_holm_does(raw: list[float], corrected: list[float]) -> None:
    """The correction agrees with worked examples."""
    assert holm(raw) == pytest.approx(corrected)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_a_correction_keeps_the_order_and_never_helps(raw: list[float]) -> None:
    """A corrected p-value is no smaller than the raw one, at most Bonferroni's, and smaller ones stay smaller."""
    pairs = sorted(zip(raw, holm(raw), strict=True))
    assert all(before <= after <= max(before, min(1.0, before * len(raw))) for before, after in pairs)
    assert [after for _, after in pairs] == sorted(after for _, after in pairs)
