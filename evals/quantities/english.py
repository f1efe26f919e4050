"""The English reader: finds the numbers of English prose and LaTeX and leaves alone what only looks like one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

from evals.quantities.english_anchors import NO_QUANTITY, anchors
from evals.quantities.english_joining import JoinedNumbers, join
from evals.quantities.english_labels import are_in_row, is_label
from evals.quantities.english_lookalikes import (
    NOT_COUNTED,
    SMALL_VERSION,
    counts_parts,
    follows_name,
    is_code,
    is_masked,
    is_word,
    labels_end,
)
from evals.quantities.english_numerals import read_figures, read_words, respaced
from evals.quantities.english_phrase import quantity_at, symbol_end
from evals.quantities.english_sums import SCALES, SMALL, STARTERS, EnglishNumeral
from evals.quantities.spelling import NAME, is_dataset, name_sizes, symbolic_formulas, unfold

if TYPE_CHECKING:
    from evals.quantities.model import Quantity

_URL = re.compile(r"://[^\s)\]]{1,2000}")
_VAGUE = re.compile(
    r"(?P<first>tens|dozens|hundreds|thousands|millions|billions|trillions)"
    r"(?:\sof\s(?P<second>thousands|millions|billions|trillions))?(?!\w)",
    re.IGNORECASE,
)
_VAGUE_SCALES = {"tens": 10, "dozens": 10, "hundreds": 100, "thousands": 10**3}
_VAGUE_SCALES |= {"millions": 10**6, "billions": 10**9, "trillions": 10**12}
_SEVERAL = re.compile(
    r"(?:several|few|many)\s(?:dozen|hundred|thousand|million|billion|trillion)s?"
    r"(?:[ -](?:thousand|million|billion|trillion))?(?!\w)",
    re.IGNORECASE,
)
_TIMES = {f"{word}fold": value for word, value in (SMALL | SCALES).items() if value} | {"twice": 2, "thrice": 3}
_SIGN = re.compile(r"(?:minus|negative)\s{1,2}(?=[\w.])", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s{1,2}$", re.IGNORECASE)

_TAIL = re.compile(r"\w+(?:[-./]\w+)*")
_LETTERS = re.compile(r"[A-Za-z]+")
_FEW = re.compile(r"\s{0,7}(?:a )?few\s{0,7}", re.IGNORECASE)
_GLUED_SIGN = re.compile(r"[\w)\]%.}+-]")
_SIZE_LETTERS = frozenset({"B", "b", "M"})
_FIGURE_RUN = re.compile(r"[\d.,]+\w*(?:[-./]\w+)*")
_AND_FIGURES = re.compile(r"(?:,\d+)+")
_GOES_ON = frozenset("0123456789KMBT")


def read_english(text: str) -> list[Quantity]:
    """Return the quantities of an English or LaTeX text in order; linear in its length."""
    plain = unfold(text)
    found = join(plain, _scan(plain))
    if "$" in text:
        found = _in_formulas(text, found)
    return found if plain == text else [_quoted(quantity, text, plain) for quantity in found]


def _in_formulas(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities with those marked that are a term of a formula: the 1 of $2n + 1$."""
    formulas = symbolic_formulas(text)
    return [
        replace(quantity, is_label=True)
        if quantity.unit is None
        and quantity.counted is None
        and (place := bisect_right(formulas, (quantity.start, inf)))
        and quantity.end <= formulas[place - 1][1]
        else quantity
        for quantity in found
    ]


def _quoted(quantity: Quantity, text: str, plain: str) -> Quantity:
    """Return the quantity with its words as they stand in the text, the whole of a LaTeX command included."""
    ends = quantity.ends and (_quoted(quantity.ends[0], text, plain), _quoted(quantity.ends[1], text, plain))
    end = quantity.end
    if text[end - 1] != plain[end - 1]:
        while end < len(text) and plain[end] == " " and text[end].isalpha():
            end += 1
    if ends is None and text[quantity.start : end] == quantity.text:
        return quantity
    return replace(quantity, end=end, text=text[quantity.start : end], ends=ends)


def _scan(text: str) -> list[JoinedNumbers]:
    found: list[JoinedNumbers] = []
    position = 0
    while match := _NEXT_ANCHOR.match(text, position) or _ANCHOR.search(text, position):
        if match.lastgroup == "word":
            position = _read_word(text, match, found)
        elif match.lastgroup == "name":
            position = _read_name(text, match.start("name"), found)
        else:
            position = _read_figures(text, match.end() - 1, found)
    return found


