"""Quotes of a model: found in the paper whatever their white space, and never anything that is not there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evals.judges.quotes import Quotable
from evals.subject.source_text import SourceText
from summarizer.findings import Where

_TEXT = "We  train\n“Tiny–8B”, a model’s\tmodel, on 12 İstanbul books. Learning it is easy."


def texts(text: str = _TEXT) -> Quotable:
    """Return a title and an abstract."""
    return Quotable([SourceText(Where.TITLE, None, "Tiny Readers"), SourceText(Where.ABSTRACT, None, text)])


@given(st.data())
def test_words_of_the_paper_are_found_where_they_stand(data: st.DataObject) -> None:
    """A quote in other white space, case and signs is shown in the paper's own spelling, with its place."""
    words = _TEXT.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    typed = " ".join(words[first:last]).replace("“", '"').replace("”", '"').replace("–", "-").replace("’", "'")
    found = texts().find(typed if "İ" in typed else typed.upper())
    assert found is not None
    assert found.quote == _TEXT[found.start : found.end]
    assert found.quote.split() == words[first:last]


def test_what_the_paper_does_not_say_is_not_found() -> None:
    """Other words, parts of words, joined passages and nothing at all are no quotes."""
    for quote in ("we train Huge", "earning it", "Tiny-8", "We train … books", "12 books", "", " "):
        assert texts().find(quote) is None, quote


def test_signs_and_parts_of_numbers_are_no_quotes() -> None:
    """A full stop stands in every paper, and 93 is not the 93.5 that it says."""
    paper = texts("It reaches 93.5% on 1,200 books, up from 93, with 5 models.")
    for quote in (".", "%", ", -", "It reaches 93", "5% on", "reaches 93.", "1", "200 books", ",200 books"):
        assert paper.find(quote) is None, quote
    for quote in ("93.5", "1,200 books,", "from 93", "5 models", "93.5% on 1,200"):
        assert paper.find(quote) is not None, quote


def test_the_nearest_text_is_quoted() -> None:
    """The title comes before the abstract, and each place is that in its own text."""
    found = texts().find("tiny readers")
    assert found is not None
    assert (found.where, found.quote, found.start) == (Where.TITLE, "Tiny Readers", 0)


@given(st.text(max_size=40), st.text(min_size=1, max_size=10))
def test_a_quote_is_cut_from_its_text(text: str, quote: str) -> None:
    """Whatever text and quote are, what is shown stands in the text."""
    found = texts(text).find(quote)
    if found is not None and found.where is Where.ABSTRACT:
        assert found.quote == text[found.start : found.end]
