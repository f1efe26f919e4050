"""Numbers that no text writes as they stand, and that are no inventions: other forms, counts of a list, rests."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import chain, combinations, permutations
from typing import TYPE_CHECKING

from evals.checks.numbers.correction import is_of_another
from evals.quantities.comparison import is_rounding, precision
from evals.quantities.english_sums import SMALL
from summarizer.findings import Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject

_HALF = Fraction(1, 2)
_WHOLE = 100
_PLACES = frozenset(10**places for places in range(1, 7))
_FACTOR = {
    Fraction(2): re.compile(r"\b(?:doubl(?:e[sd]?|ing)|dual)\b", re.IGNORECASE),
    Fraction(3): re.compile(r"\btripl(?:e[sd]?|ing)\b", re.IGNORECASE),
    Fraction(10): re.compile(r"\b(?:an|one) order of magnitude", re.IGNORECASE),
    Fraction(100): re.compile(r"\btwo orders of magnitude", re.IGNORECASE),
    _HALF: re.compile(r"\bhal(?:f|ve[sd]?|ving)\b", re.IGNORECASE),
}
_WORDS = {value: word for word, value in reversed(SMALL.items()) if value > 1}
_MOST_LISTED = 12
_BESIDE = 8
_NEAR = 3000
"""Longer than any section of a real entry: a list further away is not the one that is counted."""


def is_in_another_form(subject: Subject, claim: Figure) -> bool:
    """Return whether the paper has the number as a share, a factor or a part of a word.

    So are a third and a factor of 3, 절반 and 50%, 2배 and doubled, 3차원 and 3D, 네 단계 and four-stage.
    """
    if any(_is_form_of(claim, actual) for actual in _related(subject, claim)):
        return True
    words = _words_of(subject, claim)
    return words is not None and any(words.search(source.text) for source in subject.sources)


def _related(subject: Subject, claim: Figure) -> Iterator[Figure]:
    """Yield the paper's figures that could be another form: the inverse, the part of a hundred, the hundredth."""
    if claim.value > 0:
        for value in (1 / claim.value, claim.value * _WHOLE, claim.value / _WHOLE):
            yield from subject.source_figures.near(value)


def _is_form_of(claim: Figure, actual: Figure) -> bool:
    ours, theirs = claim.quantity.unit, actual.quantity.unit
    if {ours, theirs} == {None, "percent"}:
        share, part = (claim, actual) if ours else (actual, claim)
        step = max(precision(share.quantity), _places(part) * _WHOLE)
        return 0 < part.value < 1 and is_rounding(share.value, part.value * _WHOLE, step)
    if claim.value * actual.value != 1 or claim.value == 1:
        return False
    whole = actual if actual.value > 1 else claim
    return {ours, theirs} <= {None, "times"} and (whole.quantity.unit == "times" or _is_factor(whole))


def _places(part: Figure) -> Fraction:
    """Return the place value of a decimal; a fraction is as exact as can be, and has none."""
    step = precision(part.quantity)
    return step if step < part.value and step.denominator in _PLACES else Fraction(0)


def _is_factor(figure: Figure) -> bool:
    return figure.source is not None and figure.source.text.endswith("factor of ", 0, figure.span.start)


def _words_of(subject: Subject, claim: Figure) -> re.Pattern[str] | None:
    """Return the words in which an English text may have the number, other than those that are read as a number."""
    end = claim.numeral_span.end
    behind = subject.entry.source[end : end + _BESIDE]
    if claim.quantity.unit == "times" or claim.value == _HALF or re.match(r"중(?![가-힣])", behind):
        return _FACTOR.get(claim.value)
    if claim.quantity.unit is not None or claim.value not in _WORDS:
        return None
    number = rf"(?<![\w.-])(?:{claim.value}|{_WORDS[int(claim.value)]})"
    tail = r"-?D(?!\w)|-dimension" if behind.lstrip().startswith("차원") else "-[a-z]{2}"
    return re.compile(rf"{number}(?:{tail})", re.IGNORECASE)


