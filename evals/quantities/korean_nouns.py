"""Which thing a Korean number counts: the head of the noun phrase behind it, or the noun before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evals.quantities.korean_words import COUNTER, TAIL
from evals.quantities.things import KOREAN_LETTERS_MOST, korean_things
from evals.quantities.units import KOREAN_WORDS

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
