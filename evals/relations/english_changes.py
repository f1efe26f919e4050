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

    from evals.relations.changes import Direction, Way
    from evals.relations.measures import Measure
    from evals.subject.figures import Figure

_BEFORE, _AFTER, _NEAR = 110, 60, 50
# The only place that knows the words: every pattern below is made of it, and tells the direction by the group found.
# Words that can follow their figure: nouns and comparatives.
_COMPARATIVE = re.compile(r"[a-z]+er|more .*|more|less .*|less|worse")
_THINGS = r"data|parameters?|tokens?|memory|compute|computations?|flops|time|energy|power|storage|steps|iterations"
_NAMES: dict[str, tuple[str, Direction]] = {
    "up": (rf"increases?|growth|rises?|higher|larger|greater|longer|bigger|more(?= (?:[a-z-]+ )?(?:{_THINGS})\b)", UP),
    "down": (
        (
            r"reductions?|decreases?|drops?|declines?|savings?|fewer|lower|smaller|shorter|cheaper|cuts?"
            rf"|less(?= (?:[a-z-]+ )?(?:{_THINGS})\b)"
        ),
        DOWN,
    ),
    "better": (
        (
            r"more (?:accurate|efficient|robust|stable)|improvements?|gains?|boosts?|better|superior|faster|speed-?ups?"
            r"|accelerations?|advantage|lead"
        ),
        BETTER,
    ),
    "worse": (
        r"degradations?|deteriorations?|worse|slower|slowdowns?|less (?:accurate|efficient|robust|stable)",
        WORSE,
    ),
}
# Words that take it with `by`: verbs, in any form.
_VERBS: dict[str, tuple[str, Direction]] = {
    "rises": (r"increas(?:es?|ed|ing)|rais(?:es?|ed|ing)|grows?|grew|growing|elevat(?:es?|ed|ing)|rising|rose", UP),
    "falls": (
        (
            r"reduc(?:es?|ed|ing)|decreas(?:es?|ed|ing)|lower(?:s|ed|ing)|sav(?:es?|ed|ing)|cut(?:s|ting)?|shrinks?"
            r"|shrinking|shrunk|drop(?:s|ped|ping)|declin(?:es?|ed|ing)|falls?(?! short| behind)|fell(?! short| behind)"
            r"|shorten(?:s|ed|ing)?|minimi[sz](?:es?|ed|ing)"
        ),
        DOWN,
    ),
    "improves": (
        (
            r"improv(?:es?|ed|ing)|outperform(?:s|ed|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?|beat(?:s|ing)?"
            r"|enhanc(?:es?|ed|ing)|boost(?:s|ed|ing)?|accelerat(?:es?|ed|ing)|speed(?:s|ing) up|gain(?:ed|ing)"
            r"|outpac(?:es?|ed|ing)"
        ),
        BETTER,
    ),
    "degrades": (
        (
            r"degrad(?:es?|ed|ing)|worsen(?:s|ed|ing)?|underperform(?:s|ed|ing)?|slow(?:s|ed|ing)|deteriorat(?:es?|ed|ing)"
            r"|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?"
        ),
        WORSE,
    ),
}
_TABLE = {**_NAMES, **_VERBS}


def _named(*tables: dict[str, tuple[str, Direction]]) -> str:
    return "|".join(f"(?P<{name}>{words})" for table in tables for name, (words, _) in table.items())


