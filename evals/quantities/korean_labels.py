"""Figures of Korean prose that name or set something and amount to nothing: 4. in a list, k = 10, a 95% 신뢰구간."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.quantities.model import Quantity

_FAR = 24
_SET = re.compile(r"(?<![<>!≤≥])[=∈] ?[({\[]{0,2}[-+]?$")
_COMPARED = re.compile(r"(?<![A-Za-z가-힣])[A-Za-zΑ-ω] ?(?:[<>]=?|[≤≥≠]) ?$")
_CONFIDENCE = re.compile(r" ?(?:의 )?(?:신뢰 ?(?:구간|수준|도 구간)|CI(?![A-Za-z]))")
_MARKER_BEFORE = re.compile(r"(?:^|[.:;!?] {1,2}|\n)[ #*>(-]{0,8}$")
_MARKER = re.compile(r"\.\)?\*{0,2} {1,3}[가-힣A-Z*(\"“`]")
_MARKERS_MOST = 99
_OPENING = " ({[+-"
_SIGNS = frozenset("=∈<>≤≥≠")


def is_label(text: str, quantity: Quantity) -> bool:
    """Return whether figures mark a point of a list, set a symbol or are a level of confidence."""
    start, end = quantity.start, quantity.end
    if quantity.unit is not None:
        return quantity.unit == "percent" and _CONFIDENCE.match(text, end) is not None
    if text.startswith(".", end):
        before = text[max(0, start - _FAR) : start]
        value = quantity.value
        is_small = value is not None and 0 <= value <= _MARKERS_MOST
        return is_small and _MARKER.match(text, end) is not None and _MARKER_BEFORE.search(before) is not None
    sign = text[max(0, start - _FAR) : start].rstrip(_OPENING)[-1:]
    if quantity.counted is not None or sign not in _SIGNS:
        return False
    return bool(_SET.search(text, max(0, start - _FAR), start) or _COMPARED.search(text, max(0, start - _FAR), start))
