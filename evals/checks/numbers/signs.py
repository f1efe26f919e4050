"""A minus that the paper does not have: -93.2% for 93.2%, -8개 for 8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.checks.numbers.correction import tier, words_around
from evals.quantities.comparison import figures_of
from evals.quantities.units import UNITS
from summarizer.sentences import sentence_around

if TYPE_CHECKING:
    from evals.relations.alignment import Anchors
    from evals.subject.figures import Figure
    from evals.subject.subject import Subject

_NEAR = 60
_BESIDE = 16
"""As far as the verb of a short clause stands behind its figure: -3B 파라미터 감소."""
# Of a score a decrease may be told anywhere near, in the entry or in the paper.
_KOREAN_DECREASE = re.compile(
    "감소|하락|저하|손실|절감|단축|낮|줄|적게|떨어|음의|마이너스|대비|차이|변화|격차|하회|제거[하했한해된되]|빼|없애|벌점|페널티|보상|로그|상관"
)
_ENGLISH_DECREASE = re.compile(
    r"\b(?:reduc|decreas|declin|drop|degrad|lower|fewer|less\b|loss|fell|fall|sav|cut|shr[iu]nk|minus|negative|below|"
    r"worse|chang|difference|differs?\b|compress|smaller|shorter|prun|remov|hurt|suffer|underperform|ablat|gap\b|penal|"
    r"log-|correlat)",
    re.IGNORECASE,
)
# Of a count or a size it is told right behind the figure (-3B 감소), or as what the figure is of (감소량은 -3B).
_KOREAN_LESS = re.compile("(?:감소|절감|단축|차이|변화|격차)(?:량|폭|분|치)|대비|상관|로그")
_ENGLISH_LESS = re.compile(
    r"\b(?:decrease|reduction|drop|decline|saving|remov|prun|trim|correlat|log-)"
    r"|\b(?:reduc|lower|cut|shr[iu]nk|sav)[^.]{0,50}\bby (?:[a-z]+ ){0,4}\Z",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(r", |(?:[고며]|면서도?|지만|는데) ")
_DASHES = frozenset("-–—−±")
# A hyphen that opens an item or an aside has another one for company: -1단계: … -2단계: …, or 모델 -7B, 13B- 을.
_ITEM = re.compile(r"(?<!\S)-(?=\d)")
_LOOSE_DASH = re.compile(r"(?<!\S)-|-(?!\S)|[–—]")
# At the start of a line it is a bullet that lacks its space.
_LINE_START = re.compile(r"\n[ \t]*\Z")
_BROKEN_NAME = re.compile(r"[A-Za-z0-9*_`)\]] \Z")
_SIGNED = frozenset({"degree", "decibel"})
"""Units of what is measured from a zero that has two sides."""
_AMOUNTS = frozenset({"parameter", "token", "frame-rate", "pixel", "gpu-time", "times"})
"""Dimensions of amounts that are never below zero; only their changes are."""


def unsigned(subject: Subject, anchors: Anchors, claim: Figure) -> Figure | None:
    """Return the paper's figure that a negative number of the entry is without its sign.

    None where the sign may stand for a decrease, which papers tell in words, or for a dash.
    """
    text, start = subject.entry.source, claim.span.start
    is_glued = claim.value < 0 and claim.whole == claim.quantity and text[start + 1].isdecimal()
    if not is_glued or claim.quantity.unit in _SIGNED or _is_dash(subject, claim):
        return None
    stated = [
        figure
        for figure in subject.source_figures.near(-claim.value)
        if figure.value == -claim.value and _is_alike(claim, figure)
    ]
    is_sure = _is_amount(claim) or any(anchors.tie(claim, figure) for figure in stated)
    if _tells_less(words_around(text, claim.span, _NEAR), _KOREAN_DECREASE, _KOREAN_LESS if is_sure else None):
        return None
    if any(_may_be_negative(figure, is_sure=is_sure) for figure in stated):
        return None
    return min(stated, key=lambda figure: (tier(figure), figure.span), default=None)


def _tells_less(around: tuple[str, str], anywhere: re.Pattern[str], in_front: re.Pattern[str] | None) -> bool:
    """Return whether a decrease is told near a figure; `in_front` where only that and what is right behind counts."""
    before, behind = around
    if in_front is None:
        return bool(anywhere.search(before) or anywhere.search(behind))
    return bool(in_front.search(before) or anywhere.search(_NEXT_CLAUSE.split(behind[:_BESIDE], maxsplit=1)[0]))


def _is_dash(subject: Subject, claim: Figure) -> bool:
    """Return whether the hyphen may be a dash, or the one of a name that broke: Llama -7B."""
    section, start = subject.section_at(claim.span.start), claim.span.start
    if section is None or len(_ITEM.findall(section.text)) > 1:
        return True
    text = subject.entry.source
    told = sentence_around(section.text, claim.span.shifted(-section.start))
    dashes = _LOOSE_DASH.finditer(section.text, told.start, told.end)
    is_loose = any(dash.start() + section.start != start for dash in dashes)
    if is_loose or _LINE_START.search(text, max(0, start - _NEAR), start):
        return True
    return claim.quantity.unit == "parameter" and bool(_BROKEN_NAME.search(text, max(0, start - 2), start))


def _is_amount(claim: Figure) -> bool:
    """Return whether a figure says how many there are of something or how large it is."""
    unit = claim.quantity.unit
    return bool(claim.things) if unit is None else UNITS[unit].dimension in _AMOUNTS


def _is_alike(claim: Figure, actual: Figure) -> bool:
    """Return whether both have one unit; without one, they count the same or share two digits: -1 says too little."""
    if claim.quantity.unit != actual.quantity.unit:
        return False
    return claim.quantity.unit is not None or bool(claim.things & actual.things) or len(figures_of(claim.value)) > 1


def _may_be_negative(figure: Figure, *, is_sure: bool) -> bool:
    before, behind = words_around(figure.source.text if figure.source else "", figure.span, _NEAR)
    is_dashed = not figure.quantity.is_name_size and not _DASHES.isdisjoint(before[-3:])
    return is_dashed or _tells_less((before, behind), _ENGLISH_DECREASE, _ENGLISH_LESS if is_sure else None)
