"""The Korean reader: what it reads, and what it leaves alone."""

from __future__ import annotations

import json
import time
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.quantities.korean import read_korean
from tools.agreement import measure

if TYPE_CHECKING:
    from pathlib import Path

    from evals.quantities.model import Quantity

MAN, EOK, JO = 10**4, 10**8, 10**12


def only(text: str) -> Quantity:
    """Return the single quantity of a text."""
    (quantity,) = read_korean(text)
    return quantity


@pytest.mark.parametrize("sign", ["①", "⑳", "⑴", "❶"])
def test_a_circled_number_counts_its_point_and_nothing_else(sign: str) -> None:
    """A number in a circle says which point of a list it is: it is no quantity, nor part of the one behind it."""
    assert list(read_korean(f"{sign} 속도와 {sign}단계입니다.")) == []
    assert only(f"{sign}8조").value == 8 * JO
    assert only(f"{sign} 3만 개").value == 3 * MAN


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3만", 3 * MAN),
        ("1,200만", 1200 * MAN),
        ("1.5억", 15 * EOK // 10),
        ("3천만", 3000 * MAN),
        ("2백억", 200 * EOK),
        ("1억 2천만", 12_000 * MAN),
        ("2만 3천", 23_000),
        ("3만5천", 35_000),
        ("100백만", EOK),
        ("8천 2백만", 8200 * MAN),
        ("1조 5천억", 15 * JO // 10),
        ("1.5조", 15 * JO // 10),
        ("32만 5,800", 325_800),
        ("２０００만", 2000 * MAN),
        ("십억", 10 * EOK),
        ("이십오만 육천", 256_000),
        ("사천오백삼십이억", 4532 * EOK),
        ("325.8K", 325_800),
        ("8 billion", 80 * EOK),
        ("46\u2009000개", 46_000),
        ("85.19", Fraction(8519, 100)),
        ("10^{-3}", Fraction(1, 1000)),
        ("1e-4", Fraction(1, 10_000)),
        ("2 1/4", Fraction(9, 4)),
        ("3분의 1", Fraction(1, 3)),
        ("삼분의 1조각을", Fraction(1, 3)),
        ("절반", Fraction(1, 2)),
        ("p<.05", Fraction(1, 20)),
        ("쉰 명", 50),
        ("일곱 가지에서", 7),
        ("일흔두 개", 72),
        ("스무 명", 20),
        ("만 명", MAN),
        ("3조각", 3),
        ("3조건으로", 3),
        ("28경기가", 28),
        ("4경로를", 4),
        ("4경을", 4 * 10**16),
        ("3가지 방법", 3),
        ("1200이었다", 1200),
        ("80억이다", 80 * EOK),
        ("80억매개변수", 80 * EOK),
        ("문제 3개", 3),
        ("목표 4가지", 4),
        ("그림 5장", 5),
        ("세관 양식 1,250만 건", 1250 * MAN),
    ],
)
def test_every_spelling_of_a_number_is_read_exactly(text: str, value: Fraction) -> None:
    """A number is the same rational however Korean prose writes it, with particles and counters glued on."""
    quantity = only(text)
    assert quantity.value == quantity.low == quantity.high or quantity.bound == "under"
    assert quantity.value == value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5점 만점", 5, "point"),
        ("두 배", 2, "times"),
        ("2배", 2, "times"),
        ("2.5배", Fraction(5, 2), "times"),
        ("12.5%", Fraction(25, 2), "percent"),
        ("99.9퍼센트", Fraction(999, 10), "percent"),
        ("3%p", 3, "percentage-point"),
        ("3%포인트", 3, "percentage-point"),
        ("3 퍼센트포인트", 3, "percentage-point"),
        ("한 시간 30분", 90, "minute"),
        ("2년 6개월", 30, "month"),
        ("반년", Fraction(1, 2), "year"),
        ("３년", 3, "year"),
        ("3년 동안", 3, "year"),
        ("-5도", -5, "degree"),
        ("−5도", -5, "degree"),
        ("3.2만 달러", 32_000, "dollar"),
        ("$4.5M", 4_500_000, "dollar"),
        ("100 GB", 100, "gigabyte"),
        ("70억 개의 파라미터", 70 * EOK, "parameter"),
        ("매개변수는 7억 개입니다", 7 * EOK, "parameter"),
        ("파라미터는 8억 개에 불과합니다", 8 * EOK, "parameter"),
        ("파라미터 수는 80억 개입니다", 80 * EOK, "parameter"),
        ("70억 규모의 모델", 70 * EOK, "parameter"),
        ("7B 모델", 70 * EOK, "parameter"),
        ("2.4조 토큰", 24 * JO // 10, "token"),
        ("토큰 6조 개로", 6 * JO, "token"),
    ],
)
def test_a_unit_is_read_with_its_number(text: str, value: Fraction, unit: str) -> None:
    """The unit is the one written behind the number, or the thing that it counts."""
    quantity = only(text)
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("97개의 합성 장면", "scene"),
        ("합성 장면 97개를", "scene"),
        ("7가지 조명 설정", "lighting configuration"),
        ("언어는 12개입니다", "language"),
        ("22개의 최첨단 모델", "model"),
        ("100개 이상의 언어를", "language"),
        ("340장의 스케치(sketches)", "sketch"),
        ("16명의 전문가", "expert"),
        ("두 단계 프레임워크", "phase"),
        ("62개의 올림픽 수준의 문제", "problem"),
        ("30개의 배를", None),
    ],
)
def test_the_noun_says_what_is_counted(text: str, counted: str | None) -> None:
    """The head of the noun phrase behind the number, or the noun before it, is the thing counted."""
    assert only(text).counted == counted


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("10개", "exact"),
        ("10개 이상", "at-least"),
        ("10개 이하", "at-most"),
        ("10개 초과", "over"),
        ("10개 미만", "under"),
        ("10개 이상의 언어", "at-least"),
        ("최대 10개", "at-most"),
        ("최소 10개", "at-least"),
        ("적어도 10개", "at-least"),
        ("10개가 넘는", "over"),
        ("10개를 넘지 않는", "at-most"),
        ("10%를 초과하지 않습니다", "at-most"),
        ("10%를 초과합니다", "over"),
        ("10개보다 많은", "over"),
        ("10보다 더 나은", "exact"),
        ("약 10개", "about"),
        ("대략 10개", "about"),
        ("거의 10개", "about"),
        ("10여 개", "about"),
        ("10개 남짓", "about"),
        ("10%에 달하는", "about"),
        ("10시간 안에", "under"),
        ("봉투 10장 안에", "exact"),
        ("10프레임 이상", "at-least"),
        ("10모델 이상", "exact"),
        ("10 BLEU 넘게", "over"),
        ("최대 mAP 10.25", "at-most"),
        ("10% 초과함", "exact"),
    ],
)
def test_a_bound_is_read_from_either_side(text: str, bound: str) -> None:
    """Limits and approximations stand in front of the number or behind it, and a negation turns a limit round."""
    assert only(text).bound == bound


