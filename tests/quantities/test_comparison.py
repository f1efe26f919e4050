"""Whether two quantities are one amount, or one amount under another power of ten."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.quantities import read_quantities
from evals.quantities.comparison import MOST_SHIFT, figures_of, same_amount, shift_between
from evals.quantities.model import Quantity


def korean(text: str) -> Quantity:
    """Return the single quantity of a Korean text."""
    (quantity,) = read_quantities(text, "ko")
    return quantity


def english(text: str) -> Quantity:
    """Return the single quantity of an English text."""
    (quantity,) = read_quantities(text, "en")
    return quantity


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("7B 모델", "7.24B parameters"),
        ("약 70억 파라미터", "7.24B parameters"),
        ("72억 파라미터", "7.24B parameters"),
        ("85점", "85.19 points"),
        ("85.2%", "85.19%"),
        ("85.1%", "85.15%"),
        ("85.2%", "85.15%"),
        ("1시간 30분", "90 minutes"),
        ("1.5시간", "90 minutes"),
        ("약 3만 개", "29,600"),
        ("50만 개 이상", "512,000"),
        ("세 배", "three-fold"),
        ("3분의 1", "one third"),
        ("0.25초", "250 milliseconds"),
        ("2년", "24 months"),
    ],
)
def test_rounding_and_conversion_keep_an_amount(ours: str, theirs: str) -> None:
    """The coarser precision of the two decides, halves go either way, and units of one dimension convert."""
    assert same_amount(korean(ours), english(theirs))
    assert same_amount(english(theirs), korean(ours))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("80억 파라미터", "7.24B parameters"),
        ("71억 파라미터", "7.24B parameters"),
        ("35%", "35 points"),
        ("5%", "5 percentage points"),
        ("5%p", "5%"),
        ("35%", "$35M"),
        ("5도", "-5 degrees"),
        ("3시간", "3 minutes"),
        ("6조 토큰", "6T parameters"),
        ("12개월", "365 days"),
        ("3만", "3 million"),
    ],
)
def test_what_was_not_rounded_is_another_amount(ours: str, theirs: str) -> None:
    """Another number, another unit or another sign is another amount."""
    assert not same_amount(korean(ours), english(theirs))


@pytest.mark.parametrize(
    ("ours", "theirs", "power"),
    [
        ("8조 파라미터", "8B parameters", -3),
        ("7억 파라미터", "7B parameters", 1),
        ("천만 명", "100 billion", 4),
        ("3만 개", "3 million", 2),
        ("3만 2,580개", "325.8K", 1),
        ("72억 파라미터", "724M parameters", -1),
        ("70억 파라미터", "7.24B parameters", None),
        ("70억 파라미터", "8B parameters", None),
        ("0개", "10", None),
        ("-5도", "50 degrees", None),
        ("1경", "1,000", None),
    ],
)
def test_a_shift_is_a_power_of_ten_and_nothing_else(ours: str, theirs: str, power: int | None) -> None:
    """The power says how to correct the number: claimed × 10ᵏ is actual; equal amounts and other digits have none."""
    assert shift_between(korean(ours), english(theirs)) == power


@given(st.integers(1, 9999), st.integers(-MOST_SHIFT, MOST_SHIFT).filter(bool))
def test_a_shift_is_found_whatever_the_digits(figure: int, power: int) -> None:
    """Every amount that is off by a power of ten is seen, and the shift back is the opposite one."""
    value = figure * 10**8
    other = Fraction(value) * Fraction(10) ** power
    one, two = _exact(Fraction(value)), _exact(other)
    assert shift_between(one, two) == power
    assert shift_between(two, one) == -power


@given(st.integers(-(10**15), 10**15), st.integers(0, 10**6))
def test_being_one_amount_is_mutual(value: int, step: int) -> None:
    """Neither text is the measure of the other."""
    one, two = _exact(Fraction(value), Fraction(step + 1)), _exact(Fraction(value + step // 2))
    assert same_amount(one, two)
    assert same_amount(two, one)


@pytest.mark.parametrize(
    ("value", "digits"),
    [(16_500_000_000, "165"), (Fraction(165, 100), "165"), (-70, "7"), (0, ""), (Fraction(1, 3), ""), (1001, "1001")],
)
def test_figures_are_the_digits_that_say_something(value: Fraction, digits: str) -> None:
    """Zeros at the end say how large a number is, not which; a broken number has no last digit."""
    assert figures_of(Fraction(value)) == digits


def _exact(value: Fraction, step: Fraction = Fraction(1)) -> Quantity:
    return Quantity(value, value, value, None, "exact", 0, 1, "1", step if step > 0 else Fraction(1))
