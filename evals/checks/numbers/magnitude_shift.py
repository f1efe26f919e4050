"""Large numbers that lost or gained a power of ten on the way into Korean."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import chain, islice, pairwise, product
from typing import TYPE_CHECKING, ClassVar

from evals.checks.numbers.correction import (
    MOST_ALIKE,
    TELLING,
    claims_of,
    evidence_of,
    is_backed,
    is_claimed,
    is_of_another,
    is_safe,
    is_stated,
    numeral_fix,
    tier,
)
from evals.checks.numbers.roles import has_another_role
from evals.checks.numbers.shifted_ranges import Shift, by_enumeration, enumerations, scaled_range
from evals.checks.numbers.ties import Ties
from evals.quantities.comparison import POWERS, figures_of, is_shift, same_number, shift_between
from evals.quantities.korean_numerals import BIG_SCALES
from evals.quantities.writing import in_the_manner_of, korean_number, scale_letter
from evals.subject.figures import FigureIndex
from summarizer.findings import Amount, Message, Observation, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.checks.numbers.ties import Tie
    from evals.subject.figures import Figure
    from evals.subject.subject import Subject
    from summarizer.findings import Finding

_GLOSS = re.compile(r" ?\(")
# The name is what the number is of: HarborLM-8B는 약 8조, whatever else its sentence tells.
_LEADS_TO_SIZE = re.compile(r"[\w.-]{0,20} ?(?:모델)?(?:은|는|이|가|의) ?(?:약 |총 |전체 )?(?:파라미터 )?")
_SMALLEST = 10**3
_LARGE = 10**4
_FULLTEXT = 3
_SLIPS_OF_LETTERS = frozenset({1, 3})
"""A zero too many or too few, and M for B."""
_COUNTED_IN_BILLIONS = frozenset({"parameter", "token"})
"""Units that a summary states few amounts of, so that even one digit shared tells which amount is meant."""


class MagnitudeShift:
    """Flags a number that is wrong by a power of ten, such as `7억` for 7B.

    Korean counts large numbers in ten-thousands (만, 억, 조), English in thousands, so a number that is carried
    over word by word ends up ten, a hundred or a thousand times too large or too small. A number written with
    만, 억 or 조 is compared with the figures of the paper, and with the sizes that model names in the entry
    carry: the digits are the same, the power of ten is not, and no source has the number as it stands. Of a number in
    parts the first one alone may be off, as in `30억 4천만` for 340M.

    ## Why it matters
    It is the most frequent wrong number in machine-written Korean digests, and it looks right: the digits are.

    ## Known gaps
    - Numbers below 1,000, those below 10,000 in plain digits, and percentages are left to the other checks, but for
      ranges that are off as a whole.
    - Equal digits are an error only where the unit or the thing is the same and more ties the two: a name, another
      figure of both sentences, or that no other figure of the kind is left. Untied they are a warning, and nothing
      where the thing is not known and fewer than three digits agree.
    - A lone digit, as in `10만 장` for 10 million, is an error only for parameters and tokens, and nothing for other
      things without a tie; a small number without a scale (17) explains no large one (17만).
    - A correction that no text states, such as 39.6억 for 3.96억 beside a 4B model, is offered and not made.
    - Models come in 8B and 80B: with a letter, one digit or two are a warning only where each is the one figure of
      its kind that the other text lacks, or two beside a name or another figure that both texts share.
    - Of a number and its gloss the gloss is believed: in `7억(7B)` nothing but the paper could say that 7B is wrong.
    - A number in full that the paper has with the same digits is never off: `27,254` for `27,254 Million`.
    - Behind a space a lone 만, 조, 천 or 백 is a scale only before a counter, a unit or a known thing, or where it ends
      a phrase about one: `약 20 만 이상` stays 20.
    """

    id: ClassVar[str] = "magnitude-shift"
    korean: ClassVar[str] = "7B를 ‘7억’으로 쓰는 등 자릿수가 어긋난 수를 찾습니다."
    version: ClassVar[int] = 3
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Compare every large number of the entry."""
        search = _Search(subject)
        claims = [figure for figure in claims_of(subject) if _is_conversion(subject, figure)]
        shifts = {claim: shift for claim in claims if (shift := search.proven(claim))}
        ranges = enumerations(shifts.values())
        shifts.update((shift.claim, replace(shift, severity=Severity.ERROR)) for group in ranges for shift in group)
        for claim in claims:
            if claim not in shifts and not is_backed(subject, claim) and (shift := by_enumeration(claim, ranges)):
                shifts[claim] = shift
        for low, high in pairwise(claims_of(subject)):
            if low.whole == high.whole and not shifts.keys() & {low, high}:
                shifts.update((shift.claim, shift) for shift in scaled_range(subject, low, high))
        found = sorted(shifts.values(), key=lambda shift: shift.claim.span)
        return Observation(len(claims), tuple(_finding(subject, shift) for shift in found))


