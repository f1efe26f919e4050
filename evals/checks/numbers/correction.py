"""What the checks of numbers share: support, evidence, and corrections that keep the particle right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.checks.contract import CannotTell
from evals.korean.particles import with_particle
from evals.quantities.units import UNITS
from summarizer.findings import Fix, Message, Severity, Where
from summarizer.sentences import sentence_ends
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from fractions import Fraction

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject
    from summarizer.findings import Evidence

_MOST_FIGURES = 300
"""More than ten times the numbers of the fullest real entry; each of them is compared with each of the paper."""
TELLING = 3
"""So many digits are the same in two numbers by no chance, whatever their power of ten."""
MOST_ALIKE = 50
"""So many places of a paper that state one number are looked at."""
_MEASURED = frozenset(UNITS) - {"parameter", "token", "pixel"}
"""Units of which there may be a half."""
_NAME_BEFORE = re.compile(r"[A-Za-z0-9.\-_/+]{0,60}$")
_WORDS_BEFORE = re.compile(r"(?:[A-Za-z]{1,12} ){1,3}$")
_NAME_AFTER = re.compile(r"[A-Za-z0-9.\-_/+]{0,60}")


def claims_of(subject: Subject) -> tuple[Figure, ...]:
    """Return the figures of the entry that state an amount: no list markers, and no values of symbols.

    Raises:
        CannotTell: If there are more than any summary states, so that comparing them could take for ever.
    """
    claims = tuple(figure for figure in subject.figures if not figure.is_label)
    if len(claims) > _MOST_FIGURES:
        message = Message(
            f"the {len(claims):,} numbers of the entry were not compared: up to {_MOST_FIGURES} can be",
            f"항목의 숫자가 {len(claims):,}개여서 비교하지 못했습니다. {_MOST_FIGURES}개까지 비교할 수 있습니다",
        )
        raise CannotTell(message)
    return claims


def is_stated(subject: Subject, figure: Figure) -> bool:
    """Return whether any text of the paper has the number of `figure`, whatever it measures there, or its amount."""
    theirs = subject.source_figures
    return bool(theirs.with_number(figure.quantity)) or next(theirs.same(figure.quantity), None) is not None


def is_backed(subject: Subject, claim: Figure) -> bool:
    """Return whether any text of the paper has the number of `claim`; a rounding of something else does not back it."""
    if not is_stated(subject, claim):
        return False
    theirs = subject.source_figures
    roundings = theirs.with_number(claim.quantity)
    is_of_others = bool(roundings) and all(is_of_another(claim, f) and f.value != claim.value for f in roundings)
    return not is_of_others or any(f.value == claim.value for f in theirs.near(claim.value))


def is_of_another(one: Figure, other: Figure) -> bool:
    """Return whether two figures are known to measure or count different things."""
    units = one.quantity.unit, other.quantity.unit
    if all(units):
        return units[0] != units[1]
    if any(units):
        return bool(other.things if units[0] else one.things)
    return bool(one.things) and bool(other.things) and not one.things & other.things


def is_claimed(subject: Subject, actual: Figure, *, besides: Figure) -> bool:
    """Return whether another figure of the entry states the amount of `actual`, so that `besides` need not."""
    return any(other is not besides for other in subject.stated_figures.with_number(actual.quantity))


def evidence_of(subject: Subject, figure: Figure) -> Evidence:
    """Return the words of a figure as evidence: the whole name or range it is part of, else with what it counts."""
    text = figure.source.text if figure.source else subject.entry.source
    span = Span(figure.whole.start, figure.whole.end)
    if figure.quantity.is_name_size:
        before = _NAME_BEFORE.search(text, max(0, span.start - 60), span.start)
        after = _NAME_AFTER.match(text, span.end)
        span = Span(before.start() if before else span.start, after.end() if after else span.end)
        while text[span.end - 1] in ".-_/+":
            span = Span(span.start, span.end - 1)
    elif figure.quantity.noun and figure.quantity.noun[0] >= span.start:
        span = Span(span.start, max(span.end, figure.quantity.noun[1]))
    elif span.of(text).isdigit():
        before = _WORDS_BEFORE.search(text, max(0, span.start - 40), span.start)
        span = Span(before.start() if before else span.start, span.end)
    return figure.source.evidence(span) if figure.source else subject.entry_evidence(span)


def numeral_fix(subject: Subject, figure: Figure, numeral: str, *, safe: bool) -> Fix:
    """Return the edit that writes `numeral` for the number of `figure`, with the particle behind it kept right."""
    place = figure.numeral_span
    text = subject.entry.source
    if place.end < figure.quantity.end:
        return Fix((Edit(place.start, place.end, numeral),), safe)  # a unit follows, and no particle
    end, words = with_particle(text, place.end, numeral)
    return Fix((Edit(place.start, end, words),), safe)


def is_safe(subject: Subject, severity: Severity, claim: Figure, value: Fraction, actual: Figure) -> bool:
    """Return whether a correction may be made unasked: an error, and the paper's own figure, which no version explains.

    What is reckoned is stated nowhere, and of counted things there are no parts.
    """
    is_own = value == actual.value and (value.denominator == 1 or claim.quantity.unit in _MEASURED)
    is_superseded = subject.is_superseded and actual.source is not None
    return severity is Severity.ERROR and is_own and not is_superseded


def tier(figure: Figure) -> int:
    """Return how near the evidence is: 0 for the entry itself, then title, abstract, full text."""
    order = (None, Where.TITLE, Where.ABSTRACT, Where.FULLTEXT)
    return order.index(figure.source.where if figure.source else None)


def words_around(text: str, place: Span, reach: int) -> tuple[str, str]:
    """Return what stands in front of a place and behind it, `reach` characters each, no further than its sentence."""
    before, behind = text[max(0, place.start - reach) : place.start], text[place.end : place.end + reach]
    begun, ended = sentence_ends(before), sentence_ends(behind)
    return before[begun[-1] if begun else 0 :], behind[: ended[0] if ended else None]


def words_between(subject: Subject, first: Figure, second: Figure) -> str:
    """Return the words of the entry between two figures; empty when they touch."""
    return subject.entry.source[first.span.end : second.span.start]
