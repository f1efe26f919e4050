"""Korean numbers in letters: native words behind Sino-Korean ones, shares, and ranges of measures."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evals.quantities.korean import read_korean


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("십둘", 12),
        ("이백서른셋", 233),
        ("다섯 중 둘은 남습니다", Fraction(2, 5)),
        ("십육만 사천오백", 164_500),
        ("이천 개를 모읍니다", 2000),
    ],
)
def test_letters_are_read_to_one_value(text: str, value: Fraction) -> None:
    """Native ones may stand behind 십, 백 and 천, and a share of a count is a fraction."""
    assert [quantity.value for quantity in read_korean(text)] == [value]


@pytest.mark.parametrize(
    "text", ["둘 중 하나를 고릅니다", "백두산에 오릅니다", "이 조건에서 사용합니다", "천에서 내려왔습니다"]
)
def test_words_of_numeral_letters_are_none(text: str) -> None:
    """A choice, a mountain and everyday words count nothing."""
    assert read_korean(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("4% - 9% 향상됩니다", 4, 9), ("천에서 삼천까지입니다", 1000, 3000), ("40 - 60개의 문제", 40, 60)],
)
def test_a_dash_with_spaces_joins_measures_that_rise(text: str, low: int, high: int) -> None:
    """Two measures with a dash between them are the ends of one range."""
    (whole,) = read_korean(text)
    assert [whole.low, whole.high] == [low, high]


def test_a_data_set_has_no_parameters_in_korean_either() -> None:
    """`Gulls-10M 데이터셋` is a collection of ten million, and `Gull-8B 모델` a model."""
    assert [quantity.unit for quantity in read_korean("Gulls-10M 데이터셋으로 Gull-8B 모델을 학습합니다")] == [
        None,
        "parameter",
    ]
