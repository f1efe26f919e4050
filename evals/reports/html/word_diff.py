"""What differs between two texts, in words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

Run = tuple[Literal["same", "old", "new"], str]
"""Words of both texts, of the old one only, or of the new one only."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing can take time by more than the product of the lengths; longer texts differ as a whole.
_MOST_WORDS = 5_000


def word_diff(old: str, new: str) -> list[Run]:
    """Return the runs of which both texts consist, in order: without the new ones the old text, and the reverse.

    A word changed in the middle of others is replaced as a whole, since half a word reads badly.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return _runs([("same", old)] if old == new else [("old", old), ("new", new)])
    runs: list[Run] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            runs.append(("same", "".join(before[i:j])))
        else:
            runs += [("old", "".join(before[i:j])), ("new", "".join(after[k:m]))]
    return _runs(runs)


def _runs(runs: list[Run]) -> list[Run]:
    return [run for run in runs if run[1]]


def ranges(runs: list[Run], side: Literal["old", "new"]) -> list[list[int]]:
    """Return the ranges of one text that the other does not have, as `[start, end]`."""
    found: list[list[int]] = []
    position = 0
    for kind, words in runs:
        if kind in {"same", side}:
            if kind == side:
                found.append([position, position + len(words)])
            position += len(words)
    return found
