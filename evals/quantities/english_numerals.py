"""English numerals: figures, words and fractions, to exact values.

Every function reads at one position and looks ahead no further than the numeral itself, so that a
caller who moves on behind what was read stays linear. Texts are unfolded from LaTeX before.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction

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
_PLURAL_SCALES = {f"{word}s": scale for word, scale in SCALES.items()}
_DOZENS = frozenset({"dozen", "dozens"})
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

_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
_DENOMINATORS = {word: value for value, word in enumerate(_ORDINALS, start=3)}
_DENOMINATORS |= {f"{word[:-1]}ieth": SMALL[word] for word in _TENS}
_DENOMINATORS |= {f"{word}th": SCALES[word] for word in ("hundred", "thousand", "million", "billion", "trillion")}
_DENOMINATORS |= {"half": 2, "quarter": 4}
_PLURAL_DENOMINATORS = {f"{word}s": value for word, value in _DENOMINATORS.items()} | {"halves": 2, "firsts": 1}
_ALL_DENOMINATORS = _DENOMINATORS | _PLURAL_DENOMINATORS

# Longer runs than a quantity ever has are cut off: hostile digits must not become slow big integers.
_FIGURES = re.compile(r"\d{1,3}(?:(?:,|\{,\}|\\,)\d{3}){1,9}(?!\d)(?:\.\d{1,40})?|\d{1,40}(?:\.\d{1,40})?|\.\d{1,40}")
_NO_FIGURE = re.compile(r"[^\d.]+")
_EXPONENT = re.compile(r"[eE]([+-]?\d{1,3})(?![\w.])")
_POWER = re.compile(r"\^\s?\{?\s?(-{0,2}\+?\d{1,3})\s?\}?(?!\w)|([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")
_TEN_TO_THE = re.compile(r"\s?[x×·*]\s{0,7}10(?=\^|[⁻⁺⁰¹²³⁴-⁹])")
_LETTER = re.compile(r"(?:([KkMBTGb]|bn|mn)|\s(k))(?![\w^])")
_SLASH = re.compile(r"/(\d{1,9})(?![\d/]|\.\d|[\w%]|-[A-Za-z])")
_MIXED = re.compile(r"\s{1,2}(\d{1,4})/(\d{1,4})(?![\w/%.])")
_WORD = re.compile(r"(?:\s{1,2}|-)([A-Za-z]{2,12})(?![\w])")
_FIRST_WORD = re.compile(r"[A-Za-z]{1,12}(?!\w)")
_AND_WORDS = re.compile(r"\s{1,2}and\s{1,2}(?=[A-Za-z])")
_AND = re.compile(r"\s{1,2}and(?=\s)")
_AND_FIGURES = re.compile(r"\s{1,2}and\s{1,2}(\d{1,2})(?![\w.,])")
_SCALED = re.compile(r"\s{1,2}(?:of\s{1,2})?an?(?=\s)")
_POINT = re.compile(r"\s{1,2}point(?=\s)")
_TO_DENOMINATOR = re.compile(r"(?:\s?-\s?|\s{1,2})([A-Za-z]{4,12})(?!\w)")
_OVER = re.compile(r"\s{1,2}over\s{1,2}(?=[\da-zA-Z])")
_CLAUSE_END = re.compile(r"\s{0,2}(?:[.;:!?](?!\d)|$)")

MOST = 10**30


@dataclass(frozen=True, slots=True)
class Numeral:
    """An exact number and the place value of its last written figure.

    `factor` is the scale its figures stand under (8 billion, 8B), 1 without one; `is_spelled` says that it
    begins with a word; `letter` is the letter that scales it.
    """

    value: Fraction
    step: Fraction
    end: int
    factor: int = 1
    is_spelled: bool = False
    letter: str = ""


STARTERS = frozenset({*SMALL, *SCALES, "dozen", "a", "an", "half"})
"""The words a numeral in words may begin with."""


def read_figures(text: str, at: int) -> Numeral | None:
    """Read a numeral that begins with a digit, a decimal point or a fraction sign such as ¾."""
    if unicodedata.category(text[at]) == "No":
        value = Fraction(str(unicodedata.numeric(text[at]))).limit_denominator(10)
        return Numeral(value, value, at + 1)
    match = _FIGURES.match(text, at)
    if match is None or text[match.end() : match.end() + 1].isdecimal():
        return None
    figures = _NO_FIGURE.sub("", match[0])
    numeral = Numeral(Fraction(figures), Fraction(1, 10 ** len(figures.partition(".")[2])), match.end())
    numeral = _powered(text, numeral)
    if letter := _LETTER.match(text, numeral.end):
        sign = letter[1] or letter[2]
        if sign != "G" or "." in figures:
            return _times(replace(numeral, end=letter.end(), letter=sign), LETTERS[sign])
    if numeral.end == match.end() and "." not in figures and (fraction := _fraction_of_figures(text, numeral)):
        return fraction
    return _with_words(text, numeral)


def read_words(text: str, at: int, *, joins_and: bool = True) -> Numeral | None:
    """Read a numeral that begins with a word; `joins_and` is false where "and" parts two numbers (between)."""
    first = _FIRST_WORD.match(text, at)
    if first is None:
        return None
    word = first[0].lower()
    start = Numeral(Fraction(1), Fraction(1), at, is_spelled=True)
    if word in {"a", "an", "half"}:
        return _after_article(text, first.end(), start) if word != "half" else _half(text, first.end(), start)
    if word not in SMALL and word not in SCALES and word not in _DOZENS:
        return None
    numeral = _sum(text, start, at, joins_and=joins_and)
    return numeral and _with_fraction(text, numeral, joins_and=joins_and)


def _half(text: str, end: int, start: Numeral) -> Numeral | None:
    half = replace(start, value=Fraction(1, 2), step=Fraction(1, 2), end=end)
    return _of_a_scale(text, half) or half


def _after_article(text: str, end: int, start: Numeral) -> Numeral | None:
    word = _WORD.match(text, end)
    if word is None:
        return None
    name = word[1].lower()
    if name == "couple":
        return replace(start, value=Fraction(2), end=word.end())
    if name in _DENOMINATORS:
        share = Fraction(1, _DENOMINATORS[name])
        return replace(start, value=share, step=share, end=word.end())
    if name in SCALES or name in _DOZENS:
        numeral = _sum(text, start, word.start(1), joins_and=True)
        return numeral and _with_fraction(text, numeral, joins_and=True)
    return None


def _times(numeral: Numeral, scale: int) -> Numeral:
    return replace(numeral, value=numeral.value * scale, step=numeral.step * scale, factor=numeral.factor * scale)


def _powered(text: str, numeral: Numeral) -> Numeral:
    if match := _EXPONENT.match(text, numeral.end):
        ten = Fraction(10) ** int(match[1])
        return replace(numeral, value=numeral.value * ten, step=numeral.step * ten, end=match.end())
    if (ten_to := _TEN_TO_THE.match(text, numeral.end)) and (power := _POWER.match(text, ten_to.end())):
        ten = Fraction(10) ** _exponent(power)
        return replace(numeral, value=numeral.value * ten, step=numeral.step * ten, end=power.end())
    power = _POWER.match(text, numeral.end)
    if power is None or not numeral.value or numeral.end - power.start() > 12:
        return numeral
    value = numeral.value ** _exponent(power) if numeral.value < 10**6 else numeral.value
    return replace(numeral, value=value, step=value if numeral.value == 10 else numeral.step, end=power.end())


def _exponent(power: re.Match[str]) -> int:
    if power[1] is not None:
        return int(power[1].replace("--", ""))
    sign = -1 if power[2][0] == "⁻" else 1
    return sign * int("".join(str(unicodedata.digit(char)) for char in power[2] if char not in "⁻⁺"))


def _fraction_of_figures(text: str, numeral: Numeral) -> Numeral | None:
    if (match := _SLASH.match(text, numeral.end)) and int(match[1]):
        value = numeral.value / int(match[1])
        return replace(numeral, value=value, step=Fraction(1, int(match[1])), end=match.end())
    if (match := _MIXED.match(text, numeral.end)) and int(match[1]) < int(match[2]):
        value = numeral.value + Fraction(int(match[1]), int(match[2]))
        return replace(numeral, value=value, step=Fraction(1, int(match[2])), end=match.end())
    return None


def _with_words(text: str, numeral: Numeral) -> Numeral:
    """Add the scale words and the fraction that follow figures: 3 hundred and 21, 5 million and a half."""
    word = _WORD.match(text, numeral.end)
    if word is not None and _scale(word[1]) is not None:
        numeral = _sum(text, numeral, numeral.end, joins_and=False) or numeral
        if word[1].lower() == "hundred" and (tail := _AND_FIGURES.match(text, numeral.end)):
            numeral = replace(numeral, value=numeral.value + int(tail[1]), end=tail.end())
    return _with_fraction(text, numeral, joins_and=numeral.factor > 1)


def _scale(word: str) -> int | None:
    word = word.lower()
    return SCALES.get(word) or _PLURAL_SCALES.get(word) or (12 if word in _DOZENS else None)


class _Sum:
    """A numeral in words as far as it has been read.

    `room` bounds what may be added to the open group: below 100 after a hundred, below 10 after twenty.
    """

    def __init__(self, group: Fraction | None, step: Fraction) -> None:
        self.total = Fraction(0)
        self.group = group
        self.step = step
        self.factor = 1
        self.last_scale = MOST
        self.room = 0 if group is not None else 1000
        self.has_figures = group is not None
        self.is_closed = False

    @property
    def value(self) -> Fraction:
        return self.total + (self.group or 0)

    def take(self, word: str) -> bool:
        """Add a word, or say that it begins something else."""
        if self.is_closed:
            return False
        if word in SMALL:
            return self._add(SMALL[word])
        if word in _DOZENS:
            return self._dozen()
        scale = SCALES.get(word) or _PLURAL_SCALES.get(word)
        if scale is None:
            return False
        return self._hundred() if scale == 100 else self._scale(scale)

    def _add(self, small: int) -> bool:
        if small >= self.room or (small == 0 and self.group is not None):
            return False
        self.group = (self.group or Fraction(0)) + small
        self.room = 10 if small >= 20 else 0
        self.step, self.factor = Fraction(1), 1
        return True

    def _hundred(self) -> bool:
        group = Fraction(1) if self.group is None and not self.total else self.group
        # Figures come with any group (322 hundred); words count hundreds up to 99.
        if group is None or not 0 < group < 1000 or (group >= 100 and not self.has_figures):
            return False
        self.group, self.room = group * 100, 100
        return True

    def _scale(self, scale: int) -> bool:
        if self.group is None and self.total:
            # Scales that touch multiply: two hundred thousand million.
            self.total, self.step, self.factor = self.total * scale, self.step * scale, self.factor * scale
            return self.total < MOST
        group = Fraction(1) if self.group is None else self.group
        if scale >= self.last_scale:
            return False
        self.total += group * scale
        self.step, self.factor = self.step * scale, self.factor * scale
        self.group, self.last_scale, self.room = None, scale, 1000
        return True

    def _dozen(self) -> bool:
        self.total = (self.value or Fraction(1)) * 12
        self.step, self.group, self.is_closed = self.step * 12, None, True
        return True


def _sum(text: str, start: Numeral, at: int, *, joins_and: bool) -> Numeral | None:
    """Read words at `at` on top of `start`, whose figures are taken over when they end there."""
    has_figures = start.end == at and not start.is_spelled
    total = _Sum(start.value if has_figures else None, start.step)
    end = at
    match = _WORD.match(text, at) if has_figures else _FIRST_WORD.match(text, at)
    while match is not None and total.take(match[match.lastindex or 0].lower()):
        end = match.end()
        match = _WORD.match(text, end)
        joint = _AND.match(text, end) if joins_and else None
        if joint is not None and total.room:
            match = _joined(text, joint.end()) or match
    if end == at:
        return None
    return _with_decimals(text, replace(start, value=total.value, step=total.step, factor=total.factor, end=end))


def _joined(text: str, at: int) -> re.Match[str] | None:
    """Return the number word that "and" adds, unless it is the top of a fraction (one hundred and three quarters)."""
    word = _WORD.match(text, at)
    small = SMALL.get(word[1].lower()) if word else None
    if word is None or small is None:
        return None
    below = _TO_DENOMINATOR.match(text, word.end()) if small < 20 else None
    return None if below and below[1].lower() in _ALL_DENOMINATORS else word


def _with_decimals(text: str, numeral: Numeral) -> Numeral:
    """Read on after "point": two point two million, nought point nought three."""
    point = _POINT.match(text, numeral.end) if numeral.factor == 1 else None
    digits, end = "", point.end() if point else 0
    while point and len(digits) < 40 and (word := _WORD.match(text, end)) and word[1].lower() in SMALL:
        digits += str(SMALL[word[1].lower()])
        end = word.end()
    if not digits:
        return numeral
    unit = Fraction(1, 10 ** len(digits))
    decimal = replace(numeral, value=numeral.value + int(digits) * unit, step=unit, end=end)
    word = _WORD.match(text, end)
    scale = SCALES.get(word[1].lower()) if word else None
    return replace(_times(decimal, scale), end=word.end()) if word and scale else decimal


def _with_fraction(text: str, numeral: Numeral, *, joins_and: bool) -> Numeral:
    """Read the fraction in or behind a numeral: two thirds, five and a quarter, one million and a half."""
    if share := _share(text, numeral):
        return _of_a_scale(text, share) or share
    joint = _AND_WORDS.match(text, numeral.end) if joins_and else None
    part = read_words(text, joint.end(), joins_and=False) if joint else None
    if part is None:
        return _divided(text, numeral) or numeral
    if part.value < 1:
        # A billion and a half means half of a billion, unless the half has a scale of its own.
        if numeral.factor > 1 and (own := _scaled(text, part)) is not part:
            return replace(numeral, value=numeral.value + own.value, step=own.step, end=own.end)
        value, step = numeral.value + part.value * numeral.factor, part.step * numeral.factor
        mixed = replace(numeral, value=value, step=step, end=part.end)
        return mixed if numeral.factor > 1 else _scaled(text, mixed)
    if part.step < part.factor and part.factor < numeral.factor:
        return replace(numeral, value=numeral.value + part.value, step=part.step, end=part.end)
    return numeral


def _scaled(text: str, numeral: Numeral) -> Numeral:
    word = _WORD.match(text, numeral.end)
    scale = SCALES.get(word[1].lower()) if word else None
    return replace(_times(numeral, scale), end=word.end()) if word and scale else numeral


def _share(text: str, numeral: Numeral) -> Numeral | None:
    """Read the denominator of a fraction in words, in the singular only under one (one third)."""
    word = _TO_DENOMINATOR.match(text, numeral.end)
    if word is None or numeral.value.denominator != 1 or not numeral.is_spelled:
        return None
    name = word[1].lower()
    below = _PLURAL_DENOMINATORS.get(name) or (_DENOMINATORS.get(name) if numeral.value == 1 else None)
    end = word.end()
    if name in SMALL and SMALL[name] >= 20 and (unit := _TO_DENOMINATOR.match(text, end)):
        ordinal = _PLURAL_DENOMINATORS.get(unit[1].lower(), 0)
        below, end = (SMALL[name] + ordinal, unit.end()) if 0 < ordinal < 10 else (None, end)
    if not below or below == 1:
        return None
    return replace(numeral, value=numeral.value / below, step=Fraction(1, below), end=end)


def _of_a_scale(text: str, share: Numeral) -> Numeral | None:
    """Read the scale a fraction is taken of: half a million, half million, two thirds of a million."""
    joint = _SCALED.match(text, share.end)
    word = _WORD.match(text, joint.end() if joint else share.end)
    scale = SCALES.get(word[1].lower()) if word else None
    return replace(_times(share, scale), end=word.end()) if word and scale else None


def _divided(text: str, numeral: Numeral) -> Numeral | None:
    """Read `one over three` where the clause ends behind it; elsewhere "over" compares."""
    joint = _OVER.match(text, numeral.end) if numeral.value.denominator == 1 else None
    if joint is None:
        return None
    at = joint.end()
    if text[at].isdecimal():
        figures = _FIGURES.match(text, at)
        below, end = (Fraction(figures[0]), figures.end()) if figures and figures[0].isdecimal() else (Fraction(0), at)
    else:
        word = _FIRST_WORD.match(text, at)
        inner = _sum(text, Numeral(Fraction(1), Fraction(1), at, is_spelled=True), at, joins_and=True) if word else None
        below, end = (inner.value, inner.end) if inner else (Fraction(0), at)
    if not below or not _CLAUSE_END.match(text, end):
        return None
    return replace(numeral, value=numeral.value / below, step=1 / below, end=end)