_STOP = (
    "in|on|of|for|with|by|to|from|and|or|than|while|over|at|across|as|is|are|was|were|but|which|that|we|using|during"
    "|under|compared|when|without|respectively|the"
)
_BEHIND = re.compile(rf"[ $}}-]{{0,3}}(?:(?!(?:{_STOP})\b)[A-Za-z@/-]+ ){{0,3}}?(?:{_named(_NAMES)})(?![A-Za-z])")
_WORD = re.compile(rf"(?<![A-Za-z-])(?:{_named(_VERBS, _NAMES)})(?![A-Za-z])")  # drops is a verb first
_VERB = re.compile(rf"(?<![A-Za-z-])(?:{_named(_VERBS)})(?![A-Za-z])")
_NOUN_TAIL = re.compile(r"(?: (?:rates?|ratios?|factors?))?(?: (?:in|on|over|for) [A-Za-z0-9 @/-]{1,50})?\s*")
_ABOUT = (
    r"(?:(?:up to|more than|over|about|around|roughly|approximately|nearly|close to|at least|at most|almost|as much as"
    r"|averages? of|an average of|on average|an? (?:relative|additional|absolute)|a factor of|another|only|just"
    r"|merely) )"
)
_LEAD = re.compile(rf"\b(by|of|up to|(?<!up )(?<!close )to) {_ABOUT}{{0,2}}[+$~\\(]{{0,3}}$")
# improves inference speed 7x
_VERB_OF_TIMES = re.compile(
    rf"(?<![A-Za-z-])(?:{_named(_VERBS)})(?: [A-Za-z-]+){{0,4}} (?:up to |over |about )?[$~\\]{{0,2}}$"
)
_ONLY = re.compile(r"\b(?:only|merely|just|a mere) (?:about |around |roughly |approximately )?[$~\\]{0,2}$")
_OF = re.compile(r"[ $}\\]{0,3}of (?:the|its|their|all)\b|[ $}\\]{0,3}of [a-z]")
_LINK = re.compile(r"[ $}\\,]{0,3}(?:and|or|to|-|–|/|,)?[ $~\\-]{0,3}(?:up to )?")
_ELLIPSIS = re.compile(
    r"[ $}\\]{0,3}(?:(?:on|in|for|over|by|to) )?[A-Za-z0-9@/. -]{0,40}?,?(?: and| or|,)"
    r"(?: [A-Za-z0-9@/. -]{1,30} by)? (?:up to )?[$~\\+]{0,2} ?"
)
# What a subject is measured against: outperforms models 10x larger, matches Dunlin trained on 12x more data.
_RIVAL = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|match|rival|equal|(?<!more )(?<!less )(?<!fewer )than|against|on par with"
    r"|(?:comparable|similar) to|compet)(?:(?! and [a-z]+s |while|but\b)[^,;:()]){0,80}$"
)
_LONGEST_LIST = 6
_DENIAL = re.compile(
    r"(?:\b(?:not|no|without|cannot|never|fails? to|failed to|avoid(?:s|ing)?|neither)|n't)\b[^.;,]{0,30}$"
)
_CUT = re.compile(r"[.;:](?: |$)|\n")
_CLAUSE = re.compile(r"[,;:()]|\.(?!\d)|\b(?:while|and|but|with|without|whereas)\b")
# What stands between a word of change and the thing that changes, on either side: latency is reduced, lower inference
# latency, reduction in latency; and what may follow the thing, where another noun would be the thing: error detection.
_TO_THING = re.compile(r"(?: (?:in|of|on))?(?: (?!(?:at|with|while|for|by|to)\b)[A-Za-z-]+){0,4} ")
_FROM_THING = re.compile(
    r"(?: (?:rates?|consumption|usage|use|scores?|is|are|was|were|been|has|have|also|further|even|significantly)){0,4}"
    r"[ $~\\(+]{1,3}"
)
_AFTER_THING = re.compile(
    r"(?: (?:rates?|consumption|usage|use|requirements?|scores?|footprint|improvements?|reductions?|gains?"
    r"|increases?|decreases?|drops?|degradations?|savings))?"
    r"(?: (?:by|of|in|on|for|to|than|over|from|while|with|across|at|when|up|and|compared|relative|without)\b"
    r"|[,.;:)]|\s*$|[ $~\\(+]*\d)"
)


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
    if figure.value < 0:
        return None  # the sign tells the direction as well: a -0.5% decrease
    start, end = figure.whole.start, figure.whole.end
    window = _CUT.split(text[max(0, start - _BEFORE) : start])[-1]
    behind = _BEHIND.match(text, end, min(len(text), end + _AFTER))
    if behind:
        # What is said of the rival is the opposite of what is said of the subject.
        is_readable = not _RIVAL.search(window) and not _is_changed(window)
        return _change(text, figure, "by", _told(behind)) if is_readable else None
    lead = _LEAD.search(window)
    found = _last_word(window[: lead.start()], lead[1]) if lead else None
    if lead and found:
        name, word = _told(found)
        return _change(text, figure, "to" if lead[1] == "to" else "by", (name, word.shifted(start - len(window))))
    verb = _VERB_OF_TIMES.search(window) if figure.quantity.unit == "times" else None
    if verb:
        name, word = _told(verb)
        return _change(text, figure, "by", (name, word.shifted(start - len(window))))
    if _ONLY.search(window) and _OF.match(text, end):
        measures = _measures(text, start, end)
        return Change(figure, "share", STILL, Span(start, end), measures)
    return None


