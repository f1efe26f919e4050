"""Writing an exact number the Korean way: 80억, 1.5조, 32만 5,800."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from evals.quantities.english import read_english

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.quantities.model import Quantity

_UNITS = ((10**16, "경"), (10**12, "조"), (10**8, "억"), (10**4, "만"))


def korean_number(value: Fraction) -> str:
    """Return `value` as Korean prose writes it, exact to the last digit.

    One large unit with at most two decimals where that is the whole value (`80억`, `39.6억`), else the large
    units one after the other (`32만 5,800`); numbers below 10,000 and broken ones in digits.
    """
    if value < 0:
        return f"-{korean_number(-value)}"
    if value < 10**4 or value.denominator != 1:
        return decimal(value)
    for scale, name in _UNITS:
        figure = Fraction(value, scale)
        if figure >= 1 and (figure.denominator == 1 or (scale > 10**4 and (figure * 100).denominator == 1)):
            return f"{decimal(figure)}{name}"
        if figure >= 1:
            whole = int(figure)
            return f"{whole:,}{name} {korean_number(value - whole * scale)}"
    return decimal(value)


_LETTERS = {"K": 10**3, "k": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_NATIVE = dict(enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열".split(), start=1))
_ALONE = {"한": "하나", "두": "둘", "세": "셋", "네": "넷"}


def in_the_manner_of(written: str, value: Fraction) -> str:
    """Return `value` written as `written` is: in native words (세 → 네), with large units, a letter, or in digits."""
    if letter := scale_letter(written):
        return f"{decimal(value / _LETTERS[letter])}{letter}"
    native = _NATIVE.get(int(value)) if value.denominator == 1 else None
    if native and not any(char.isdigit() for char in written):
        return native
    return korean_number(value) if any(name in written for _, name in _UNITS) else decimal(value)


def standing_alone(numeral: str) -> str:
    """Return a numeral as it stands without the thing it counts: 네 in 네 가지 is 넷."""
    return _ALONE.get(numeral, numeral)


def scale_letter(written: str) -> str | None:
    """Return the letter that scales a number in digits, as B scales 8B; None for any other spelling."""
    letter = written[-1:]
    return letter if letter in _LETTERS and written[0].isdigit() else None


def decimal(value: Fraction) -> str:
    """Return `value` in digits with thousands set off; a value without a finite decimal as `n/d`."""
    denominator = value.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    scaled = abs(value.numerator) * 10**places // value.denominator
    whole, rest = divmod(scaled, 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:0{places}d}" if places else "")


_LARGE = 10**4
_NOUNS = {"parameter": " 파라미터", "times": " 배", "token": " 토큰"}


def conversions(texts: Iterable[str]) -> tuple[str, ...]:
    """Return lines such as `8B = 80억`, one for every different large number of English texts, in order.

    Small numbers are left out: they are the same in both languages, and a model that may copy needs no table.
    """
    lines: dict[str, None] = {}
    for text in texts:
        for quantity in read_english(text):
            for number in quantity.ends or (quantity,):
                if number.value is not None and number.value >= _LARGE and number.value.denominator == 1:
                    lines[_line(number, quantity)] = None
    return tuple(lines)


def _line(number: Quantity, whole: Quantity) -> str:
    english = " ".join(number.text.split())
    return f"{english} = {korean_number(number.value or number.step)}{_noun(number, whole)}"


def _noun(number: Quantity, whole: Quantity) -> str:
    """Return the Korean noun where the text itself has one: a B alone is as often the size of a corpus."""
    named = next((one.unit for one in (number, whole) if one.numeral_end or one.is_name_size), None)
    return _NOUNS.get(named or "", "")
