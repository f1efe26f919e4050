"""Changes that Korean sentences state with their figures: `지연 시간을 19% 단축`, `5%의 성능 향상`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.relations.changes import BETTER, DOWN, STILL, UP, WORSE, Change
from evals.relations.measures import korean_measures
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.figures import Figure
    from evals.relations.changes import Direction, Way

_AFTER, _BEFORE, _AROUND = 50, 30, 40
_WORDS: dict[str, Direction] = {
    r"뒤떨어|뒤처|뒤지|뒤진|뒤졌|저하|악화|열등|열세|하회|느(?:[린리려렸림]|립니다)"
    r"|나(?:[쁜빠빴]|쁩니다)|못 ?미치|못 ?미쳤": WORSE,
    r"향상|개선|우수|뛰어[나난났넘]|능가|앞[서선섰질]|초과(?:하|해|했|한|함| 달성)|상회"
    r"|빠(?:[르른름]|릅니다)|빨[라랐]|가속|나은|우위": BETTER,
    r"증가|늘(?:[어었려리렸린릴림]|립니다)|상승|증대"
    r"|높(?:[은게고이아았였인힌혀혔일임여]|[입습]니다)"
    r"|많(?:[은이아고]|습니다)|더 큰|더 크|더 큽니다|더 긴|연장|올(?:[려렸리린릴]|립니다)": UP,
    r"감소|감축|줄(?:[이여였인일임어었]|입니다)|절감|절약|단축|축소|경감|낮(?:[은게고추춰췄춘출춤아았]|[춥습]니다)"
    r"|하락|(?:적|작|짧)(?:[은게고]|습니다)|떨어": DOWN,
}
_ANY = "|".join(_WORDS)
_WORD = re.compile(_ANY)
_DIRECTIONS = [(re.compile(words), direction) for words, direction in _WORDS.items()]
_UNIT = r"[$}]{0,2}(?: ?(?:포인트|퍼센트|점)|p)?(?: ?(?:이상|이하|가량|정도|미만|넘게|가까이|안팎))?"
_BEHIND = re.compile(
    rf"{_UNIT}(?P<link>까지|으로|로|의|만큼|나|이나|씩|가|이)?(?P<middle>(?: [가-힣A-Za-z0-9()/·'-]+){{0,4}}?) ?"
    rf"[가-힣]{{0,4}}?(?P<word>{_ANY})"
)
_OBJECT = re.compile(rf"{_UNIT}[를을] ?(?P<word>절감|절약|감소|단축|감축|줄[이여였인일임입])")
_IN_FRONT = re.compile(
    rf"(?P<word>{_ANY})(?:된|되어|하여|한|되며)?(?:폭|률|율|치|량)?[은는이가을를의도]? ?[(:]? ?"
    r"(?:(?:최대|평균|약|각각|무려|최소|단|겨우|총) ){0,2}[+$~(-]{0,2}$"
)
# Words between a figure and a change that make the figure a part of something else.
_BREAK = re.compile(
    r"(?:며|고|지만|면서|으나|하여|해서|에서|에게|보다|만|(?:에서|으로|면서|고|만|까지|라)도|통해|없이|위해|대해|[위대통]한|(?<!적으)(?<!추가)(?<!실제)로|때|하는|되는|[은는])$"
    r"|기록|달성|보이|보여|보인|사용|유지"
)
_LIST = re.compile(r"[$}% ]{0,3}(?:[와과및,·/]|그리고)? ?(?:[A-Za-z0-9가-힣@/().·-]+ ?){0,5}")
_DENIAL = re.compile(r"[가-힣]{0,3}[은는을를이가도]? ?없|(?:[가-힣]{0,6} ){0,3}[가-힣]{1,6}지[는도]? ?(?:않|못)")
_SHARE = re.compile(
    rf"{_UNIT}(?:에 불과|만(?:을|으로|이)? ?(?:사용|필요|소요|요구|이용|활용)"
    r"|의 (?:[가-힣A-Za-z]+ ){0,3}[가-힣A-Za-z]{1,12}만(?:을|으로|이)? ?(?:사용|필요|소요|요구|이용|활용|으로)?)"
)
_CLAUSE = re.compile(r"[,;:()]|\.(?!\d)|[가-힣](?:며|고|지만|면서도?|으나|보다) ")
_NEXT_CLAUSE = re.compile(r"(?:고|며|면서|도|만|해|여|어) ")
# What a subject is measured against: 100배 많은 파라미터를 가진 GPT-3보다, 두 배 큰 모델과 대등한.
_RIVAL = re.compile(
    r"(?:(?<=은)|(?<=[른린큰긴쁜]))"
    r"(?: (?![^ ]{0,20}(?:로 (?!(?:사전 )?(?:학습|훈련)[한된])|(?:에서|며|고|면서|여|해|은|는) ))"
    r"[^ ,.;:()]{1,20}){0,4}? [^ ,.;:()]{1,20}?"
    r"(?:보다|에 비[해하]|[와과] (?:비교|비슷|대등|동등|맞먹|견[주줄]|같)|에 (?:필적|버금|비견|맞먹|견[주줄])"
    r"|[을를] (?:능가|상회|앞[서선섰지질]|이[기긴겼]|뛰어넘|넘어[서섰선]|제[치친쳤]|따라잡))"
)
_LONGEST_LIST = 6


def korean_changes(text: str, figures: Sequence[Figure]) -> list[Change]:
    """Return the changes that a text states with its figures, which come in the text's order.

    A figure without a word of its own shares that of the list it stands in: `12%, 9% 향상`, `A는 12%, B는 9% 향상`.
    """
    own = [_own_change(text, figure) for figure in figures]
    found = []
    for index, figure in enumerate(figures):
        change = own[index] or _shared(text, figures, own, index)
        if change:
            found.append(replace(change, figure=figure, is_direct=change is own[index]))
    return found


def _shared(text: str, figures: Sequence[Figure], own: Sequence[Change | None], index: int) -> Change | None:
    for at in range(index, min(index + _LONGEST_LIST, len(figures) - 1)):
        if not _is_list(text, figures[at], figures[at + 1]):
            return None
        if own[at + 1]:
            return own[at + 1]
    return None


def _is_list(text: str, first: Figure, second: Figure) -> bool:
    if first.whole is second.whole:
        return True
    gap = text[first.whole.end : second.whole.start]
    is_short = first.sentence == second.sentence and len(gap) <= _AROUND
    is_same = first.quantity.unit == second.quantity.unit
    return is_short and is_same and not _WORD.search(gap) and bool(_LIST.fullmatch(gap))


def _own_change(text: str, figure: Figure) -> Change | None:
    start, end = figure.whole.start, figure.whole.end
    last = min(len(text), end + _AFTER)
    behind = _OBJECT.match(text, end, last) or _BEHIND.match(text, end, last)
    if behind and _RIVAL.match(text, behind.end("word")):
        return None  # what is said of the rival is the opposite of what is said of the subject
    if behind and not _is_broken(behind):
        link = behind.groupdict().get("link")
        return _change(text, figure, "to" if link in {"로", "으로"} else "by", Span(*behind.span("word")))
    front = _IN_FRONT.search(text, max(0, start - _BEFORE), start)
    if front:
        return _change(text, figure, "by", Span(*front.span("word")))
    if _SHARE.match(text, end, last):
        return Change(figure, "share", STILL, Span(start, end))
    return None


def _is_broken(behind: re.Match[str]) -> bool:
    return any(_BREAK.search(word) for word in (behind.groupdict().get("middle") or "").split())


def _change(text: str, figure: Figure, way: Way, word: Span) -> Change:
    direction = next(direction for words, direction in _DIRECTIONS if words.fullmatch(word.of(text)))
    first, last = min(word.start, figure.whole.start), max(word.end, figure.whole.end)
    before = _CLAUSE.split(text[max(0, first - _AROUND) : first])[-1]
    after = _CLAUSE.split(text[last : last + 16])[0]
    start, end = first - len(before), last + len(after)
    measures = tuple(
        measure
        for measure in korean_measures(text[start:end])
        if not measure.overlaps(word, start) and not measure.overlaps(figure.span, start)
    )
    denial = _DENIAL.match(text, word.end)
    is_negated = bool(denial) and not _NEXT_CLAUSE.search(denial.group() if denial else "")
    return Change(figure, way, direction, word, measures, is_negated)
