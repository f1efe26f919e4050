"""The Korean reader: finds the numbers of Korean prose and leaves alone what only looks like one."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from evals.quantities import korean_words as words
from evals.quantities.korean_anchors import SIGN, next_anchor
from evals.quantities.korean_hangul import ends_word, read_half, read_hangul_number, read_native_number
from evals.quantities.korean_joining import join
from evals.quantities.korean_labels import is_label
from evals.quantities.korean_numerals import (
    DIGITS,
    SCALES,
    KoreanNumeral,
    arabic_value,
    longest,
    read_fraction,
    read_hangul,
    read_mixed,
    read_native,
    scales_apart,
)
from evals.quantities.korean_phrase import ends_scale_apart, has_counter_or_unit, has_noun, quantity_at
from evals.quantities.spelling import ADDRESS, is_behind_hyphen, is_dataset, name_sizes, plain_letters
from evals.quantities.units import ENGLISH_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evals.quantities.model import Quantity

_YEAR = (
    r"(?:1[89]|20)\d\d(?: ?년(?! ?(?:동안|간))|[-/]\d{1,2}(?:[-/]\d{1,2})?(?!\d)|[a-f)]|'s)"
    r"|(?:19|20)\d\d(?![\d,.]{0,20}\d|[가-힣A-Za-z%+]| ?[가-힣]{1,2} )"
)
_DATE = r"\d{1,2}월 ?\d{1,2}일(?! ?(?:동안|간))"
_RATIO = r"\d{1,5}(?:\.\d{1,3})? ?: ?\d{1,5}(?:\.\d{1,3})?(?![\d:])"
_RESOLUTION = r"[248]K(?= ?(?:해상도|화질|UHD|디스플레이|비디오|동영상|영상))"
_NO_QUANTITY = re.compile(rf"{ADDRESS}|{_RATIO}|{_YEAR}|{_DATE}|{_RESOLUTION}")
# 2048 is a power of two, in which lengths are counted.
_NAMED_YEAR = re.compile(r"(?!2048)(?:19|20)\d\d(?![\d%]|[.,]\d)")
_RATINGS = ("Elo ", "ELO ")
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{3}[A-Za-z]{0,12} $")
_DOTTED_MONTH = re.compile(r"(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?!\d)")
_SLASH = re.compile(r"(\d{1,5})/(\d{1,5})(?![\d/]| ?(?:비트|bit))")
_MIXED_SLASH = re.compile(r"(\d{1,4}) {1,2}(\d{1,4})/(\d{1,4})(?![\d/])")
_TIMES_TEN = re.compile(r" ?[x×·*] ?10(?:\^\{?([-+]?\d{1,3})\}?|([⁻⁺]?[⁰¹²³⁴-⁹]{1,3}))(?!\d)")
_RAISED = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_POWER = re.compile(r"(\d{1,4})\^\{?([-+]?\d{1,3})\}?")
_VERSIONED = re.compile(r"(?:[A-Z][A-Za-z0-9.\-]{0,30}|버전|단계) $")
_NAMED = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z0-9.\-]{0,30}(?: \d(?:\.\d)?)? $")
_NAME_GOES_ON = re.compile(r"[A-Za-z]\)-(?:\d{1,2}(?:\.\d)?-)?$")
_GLOSS = re.compile(r"\((?:[A-Z][A-Za-z-]{0,20} ){1,3}(\d{1,2}(?:\.\d)?)\)")
_SMALL = re.compile(r"\d{1,2}(?:\.\d)?(?![\d%]|[.,]\d)")
_LIST_MARKER = re.compile(r"\d{1,2}\)")
_TWO_TO_THREE = re.compile(r"(\d),(\d)(?=[십백천만억조])")
_SPLIT = re.compile(
    r"(?P<figures>\d{1,4}(?:\.\d{1,3})?) (?P<letter>[KMBT])(?:(?= (?P<unit>[a-z]{3,10})(?![a-z]))|(?![A-Za-z0-9]))"
    r"|[1-9]\d{0,2}(?: \d{3}){1,4}(?![\d.,%])"
)
_SPLIT_BEFORE = re.compile(r"[A-Za-z\d] ?$")
_GLUED_NAME = re.compile(r"-?[A-Za-zΑ-ω][A-Za-z0-9Α-ω\-]*|[²³⁴⁰¹⁵-⁹⁻]")
# Behind a figure one such letter is a particle.
_DIGITS_IN_BOTH_SCRIPTS = re.compile(rf"\d{{1,30}}[{''.join(DIGITS)}]{{2,30}}")
_ENGLISH_SCALE = re.compile(
    r"(?P<letter>[KkMBT])(?![A-Za-z0-9])|[ -]?(?P<word>thousand|million|billion|trillion|hundred)(?![a-z])"
)
_ENGLISH_SCALES = {
    "K": 10**3,
    "k": 10**3,
    "M": 10**6,
    "B": 10**9,
    "T": 10**12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}

_ANY_SIGN = re.compile(f"{SIGN}|-")


def read_korean(text: str) -> list[Quantity]:
    """Return the quantities of a Korean text in order; linear in its length."""
    plain = plain_letters(text)
    found = join(plain, _scan(plain))
    if plain == text:
        return found
    return [replace(quantity, text=text[quantity.start : quantity.end]) for quantity in found]


def _scan(text: str) -> list[Quantity]:
    whole = _read_whole(text)
    if whole:
        return [whole]
    found: list[Quantity] = []
    position = 0
    while match := next_anchor(text, position):
        kind = match.lastgroup or "skip"
        if kind == "name":
            found += _sizes(text, match)
        quantity, position = _READERS[kind](text, match) if kind in _READERS else (None, match.end())
        position = max(position, match.start() + 1)
        if quantity is not None:
            found.append(quantity)
    return found


def _sizes(text: str, name: re.Match[str]) -> list[Quantity]:
    """Return the sizes that a name carries: of a model, but for WebVid-10M, which the text calls a dataset."""
    sizes = name_sizes(name.group(), name.start())
    return [replace(size, unit=None) for size in sizes] if sizes and is_dataset(text, name) else sizes


def _read_whole(text: str) -> Quantity | None:
    """Read a text that is nothing but one numeral in Hangul: no neighbour can say that it is none."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if not 0 < end - start <= 60 or text[start:end].isascii():
        return None
    if text[start:end] == "반":
        return quantity_at(text, start, KoreanNumeral(Fraction(1, 2), Fraction(1, 2), end))
    sign = _ANY_SIGN.match(text, start)
    first = sign.end() if sign else start
    if row := _DIGITS_IN_BOTH_SCRIPTS.fullmatch(text, first, end):
        value = int("".join(str(DIGITS.get(char, char)) for char in row[0]))
        return quantity_at(text, start, KoreanNumeral(Fraction(value), Fraction(1), end), is_negative=bool(sign))
    for numeral in (read_fraction(text, first), read_hangul(text, first, rows=True), read_native(text, first)):
        if numeral and numeral.end == end:
            return quantity_at(text, start, numeral, is_negative=bool(sign))
    return None