def test_a_bound_leaves_one_end_open() -> None:
    """`최대 5개` says nothing of how few, `5개 이상` nothing of how many."""
    most, least = only("최대 5개"), only("5개 이상")
    assert (most.low, most.high) == (None, 5)
    assert (least.low, least.high) == (5, None)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("5~10개", 5, 10, None),
        ("5-10개", 5, 10, None),
        ("5–10개", 5, 10, None),
        ("5에서 10까지", 5, 10, None),
        ("5부터 10까지", 5, 10, None),
        ("5%에서 10% 사이", 5, 10, "percent"),
        ("7~30억", 7 * EOK, 30 * EOK, None),
        ("0.5B~3B 파라미터", 5 * EOK, 30 * EOK, "parameter"),
        ("5개 이상 10개 이하", 5, 10, None),
        ("2,3백만", 200 * MAN, 300 * MAN, None),
        ("수십억", 10 * EOK, 100 * EOK, None),
        ("수백 명", 100, 1000, None),
    ],
)
def test_a_range_has_two_ends(text: str, low: int, high: int, unit: str | None) -> None:
    """A range has no value but two ends, in one unit, whatever joins them."""
    quantity = only(text)
    assert (quantity.value, quantity.low, quantity.high, quantity.unit) == (None, low, high, unit)


def test_a_change_is_two_numbers_and_no_range() -> None:
    """`14억에서 7억으로` tells where something came from and went to."""
    numbers = read_korean("파라미터를 14억에서 7억으로 줄였습니다.")
    assert [(n.value, n.unit) for n in numbers] == [(14 * EOK, "parameter"), (7 * EOK, "parameter")]


def test_an_enumeration_shares_its_unit() -> None:
    """What stands behind the last member is what all of them are."""
    numbers = read_korean("15억, 70억, 720억 파라미터")
    assert [(n.value, n.unit) for n in numbers] == [(n * EOK, "parameter") for n in (15, 70, 720)]


