"""The English reader: finds the numbers of English prose and LaTeX and leaves alone what only looks like one."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from evals.quantities.english_joining import Reading, join
from evals.quantities.english_lookalikes import NOT_COUNTED, SMALL_VERSION, follows_name, is_masked, is_word
from evals.quantities.english_numerals import SCALES, SMALL, STARTERS, Numeral, read_figures, read_words
from evals.quantities.english_phrase import quantity_at, symbol_end
from evals.quantities.latex import unfold
from evals.quantities.latin_names import LATIN_WORD, name_sizes

if TYPE_CHECKING:
    from evals.quantities.model import Quantity

_URL = re.compile(r"://[^\s)\]]{1,2000}")
_CITATION = r"\[\d{1,4}(?:[,\-– ]{1,2}\d{1,4}){0,20} ?\]"
_SCRIPT = r"[\^_]\{?[-+]?\d{1,40}"
_BULLET = r"(?<![\w.])\(?(?:1?\d|20)\)(?!\w)"
_PHONE = r"\+\d{1,3}(?:-\d{2,4}){2,4}(?:/\d{2,4})?"
_FRAME = r"\d{1,5}(?:\s?[×x*]\s{0,7}\d{1,5}){1,4}(?:[A-Za-z]{1,8})?(?!\d)(?!\^)"
_DATE = r"(?:19|20)\d\d[-/]\d{1,2}(?:[-/]\d{1,2})?(?![\d.])|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)"
_DOTTED = r"\d{1,5}(?:\.\d{1,5}){2,8}|\d{4}\.\d{4,5}(?:v\d{1,2})?(?![\d%])"
_RATIO = r"\d{1,5}(?:\.\d{1,3})?(?:\s?:\s?\d{1,5}(?:\.\d{1,3})?){1,4}(?![\d:])"
_POWER_OF_TEN = r"\d{1,4}(?:\.\d{1,4})?\s?[×x*]\s{0,7}10[\^⁻⁰-⁹¹²³]"
_ANCHOR = re.compile(
    # Parts of a name are bounded: a text that is one endless name is read again and again otherwise.
    rf"(?P<name>{LATIN_WORD.pattern.removesuffix('*')}{{0,16}})"
    rf"|(?P<skip>{_CITATION}|{_PHONE}|{_SCRIPT}|{_BULLET}"
    rf"|(?=\d)(?<![\d.,])(?!{_POWER_OF_TEN})(?:{_FRAME}|{_DATE}|{_DOTTED}|{_RATIO}))"
    r"|(?P<figures>(?:(?<![\w)\]%.}+-])(?:-|\+\s?))?(?:\.?\d|[¼-¾⅐-⅞]))"
)
_FIRST = re.compile(r"[A-Za-z]+")
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
_DATASET_BEHIND = re.compile(
    r"(?:,?\s(?:an?|the|our)(?:\s[\w-]{1,20}){0,3})?\s(?:data\s?sets?|corpus|corpora|collection|tokens|images)\b"
)
_COUNTING = re.compile(
    r"\s{1,2}(?:couple|dozen|half|third|quarter|hundred|thousand|million|billion|trillion|[a-z]{3,9}th)(?!\w)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"(?:minus|negative)\s{1,2}(?=[\w.])", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s{1,2}$", re.IGNORECASE)

_TAIL = re.compile(r"[\w]+(?:[-./]\w+)*")


def read_english(text: str) -> list[Quantity]:
    """Return the quantities of an English or LaTeX text in order; linear in its length."""
    plain = unfold(text)
    return [_quoted(quantity, text, plain) for quantity in join(plain, _scan(plain))]


def _quoted(quantity: Quantity, text: str, plain: str) -> Quantity:
    """Return the quantity with its words as they stand in the text, the whole of a LaTeX command included."""
    ends = quantity.ends and (_quoted(quantity.ends[0], text, plain), _quoted(quantity.ends[1], text, plain))
    end = quantity.end
    if text[end - 1] != plain[end - 1]:
        while end < len(text) and plain[end] == " " and text[end].isalpha():
            end += 1
    return replace(quantity, end=end, text=text[quantity.start : end], ends=ends)


def _scan(text: str) -> list[Reading]:
    found: list[Reading] = []
    matches = _ANCHOR.finditer(text)
    while match := next(matches, None):
        word = match[0]
        # Nearly every word of a text ends here, so this comes before anything dearer.
        if word.isalpha() and word.lower() not in _READERS:
            continue
        position = match.end()
        if match.lastgroup == "name":
            position = _read_name(text, match, found)
        elif match.lastgroup == "figures":
            position = _read_figures(text, match, found)
        if position != match.end():
            matches = _ANCHOR.finditer(text, position)
    return found


def _read_name(text: str, match: re.Match[str], found: list[Reading]) -> int:
    """Read a word that starts with a letter: a number word, or a name that may carry sizes; return where to go on."""
    first = _FIRST.match(text, match.start())
    word = first[0].lower() if first else ""
    read = _READERS.get(word)
    if first and read and (end := read(text, first, found)):
        return end
    if not match[0].isalpha():
        # XLand-100B, a dataset of transitions: the size of something that has no parameters.
        unit = None if _DATASET_BEHIND.match(text, match.end()) else "parameter"
        sizes = name_sizes(match[0], match.start())
        found.extend(Reading(replace(size, unit=unit), None) for size in sizes)
    return match.end()


def _read_fold(text: str, first: re.Match[str], found: list[Reading]) -> int | None:
    """Read twice, twofold and tenfold."""
    word = first[0].lower()
    value = _TIMES[word]
    numeral = Numeral(Fraction(value), Fraction(1), first.end(), is_spelled=True)
    quantity = quantity_at(text, first.start(), numeral)
    found.append(Reading(replace(quantity, unit="times", end=first.end(), counted=None, noun=None), numeral))
    return first.end()


def _read_vague(text: str, first: re.Match[str], found: list[Reading]) -> int | None:
    """Read `hundreds of thousands` as from one to ten of the scale, as Korean 수십만 is read."""
    vague = _VAGUE.match(text, first.start())
    if vague is None:
        return None
    scale = _VAGUE_SCALES[vague["first"].lower()]
    scale *= _VAGUE_SCALES[vague["second"].lower()] if vague["second"] else 1
    numeral = Numeral(Fraction(scale), Fraction(scale), vague.end(), is_spelled=True)
    quantity = quantity_at(text, first.start(), numeral)
    top = Fraction(scale * 10)
    found.append(Reading(replace(quantity, value=None, low=numeral.value, high=top, bound="about"), None))
    return vague.end()


def _pass_several(text: str, first: re.Match[str], found: list[Reading]) -> int | None:  # noqa: ARG001 - as the others
    """Pass over `several hundred`, which says too little to be compared."""
    several = _SEVERAL.match(text, first.start())
    return several.end() if several else None


def _pass_url(text: str, first: re.Match[str], found: list[Reading]) -> int | None:  # noqa: ARG001 - as the others
    url = _URL.match(text, first.end())
    return url.end() if url else None


def _read_negative(text: str, first: re.Match[str], found: list[Reading]) -> int | None:
    sign = _SIGN.match(text, first.start())
    return _read_spelled(text, sign.end(), first.start(), found) if sign else None


def _read_article(text: str, first: re.Match[str], found: list[Reading]) -> int | None:
    """Read `a million` and `a third of`: nearly every other article is turned away at once."""
    return _read_number_word(text, first, found) if _COUNTING.match(text, first.end()) else None


def _read_number_word(text: str, first: re.Match[str], found: list[Reading]) -> int | None:
    return _read_spelled(text, first.start(), first.start(), found)


def _read_spelled(text: str, first: int, start: int, found: list[Reading]) -> int | None:
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
    found.append(Reading(quantity, numeral))
    return numeral.end


def _read_figures(text: str, match: re.Match[str], found: list[Reading]) -> int:
    """Read what starts with a digit, unless it is part of a name, a year or a label; return where to go on."""
    start = match.start()
    first = start if text[start] not in "+-" else start + 1 + (text[start + 1] == " ")
    numeral = read_figures(text, first)
    if numeral is None:
        return _run_end(text, first)
    end = numeral.end
    glued = _TAIL.match(text, end)
    if (glued and symbol_end(text, end) is None) or NOT_COUNTED.match(text, end):
        return glued.end() if glued else end
    before = text[max(0, start - 48) : start]
    if is_masked(text, first, numeral, before):
        return end
    is_negative = text[start] == "-"
    quantity = quantity_at(text, first if text[start] == "+" else start, numeral, is_negative=is_negative)
    name = follows_name(before)
    if (
        name
        and numeral.letter in {"B", "b", "M"}
        and quantity.unit in {None, "parameter"}
        and quantity.bound == "exact"
    ):
        quantity = replace(quantity, unit="parameter", is_name_size=True)
    elif name and quantity.unit is None and numeral.factor == 1 and SMALL_VERSION.fullmatch(text, first, end):
        return end
    found.append(Reading(quantity, numeral))
    return max(end, quantity.end)


def _run_end(text: str, at: int) -> int:
    run = re.compile(r"[\d.,]+").match(text, at)
    return run.end() if run else at + 1


_READERS = (
    dict.fromkeys(STARTERS, _read_number_word)
    | dict.fromkeys(("a", "an"), _read_article)
    | dict.fromkeys(_VAGUE_SCALES, _read_vague)
    | dict.fromkeys(_TIMES, _read_fold)
    | dict.fromkeys(("minus", "negative"), _read_negative)
    | dict.fromkeys(("several", "few", "many"), _pass_several)
    | dict.fromkeys(("http", "https"), _pass_url)
)
"""What reads the words that may begin a quantity."""
