"""Acronyms whose words every paper of the field shares, so that no source has to spell them out."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

from evals.names.expansions import Expansion, read_expansions


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
