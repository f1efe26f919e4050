"""Who beats whom, as sentences of both languages say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evals.names.reading import letters
from evals.relations.measures import korean_measures, shared_worth
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.relations.owners import Mention
    from evals.subject.subject import Subject

OURS = ""
"""The key of what the paper calls `our method`."""
_LONGEST_NAME = 2


def own_name(subject: Subject) -> str:
    """Return the key of the name that a title begins with (`TinyReader: …`), else that of what is only called ours."""
    name, colon, _ = subject.paper.title.partition(":") if subject.paper else ("", "", "")
    return letters(name) if colon and len(name.split()) <= _LONGEST_NAME else OURS


class Ranking(NamedTuple):
    """One thing said to be better than another.

    Attributes:
        winner: The key of what is better.
        loser: The key of what is worse.
        span: The place of the words that say so.
        of_speed: Whether it is faster rather than better.
    """

    winner: str
    loser: str
    span: Span
    of_speed: bool = False


_BEATS = re.compile(
    r"\b(?P<beats>outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?|outpac(?:es?|ed|ing)"
    r"|(?:better|faster|superior) (?:[a-z]{1,14} ){0,6}?(?:than|to))"
    r"|(?P<loses>underperform(?:s|ed|ing)?|(?:lag(?:s|ged|ging)?|fall(?:s|ing)?|trail(?:s|ed|ing)?) behind"
    r"|(?:worse|slower|inferior) (?:[a-z]{1,14} ){0,6}?(?:than|to))\b"
)
_GAIN = re.compile(r"\b(?:improvements?|gains?|advantages?|lead) (?:up)?(?:on|over)\b")
_OBLIQUE = re.compile(
    r"\b(?:to|than|with|over|upon|on|of|from|by|for|in|at|across|like|and|or|against)(?: [a-z-]+){0,2} $"
)
_DENIED = re.compile(
    r"(?:\b(?:not|no|cannot|never|fails? to|failed to|neither|without|rarely|if|whether|assumed|believed|thought"
    r"|expected|supposed|claimed|said)|n't)\b[^.,;]{0,24}$"
)
_OF_SPEED = re.compile("fast|slow|outpac")
_PASSIVE = re.compile(r" by\b")
_SUBJECT, _OBJECT = 70, 60
_END_OF_OBJECT = re.compile(
    r"[;:.](?: |$)|\b(?:by|with|while|on|in|when|despite|using|across|at|for|which|but)\b|, (?!and\b|[A-Z])"
)
_BREAK_OF_SUBJECT = re.compile(r"[;:.] |\b(?:while|but|whereas|than)\b")


def may_rank(text: str, span: Span) -> bool:
    """Return whether a sentence has a word that puts one thing above another."""
    return bool(_BEATS.search(text, span.start, span.end) or _GAIN.search(text, span.start, span.end))


def english_rankings(text: str, span: Span, names: Sequence[Mention]) -> Iterator[Ranking]:
    """Yield who beats whom in a sentence at `span` of a text."""
    for word in _BEATS.finditer(text, span.start, span.end):
        if _DENIED.search(text, max(span.start, word.start() - 40), word.start()):
            continue
        winners = _subjects(text, max(span.start, word.start() - _SUBJECT), word.start(), names)
        losers = _objects(text, word.end(), min(span.end, word.end() + _OBJECT), names)
        if (word["loses"] is not None) != bool(_PASSIVE.match(text, word.end())):
            winners, losers = losers, winners
        for winner in winners:
            for loser in losers:
                if winner != loser:
                    place = _covering(word.span(), winner, loser, names, span)
                    yield Ranking(winner, loser, place, bool(_OF_SPEED.match(word.group())))
    yield from _gains(text, span, names)


def _gains(text: str, span: Span, names: Sequence[Mention]) -> Iterator[Ranking]:
    """Yield whom an improvement is over, and whose it is: a name before it with no preposition in front."""
    for word in _GAIN.finditer(text, span.start, span.end):
        losers = _objects(text, word.end(), min(span.end, word.end() + _OBJECT), names)
        before = [name for name in names if span.start <= name.start and name.end <= word.start()]
        winners = {n.key for n in before if not _OBLIQUE.search(text, max(span.start, n.start - _SUBJECT), n.start)}
        for loser in losers:
            for winner in sorted(winners - {loser}) or [OURS]:
                yield Ranking(winner, loser, _covering(word.span(), winner, loser, names, span))


def _subjects(text: str, start: int, end: int, names: Sequence[Mention]) -> list[str]:
    cuts = [match.end() for match in _BREAK_OF_SUBJECT.finditer(text, start, end)]
    first = cuts[-1] if cuts else start
    near = [name.key for name in names if first <= name.start and name.end <= end]
    return near[-1:] or [OURS]


def _objects(text: str, start: int, end: int, names: Sequence[Mention]) -> list[str]:
    passive = _PASSIVE.match(text, start)
    start = passive.end() if passive else start
    stop = _END_OF_OBJECT.search(text, start, end)
    last = stop.start() if stop else end
    return [name.key for name in names if start <= name.start and name.start < last]


def _covering(word: tuple[int, int], winner: str, loser: str, names: Sequence[Mention], within: Span) -> Span:
    """Return the smallest place that holds the word and both names next to it."""
    places = [word]
    for key in (winner, loser):
        near = [name for name in names if name.key == key and within.start <= name.start < within.end]
        if near:
            name = min(near, key=lambda one: abs(one.start - word[0]))
            places.append((name.start, name.end))
    return Span(min(start for start, _ in places), max(end for _, end in places))


_NOUNS = r"(?: ?(?:등의?|같은|와 같은|과 같은|이라는))?(?: [가-힣]{1,8}){0,2}?(?:들|모델)?"
_THAN = re.compile(rf"(?:\([^()]{{0,40}}\))?{_NOUNS}보다")
_VICTIM = re.compile(
    rf"(?:\([^()]{{0,40}}\))?{_NOUNS}[을를] (?:[^.,;를을]{{0,24}} )?"
    r"(?:능가|앞[서선섰지질]|뛰어넘|초과[하해했한]|상회|넘어섰|넘어서는 (?:성능|성적|결과))"
)
_GOOD = re.compile(r"우수|뛰어[난나넘났]|나은|낫|능가|앞[서선섰]|향상|개선")
_BAD = re.compile(r"뒤[처지떨]|못 ?미[치쳤]|열등|저조|나쁜|(?<![현최])저하")
_FAST, _SLOW = re.compile(r"빠[르른]|빨[라랐]"), re.compile(r"느[리린]")
# Higher and lower are better or worse by what is so.
_HIGH, _LOW = re.compile(r"높[은게았아]|높이"), re.compile(r"낮[은게았아]|떨어")
_POINTS = re.compile(r"\d ?점 (?:더 |이상 |가량 )?$")
_OF_WHAT = re.compile(r"[가-힣]{0,2} (?:평균 |전체 |최종 )?")
_REACH = 45
_TOPIC = re.compile(r"(?:\([^()]{0,40}\))?(?: ?[가-힣]{1,8}){0,2}?(?:은|는|이|가)(?= |,)")
_DENIAL = re.compile(r"[가-힣]{0,4}[은는을를이가도]? ?(?:[가-힣]{1,3}지[는도]? ?)?(?:않|못|없)")


_COMPARES = re.compile("보다|능가|앞|뛰어넘|초과|상회|넘어")


class Judgement(NamedTuple):
    """What a Korean sentence says of one thing that another is compared with.

    Attributes:
        other: What stands before 보다, or is the object of 능가하다.
        end: Where the word of judgement ends.
        is_beaten: Whether that thing is the worse one.
        of_speed: Whether it is slower or faster rather than worse or better.
    """

    other: Mention
    end: int
    is_beaten: bool
    of_speed: bool = False


def may_judge(text: str, span: Span) -> bool:
    """Return whether a Korean sentence has a word that compares."""
    return bool(_COMPARES.search(text, span.start, span.end))


def korean_judgements(text: str, span: Span, names: Sequence[Mention]) -> Iterator[Judgement]:
    """Yield what a sentence at `span` of a text compares something with, and how that comes out."""
    for name in names:
        than = _THAN.match(text, name.end, min(span.end, name.end + 60))
        victim = None if than else _VICTIM.match(text, name.end, min(span.end, name.end + 80))
        if than:
            yield from _judged(text, name, than.end(), span.end)
        elif victim and not _DENIAL.match(text, victim.end()):
            yield Judgement(name, victim.end(), is_beaten=True)


def _judged(text: str, name: Mention, start: int, end: int) -> Iterator[Judgement]:
    """Yield the judgement behind 보다, unless it is denied or nothing tells whether higher is better."""
    end = min(end, start + _REACH)
    found = [m for pattern in (_GOOD, _BAD, _FAST, _SLOW, _HIGH, _LOW) if (m := pattern.search(text, start, end))]
    if not found:
        return
    first = min(found, key=lambda match: match.start())
    worth = _worth(text, start, first) if first.re in {_HIGH, _LOW} else 1
    if worth and not _DENIAL.match(text, first.end()):
        is_beaten = (first.re in {_GOOD, _FAST, _HIGH}) == (worth > 0)
        yield Judgement(name, first.end(), is_beaten, of_speed=first.re in {_FAST, _SLOW})


def _worth(text: str, start: int, word: re.Match[str]) -> int:
    """Return whether more is better or worse of what stands before the word or right behind it; 0 if that is open."""
    if _POINTS.search(text[start : word.start()]):
        return 1
    named = korean_measures(text[start : word.start()])
    behind = _OF_WHAT.match(text, word.end())
    if behind:
        named += [m for m in korean_measures(text[behind.end() : behind.end() + _REACH]) if m.start == 0]
    return shared_worth(named)


def korean_rankings(text: str, span: Span, names: Sequence[Mention]) -> Iterator[Ranking]:
    """Yield who beats whom in a sentence at `span` of a text."""
    for other, end, is_beaten, of_speed in korean_judgements(text, span, names):
        topic = _topic(text, span, names, other, end)
        if topic:
            winner, loser = (topic, other) if is_beaten else (other, topic)
            place = Span(min(topic.start, other.start), max(topic.end, other.end, end))
            yield Ranking(winner.key, loser.key, place, of_speed)


def _topic(text: str, span: Span, names: Sequence[Mention], loser: Mention, end: int) -> Mention | None:
    """Return the nearest name with 은/는 or 이/가 before the word of judgement."""
    topics = [
        name
        for name in names
        if name.key != loser.key and name.end < end and _TOPIC.match(text, name.end, min(span.end, name.end + 60))
    ]
    return topics[-1] if topics else None
