"""Seeds in figures: only where it is known whose figure it is, so that the paper does contradict the result."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from evals.quantities.comparison import same_amount
from evals.relations.alignment import shared_names
from evals.relations.korean_changes import korean_changes
from evals.relations.statements import Statements
from evals.seeding.model import Seed
from summarizer.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject

_COUNTED_UNITS = frozenset({"parameter", "token"})
_NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LARGE = "만억조"
_SMALLEST_LARGE = 1_000
_OTHER_UNITS = {
    "%p": "%",
    "%포인트": "%",
    "퍼센트포인트": "%",
    "%": "%p",
    "파라미터": "토큰",
    "매개변수": "토큰",
    "토큰": "파라미터",
    "시간": "분",
    "분": "시간",
    "초": "분",
    "배": "%",
}
_UNIT = re.compile("|".join(_OTHER_UNITS))
# Words that begin like a unit: 초과, 배치, 분야, and the fraction of 3분의 1.
_NO_UNIT = re.compile(r"초과|배[치열]|분(?:의 ?\d|[야류포석])")
_OTHER_BOUNDS = {"최대": "최소", "최소": "최대", "이상": "이하", "이하": "이상", "초과": "미만", "미만": "초과"}
_LIMIT_BEFORE = re.compile(r"(최대|최소) ?\Z")
# 초과하다 is a verb of its own: what exceeds by 2% sets no limit.
_LIMIT_BEHIND = re.compile(r"[^\d\n,.]{0,6}?(이상|이하|초과|미만)(?![가-힣]*[하한할함합해했])")
_BEFORE = 4
# Between the members of a list, as in 7B, 13B 및 70B, who have no owners to lose.
_LIST = re.compile(r"[\s\d.,·/KMBTGkmbt%천백만억조개및또는와과나이]+")


def anchored_figures(subject: Subject) -> list[Figure]:
    """Return the plain figures in digits whose owner or counted thing stands beside the same amount in the source."""
    return [
        figure
        for figure in subject.figures
        if figure.whole is figure.quantity
        and not figure.quantity.is_name_size
        and _NUMERAL.match(figure.quantity.text)
        and any(_have_one_owner(subject, figure, other) for other in subject.source_figures.same(figure.quantity))
    ]


def _have_one_owner(subject: Subject, figure: Figure, other: Figure) -> bool:
    return bool(
        figure.things & other.things or figure.quantity.unit in _COUNTED_UNITS or shared_names(subject, figure, other)
    )


def magnitude(subject: Subject) -> Iterator[Seed]:
    """Yield large numbers under another power of ten: 80억 as 80조, 8억 and 800억; 1,200 as 12,000."""
    for figure in anchored_figures(subject):
        digits = _digits(subject, figure)
        unit = _scale(subject, digits)
        if unit and unit in _LARGE and _is_one_part(subject, figure):
            for other in _neighbours(unit):
                yield Seed("magnitude", (Edit(digits.end, digits.end + 1, other),))
        if abs(figure.value) >= _SMALLEST_LARGE and _is_one_scale(figure, digits.text):
            yield Seed("magnitude", (Edit(digits.start, digits.end, _tenfold(digits.text)),))


def digits(subject: Subject) -> Iterator[Seed]:
    """Yield numbers with another first or last digit: 93.2 as 93.7."""
    for figure in anchored_figures(subject):
        written = _digits(subject, figure)
        for place in {0, len(written.text) - 1}:
            other = (int(written.text[place]) + 5) % 10 or 1
            text = f"{written.text[:place]}{other}{written.text[place + 1 :]}"
            yield Seed("number", (Edit(written.start, written.end, text),))


def sign(subject: Subject) -> Iterator[Seed]:
    """Yield numbers with a sign that they do not have: 5 as -5."""
    for figure in anchored_figures(subject):
        start = figure.span.start
        if subject.entry.source[start - 1].isspace():
            yield Seed("number", (Edit(start, start + 1, f"-{subject.entry.source[start]}"),))


def doubled(subject: Subject) -> Iterator[Seed]:
    """Yield numbers whose digits stand twice: 6 as 66, 46K as 4646K."""
    for figure in anchored_figures(subject):
        written = _digits(subject, figure)
        if written.text.isdigit():
            yield Seed("dup-digits", (Edit(written.start, written.end, written.text * 2),))


def unit(subject: Subject) -> Iterator[Seed]:
    """Yield numbers of another thing: % as %p, tokens as parameters, hours as minutes.

    A change keeps its %: papers write a gain of 12.5 points as 12.5%, so 12.5%p would tell it right.
    """
    source = subject.entry.source
    figures = anchored_figures(subject)
    changing = {change.figure.span for change in korean_changes(source, figures)}
    statements = Statements(subject.source_figures)
    for figure in figures:
        start = figure.numeral_span.end
        start += source[start : start + 1].isspace()
        found = None if _NO_UNIT.match(source, start) else _UNIT.match(source, start)
        is_change = figure.span in changing or bool(statements.of(figure))
        if found and not (found.group() == "%" and is_change):
            number = figure.span.start
            text = source[number : found.start()] + _OTHER_UNITS[found.group()]
            yield Seed("unit", (Edit(number, found.end(), text),))


def bound(subject: Subject) -> Iterator[Seed]:
    """Yield limits turned round: 최대 as 최소, 이상 as 이하."""
    source = subject.entry.source
    for figure in anchored_figures(subject):
        start, end = figure.span.start, figure.span.end
        before = _LIMIT_BEFORE.search(source, max(0, start - _BEFORE), start)
        behind = _LIMIT_BEHIND.match(source, figure.numeral_span.end)
        if (found := before or behind) and figure.quantity.bound != "exact":
            first, last = min(found.start(1), start), max(found.end(1), end)
            text = source[first : found.start(1)] + _OTHER_BOUNDS[found[1]] + source[found.end(1) : last]
            yield Seed("bound", (Edit(first, last, text),))


def swap(subject: Subject) -> Iterator[Seed]:
    """Yield two figures of one sentence and unit in each other's place."""
    for one, other in combinations(anchored_figures(subject), 2):
        first, second = one.quantity, other.quantity
        if one.sentence == other.sentence and first.unit == second.unit and not same_amount(first, second):
            a, b = _digits(subject, one), _digits(subject, other)
            parts = _is_one_part(subject, one) and _is_one_part(subject, other)
            if parts and _scale(subject, a) == _scale(subject, b) and not _is_list(subject, one, other):
                yield Seed("attribution", (Edit(a.start, a.end, b.text), Edit(b.start, b.end, a.text)))


