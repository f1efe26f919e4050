"""Units and counted things: one noun in two languages."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evals.quantities import units
from evals.quantities.things import NAMES, english_things, korean_things


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("scenes", "장면"),
        ("Languages", "언어"),
        ("lighting configurations", "조명 설정"),
        ("large language models", "대규모 언어 모델"),
        ("data sets", "데이터 세트"),
        ("question-answer pairs", "질의응답 쌍"),
        ("categories", "범주"),
        ("people", "사람"),
        ("GPUs", "GPU"),
    ],
)
def test_a_noun_and_its_translation_name_the_same_thing(english: str, korean: str) -> None:
    """Counts in two languages can only be compared when their nouns meet."""
    assert set(english_things(english)) & set(korean_things(korean))


def test_a_korean_noun_of_several_meanings_meets_each_of_them() -> None:
    """단계 renders steps, stages and phases: guessing one would call a right translation wrong."""
    for noun in ("steps", "stage", "phases"):
        assert set(english_things(noun)) & set(korean_things("단계"))


@pytest.mark.parametrize("noun", ["way", "kinds", "things", "aspects", "cute"])
def test_a_word_that_fits_any_count_is_no_thing(noun: str) -> None:
    """A noun that tells nothing apart must not prove two counts to be of the same thing."""
    assert english_things(noun) == ()


@pytest.mark.parametrize("noun", ["것", "가지", "개", "종류", "방법", "방식"])
def test_a_korean_counter_is_no_thing(noun: str) -> None:
    """A counter goes with any noun, so it says nothing about what is counted."""
    assert korean_things(noun) == ()


def test_every_thing_answers_to_its_own_name() -> None:
    """A canonical name that its own lookup does not know could never be matched."""
    assert all(name in english_things(name) for name in NAMES)


def test_units_of_one_dimension_convert_exactly() -> None:
    """90 minutes are an hour and a half, to the last digit."""
    factor = units.conversion("minute", "hour")
    assert factor is not None
    assert 90 * factor == Fraction(3, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [("percent", "percentage-point"), ("token", "parameter"), ("dollar", "euro"), ("day", "month"), (None, "times")],
)
def test_units_of_different_dimensions_never_compare(one: str | None, other: str | None) -> None:
    """A percentage is no percentage point and a token no parameter, whatever the number."""
    assert units.conversion(one, other) is None
    assert units.conversion(other, one) is None


def test_no_word_names_two_units() -> None:
    """A word listed under two units would silently become the later one."""
    per_unit = {(unit.name, word) for unit in units.UNITS.values() for word in (*unit.words, *unit.korean)}
    assert len({word for _, word in per_unit}) == len(per_unit)
