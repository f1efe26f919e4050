"""Where a paper states the figure of a claim, and which change it states with it there."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from evals.quantities.comparison import figures_of, same_amount
from evals.quantities.units import UNITS
from evals.relations.changes import english_courses
from evals.relations.english_changes import english_change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from evals.relations.changes import Change, Course
    from evals.subject.figures import Figure

_CHANGING = frozenset({"percent", "percentage-point", "times", "point"})
_SPENT = frozenset({"time", "data"})
_FEW_DIGITS = 2
# A number that stands in more places ties no two sentences together.
_MOST_PLACES = 12


def can_change(figure: Figure) -> bool:
    """Return whether a figure can be of a change: a measure, time or memory, or a decimal, and no count of things."""
    quantity = figure.quantity
    if quantity.is_name_size or figure.things:
        return False
    if quantity.unit is None:
        return figure.value.denominator != 1
    return quantity.unit in _CHANGING or UNITS[quantity.unit].dimension in _SPENT


def is_telling(figure: Figure) -> bool:
    """Return whether a number is so particular that it hardly stands for two things: two digits that are not zeros."""
    return len(figures_of(figure.value)) >= _FEW_DIGITS


class StatedFigures:
    """The figures of a paper by their exact values."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._by_value: dict[Fraction, list[Figure]] = defaultdict(list)
        for figure in figures:
            self._by_value[figure.value].append(figure)

    def of(self, claim: Figure) -> list[Figure]:
        """Return the figures that state the very amount of a claim; none when the number stands everywhere."""
        same = self._by_value.get(claim.value, [])
        if len(same) > _MOST_PLACES:
            return []
        return [figure for figure in same if same_amount(claim.quantity, figure.quantity)]


class Statements:
    """The figures of a paper in the order of its texts, and the changes that it states with them."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._texts: dict[int, list[Figure]] = defaultdict(list)
        for figure in sorted(figures, key=lambda figure: figure.span):
            self._texts[id(figure.source)].append(figure)
        texts = self._texts.values()
        self._places = {id(figure): place for figures in texts for place, figure in enumerate(figures)}
        self._stated = StatedFigures(figure for figures in texts for figure in figures)

    def of(self, claim: Figure) -> list[Change]:
        """Return what the paper says at every place of a figure; nothing when one cannot be read, as it may agree."""
        places = self._stated.of(claim) if can_change(claim) else []
        changes = [change for place in places if (change := self._change(place))]
        return changes if len(changes) == len(places) else []

    def courses(self, claim: Course) -> list[Course]:
        """Return the changes between the two values of a claim that the paper states, in either direction."""
        found = self._courses.get(frozenset({claim.first.value, claim.last.value}), [])
        return [course for course in found if course.is_same(claim) or course.is_reverse(claim)][:_MOST_PLACES]

    def _change(self, figure: Figure) -> Change | None:
        if figure.source is None:
            return None
        return english_change(figure.source.text, self._texts[id(figure.source)], self._places[id(figure)])

    @cached_property
    def _courses(self) -> dict[frozenset[Fraction], list[Course]]:
        courses: dict[frozenset[Fraction], list[Course]] = defaultdict(list)
        for figures in self._texts.values():
            source = figures[0].source
            for course in english_courses(source.text, figures) if source else ():
                courses[frozenset({course.first.value, course.last.value})].append(course)
        return courses
