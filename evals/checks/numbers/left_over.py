"""Figures that are left over on both sides: the only one of its kind that each text has and the other lacks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from evals.checks.numbers.correction import is_stated
from evals.checks.numbers.roles import has_another_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from evals.alignment import Anchors
    from evals.figures import Figure
    from evals.subject import Subject

    _Kind = tuple[str | None, frozenset[str]]
    """What is measured, or what is counted where nothing is."""
    _Place = tuple[int, int]
    """A text of the paper and a sentence in it."""


class LeftOver:
    """The figures of one entry and its paper that only each other can explain.

    Args:
        subject: The entry with its paper.
        anchors: The figures that tie sentences of both: then these two sentences are all that is compared.
    """

    def __init__(self, subject: Subject, anchors: Anchors) -> None:
        self._subject, self._anchors = subject, anchors
        self._ours: dict[tuple[_Kind, int | None], set[Fraction]] = {}
        self._theirs: dict[tuple[_Kind, _Place | None], set[Fraction]] = {}

    @cached_property
    def _named(self) -> tuple[set[Fraction], set[Fraction]]:
        """The sizes in the names of the entry, and those of them that no name of the paper has."""
        own, theirs = (
            {f.value for f in figures if f.quantity.is_name_size}
            for figures in (self._subject.figures, self._subject.source_figures)
        )
        return own, own - theirs

    @cached_property
    def _sentences(self) -> dict[_Place, list[Figure]]:
        sentences: dict[_Place, list[Figure]] = {}
        for figure in self._subject.source_figures:
            sentences.setdefault((id(figure.source), figure.sentence), []).append(figure)
        return sentences

    def explains(self, claim: Figure, actual: Figure) -> bool:
        """Return whether each of the two is all that is left of its kind, and nothing tells of another thing."""
        kind, is_tied = (claim.quantity.unit, claim.things), self._anchors.tie(claim, actual)
        place = (id(actual.source), actual.sentence) if is_tied else None
        return (
            self._left_here(kind, claim.sentence if is_tied else None) == {claim.value}
            and self._left_there(kind, place) == {actual.value}
            and not has_another_role(self._subject, claim, actual, is_tied=is_tied)
        )

    def _left_here(self, kind: _Kind, sentence: int | None) -> set[Fraction]:
        key = kind, sentence
        if key not in self._ours:
            figures = (f for f in self._subject.stated_figures if sentence in {None, f.sentence})
            self._ours[key] = {f.value for f in _of_kind(kind, figures) if not is_stated(self._subject, f)}
        return self._ours[key]

    def _left_there(self, kind: _Kind, place: _Place | None) -> set[Fraction]:
        key = kind, place
        if key not in self._theirs:
            figures = self._sentences[place] if place else self._subject.source_figures
            self._theirs[key] = {f.value for f in _of_kind(kind, figures) if not self._is_told(f)}
        return self._theirs[key]

    def _is_told(self, actual: Figure) -> bool:
        """Return whether the entry states a figure of the paper, if only in a name that the paper does not have."""
        here, only_here = self._named
        return actual.value in (here if actual.quantity.is_name_size else only_here) or bool(
            self._subject.stated_figures.with_number(actual.quantity)
        )


def _of_kind(kind: _Kind, figures: Iterable[Figure]) -> Iterator[Figure]:
    unit, things = kind
    return (f for f in figures if f.quantity.unit == unit and (unit or f.things & things))
