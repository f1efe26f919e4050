"""What neighbouring Korean numbers make together: ranges, compound durations, enumerations with one unit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.quantities.korean_numerals import read_mixed
from evals.quantities.korean_words import COUNTER
from evals.quantities.spelling import is_in_row
from evals.quantities.units import UNITS

if TYPE_CHECKING:
    from evals.quantities.model import Quantity

_COUNT = rf"(?:{COUNTER.pattern}|[등위])?"
_DASH = re.compile(rf"{_COUNT} ?[-~–—] ?(?:최대|최소|약)? ?$")
_FROM = re.compile(rf"{_COUNT}(?:에서|부터) ?(?:최대|최소|약)? ?$")
_AND = re.compile(rf"{_COUNT}(?:와|과) ?$")
_CHANGE = re.compile(rf"{_COUNT}(?: ?[가-힣A-Za-z]{{1,8}})? ?(?:으로|로)(?![가-힣]?의 범위)")
_BETWEEN = re.compile(rf"{_COUNT} ?사이")
_LIMITS = re.compile(
    rf"{_COUNT} ?(?:이상|초과|이하|미만|에서|보다 ?[크높많작낮적](?:고|지만|으며|으나))?[,.]? ?(?:최대|최소)? ?$"
)
_LISTED = re.compile(
    r"(?:, ?|,? 및 |와 |과 |,? 그리고 |,? 또는 | ?/ ?|[·-]| ?→ ?|에서 |부터 )(?:약|최대|최소|각각)? ?$"
)
_TOLERANCE = re.compile(r" ?± ?$")
_BEFORE_EVENT = re.compile(r"(?:(?<![가-힣])(?:이?전|남은)|앞두고|직전)(?:에|의)? ?(?:약 )?$")
_EVENT_BEHIND = re.compile(r"(?: ?[가-힣]{1,4})? (?:이?전|남)(?=[에의까은]|[^가-힣]|$)")
_CHANGED = re.compile(r"에서 (?:약 )?$| ?→ ?$")
_SCALE_LETTERS = {"K": 10**3, "k": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_LED = frozenset({"parameter", "token"})
_GAP = re.compile(r" ?$")
_FAR = 16


def join(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities with neighbours joined that make one range or one duration, units handed back."""
    joined: list[Quantity] = []
    for quantity in found:
        is_near = bool(joined) and quantity.start - joined[-1].end <= _FAR
        merged = _merged(text, joined[-1], quantity) if is_near else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(quantity)
    return _hand_back_units(text, joined)


