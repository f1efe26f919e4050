"""Numbers written the Korean way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.quantities.korean import read_korean
from evals.quantities.writing import conversions, decimal, in_the_manner_of, korean_number


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


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("with 7B parameters on 2T tokens", ("7B parameters = 70억 파라미터", "2T tokens = 2조 토큰")),
        ("a corpus of >100B, and a 30K context", ("100B = 1,000억", "30K = 3만")),
        ("we open a 100B corpus beside Otter-13B", ("100B = 1,000억", "13B = 130억 파라미터")),
        ("1.2M images in 900 steps", ("1.2M = 120만",)),
    ],
)
def test_a_number_has_the_noun_that_the_text_gives_it(text: str, lines: tuple[str, ...]) -> None:
    """What a letter usually counts is no noun: a corpus of 100B has no parameters."""
    assert conversions([text]) == lines
