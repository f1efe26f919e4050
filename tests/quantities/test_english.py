"""The English reader: what it reads, and what it leaves alone."""

from __future__ import annotations

import json
import time
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.quantities.english import read_english
from tools.agreement import measure

if TYPE_CHECKING:
    from pathlib import Path

    from evals.quantities.model import Quantity

BILLION = 10**9


def only(text: str) -> Quantity:
    """Return the single quantity of a text."""
    (quantity,) = read_english(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("8B parameters", 8 * BILLION, "parameter"),
        ("eight billion parameters", 8 * BILLION, "parameter"),
        ("a 2.5 billion parameter language model", Fraction(5, 2) * BILLION, "parameter"),
        ("a 1-billion-parameter model", BILLION, "parameter"),
        ("a 7B backbone", 7 * BILLION, "parameter"),
        ("6T tokens", 6 * 10**12, "token"),
        ("a context window of 128K", 128_000, "token"),
        ("two-fold", 2, "times"),
        ("tenfold", 10, "times"),
        ("a 2.5× speedup", Fraction(5, 2), "times"),
        (r"a $2.5\times$ speedup", Fraction(5, 2), "times"),
        ("a 2.5times speedup", Fraction(5, 2), "times"),
        (r"10\% of it", 10, "percent"),
        ("12.5 per cent", Fraction(25, 2), "percent"),
        ("4.5 percentage points", Fraction(9, 2), "percentage-point"),
        ("a 4.6%p gain", Fraction(23, 5), "percentage-point"),
        ("3.2 points", Fraction(16, 5), "point"),
        ("50,000 GPU hours", 50_000, "gpu-hour"),
        ("3 orders of magnitude", 3, "order-of-magnitude"),
        ("$35M", 35_000_000, "dollar"),
        (r"46{,}000", 46_000, None),
        ("46\u2009000", 46_000, None),
        ("$10^{-3}$", Fraction(1, 1000), None),
        ("1e-4", Fraction(1, 10_000), None),
        ("a rate of 2e-5.", Fraction(1, 50_000), None),
        ("one-third of them", Fraction(1, 3), None),
        ("-0.5", Fraction(-1, 2), None),
        ("−0.5", Fraction(-1, 2), None),
    ],
)
def test_every_spelling_of_the_field_is_read_exactly(text: str, value: Fraction, unit: str | None) -> None:
    """A number is the same rational however an abstract writes it, and keeps its unit."""
    quantity = only(text)
    assert (quantity.value, quantity.unit) == (value, unit)
    assert quantity.low == quantity.high == quantity.value


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("97 new scenes", "scene"),
        ("7 lighting configurations", "lighting configuration"),
        ("21 state-of-the-art models", "model"),
        ("11 challenging, academic benchmarks", "benchmark"),
        ("12 types of attacks", "attack"),
        ("a two-stage pipeline", "stage"),
        ("three of the images", "image"),
        ("90+ languages", "language"),
        ("3 aspects", None),
    ],
)
def test_the_noun_says_what_is_counted(text: str, counted: str | None) -> None:
    """A count can only be compared with a count of the same thing."""
    quantity = only(text)
    assert quantity.counted == counted
    assert (quantity.noun is None) == (counted is None)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 5 tasks", "at-least"),
        ("90%+", "at-least"),
        ("up to 10 hours", "at-most"),
        ("over 100 languages", "over"),
        ("fewer than 3 steps", "under"),
        (r"$\sim$100K images", "about"),
        ("sim100K images", "about"),
        ("nearly half of the samples", "about"),
        ("improvement over 5 baselines", "exact"),
        ("tested under 7 lighting configurations", "exact"),
    ],
)
def test_a_bound_is_kept_and_a_preposition_is_none(text: str, bound: str) -> None:
    """`at least` must not become a plain number, nor a comparison over baselines a bound."""
    assert only(text).bound == bound


def test_a_bound_leaves_one_end_open() -> None:
    """`at least 5` has no upper end, `at most 5` no lower one."""
    assert (only("at least 5").low, only("at least 5").high) == (5, None)
    assert (only("at most 5").low, only("at most 5").high) == (None, 5)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("7 to 30 billion tokens", 7 * BILLION, 30 * BILLION, "token"),
        ("models from 0.5B to 236B parameters", BILLION // 2, 236 * BILLION, "parameter"),
        ("a parameter range from 0.5 to 72 billion", BILLION // 2, 72 * BILLION, "parameter"),
        ("2--46.2x faster", 2, Fraction(231, 5), "times"),
        ("10x-70x faster", 10, 70, "times"),
        ("5–10%", 5, 10, "percent"),
        ("between 3 and 5 hours", 3, 5, "hour"),
        ("greater than 100 and smaller than 300", 100, 300, None),
        ("hundreds of thousands of images", 100_000, 1_000_000, None),
    ],
)
def test_a_range_has_two_ends_with_one_scale_and_unit(text: str, low: int, high: int, unit: str | None) -> None:
    """The scale and the unit of a range stand at its end and belong to both ends."""
    quantity = only(text)
    assert quantity.value is None
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, unit)


def test_a_change_is_two_numbers_and_no_range() -> None:
    """`from A to B` under a verb of change states two values, which may be exchanged."""
    assert [q.value for q in read_english("reduces the cost from 24 hours to 36 hours")] == [24, 36]


