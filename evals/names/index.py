"""The names of a paper, to be asked for by their letters and by what is near them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from evals.names.misspelling import misspelling
from evals.names.reading import part_keys, read_words
from evals.names.spelling import is_near

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.names.misspelling import Misspelling
    from evals.names.reading import Word
    from evals.subject.source_text import SourceText


class Near(NamedTuple):
    """A name of the paper, and how a word misspells it."""

    source: SourceText
    word: Word
    misspelling: Misspelling


# No two of these misspell each other.
_SHORTEST = 5
_FAR = 3
"""A name that differs in more than one letter of three is another name."""


class NameIndex:
    """The Latin words of a paper.

    Args:
        sources: The texts of the paper, nearest tier first.
        metadata: Further texts whose words are known: authors, comment.
    """

    def __init__(self, sources: Sequence[SourceText], metadata: Iterable[str] = ()) -> None:
        self._sources = sources
        self._metadata = tuple(metadata)

    def has(self, key: str) -> bool:
        """Return whether the letters stand in a text, from the start of a word to the end of one.

        Spaces, hyphens, LaTeX and a plural's s make no difference: `MiniGemini` is in `Mini-Geminis`.
        """
        return self._stands(key) or (len(key) > 2 and key.endswith("s") and self._stands(key[:-1]))

    def near(self, word: Word) -> tuple[Near, ...]:
        """Return the names that `word` misspells, each once, where it stands first."""
        found = []
        for source, other in self._alike(word):
            how = misspelling(word, other)
            if how:
                found.append(Near(source, other, how))
        return tuple(found)

    def nearest(self, word: Word) -> tuple[SourceText, Word] | None:
        """Return the name most like `word` of those that share most of its letters; None when none does."""
        names = [(source, other) for source, other in self._alike(word) if other.is_coined]
        for edits in range(1, len(word.key) // _FAR + 1):
            for source, other in names:
                if is_near(word.key, other.key, edits):
                    return source, other
        return None

    def _stands(self, key: str) -> bool:
        text, edges = self._letters
        start = text.find(key)
        while start >= 0:
            end = start + len(key)
            if start in edges and (end in edges or (text[end : end + 1] == "s" and end + 1 in edges)):
                return True
            start = text.find(key, start + 1)
        return False

    @cached_property
    def _words(self) -> list[tuple[SourceText, list[Word]]]:
        return [(source, [*read_words(source.text)]) for source in self._sources]

    @cached_property
    def _letters(self) -> tuple[str, frozenset[int]]:
        """The letters of all texts in one string, and where its words and their parts begin and end."""
        pieces: list[str] = []
        edges, length = {0}, 0
        metadata = ([*read_words(text)] for text in self._metadata)
        for words in (*(words for _, words in self._words), *metadata):
            for word in words:
                for key in part_keys(word.text):
                    pieces.append(key)
                    length += len(key)
                    edges.add(length)
            pieces.append("\n")
            length += 1
            edges.add(length)
        return "".join(pieces), frozenset(edges)

    def _alike(self, word: Word) -> Iterable[tuple[SourceText, Word]]:
        """Return the words that share both ends, an end, or all parts with `word`: one place is damaged, no more."""
        alike = {}
        for trait in _traits(word):
            for source, other in self._by_trait.get(trait, ()):
                alike[other.key] = source, other
        return alike.values()

    @cached_property
    def _by_trait(self) -> dict[str, list[tuple[SourceText, Word]]]:
        index: defaultdict[str, list[tuple[SourceText, Word]]] = defaultdict(list)
        seen = set()
        for source, words in self._words:
            for word in words:
                if len(word.text) >= _SHORTEST and word.text not in seen:
                    seen.add(word.text)
                    for trait in _traits(word):
                        index[trait].append((source, word))
        return index


def _traits(word: Word) -> tuple[str, str, str]:
    return f"{word.key[:2]}…", f"…{word.key[-2:]}", " ".join(sorted(part_keys(word.text)))
