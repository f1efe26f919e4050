"""Korean numerals: digits and Hangul with 십 백 천 만 억 조 경 in any mix, to exact values.

Every function reads at one position and looks ahead no further than the numeral itself, so that a
caller who moves on behind what was read stays linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from evals.quantities.model import exact

if TYPE_CHECKING:
    from collections.abc import Callable

    _Reader = Callable[[str, int, int | None], "KoreanNumeral | None"]

DIGITS = {char: value for value, chars in enumerate(("영공", *"일이삼사오육칠팔구")) for char in chars}
SMALL_SCALES = {"십": 10, "백": 100, "천": 1000}
BIG_SCALES = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
SCALES = SMALL_SCALES | BIG_SCALES
# 3조건 are three conditions, 28경기 games and 4경로 paths, though 건, 기가 and 로 may stand behind a scale.
_NO_SCALE = re.compile(r"조건|경기|경로")
NUMERAL_CHARS = "".join([*DIGITS, *SCALES])

# Arabic digits: thousands in threes, or plain; a fraction; an exponent. Longer runs than a quantity
# ever has are cut off, which keeps hostile digits from becoming slow big integers.
ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,6}(?![\d,]\d)|\d{1,40})(?:\.\d{1,40})?|\.\d{1,40}")
_GOES_ON = frozenset(NUMERAL_CHARS) | {"e", "E"}
"""What may stand right behind Arabic digits and belong to the number."""
_EXPONENT = re.compile(r"[eE][+-]?\d{1,3}(?![\dA-Za-z])")
_ONE = Fraction(1)
_LONGEST = 60
_GAP = re.compile(r" {0,2}")
# 20 만 개: what follows tells whether the scale is one.
_SCALE_APART = re.compile(f" [{''.join(SCALES)}]")
_SCALES_APART = re.compile(f"(?<=[0-9] )[{''.join(SCALES)}]{{1,3}}$")
_SCALES_MOST = 5
_POINT = re.compile(r" ?점 ?")
_AND = re.compile(r"[과와] ?")
_OVER = re.compile(r" ?분의 ?(?P<sign>마이너스 ?)?")


@dataclass(frozen=True, slots=True)
class KoreanNumeral:
    """An exact number and the place value of its last written digit; `end` is where it stops.

    `has_scale` says whether 십 to 경 were written, `factor` is the scale its last figures stand under.
    """

    value: Fraction
    step: Fraction
    end: int
    has_scale: bool = False
    factor: int = 1


class _Sum:
    """A numeral as far as it has been read: closed 만-sections, the open one, and a figure not yet placed.

    Values are plain integers as long as no decimal comes: most numerals have none, and integers are fast.
    """

    def __init__(self) -> None:
        self.total: Fraction | int = 0
        self.section: Fraction | int = 0
        self.figure: Fraction | int | None = None
        self.step: Fraction | int = 1
        self.figure_step: Fraction | int = 1
        self.last_small = 10**4
        self.last_big = 10**20
        self.factor = 1
        self.section_is_open = False
        self.is_arabic = False
        self.reads_rows = False

    @property
    def has_scale(self) -> bool:
        """Whether a scale has been read."""
        return bool(self.total or self.section)

    def place_figure(self, value: Fraction | int, step: Fraction | int) -> bool:
        """Take a figure; it must be smaller than the scale that stands before it."""
        limit = self.last_small if self.section_is_open else self.last_big
        if self.figure is not None or value >= limit:
            return False
        self.figure, self.figure_step, self.step, self.factor = value, step, step, 1
        return True

    def place_small(self, scale: int) -> bool:
        """Multiply the figure by 십, 백 or 천; scales descend inside a section."""
        if scale >= self.last_small:
            return False
        self.section += (1 if self.figure is None else self.figure) * scale
        self._scaled(scale)
        self.last_small, self.figure, self.section_is_open = scale, None, True
        return True

    def place_big(self, scale: int) -> bool:
        """Close the section with 만, 억, 조 or 경; these descend as well."""
        has_amount = self.section_is_open or self.figure is not None
        if scale >= self.last_big or (not has_amount and self.total):
            return False
        amount = self.section + (self.figure or 0) if has_amount else 1
        self.total += amount * scale
        self._scaled(scale)
        self.last_big, self.last_small = scale, 10**4
        self.section, self.figure, self.section_is_open = 0, None, False
        return True

    def _scaled(self, scale: int) -> None:
        self.step = (self.figure_step if self.figure is not None else self.step) * scale
        self.factor = scale if self.figure is not None else self.factor * scale
        self.figure_step = 1

    def numeral(self, end: int) -> KoreanNumeral:
        """Return the number as it stands."""
        value = self.total + self.section + (self.figure or 0)
        return KoreanNumeral(exact(value), exact(self.step), end, self.has_scale, self.factor)


def arabic_value(digits: str) -> tuple[Fraction, Fraction]:
    """Return the value of Arabic digits and the place value of the last one."""
    whole, _, decimals = digits.replace(",", "").partition(".")
    if not decimals:
        return Fraction(int(whole)), _ONE
    parts = 10 ** len(decimals)
    return Fraction(int(whole + decimals), parts), Fraction(1, parts)


def read_arabic(text: str, start: int) -> KoreanNumeral | None:
    """Read digits without a scale: `1,200`, `0.5`, `.08`, `1e10`."""
    match = ARABIC.match(text, start)
    if not match:
        return None
    value, step = arabic_value(match.group())
    exponent = _EXPONENT.match(text, match.end())
    if not exponent:
        return KoreanNumeral(value, step, match.end())
    factor = Fraction(10) ** max(-100, min(100, int(exponent.group()[1:])))
    return KoreanNumeral(value * factor, step * factor, exponent.end())


def read_mixed(text: str, start: int, limit: int | None = None, *, rows: bool = False) -> KoreanNumeral | None:
    """Read the longest numeral at `start`: `1억 2천만`, `3만5천`, `100백만`, `이십만 이천`, `1 억 2 천만`.

    Args:
        text: The text, with full-width digits already made plain.
        start: Where the numeral starts.
        limit: Where to stop at the latest.
        rows: Whether to take Hangul digits in a row for one figure (`영영칠`), as no sentence does.
    """
    plain = ARABIC.match(text, start) if limit is None else None
    if plain and text[plain.end() : plain.end() + 1] not in _GOES_ON and not _SCALE_APART.match(text, plain.end()):
        return KoreanNumeral(*arabic_value(plain.group()), plain.end())
    limit = len(text) if limit is None else limit
    state = _Sum()
    state.reads_rows = rows
    position = end = start
    while position < limit:
        if end > start and text[position] == " ":
            is_apart = text[end - 1].isdecimal() and _SCALE_APART.match(text, position, limit) is not None
            after_gap = _GAP.match(text, position, limit)
            position = after_gap.end() if after_gap else position
            is_over = not state.has_scale or position >= limit or text[position] in BIG_SCALES
            if is_over and not is_apart:
                break
        taken = _take(text, position, limit, state)
        if taken is None:
            break
        position = end = taken
    return state.numeral(end) if end > start else None


def _take(text: str, position: int, limit: int, state: _Sum) -> int | None:
    """Feed the token at `position` to `state`; return where it ends, None when it does not fit."""
    char = text[position]
    if char in SMALL_SCALES:
        return position + 1 if state.place_small(SMALL_SCALES[char]) else None
    if char in BIG_SCALES:
        if _NO_SCALE.match(text, position):
            return None
        return position + 1 if state.place_big(BIG_SCALES[char]) else None
    if char in DIGITS:
        return _take_hangul_digits(text, position, limit, state)
    return _take_arabic(text, position, limit, state)


def _take_arabic(text: str, position: int, limit: int, state: _Sum) -> int | None:
    digits = ARABIC.match(text, position, limit)
    if not digits:
        return None
    state.is_arabic = state.is_arabic or not state.has_scale
    end = digits.end()
    if digits.group().isdigit() and text[end : end + 1] not in ("e", "E"):
        return end if state.place_figure(int(digits.group()), 1) else None
    arabic = read_arabic(text, position)
    if arabic is None or arabic.end > limit:
        return None
    return arabic.end if state.place_figure(arabic.value, arabic.step) else None


def _take_hangul_digits(text: str, position: int, limit: int, state: _Sum) -> int | None:
    end = position + 1
    value = DIGITS[text[position]]
    if state.is_arabic and text[end : end + 1] not in SCALES:
        return None  # behind 3만 or 1200 a lone 이 is a particle
    while state.reads_rows and end < limit and text[end] in DIGITS and not state.has_scale:
        value = value * 10 + DIGITS[text[end]]
        end += 1
    return end if state.place_figure(Fraction(value), Fraction(1)) else None


def scales_apart(text: str, end: int) -> str:
    """Return the scales before `end` that a space parts from their figures: `20 만`, `5 천만`; "" where none are."""
    apart = _SCALES_APART.search(text, max(0, end - _SCALES_MOST), end)
    return apart[0] if apart else ""


def read_hangul(text: str, start: int, limit: int | None = None, *, rows: bool = False) -> KoreanNumeral | None:
    """Read a numeral that may go on behind 점: `삼점사`, `십이 점 일구오`, `이백점 영삼`."""
    limit = len(text) if limit is None else limit
    integer = read_mixed(text, start, limit, rows=rows)
    point = integer and _POINT.match(text, integer.end, limit)
    if not integer or not point or text[integer.end - 1] not in NUMERAL_CHARS:
        return integer and _with_native(text, integer, limit)
    end = point.end()
    while end < limit and text[end] in DIGITS:
        end += 1
    digits = "".join(str(DIGITS[char]) for char in text[point.end() : end])
    if not digits:
        return integer
    step = Fraction(1, 10 ** len(digits))
    return KoreanNumeral(integer.value + int(digits) * step, step, end)


def read_fraction(text: str, start: int, limit: int | None = None) -> KoreanNumeral | None:
    """Read `3분의 1`, `삼십오분의 일백` or `일과 이분의 일`; None when it is no fraction."""
    if text.find("분의", start, start + _LONGEST) < 0:
        return None
    whole = read_hangul(text, start, limit)
    joint = whole and _AND.match(text, whole.end)
    if whole and joint:
        part = _read_simple_fraction(text, joint.end(), limit)
        return part and KoreanNumeral(whole.value + part.value, part.step, part.end)
    return _read_simple_fraction(text, start, limit)


def _read_simple_fraction(text: str, start: int, limit: int | None) -> KoreanNumeral | None:
    below = read_hangul(text, start, limit)
    over = below and _OVER.match(text, below.end)
    above = over and read_hangul(text, over.end(), limit)
    if not below or not over or not above or not below.value:
        return None
    if above.value > below.value and text[above.end - 1] == "만":
        above = read_hangul(text, over.end(), above.end - 1) or above  # 3분의 1만, only a third
    value = above.value / below.value
    return KoreanNumeral(-value if over["sign"] else value, 1 / below.value, above.end)


def longest(text: str, first: int, read: _Reader, accepts: Callable[[int], bool]) -> KoreanNumeral | None:
    """Return the longest numeral whose end is accepted: 삼분의 일 in 삼분의 일이다, 3 in 3조각."""
    numeral = read(text, first, None)
    while numeral is not None and not accepts(numeral.end):
        limit = numeral.end - 1
        numeral = read(text, first, limit) if limit > first else None
    return numeral


_TENS = dict(
    zip(
        ("열", "스물", "스무", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"),
        (10, 20, 20, 30, 40, 50, 60, 70, 80, 90),
        strict=True,
    )
)
_ONES = {
    **dict.fromkeys(("하나", "한"), 1),
    **dict.fromkeys(("둘", "두"), 2),
    **dict.fromkeys(("셋", "세", "석", "서"), 3),
    **dict.fromkeys(("넷", "네", "넉", "너"), 4),
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}
_NATIVE = re.compile(
    rf"(?P<tens>{'|'.join(_TENS)})?(?P<ones>{'|'.join(sorted(_ONES, key=len, reverse=True))})?",
)


def read_native(text: str, start: int) -> KoreanNumeral | None:
    """Read a native numeral from 하나 to 아흔아홉, in the form for counting as well: `두`, `스무`, `쉰`."""
    match = _NATIVE.match(text, start)
    if not match or not match.group():
        return None
    tens, ones = match["tens"], match["ones"]
    return KoreanNumeral(Fraction(_TENS.get(tens, 0) + _ONES.get(ones, 0)), Fraction(1), match.end())


def _with_native(text: str, tens: KoreanNumeral, limit: int) -> KoreanNumeral:
    """Add the native ones that may follow 십, 백 or 천: `십하나`, `백스물셋`; 백두 alone is a name."""
    room = SMALL_SCALES.get(text[tens.end - 1], 0)
    match = _NATIVE.match(text, tens.end, limit) if room else None
    if not match or (len(match[0]) <= 1 and match[0] not in {"둘", "셋", "넷"}):
        return tens
    value = _TENS.get(match["tens"], 0) + _ONES.get(match["ones"], 0)
    return KoreanNumeral(tens.value + value, Fraction(1), match.end(), has_scale=True) if value < room else tens
