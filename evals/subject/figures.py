"""The figures of an entry and of its paper: every plain quantity with the place where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from math import inf
from typing import TYPE_CHECKING

from evals.quantities import read_quantities
from evals.quantities.comparison import precision, same_amount, same_number
from evals.quantities.figure_tables import is_list_of_references, references, table_rows
from evals.quantities.things import english_things, korean_things
from evals.quantities.units import UNITS
from summarizer.findings import Where
from summarizer.sentences import sentence_ends
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.quantities.model import Language, Quantity
    from evals.subject.source_text import SourceText
    from summarizer.digest.model import Section

_COUNTS = re.compile(r"(?<![\d.,])\d{1,9}(?=/\d)|(?<=/)\d{1,9}(?![\d.,]\d)")
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    """A plain number, or one end of a range, in one text.

    Attributes:
        quantity: The number; its offsets are those of the text it stands in, or of the file for an entry.
        whole: The range that it is an end of; the number itself otherwise.
        source: The text of the paper that it stands in; None for a figure of the entry.
        sentence: Number of the sentence in its text.
        things: What the figure may count, by canonical name; empty when that is not known.
    """

    quantity: Quantity
    whole: Quantity
    source: SourceText | None
    sentence: int
    things: frozenset[str] = _NOTHING

    @property
    def value(self) -> Fraction:
        """The exact value."""
        return self.quantity.value if self.quantity.value is not None else Fraction(0)

    @property
    def is_label(self) -> bool:
        """Whether it marks a place or sets a symbol: it may back a number and never contradicts one."""
        return self.quantity.is_label

    @property
    def span(self) -> Span:
        """Where the figure stands, its glued unit included."""
        return Span(self.quantity.start, self.quantity.end)

    @property
    def numeral_span(self) -> Span:
        """Where the number with its scale stands, without the unit: what a correction replaces."""
        return Span(self.quantity.start, self.quantity.numeral_end or self.quantity.end)


def entry_figures(sections: Sequence[Section]) -> tuple[Figure, ...]:
    """Return the figures of an entry's prose in order, their offsets those of the file."""
    # Sentences of different sections are different sentences.
    return tuple(
        figure
        for number, section in enumerate(sections)
        for figure in _figures(section.text, "ko", None, section.start, number * 10_000)
    )


def source_figures(sources: Iterable[SourceText]) -> tuple[Figure, ...]:
    """Return the figures of a paper's texts, nearest tier first."""
    return tuple(
        figure for source in sources for figure in _in_their_places(source, _figures(source.text, "en", source))
    )


def _figures(
    text: str, language: Language, source: SourceText | None, start: int = 0, sentences: int = 0
) -> Iterator[Figure]:
    """Yield the figures of a text that starts at `start`, behind as many sentences."""
    found = read_quantities(text, language)
    ends = sentence_ends(text) if found else []
    for whole in found:
        if source is not None and "/" in whole.text:
            yield from _counts(whole, source, bisect_right(ends, whole.start))
        for plain in _plain(whole):
            quantity = _moved(plain, start)
            sentence = sentences + bisect_right(ends, plain.start)
            things = _things(text, plain, language)
            yield Figure(quantity, quantity if plain is whole else _moved(whole, start), source, sentence, things)


