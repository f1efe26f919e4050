"""Changes from one value to another: `31%에서 82%로`, `from 31% to 82%`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from evals.quantities.comparison import same_amount
from evals.quantities.units import conversion
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.figures import Figure

_FROM_TO_KOREAN = re.compile(r"[$}]{0,2}에서 ?(?:약 |최대 |최소 )?[$~]{0,2}")
_OUTCOME = re.compile(r"[$}]{0,2} ?으?로")
_FROM = re.compile(r"\bfrom (?:about |around |roughly |an average of )?[$~]{0,2}$")
_RANGE = re.compile(r"\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|spann?(?:s|ed|ing)?)\b")
_NEAR = 28
_TO = re.compile(r"[$}\\]{0,3} to (?:about |around |roughly |over |below |just |only |nearly )?[$~]{0,2}")


class Course(NamedTuple):
    """A change of one thing between two values.

    Attributes:
        first: What it was.
        last: What it became.
    """

    first: Figure
    last: Figure

    @property
    def span(self) -> Span:
        """The place of both values with the words between them."""
        return Span(self.first.span.start, self.last.span.end)

    @property
    def amount(self) -> int:
        """1 when the value went up, -1 when it went down, 0 when it stayed or the units do not convert (5시간, 3배)."""
        worth = conversion(self.last.quantity.unit, self.first.quantity.unit)
        if worth is None:
            return 0
        last = self.last.value * worth
        return (last > self.first.value) - (last < self.first.value)

    def is_same(self, other: Course) -> bool:
        """Return whether both went from the same value to the same value."""
        return same_amount(self.first.quantity, other.first.quantity) and same_amount(
            self.last.quantity, other.last.quantity
        )

    def is_reverse(self, other: Course) -> bool:
        """Return whether one went back where the other came from."""
        return self.is_same(Course(other.last, other.first)) and not self.is_same(other)


def korean_courses(text: str, figures: Sequence[Figure]) -> list[Course]:
    """Return the changes from one value to another that a Korean text states; 로 tells them from a range."""
    return [
        Course(first, last)
        for first, last in pairwise(figures)
        if first.whole is not last.whole
        and _FROM_TO_KOREAN.fullmatch(text, first.span.end, last.span.start)
        and _OUTCOME.match(text, last.span.end)
    ]


def english_courses(text: str, figures: Sequence[Figure]) -> list[Course]:
    """Return the changes from one value to another that an English text states."""
    return [
        Course(first, last)
        for first, last in pairwise(figures)
        if _TO.fullmatch(text, first.span.end, last.span.start)
        and _FROM.search(text, max(0, first.span.start - _NEAR), first.span.start)
        and not _RANGE.search(text, max(0, first.span.start - _NEAR), first.span.start)
    ]
