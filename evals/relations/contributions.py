"""What an abstract puts first, its figures of result and what the paper brings, and how much of both an entry tells."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from evals.names.acronyms import is_well_known
from evals.names.reading import read_words
from evals.quantities.comparison import same_number
from evals.relations.completeness import told_terms
from summarizer.findings import Where
from summarizer.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject

_MEASURES = frozenset({"percent", "percentage-point", "times"})
_RESULT = re.compile(
    r"\b(?:achiev|outperform|improv|reduc|surpass|exceed|increas|decreas|boost|gain|speed|faster|accura|score|win)",
    re.IGNORECASE,
)
# A model that is 10 times larger, or twice the size, is what the result is compared with.
_SIZE = re.compile(r"\s(?:larger|bigger|(?:their|its|the) (?:own )?size)\b")
_BEFORE, _BEHIND = 90, 60
# What the authors say they bring; the first name behind it is what they call it.
_BRINGS = re.compile(
    r"\b(?:we|this (?:paper|work|study|report|article))\s(?:[a-z]{1,12}\s){0,2}"
    r"(?:introduces?|presents?|proposes?|develops?|releases?|builds?|constructs?|creates?|provides?|designs?)\b",
    re.IGNORECASE,
)
_REACH = 120


class Telling(NamedTuple):
    """How much of a title and an abstract an entry tells.

    Attributes:
        headline: The figures of result, and the names of what the paper brings, that it tells.
        told: How many names, terms and figures it tells.
        owed: How many there are.
    """

    headline: frozenset[str]
    told: int
    owed: int


def telling(subject: Subject) -> Telling:
    """Return how much the entry tells of the title and abstract of its paper.

    The full text is left out: what it has beyond the abstract is the choice of whoever writes, and no summary owes it.
    """
    ours = {_singular(word.key) for section in subject.entry.sections for word in read_words(section.text)}
    headline = {f"{f.value} {f.quantity.unit}" for f in headline_figures(subject) if is_told(subject, f)}
    names = set(_names(_text_of(subject, Where.TITLE, Where.ABSTRACT)))
    figures = {f.value: f for f in _abstract_figures(subject) if not f.quantity.is_spelled and not f.is_label}
    stated = [figure for figure in figures.values() if is_told(subject, figure)]
    terms, all_terms = told_terms(subject)
    return Telling(
        headline=frozenset(headline | (contributions(subject) & ours)),
        told=len(names & ours) + len(terms) + len(stated),
        owed=len(names) + len(all_terms) + len(figures),
    )


def headline_figures(subject: Subject) -> list[Figure]:
    """Return the figures in which the abstract puts its result: percentages and factors beside a word of result."""
    return sorted((f for f in _abstract_figures(subject) if _is_headline(f)), key=lambda f: f.span)


def is_told(subject: Subject, figure: Figure) -> bool:
    """Return whether the entry states the value of a figure, rounding allowed, whatever it measures."""
    return any(same_number(own.quantity, figure.quantity) for own in subject.figures)


def contributions(subject: Subject) -> frozenset[str]:
    """Return the names of what the paper brings: what its title opens with, and what its authors say they bring.

    A name that is written like any other word (`Mistral`) is not told from one.
    """
    opening, colon, _ = _text_of(subject, Where.TITLE).partition(":")
    return frozenset({*_names(opening if colon else ""), *_introduced(_text_of(subject, Where.ABSTRACT))})


def _introduced(abstract: str) -> Iterator[str]:
    """Yield the first name behind each `we propose` that was not spoken of before."""
    known: set[str] = set()
    for sentence in sentences(abstract):
        words = sentence.of(abstract)
        if brings := _BRINGS.search(words):
            known.update(_names(words[: brings.end()]))
            yield from islice((n for n in _names(words[brings.end() :][:_REACH]) if n not in known), 1)
        known.update(_names(words))


def _is_headline(figure: Figure) -> bool:
    if figure.source is None or figure.quantity.unit not in _MEASURES:
        return False
    text, span = figure.source.text, figure.span
    if figure.quantity.unit == "times" and _SIZE.match(text, span.end):
        return False
    return _RESULT.search(text[max(0, span.start - _BEFORE) : span.end + _BEHIND]) is not None


def _abstract_figures(subject: Subject) -> Iterator[Figure]:
    return (f for f in subject.source_figures if f.source is not None and f.source.where is Where.ABSTRACT)


def _text_of(subject: Subject, *places: Where) -> str:
    return " . ".join(source.text for source in subject.sources if source.where in places)


def _names(text: str) -> Iterator[str]:
    """Yield the names that are coined and not known to everybody in the field, without the s of a plural."""
    return (_singular(word.key) for word in read_words(text) if word.is_coined and not is_well_known(word.key))


def _singular(key: str) -> str:
    return key.removesuffix("s")
