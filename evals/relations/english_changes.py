"""Changes that English sentences state with their figures: `reduces latency by 19%`, `a 5% improvement`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.relations.changes import BETTER, DOWN, STILL, UP, WORSE, Change
from evals.relations.measures import english_measures
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.figures import Figure
    from evals.relations.changes import Direction, Way

_BEFORE, _AFTER, _NEAR = 110, 60, 50
# Words that can follow their figure: nouns and comparatives.
_NAMES: dict[str, Direction] = {
    r"increases?|growth|rises?|higher|larger|greater|longer|bigger": UP,
    r"reductions?|decreases?|drops?|declines?|savings?|fewer|less|lower|smaller|shorter|cheaper|cuts?": DOWN,
    r"more (?:accurate|efficient|robust|stable)|improvements?|gains?|boosts?|better|superior|faster|speed-?ups?"
    r"|accelerations?|advantage|lead": BETTER,
    r"degradations?|deteriorations?|worse|slower|slowdowns?|less (?:accurate|efficient|robust|stable)": WORSE,
    r"more": UP,
}
# Words that take it with `by`: verbs, in any form.
_VERBS: dict[str, Direction] = {
    r"increas(?:es?|ed|ing)|rais(?:es?|ed|ing)|grows?|grew|growing|elevat(?:es?|ed|ing)|rising|rose": UP,
    r"reduc(?:es?|ed|ing)|decreas(?:es?|ed|ing)|lower(?:s|ed|ing)|sav(?:es?|ed|ing)|cut(?:s|ting)|shrinks?|shrinking"
    r"|shrunk|drop(?:s|ped|ping)|declin(?:ed|ing)|falls?(?! short| behind)|fell(?! short| behind)"
    r"|shorten(?:s|ed|ing)?|minimi[sz](?:es?|ed|ing)": DOWN,
    r"improv(?:es?|ed|ing)|outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?"
    r"|enhanc(?:es?|ed|ing)|boost(?:s|ed|ing)?|accelerat(?:es?|ed|ing)|speed(?:s|ing) up|gain(?:ed|ing)"
    r"|outpac(?:es?|ed|ing)": BETTER,
    r"degrad(?:es?|ed|ing)|worsen(?:s|ed|ing)?|underperform(?:s|ed|ing)?|slow(?:s|ed|ing)|deteriorat(?:es?|ed|ing)"
    r"|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?": WORSE,
}


def _pattern(*tables: dict[str, Direction]) -> str:
    return "|".join(words for table in tables for words in table)


_DIRECTIONS = [(re.compile(words), direction) for words, direction in (*_NAMES.items(), *_VERBS.items())]
_STOP = (
    "in|on|of|for|with|by|to|from|and|or|than|while|over|at|across|as|is|are|was|were|but|which|that|we|using|during"
    "|under|compared|when|without|respectively|the"
)
_BEHIND = re.compile(rf"[ $}}-]{{0,3}}(?:(?!(?:{_STOP})\b)[A-Za-z@/-]+ ){{0,3}}?({_pattern(_NAMES)})(?![A-Za-z])")
_WORD = re.compile(rf"(?<![A-Za-z-])(?:{_pattern(_NAMES, _VERBS)})(?![A-Za-z])")
_NOUN_TAIL = re.compile(r"(?: (?:rates?|ratios?|factors?))?(?: (?:in|on|over|for) [A-Za-z0-9 @/-]{1,50})?\s*")
_ABOUT = (
    r"(?:(?:up to|more than|over|about|around|roughly|approximately|nearly|at least|at most|almost|as much as"
    r"|averages? of|an average of|on average|an? (?:relative|additional|absolute)|a factor of|another|only|just"
    r"|merely) )"
)
_LEAD = re.compile(rf"\b(by|of|up to|(?<!up )to) {_ABOUT}{{0,2}}[+$~\\(−-]{{0,3}}$")
# improves inference speed 7x
_VERB_OF_TIMES = re.compile(
    rf"(?<![A-Za-z-])({_pattern(_VERBS)})(?: [A-Za-z-]+){{0,4}} (?:up to |over |about )?[$~\\\\]{{0,2}}$"
)
_ONLY = re.compile(r"\b(?:only|merely|just|a mere) (?:about |around |roughly |approximately )?[$~\\]{0,2}$")
_OF = re.compile(r"[ $}\\]{0,3}of (?:the|its|their|all)\b|[ $}\\]{0,3}of [a-z]")
_LINK = re.compile(r"[ $}\\,]{0,3}(?:and|or|to|-|–|/|,)?[ $~\\-]{0,3}(?:up to )?")
_ELLIPSIS = re.compile(
    r"[ $}\\]{0,3}(?:(?:on|in|for|over|by|to) )?[A-Za-z0-9@/. -]{0,40}?,?(?: and| or|,)"
    r"(?: [A-Za-z0-9@/. -]{1,30} by)? (?:up to )?[$~\\+]{0,2} ?"
)
# What a subject is measured against: outperforms models 10x larger, than a 100 times larger GPT-3.
_RIVAL = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|match|rival|equal|than|against|on par with|(?:comparable|similar) to|compet)"
    r"[a-z]*(?: (?:with|even|the|its|other|existing|much|open-source|language))* "
    r"(?:an?|(?:models?|ones?|baselines?|methods?|LLMs?|systems?|networks?|counterparts?|competitors?)"
    r"(?: that are| which are)?) (?:up to |over |about |nearly |roughly )?[$~]{0,2}$"
)
_LONGEST_LIST = 6
_DENIAL = re.compile(
    r"(?:\b(?:not|no|without|cannot|never|fails? to|failed to|avoid(?:s|ing)?|neither)|n't)\b[^.;,]{0,30}$"
)
_CUT = re.compile(r"[.;:](?: |$)|\n")
_CLAUSE = re.compile(r"[,;:()]|\.(?!\d)|\b(?:while|and|but|with|whereas)\b")


def english_change(text: str, figures: Sequence[Figure], index: int) -> Change | None:
    """Return the change that a text states with one of its figures, which come in the text's order.

    A figure without a word of its own shares that of the list it stands in: `12% and 9% improvements`, `by 12% on
    the first and 9% on the second task`.
    """
    change = _own_change(text, figures[index])
    for step, gap in ((1, _LINK), (-1, _ELLIPSIS)):
        at = index
        is_part = bool(_OF.match(text, figures[index].whole.end))  # and 6% of the pages
        while change is None and not is_part and abs(at - index) < _LONGEST_LIST and 0 <= at + step < len(figures):
            first, second = sorted((at, at + step))
            if not _is_list(text, figures[first], figures[second], gap):
                break
            at += step
            change = _own_change(text, figures[at])
    return change and replace(change, figure=figures[index], is_direct=change.figure is figures[index])


def _is_list(text: str, first: Figure, second: Figure, gap: re.Pattern[str]) -> bool:
    if first.quantity.unit != second.quantity.unit or first.sentence != second.sentence:
        return False
    return first.whole is second.whole or bool(gap.fullmatch(text, first.whole.end, second.whole.start))


def _own_change(text: str, figure: Figure) -> Change | None:
    start, end = figure.whole.start, figure.whole.end
    behind = _BEHIND.match(text, end, min(len(text), end + _AFTER))
    if behind:
        if _RIVAL.search(text, max(0, start - _BEFORE), start):
            return None  # what is said of the rival is the opposite of what is said of the subject
        return _change(text, figure, "by", Span(*behind.span(1)))
    window = _CUT.split(text[max(0, start - _BEFORE) : start])[-1]
    lead = _LEAD.search(window)
    word = _last_word(window[: lead.start()], lead[1]) if lead else None
    if lead and word:
        return _change(text, figure, "to" if lead[1] == "to" else "by", word.shifted(start - len(window)))
    verb = _VERB_OF_TIMES.search(window) if figure.quantity.unit == "times" else None
    if verb:
        return _change(text, figure, "by", Span(*verb.span(1)).shifted(start - len(window)))
    if _ONLY.search(window) and _OF.match(text, end):
        return Change(figure, "share", STILL, Span(start, end))
    return None


def _last_word(window: str, lead: str) -> Span | None:
    """Return the last word of change before a preposition; `of` and `up to` stand close to it, `by` may be far."""
    words = list(_WORD.finditer(window))
    if not words:
        return None
    word = words[-1]
    between = window[word.end() :]
    is_near = lead == "by" or (lead == "to" and len(between) < _NEAR) or bool(_NOUN_TAIL.fullmatch(between))
    return Span(*word.span()) if is_near else None


def _change(text: str, figure: Figure, way: Way, word: Span) -> Change:
    direction = next(direction for words, direction in _DIRECTIONS if words.fullmatch(word.of(text)))
    first, last = min(word.start, figure.whole.start), max(word.end, figure.whole.end)
    before = _CLAUSE.split(text[max(0, first - 40) : first])[-1]
    after = _CLAUSE.split(text[last : last + 40])[0]
    start, end = first - len(before), last + len(after)
    measures = tuple(
        measure
        for measure in english_measures(text[start:end])
        if not measure.overlaps(word, start) and not measure.overlaps(figure.span, start)
    )
    is_negated = bool(_DENIAL.search(text, max(0, first - 45), first))
    return Change(figure, way, direction, word, measures, is_negated)