def _read_arabic(text: str, match: re.Match[str]) -> tuple[Quantity | None, int]:
    start = match.start()
    first = start if text[start] in ".0123456789" else next(i for i in range(start + 1, match.end()) if text[i] != " ")
    masked = _masked_until(text, start, first) or (match.end() if _is_list_marker(text, first) else None)
    if masked:
        return None, masked
    two_to_three = _TWO_TO_THREE.match(text, first)
    if two_to_three:
        return _read_two_to_three(text, two_to_three)
    numeral = _read_special(text, first) or _respaced(text, first) or _read_digits(text, first)
    if numeral is None:
        return None, match.end()
    end = numeral.end
    glued = _GLUED_NAME.match(text, end)
    if _is_reference(text, start, first, end) or (glued and not has_counter_or_unit(text, end)):
        return None, glued.end() if glued else end
    is_negative = text[start] == "-"
    start = start if is_negative or text[start] == "+" else first
    quantity = quantity_at(text, start, numeral, is_negative=is_negative)
    if is_label(text, quantity):
        quantity = replace(quantity, is_label=True)
    if (
        quantity.unit in {None, "parameter"}
        and text[end - 1] in "BM"
        and _NAMED.search(text, max(0, start - 32), start)
    ):
        quantity = replace(quantity, unit="parameter", is_name_size=True)  # Qwen2 72B, as Qwen2-72B
    return quantity, end


