"""Quotes of a model: found in a text whatever their blanks and LaTeX, and never anything that is not there."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from evals.reviewer.quotes import QuotableText

_TEXT = "We  train\n“Tiny–8B”, a model’s\tmodel, on 12 İstanbul books. Learning it is easy."


@given(st.data())
def test_words_of_the_text_are_found_where_they_stand(data: st.DataObject) -> None:
    """A quote in other white space, case and signs is found in the text's own spelling, with its place."""
    words = _TEXT.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    typed = " ".join(words[first:last]).replace("“", '"').replace("”", '"').replace("–", "-").replace("’", "'")
    found = QuotableText(_TEXT).find(typed if "İ" in typed else typed.upper())
    assert found is not None
    assert found.of(_TEXT).split() == words[first:last]


def test_latex_is_quoted_with_and_without() -> None:
    """What stands around a number in LaTeX may be left out, and the place is that of the original."""
    text = r"It reaches $84.2_{\pm 0.3}$ on \textbf{ReedBench}~v2."
    for quote in (r"$84.2_{\pm 0.3}$ on \textbf{ReedBench}", r"84.2_\pm 0.3 on textbfReedBench v2", "on"):
        found = QuotableText(text).find(quote)
        assert found is not None, quote
        assert found.of(text).strip("$")


def test_what_the_text_does_not_say_is_not_found() -> None:
    """Other words, parts of words, joined passages and nothing at all are no quotes."""
    for quote in ("we train Huge", "earning it", "Tiny-8", "We train … books", "12 books", "", " "):
        assert QuotableText(_TEXT).find(quote) is None, quote


def test_signs_and_parts_of_numbers_are_no_quotes() -> None:
    """A full stop stands in every text, and 93 is not the 93.5 that it says."""
    paper = QuotableText("It reaches 93.5% on 1,200 books, up from 93, with 5 models.")
    for quote in (".", "%", ", -", "It reaches 93", "5% on", "reaches 93.", "1", "200 books", ",200 books"):
        assert paper.find(quote) is None, quote
    for quote in ("93.5", "1,200 books,", "from 93", "5 models", "93.5% on 1,200"):
        assert paper.find(quote) is not None, quote


@given(st.text(max_size=40), st.text(min_size=1, max_size=10))
def test_a_place_lies_in_the_text(text: str, quote: str) -> None:
    """Whatever text and quote are, what is found is a place of the text."""
    found = QuotableText(text).find(quote)
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_a_long_quote_costs_linear_time() -> None:
    """A model that quotes the whole book, or a letter a thousand times, keeps nobody waiting."""
    text = "ab " * 40_000
    began = perf_counter()
    for quote in (text, "ab " * 20_000 + "c", "a" * 100_000):
        QuotableText(text).find(quote)
    assert perf_counter() - began < 2