def _in_their_places(source: SourceText, figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield figures, those of a full text that stand bare in a table or anywhere in its references as labels."""
    if source.where is not Where.FULLTEXT:
        yield from figures
        return
    rows = table_rows(source.text)
    whole = [(0, len(source.text))] if is_list_of_references(source.section or "") else references(source.text)
    for figure in figures:
        is_bare = figure.quantity.unit is None and not figure.things
        if _is_within(figure, whole) or (is_bare and _is_within(figure, rows)):
            yield replace(figure, quantity=replace(figure.quantity, is_label=True))
        else:
            yield figure


def _is_within(figure: Figure, places: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(places, (figure.span.start, inf))
    return place > 0 and figure.span.end <= places[place - 1][1]


def _counts(share: Quantity, source: SourceText, sentence: int) -> Iterator[Figure]:
    """Yield the part and the whole of a share such as 39/102, which back what is told of either."""
    for count in _COUNTS.finditer(share.text):
        value = Fraction(int(count[0]))
        quantity = replace(share, value=value, low=value, high=value, unit=None, step=Fraction(1), ends=None)
        quantity = replace(quantity, is_label=True)
        yield Figure(quantity, quantity, source, sentence)


def _things(text: str, quantity: Quantity, language: Language) -> frozenset[str]:
    if not quantity.noun or not quantity.counted:
        return _NOTHING
    named = (korean_things if language == "ko" else english_things)(text[slice(*quantity.noun)])
    return frozenset({*named, quantity.counted})


def _plain(quantity: Quantity) -> tuple[Quantity, ...]:
    if quantity.ends:
        # What the range measures and counts holds for both of its ends.
        return tuple(
            replace(
                end,
                unit=end.unit or quantity.unit,
                counted=end.counted or quantity.counted,
                noun=end.noun or quantity.noun,
            )
            for end in quantity.ends
        )
    return (quantity,) if quantity.value is not None else ()


def _moved(quantity: Quantity, by: int) -> Quantity:
    if by == 0:
        return quantity
    noun = (quantity.noun[0] + by, quantity.noun[1] + by) if quantity.noun else None
    end = quantity.numeral_end + by if quantity.numeral_end is not None else None
    ends = (_moved(quantity.ends[0], by), _moved(quantity.ends[1], by)) if quantity.ends else None
    return replace(quantity, start=quantity.start + by, end=quantity.end + by, noun=noun, numeral_end=end, ends=ends)


def _size(value: Fraction) -> float:
    """Return about how large a value is: what orders figures fast, before they are compared exactly."""
    try:
        return float(value)
    except OverflowError:
        return inf if value > 0 else -inf


class FigureIndex:
    """Figures by size, so that those near an amount are found without reading all.

    Labels (list markers, indices, values of symbols) are no amounts: they are neither counted nor iterated nor
    near anything, and back a number only, in `with_number` and `same`.
    """

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._sorted = sorted(figures, key=lambda figure: _size(figure.value))
        self._sizes = [_size(figure.value) for figure in self._sorted]
        self._amounts = [figure for figure in self._sorted if not figure.is_label]
        self._by_worth = sorted(self._sorted, key=lambda figure: _worth(figure.quantity.unit, figure.value))
        self._worths = [_worth(figure.quantity.unit, figure.value) for figure in self._by_worth]
        self._numbers: dict[tuple[Fraction, Fraction], tuple[Figure, ...]] = {}

    def __len__(self) -> int:
        return len(self._amounts)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._amounts)

    def near(self, value: Fraction) -> Iterator[Figure]:
        """Yield the amounts within half of `value`, smallest first: no rounding goes further (1.5 to 2)."""
        return (figure for figure in self._near(value) if not figure.is_label)

    def _near(self, value: Fraction) -> Iterator[Figure]:
        size = _size(value)
        low, high = sorted((size / 2, size * 2))
        yield from self._sorted[bisect_left(self._sizes, low) : bisect_right(self._sizes, high)]

    def with_number(self, quantity: Quantity) -> tuple[Figure, ...]:
        """Return the first two figures with the number of `quantity`, whatever they measure; none for a range."""
        if quantity.value is None:
            return ()
        key = quantity.value, precision(quantity)
        if key not in self._numbers:
            near = self._near(quantity.value)
            self._numbers[key] = tuple(islice((f for f in near if same_number(quantity, f.quantity)), 2))
        return self._numbers[key]

    def same(self, quantity: Quantity) -> Iterator[Figure]:
        """Yield the figures that state the same amount as `quantity`, in its unit or in one that converts to it."""
        if quantity.value is None:
            return
        low, high = sorted(_worth(quantity.unit, value) for value in (quantity.value / 2, quantity.value * 2))
        for index in range(bisect_left(self._worths, low), bisect_right(self._worths, high)):
            if same_amount(quantity, self._by_worth[index].quantity):
                yield self._by_worth[index]


def _worth(unit: str | None, value: Fraction) -> tuple[str, Fraction]:
    """Return what a value measures, and how much of it in the base unit: 90 minutes and 1.5 hours are alike."""
    if unit is None:
        return "", value
    measure = UNITS[unit]
    return measure.dimension, value if measure.factor == 1 else value * measure.factor
