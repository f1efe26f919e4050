"""What words of the field are called in Korean: learned from glosses, wide and not always right.

The glossary says how to write a term; this only tells whether Korean and English words are likely the same, where
another proof rests on it.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from evals.terms.english import words_of


def renderings_of(word: str) -> tuple[str, ...]:
    """Return the Korean words that stand for an English one, in the form of `words_of`; none for an unknown one."""
    return _renderings().get(word, ())


def words_rendered(korean: str) -> tuple[str, ...]:
    """Return the English words for which a Korean word stands, in the form of `words_of`."""
    return _rendered().get(korean, ())


def is_usual_word(word: str) -> bool:
    """Return whether an English word is one that papers use, and so is spelt right."""
    return any(base in _renderings() for base in words_of(word))


@cache
def _renderings() -> dict[str, tuple[str, ...]]:
    text = resources.files(__package__ or "").joinpath("renderings.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: tuple(korean.split(" ")) for word, korean in rows}


@cache
def _rendered() -> dict[str, tuple[str, ...]]:
    rendered: dict[str, tuple[str, ...]] = {}
    for word, renderings in _renderings().items():
        for korean in renderings:
            rendered[korean] = (*rendered.get(korean, ()), word)
    return rendered
