"""Figures that name or set something and amount to nothing: a list marker, an index, the value of a symbol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.quantities.model import Quantity

_OPENING = " \t{([+-#*"
# k = 10, i ∈ {1, 2}, and no ≤ in the spelling <=.
_SET = frozenset("=∈≔")
_LIMITS = ("<=", ">=", "!=")
# p < 0.05 and 1 ≤ i ≤ 10: a letter that stands alone is compared.
_COMPARED = re.compile(r"(?<![\w'’-])[A-Za-zΑ-ω](?:_?\{?\w\}?)?\s{0,3}(?:[<>]=?|[≤≥≠])[\s{]{0,3}$")
# 1/k is a part of a symbol.
_COMPARES = re.compile(
    r"[\s}]{0,3}(?=[^A-Za-z\s])(?:(?:[<>]=?|[≤≥])\s{0,3}[A-Za-zΑ-ω](?![A-Za-z])|,?\s{0,7}(?:…|\.{3})|/[A-Za-z](?![A-Za-z]))"
)
_GOES_ON_BEFORE = re.compile(r"(?:…|\.{3})\s{0,7},?\s{0,7}$")
_LISTED = re.compile(r"\s{0,3}[,;/]\s{0,3}|[\s}]{0,3}[<≤]\s?[A-Za-z]\s?[<≤]\s?")
_MARKER_BEFORE = re.compile(r"(?:^|[.:;!?]\s{1,2}|\n)[\s#*>(-]{0,8}$")
_MARKER = re.compile(r"\.\)?\*{0,2}\s{1,3}[A-Z*(\"“`]")
_HEADING_BEFORE = re.compile(r"(?:^|\n)[#*\s]{0,8}$")
_HEADING = re.compile(r"\.?[ \t]{1,4}[A-Z][^\n.]{1,70}(?<![,;:\s-])[*\s]{0,4}\n")
_CONFIDENCE = re.compile(r"[\s-]{0,2}(?:CIs?(?![A-Za-z])|(?:bootstrap |Wilson )?(?:confidence|credible))")
_JOINTS = frozenset("\n},<>≤≥…./")
_COMPARISONS = frozenset("<>≤≥≠")
_MARKERS_MOST = 99


def is_label(text: str, quantity: Quantity, before: str) -> bool:
    """Return whether figures mark a point of a list, head a section, set a symbol or are a level of confidence.

    Args:
        text: The text.
        quantity: The figures with what they measure or count.
        before: The characters before them.
    """
    end = quantity.end
    if quantity.unit is not None:
        return quantity.unit == "percent" and _CONFIDENCE.match(text, end) is not None
    sign = before.rstrip(_OPENING)[-1:]
    if not sign.isalnum() and (_marks(text, quantity, before) or (quantity.counted is None and _is_set(before, sign))):
        return True
    following = text[end + 1 : end + 2] if text.startswith(" ", end) else text[end : end + 1]
    return following in _JOINTS and quantity.counted is None and _COMPARES.match(text, end) is not None


def are_in_row(text: str, first: Quantity, second: Quantity) -> bool:
    """Return whether two bare figures stand in one row, so that both are labels or none: i = 1, 2, 3."""
    is_bare = all(quantity.unit is None and quantity.counted is None for quantity in (first, second))
    return is_bare and _LISTED.fullmatch(text, first.end, second.start) is not None


def _is_set(before: str, sign: str) -> bool:
    """Return whether the sign before figures sets a symbol to them, compares it with them, or counts up to them."""
    if sign in _SET:
        return not before.rstrip(_OPENING).endswith(_LIMITS)
    if sign in _COMPARISONS:
        return _COMPARED.search(before) is not None
    return sign in {".", "…", ","} and _GOES_ON_BEFORE.search(before) is not None


def _marks(text: str, quantity: Quantity, before: str) -> bool:
    """Return whether figures at the start of a line or a sentence count the points or the sections of a text."""
    value, end = quantity.value, quantity.numeral_end or quantity.end
    if value is None or value > _MARKERS_MOST:
        return False
    if text.startswith(".", end) and value.denominator == 1:
        return _MARKER.match(text, end) is not None and _MARKER_BEFORE.search(before) is not None
    return _HEADING_BEFORE.search(before) is not None and _HEADING.match(text, end) is not None