def _read_word(text: str, match: re.Match[str], found: list[JoinedNumbers]) -> int:
    """Read what begins with a number word; return where to go on."""
    start = match.start("word")
    return _READERS[match["word"].lower()](text, start, found) or _read_name(text, start, found)


def _read_name(text: str, start: int, found: list[JoinedNumbers]) -> int:
    """Read the sizes that a name carries; return where to go on."""
    name = NAME.match(text, start)
    if name is None:
        return start + 1
    sizes = [] if name[0].isalpha() else name_sizes(name[0], start)
    if sizes:
        # XLand-100B, a dataset of transitions: the size of something that has no parameters.
        unit = None if is_dataset(text, name) else "parameter"
        found.extend(JoinedNumbers(size if unit else replace(size, unit=None), None) for size in sizes)
    tail = _AND_FIGURES.match(text, name.end()) if name[0][-1].isdecimal() else None
    return tail.end() if tail else name.end()


def _read_fold(text: str, start: int, found: list[JoinedNumbers]) -> int | None:
    """Read twice, twofold and tenfold."""
    word = _LETTERS.match(text, start)
    if word is None:
        return None
    numeral = EnglishNumeral(_TIMES[word[0].lower()], 1, word.end(), is_spelled=True)
    quantity = quantity_at(text, start, numeral)
    unit = None if counts_parts(text, start) else "times"
    found.append(JoinedNumbers(replace(quantity, unit=unit, end=word.end(), counted=None, noun=None), numeral))
    return word.end()


def _read_vague(text: str, start: int, found: list[JoinedNumbers]) -> int | None:
    """Read `hundreds of thousands` as from one to ten of the scale, as Korean 수십만 is read."""
    vague = _VAGUE.match(text, start)
    if vague is None:
        return None
    scale = _VAGUE_SCALES[vague["first"].lower()]
    scale *= _VAGUE_SCALES[vague["second"].lower()] if vague["second"] else 1
    quantity = quantity_at(text, start, EnglishNumeral(scale, scale, vague.end(), is_spelled=True))
    low, high = Fraction(scale), Fraction(scale * 10)
    found.append(JoinedNumbers(replace(quantity, value=None, low=low, high=high, bound="about"), None))
    return vague.end()


def _read_several(text: str, start: int, found: list[JoinedNumbers]) -> int | None:
    """Pass over `several hundred`, which says too little to be compared; `a few` is three where it is all there is."""
    if several := _SEVERAL.match(text, start):
        return several.end()
    if _FEW.fullmatch(text) is None:
        return None
    quantity = quantity_at(text, start, EnglishNumeral(3, 1, start + len("few"), is_spelled=True))
    found.append(JoinedNumbers(replace(quantity, bound="about"), None))
    return quantity.end


def _pass_url(text: str, start: int, found: list[JoinedNumbers]) -> int | None:  # noqa: ARG001 - as the others
    url = _URL.match(text, text.find(":", start))
    return url.end() if url else None


def _read_negative(text: str, start: int, found: list[JoinedNumbers]) -> int | None:
    sign = _SIGN.match(text, start)
    return _read_spelled(text, sign.end(), start, found) if sign else None


def _read_number_word(text: str, start: int, found: list[JoinedNumbers]) -> int | None:
    return _read_spelled(text, start, start, found)


def _read_spelled(text: str, first: int, start: int, found: list[JoinedNumbers]) -> int | None:
    """Read a numeral in words at `first`, with its sign from `start`; return where it ends, None for no number."""
    if text[first].isdigit() or text[first] == ".":
        numeral = read_figures(text, first)
    else:
        numeral = read_words(text, first, joins_and=not _BETWEEN.search(text[max(0, first - 12) : first]))
    if numeral is None:
        return None
    quantity = quantity_at(text, start, numeral, is_negative=first != start)
    if is_word(text, first, numeral, quantity):
        return None
    found.append(JoinedNumbers(replace(quantity, unit=None) if counts_parts(text, first) else quantity, numeral))
    return numeral.end