@pytest.mark.parametrize(("text", "values"), [("6조(6T)", [6 * JO, 6 * JO]), ("7억(7B)", [7 * EOK, 70 * EOK])])
def test_a_parenthetical_double_is_two_numbers(text: str, values: list[int]) -> None:
    """Whether a number agrees with its gloss is for a check to say: the reader reads both."""
    assert [quantity.value for quantity in read_korean(text)] == values


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("Llama3-Aloe-8B-Alpha", [80 * EOK]),
        ("Llama-3.1-405B", [4050 * EOK]),
        ("Qwen2-57B-A14B", [570 * EOK, 140 * EOK]),
        ("Qwen2 72B", [720 * EOK]),
        ("GPT-4o", []),
        ("Mixtral-8x7B", []),
    ],
)
def test_a_model_name_carries_its_size(name: str, sizes: list[int]) -> None:
    """The size in a model's name is a number of parameters; every other digit of a name is the name's."""
    found = read_korean(f"{name} 모델과 비교합니다.")
    assert [(q.value, q.unit, q.is_name_size) for q in found] == [(size, "parameter", True) for size in sizes]


@pytest.mark.parametrize(
    "text",
    [
        "이해 오해 구조 조건 조회",
        "만일 만약 만났다 만들었다",
        "만장일치로 천천히 천사와 백화점 십자가",
        "억울하다 조용히 돌연변이만이",
        "여러분의 대부분의 열정",
        "하루 쉰 다음",
        "이 모델은 오직 일부만 사용하며 사용자의 이미지를 조정합니다",
        "F1 점수, top-5, pass@1, R@1",
        "COCO2017, H100, SHA-256, ViT-L/14, 336px",
        "1인칭 시점의 4족 로봇",
        "arXiv:2409.15127",
        "https://example.org/2024/7",
        "선행 연구[33]와 [3, 4]",
        "2024년",
        "2024년 3월 5일",
        "2023-05-01",
        "3월 5일",
        "20세기",
        "제3회 대회, 세 번째, 3번째, 2위",
        "표 3과 그림 2, 식 4, 섹션 5, 부록 6",
        "버전 2.0과 Claude 3.5",
        "1) 자료 2) 모델",
        "비율은 2:1",
        "512x512",
        "192.168.1.2, 010-1234-5678",
        "2402.17764v2 논문",
        "2024.05부터, 2024.05.12, 12-05-2024",
        "이미지의 구조 이해와 구조 사전",
        "BOAT 2024에서, Sea Cup 2014 예선",
        "4K 해상도",
        "1사분위와 3사분위",
        "갈매기(Gull)-2와 갈매기(Gull)-2-70B, 바다 제비 4(Sea Petrel 4)",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    """Words made of numeral letters, names, dates, places in a list and sizes of a picture are no quantities."""
    assert [quantity.text for quantity in read_korean(text)] == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Elo 점수는 1900.5", ["1900.5"]),
        ("2000.05초 걸립니다", ["2000.05"]),
        ("1000.0000", ["1000"]),
        ("512-256-128 구조", ["512", "256", "128"]),
        ("3-5-7시간", ["3", "5", "7"]),
        ("+3-450-1200/64", ["3", "450", "1200", "64"]),
        ("47오육", ["4756"]),
        ("BOAT 2000척", ["2000"]),
        ("Elo 2029를 얻음", ["2029"]),
        ("4/8비트", ["4", "8"]),
        ("3.8×10²⁵와 2 × 10^{-3}", ["38000000000000000000000000", "1/500"]),
        ("70.5±1.2", ["70.5"]),
        ("7분의 1만 남음", ["1/7"]),
    ],
)
def test_figures_that_look_like_dates_or_ranges_are_read(text: str, values: list[str]) -> None:
    """A decimal is no date though 2024.05 is one, and what a sign joins to a figure may be a list or belong to it."""
    assert [q.value for q in read_korean(text)] == [Fraction(value) for value in values]


def test_a_list_between_hyphens_has_one_unit() -> None:
    """The hours of `3-5-7시간` are three durations."""
    assert [q.unit for q in read_korean("3-5-7시간")] == ["hour"] * 3


def test_limits_far_apart_are_no_range() -> None:
    """At most 20 in one clause and at least 50 in the next limit two things."""
    text = "메모리를 20GB 이하로 쓰며 학습할 수 있었고, 손실이 있는 방식은 메모리를 50% 이상 줄였습니다."
    assert [(q.value, q.bound) for q in read_korean(text)] == [(20, "at-most"), (50, "at-least")]


