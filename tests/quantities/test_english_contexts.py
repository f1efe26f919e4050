"""What the words around an English number make of it: spreads, bounds, codes, and the size of a data set."""

from __future__ import annotations

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
