"""Figures that name or set something and amount to nothing: a list marker, an index, the value of a symbol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.quantities.model import Quantity

_FAR = 48
_OPENING = " \t\n{([+-"
# k = 10, i ∈ {1, 2}, and no ≤ in the spelling <=.
_SET = frozenset("=∈≔")
_LIMITS = ("<=", ">=", "!=")
# p < 0.05 and 1 ≤ i ≤ 10: a letter that stands alone is compared.
_COMPARED = re.compile(r"(?<![\w'’-])[A-Za-zΑ-ω](?:_?\{?\w\}?)?\s{0,3}(?:[<>]=?|[≤≥≠])[\s{]{0,3}$")
_COMPARES = re.compile(r"[\s}]{0,3}(?:[<>]=?|[≤≥])\s{0,3}[A-Za-zΑ-ω](?![A-Za-z])")
_GOES_ON_BEFORE = re.compile(r"(?:…|\.{3})\s{0,7},?\s{0,7}$")
_GOES_ON = re.compile(r"\s{0,3},?\s{0,7}(?:…|\.{3})")
_LISTED = re.compile(r"\s{0,3}[,;/]\s{0,3}|[\s}]{0,3}[<≤]\s?[A-Za-z]\s?[<≤]\s?")
_MARKER_BEFORE = re.compile(r"(?:^|[.:;!?]\s{1,2}|\n)[\s#*>(-]{0,8}$")
_MARKER = re.compile(r"\.\)?\*{0,2}\s{1,3}[A-Z*(\"“`]")
_HEADING_BEFORE = re.compile(r"(?:^|\n)[#*\s]{0,8}$")
_HEADING = re.compile(r"\.?[ \t]{1,4}[A-Z][^\n.]{1,70}(?<![,;:\s-])[*\s]{0,4}\n")
_CONFIDENCE = re.compile(r"[\s-]{0,2}(?:CIs?(?![A-Za-z])|(?:bootstrap |Wilson )?(?:confidence|credible))")
_MARKERS_MOST = 99


def is_label(text: str, quantity: Quantity) -> bool:
    """Return whether figures mark a point of a list, head a section, set a symbol or are a level of confidence."""
    start, end = quantity.start, quantity.end
    if quantity.unit is not None:
        return quantity.unit == "percent" and _CONFIDENCE.match(text, end) is not None
    before = text[max(0, start - _FAR) : start]
    if _marks(text, quantity, before):
        return True
    return quantity.counted is None and (_is_set(before) or _is_compared(text, end))


def are_in_row(text: str, first: Quantity, second: Quantity) -> bool:
    """Return whether two bare figures stand in one row, so that both are labels or none: i = 1, 2, 3."""
    is_bare = all(quantity.unit is None and quantity.counted is None for quantity in (first, second))
    return is_bare and _LISTED.fullmatch(text, first.end, second.start) is not None


def _is_set(before: str) -> bool:
    """Return whether a symbol is set to the figures, is compared with them, or counts up to them."""
    name = before.rstrip(_OPENING)
    last = name[-1:]
    if last in _SET:
        return not name.endswith(_LIMITS)
    if last in "<>≤≥≠":
        return _COMPARED.search(before) is not None
    return last in ".…," and _GOES_ON_BEFORE.search(before) is not None


def _is_compared(text: str, end: int) -> bool:
    return _COMPARES.match(text, end) is not None or _GOES_ON.match(text, end) is not None


def _marks(text: str, quantity: Quantity, before: str) -> bool:
    """Return whether figures at the start of a line or a sentence count the points or the sections of a text."""
    value, end = quantity.value, quantity.numeral_end or quantity.end
    following = text[end : end + 1]
    if value is None or not 0 <= value <= _MARKERS_MOST or following not in {".", " ", "\t"}:
        return False
    if following == "." and value.denominator == 1 and _MARKER.match(text, end) and _MARKER_BEFORE.search(before):
        return True
    return _HEADING_BEFORE.search(before) is not None and _HEADING.match(text, end) is not None