def test_an_enumeration_shares_its_scale_and_unit() -> None:
    """`0.5, 1.5, 7, and 72 billion parameters` are four sizes, not three bare numbers and a size."""
    found = read_english("in 0.5, 1.5, 7, and 72 billion parameters")
    assert [q.value for q in found] == [BILLION // 2, 3 * BILLION // 2, 7 * BILLION, 72 * BILLION]
    assert {q.unit for q in found} == {"parameter"}


def test_the_part_counts_what_the_whole_counts() -> None:
    """In `9 out of the 11 tasks` both numbers count tasks."""
    assert [(q.value, q.counted) for q in read_english("on 9 out of the 11 tasks")] == [(9, "task"), (11, "task")]


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("Llama3-Aloe-8B-Alpha", [8 * BILLION]),
        ("Qwen2-57B-A14B", [57 * BILLION, 14 * BILLION]),
        ("H2O-Danube3-500M", [BILLION // 2]),
        ("Llama 3.1 405B Instruct", [405 * BILLION]),
        ("Mistral 7B", [7 * BILLION]),
        ("LLaMA-7B, 13B and 65B", [7 * BILLION, 13 * BILLION, 65 * BILLION]),
    ],
)
def test_a_model_name_carries_its_size(name: str, sizes: list[int]) -> None:
    """The size in a name is what a wrong magnitude in a summary is proven by."""
    found = read_english(name)
    assert [q.value for q in found] == sizes
    assert all(q.is_name_size and q.unit == "parameter" for q in found)


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4o",
        "top-5",
        "pass@1",
        "F1",
        "COCO2017",
        "R@1",
        "H100",
        "SHA-256",
        "ViT-L/14",
        "336px",
        "a 3D scene",
        "the 2nd place",
        "as shown before [33]",
        "as of [1, 2]",
        "in 2024",
        "on 2024-09-26",
        "arXiv:2402.17764",
        "2402.17764v2",
        "version 1.2.3 of 12-05-2024",
        "call 010-1234-5678",
        "Llama 3.1",
        "Gemini 1.5 Pro",
        "Claude 3.5 Sonnet",
        "Stage 2",
        "Table 3",
        "a ratio of 1:2",
        "512x512",
        "MVD^2",
        "Zero-123",
        "zero-shot",
        "one of the best",
        "the one that",
        "half-precision",
        "a third stage",
        "billion-parameter",
        "(1) first, (2) second",
        "https://example.org/3/4",
        "4K resolution",
        "10-fold cross-validation",
        "the 1990s",
        "(Kim et al., 2024a; 2024b)",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    """Names, years, labels and ratios read as quantities would be false alarms by the hundred."""
    assert read_english(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("layers of 512-256-128 units", [512, 256, 128]),
        ("after 5-10-15 hours", [5, 10, 15]),
        ("+3-450-1200/64", [3, 450, 1200, 64]),
        ("1000.0000", [1000]),
    ],
)
def test_figures_in_a_row_are_a_list(text: str, values: list[int]) -> None:
    """Two figures with a hyphen are a range, three are a list."""
    assert [q.value for q in read_english(text)] == values


@given(st.integers(min_value=1, max_value=999))
def test_the_spellings_of_one_number_are_equal(billions: int) -> None:
    """8B, 8 billion, 8,000,000,000 and $8$ billion are one number."""
    plain = billions * BILLION
    spellings = [f"{billions}B", f"{billions} billion", f"{plain:,}", f"{plain}", f"${billions}$ billion"]
    assert {only(f"{spelling} tokens").value for spelling in spellings} == {plain}


@given(st.integers(min_value=2, max_value=99), st.sampled_from(["hundred", "thousand", "million"]))
def test_words_and_figures_are_equal(number: int, scale: str) -> None:
    """`forty-two thousand` is 42 thousand."""
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    ones = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ).split()
    words = ones[number] if number < 20 else tens[number // 10 - 2] + (f"-{ones[number % 10]}" if number % 10 else "")
    assert only(f"{words} {scale} images").value == only(f"{number} {scale} images").value


_PIECES = st.sampled_from(
    "1 8B 2.5 billion one hundred and half a third of to - – ~ $ \\times \\% % , . ( ) [ ] { } ^ x × : / from between "
    "over models Llama 3D ± + − 10^{-3} dozens two-fold \u2009 ½ 한국어".split(" ")
)


@given(st.lists(_PIECES, max_size=20), st.sampled_from(["", " "]))
def test_a_span_quotes_the_text_and_spans_go_forward(pieces: list[str], glue: str) -> None:
    """Whatever stands in a text, the reader does not raise, and its words are those of the text."""
    text = glue.join(pieces)
    end = 0
    for quantity in read_english(text):
        assert quantity.text == text[quantity.start : quantity.end] != ""
        assert quantity.start >= end
        assert (quantity.value, quantity.low, quantity.high) != (None, None, None)
        end = quantity.end


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    """Papers are hostile input: no Unicode may crash the reader."""
    for quantity in read_english(text):
        assert quantity.text == text[quantity.start : quantity.end]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "1,",
        "one hundred and ",
        "$",
        "five-hundred-",
        "a-1-",
        "1 to ",
        "1.5 ",
        "10^{",
        "1/",
        "9",
        "[1, ",
        "Llama 3 ",
        "1,000",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """Eight times the text takes nowhere near the sixty-four times of a quadratic reader."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        read_english(text)
        return time.process_time() - start

    assert seconds(40_000) < 24 * seconds(5_000) + 0.2


def test_the_reader_agrees_with_the_suites_of_others(data_dir: Path) -> None:
    """The rest are conventions that would harm this domain: dates, names, fractions as percentages."""
    lines = (data_dir / "numbers" / "english.jsonl").read_text(encoding="utf-8").splitlines()
    shares = {a.task: a.share for a in measure(map(json.loads, lines), {"en": read_english}, "en")}
    assert shares["number"] >= 0.97
    assert shares["percent"] >= 0.76
    assert shares["range"] >= 0.9
