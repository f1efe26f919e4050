"""Fenced code in a digest, inside of which nothing is a heading or a bullet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"^[ \t]*([-*+][ \t]+)?(`{3,}|~{3,})([^\n]*)", re.MULTILINE)


def find_code_lines(text: str) -> frozenset[int]:
    """Return where the lines of fenced code start, the closing fences included and the opening ones not.

    A fence that is never closed is no fence: a stray one, as a model leaves it, must not hide the entries after it.
    """
    if "```" not in text and "~~~" not in text:
        return frozenset()
    return frozenset(start for first, last in _fences(text) for start in _line_starts(text, first, last))


def _fences(text: str) -> Iterator[tuple[int, int]]:
    marks = list(_FENCE.finditer(text))
    opening: re.Match[str] | None = None
    for mark, longest in zip(marks, _longest_closing_after(marks), strict=True):
        fence = mark[2]
        if opening is None:
            is_code_span = fence[0] == "`" and "`" in mark[3]
            if not is_code_span and longest.get(fence[0], 0) >= len(fence):
                opening = mark
        elif _is_closing(mark) and fence.startswith(opening[2]):
            yield opening.end(), mark.start()
            opening = None


def _is_closing(mark: re.Match[str]) -> bool:
    return mark[1] is None and not mark[3].strip()


def _longest_closing_after(marks: Sequence[re.Match[str]]) -> list[dict[str, int]]:
    # Looked up instead of searched: a search per opening fence would be quadratic in a file of openings.
    longest: dict[str, int] = {}
    after = []
    for mark in reversed(marks):
        after.append(longest)
        if _is_closing(mark):
            kind = mark[2][0]
            longest = longest | {kind: max(len(mark[2]), longest.get(kind, 0))}
    return after[::-1]


def _line_starts(text: str, first: int, last: int) -> Iterator[int]:
    """Yield the offsets behind the line breaks from `first` up to and including the one before `last`."""
    line_break = text.find("\n", first, last)
    while line_break != -1:
        yield line_break + 1
        line_break = text.find("\n", line_break + 1, last)
