"""English terms in English text, whatever their number, their hyphens or the side of the ocean."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[A-Za-z]+|\d+")
_JOINT = re.compile(r"[-‐‑–\s'’]{0,2}")
_IZE = re.compile(r"i[sz](?:ations?|e|es|ed|ing)$")
# Shorter words end in an s of their own: GPS, gas.
_SHORTEST_PLURAL = 4
_NO_PLURAL = ("ss", "us", "is", "as")
FUNCTION_WORDS = frozenset(
    "a an and are as at be by for from in into is of on or our that the their this to we with".split()
)
"""Words that belong to no name, in the form in which words are compared."""
_BESIDE = 2
_JOINING = ("of", "the")


@cache
def words_of(term: str) -> tuple[str, ...]:
    """Return the words of a term in the form in which they are compared."""
    return tuple(_base(word) for word in _WORD.findall(term))


def _base(word: str) -> str:
    word = _IZE.sub("ize", word.lower())
    if word.endswith("ively"):
        return word[:-2]
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return word[:-3] + "y"
    if word.endswith("s") and len(word) >= _SHORTEST_PLURAL and not word.endswith(_NO_PLURAL):
        return word[:-1]
    return word


class Names:
    """Names in words, to be looked for in texts.

    Args:
        names: Each as `words_of` returns it.
    """

    def __init__(self, names: Iterable[tuple[str, ...]]) -> None:
        self.all = frozenset(names)
        self.longest: dict[str, int] = {}
        """How many words the longest name has that begins with a word: most words of a text begin none."""
        for words in self.all:
            self.longest[words[0]] = max(len(words), self.longest.get(words[0], 0))


class EnglishText:
    """A text whose terms can be looked up; it is split into words once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = [(_base(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
        self._places: dict[str, list[int]] = {}
        for place, (word, _, _) in enumerate(self._words):
            self._places.setdefault(word, []).append(place)

    def find(self, term: str) -> Span | None:
        """Return the first place of `term`: plural, hyphenated, joined or in British spelling; None without one."""
        words = words_of(term)
        found = [self._read(words, place) for place in self._places.get(words[0], ())]
        joined = _base("".join(words)) if len(words) > 1 else None
        found += [self._span(place, place) for place in self._places.get(joined or "", ())]
        return min(filter(None, found), default=None)

    def find_any(self, terms: Iterable[str]) -> Span | None:
        """Return the first place of any of the terms."""
        return min(filter(None, map(self.find, terms)), default=None)

    def company(self, terms: Iterable[str]) -> Iterator[tuple[Span, frozenset[str]]]:
        """Yield every place of the terms with the words beside it in the same phrase, two on either side at most."""
        for words in dict.fromkeys(map(words_of, terms)):
            for place in self._places.get(words[0], ()):
                span = self._read(words, place)
                if span:
                    last = place + len(words) - 1
                    yield span, frozenset((*self._beside(place, -1), *self._beside(last, 1)))

    def _beside(self, place: int, step: int) -> Iterator[str]:
        left = _BESIDE
        while left:
            place += step
            if not 0 <= place < len(self._words) or not self._is_joined(min(place, place - step)):
                return
            word = self._words[place][0]
            if word in _JOINING:
                continue  # quantization of the weights: 가중치 정량화
            if word in FUNCTION_WORDS:
                return
            left -= 1
            yield word

    def _is_joined(self, place: int) -> bool:
        return _JOINT.fullmatch(self._text, self._words[place][2], self._words[place + 1][1]) is not None

    def known(self, names: Names) -> list[tuple[tuple[str, ...], Span]]:
        """Return the names of a collection that stand here, in order; of two that overlap the one that begins first.

        Of those that begin together it is the longest.
        """
        found: list[tuple[tuple[str, ...], Span]] = []
        bases = tuple(word for word, _, _ in self._words)
        behind = 0
        for place, first in enumerate(bases):
            if place < behind or first not in names.longest:
                continue
            runs = (bases[place : place + length] for length in range(names.longest[first], 0, -1))
            words = next((run for run in runs if run in names.all), None)
            if words:
                behind = place + len(words)
                found.append((words, self._span(place, behind - 1)))
        return found

    def _read(self, words: tuple[str, ...], first: int) -> Span | None:
        last = first + len(words) - 1
        if last >= len(self._words) or tuple(word for word, _, _ in self._words[first : last + 1]) != words:
            return None
        if all(map(self._is_joined, range(first, last))):
            return self._span(first, last)
        return None

    def _span(self, first: int, last: int) -> Span:
        return Span(self._words[first][1], self._words[last][2])
