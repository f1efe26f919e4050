"""Fractions in English words: where the numerator ends and the denominator begins."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evals.quantities.english import read_english


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven eighths", Fraction(7, 8)),
        ("one one hundred seventh", Fraction(1, 107)),
        ("thirty forty fifths", Fraction(30, 45)),
        ("thirty one fifths", Fraction(31, 5)),
        ("four thirty firsts", Fraction(4, 31)),
        ("two hundred sixty sevenths", Fraction(200, 67)),
        ("two hundred and sixty sevenths", Fraction(260, 7)),
        ("two hundred sixty-one sevenths", Fraction(261, 7)),
        ("two hundred one thousand thirds", Fraction(200, 1003)),
        ("minus eighty - four hundred thirds", Fraction(-8400, 3)),
        ("thirty two hundredths", Fraction(32, 100)),
        ("two hundred and three fifths", Fraction(1003, 5)),
        ("1 in fifty", Fraction(1, 50)),
    ],
)
def test_the_denominator_is_the_longest_ordinal_that_leaves_a_numerator(text: str, value: Fraction) -> None:
    """A fraction in words parts where one reading of its words is left."""
    assert [quantity.value for quantity in read_english(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("9 in 4", [9, 4]),
        ("wins 3 in 10 tasks", [3, 10]),
        ("the thirty first run", [30]),
        ("one forty six", [146]),
        ("it costs 2,5.", [Fraction(5, 2)]),
        ("the layers 2,5,7", [2, 5, 7]),
    ],
)
def test_what_is_no_fraction_is_left_whole(text: str, values: list[Fraction]) -> None:
    """Chances need a clause of their own, an ordinal needs a numerator, and a list has no decimal comma."""
    assert [quantity.value for quantity in read_english(text)] == values