def _is_conversion(subject: Subject, figure: Figure) -> bool:
    """Return whether a figure was converted to Korean: written with 만, 억 or 조, or out in full."""
    written = figure.numeral_span.of(subject.entry.source)
    if any(scale in written for scale in (*BIG_SCALES, "천")):
        return figure.value >= _SMALLEST
    is_in_full = figure.value >= _LARGE and written.replace(",", "").isdigit()
    return is_in_full or _is_carried_over(subject, figure)


def _is_carried_over(subject: Subject, figure: Figure) -> bool:
    """Return whether a figure has the letter of the paper, as in 236B; the size in a name is the name's."""
    return not figure.quantity.is_name_size and scale_letter(figure.numeral_span.of(subject.entry.source)) is not None


def _is_copied(subject: Subject, figure: Figure) -> bool:
    """Return whether a number in full has the very digits of the paper, whatever word of scale is read behind them."""
    written = figure.numeral_span.of(subject.entry.source).replace(",", "")
    if not (written.isascii() and written.isdigit()):
        return False
    digits = ",?".join(f"{int(written):,}".split(","))
    copy = re.compile(rf"(?<![\d.,]){digits}(?!\d|[.,]\d)")
    return any(copy.search(source.text) for source in subject.sources)


class _Search:
    """The figures that may prove a number of one entry wrong."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._ties = Ties(subject)
        self._places = {id(figure): place for place, figure in enumerate(subject.figures)}
        names: dict[int, list[Figure]] = {}
        for figure in subject.figures:
            if figure.quantity.is_name_size:
                names.setdefault(figure.sentence, []).append(figure)
        self._names = {sentence: FigureIndex(figures) for sentence, figures in names.items()}

    def proven(self, claim: Figure) -> Shift | None:
        """Return the surest shift that the entry itself or a text of the paper shows."""
        if is_backed(self._subject, claim) or _is_copied(self._subject, claim):
            return None
        glosses = self._glosses(claim)
        restated = next((shift for gloss in glosses if (shift := _restated(claim, gloss))), None)
        if restated and (not _is_carried_over(self._subject, claim) or is_stated(self._subject, restated.actual)):
            return restated
        agreed = [gloss for gloss in glosses if same_number(claim.quantity, gloss.quantity)]
        shifts = (replace(s, claim=claim) for gloss in agreed for s in self._shifts(gloss) if not s.is_of_part)
        return min(
            chain(self._shifts(claim), shifts),  # of 8조(8T) what disproves the one disproves the other
            key=lambda s: (s.severity.rank, tier(s.actual), abs(s.power), s.actual.span),
            default=None,
        )

    def _glosses(self, claim: Figure) -> list[Figure]:
        """Return what stands in parentheses right behind the claim, or what the claim stands behind so: `7억(7B)`."""
        figures, place, text = self._subject.figures, self._places[id(claim)], self._subject.entry.source
        beside = [figures[n] for n in (place - 1, place + 1) if 0 <= n < len(figures)]
        return [
            other
            for other in beside
            if _GLOSS.fullmatch(text, min(claim.span.end, other.span.end), max(claim.span.start, other.span.start))
        ]

    def _shifts(self, claim: Figure) -> Iterator[Shift]:
        indexes = [self._names.get(claim.sentence), self._subject.source_figures]
        for index, power in product(filter(None, indexes), POWERS):
            near = index.near(claim.value * Fraction(10) ** power)
            for actual in islice((f for f in near if is_shift(claim.quantity, f.quantity, power)), MOST_ALIKE):
                if severity := self._severity(claim, actual, power):
                    yield Shift(claim, actual, power, severity)
        yield from self._shifts_of_part(claim)

    def _shifts_of_part(self, claim: Figure) -> Iterator[Shift]:
        """Yield what shows that the first part of a number alone is off: 30억 4천만 for 340M."""
        head, rest = _parts(self._subject, claim)
        if not rest:
            return
        scale = min(scale for scale in BIG_SCALES.values() if scale > rest)
        for power in POWERS:
            value = head * Fraction(10) ** power + rest
            if (value - rest) % scale == 0:
                alike = (f for f in self._subject.source_figures.near(value) if f.value == value)
                for actual in islice(alike, MOST_ALIKE):
                    if severity := self._severity_of_part(claim, actual):
                        yield Shift(claim, actual, power, severity, is_of_part=True)

    def _severity_of_part(self, claim: Figure, actual: Figure) -> Severity | None:
        if is_claimed(self._subject, actual, besides=claim) or has_another_role(self._subject, claim, actual):
            return None
        tie, digits = self._ties.between(claim, actual), len(figures_of(actual.value))
        if digits < 2 or not (tie.is_of_one_kind or (tie.is_near and not is_of_another(claim, actual))):
            return None
        return Severity.ERROR if tie.holds and digits >= TELLING else Severity.WARNING

    def _severity(self, claim: Figure, actual: Figure, power: int) -> Severity | None:
        """Return how surely the two figures, a power of ten apart, belong together."""
        if actual.source is None:
            return self._severity_by_name(claim, actual)
        if actual.quantity.step == 1 and len(figures_of(claim.value)) > len(figures_of(actual.value)):
            return None  # a count that is exact was rounded from nothing
        tie = self._ties.between(claim, actual)
        if _is_carried_over(self._subject, claim):
            return self._severity_of_letters(claim, actual, power, tie)
        severity = self._severity_in_korean(claim, actual, tie)
        if not is_claimed(self._subject, actual, besides=claim) or tie.is_anchored:
            return severity
        return severity and self._severity_of_claimed(actual, tie)

    def _severity_of_claimed(self, actual: Figure, tie: Tie) -> Severity | None:
        """Return how sure it is where the entry states the amount besides: the paper may tell it more than once."""
        told = sum(1 for _ in self._subject.stated_figures.with_number(actual.quantity))
        mentions = [f for f in self._subject.source_figures.same(actual.quantity) if tier(f) < _FULLTEXT]
        return Severity.WARNING if len(mentions) > told and tie.is_of_one_kind else None

    def _severity_in_korean(self, claim: Figure, actual: Figure, tie: Tie) -> Severity | None:
        digits = min(len(figures_of(claim.value)), len(figures_of(actual.value)))
        if digits < 2:
            return _severity_of_one_digit(claim, actual, tie)
        if tie.holds_for_digits:
            return Severity.ERROR
        if claim.whole.ends and not actual.whole.ends:
            return None
        is_telling = digits >= (2 if tie.is_near else TELLING) and _is_large(actual)
        is_likely = tie.is_of_one_kind or (is_telling and not is_of_another(claim, actual))
        return Severity.WARNING if is_likely else None

    def _severity_by_name(self, claim: Figure, actual: Figure) -> Severity | None:
        """Return how surely the size in a name of the same sentence contradicts a number; rivals have sizes as well."""
        is_size = claim.quantity.unit == actual.quantity.unit and not _is_carried_over(self._subject, claim)
        if not is_size or is_claimed(self._subject, actual, besides=claim):
            return None
        between = self._subject.entry.source[actual.span.end : claim.span.start]
        if _LEADS_TO_SIZE.fullmatch(between) or not has_another_role(self._subject, claim, actual):
            return Severity.ERROR
        return Severity.WARNING if next(self._subject.source_figures.same(actual.quantity), None) else None

    def _severity_of_letters(self, claim: Figure, actual: Figure, power: int, tie: Tie) -> Severity | None:
        """Return how surely 2360B is a wrong 236B: models come in 13B and 1.3B, so fewer digits have to be tied."""
        digits = len(figures_of(claim.value))
        if figures_of(actual.value) != figures_of(claim.value) or not _is_scaled(actual):
            return None
        if is_claimed(self._subject, actual, besides=claim) and not tie.is_anchored:
            return None
        is_tied = digits > 1 and tie.is_near and not is_of_another(claim, actual)
        if digits >= TELLING:
            return Severity.ERROR if is_tied else Severity.WARNING
        is_slip = abs(power) in _SLIPS_OF_LETTERS and tie.is_only and not tie.may_be_of_another
        return Severity.WARNING if is_tied or is_slip else None


def _parts(subject: Subject, claim: Figure) -> tuple[Fraction, Fraction]:
    """Return the part up to the first 만, 억 or 조 of a number, and the rest: 30억 and 4천만."""
    written = claim.numeral_span.of(subject.entry.source)
    scale = next((BIG_SCALES[char] for char in written if char in BIG_SCALES), 1)
    rest = claim.value % scale
    return claim.value - rest, rest


def _restated(claim: Figure, gloss: Figure) -> Shift | None:
    """Return the shift between a number and its own gloss, which contradicts it whatever the paper says: `7억(7B)`."""
    power = shift_between(claim.quantity, gloss.quantity)
    units = {claim.quantity.unit, gloss.quantity.unit} - {None}
    return Shift(claim, gloss, power, Severity.ERROR) if power and len(units) < 2 else None


def _severity_of_one_digit(claim: Figure, actual: Figure, tie: Tie) -> Severity | None:
    """Return how surely two figures belong together that share one digit, which two of a kind do by chance."""
    if figures_of(claim.value) != figures_of(actual.value) or not tie.is_of_one_kind or not _is_large(actual):
        return None
    if claim.quantity.unit in _COUNTED_IN_BILLIONS and (tie.holds or tie.is_only_alike):
        return Severity.WARNING if tie.may_be_of_another else Severity.ERROR
    return Severity.WARNING if tie.holds and not tie.may_be_of_another else None


def _is_large(actual: Figure) -> bool:
    """Return whether a figure of the paper is a large number itself: nothing makes 17만 of 17."""
    return abs(actual.value) >= _SMALLEST


def _is_scaled(actual: Figure) -> bool:
    """Return whether a figure of the paper bears a letter or a word of scale, as in 1.1M and 3 billion."""
    return any(char.isalpha() for char in actual.quantity.text[: _length(actual)]) and _is_large(actual)


def _length(figure: Figure) -> int:
    return figure.numeral_span.end - figure.span.start


def _numeral(subject: Subject, shift: Shift, value: Fraction) -> str:
    """Return the corrected number as the entry writes it; of a number in parts the rest stays as it is."""
    written = shift.claim.numeral_span.of(subject.entry.source)
    if shift.is_of_part:
        scale = next(place for place, char in enumerate(written) if char in BIG_SCALES)
        return korean_number(value - _parts(subject, shift.claim)[1]) + written[scale + 1 :]
    if not _is_carried_over(subject, shift.claim):
        return korean_number(value)
    # 34B is the paper's own word; in the manner of the entry's 3,400M it would be 34,000M.
    theirs = shift.actual.numeral_span.of(shift.actual.source.text if shift.actual.source else subject.entry.source)
    return theirs if scale_letter(theirs) and shift.actual.value == value else in_the_manner_of(written, value)


def _corrected(shift: Shift) -> Fraction:
    """Return the value that is meant: the paper's own where it is the exacter one, else the digits of the entry."""
    if shift.is_of_part:
        return shift.actual.value
    claim, actual, factor = shift.claim.quantity, shift.actual.quantity, Fraction(10) ** shift.power
    is_of_actual = shift_between(claim, actual) == shift.power  # the middle of an enumeration has no figure of its own
    is_coarser = claim.step * factor > actual.step
    return shift.actual.value if is_of_actual and is_coarser else shift.claim.value * factor


def _finding(subject: Subject, shift: Shift) -> Finding:
    claim, actual, value = shift.claim, shift.actual, _corrected(shift)
    numeral = _numeral(subject, shift, value)
    evidence = evidence_of(subject, actual)
    unit = claim.quantity.unit or actual.quantity.unit
    times = f"{10 ** abs(shift.power):,}"
    subject_en, subject_ko = ("Its first part", "첫 부분의 값이") if shift.is_of_part else ("The number", "값이")
    than = "원문보다" if actual.source else "항목의 다른 값보다"
    way = "작습니다" if shift.power > 0 else "큽니다"
    safe = is_safe(subject, shift.severity, claim, value, actual)
    return subject.finding(
        MagnitudeShift.id,
        shift.severity,
        claim.numeral_span,
        Message(
            en=f"{subject_en} is off by a factor of {times}: {evidence.quote} makes it {numeral}.",
            ko=f"{subject_ko} {than} {times}배 {way}. 근거({evidence.quote})에 따르면 {numeral}입니다.",
        ),
        evidence=[evidence],
        claimed=Amount(claim.value, unit),
        expected=Amount(value, unit),
        fix=numeral_fix(subject, claim, numeral, safe=safe),
    )