def is_still_right(subject: Subject, seed: Seed) -> bool:
    """Return whether a figure that a seed left behind is one that the source has after all."""
    return any(
        next(iter(subject.source_figures.same(figure.quantity)), None) is not None
        for figure in subject.figures
        if figure.span.overlaps(seed.after)
    )


def _digits(subject: Subject, figure: Figure) -> Edit:
    """Return the digits that a figure starts with and their place, without scale and unit."""
    found = _NUMERAL.match(subject.entry.source, figure.span.start)
    assert found  # noqa: S101 - an anchored figure starts with a digit
    return Edit(found.start(), found.end(), found.group())


def _is_one_part(subject: Subject, figure: Figure) -> bool:
    """Return whether a figure is one numeral with its scale, unlike 1억 4,200만."""
    digits = _digits(subject, figure)
    return figure.numeral_span.end <= digits.end + len(_scale(subject, digits))


def _is_one_scale(figure: Figure, digits: str) -> bool:
    """Return whether a figure is its digits times a power of ten; 1조 3천억 is not, so 10조 3천억 is no shift of it."""
    written = Fraction(digits.replace(",", ""))
    return bool(written) and str(figure.value / written).strip("0") == "1"


def _is_list(subject: Subject, one: Figure, other: Figure) -> bool:
    """Return whether two figures stand in one list of the same thing, so that exchanged they say the same."""
    between = subject.entry.source[_digits(subject, one).end : _digits(subject, other).start]
    noun = _noun(subject, one)
    return bool(_LIST.fullmatch(between.replace(noun, "") if noun == _noun(subject, other) else between))


def _noun(subject: Subject, figure: Figure) -> str:
    return subject.entry.source[slice(*figure.quantity.noun)] if figure.quantity.noun else ""


def _tenfold(digits: str) -> str:
    """Return ten times a number, written as the number is: 1,200 as 12,000."""
    whole, _, rest = digits.partition(".")
    whole, rest = whole.replace(",", "") + (rest[:1] or "0"), rest[1:]
    grouped = f"{int(whole):,}" if "," in digits else whole
    return f"{grouped}.{rest}" if rest else grouped


def _scale(subject: Subject, written: Edit) -> str:
    char = subject.entry.source[written.end : written.end + 1]
    return char if char in "천백십만억조KMBTkmbt" else ""


def _neighbours(large: str) -> Sequence[str]:
    place = _LARGE.index(large)
    return [_LARGE[near] for near in (place - 1, place + 1) if 0 <= near < len(_LARGE)]
