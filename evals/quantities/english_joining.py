"""What neighbouring English numbers make together: ranges, tolerances, enumerations with one unit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from evals.quantities.spelling import is_in_row

if TYPE_CHECKING:
    from evals.quantities.english_sums import EnglishNumeral
    from evals.quantities.model import Quantity


class JoinedNumbers(NamedTuple):
    """A quantity, and the numeral it was read from where it has one."""

    quantity: Quantity
    numeral: EnglishNumeral | None


_HEDGE = r"(?:(?:about|over|up to|nearly|almost|around|approximately|at least|at most|more than|~)\s?)?"
_DASH = re.compile(rf"\s{{0,2}}(?:-{{1,3}}|–|—|~)\s{{0,2}}{_HEDGE}$")
_TO = re.compile(rf"(?:\s{{1,2}}(?:up\s)?to\s{{1,2}}|-to-){_HEDGE}$")
_AND = re.compile(rf"\s{{1,2}}and\s{{1,2}}{_HEDGE}$")
_BETWEEN = re.compile(r"\bbetween\s{1,2}(?:about |approximately )?~?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s{1,2}(?:about |over |around |approximately |nearly |only |just )?~?$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:improv|increas|reduc|decreas|drop|rais|ris|rose|grow|grew|boost|lower|cut|fell|fall|jump|declin|shr[iua]nk|"
    r"enhanc|elevat|speed|sped|climb|surg|lift|push|chang|bring|brought|advanc|extend|expand|accelerat|compress|shorten|"
    r"mov|transition|degrad|went|go(?:es|ing)?\b|up\b|down\b|gain)",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"(?:\s{1,2}(?:and|but)|,)\s{1,2}"
    r"(?:at least|at most|no |more|less|fewer|greater|smaller|lower|higher|larger|above|below|over|under)[a-z ]{0,24}$"
)
_LISTED = re.compile(
    rf"(?:\s?,\s{{1,2}}(?:(?:and|or|to|then)\s{{1,2}})?|\s{{1,2}}(?:and|or|to|vs\.?|versus|&)\s{{1,2}}|\s?/\s?){_HEDGE}$"
)
_LAST = re.compile(r"\s{1,2}(?:and|or|to|vs\.?|versus|&)\s|,\s{1,2}(?:and|or|to|then)\s|\s?[/~–—-]")
_OF = re.compile(r"\s{1,2}(?:out\s)?of\s{1,2}(?:the |these |our |all |its )?$")
_TOLERANCE = re.compile(r"\s{0,2}±\s{0,7}$")
_FAR = 32
# Between two numbers of plain prose nothing joins: told at once, since most are so.
_NO_JOINT = frozenset({" ", ", "})


def join(text: str, found: list[JoinedNumbers]) -> list[Quantity]:
    """Return the quantities with neighbours joined that make one range, and units handed on where they belong."""
    found = _handed_back(text, found)
    joined: list[JoinedNumbers] = []
    for reading in found:
        last = joined[-1] if joined else None
        if last is not None and (merged := _merged(text, last, reading)):
            joined[-1] = merged
        else:
            joined.append(_handed_on(text, last, reading))
    return [reading.quantity for reading in joined]


def _merged(text: str, first: JoinedNumbers, second: JoinedNumbers) -> JoinedNumbers | None:
    one, two = first.quantity, second.quantity
    if not 0 <= two.start - one.end <= _FAR:
        return None
    between = text[one.end : two.start]
    if between in _NO_JOINT or one.value is None or two.value is None or one.is_name_size or two.is_name_size:
        return None
    if _TOLERANCE.match(between):
        unit = one.unit or two.unit
        return JoinedNumbers(
            replace(
                one,
                unit=unit,
                end=two.end,
                text=text[one.start : two.end],
                counted=one.counted or two.counted,
                noun=one.noun or two.noun,
            ),
            first.numeral,
        )
    if one.value >= two.value or (one.unit is not None and one.unit != two.unit):
        is_range = False
    elif _DASH.match(between):
        # A hyphen between words makes one of them, and one behind a space is a sign.
        is_spelled = second.numeral is not None and second.numeral.is_spelled
        is_tied = between == "-" and (is_spelled or is_in_row(text, one.start, two.end))
        is_range = not is_tied and not (between.startswith(" -") and between[-1] == "-")
        is_range = is_range and not _are_size_and_data(first, second)
    elif _TO.match(between):
        # From 2K/4K to 128K, 4K is where one of them starts.
        is_range = text[one.start - 1 : one.start] != "/" and not _is_change(text[max(0, one.start - 160) : one.start])
    else:
        is_range = bool(_AND.match(between) and _BETWEEN.search(text[max(0, one.start - 28) : one.start]))
    if is_range or _are_limits(one, two, between):
        return JoinedNumbers(_as_range(text, one, two), None)
    return None


def _are_size_and_data(first: JoinedNumbers, second: JoinedNumbers) -> bool:
    """Return whether two bare numbers are what a model has and what it was trained on: 7B-4T."""
    letters = "".join(reading.numeral.letter for reading in (first, second) if reading.numeral)
    return letters in {"BT", "MT"} and second.quantity.unit is None and second.quantity.counted is None


def _are_limits(one: Quantity, two: Quantity, between: str) -> bool:
    """Return whether two bounds make one range: greater than 100 and smaller than 300."""
    if one.unit != two.unit or not _LIMITS.match(between):
        return False
    lows = [q.value for q in (one, two) if q.value is not None and q.bound in {"at-least", "over"}]
    highs = [q.value for q in (one, two) if q.value is not None and q.bound in {"at-most", "under"}]
    return len(lows) == len(highs) == 1 and lows < highs


def _is_change(before: str) -> bool:
    """Return whether `from A to B` tells a change: two numbers, where `ranging from A to B` is a range."""
    origin = _FROM.search(before)
    if origin is None:
        return False
    clause = re.split(r"[.;]\s", before[: origin.start()])[-1]
    return bool(_CHANGE.search(clause)) and not clause.rstrip().endswith(
        ("ranging", "range", "ranges", "varying", "spanning")
    )


def _as_range(text: str, one: Quantity, two: Quantity) -> Quantity:
    low, high = (one, two) if (one.value or 0) <= (two.value or 0) else (two, one)
    is_limits = {one.bound, two.bound} <= {"at-least", "over", "at-most", "under"}
    bound = one.bound if not is_limits and one.bound != "exact" else "exact"
    first = replace(one, unit=two.unit, counted=two.counted, noun=two.noun) if one.unit is None else one
    return replace(
        two,
        value=None,
        low=low.value,
        high=high.value,
        bound=bound,
        start=one.start,
        text=text[one.start : two.end],
        step=max(one.step, two.step),
        numeral_end=None,
        ends=(first, two),
    )


def _handed_back(text: str, found: list[JoinedNumbers]) -> list[JoinedNumbers]:
    """Give the scale, unit and noun at the end of an enumeration or a range to the bare members before it."""
    in_list = False
    for index in range(len(found) - 2, -1, -1):
        member, following = found[index], found[index + 1]
        one, two = member.quantity, following.quantity
        if not 0 <= two.start - one.end <= _FAR:
            in_list = False
            continue
        between = text[one.end : two.start]
        # Commas alone list nothing: one "and" or "or" has to stand before the last member.
        in_list = bool(_LISTED.match(between) or _DASH.match(between)) and (in_list or bool(_LAST.match(between)))
        if one.unit or one.counted or one.is_name_size or one.value is None:
            continue
        if _OF.match(between):
            found[index] = member._replace(quantity=replace(one, counted=two.counted, noun=two.noun))
        elif in_list and not two.is_name_size:
            member = _scaled(member, following)
            found[index] = member._replace(quantity=_like(member.quantity, two))
    return found


def _scaled(member: JoinedNumbers, following: JoinedNumbers) -> JoinedNumbers:
    """Hand the scale of the following number to a bare one: `7 to 30 billion`, `0.5, 7 and 72 billion`."""
    one, two = member.quantity, following.quantity
    before, behind = member.numeral, following.numeral
    if before is None or behind is None or one.value is None or two.value is None:
        return member
    factor = behind.factor
    if before.factor != 1 or factor == 1 or abs(one.value) >= 1000 or one.value >= two.value / factor:
        return member
    scaled = replace(
        one,
        value=one.value * factor,
        low=None if one.low is None else one.low * factor,
        high=None if one.high is None else one.high * factor,
        step=one.step * factor,
    )
    return JoinedNumbers(scaled, before._replace(factor=factor))


def _like(one: Quantity, two: Quantity) -> Quantity:
    is_count = one.value is not None and one.value.denominator == 1
    return replace(one, unit=two.unit, counted=two.counted if is_count else None, noun=two.noun if is_count else None)


def _handed_on(text: str, last: JoinedNumbers | None, reading: JoinedNumbers) -> JoinedNumbers:
    """Let the sizes behind a name's size be sizes: `LLaMA-7B, 13B and 65B`."""
    quantity, numeral = reading.quantity, reading.numeral
    if last is None or numeral is None or not last.quantity.is_name_size or quantity.unit is not None:
        return reading
    gap = slice(last.quantity.end, quantity.start)
    is_near = 0 <= gap.stop - gap.start <= _FAR
    if numeral.letter not in {"B", "b", "M"} or not is_near or not _LISTED.match(text[gap]):
        return reading
    return reading._replace(quantity=replace(quantity, unit="parameter", is_name_size=True))
