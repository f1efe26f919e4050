"""English numerals: figures and words with their scales and fractions, to exact values.

Every function reads at one position and looks ahead no further than the numeral itself, so that a
caller who moves on behind what was read stays linear. Texts are unfolded from LaTeX before.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from evals.quantities.english_sums import (
    FIRST_WORD,
    NEXT_WORD,
    ORDINALS,
    SCALES,
    SMALL,
    WORD,
    EnglishNumeral,
    parts,
    read_sum,
    scale_of,
    scaled,
    sum_of,
    with_groups,
    with_scale,
)
from evals.quantities.spelling import is_behind_hyphen

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


def fraction_of_figures(text: str, numeral: EnglishNumeral) -> EnglishNumeral | None:
    """Read the rest of 3/4, 1/7th or 2 1/4."""
    if (match := _SLASH.match(text, numeral.end)) and (below := int(match[1].replace(",", ""))):
        return numeral._replace(value=Fraction(numeral.value) / below, step=Fraction(1, below), end=match.end())
    if (match := _MIXED.match(text, numeral.end)) and int(match[1]) < int(match[2]):
        value = numeral.value + Fraction(int(match[1]), int(match[2]))
        return numeral._replace(value=value, step=Fraction(1, int(match[2])), end=match.end())
    return None


def share_in_words(text: str, at: int, numeral: EnglishNumeral) -> EnglishNumeral | None:
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


def of_a_scale(text: str, share: EnglishNumeral) -> EnglishNumeral:
    """Read the scale a fraction is taken of: half a million, half million, two thirds of a million."""
    joint = _OF_A.match(text, share.end)
    return with_scale(text, share, joint.end() if joint else share.end)


def divided(text: str, numeral: EnglishNumeral) -> EnglishNumeral | None:
    """Read `one over three` and `1 in 21` where the clause ends behind; elsewhere "over" compares and "in" places."""
    joint = _OVER.match(text, numeral.end) if numeral.value.denominator == 1 else None
    below = joint and _divisor(text, joint.end())
    if not joint or not below or not below.value or not _CLAUSE_END.match(text, below.end):
        return None
    if joint["word"] == "in" and not 0 < numeral.value < below.value < _MOST_CHANCES:
        return None
    return numeral._replace(value=Fraction(numeral.value) / below.value, step=Fraction(1) / below.value, end=below.end)


def _divisor(text: str, at: int) -> EnglishNumeral | None:
    if figures := _INTEGER.match(text, at):
        return EnglishNumeral(int(figures[0]), 1, figures.end())
    return read_sum(text, EnglishNumeral(1, 1, at, is_spelled=True), at, joins_and=True) if text[at].isalpha() else None


LETTERS = {
    "K": 10**3,
    "k": 10**3,
    "M": 10**6,
    "B": 10**9,
    "b": 10**9,
    "G": 10**9,
    "T": 10**12,
    "bn": 10**9,
    "mn": 10**6,
}

# Longer runs than a quantity ever has are cut off: hostile digits must not become slow big integers.
_FIGURES = re.compile(r"\d{1,3}(?:(?:,|\{,\}|\\,)\d{3}){1,9}(?!\d)(?:\.\d{1,40})?|\d{1,40}(?:\.\d{1,40})?|\.\d{1,40}")
# A comma that can part no thousands and stands in no list or pair is a decimal point.
_DECIMAL_COMMA = re.compile(r"(?<![^\s~<>≈+-])\d{1,3},\d{1,2}(?![\w,)\]}]|\.\d)")
# Extraction has put a space behind the point: 53. 6%, 0. 92.
_SPLIT_DECIMAL = re.compile(
    r"(?:(?<=[A-Za-z~(,] )|(?<=  )|(?<=[~(]))(?:\d{1,2}\. \d{1,2}(?=\s{0,2}%)|0\. \d{2,4}(?![\d%]))"
)
_NO_FIGURE = re.compile(r"[^\d.]+")
_EXPONENT = re.compile(r"[eE]([+-]?\d{1,3})(?!\w|\.\d)")
_POWER = re.compile(r"\^\s?\{?\s?(-{0,2}\+?\d{1,3})\s?\}?(?!\w)|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")
_TEN_TO_THE = re.compile(r"\s?[x×·*]\s{0,7}10(?=\^|[⁻⁺⁰¹²³⁴-⁹])")
_NO_POWER = frozenset(".,;:%)-KMB")
_LETTER = re.compile(r"(?:\}{0,9}([KkMBTGb]|bn|mn)|\s(k))(?![\w^])")
_SPACED_LETTER = re.compile(r"\s([KMBT])(?=[\s-][a-z]|[,;)]|\.(?:\s|$)|$)")
_SPACED_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?: \d{3}){1,4}(?![\d.,%-])")
_AND_WORDS = re.compile(r"\s{1,2}and\s{1,2}(?=[A-Za-z])")
_AND_FIGURES = re.compile(r"\s{1,2}and\s{1,2}(\d{1,2})(?![\w.,])")


def read_figures(text: str, at: int) -> EnglishNumeral | None:
    """Read a numeral that begins with a digit, a decimal point or a fraction sign such as ¾."""
    if unicodedata.category(text[at]) == "No":
        value = Fraction(str(unicodedata.numeric(text[at]))).limit_denominator(10)
        return EnglishNumeral(value, value, at + 1)
    match = _FIGURES.match(text, at)
    if match is not None and text.startswith(". ", match.end()):
        match = _SPLIT_DECIMAL.match(text, at) or match
    if match is None or text[match.end() : match.end() + 1].isdecimal():
        return None
    numeral = _powered(text, _plain_figures(text, match))
    if letter := _LETTER.match(text, numeral.end):
        sign = letter[1] or letter[2]
        if sign != "G" or "." in match[0]:
            return scaled(numeral._replace(end=letter.end(), letter=sign), LETTERS[sign])
    is_plain = numeral.end == match.end() and "." not in match[0] and not is_behind_hyphen(text, at)
    if is_plain and (fraction := fraction_of_figures(text, numeral)):
        return fraction
    return _with_words(text, numeral)


def respaced(text: str, at: int, numeral: EnglishNumeral) -> EnglishNumeral | None:
    """Read figures on over the space that spelling put before their letter or their thousands; None where none is.

    Nothing but what is counted behind can tell that `1 M images` and `12 500 images` are one number, so the caller
    has to look there.
    """
    if numeral.factor != 1:
        return None
    if letter := _SPACED_LETTER.match(text, numeral.end):
        return scaled(numeral._replace(end=letter.end(), letter=letter[1]), LETTERS[letter[1]])
    groups = _SPACED_THOUSANDS.match(text, at)
    return groups and EnglishNumeral(int(groups[0].replace(" ", "")), 1, groups.end())


def _plain_figures(text: str, match: re.Match[str]) -> EnglishNumeral:
    figures, end = match[0], match.end()
    if figures.isdecimal():
        comma = _DECIMAL_COMMA.match(text, match.start()) if text.startswith(",", end) else None
        if comma is None:
            return EnglishNumeral(int(figures), 1, end)
        figures, end = comma[0].replace(",", "."), comma.end()
    whole, _, decimals = _NO_FIGURE.sub("", figures).partition(".")
    parts = 10 ** len(decimals)
    return (
        EnglishNumeral(Fraction(int(whole + decimals), parts), Fraction(1, parts), end)
        if decimals
        else EnglishNumeral(int(whole), 1, end)
    )


def read_words(text: str, at: int, *, joins_and: bool = True) -> EnglishNumeral | None:
    """Read a numeral that begins with a word; `joins_and` is false where "and" parts two numbers (between)."""
    first = FIRST_WORD.match(text, at)
    if first is None:
        return None
    word = first[0].lower()
    start = EnglishNumeral(1, 1, at, is_spelled=True)
    if word == "half":
        return of_a_scale(text, start._replace(value=Fraction(1, 2), step=Fraction(1, 2), end=first.end()))
    if word in {"a", "an"}:
        return _after_article(text, first.end(), start)
    return _summed(text, at, start, joins_and=joins_and)


def _summed(text: str, at: int, start: EnglishNumeral, *, joins_and: bool) -> EnglishNumeral | None:
    numeral = read_sum(text, start, at, joins_and=joins_and)
    if numeral is None:
        return None
    numeral = with_groups(text, numeral)
    return share_in_words(text, at, numeral) or _with_fraction(text, numeral, joins_and=joins_and)


def _after_article(text: str, end: int, start: EnglishNumeral) -> EnglishNumeral | None:
    word = WORD.match(text, end)
    if word is None:
        return None
    name = word[1].lower()
    if name == "couple":
        return start._replace(value=2, end=word.end())
    if scale_of(name) is not None and not name.endswith("s"):
        return _summed(text, word.start(1), start, joins_and=True)
    below = part_named(name)
    return start._replace(value=Fraction(1, below), step=Fraction(1, below), end=word.end()) if below else None


def _powered(text: str, numeral: EnglishNumeral) -> EnglishNumeral:
    following = text[numeral.end : numeral.end + 1]
    if following in _NO_POWER:
        return numeral
    if match := _EXPONENT.match(text, numeral.end):
        ten = Fraction(10) ** int(match[1])
        return numeral._replace(value=numeral.value * ten, step=numeral.step * ten, end=match.end())
    if (ten_to := _TEN_TO_THE.match(text, numeral.end)) and (power := _POWER.match(text, ten_to.end())):
        ten = Fraction(10) ** _exponent(power)
        return numeral._replace(value=numeral.value * ten, step=numeral.step * ten, end=power.end())
    power = _POWER.match(text, numeral.end)
    if power is None or not numeral.value:
        return numeral
    value = Fraction(numeral.value) ** _exponent(power) if numeral.value < 10**6 else numeral.value
    return numeral._replace(value=value, step=value if numeral.value == 10 else numeral.step, end=power.end())


def _exponent(power: re.Match[str]) -> int:
    if power[1] is not None:
        return int(power[1].replace("--", ""))
    sign = -1 if power[2][0] == "⁻" else 1
    return sign * int("".join(str(unicodedata.digit(char)) for char in power[2] if char not in "⁻⁺"))


def _with_words(text: str, numeral: EnglishNumeral) -> EnglishNumeral:
    """Add the scale words and the fraction that follow figures: 3 hundred and 21, 5 million and a half."""
    word = WORD.match(text, numeral.end)
    if word is None:
        return numeral
    if scale_of(word[1]) is not None:
        numeral = read_sum(text, numeral, numeral.end, joins_and=False) or numeral
        if word[1].lower() == "hundred" and (tail := _AND_FIGURES.match(text, numeral.end)):
            numeral = numeral._replace(value=numeral.value + int(tail[1]), end=tail.end())
    return _with_fraction(text, numeral, joins_and=numeral.factor > 1)


def _with_fraction(text: str, numeral: EnglishNumeral, *, joins_and: bool) -> EnglishNumeral:
    """Read the fraction behind a numeral: five and a quarter, one million and a half, one over three."""
    joint = _AND_WORDS.match(text, numeral.end) if joins_and else None
    part = read_words(text, joint.end(), joins_and=False) if joint else None
    if part is None:
        return divided(text, numeral) or numeral
    if part.value < 1:
        # A billion and a half means half of a billion, unless the half has a scale of its own.
        if numeral.factor > 1 and (own := with_scale(text, part)) is not part:
            return numeral._replace(value=numeral.value + own.value, step=own.step, end=own.end)
        value, step = numeral.value + part.value * numeral.factor, part.step * numeral.factor
        mixed = numeral._replace(value=value, step=step, end=part.end)
        return mixed if numeral.factor > 1 else with_scale(text, mixed)
    if part.step < part.factor and part.factor < numeral.factor:
        return numeral._replace(value=numeral.value + part.value, step=part.step, end=part.end)
    return numeral
