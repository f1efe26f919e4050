"""Which figure of the paper a figure of the entry was made from, by what stands around both."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from evals.names.reading import letters
from evals.quantities.comparison import figures_of, same_amount
from evals.subject.figures import FigureIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject

_NEAR = 25
_SHORTEST_NAME = 4
# The B of 7B is no name.
_NAME = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[-.@+/][A-Za-z0-9]+)*")
# English words that Korean prose leaves as they are, and that say nothing of whose figure it is.
_EVERYDAY = frozenset(
    "a an and as at average by for from gpu in is llm llms lm mllm mllms model models of on or our over s score "
    "sota than the to up using vlm vlms we with x accuracy performance dataset benchmark times".split()
)
_PARTS = re.compile(
    r"(?:나머지|이 ?중|그 ?중|중에서?|추가(?:로|적인)?|다른|각|각각|상위|하위|별도의?|또 다른|약간의) ?(?:총 |약 )?$"
)
_PART_BEHIND = re.compile(r" ?(?:개|명|가지|종|편|건|장)? ?(?:중|가운데)(?![가-힣])")
# What stands behind it qualifies something else: 17 open models and 9 commercial ones.
_NEXT_THING = re.compile(r"[,.;:\d]| and ")

# Korean and English modifiers that tell one count of a thing from another, in the same sense.
_MODIFIERS = {
    "합성": "synthetic",
    "최첨단": "state-of-the-art",
    "최신": "state-of-the-art",
    "오픈소스": "open-source",
    "오픈 소스": "open-source",
    "상용": "commercial",
    "다국어": "multilingual",
    "실제": "real",
    "자동": "automatic",
    "전문가": "expert",
    "의료": "medical",
    "과학": "scientific",
    "공개": "public",
    "비공개": "proprietary",
    "훈련": "training",
    "학습": "training",
    "테스트": "test",
    "검증": "validation",
    "하위": "downstream",
    "시각": "visual",
    "언어": "language",
    "로봇": "robot",
    "수학": "math",
    "코딩": "coding",
    "주석": "annotated",
    "고품질": "high-quality",
}


class Anchors:
    """The figures that a sentence of the entry and one of the paper share, which tie their other figures together."""

    def __init__(self, subject: Subject) -> None:
        self._ours: dict[int, list[Figure]] = {}
        for figure in subject.figures:
            self._ours.setdefault(figure.sentence, []).append(figure)
        self._theirs: dict[tuple[int, int], list[Figure]] = {}
        for figure in subject.source_figures:
            self._theirs.setdefault((id(figure.source), figure.sentence), []).append(figure)
        self._indexes: dict[tuple[int, int], FigureIndex] = {}
        self._shared: dict[tuple[int, int, int], list[tuple[Figure, Figure]]] = {}

    def tie(self, claim: Figure, actual: Figure) -> bool:
        """Return whether the sentences of the two share a figure besides them and the ranges that they end."""
        place = id(actual.source), actual.sentence
        key = (claim.sentence, *place)
        if key not in self._shared:
            if place not in self._indexes:
                self._indexes[place] = FigureIndex(self._theirs.get(place, ()))
            theirs = self._indexes[place]
            self._shared[key] = [pair for mate in self._ours[claim.sentence] for pair in _pairs(mate, theirs)]
        return any(mate.whole != claim.whole and other.whole != actual.whole for mate, other in self._shared[key])


def _pairs(mate: Figure, theirs: FigureIndex) -> Iterator[tuple[Figure, Figure]]:
    """Yield a figure of the entry with those of the paper that are one with it: three, of which one range ends two."""
    near = chain(theirs.same(mate.quantity), theirs.near(mate.value))
    return islice(((mate, other) for other in near if _are_one(mate, other)), 3)


def _are_one(mate: Figure, other: Figure) -> bool:
    """Return whether two figures state one amount; a telling number may have lost its unit (3.1조, 3.1T tokens).

    The size in a name is no amount of the sentence: half of a paper's models may have it.
    """
    if mate.quantity.is_name_size or other.quantity.is_name_size:
        return False
    if same_amount(mate.quantity, other.quantity):
        return not mate.things or not other.things or bool(mate.things & other.things)
    is_unit_open = mate.quantity.unit is None or other.quantity.unit is None
    return is_unit_open and mate.value == other.value and len(figures_of(mate.value)) > 1


def shared_names(subject: Subject, claim: Figure, actual: Figure) -> set[str]:
    """Return the Latin-script names that stand close to both figures."""
    theirs = actual.source.text if actual.source else subject.entry.source
    return _names_near(subject.entry.source, claim) & _names_near(theirs, actual)


def near_names(subject: Subject, claim: Figure, actual: Figure) -> set[str]:
    """Return the names close to the paper's figure of which one close to the entry's is the beginning, or longer.

    A word in small letters is no name, though it stands in both as a gloss does: 토큰(token).
    """
    theirs = actual.source.text if actual.source else subject.entry.source
    ours = _names_near(subject.entry.source, claim)
    coined = {name.lower() for name in _words_near(theirs, actual) if not (name.islower() and name.isalpha())}
    return {name for name in coined - _EVERYDAY if any(_begins(name, other) for other in ours)}


def _begins(one: str, other: str) -> bool:
    """Return whether one name is the other or begins it: Llama and Llama-3, but not GPT-4 and GPT-4o-mini's."""
    shorter, longer = sorted((letters(one), letters(other)), key=len)
    return shorter == longer or (len(shorter) >= _SHORTEST_NAME and longer.startswith(shorter))


def _names_near(text: str, figure: Figure) -> set[str]:
    return {name.lower() for name in _words_near(text, figure)} - _EVERYDAY


def _words_near(text: str, figure: Figure) -> set[str]:
    """Return the words in Latin script close to a figure, on its line."""
    start, end = figure.span.start, figure.span.end
    line = text.rfind("\n", max(0, start - _NEAR), start) + 1
    next_line = text.find("\n", end, end + _NEAR)
    places = ((max(0, start - _NEAR, line), start), (end, end + _NEAR if next_line < 0 else next_line))
    return {match.group() for first, last in places for match in _NAME.finditer(text, first, last)}


def shared_modifiers(subject: Subject, claim: Figure, actual: Figure) -> set[str]:
    """Return the English modifiers that both noun phrases bear: `102개의 합성 장면`, `97 synthetic scenes`."""
    if not (claim.quantity.noun and actual.quantity.noun and actual.source):
        return set()
    first, last = claim.quantity.noun
    is_in_front = last <= claim.span.start  # 합성 장면 102개
    ours = subject.entry.source[max(0, first - _NEAR) if is_in_front else claim.span.end : last]
    end = actual.quantity.noun[1]
    behind = _NEXT_THING.split(actual.source.text[end : end + _NEAR], maxsplit=1)[0]
    theirs = (actual.source.text[actual.span.end : end] + behind).lower()
    return {english for korean, english in _MODIFIERS.items() if korean in ours and english in theirs}


def is_part(subject: Subject, claim: Figure) -> bool:
    """Return whether the words around a count say that it is a part or another group: 나머지 10개, 이 중 3개."""
    text = subject.entry.source
    return bool(
        _PARTS.search(text, max(0, claim.span.start - 14), claim.span.start) or _PART_BEHIND.match(text, claim.span.end)
    )
