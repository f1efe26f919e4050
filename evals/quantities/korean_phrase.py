"""From a numeral to a quantity: its unit, its bound and what it counts, read from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.quantities import korean_words as words
from evals.quantities.korean_words import COUNTER, TAIL
from evals.quantities.model import Quantity
from evals.quantities.things import KOREAN_LETTERS_MOST, korean_things
from evals.quantities.units import KOREAN_WORDS, SYMBOLS

if TYPE_CHECKING:
    from evals.quantities.korean_numerals import KoreanNumeral
    from evals.quantities.model import Bound

_MOST_WORDS = 6
_WORD = re.compile(r"[ ]?(?:(?P<word>[A-Za-z가-힣0-9][A-Za-z가-힣0-9\-·/&+]{0,40})|(?P<gloss> ?\([^()]{0,60}\)))")
_PARTICLES_AT_END = re.compile(rf"(?:{TAIL}){{1,2}}$")
_PARTICLES = re.compile(rf"{TAIL}{{0,3}}")
_MOST_TAIL = 6
# Words whose last syllable only looks like a particle, and verbs that describe the noun behind them.
_NO_PARTICLE = re.compile(
    r"(?:추가|평가|전문가|국가|고가|물가|참가|결과|효과|성과|길이|높이|깊이|차이|회의|정의|논의|경로|도로|제로|별도|속도|난이도|"
    r"해상도|고도|밀도|빈도|각도|온도|지도|심도|강도|용도|유사도|정확도|신뢰도|플레이|사이|하이|아이|온라인|오프라인|디자인|메인|개인|"
    r"성인|[하되있없받주지내오않맞]는|[많높낮작좋깊짧넓같젊밝]은)$"
)
_STEPS = frozenset({"단계", "스테이지", "스텝"})
"""What counts by itself though a noun follows: 두 단계 프레임워크 has two stages, and is one framework."""
_QUALITIES = frozenset({"수준", "규모", "형태", "방식", "유형", "품질"})
"""What only describes the noun behind its 의: 62개의 올림픽 수준의 문제 are problems."""
_BOUND_WORDS = re.compile(
    r" ?(?:이상|이하|미만|초과|이내|여|가량|정도|남짓|내외|에 달하는|에 이르는|에 가까운|[이가을를] (?:넘|초과하)는)"
    r"(?:의)?(?= )"
)
_ENDING = re.compile(rf"(?P<tail>{TAIL}{{0,3}})(?![가-힣])")
_OWN = frozenset(
    {"", "의", "이상의", "이하의", "미만의", "초과의", "여의", "이내의", "가량의", "정도의", "남짓의", "대의", "짜리"}
)
_BEFORE = re.compile(
    r"(?P<noun>[가-힣A-Za-z]{2,12}?)(?P<count> ?(?:(?<!변)수|개수|규모))?(?P<particle>은|는|이|가|을|를)?"
    r"(?: |(?P<colon> ?:) ?)(?:(?:총|약|최대|최소|단|무려|각각|모두) ){0,2}$"
)
_COPULA = re.compile(
    r"(?:이다|입니다|이며|이고|인|였|이었|로|으로|에서"
    r"|에 (?:불과|그[치친칩쳤]|달[하한합했]|이[르른릅]|육박|못 ?미[치친칩]))"
)
_AMOUNT = re.compile(r" ?(?:규모|수준|크기|수|양|개수|급)(?=의|로|에|인|이|은|는|을|를|까지|,|\.| |$)")
"""What may stand behind a counted noun without changing what is counted: 30억 개의 파라미터 규모에서."""
_UNITS = {word.replace(" ", ""): unit for word, unit in KOREAN_WORDS.items() if unit in {"parameter", "token"}}


@dataclass(frozen=True, slots=True)
class CountedNoun:
    """The noun that a number counts: the thing or the unit it stands for, and its place."""

    thing: str | None
    unit: str | None
    start: int
    end: int


def after_counter(text: str, position: int) -> tuple[int, str] | None:
    """Return where a counter (`개`, `가지`) and its particles end, and the particles; None without a counter."""
    counter = COUNTER.match(text, position)
    tail = counter and _ENDING.match(text, counter.end())
    return (tail.end(), tail["tail"]) if tail else None


def counted_after(text: str, position: int) -> CountedNoun | None:
    """Return what the noun phrase at `position`, right behind the number or its counter, is about.

    The head of a Korean noun phrase is its last word; the phrase ends with the first word that bears a
    particle. A phrase whose last word names no known thing counts nothing known, whatever stands before.
    """
    counter = after_counter(text, position)
    if counter:
        bare = counter[0] - len(counter[1])
        if counter[1] not in _OWN and not _BOUND_WORDS.match(text, bare):
            return None
        position = counter[0] if counter[1] in _OWN else bare
    elif (particle := _ENDING.match(text, position)) and particle["tail"] not in _OWN:
        return None
    bound = _BOUND_WORDS.match(text, position)
    position = bound.end() if bound else position
    return _head(text, position)


def _head(text: str, position: int) -> CountedNoun | None:
    words: list[tuple[int, int]] = []
    found: CountedNoun | None = None
    while len(words) < _MOST_WORDS and (match := _WORD.match(text, position)):
        position = match.end()
        if match["gloss"]:
            if position < len(text) and "가" <= text[position] <= "힣":
                return found  # `설정(configurations)을`: a particle behind the gloss ends the phrase
            continue
        start, end = match.span("word")
        words.append((start, end))
        found = _named(text, words, start, end)
        if found and (found.unit or _AMOUNT.match(text, found.end)):
            return found
        if found and (found.end < end or (len(words) == 1 and text[start:end] in _STEPS)):
            if text[found.start : found.end] in _QUALITIES:
                found = None
                continue
            return found
        stripped = _PARTICLES_AT_END.search(text, start + 1, end)
        if not found and stripped and stripped.group() != "의" and not _NO_PARTICLE.search(text, start, end):
            return None
    return found


def _named(text: str, words: list[tuple[int, int]], start: int, end: int) -> CountedNoun | None:
    """Return the thing that the phrase names up to the word at [start, end), with or without its particles."""
    for stem in range(end, max(start, end - _MOST_TAIL), -1):
        if not _PARTICLES.fullmatch(text, stem, end):
            continue
        is_plural = text[stem - 1] == "들" and stem - 1 > start
        noun = _lookup(text, words, stem - is_plural)
        if noun:
            return noun
    return None


def _lookup(text: str, words: list[tuple[int, int]], stem: int) -> CountedNoun | None:
    """Return the longest known noun that ends at `stem`, over up to three words or in the last one."""
    for first, _ in words[-3:]:
        phrase = text[first:stem].replace(" ", "")
        if len(phrase) > KOREAN_LETTERS_MOST:
            continue
        noun = _known(phrase, first, stem)
        if noun:
            return noun
    last = words[-1][0]
    for first in range(max(last + 1, stem - KOREAN_LETTERS_MOST), stem - 1):
        noun = _known(text[first:stem], first, stem)
        if noun:
            return noun
    return None


def _known(phrase: str, start: int, end: int) -> CountedNoun | None:
    unit = _UNITS.get(phrase)
    if unit:
        return CountedNoun(None, unit, start, end)
    things = korean_things(phrase)
    return CountedNoun(things[0], None, start, end) if things else None


def counted_before(text: str, start: int, end: int) -> CountedNoun | None:
    """Return the noun before a number whose own phrase ends behind it: `장면 102개를`, `파라미터 수는 80억 개다`.

    Args:
        text: The text.
        start: Where the number starts.
        end: Where the number, its unit left out, ends.
    """
    counter = after_counter(text, end)
    tail = counter[1] if counter else ""
    if counter and tail in _OWN - {""}:
        return None
    # What it looks for ends in a space or a colon, which is told at once.
    before = _BEFORE.search(text, max(0, start - 40), start) if text[start - 1 : start] in {" ", ":"} else None
    position = counter[0] - len(tail) if counter else end
    if not before or (before["particle"] and not before["count"] and not _COPULA.match(text, position)):
        return None
    first, last = before.span("noun")
    noun = _lookup(text, [(first, last)], last)
    if before["colon"] and not before["count"] and not (noun and noun.unit):
        return None  # 단계: 3 is which one
    # 파라미터를 14억에서 7억으로 counts parameters; 모델을 50억에서 5,000억 토큰으로 does not count models.
    is_object = before["particle"] in ("을", "를") and not before["count"]
    return None if is_object and noun and noun.unit is None and text.startswith("에서", position) else noun


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


def quantity_at(text: str, start: int, numeral: KoreanNumeral, *, is_negative: bool = False) -> Quantity:
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


def _implied_unit(text: str, numeral: KoreanNumeral, noun: CountedNoun | None) -> str | None:
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