def _read_figures(text: str, digit: int, found: list[JoinedNumbers]) -> int:
    """Read what begins with the digit, unless it is part of a name, a year or a label; return where to go on."""
    first, start = _beginning(text, digit)
    if passed := NO_QUANTITY.match(text, digit):
        return passed.end()
    numeral = read_figures(text, first) if start >= 0 else None
    if numeral is None:
        run = _FIGURE_RUN.match(text, digit)
        return run.end() if run else digit + 1
    if text.startswith(" ", numeral.end) and text[numeral.end + 1 : numeral.end + 2] in _GOES_ON and start == digit:
        numeral = _respaced(text, first, numeral)
    end = numeral.end
    glued = _TAIL.match(text, end)
    if (glued and symbol_end(text, end) is None) or NOT_COUNTED.match(text, end):
        return glued.end() if glued else end
    before = text[max(0, start - 48) : start]
    if is_masked(text, first, numeral, before):
        return labels_end(text, before, end)
    quantity = _quantity_of_figures(text, first, start, numeral, before)
    if quantity is None:
        return end
    found.append(JoinedNumbers(quantity, numeral))
    if is_label(text, quantity, before) or (
        len(found) > 1 and found[-2].quantity.is_label and are_in_row(text, found[-2].quantity, quantity)
    ):
        _mark_row(text, found)
    return max(end, quantity.end)


def _mark_row(text: str, found: list[JoinedNumbers]) -> None:
    """Mark the last figures as a label, and the bare ones before them in one row: 1, 2, …, N."""
    at = len(found) - 1
    while not found[at].quantity.is_label:
        found[at] = found[at]._replace(quantity=replace(found[at].quantity, is_label=True))
        if at and are_in_row(text, found[at - 1].quantity, found[at].quantity):
            at -= 1


def _respaced(text: str, first: int, numeral: EnglishNumeral) -> EnglishNumeral:
    """Return what `1 M images`, `6.7 B` or `12 500 images` is where what is counted makes one number of it."""
    whole = respaced(text, first, numeral)
    before = text[max(0, first - 48) : first]
    if (
        whole is None
        or before.rstrip()[-1:].isdecimal()
        or follows_name(before)
        or is_masked(text, first, whole, before)
    ):
        return numeral
    if whole.letter in _SIZE_LETTERS and "." in text[first : whole.end]:
        return whole
    quantity = quantity_at(text, first, whole)
    is_counted = quantity.counted is not None and not text.startswith("-", whole.end)  # 4 M-steps are four
    return whole if quantity.unit or is_counted else numeral


def _quantity_of_figures(text: str, first: int, start: int, numeral: EnglishNumeral, before: str) -> Quantity | None:
    """Return the quantity of figures at `first` with a sign at `start`; None for a code or a version."""
    is_negative = text[start] == "-"
    quantity = quantity_at(text, first if text[start] == "+" else start, numeral, is_negative=is_negative)
    if is_code(text, first, numeral, quantity):
        return None
    if numeral.letter in _SIZE_LETTERS and not is_negative:
        if quantity.unit in {None, "parameter"} and quantity.bound == "exact" and follows_name(before):
            return replace(quantity, unit="parameter", is_name_size=True)
    elif (
        quantity.unit is None
        and before[-1:] != "("
        and SMALL_VERSION.fullmatch(text, first, numeral.end)
        and follows_name(before)
    ):
        return None
    return quantity


def _beginning(text: str, digit: int) -> tuple[int, int]:
    """Return where the figures at a digit and where their sign begins; -1 for an exponent or the rest of a name."""
    before = text[max(0, digit - 3) : digit]
    if not before or before[-1] in " (":
        is_plus = before[-2:] == "+ " and not _GLUED_SIGN.match(text, digit - 3)
        return digit, digit - 2 if is_plus else digit
    if before[-1].isalpha() or before.rstrip("+-").rstrip("{")[-1:] in {"^", "_"}:
        return digit, -1
    first = digit - 1 if before[-1] == "." and not before[-2:-1].isalnum() else digit
    sign = first - 1
    is_signed = sign >= 0 and text[sign] in "+-" and not (sign and _GLUED_SIGN.match(text, sign - 1))
    return first, sign if is_signed else first


_READERS = (
    dict.fromkeys((*STARTERS, "a", "an"), _read_number_word)
    | dict.fromkeys(_VAGUE_SCALES, _read_vague)
    | dict.fromkeys(_TIMES, _read_fold)
    | dict.fromkeys(("minus", "negative"), _read_negative)
    | dict.fromkeys(("several", "few", "many"), _read_several)
    | dict.fromkeys(("http", "https"), _pass_url)
)
"""What reads the words that may begin a quantity."""

_NEXT_ANCHOR, _ANCHOR = anchors(_READERS.keys() - {"a", "an"})
