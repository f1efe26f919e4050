"""Of whom a change is told, and against whom: `A is 2.5 times slower than B` is `B는 A보다 2.5배 빠릅니다`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from evals.relations.owners import names
from evals.relations.rankings import OURS, own_name
from evals.subject.sentences import entry_sentences, source_sentences
from summarizer.spans import Span

if TYPE_CHECKING:
    from evals.relations.changes import Change
    from evals.subject.figures import Figure
    from evals.subject.sentences import Sentence
    from evals.subject.subject import Subject

OTHERS = "others"
"""The key of what a paper only calls the baseline, or what there was before."""

_OTHERS_EN = re.compile(
    r"\b(?:baselines?|prior|previous|existing|conventional|traditional|vanilla|competitors?|predecessors?"
    r"|state-of-the-art|humans|they)\b",
    re.IGNORECASE,
)
_OTHERS_KO = r"(?:기존|이전|종래|기준|베이스라인|비교 ?대상|다른|사람|인간)"
# The baselines need 3x, existing methods are; but not: outperforms the baseline by.
_OTHERS_SUBJECT_EN = re.compile(
    rf"(?<!by )(?<!over )(?<!than )(?:{_OTHERS_EN.pattern})(?: (?!by\b|over\b|on\b|in\b|and\b)[A-Za-z-]+){{0,4}} "
    r"(?:is|are|was|were|needs?|requires?|uses?|used|takes?|has|have|had|consumes?|runs?|lags?|trails?|falls?|fell"
    r"|scores?|achieves?|reach(?:es)?|degrades?|drops?|suffers?) [^,;:]*$",
    re.IGNORECASE,
)
_OURS_EN = re.compile(r"\b(?:we|our|ours|proposed)\b", re.IGNORECASE)
_STANDARD_EN = re.compile(
    r"\b(?:than|over|upon|against|versus|vs\.?|compared (?:to|with)|relative to"
    r"|(?:outperform|surpass|exceed|beat|outpac|trail|lag)[a-z]*(?: behind)?)\b"
)
_END_OF_STANDARD = re.compile(r"[;:.](?: |$)|, |\b(?:by|with|while|on|in|when|using|across|at|for|which|but|and)\b")
_OBLIQUE = re.compile(r"\b(?:to|with|upon|on|of|from|by|for|in|at|across|like|against)(?: [a-z-]+){0,2} $")
_CLAUSE_EN = re.compile(r"[;:] |\b(?:while|but|whereas)\b")
_THAN = r"(?:보다|대비|에 비해|에 비하여|[와과] 비교)"
_STANDARD_KO = re.compile(
    rf"(?:\([^()]{{0,40}}\))?(?: ?(?:등의?|같은|와 같은|과 같은))?(?: ?[가-힣]{{1,8}}){{0,2}}?"
    rf"(?:{_THAN}|[을를] (?:[^.,;]{{0,24}} )?(?:능가|앞[서선섰지질]|상회))"
)
_TOPIC_KO = re.compile(r"(?:\([^()]{0,40}\))?(?: ?[가-힣]{1,8}){0,2}?(?:은|는)(?= |,)")
_OTHERS_THAN = re.compile(rf"{_OTHERS_KO}(?: ?[가-힣A-Za-z]{{1,10}}){{0,3}}?{_THAN}")
_OTHERS_TOPIC = re.compile(rf"{_OTHERS_KO}(?: ?[가-힣A-Za-z]{{1,10}}){{0,2}}?(?:은|는|이|가) ")
_CLAUSE_KO = re.compile(r"[가-힣](?:고|며|지만|면서|으나),? ")
_FARTHEST = 80
# What is lost without a thing is gained with it.
_WITHOUT_EN = re.compile(
    r"\b(?:w/o|remov\w+|ablat\w+|omit\w*|exclud\w+|disabl\w+|absence)\b|(?:[.;,] |^\s*)without\b", re.IGNORECASE
)
_WITHOUT_KO = re.compile("없으면|없을|빼면|빼고|제거|제외|배제|절제")


class Sides(NamedTuple):
    """Who stands on which side of a change, by the keys of their names.

    Attributes:
        subjects: Of whom it is told; empty when the words do not say.
        standards: Against whom.
        mentioned: Everybody whom the sentence names.
    """

    subjects: frozenset[str]
    standards: frozenset[str]
    mentioned: frozenset[str]


def orientation(one: Sides, other: Sides, *, is_compared: bool) -> int:
    """Return 1 when two sentences tell of the same side, -1 when both sides changed places, 0 when that is open.

    Args:
        one: Of a change of an entry.
        other: Of one of the paper.
        is_compared: Whether the paper's words may be said of the other side (slower, more), and no name in another
            role may be left unread.
    """
    is_same = bool(one.subjects & other.subjects or one.standards & other.standards)
    is_half_crossed = bool(one.subjects & other.standards), bool(one.standards & other.subjects)
    if is_same or any(is_half_crossed):
        return -1 if all(is_half_crossed) and not is_same else int(is_same and not any(is_half_crossed))
    is_elsewhere = bool(one.subjects & other.mentioned or other.subjects & one.mentioned)
    is_open = OTHERS in one.subjects | other.subjects or (is_compared and is_elsewhere)
    return int(not (is_open or (is_compared and one.subjects - {OURS} and other.subjects - {OURS})))


class Standing(NamedTuple):
    """How the sides of two changes stand to each other.

    Attributes:
        side: 1 when both tell of the same side, -1 for the converse, 0 when that is open.
        is_tied: Whether both are measured against one that both name.
    """

    side: int
    is_tied: bool


def english_sides(sentence: Sentence, change: Change, own: str) -> Sides:
    """Return who stands on which side of a change of a paper; `own` is the key of the paper's own thing."""
    text = sentence.source.text if sentence.source else ""
    first, last = _place(change)
    start = _last_end(_CLAUSE_EN, text, sentence.span.start, first)
    found = names(sentence.span.of(text), sentence.span.start, sentence.figures, language="en")
    spans = _standard_spans(text, start, min(sentence.span.end, last + _FARTHEST))
    standards = {name.key for name in found for span in spans if span.start <= name.start < span.end}
    for key, words in ((OTHERS, _OTHERS_EN), (OURS, _OURS_EN)):
        if any(words.search(text, span.start, span.end) for span in spans):
            standards.add(key)
    near = [
        name
        for name in found
        if start <= name.start < first
        and not any(span.start <= name.start < span.end for span in spans)
        and not _OBLIQUE.search(text, max(start, name.start - 40), name.start)
    ]
    subjects = {name.key for name in near[-1:]}
    if not subjects and _OTHERS_SUBJECT_EN.search(text[start:first]):
        subjects.add(OTHERS)
    return _sides(subjects, standards, {name.key for name in found}, own)