_MARKER = re.compile(
    r"(?<![\w(])(?P<figure>\d{1,2})\)|\((?:(?P<closed>\d{1,2})|(?P<roman>[ivx]{1,4}))\)"
    r"|(?<![가-힣])(?P<ordinal>첫|둘|셋|넷|다섯|여섯|일곱)째"
    r"|\b(?P<english>First|Second|Third|Fourth|Fifth)(?:ly)?(?=,)",
    re.IGNORECASE,
)
_ORDINALS = ("첫", "둘", "셋", "넷", "다섯", "여섯", "일곱")
_ENGLISH_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_PARENTHESES = re.compile(r"\([^()]{0,200}\)")
_SEPARATOR = re.compile(r"\s?[,·/;]\s?(?:(?:그리고|및|또는|마지막으로|and|or)\s)?|\s(?:그리고|및|또는|and|or)\s")
_JOINED = re.compile(r"(?<=[가-힣A-Za-z0-9])[와과]\s")
_LIST_BEHIND = re.compile(
    r"[^.:()\n]{0,40}(?:\((?P<closed>(?:[^()\n]|\([^()\n]{0,100}\)){3,300})\)|(?::| [-–])\s(?P<open>[^\n]{3,300}))"
)
_LIST_ENDS = re.compile(r"[.!?](?:\s|$)|\s[-–]\s?")
_LEADS_TO_NUMBER = re.compile(r"(?:의|등|라는|이라는|같은|로 된|[A-Za-z)]) ?(?:총 |모두 |약 )?$")
_CLAUSE_BEGINS = re.compile(r"[.:;]\s|[며고서면여나] |(?:지만|에서는|해),? ")


def is_own_count(subject: Subject, claim: Figure) -> bool:
    """Return whether the number counts what the entry or the paper lists, or one of its steps.

    So are `세 가지 방법(가, 나, 다)`, `네 단계: 1) … 4)` and 2단계 behind 1단계.
    """
    section = subject.section_at(claim.span.start)
    if section is None or claim.quantity.unit is not None or not 0 < claim.value <= _MOST_LISTED:
        return False
    text, at = subject.entry.source, claim.numeral_span
    before = text[max(section.bullet.start, at.start - _NEAR) : at.start]
    behind = text[at.end : min(section.bullet.end, at.end + _NEAR)]
    if behind.startswith("단계") and (f"{claim.value - 1}단계" in before or f"{claim.value + 1}단계" in behind):
        return True
    if claim.value == 1:
        return False
    if claim.value in {*_listed_before(before), *_listed_behind(behind), *_numbered(before + behind)}:
        return True
    # A full text has lists of every length.
    return any(claim.value in _numbered(s.text) for s in subject.sources if s.where is not Where.FULLTEXT)


def _numbered(text: str) -> set[int]:
    """Return how many points each numbered list of a text has."""
    lengths: set[int] = set()
    last = 0
    for marker in _MARKER.finditer(text):
        place = _place(marker)
        if place == last + 1:
            last = place
        elif place == 1:
            lengths.add(last)
            last = 1
    return lengths | {last}


def _place(marker: re.Match[str]) -> int:
    figure, word = marker["figure"] or marker["closed"], marker["ordinal"] or marker["english"] or marker["roman"]
    if figure:
        return int(figure)
    names = _ORDINALS if marker["ordinal"] else _ENGLISH_ORDINALS if marker["english"] else _ROMAN
    return names.index(word.lower()) + 1 if word.lower() in names else 0


def _listed_behind(text: str) -> set[int]:
    match = _LIST_BEHIND.match(text)
    if match is None:
        return set()
    words = _PARENTHESES.sub("", match["closed"] or match["open"])
    return _lengths(words if match["closed"] else _LIST_ENDS.split(words)[0])


def _listed_before(text: str) -> set[int]:
    text = _PARENTHESES.sub("", text[-300:])
    if not _LEADS_TO_NUMBER.search(text):
        return set()
    return _lengths(_CLAUSE_BEGINS.split(text)[-1])


def _lengths(words: str) -> set[int]:
    """Return how many things words may list: 와 and 과 join two of them, or stand in the name of one."""
    parted = len(_SEPARATOR.findall(words))
    return {parted + 1, parted + 1 + len(_JOINED.findall(words))}


def is_rest(subject: Subject, claim: Figure) -> bool:
    """Return whether the number is what two others of its sentence or the one before leave: 12개 중 …, 나머지 10개."""
    start = claim.span.start
    if not subject.entry.source[max(0, start - _BESIDE) : start].rstrip().endswith("나머지"):
        return False
    near = [
        figure.value
        for figure in subject.figures
        if figure.span.end <= claim.span.start
        and claim.sentence - figure.sentence in {0, 1}
        and figure.quantity.unit == claim.quantity.unit
    ]
    if claim.quantity.unit == "percent":
        near.append(Fraction(_WHOLE))
    return any(abs(one - other) == claim.value for one, other in combinations(near, 2))


