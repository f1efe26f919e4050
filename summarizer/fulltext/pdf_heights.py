"""What stands raised or lowered on a page of a PDF, kept apart from what it stands beside.

Read as signs in a row, 10 with a raised 23 is the number 1023, and GPUs with the mark of a footnote are GPUs1. How
large the signs are and on which line they stand tells the difference. Where it does not, the number is
made unreadable: a figure that is missing misleads nobody.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNREADABLE = "\ufffd"
"""Stands for each sign of a number that cannot be told."""

# In parts of the size of the signs that it stands beside: TeX sets a power at 0.7 and raises it by about 0.4.
_SMALL = 0.86
_RAISED, _LOWERED = 0.15, -0.05
_SAME_LINE = 0.7
_WORD_GAP, _COLUMN_GAP = 0.2, 2.0
# What is longer is no power and no mark, but text beside a large initial.
_LONGEST = 16
_PLAIN, _HIGH, _LOW, _ODD = "", "^", "_", "?"
# Between two signs of which nobody can tell whether they are one number. No text has it.
_SEAM = "\0"
_DIGITS = "0123456789"
_OF_NUMBERS = f"{_DIGITS}.,"
_WITHOUT_DIGITS = str.maketrans(dict.fromkeys(_DIGITS, UNREADABLE))
_MINUS = "-−–+"


class GlyphRun(NamedTuple):
    """Signs of one size on one line; size 0 for what the reader of the PDF put in, or cannot place."""

    text: str
    size: float
    baseline: float
    left: float
    right: float


def marked(runs: Sequence[GlyphRun]) -> str:
    """Return the text with powers as `^{23}` and what is lowered as `_{i}`; behind a number, the latter as a word."""
    text = ""
    parts: list[str] = []
    for height, group in groupby(_pieces(runs), key=itemgetter(0)):
        text = _written(height, "".join(piece for _, piece in group), text)
        parts.append(text)
    return _without_seams("".join(parts))


def _pieces(runs: Sequence[GlyphRun]) -> Iterator[tuple[str, str]]:
    """Yield the texts with their heights, what the reader put between two signs of one line corrected."""
    base = before = None
    gap = ""
    for place, run in enumerate(runs):
        if not run.size:
            gap += run.text
            continue
        if before and base and _is_beside(before, run, base):
            height = _height(run, base)
            between = _between(gap, before, run) if height or before is not base else gap
        else:
            after = next((later for later in runs[place + 1 : place + 3] if later.size), None)
            is_mark = after is not None and _is_beside(run, after, after) and _height(run, after) == _HIGH
            base, height, between = (after if is_mark else None), (_HIGH if is_mark else _PLAIN), gap
        if between:
            yield _PLAIN, between
        yield height, run.text.replace(_SEAM, "")
        base = run if height in {_PLAIN, _ODD} else base
        before, gap = run, ""
    yield _PLAIN, gap


def _is_beside(before: GlyphRun, run: GlyphRun, base: GlyphRun) -> bool:
    size = max(run.size, base.size)
    is_level = abs(run.baseline - base.baseline) <= _SAME_LINE * size
    # Of two that stand above each other, the second begins where the first did.
    begin = min(before.right, base.right) - _WORD_GAP * size
    return is_level and begin <= run.left <= before.right + _COLUMN_GAP * size


def _height(run: GlyphRun, base: GlyphRun) -> str:
    size, shift = run.size / base.size, (run.baseline - base.baseline) / base.size
    text = run.text.strip()
    if len(text) > _LONGEST or any(map(str.isspace, text)):
        return _PLAIN
    if size <= _SMALL and shift >= _RAISED:
        return _HIGH
    if size <= _SMALL and shift <= _LOWERED:
        return _LOW
    return _PLAIN if size > _SMALL and abs(shift) < _RAISED else _ODD


def _between(gap: str, before: GlyphRun, run: GlyphRun) -> str:
    """Return what stands between two signs of one line, one of them raised: the reader takes them for two lines."""
    if gap.strip():
        return gap
    is_word = run.left - before.right > _WORD_GAP * max(run.size, before.size)
    return " " if gap and is_word else ""


def _written(height: str, text: str, before: str) -> str:
    words = text.strip()
    if height == _PLAIN or not words:
        return text
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    number = before[len(before.rstrip(_OF_NUMBERS)) :]
    if height == _ODD:
        return f"{_SEAM}{text}{_SEAM}"
    if height == _LOW:
        return f"{head} {words}{tail}" if number else f"{head}_{{{words}}}{tail}"
    if words.isalpha():
        return text
    if number and words[0] in _DIGITS + _MINUS and not _is_power(number, words, before):
        rest = words.lstrip(_MINUS).lstrip(_OF_NUMBERS)
        return f"{_SEAM}{words.removesuffix(rest)}{rest.translate(_WITHOUT_DIGITS)}{tail}"
    return f"{head}^{{{words}}}{tail}"


def _is_power(number: str, words: str, before: str) -> bool:
    sign = before[: -len(number)][-1:]
    is_whole = not (sign.isalnum() or sign == "-")
    # The second footnote stands more often behind a 2 than the square of it.
    is_likely = number == "10" or (number == "2" and len(words) > 1)
    return is_whole and is_likely and words.lstrip(_MINUS).isdecimal()


def _without_seams(text: str) -> str:
    """Return the text with the numbers at a seam made unreadable."""
    first, *rest = text.split(_SEAM)
    parts = [first]
    for part in rest:
        ahead, behind = parts[-1].rstrip(_OF_NUMBERS), part.lstrip(_MINUS).lstrip(_OF_NUMBERS)
        left, right = parts[-1][len(ahead) :], part[: len(part) - len(behind)]
        if left[-1:].isdigit() and right.lstrip(_MINUS)[:1].isdigit():
            parts[-1] = ahead + UNREADABLE * len(left)
            part = UNREADABLE * len(right) + behind  # noqa: PLW2901 - it goes on from here
        parts.append(part)
    return "".join(parts)
