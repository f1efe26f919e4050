"""A minus that the paper does not have: -93.2% for 93.2%, -8개 for 8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.checks.numbers.correction import tier
from evals.quantities.comparison import figures_of
from evals.quantities.units import UNITS

if TYPE_CHECKING:
    from evals.figures import Figure
    from evals.subject import Subject
    from summarizer.spans import Span

_NEAR = 60
_BESIDE = 16
"""A change of a count is told right beside it (파라미터 -3B 감소); of a score it may be told anywhere near."""
_KOREAN_DECREASE = re.compile("감소|하락|저하|손실|절감|단축|낮|줄|적게|떨어|음의|마이너스|대비|차이|변화")
_ENGLISH_DECREASE = re.compile(
    r"\b(?:reduc|decreas|declin|drop|degrad|lower|fewer|less\b|loss|fell|fall|sav|cut|shr[iu]nk|minus|negative|below|"
    r"worse|chang|difference|differs?\b|compress|smaller|shorter)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!]\s|\n")
_DASHES = frozenset("-–—−±")
# A hyphen that opens an item or an aside has another one for company: -1단계: … -2단계: …, or 모델 -7B, 13B- 을.
_ITEM = re.compile(r"(?<!\S)-(?=\d)")
_LOOSE_DASH = re.compile(r"(?<!\S)-|-(?!\S)|[–—]")
# At the start of a line it is a bullet that lacks its space.
_LINE_START = re.compile(r"\n[ \t]*\Z")
_BROKEN_NAME = re.compile(r"[A-Za-z0-9] \Z")
_AMOUNTS = frozenset({"parameter", "token", "data", "operation", "frame-rate", "pixel", "gpu-time", "times"})
"""Dimensions of what nothing but a change of it is below zero of."""


def unsigned(subject: Subject, claim: Figure) -> Figure | None:
    """Return the paper's figure that a negative number of the entry is without its sign.

    None where the sign may stand for a decrease, which papers tell in words, or for a dash.
    """
    text, start = subject.entry.source, claim.span.start
    is_glued = claim.value < 0 and claim.whole == claim.quantity and text[start + 1].isdecimal()
    if not is_glued or _is_dash(subject, claim):
        return None
    reach = _BESIDE if _is_amount(claim) else _NEAR
    if any(map(_KOREAN_DECREASE.search, _around(text, claim.span, reach))):
        return None
    stated = [
        figure
        for figure in subject.source_figures.near(-claim.value)
        if figure.value == -claim.value and _is_alike(claim, figure)
    ]
    if any(_may_be_negative(figure, reach) for figure in stated):
        return None
    return min(stated, key=lambda figure: (tier(figure), figure.span), default=None)


def _is_dash(subject: Subject, claim: Figure) -> bool:
    """Return whether the hyphen may be a dash, or the one of a name that broke: Llama -7B."""
    section, start = subject.section_at(claim.span.start), claim.span.start
    if section is None or len(_ITEM.findall(section.text)) > 1:
        return True
    text = subject.entry.source
    first, last = _sentence(section.text, claim.span.shifted(-section.start))
    is_loose = any(dash.start() + section.start != start for dash in _LOOSE_DASH.finditer(section.text, first, last))
    if is_loose or _LINE_START.search(text, max(0, start - _NEAR), start):
        return True
    return claim.quantity.unit == "parameter" and bool(_BROKEN_NAME.search(text, max(0, start - 2), start))


def _sentence(text: str, place: Span) -> tuple[int, int]:
    """Return where the sentence of a place begins and ends, the space behind it included."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    first = max((end for end in ends if end <= place.start), default=0)
    return first, min((end for end in ends if end > place.end), default=len(text))


def _around(text: str, place: Span, reach: int) -> tuple[str, str]:
    """Return what stands in front of a place and behind it, no further than its sentence."""
    before, behind = text[max(0, place.start - reach) : place.start], text[place.end : place.end + reach]
    return _SENTENCE_END.split(before)[-1], _SENTENCE_END.split(behind, maxsplit=1)[0]


def _is_amount(claim: Figure) -> bool:
    """Return whether a figure says how many there are of something or how large it is."""
    unit = claim.quantity.unit
    return bool(claim.things) if unit is None else UNITS[unit].dimension in _AMOUNTS


def _is_alike(claim: Figure, actual: Figure) -> bool:
    """Return whether both have one unit, and without one more than a lone digit in common: -1 says too little."""
    if claim.quantity.unit != actual.quantity.unit:
        return False
    return claim.quantity.unit is not None or bool(claim.things & actual.things) or len(figures_of(claim.value)) > 1


def _may_be_negative(figure: Figure, reach: int) -> bool:
    text = figure.source.text if figure.source else ""
    before, behind = _around(text, figure.span, reach)
    is_dashed = not figure.quantity.is_name_size and not _DASHES.isdisjoint(before[-3:])
    return is_dashed or any(map(_ENGLISH_DECREASE.search, (before, behind)))