def _told(found: re.Match[str]) -> tuple[str, Span]:
    """Return the row of the table whose word was found, and the place of that word."""
    name = next(name for name, word in found.groupdict().items() if word)
    return name, Span(*found.span(name))


def _is_changed(clause: str) -> bool:
    """Return whether the last clause of some words has a verb of change: reduces the drop by, improves savings to."""
    return bool(_VERB.search(_CLAUSE.split(clause)[-1]))


def _last_word(window: str, lead: str) -> re.Match[str] | None:
    """Return the last word of change before a preposition; `of` and `up to` stand close to it, `by` may be far.

    None where a verb changes what is a change itself: improves the savings to.
    """
    words = list(_WORD.finditer(window))
    if not words:
        return None
    word = words[-1]
    name, _ = _told(word)
    between = window[word.end() :]
    if name in _NAMES and (lead == "to" or _is_changed(window[: word.start()])):
        return None
    is_near = lead == "by" or (lead == "to" and len(between) < _NEAR) or bool(_NOUN_TAIL.fullmatch(between))
    return word if is_near else None


def _change(text: str, figure: Figure, way: Way, told: tuple[str, Span]) -> Change:
    name, word = told
    first, last = min(word.start, figure.whole.start), max(word.end, figure.whole.end)
    measures = tuple(
        m for m in _measures(text, first, last) if not m.overlaps(word, 0) and not m.overlaps(figure.span, 0)
    )
    changing = tuple(measure for measure in measures if _is_changing(text, measure, word, first, last))
    is_negated = bool(_DENIAL.search(text, max(0, first - 45), first))
    is_compared = name == "degrades" or bool(_COMPARATIVE.fullmatch(word.of(text)))
    return Change(figure, way, _TABLE[name][1], word, measures, changing, is_negated, is_compared=is_compared)


def _is_changing(text: str, measure: Measure, word: Span, first: int, last: int) -> bool:
    """Return whether a word of change, whose place with its figure is given, says that the thing changes."""
    if measure.end <= first:
        return bool(_FROM_THING.fullmatch(text, measure.end, first))
    is_reached = measure.start < last or bool(_TO_THING.fullmatch(text, last, measure.start))
    is_whole = bool(_AFTER_THING.match(text, measure.end)) or text[measure.end : word.start] == " "
    return is_reached and is_whole


def _measures(text: str, first: int, last: int) -> tuple[Measure, ...]:
    """Return the things that the clause around a place names, with their places in the text."""
    before = _CLAUSE.split(text[max(0, first - 40) : first])[-1]
    after = _CLAUSE.split(text[last : last + 40])[0]
    start, end = first - len(before), last + len(after)
    return tuple(m._replace(start=m.start + start, end=m.end + start) for m in english_measures(text[start:end]))
