"""Numbers whose spelling puts a space or a colon where most have none."""

from fractions import Fraction

import pytest

from evals.quantities.english import read_english
from evals.quantities.korean import read_korean


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8 억", 8 * 10**8),
        ("약 8 억", 8 * 10**8),
        ("8 억에 달하는 규모", 8 * 10**8),
        ("80 억개의 매개변수", 80 * 10**8),
        ("20 만개", 200_000),
        ("1,200 만 개", 12_000_000),
        ("5 천 개", 5000),
        ("1 억 2 천만 개", 120_000_000),
        ("1 조 5 천억 토큰", 15 * 10**11),
        ("12 만 5,000개", 125_000),
        ("파라미터 8 조", 8 * 10**12),
        ("데이터 수: 20 만", 200_000),
        ("2.4 조에 이르는", 24 * 10**11),
        ("２０ 만 개", 200_000),
        ("6.7 B parameters를", 67 * 10**8),
    ],
)
def test_a_scale_or_a_letter_apart_from_its_figures_is_theirs(text: str, value: int) -> None:
    """A space between the figures and their scale changes nothing in the number."""
    assert [quantity.value for quantity in read_korean(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10 조명 조건", 10),
        ("3 만화책 이미지", 3),
        ("3 억제 모델", 3),
        ("5 천장 이미지", 5),
        ("3 조로 나눈 사람", 3),
        ("레이어 3 만 학습", 3),
        ("2 만남 기록", 2),
        ("3 조건", 3),
        ("5 백본 모델", 5),
    ],
)
def test_a_word_that_begins_like_a_scale_is_none(text: str, value: int) -> None:
    """Lighting (조명), comics (만화) and suppression (억제) multiply nothing, and 만 behind a number says only."""
    assert [quantity.value for quantity in read_korean(text)] == [value]


@pytest.mark.parametrize("text", ["파라미터 수: 8조", "파라미터 수 : 약 8조", "총 파라미터 수:8조", "파라미터: 8조"])
def test_a_colon_parts_a_number_from_what_it_counts(text: str) -> None:
    """A line of a table names what it counts before a colon."""
    assert [(quantity.value, quantity.unit) for quantity in read_korean(text)] == [(8 * 10**12, "parameter")]


def test_the_number_of_a_step_counts_no_steps() -> None:
    """Before a colon a thing is counted where its number is named; step: 3 tells which one."""
    assert [quantity.counted for quantity in read_korean("단계: 3")] == [None]
    assert [quantity.counted for quantity in read_korean("단계 수: 3")] == ["phase"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a 6.7 B-parameter model", Fraction(67 * 10**8), "parameter"),
        ("4 M-step updates", Fraction(4), None),
        ("six hundred and five million, forty thousand and two", Fraction(605_040_002), None),
    ],
)
def test_english_letters_and_groups(text: str, value: Fraction, unit: str | None) -> None:
    """A hyphen ties a spaced letter to its unit only, and commas part the groups of one number in words."""
    assert [(quantity.value, quantity.unit) for quantity in read_english(text)] == [(value, unit)]
