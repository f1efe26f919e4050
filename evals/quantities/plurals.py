"""The plural forms of English nouns, as far as counted things need them."""

from __future__ import annotations

_IRREGULAR = {
    "axis": "axes",
    "analysis": "analyses",
    "basis": "bases",
    "child": "children",
    "corpus": "corpora",
    "criterion": "criteria",
    "embryo": "embryos",
    "foot": "feet",
    "hypothesis": "hypotheses",
    "matrix": "matrices",
    "person": "people",
    "phenomenon": "phenomena",
    "photo": "photos",
    "series": "series",
    "species": "species",
    "synthesis": "syntheses",
    "vertex": "vertices",
    "video": "videos",
}


_SINGULAR = frozenset({"consensus", "corpus", "focus", "plus", "status", "thus", "versus", "always", "towards"})
_IRREGULAR_PLURALS = frozenset(_IRREGULAR.values())


def with_plural(noun: str) -> tuple[str, ...]:
    """Return the noun and its plural; the last word of a phrase is the one that takes it."""
    head, space, last = noun.rpartition(" ")
    plural = head + space + _plural(last)
    return (noun,) if plural == noun else (noun, plural)


def _plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _IRREGULAR_PLURALS or (word.endswith("s") and not word.endswith("ss")):
        return word
    if word.endswith(("ss", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def is_plural(word: str) -> bool:
    """Return whether a word in lower case has the form of a plural."""
    return word in _IRREGULAR_PLURALS or (
        word.endswith("s") and not word.endswith(("ss", "ous", "is")) and word not in _SINGULAR
    )