def mixed(value: int) -> str:
    """Return a number with 조, 억 and 만 one after the other: `1조 5,000억`."""
    parts = []
    for name, scale in (("조", JO), ("억", EOK), ("만", MAN), ("", 1)):
        figure, value = divmod(value, scale)
        if figure:
            parts.append(f"{figure:,}{name}")
    return " ".join(parts)


def hangul(value: int) -> str:
    """Return a number in Hangul alone, by ten-thousands: `삼십이만 오천팔백`."""
    parts = []
    for name, scale in (("조", JO), ("억", EOK), ("만", MAN), ("", 1)):
        figure, value = divmod(value, scale)
        if figure:
            parts.append(("" if figure == 1 and name == "만" else _section(figure)) + name)
    return " ".join(parts)


def _section(figure: int) -> str:
    word = ""
    for name, scale in (("천", 1000), ("백", 100), ("십", 10), ("", 1)):
        digit, figure = divmod(figure, scale)
        if digit:
            word += ("" if digit == 1 and name else "영일이삼사오육칠팔구"[digit]) + name
    return word


@given(st.integers(min_value=MAN, max_value=9999 * JO))
def test_the_spellings_of_one_number_are_equal(value: int) -> None:
    """Digits, digits with large units, and Hangul are the same exact number."""
    texts = [f"{value}", f"{value:,}", mixed(value), mixed(value).replace(" ", ""), hangul(value)]
    assert {only(f"토큰 {text} 개를 읽습니다").value for text in texts} == {value}


@given(
    st.integers(min_value=1, max_value=9999), st.sampled_from([("K", "thousand"), ("M", "million"), ("B", "billion")])
)
def test_english_scales_are_read_in_korean_prose(figure: int, scale: tuple[str, str]) -> None:
    """`8.5B`, `8.5 billion` and the Korean spelling of it are one number."""
    letter, word = scale
    factor = {"K": 10**3, "M": 10**6, "B": 10**9}[letter]
    value = Fraction(figure, 10) * factor
    written = f"{figure // 10}.{figure % 10}"
    assert only(f"{written}{letter} 토큰").value == value
    assert only(f"{written} {word} 토큰").value == value
    assert only(f"토큰 {mixed(int(value))} 개를 읽습니다").value == value


_PIECES = st.sampled_from(
    (
        "1 3만 80억 2.4조 수십 몇 천 반 절반 한 두 세 일곱 쉰 약 최대 이상 미만 개 명 가지 의 를 으로 에서 "
        "과 점 제 표 분의 년 월 일 시간 배 파라미터 토큰 장면 마이너스 한국어 ３ 8B GPT-4o Llama 10^{-3} ^{ } "
        "~ - – , . ( ) [ ] % %p $ x × : / \u2009"
    ).split(" ")
)


@given(st.lists(_PIECES, max_size=24), st.sampled_from(["", " "]))
def test_a_span_quotes_the_text_and_spans_go_forward(pieces: list[str], glue: str) -> None:
    """Whatever stands in a text, the reader does not raise, and its words are those of the text, in order."""
    text = glue.join(pieces)
    end = 0
    for quantity in read_korean(text):
        assert quantity.text == text[quantity.start : quantity.end] != ""
        assert quantity.start >= end
        assert (quantity.value, quantity.low, quantity.high) != (None, None, None)
        end = quantity.end


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    """Digests are hostile input: no Unicode may crash the reader."""
    for quantity in read_korean(text):
        assert quantity.text == text[quantity.start : quantity.end]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    "1, |억|수십|1억 |가|(1|3~|9|일|한 |최대 |1-|1.|0-123-|a-1-|1 |1.5 |10^{|3분의 |1/|1x".split("|"),
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """Eight times the text takes nowhere near the sixty-four times of a quadratic reader."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        read_korean(text)
        return time.process_time() - start

    assert seconds(24_000) < 24 * seconds(3_000) + 0.2


def test_the_reader_agrees_with_the_suites_of_others(data_dir: Path) -> None:
    """The rest are conventions that would harm this domain: fractions as percentages, IP addresses, 십등 as ten."""
    lines = (data_dir / "numbers" / "korean.jsonl").read_text(encoding="utf-8").splitlines()
    number, percent, span = measure(map(json.loads, lines), {"ko": read_korean}, "ko")
    agreed = number.cases + percent.cases - len(number.disagreements) - len(percent.disagreements)
    assert agreed >= 0.97 * (number.cases + percent.cases)
    assert span.share >= 0.85