def _merged(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Return the one quantity that two neighbours make; None where they stay two."""
    if _TOLERANCE.match(_between(text, first, second)):
        # The tolerance belongs to the number that it is one of.
        return replace(first, unit=first.unit or second.unit, end=second.end, text=text[first.start : second.end])
    return _compound(text, first, second) or _range(text, first, second)


def _between(text: str, first: Quantity, second: Quantity) -> str:
    """Return the words between two numbers, or a mark that joins nothing when they are far apart."""
    return text[first.end : second.start] if second.start - first.end <= _FAR else "\n"


def _compound(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Join `1시간 30분` into 90 minutes: units of time that descend."""
    if first.value is None or second.value is None or not first.unit or not second.unit:
        return None
    large, small = UNITS[first.unit], UNITS[second.unit]
    if (
        large.dimension != small.dimension
        or large.dimension not in {"time", "calendar"}
        or large.factor <= small.factor
    ):
        return None
    if not _GAP.match(_between(text, first, second)):
        return None
    value = first.value * (large.factor / small.factor) + second.value
    return replace(
        second,
        value=value,
        low=value,
        high=value,
        start=first.start,
        text=text[first.start : second.end],
        bound=first.bound,
        numeral_end=None,
    )


def _range(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    if first.value is None or second.value is None or first.is_name_size or second.is_name_size:
        return None
    between = _between(text, first, second)
    if _LIMITS.match(between) and _is_limited_below(first) != _is_limited_below(second) and _are_limits(first, second):
        return _as_range(text, first, second)
    is_range = (
        (
            _DASH.match(between)
            and not _are_size_and_data(text, first, second)
            and not (between == "-" and is_in_row(text, first.start, second.end))
            and (not between.startswith(" -") or _rises(between, first, second))
            and second.value >= 0
        )
        or (_FROM.match(between) and not _CHANGE.match(text, second.end))
        or (_AND.match(between) and _BETWEEN.match(text, second.end))
    )
    if not is_range:
        return None
    first = _scaled(text, first, second)
    if first.unit is None and (second.unit or second.counted):
        first = replace(first, unit=second.unit, counted=second.counted)
    elif first.unit in _LED and second.unit is None and second.counted is None:
        second = replace(second, unit=first.unit)  # 파라미터 7-70B
    return _as_range(text, first, second) if first.unit == second.unit else None


def _are_size_and_data(text: str, first: Quantity, second: Quantity) -> bool:
    """Return whether two bare numbers are what a model has and what it was trained on: 7B-4T."""
    is_bare = first.unit is None and second.unit is None and second.counted is None
    return is_bare and text[first.end - 1] in "BM" and text[second.end - 1] == "T"


def _rises(between: str, first: Quantity, second: Quantity) -> bool:
    """Return whether ` - ` between two measures goes up from the first: 8% - 30%, but not 10 - 3."""
    values = (first.value or 0) < (second.value or 0)
    return values and between == " - " and (second.unit is not None or second.counted is not None)


def _are_limits(first: Quantity, second: Quantity) -> bool:
    return {first.bound, second.bound} <= {"at-least", "over", "at-most", "under"}


def _is_limited_below(quantity: Quantity) -> bool:
    return quantity.bound in {"at-least", "over"}


def _scaled(text: str, first: Quantity, second: Quantity) -> Quantity:
    """Hand the scale of the second end to a first one without: `7~30억` starts at 7억."""
    if first.value is None or second.value is None or first.step > 1 or first.value >= 10**4 or first.numeral_end:
        return first
    numeral_end = second.numeral_end or second.end
    letter = _SCALE_LETTERS.get(text[numeral_end - 1])
    numeral = read_mixed(text, second.start)
    factor = letter or (numeral.factor if numeral and numeral.has_scale else 1)
    value = first.value * factor
    if factor == 1 or value > second.value:
        return first
    return replace(first, value=value, low=value, high=value, step=first.step * factor)


def _as_range(text: str, first: Quantity, second: Quantity) -> Quantity:
    values = [v for v in (first.value, second.value) if v is not None]
    ends = (first, second)
    if values[0] > values[-1] and _counts_down(text, first.start, second.end):
        ends = (second, first)
    return replace(
        second,
        value=None,
        low=min(values),
        high=max(values),
        bound="exact",
        start=first.start,
        text=text[first.start : second.end],
        step=max(first.step, second.step),
        numeral_end=None,
        ends=ends,
    )


def _counts_down(text: str, start: int, end: int) -> bool:
    """Return whether a range runs towards an event, so that its first end is the larger one: 충돌 40~10초 전."""
    return bool(_BEFORE_EVENT.search(text, max(0, start - _FAR), start) or _EVENT_BEHIND.match(text, end))


def _hand_back_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give the unit of an enumeration to every member: `15억, 70억, 720억 파라미터`, `파라미터를 14억에서 7억으로`."""
    for index in range(len(found) - 2, -1, -1):
        member, following = found[index], found[index + 1]
        if _is_bare(member) and following.unit and not following.is_name_size and _are_listed(text, member, following):
            found[index] = replace(member, unit=following.unit)
    for index in range(1, len(found)):
        member, leading = found[index], found[index - 1]
        if _is_bare(member) and leading.unit and _CHANGED.match(_between(text, leading, member)):
            found[index] = replace(member, unit=leading.unit)
    return found


def _is_bare(quantity: Quantity) -> bool:
    return quantity.unit is None and quantity.counted is None and quantity.value is not None


def _are_listed(text: str, member: Quantity, following: Quantity) -> bool:
    return _LISTED.match(_between(text, member, following)) is not None
