"""English number words, and what a row of them adds up to."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = {word: value for value, word in enumerate(_ONES)}
SMALL |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
SMALL |= {"nought": 0, "naught": 0, "nil": 0, "fourty": 40}
SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "mn": 10**6,
    "bn": 10**9,
    "lakh": 10**5,
    "lac": 10**5,
    "lkh": 10**5,
    "crore": 10**7,
    "cr": 10**7,
}
_DOZENS = frozenset({"dozen", "dozens"})
_SCALE_WORDS = SCALES | {f"{word}s": scale for word, scale in SCALES.items()}

_SMALL_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth"
).split()
ORDINALS = dict(zip(_SMALL_ORDINALS, _ONES[3:], strict=True)) | {"first": "one"}
ORDINALS |= {f"{word[:-1]}ieth": word for word in _TENS}
ORDINALS |= {f"{word}th": word for word in ("hundred", "thousand", "million", "billion", "trillion")}
"""Ordinals that part a whole, to the number they are made from; `second` is a time."""

STARTERS = frozenset({*SMALL, *SCALES, "dozen", "a", "an", "half"})
"""The words a numeral in words may begin with."""

WORD = re.compile(r"(?:\s{1,2}|-)([A-Za-z]{2,12})(?!\w)")
"""The next word of a numeral, with the space or the hyphen before it."""

FIRST_WORD = re.compile(r"[A-Za-z]{1,12}(?!\w)")
_AND = re.compile(r"\s{1,2}and(?=\s)")
_COMMA = re.compile(r",\s{1,2}(?:and\s{1,2})?(?=[A-Za-z])")
_POINT = re.compile(r"\s{1,2}point(?=\s)")
NEXT_WORD = re.compile(r"(\s?-\s?|\s{1,2})([A-Za-z]{3,12})(?!\w)")
"""The next word of a fraction, with what stands before it."""

_DIGIT_WORDS = "|".join(_ONES[1:10])
_ROW = re.compile(
    rf"({_DIGIT_WORDS})\s({'|'.join(_TENS)})[\s-]({_DIGIT_WORDS})(?!\w|-|\s(?:{'|'.join(SCALES)}|[a-z]{{2,9}}(?:th|rd)s?)\b)",
    re.IGNORECASE,
)
_MOST = 10**30
_LEAST_GROUP = 1000
_LEAST_IN_GROUP = 100


class EnglishNumeral(NamedTuple):
    """An exact number and the place value of its last written figure.

    `factor` is the scale its figures stand under (8 billion, 8B), 1 without one; `is_spelled` says that it
    begins with a word; `letter` is the letter that scales it. Whole numbers are plain integers, which are fast.
    """

    value: Fraction | int
    step: Fraction | int
    end: int
    factor: int = 1
    is_spelled: bool = False
    letter: str = ""


def scale_of(word: str) -> int | None:
    """Return what a word multiplies by, dozens included; None for another word."""
    word = word.lower()
    return _SCALE_WORDS.get(word) or (12 if word in _DOZENS else None)


def scaled(numeral: EnglishNumeral, scale: int) -> EnglishNumeral:
    """Return the numeral times a scale."""
    return numeral._replace(value=numeral.value * scale, step=numeral.step * scale, factor=numeral.factor * scale)


class _Sum:
    """A numeral in words as far as it has been read.

    `room` bounds what may be added to the open group: below 100 after a hundred, below 10 after twenty.
    """

    def __init__(self, group: Fraction | int | None, step: Fraction | int) -> None:
        self.total: Fraction | int = 0
        self.group = group
        self.step = step
        self.factor = 1
        self.last_scale = _MOST
        self.room = 0 if group is not None else 1000
        self.has_figures = group is not None
        self.is_closed = False

    @property
    def value(self) -> Fraction | int:
        return self.total + (self.group or 0)

    def take(self, word: str) -> bool:
        """Add a word, or say that it begins something else."""
        if self.is_closed:
            return False
        if word in SMALL:
            return self._add(SMALL[word])
        if word in _DOZENS:
            return self._dozen()
        scale = _SCALE_WORDS.get(word)
        if scale is None:
            return False
        return self._hundred() if scale == 100 else self._scale(scale)

    def _add(self, small: int) -> bool:
        if small >= self.room or (small == 0 and self.group is not None):
            return False
        self.group = (self.group or 0) + small
        self.room = 10 if small >= 20 else 0
        self.step, self.factor = 1, 1
        return True

    def _hundred(self) -> bool:
        group = 1 if self.group is None and not self.total else self.group
        # Figures come with any group (322 hundred); words count hundreds up to 99.
        if group is None or not 0 < group < 1000 or (group >= 100 and not self.has_figures):
            return False
        self.group, self.room = group * 100, 100
        return True

    def _scale(self, scale: int) -> bool:
        if self.group is None and self.total:
            # Scales that touch multiply: two hundred thousand million.
            self.total, self.step, self.factor = self.total * scale, self.step * scale, self.factor * scale
            return self.total < _MOST
        group = 1 if self.group is None else self.group
        if scale >= self.last_scale:
            return False
        self.total += group * scale
        self.step, self.factor = self.step * scale, self.factor * scale
        self.group, self.last_scale, self.room = None, scale, 1000
        return True

    def _dozen(self) -> bool:
        self.total = (self.value or 1) * 12
        self.step, self.group, self.is_closed = self.step * 12, None, True
        return True


def sum_of(words: Sequence[str]) -> int | None:
    """Return what the words add up to when all of them together are one number."""
    total = _Sum(None, 1)
    return int(total.value) if all(total.take(word) for word in words) else None


def read_sum(text: str, start: EnglishNumeral, at: int, *, joins_and: bool) -> EnglishNumeral | None:
    """Read words at `at` on top of `start`, whose figures are taken over when they end there."""
    has_figures = start.end == at and not start.is_spelled
    if not has_figures and (row := _read_row(text, start, at)):
        return row
    total = _Sum(start.value if has_figures else None, start.step)
    end = at
    match = WORD.match(text, at) if has_figures else FIRST_WORD.match(text, at)
    while match is not None and total.take(match[match.lastindex or 0].lower()):
        end = match.end()
        match = WORD.match(text, end)
        joint = _AND.match(text, end) if joins_and else None
        if joint is not None and total.room:
            match = _joined(text, joint.end()) or match
    if end == at:
        return None
    return _with_decimals(text, start._replace(value=total.value, step=total.step, factor=total.factor, end=end))


def _read_row(text: str, start: EnglishNumeral, at: int) -> EnglishNumeral | None:
    """Read `one twenty two`, which leaves the hundred unsaid."""
    row = _ROW.match(text, at)
    if row is None:
        return None
    hundreds, tens, ones = (SMALL[word.lower()] for word in row.groups())
    return start._replace(value=100 * hundreds + tens + ones, end=row.end())


def _joined(text: str, at: int) -> re.Match[str] | None:
    """Return the number word that "and" adds, unless it is the top of a fraction (one hundred and three quarters)."""
    word = WORD.match(text, at)
    small = SMALL.get(word[1].lower()) if word else None
    if word is None or small is None:
        return None
    below = NEXT_WORD.match(text, word.end()) if small < 20 else None
    return None if below and parts(below[2]) else word


def with_groups(text: str, numeral: EnglishNumeral) -> EnglishNumeral:
    """Read on behind commas between groups: two million, five hundred thousand, three hundred and six."""
    # A number of less than a hundred is another one, in a list: one thousand, two.
    while numeral.factor >= _LEAST_GROUP and (comma := _COMMA.match(text, numeral.end)):
        group = read_sum(text, numeral._replace(end=-1), comma.end(), joins_and=True)
        if group is None or not _LEAST_IN_GROUP <= group.value < numeral.factor:
            break
        numeral = group._replace(value=numeral.value + group.value)
    return numeral


def parts(word: str) -> bool:
    """Return whether a word may say what a whole is parted into: half, quarters, fifth."""
    name = word.lower().removesuffix("s")
    return name in ORDINALS or name in {"half", "halve", "quarter"}


def _with_decimals(text: str, numeral: EnglishNumeral) -> EnglishNumeral:
    """Read on after "point": two point two million, nought point nought three."""
    point = _POINT.match(text, numeral.end) if numeral.factor == 1 else None
    digits, end = "", point.end() if point else 0
    while point and len(digits) < 40 and (word := WORD.match(text, end)) and word[1].lower() in SMALL:
        digits += str(SMALL[word[1].lower()])
        end = word.end()
    if not digits:
        return numeral
    unit = Fraction(1, 10 ** len(digits))
    return with_scale(text, numeral._replace(value=numeral.value + int(digits) * unit, step=unit, end=end))


def with_scale(text: str, numeral: EnglishNumeral, at: int | None = None) -> EnglishNumeral:
    """Return the numeral times the scale word behind it, or at `at`, if there is one."""
    word = WORD.match(text, numeral.end if at is None else at)
    scale = SCALES.get(word[1].lower()) if word else None
    return scaled(numeral, scale)._replace(end=word.end()) if word and scale else numeral
