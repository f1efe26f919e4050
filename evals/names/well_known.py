"""Names that need no source: an editor adds them as a gloss, and readers know them."""

from __future__ import annotations

from functools import cache
from importlib import resources

from evals.names.reading import letters, unversioned


def is_well_known(key: str) -> bool:
    """Return whether a word with this key is well known, also with a number behind it or in the plural."""
    names = _well_known()
    return any(form in names for form in (key, key.removesuffix("s"), unversioned(key)))


@cache
def _well_known() -> frozenset[str]:
    text = resources.files(__package__ or "").joinpath("well_known.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(letters(word) for line in lines for word in line.split())