def _masked_until(text: str, start: int, first: int) -> int | None:
    """Return where digits end that are an address, a ratio, a date or an exponent; None for others."""
    if masked := _NO_QUANTITY.match(text, first):
        return masked.end()
    month = _DOTTED_MONTH.match(text, first)
    if month and not has_counter_or_unit(text, month.end()):
        return month.end()  # 2024.05 is a month, 1900.5 is a number, and so is 2000.05초
    return first + 1 if text[max(0, start - 2) : start].endswith(("^", "_", "^{", "_{")) else None


def _read_digits(text: str, first: int) -> KoreanNumeral | None:
    numeral = longest(text, first, read_fraction, lambda end: _ends_number(text, first, end))
    numeral = numeral or longest(text, first, read_mixed, lambda end: _ends_number(text, first, end))
    return numeral and (_powered(text, numeral) or _with_english_scale(text, numeral))


def _respaced(text: str, first: int) -> KoreanNumeral | None:
    """Read figures that a space splits before their thousands or their letter: 12 500개, 1 M장; None for others."""
    split = _SPLIT.match(text, first)
    if split is None or _SPLIT_BEFORE.search(text, max(0, first - 2), first):
        return None
    is_measured = has_counter_or_unit(text, split.end()) or split["unit"] in ENGLISH_WORDS
    if not is_measured and not has_noun(text, split.end()):
        return None
    if split["figures"]:
        value, step = arabic_value(split["figures"])
        factor = _ENGLISH_SCALES[split["letter"]]
        return KoreanNumeral(value * factor, step * factor, split.end(), has_scale=True, factor=factor)
    return KoreanNumeral(Fraction(int(split[0].replace(" ", ""))), Fraction(1), split.end())


def _is_reference(text: str, start: int, first: int, end: int) -> bool:
    """Return whether the words around say that the number is a place in a list, a version or a cross-reference."""
    before = text[max(0, start - 24) : start]
    reference = words.REFERENCE.search(before)
    if reference and (reference["ordinal"] or text[end : end + 1] == " " or not has_counter_or_unit(text, end)):
        return True
    if _is_year_of_name(text, start, first, end) or _is_in_name(text, start, first, end):
        return True
    is_version = _VERSIONED.search(before) and _is_version(text, first, end)
    return bool(is_version) or words.ORDINAL.match(text, end) is not None


def _is_year_of_name(text: str, start: int, first: int, end: int) -> bool:
    """Return whether a year belongs to the name before it: `AIME 2024에서`, but not `GPU 2000장`."""
    year = _NAMED_YEAR.match(text, first)
    is_measured = has_counter_or_unit(text, end) or words.SUFFIXES.match(text, end) or text.endswith(_RATINGS, 0, start)
    if year is None or year.end() != end or is_measured:
        return False
    if _CAPITALS.search(text, max(0, start - 18), start):
        return True
    return bool(_NAMED.search(text, max(0, start - 36), start)) and not has_noun(text, end)


