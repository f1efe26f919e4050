"""Korean numbers in letters: which runs of 일 이 삼 and 하나 둘 셋 count something, and which are words."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from evals.quantities import korean_words as words
from evals.quantities.korean_numerals import (
    DIGITS,
    NUMERAL_CHARS,
    SCALES,
    KoreanNumeral,
    longest,
    read_fraction,
    read_hangul,
    read_mixed,
    read_native,
)
from evals.quantities.korean_phrase import has_counter_or_unit, has_noun, quantity_at, unit_at

if TYPE_CHECKING:
    from evals.quantities.model import Quantity

_UP_TO_NINE = "둘|셋|넷|다섯|여섯|일곱|여덟|아홉"
_ONE_OF = re.compile(rf"(?P<whole>{_UP_TO_NINE}|열) 중 (?P<part>하나|{_UP_TO_NINE})(?=[은는이가]| ?꼴)")
_UP_TO_NUMBER = re.compile(rf"에서 ?(?:[{NUMERAL_CHARS}]{{2}}|\d)")
_SCALED_COUNT = re.compile(rf" (?:개|명|가지|배|년|번){words.WORD_TAIL.pattern}")
_SURE_UNITS = frozenset({"won", "dollar", "euro", "yen", "yuan", "percent", "parameter", "token"})


def read_hangul_number(text: str, match: re.Match[str]) -> tuple[Quantity | None, int]:
    """Read 일 이 삼 and their scales at an anchor, with a sign or 수 before them; return where to go on as well."""
    prefix = match.group()
    first = match.end()
    if prefix.strip() in ("수", "몇"):
        return _read_several(text, match.start(), first)
    is_negative = bool(prefix)
    if text[first].isdigit():
        numeral = read_mixed(text, first)
    else:
        numeral = longest(
            text, first, read_fraction, lambda end: ends_word(text, end) or has_counter_or_unit(text, end)
        ) or longest(text, first, read_hangul, lambda end: _is_number(text, first, end, is_sure=is_negative))
    if numeral is None:
        return None, _word_end(text, first)
    return quantity_at(text, match.start(), numeral, is_negative=is_negative), numeral.end


def ends_word(text: str, end: int) -> bool:
    """Return whether nothing but particles stands behind a number in its word."""
    return words.WORD_TAIL.match(text, end) is not None


def _is_number(text: str, first: int, end: int, *, is_sure: bool) -> bool:
    word, _, figure = text[first:end].rpartition(" ")
    if word in words.NOT_A_NUMBER and figure in DIGITS and not _SCALED_COUNT.match(text, end):
        return False  # 구조 이해 is the understanding of structure, and not 9,000,000,000,002 years
    return _counts(text, first, end) or (ends_word(text, end) and (is_sure or _stands_alone(text[first:end])))


def _counts(text: str, first: int, end: int) -> bool:
    """Return whether Hangul of numeral letters stands before a counter or a unit, and is no everyday word."""
    run = text[first:end]
    unit = unit_at(text, end)
    if len(run) > 1:
        if run not in words.NOT_A_NUMBER:
            return has_counter_or_unit(text, end)
        # 이천 is a city and 천조 a dynasty, but 이천 개 are two thousand; 조사 개 is nothing.
        is_scaled = run[-1] in SCALES and _SCALED_COUNT.match(text, end) is not None
        return is_scaled or (unit is not None and unit[0] in _SURE_UNITS)
    if run in DIGITS:
        return unit is not None and run not in "이일" and text[end] == " "
    if text[end : end + 1] == " ":
        return has_counter_or_unit(text, end)
    return run in "십백천만억" and bool(words.SURE_COUNTER.match(text, end) or _UP_TO_NUMBER.match(text, end))


def _stands_alone(run: str) -> bool:
    """Return whether Hangul of numeral letters is a number without a counter: two letters at least, one a scale."""
    return len(run) > 1 and run not in words.NOT_A_NUMBER and any(char in SCALES for char in run)


def _read_several(text: str, start: int, first: int) -> tuple[Quantity | None, int]:
    """Read 수십억, 수백만, 몇 천: from one to ten of the scale, both ends open."""
    end = first
    while end < len(text) and end - first < 4 and text[end] in SCALES:
        end += 1
    numeral = read_mixed(text, first, end)
    is_word = numeral and (has_counter_or_unit(text, numeral.end) or words.WORD_TAIL.match(text, numeral.end))
    if (
        not numeral
        or not is_word
        or (text[start:end] in {"수조", "수만", "수백조"} and not has_counter_or_unit(text, end))
    ):
        return None, _word_end(text, first)
    quantity = quantity_at(text, start, numeral)
    top = numeral.value * 10
    return replace(quantity, value=None, low=numeral.value, high=top, bound="about"), numeral.end


def read_native_number(text: str, match: re.Match[str]) -> tuple[Quantity | None, int]:
    """Read 하나 둘 셋 at an anchor, likewise."""
    start = match.start()
    if one_of := _ONE_OF.match(text, start):
        return _read_one_of(text, one_of)
    numeral = read_native(text, start)
    if numeral is None:
        return None, match.end()
    end = numeral.end
    glued = words.GLUED_NATIVE.match(text, end)
    is_short = end - start == 1
    if text[end : end + 1] == " " or not is_short:
        counts = has_counter_or_unit(text, end) or (is_short and numeral.value > 1 and has_noun(text, end))
    else:
        counts = bool(glued and words.WORD_TAIL.match(text, glued.end()))
    alone = end - start > 1 and numeral.value > 3 and words.WORD_TAIL.match(text, end)
    if not (counts or alone) or words.ORDINAL.match(text, end):
        return None, _word_end(text, start)
    return quantity_at(text, start, numeral), end


def _read_one_of(text: str, match: re.Match[str]) -> tuple[Quantity | None, int]:
    """Read `셋 중 하나는` as a third; `둘 중 하나를` only chooses."""
    whole, part = (read_native(text, match.start(group)) for group in ("whole", "part"))
    if whole is None or part is None or part.value >= whole.value:
        return None, match.end()
    share = KoreanNumeral(part.value / whole.value, 1 / whole.value, match.end())
    return quantity_at(text, match.start(), share), match.end()


def read_half(text: str, match: re.Match[str]) -> tuple[Quantity | None, int]:
    """Read 절반 and 반 at an anchor, likewise."""
    end = match.end()
    if not (words.WORD_TAIL.match(text, end) or has_counter_or_unit(text, end)):
        return None, end
    return quantity_at(text, match.start(), KoreanNumeral(Fraction(1, 2), Fraction(1, 2), end)), end


def _word_end(text: str, position: int) -> int:
    while position < len(text) and "가" <= text[position] <= "힣":
        position += 1
    return position
