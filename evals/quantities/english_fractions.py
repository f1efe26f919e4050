"""English fractions: a numerator in words over an ordinal, figures over figures, one over or in another."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from evals.quantities.english_sums import (
    NEXT_WORD,
    ORDINALS,
    SCALES,
    SMALL,
    Numeral,
    parts,
    read_sum,
    sum_of,
    with_scale,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_SLASH = re.compile(r"/(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})(?:th)?(?![\d/]|\.\d|[\w%]|-[A-Za-z])")
_MIXED = re.compile(r"\s{1,2}(\d{1,4})/(\d{1,4})(?![\w/%.])")
_FRACTION_WORD = re.compile(r"(?P<joint>\s?-\s?|\s{0,2}(?:and\s{1,2})?)(?P<word>[A-Za-z]{2,12})(?!\w)", re.IGNORECASE)
_MOST_WORDS = 12
_HALVES = {"half": 2, "halve": 2, "quarter": 4}
_OF_A = re.compile(r"\s{1,2}(?:of\s{1,2})?an?(?=\s)")
_OVER = re.compile(r"\s{1,2}(?P<word>over|in)\s{1,2}(?=[\da-zA-Z])")
_INTEGER = re.compile(r"\d{1,9}(?![\d.,]?\d|\w)")
_CLAUSE_END = re.compile(r"\s{0,2}(?:[.;:!?](?!\d)|$|or (?:more|less|fewer)\b)")
_MOST_CHANCES = 1000


class _Word(NamedTuple):
    """A word of a fraction; `is_tied` says that a hyphen or an "and" ties it to the one before."""

    name: str
    is_tied: bool


def fraction_of_figures(text: str, numeral: Numeral) -> Numeral | None:
    """Read the rest of 3/4, 1/7th or 2 1/4."""
    if (match := _SLASH.match(text, numeral.end)) and (below := int(match[1].replace(",", ""))):
        return numeral._replace(value=Fraction(numeral.value) / below, step=Fraction(1, below), end=match.end())
    if (match := _MIXED.match(text, numeral.end)) and int(match[1]) < int(match[2]):
        value = numeral.value + Fraction(int(match[1]), int(match[2]))
        return numeral._replace(value=value, step=Fraction(1, int(match[2])), end=match.end())
    return None


def share_in_words(text: str, at: int, numeral: Numeral) -> Numeral | None:
    """Read the fraction whose numerator begins at `at`: two thirds, three twenty firsts, one one hundred fifth.

    The denominator is the longest ordinal that leaves a numerator: `twenty twenty fifths` are 20/25, but
    `twenty one fifths` 21/5. It begins neither with a bare scale (`two hundred fifths` are 40) nor between ten
    and one (`thirty two hundredths`), and stands in the singular only under one.
    """
    following = NEXT_WORD.match(text, numeral.end)
    if following is None or not (parts(following[2]) or following[2].lower() in SMALL):
        return None
    words, end = _words(text, at)
    last = words[-1].name if words else ""
    for first in range(1, len(words)):
        above = sum_of([word.name for word in words[:first]])
        below = _denominator(words, first)
        is_parted = last.endswith("s") or (above == 1 and last != "first")
        if above is not None and below and below > 1 and is_parted:
            share = numeral._replace(value=Fraction(above) / below, step=Fraction(1, below), end=end)
            return of_a_scale(text, share)
    return None


def _words(text: str, at: int) -> tuple[list[_Word], int]:
    """Return the words of a fraction and where it ends: number words up to an ordinal; none when no ordinal comes."""
    words: list[_Word] = []
    match = _FRACTION_WORD.match(text, at)
    while match is not None and len(words) < _MOST_WORDS:
        name = match["word"].lower()
        words.append(_Word(name, is_tied=match["joint"].strip() != ""))
        if parts(name):
            return words, match.end()
        match = _FRACTION_WORD.match(text, match.end()) if name in SMALL or name in SCALES else None
    return [], at


def _denominator(words: Sequence[_Word], first: int) -> int | None:
    """Return the number that the words from `first` on are the ordinal of."""
    start, last = words[first], words[-1].name.removesuffix("s")
    if first == len(words) - 1:
        return part_named(last)
    splits_number = SMALL.get(words[first - 1].name, 0) >= 20 and 0 < SMALL.get(start.name, 0) < 10
    if last not in ORDINALS or start.is_tied or start.name in SCALES or splits_number:
        return None
    return sum_of([*(word.name for word in words[first:-1]), ORDINALS[last]])


def part_named(word: str) -> int | None:
    """Return how many of the part a whole has: 2 for half, 100 for hundredth."""
    return _HALVES.get(word) or (sum_of([ORDINALS[word]]) if word in ORDINALS else None)


def of_a_scale(text: str, share: Numeral) -> Numeral:
    """Read the scale a fraction is taken of: half a million, half million, two thirds of a million."""
    joint = _OF_A.match(text, share.end)
    return with_scale(text, share, joint.end() if joint else share.end)


def divided(text: str, numeral: Numeral) -> Numeral | None:
    """Read `one over three` and `1 in 21` where the clause ends behind; elsewhere "over" compares and "in" places."""
    joint = _OVER.match(text, numeral.end) if numeral.value.denominator == 1 else None
    below = joint and _divisor(text, joint.end())
    if not joint or not below or not below.value or not _CLAUSE_END.match(text, below.end):
        return None
    if joint["word"] == "in" and not 0 < numeral.value < below.value < _MOST_CHANCES:
        return None
    return numeral._replace(value=Fraction(numeral.value) / below.value, step=Fraction(1) / below.value, end=below.end)


def _divisor(text: str, at: int) -> Numeral | None:
    if figures := _INTEGER.match(text, at):
        return Numeral(int(figures[0]), 1, figures.end())
    return read_sum(text, Numeral(1, 1, at, is_spelled=True), at, joins_and=True) if text[at].isalpha() else None