def _is_in_name(text: str, start: int, first: int, end: int) -> bool:
    """Return whether a number is a part of a name: `라마(Llama)-2`, `라즈베리 파이 4(Raspberry Pi 4)`."""
    gloss = _GLOSS.match(text, end)
    return bool(_NAME_GOES_ON.search(text, max(0, start - 8), start)) or (
        gloss is not None and gloss[1] == text[first:end]
    )


def _is_list_marker(text: str, first: int) -> bool:
    """Return whether the number is the `2)` or `(2)` that counts the points of a list."""
    marker = _LIST_MARKER.match(text, first)
    return marker is not None and (first == 0 or text[first - 1] in " (")


def _ends_number(text: str, first: int, end: int) -> bool:
    """Return whether a numeral may end here: `80억매개변수` ends behind 억, but `3조각` ends before 조."""
    if text[end - 1] not in SCALES:
        return True
    if apart := scales_apart(text, end):
        return ends_scale_apart(text, first, end, apart)
    return ends_word(text, end) or has_counter_or_unit(text, end) or has_noun(text, end)


def _read_special(text: str, first: int) -> KoreanNumeral | None:
    """Read what is written with digits and a sign between them: 2 1/4, 3/4; None for plain digits."""
    mixed = _MIXED_SLASH.match(text, first)
    if mixed and int(mixed[3]):
        return KoreanNumeral(
            int(mixed[1]) + Fraction(int(mixed[2]), int(mixed[3])), Fraction(1, int(mixed[3])), mixed.end()
        )
    slash = _SLASH.match(text, first)
    if slash and int(slash[2]) and not is_behind_hyphen(text, first):
        return KoreanNumeral(Fraction(int(slash[1]), int(slash[2])), Fraction(1, int(slash[2])), slash.end())
    return None


def _powered(text: str, numeral: KoreanNumeral) -> KoreanNumeral | None:
    """Read on after `×10²⁴` or `× 10^24`; None where no power of ten follows."""
    power = None if numeral.has_scale else _TIMES_TEN.match(text, numeral.end)
    if power is None:
        return None
    factor = Fraction(10) ** int(power[1] or power[2].translate(_RAISED))
    return replace(numeral, value=numeral.value * factor, step=numeral.step * factor, end=power.end())


def _with_english_scale(text: str, numeral: KoreanNumeral) -> KoreanNumeral:
    scale = None if numeral.has_scale else _ENGLISH_SCALE.match(text, numeral.end)
    if not scale:
        return numeral
    factor = _ENGLISH_SCALES[scale["letter"] or scale["word"]]
    return KoreanNumeral(numeral.value * factor, numeral.step * factor, scale.end(), has_scale=True, factor=factor)


def _is_version(text: str, first: int, end: int) -> bool:
    """Return whether a small number behind a capitalised name belongs to the name: `Llama 3.1`, `Claude 3.5`."""
    small = _SMALL.match(text, first)
    return bool(small and small.end() == end and not has_counter_or_unit(text, end))


def _read_two_to_three(text: str, match: re.Match[str]) -> tuple[Quantity | None, int]:
    """Read `2,3백만`: two to three million."""
    high = read_mixed(text, match.start(2))
    if high is None:
        return None, match.end()
    quantity = quantity_at(text, match.start(), high)
    low = int(match[1]) * high.factor
    return replace(quantity, value=None, low=Fraction(low), bound="about"), high.end


def _read_power(text: str, match: re.Match[str]) -> tuple[Quantity | None, int]:
    base, exponent = int(match.group().partition("^")[0]), int(match.group().partition("^")[2].strip("{}") or 0)
    if not base:
        return None, match.end()
    value = Fraction(base) ** exponent
    return quantity_at(text, match.start(), KoreanNumeral(value, value, match.end())), match.end()


_READERS: Mapping[str, Callable[[str, re.Match[str]], tuple[Quantity | None, int]]] = {
    "arabic": _read_arabic,
    "power": _read_power,
    "hangul": read_hangul_number,
    "native": read_native_number,
    "half": read_half,
}
