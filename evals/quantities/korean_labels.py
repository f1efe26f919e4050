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


def is_label(text: str, quantity: Quantity) -> bool:
    """Return whether figures mark a point of a list, set a symbol or are a level of confidence."""
    start, end = quantity.start, quantity.end
    if quantity.unit is not None:
        return quantity.unit == "percent" and _CONFIDENCE.match(text, end) is not None
    place = max(0, start - _FAR)
    value = quantity.value
    if value is not None and 0 <= value <= _MARKERS_MOST and _MARKER.match(text, end):
        return _MARKER_BEFORE.search(text[place:start]) is not None
    if quantity.counted is not None or text[start - 1 : start].isalnum():
        return False
    return bool(_SET.search(text, place, start) or _COMPARED.search(text, place, start))
