"""What the words around an English number make of it: spreads, bounds, codes, and the size of a data set."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evals.quantities.english import read_english


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("240 votes over 17 polls", "exact"),
        ("gathers over 17 polls", "over"),
        ("to within 4% of it", "at-most"),
        ("within 3 stages", "exact"),
        ("upwards of 30 boats", "at-least"),
        ("3x faster or more", "at-least"),
        ("3x faster or more stable", "exact"),
        ("by majority voting over 64 samples", "exact"),
    ],
)
def test_a_preposition_bounds_a_measure_and_places_a_count(text: str, bound: str) -> None:
    """`over` spreads what has a number of its own, and `within` limits a measure only."""
    assert read_english(text)[-1].bound == bound


@pytest.mark.parametrize(
    "text",
    ["on a single 8-4090 server", "patient 48120377 left", "MRR@10,3 rises", "[3, 14]", r"the term $x^{-3}$"],
)
def test_codes_machines_and_footnotes_are_no_quantities(text: str) -> None:
    """Figures that name a thing state nothing that could be compared."""
    assert read_english(text) == []


def test_a_range_may_be_one_word_and_does_not_begin_behind_a_slash() -> None:
    """`10%-to-20%` is a range; in `from 2K/4K to 64K` nothing says which of the two begins."""
    (whole,) = read_english("falls by 10%-to-20%")
    assert [whole.low, whole.high] == [10, 20]
    assert whole.unit == "percent"
    assert [quantity.value for quantity in read_english("from 2K/4K to 64K")] == [2000, 4000, 64_000]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("the Gulls-10M dataset", None),
        ("data sets such as Gulls-10M", None),
        ("We film Gulls-10M. Gulls-10M videos are long.", None),
        ("on the dataset, Gull-3-8B wins", "parameter"),
        ("Gull-3-8B", "parameter"),
    ],
)
def test_a_name_called_a_data_set_has_no_parameters(text: str, unit: str | None) -> None:
    """The size in a name is of a model, unless the text calls the name a data set anywhere."""
    assert {quantity.unit for quantity in read_english(text)} == {unit}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("emits 1/7th of the smoke", [Fraction(1, 7)]),
        ("no more than 1/2,000th of the tide", [Fraction(1, 2000)]),
        ("close to Gull-4's 84.2 points", [Fraction("84.2")]),
        ("ranks in the top 38% of all boats", [Fraction(38)]),
        (r"in the top 38\% of all boats", [Fraction(38)]),
        ("the top 10 boats", []),
        ("sequences of 2048 waves", [Fraction(2048)]),
        ("the cup of 2024 is ours", []),
    ],
)
def test_labels_versions_and_years_end_where_a_share_or_an_owner_begins(text: str, values: list[Fraction]) -> None:
    """The top 38% is a share, what is GPT-4's is no version of it, and 2048 is a length and no year."""
    assert [quantity.value for quantity in read_english(text)] == values


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Our gifts are three-fold: nets,", None), ("The task is twofold.", None), ("is a twofold gain", "times")],
)
def test_what_is_twofold_has_two_parts(text: str, unit: str | None) -> None:
    """A subject that is twofold has parts, which are counted; only a gain is measured in times."""
    assert [quantity.unit for quantity in read_english(text)] == [unit]
