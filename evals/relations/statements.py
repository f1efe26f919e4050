"""Where a paper states the figure of a claim, and which change it states with it there."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from evals.quantities.comparison import figures_of
from evals.relations.courses import english_courses
from evals.relations.english_changes import english_change

if TYPE_CHECKING:
    from evals.figures import Figure
    from evals.relations.changes import Change
    from evals.relations.courses import Course
    from evals.subject import Subject

_CHANGING = frozenset({"percent", "percentage-point", "times", "point"})
_FEW_DIGITS = 2


def can_change(figure: Figure) -> bool:
    """Return whether a figure can be the size of a change: a measure or a decimal, and no count of things."""
    quantity = figure.quantity
    if quantity.is_name_size or figure.things:
        return False
    return quantity.unit in _CHANGING or (quantity.unit is None and figure.value.denominator != 1)


def is_telling(figure: Figure) -> bool:
    """Return whether a number is so particular that it hardly stands for two things: two digits that are not zeros."""
    return len(figures_of(figure.value)) >= _FEW_DIGITS


class Statements:
    """The figures of a paper in the order of its texts, and the changes that it states with them."""

    def __init__(self, subject: Subject) -> None:
        self._index = subject.source_figures
        self._texts: dict[int, list[Figure]] = {}
        for figure in subject.source_figures:
            self._texts.setdefault(id(figure.source), []).append(figure)
        self._places: dict[int, int] = {}
        for figures in self._texts.values():
            figures.sort(key=lambda figure: figure.span)
            self._places.update((id(figure), place) for place, figure in enumerate(figures))

    def of(self, claim: Figure) -> list[Figure]:
        """Return the paper's figures that state the amount of the claim; only telling ones may be rounded."""
        same = self._index.same(claim.quantity)
        return [f for f in same if f.value == claim.value or (is_telling(claim) and is_telling(f))]

    def change(self, figure: Figure) -> Change | None:
        """Return the change that the paper states with one of its figures."""
        if figure.source is None:
            return None
        return english_change(figure.source.text, self._texts[id(figure.source)], self._places[id(figure)])

    def courses(self, claim: Course) -> list[Course]:
        """Return the changes between the two values of a claim that the paper states, in either direction."""
        return [course for course in self._courses if course.is_same(claim) or course.is_reverse(claim)]

    @cached_property
    def _courses(self) -> list[Course]:
        return [
            course
            for figures in self._texts.values()
            for course in english_courses(figures[0].source.text if figures[0].source else "", figures)
        ]
