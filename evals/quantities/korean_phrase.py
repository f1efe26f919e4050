"""From a numeral to a quantity: its unit, its bound and what it counts, read from the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.quantities import korean_words as words
from evals.quantities.korean_nouns import CountedNoun, after_counter, counted_after, counted_before
from evals.quantities.model import Quantity
from evals.quantities.units import KOREAN_WORDS, SYMBOLS

if TYPE_CHECKING:
    from evals.quantities.korean_numerals import Numeral
    from evals.quantities.model import Bound

_NOUN_UNITS = frozenset({"parameter", "token"})
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "₩": "won", "¥": "yuan"}
_UNIT_WORDS = {
    word: unit
    for word, unit in (KOREAN_WORDS | SYMBOLS).items()
    if unit not in _NOUN_UNITS and word[0] not in "$\\€£₩¥U"
}
_UNIT = re.compile(rf" ?(?P<unit>{'|'.join(re.escape(w) for w in sorted(_UNIT_WORDS, key=len, reverse=True))})")
# Better than another by so much; 평균보다 is where it lies.
_COMPARED = re.compile(r"보다 [^.,;]{0,20}$")
_EXCEEDS = re.compile("상회|웃도|웃돌|초과")
_DECIMAL = re.compile(r"\.\d{1,3} $")
_PHRASE_ENDS = re.compile(r"[.,;)\n]|$")
_GLOSS = re.compile(r" ?\(\d")
_EXCEEDING = re.compile(r" ?초과")
_SIZED = frozenset("model backbone baseline checkpoint network transformer variant".split())
"""Things whose millions are parameters, as the English reader takes them as well."""
_IMPLIED_PARAMETERS = re.compile(
    r"[ -]?(?:규모|크기|사이즈|급)?의? ?(?:언어 ?)?(?:모델|LLM|파라미터|매개변수|백본|버전|변형)"
)


def unit_at(text: str, position: int) -> tuple[str, int] | None:
    """Return the unit glued to a number that ends at `position`, and where it ends."""
    match = _UNIT.match(text, position)
    if not match or _EXCEEDING.match(text, position):
        return None
    word, end = match["unit"], match.end()
    if "가" <= word[-1] <= "힣":
        ends = words.WORD_TAIL.match(text, end) is not None
    else:
        ends = not text[end : end + 1].isascii() or not text[end : end + 1].isalnum()
    return (_UNIT_WORDS[word], end) if ends else None


def has_counter_or_unit(text: str, position: int) -> bool:
    """Return whether a counter, a unit or a known counted thing stands right behind `position`."""
    return unit_at(text, position) is not None or after_counter(text, position) is not None


def has_noun(text: str, position: int) -> bool:
    """Return whether a noun phrase with a known thing as its head begins at `position`."""
    return counted_after(text, position) is not None


def ends_scale_apart(text: str, first: int, end: int, scales: str) -> bool:
    """Return whether a number may end behind scales that a space parts from its figures: `20 만 개`, `8 억`.

    조명, 만화 and 억제 begin like a scale, 조 is a group as well, and 만 says only.
    """
    if words.WORD_TAIL.match(text, end) is None:
        is_glued = scales not in {"조", "경"} and words.SURE_COUNTER.match(text, end) is not None
        return is_glued and has_counter_or_unit(text, end)
    if scales == "억" or len(scales) > 1 or _DECIMAL.search(text, first, end - 1):
        return True
    if text.startswith(" ", end) and (has_counter_or_unit(text, end) or has_noun(text, end)):
        return True
    if scales == "조" and _GLOSS.match(text, end):
        return True
    noun = counted_before(text, first, end)
    return noun is not None and (noun.unit is not None or _PHRASE_ENDS.match(text, end) is not None)


def quantity_at(text: str, start: int, numeral: Numeral, *, is_negative: bool = False) -> Quantity:
    """Return the quantity whose number stands at `start`, with everything the phrase says of it."""
    value = -numeral.value if is_negative else numeral.value
    unit, end = unit_at(text, numeral.end) or (None, numeral.end)
    money = _MONEY.get(text[start - 1 : start])
    if unit is None and money:
        unit, start = money, start - 1
    noun = None
    if unit is None:
        noun = counted_after(text, numeral.end) or counted_before(text, start, numeral.end)
        unit = (noun.unit if noun else None) or _implied_unit(text, numeral, noun)
    bound = _bound(text, start, end, noun)
    is_plain = bound in {"exact", "about"}
    return Quantity(
        value=value,
        low=value if is_plain or bound in {"at-least", "over"} else None,
        high=value if is_plain or bound in {"at-most", "under"} else None,
        unit=unit,
        bound=bound,
        start=start,
        end=end,
        text=text[start:end],
        step=numeral.step,
        counted=noun.thing if noun else None,
        noun=(noun.start, noun.end) if noun else None,
        is_spelled=not any(map(str.isdecimal, text[start : numeral.end])),
        numeral_end=numeral.end if end != numeral.end else None,
    )


def _implied_unit(text: str, numeral: Numeral, noun: CountedNoun | None) -> str | None:
    """Return parameter for `7B 비전-언어 모델` and `70억 규모의 모델`: nothing else of a model is so many."""
    if numeral.value < 10**6 or not numeral.has_scale or after_counter(text, numeral.end):
        return None
    is_size = (noun is not None and noun.thing in _SIZED) or _IMPLIED_PARAMETERS.match(text, numeral.end)
    return "parameter" if is_size else None


def _bound(text: str, start: int, end: int, noun: CountedNoun | None) -> Bound:
    prefix = words.PREFIXES.search(text, max(0, start - 16), start)
    word = prefix and (prefix["bound"] or prefix["best"])
    before: Bound | None = words.PREFIX_BOUNDS.get(word, "about") if word else None
    behind = after_counter(text, end)
    counter = [behind[0] - len(behind[1]), behind[0]] if behind else []
    measure = words.MEASURE.match(text, end)
    places = [end, *([measure.end()] if measure else []), *counter, *([noun.end] if noun and noun.start >= end else [])]
    for place in places:
        suffix = words.SUFFIXES.match(text, place)
        bound = suffix and words.suffix_bound(suffix)
        if suffix and _EXCEEDS.search(suffix[0]) and _COMPARED.search(text, max(0, start - 24), start):
            bound = None
        elif bound == "under" and before == "about":
            bound = "about"  # 약 3분 안에 is how long it takes
        if bound:
            # 최대 22% 이상 says two things; the limit that was put in front is the one meant.
            return before if before in {"at-most", "at-least"} else bound
    return before or "exact"