_MORE = re.compile(r"\b(?:other|additional|remaining|further|more|extra)\b", re.IGNORECASE)
_AND_NAMED = re.compile(r"[^.;]{0,40}?\b(?:plus|and|as well as|along with|in addition to)\s(?:the\s)?[A-Z]")
_MOST_NAMED = 3
_OWN_PARTS = re.compile(r"[^.()]{0,20}\(([^()\n]{1,80})\)")
_SMALLEST_TRIMMED = 100


def is_trimmed(claim: Figure, actual: Figure) -> bool:
    """Return whether a number that ends in zeros is the paper's cut short or rounded there: 84만 for 843,000."""
    value, place = claim.value, claim.quantity.step
    if value < _SMALLEST_TRIMMED:
        return False
    while (value / (place * 10)).denominator == 1:
        place *= 10
    return value > place > claim.quantity.step and abs(value - actual.value) < place


def follows(subject: Subject, claim: Figure, actual: Figure) -> bool:
    """Return whether a number follows from the figures of a text, so that it contradicts none of them.

    It may be a sum, a difference or a ratio of two figures of the paper's sentence or of its own, the whole of the
    parts in the parentheses behind it, or a count with those that the paper names besides (11 other languages).
    """
    return (
        _counts_named(claim, actual)
        or _is_whole_of_parts(subject, claim)
        or _is_reckoned(claim, _together(subject.source_figures, actual))
        or _is_reckoned(claim, [f for f in _together(subject.figures, claim) if f is not claim])
    )


def _counts_named(claim: Figure, actual: Figure) -> bool:
    more = claim.value - actual.value
    if actual.source is None or claim.quantity.unit is not None or not 0 < more <= _MOST_NAMED:
        return False
    text, end = actual.source.text, max(actual.span.end, (actual.quantity.noun or (0, 0))[1])
    return bool(_MORE.search(text[actual.span.start : end]) or _AND_NAMED.match(text, end))


def _is_whole_of_parts(subject: Subject, claim: Figure) -> bool:
    behind = _OWN_PARTS.match(subject.entry.source, claim.span.end)
    parts = [f.value for f in subject.figures if behind and behind.start(1) <= f.span.start < behind.end(1)]
    return len(parts) > 1 and sum(parts, Fraction(0)) == claim.value


def _together(figures: Iterable[Figure], one: Figure) -> list[Figure]:
    """Return the figures of a sentence and of those beside it."""
    return [f for f in figures if f.source is one.source and abs(f.sentence - one.sentence) <= 1]


def _is_reckoned(claim: Figure, figures: Sequence[Figure]) -> bool:
    reckoned = chain(_sums(claim, figures), _changed(claim, figures), _ratios(claim, figures))
    step = precision(claim.quantity)
    return any(is_rounding(claim.value, value, step) for value in reckoned)


def _sums(claim: Figure, figures: Sequence[Figure]) -> Iterator[Fraction]:
    """Yield the sums and differences of two amounts of the claim's kind; one of two counts may be of nothing known."""
    alike = [f for f in figures if f.quantity.unit == claim.quantity.unit and not is_of_another(claim, f)]
    for one, other in combinations(alike, 2):
        is_known = claim.quantity.unit is not None or bool((one.things | other.things) & claim.things)
        if is_known and one.sentence == other.sentence:
            yield from (one.value + other.value, abs(one.value - other.value))


def _changed(claim: Figure, figures: Sequence[Figure]) -> Iterator[Fraction]:
    """Yield what an amount of the claim's unit was or becomes by a share that is told with it, in either direction."""
    for change in filter(_is_share, figures):
        for amount in figures:
            if amount is change or claim.quantity.unit is None or amount.quantity.unit != claim.quantity.unit:
                continue
            more, less = 1 + change.value / _WHOLE, 1 - change.value / _WHOLE
            yield from (amount.value * more, amount.value * less)
            yield from (amount.value / factor for factor in (more, less) if factor)
            if _is_share(amount):
                yield from (amount.value + change.value, abs(amount.value - change.value))


def _is_share(figure: Figure) -> bool:
    return figure.quantity.unit in {"percent", "percentage-point"}


def _ratios(claim: Figure, figures: Sequence[Figure]) -> Iterator[Fraction]:
    """Yield how many times one figure is another, and by how many percent it differs, where a claim tells such."""
    if claim.quantity.unit not in {"times", "percent"}:
        return
    for one, other in permutations(figures, 2):
        if one.quantity.unit == other.quantity.unit and other.value:
            times = one.value / other.value
            yield times if claim.quantity.unit == "times" else abs(times - 1) * _WHOLE
    shares = (f.value for f in figures if claim.quantity.unit == "times" and _is_share(f) and 0 < f.value < _WHOLE)
    yield from (_WHOLE / (_WHOLE - share) for share in shares)
