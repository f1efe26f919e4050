"""Numbers written the Korean way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.quantities.korean import read_korean
from evals.quantities.writing import decimal, in_the_manner_of, korean_number


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (8 * 10**9, "80억"),
        (15 * 10**11, "1.5조"),
        (3_960_000_000, "39.6억"),
        (7_240_000_000, "72.4억"),
        (325_800, "32만 5,800"),
        (46_000, "4만 6,000"),
        (274 * 10**5, "2,740만"),
        (9999, "9,999"),
        (12 * 10**16, "12경"),
        (Fraction(25, 2), "12.5"),
        (-(10**8), "-1억"),
        (Fraction(1, 3), "1/3"),
        (0, "0"),
    ],
)
def test_a_correction_reads_like_korean_prose(value: Fraction, written: str) -> None:
    """One large unit where that is the whole value, the units one after the other where it is not."""
    assert korean_number(Fraction(value)) == written


@given(st.integers(1, 10**18))
def test_what_is_written_reads_back(value: int) -> None:
    """A correction states the value exactly: it is never rounded on the way."""
    (quantity,) = read_korean(f"토큰 {korean_number(Fraction(value))} 개를 읽습니다")
    assert quantity.value == value


@given(st.integers(1, 10**9), st.integers(0, 6))
def test_a_decimal_reads_back(figure: int, places: int) -> None:
    """Thousands are set off and no digit is lost behind the point."""
    value = Fraction(figure, 10**places)
    assert Fraction(decimal(value).replace(",", "")) == value


@pytest.mark.parametrize(
    ("written", "value", "corrected"),
    [("세", 4, "네"), ("스물두", 21, "21"), ("22", 21, "21"), ("7억", 7 * 10**9, "70억"), ("102", 97, "97")],
)
def test_a_correction_keeps_the_manner_of_what_it_replaces(written: str, value: int, corrected: str) -> None:
    """Native words stay words, digits stay digits, and large units stay large units."""
    assert in_the_manner_of(written, Fraction(value)) == corrected