def _sides(subjects: set[str], standards: set[str], mentioned: set[str], own: str) -> Sides:
    """Return the sides with the name of the paper's own thing as what is ours."""
    sides = (subjects, standards, mentioned)
    return Sides(*(frozenset(OURS if key == own else key for key in keys) for keys in sides))


def _standard_spans(text: str, start: int, end: int) -> list[Span]:
    spans = []
    for found in _STANDARD_EN.finditer(text, start, end):
        stop = _END_OF_STANDARD.search(text, found.end(), end)
        last = stop.start() if stop else end
        if found.end() < last:
            spans.append(Span(found.end(), last))
    return spans


def korean_sides(text: str, sentence: Sentence, change: Change, own: str) -> Sides:
    """Return who stands on which side of a change of an entry."""
    first, last = _place(change)
    found = names(sentence.span.of(text), sentence.span.start, sentence.figures, language="ko")
    clause = _last_end(_CLAUSE_KO, text, sentence.span.start, first)
    standards = {n.key for n in found if clause <= n.start < last and _STANDARD_KO.match(text, n.end, last)}
    if _OTHERS_THAN.search(text, clause, last):
        standards.add(OTHERS)
    named = [name for name in found if name.end < last and name.key not in standards]
    topics = [name for name in named if _TOPIC_KO.match(text, name.end, last)]
    subjects = {name.key for name in topics[-1:]}
    if not subjects and _OTHERS_TOPIC.search(text, clause, first):
        subjects.add(OTHERS)
    return _sides(subjects, standards, {name.key for name in found}, own)


def _place(change: Change) -> tuple[int, int]:
    """Return where figure and word begin and end."""
    return min(change.word.start, change.figure.span.start), max(change.word.end, change.figure.span.end)


def _last_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    return max((match.end() for match in pattern.finditer(text, start, end)), default=start)


class SideReader:
    """Reads of whom the changes of an entry and of its paper are told."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._own = own_name(subject)

    def standing(self, claim: Change, actual: Change) -> Standing:
        """Return how the sides of a change of the entry and of one of the paper stand to each other."""
        own, other = self._sentence_of(claim.figure), self._sentence_of(actual.figure)
        if own is None or other is None or _is_without(self._subject.entry.source, own) != _is_lost(other):
            return Standing(0, is_tied=False)
        ours = korean_sides(self._subject.entry.source, own, claim, self._own)
        theirs = english_sides(other, actual, self._own)
        side = orientation(ours, theirs, is_compared=actual.is_compared)
        return Standing(side, is_tied=bool((ours.standards & theirs.standards) - {OTHERS}))

    def _sentence_of(self, figure: Figure) -> Sentence | None:
        places, sentences = self._sentences[id(figure.source) if figure.source else None]
        at = bisect_right(places, figure.span.start) - 1
        return sentences[at] if at >= 0 and figure.span.end <= sentences[at].span.end else None

    @cached_property
    def _sentences(self) -> dict[int | None, tuple[list[int], list[Sentence]]]:
        """The sentences of every text with their places, by the identity of the text."""
        texts: dict[int | None, tuple[list[int], list[Sentence]]] = defaultdict(lambda: ([], []))
        for sentence in (*entry_sentences(self._subject), *source_sentences(self._subject)):
            places, sentences = texts[id(sentence.source) if sentence.source else None]
            places.append(sentence.span.start)
            sentences.append(sentence)
        return texts


def _is_without(text: str, sentence: Sentence) -> bool:
    return bool(_WITHOUT_KO.search(text, sentence.span.start, sentence.span.end))


def _is_lost(sentence: Sentence) -> bool:
    text = sentence.source.text if sentence.source else ""
    return bool(_WITHOUT_EN.search(sentence.span.of(text)))
