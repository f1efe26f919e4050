"""Changes that Korean sentences state with their figures: `지연 시간을 19% 단축`, `5%의 성능 향상`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from evals.relations.changes import BETTER, DOWN, STILL, UP, WORSE, Change
from evals.relations.measures import korean_measures
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.relations.changes import Direction, Way
    from evals.relations.measures import Measure
    from evals.subject.figures import Figure

_AFTER, _BEFORE, _AROUND = 50, 30, 40


class _Words(NamedTuple):
    """Words that tell one direction.

    Attributes:
        pattern: The words; a regular expression without groups.
        direction: Where they point.
        is_level: Whether they describe a state, and tell a change only when compared: 30%의 낮은 비용 is no 30% less.
    """

    pattern: str
    direction: Direction
    is_level: bool = False


# The only place that knows the words: every pattern below is made of it, and tells the direction by the group found.
_TABLE = {
    "worse": _Words(
        r"뒤떨어|뒤처|뒤지|뒤진|뒤졌|(?<![현최])저하|악화|열등|열세|하회|나(?:빠|빴)|못 ?미치|못 ?미쳤", WORSE
    ),
    "slow": _Words(r"느(?:[린리려렸림]|립니다)|나(?:[쁜쁘]|쁩니다)", WORSE, is_level=True),
    "better": _Words(r"향상|개선|뛰어[나난났넘]|능가|앞[서선섰질]|초과(?:하|해|했|한|함| 달성)|상회|가속", BETTER),
    "fast": _Words(r"우수|빠(?:[르른름]|릅니다)|빨[라랐]|나은|우위", BETTER, is_level=True),
    "up": _Words(
        r"증가|늘(?:[어었려리렸린릴림]|립니다)|상승|증대|연장|올(?:[려렸리린릴]|립니다)|(?:높|많)아|높(?:[여였인일임이혀혔]|입니다)",
        UP,
    ),
    "high": _Words(
        r"높(?:[은게고았]|습니다)|(?<![가-힣])많(?:[은이고]|습니다)|더 큰|더 크|더 큽니다|더 긴", UP, is_level=True
    ),
    "cut": _Words(r"감소|감축|줄(?:[이여였인일임어었]|입니다)|절감|절약|단축|축소|경감", DOWN),
    "down": _Words(r"하락|떨어|낮(?:[아추춰췄춘출춤]|춥니다)", DOWN),
    "low": _Words(r"낮(?:[은게고았]|습니다)|(?<![가-힣])(?:적|작|짧)(?:[은게고]|습니다)", DOWN, is_level=True),
}
_NAMED = "|".join(f"(?P<{name}>{words.pattern})" for name, words in _TABLE.items())
_ANY = "|".join(words.pattern for words in _TABLE.values())
_WORD = re.compile(_ANY)
_UNIT = r"[$}]{0,2}(?: ?(?:포인트|퍼센트|점)|p)?(?: ?(?:이상|이하|가량|정도|미만|넘게|가까이|안팎))?"
_BEHIND = re.compile(
    rf"{_UNIT}(?P<link>까지|으로|로|의|만큼|나|이나|씩|가|이)?(?P<middle>(?: [가-힣A-Za-z0-9()/·'-]+){{0,4}}?) ?"
    rf"(?P<prefix>[가-힣]{{0,4}}?)(?:{_NAMED})"
)
_OBJECT = re.compile(rf"{_UNIT}[를을] ?(?P<cut>{_TABLE['cut'].pattern})")
_IN_FRONT = re.compile(
    rf"(?:{_NAMED})(?:된|되어|하여|한|되며)?(?:폭|률|율|치|량)?[은는이가을를의도]? ?[(:]? ?"
    r"(?:(?:최대|평균|약|각각|무려|최소|단|겨우|총) ){0,2}[+~$(]{0,2}$"
)
# 절감은 4.2배로 증가: what changes is itself a change, and the two words together tell neither way.
_CHANGED = re.compile(rf"(?:{_ANY})(?:된|되는|한)?(?: ?(?:폭|률|율|치|량|효과|정도))?(?:은|는|이|가|을|를|도) ")
# 높은 성능으로: how it is done, and not what changed.
_ADVERBIAL = re.compile(r"[가-힣]{0,2} [가-힣A-Za-z0-9-]{1,14}(?:으로|로)(?![가-힣])")
# Words between a figure and a change that make the figure a part of something else.
_BREAK = re.compile(
    r"(?:며|고|지만|면서|으나|하여|해서|에서|에게|보다|만|(?:에서|으로|면서|고|만|까지|라)도|통해|없이|위해|대해|[위대통]한|(?<!적으)(?<!추가)(?<!실제)로|때|하는|되는|[은는])$"
    r"|기록|달성|보이|보여|보인|사용|유지"
)
_LIST = re.compile(r"[$}% ]{0,3}(?:[와과및,·/]|그리고)? ?(?:[A-Za-z0-9가-힣@/().·-]+ ?){0,5}")
# The denial belongs to the word itself: 감소하지 않, 저하 없이; but not 감소시켜 품질을 해치지 않고도.
_DENIAL = re.compile(
    r"[은는을를이가도]? ?없|(?:[가-힣]{0,2}시키|[가-힣]{0,2}하|[가-힣]{0,2}되|[가-힣]{1,2})?지[는도]? ?(?:않|못)"
)
_SHARE = re.compile(
    rf"{_UNIT}(?:에 불과|만(?:을|으로|이)? ?(?:사용|필요|소요|요구|이용|활용)"
    r"|의 (?:[가-힣A-Za-z]+ ){0,3}[가-힣A-Za-z]{1,12}만(?:을|으로|이)? ?(?:사용|필요|소요|요구|이용|활용))"
)
_CLAUSE = re.compile(r"[,;:()]|\.(?!\d)|[가-힣](?:며|고|지만|면서도?|으나|없이) ")
_NEXT_CLAUSE = re.compile(r"(?:고|며|면서|도|만|해|여|어) ")
# What stands between a thing and its figure or word of change.
_SLOT = re.compile(
    r"(?:율|률|량|폭)?(?: ?(?:사용량|소비량|소비|사용|소모량|요구량|점수|비율))?(?:\([^()]{0,40}\))?"
    r"(?:에서는?|이|가|을|를|은|는|도|의|만)?(?: [^ ,]{1,30}(?:보다|대비))?"
    r"(?: ?(?:최대|약|평균|각각|무려|최소|총|더|크게)){0,3}[ (+~$]{0,3}(?:\d[^ ]{0,12}(?:에서|,|와|과) ?){0,4}"
)
_DESCRIBED = re.compile(r"[가-힣]{0,2} (?:평균 |전체 |상대 |최종 )?")
_UNDIVIDED = re.compile(r"\([^()]{0,60}\)|(?<=[\d%배점p]), ?(?=\d|$)")
# What a subject is measured against: 100배 많은 파라미터를 가진 GPT-3보다, 두 배 큰 모델과 대등한.
_RIVAL = re.compile(
    r"(?:(?<=은)|(?<=[른린큰긴쁜]))"
    r"(?: (?![^ ]{0,20}(?:로 (?!(?:사전 )?(?:학습|훈련)[한된])|(?:에서|며|고|면서|여|해|은|는) ))"
    r"[^ ,.;:()]{1,20}){0,4}? [^ ,.;:()]{1,20}?"
    r"(?:보다|에 비[해하]|[와과] (?:비교|비슷|대등|동등|맞먹|견[주줄]|같)|에 (?:필적|버금|비견|맞먹|견[주줄])"
    r"|[을를] (?:능가|상회|앞[서선섰지질]|이[기긴겼]|뛰어넘|넘어[서섰선]|제[치친쳤]|따라잡))"
)
_COMPARED = frozenset({"percent", "percentage-point", "times", "point"})
_LINKS: dict[str, Way] = {"로": "to", "으로": "to", "까지": "up to"}
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
    if figure.value < 0:
        return None  # the sign tells the direction as well: -0.5% 감소
    start, end = figure.whole.start, figure.whole.end
    last = min(len(text), end + _AFTER)
    behind = _OBJECT.match(text, end, last) or _BEHIND.match(text, end, last)
    if behind and not _is_broken(behind):
        return _behind(text, figure, behind)
    front = _IN_FRONT.search(text, max(0, start - _BEFORE), start)
    if front and not _goes_on(text, end):
        return _change(text, figure, "by", front)
    if _SHARE.match(text, end, last):
        return Change(figure, "share", STILL, Span(start, end), _measures(text, start, end))
    return None


def _behind(text: str, figure: Figure, found: re.Match[str]) -> Change | None:
    """Return the change that a word behind a figure tells; None when the figure is not the size or outcome of one."""
    groups = found.groupdict()
    name, word = _told(found)
    link, is_level = groups.get("link") or "", _TABLE[name].is_level
    if _RIVAL.match(text, word.end):
        return None  # what is said of the rival is the opposite of what is said of the subject
    if is_level and (groups.get("prefix") or link in {"의", *_LINKS} or figure.quantity.unit not in _COMPARED):
        return None
    if is_level and (how := _ADVERBIAL.match(text, word.end)) and (groups.get("middle") or _goes_on(text, how.end())):
        return None
    if _CHANGED.search(f"{_clause_before(text, figure.whole.start)} ") or _CHANGED.search(groups.get("middle") or ""):
        return None
    return _change(text, figure, _LINKS.get(link, "by"), found)


def _goes_on(text: str, at: int) -> bool:
    """Return whether the clause has another word of change."""
    return bool(_WORD.search(_CLAUSE.split(text[at : at + _AFTER])[0]))


def _told(found: re.Match[str]) -> tuple[str, Span]:
    """Return the row of the table whose word was found, and the place of that word."""
    name = next(name for name, word in found.groupdict().items() if word and name in _TABLE)
    return name, Span(*found.span(name))


def _is_broken(behind: re.Match[str]) -> bool:
    return any(_BREAK.search(word) for word in (behind.groupdict().get("middle") or "").split())


def _change(text: str, figure: Figure, way: Way, found: re.Match[str]) -> Change | None:
    name, word = _told(found)
    first, last = min(word.start, figure.whole.start), max(word.end, figure.whole.end)
    measures = tuple(
        m for m in _measures(text, first, last) if not m.overlaps(word, 0) and not m.overlaps(figure.span, 0)
    )
    changing = tuple(measure for measure in measures if _is_changing(text, measure, figure, word))
    direction = _TABLE[name].direction
    if text.startswith("저하", word.start) and any(measure.worth <= 0 for measure in changing):
        return None  # 지연 시간 저하 may be a loss of quality and a lower value
    denial = _DENIAL.match(text, word.end)
    is_negated = bool(denial) and not _NEXT_CLAUSE.search(denial.group() if denial else "")
    return Change(figure, way, direction, word, measures, changing, is_negated)


def _measures(text: str, first: int, last: int) -> tuple[Measure, ...]:
    """Return the things that the clause around a place names, with their places in the text."""
    before = _clause_before(text, first)
    after = _CLAUSE.split(text[last : last + 16])[0]
    start, end = first - len(before), last + len(after)
    return tuple(m._replace(start=m.start + start, end=m.end + start) for m in korean_measures(text[start:end]))


def _clause_before(text: str, end: int) -> str:
    """Return the clause in front of a place; a gloss in parentheses divides none (손실(loss)을), nor does 34%, 10%."""
    before = _UNDIVIDED.sub(lambda found: " " * len(found.group()), text[max(0, end - _AROUND) : end])
    return text[end - len(_CLAUSE.split(before)[-1]) : end]


def _is_changing(text: str, measure: Measure, figure: Figure, word: Span) -> bool:
    """Return whether a thing stands right before its figure or word, or is what the word describes: 낮은 정확도."""
    if measure.start >= word.end:
        return bool(_DESCRIBED.fullmatch(text, word.end, measure.start))
    ahead = [place for place in (figure.whole.start, word.start) if place >= measure.end]
    return bool(ahead) and bool(_SLOT.fullmatch(text, measure.end, min(ahead)))
