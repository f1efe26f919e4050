"""Acronyms whose words every paper of the field shares, so that no source has to spell them out."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

from evals.names.expansions import Expansion, read_expansions
from evals.names.reading import letters, unversioned


class Usual(NamedTuple):
    """What an acronym usually stands for: the words as they are written, and read."""

    words: str
    expansion: Expansion


def usual_words(acronym: str) -> Usual | None:
    """Return what an acronym, in the form of `Expansion.acronym`, usually stands for; None when that is not known."""
    return _usual().get(acronym)


@cache
def _usual() -> dict[str, Usual]:
    text = resources.files(__package__ or "").joinpath("acronyms.txt").read_text(encoding="utf-8")
    return {read.acronym: Usual(read.span.of(text), read) for read in read_expansions(text)}


def is_well_known(key: str) -> bool:
    """Return whether a word with this key is well known, also with a number behind it or in the plural."""
    names = _well_known()
    return any(form in names for form in (key, key.removesuffix("s"), unversioned(key)))


@cache
def _well_known() -> frozenset[str]:
    text = resources.files(__package__ or "").joinpath("well_known.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(letters(word) for line in lines for word in line.split())
