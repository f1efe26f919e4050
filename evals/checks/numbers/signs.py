"""A minus that the paper does not have: -93.2% for 93.2%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.checks.numbers.correction import tier
from evals.quantities.comparison import figures_of

if TYPE_CHECKING:
    from evals.figures import Figure
    from evals.subject import Subject

_NEAR = 60
_KOREAN_DECREASE = re.compile("감소|하락|저하|손실|절감|단축|낮|줄|적게|떨어|음의|마이너스|대비|차이|변화")
_ENGLISH_DECREASE = re.compile(
    r"reduc|decreas|declin|drop|degrad|lower|fewer|less|loss|fell|fall|sav|cut|shr[iu]nk|minus|negative|below|worse|"
    r"chang|differ|compress|small|short",
    re.IGNORECASE,
)
_DASHES = frozenset("-–—−±")


def unsigned(subject: Subject, claim: Figure) -> Figure | None:
    """Return the paper's figure that a negative number of the entry is without its sign.

    None where the sign may stand for a decrease, which papers tell in words, or for a dash that the paper has.
    """
    text, start = subject.entry.source, claim.span.start
    is_glued = claim.value < 0 and claim.whole == claim.quantity and text[start + 1].isdecimal()
    if not is_glued or (claim.quantity.unit is None and len(figures_of(claim.value)) < 2):  # -1 says too little
        return None
    if _KOREAN_DECREASE.search(text, max(0, start - _NEAR), claim.span.end + _NEAR):
        return None
    stated = [
        figure
        for figure in subject.source_figures.near(-claim.value)
        if figure.value == -claim.value and figure.quantity.unit == claim.quantity.unit
    ]
    if any(map(_may_be_negative, stated)):
        return None
    return min(stated, key=lambda figure: (tier(figure), figure.span), default=None)


def _may_be_negative(figure: Figure) -> bool:
    text, start = (figure.source.text if figure.source else ""), figure.span.start
    return bool(
        _DASHES.intersection(text[max(0, start - 3) : start])
        or _ENGLISH_DECREASE.search(text, max(0, start - _NEAR), figure.span.end + _NEAR)
    )
