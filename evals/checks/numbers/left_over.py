"""Figures that are left over on both sides: the only one of its kind that each text has and the other lacks."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from evals.checks.numbers.correction import is_stated, words_around

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

_NEAR = 40


class _Role(NamedTuple):
    """What may be told of an amount that is not the one in the abstract, in the words of both languages."""

    korean: re.Pattern[str]
    english: re.Pattern[str]


def _role(korean: str, english: str) -> _Role:
    return _Role(re.compile(korean, re.IGNORECASE), re.compile(rf"\b(?:{english})", re.IGNORECASE))


_RIVAL = _role(
    "보다|능가|이[기겨긴]|비[교해슷]|유사|대비|상회|초[과월]|필적|[동대]등|맞먹|뒤지|못지않|견[줄주]|경쟁|근접|버금|앞[서선섰섭지]|"
    "제치|수준|기존|이전|오픈|경우에도|크기로도|교사|teacher|증류|판정|심판|보상|초안",
    "than|outperform|surpass|exceed|beat|match|rival|compet|compar|on par|existing|prior|previous|baseline|teacher|"
    "distil|judge|reward|draft",
)
# An encoder, a later stage of training or a part of the data has an amount of its own.
_ROLES = (
    _role("활성", "activ"),
    _role("전체|총|합계", "total|overall|altogether"),
    _role("인코더|디코더|백본|어댑터|모듈", "encoder|decoder|backbone|adapter|module"),
    _role(
        "버전|경량|소형|대형|변형|특화|더 작은|더 큰",
        "version|lightweight|small|tiny|compact|large(?! (?:vision|language|multimodal))|bigg|variant|special",
    ),
    _role("까지|부터|최대|확장|줄여|줄이", r"up to|over\b|scal|reduc|compress|extend"),
    _role(
        "추가|어닐링|미세|후속|이후|다음|예비",
        "further|addition|anneal|tun(?:e|ing)|fine-?tun|continu|sft|next|mid-|prelim",
    ),
    _role(
        "하위|부분|일부|검증용|필터|원본|원시|초기|정제|중간|가운데|후보|선별|[개명장건그이] ?중 ",
        "subset|filter|raw|original|valid|curat|select|clean|refin|initial|of which",
    ),
)


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


def has_another_role(subject: Subject, claim: Figure, actual: Figure, *, is_tied: bool = False) -> bool:
    """Return whether the entry tells something of its figure that the paper does not tell of its own.

    That one amount beats another is told of both, and may be meant of either: it needs a tie besides.
    """
    ours = " ".join(words_around(subject.entry.source, claim.span, _NEAR))
    theirs = " ".join(words_around(actual.source.text, actual.span, 2 * _NEAR)) if actual.source else ""
    if _RIVAL.korean.search(ours) and not (is_tied and _RIVAL.english.search(theirs)):
        return True
    return any(role.korean.search(ours) and not role.english.search(theirs) for role in _ROLES)


def _of_kind(kind: _Kind, figures: Iterable[Figure]) -> Iterator[Figure]:
    unit, things = kind
    return (f for f in figures if f.quantity.unit == unit and (unit or f.things & things))
