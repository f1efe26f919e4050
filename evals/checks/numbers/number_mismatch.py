"""Numbers that differ from what the paper states for the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.checks.numbers.correction import claims_of, evidence_of, is_claimed, is_safe, is_stated, numeral_fix, tier
from evals.checks.numbers.derivation import follows, is_in_another_form, is_trimmed
from evals.checks.numbers.signs import unsigned
from evals.checks.numbers.ties import Ties
from evals.checks.numbers.unit_mismatch import is_change_of_entry, is_change_of_paper
from evals.quantities.writing import in_the_manner_of, standing_alone
from evals.relations.alignment import is_part, shared_names
from summarizer.findings import Amount, Fix, Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject
    from summarizer.findings import Finding

_REACH = 3
"""How many counts further the other one may stand: 12개의 데이터셋, 10개의 작업, 30개의 하위 작업."""


class SwappedCounts(NamedTuple):
    """Two numbers of the entry, and those that one sentence of the paper states in their places."""

    first: Figure
    second: Figure
    actual_first: Figure
    actual_second: Figure


class _Count(NamedTuple):
    claim: Figure
    stated: Sequence[Figure]


def exchanges(subject: Subject, claims: Sequence[Figure]) -> Iterator[SwappedCounts]:
    """Yield the counts that the paper states of each other's things, and nowhere of their own."""
    counts = [_Count(claim, stated) for claim in claims if (stated := _stated_of_others(subject, claim))]
    place = 0
    while place < len(counts):
        near = enumerate(counts[place + 1 : place + 1 + _REACH])
        behind, exchange = next(
            ((n, pair) for n, other in near if (pair := _exchange(counts[place], other))), (0, None)
        )
        if exchange:
            yield exchange
            del counts[place + 1 + behind]
        place += 1


def _stated_of_others(subject: Subject, claim: Figure) -> Sequence[Figure]:
    """Return the paper's figures with the number of a count, if each of them is known to count another thing."""
    if claim.quantity.unit is not None or not claim.things:
        return ()
    stated = [figure for figure in subject.source_figures.near(claim.value) if figure.value == claim.value]
    return stated if all(f.quantity.unit or (f.things and not f.things & claim.things) for f in stated) else ()


def _exchange(first: _Count, second: _Count) -> SwappedCounts | None:
    """Return the nearest sentence of the paper that states both counts the other way round."""
    one, other = first.claim, second.claim
    if one.sentence != other.sentence or one.value == other.value or one.things & other.things:
        return None
    of_other = {(id(f.source), f.sentence): f for f in first.stated if f.things & other.things}
    pairs = (
        SwappedCounts(one, other, actual, of_other[place])
        for actual in second.stated
        if actual.things & one.things and (place := (id(actual.source), actual.sentence)) in of_other
    )
    return min(pairs, key=lambda pair: (tier(pair.actual_first), pair.actual_first.span), default=None)


_MOST_TIMES = 10
"""A count that is more than ten times another is no slip of it, but counts something else."""
_PLAIN_BOUNDS = frozenset({"exact", "about"})
_SHARED_BY_MANY = frozenset({"percent", "percentage-point", "times", "point"})
"""Measures of which one sentence has several, each of another owner."""
_MEASURES = frozenset({"percent", "percentage-point", "times", "point", "second", "minute", "hour", "day"})


class NumberMismatch:
    """Flags a number where the paper states another one for the same thing.

    A count is compared with the counts of the same noun (`22개의 최첨단 모델`, `21 state-of-the-art models`), a
    percentage or a measure with one that stands beside the same name. That both are about the same thing has to be
    shown by more than the noun: another figure that both sentences share, a modifier, or a noun so particular that
    there is one count of it. Flagged as well are two counts of one sentence that the paper has the other way round,
    and a minus that the paper does not have where nothing tells a decrease.

    ## Why it matters
    A wrong count or score is quoted on by readers who never open the paper.

    ## Known gaps
    - Summaries are written from whole papers: where nothing ties the two numbers together, the check is silent.
    - A number that any source states for something else is not flagged here unless it was exchanged, nor one whose
      counterpart the entry states elsewhere.
    - A change told from its end (from 66% to 63%) is left to `direction-flip`.
    - A minus is left alone where a decrease is told near it, or where it may be a dash: at the start of a line, beside
      another dash of its sentence, or in a row of items (`-1단계: …`).
    - A number that follows from the paper is no error: a sum, a difference or a ratio of figures that stand together,
      the whole of its parts, a count with one more that the paper names. So a wrong number that is such a sum by
      chance goes unseen, and so does a count that is more than ten times the paper's.
    - A change is not compared with a level, nor a figure with one that its sentence gives to another name.
    - Limits (`at least`, `up to`) are compared by `bound-mismatch` only.
    """

    id: ClassVar[str] = "number-mismatch"
    korean: ClassVar[str] = "같은 대상에 대해 논문이 다르게 밝힌 수를 찾습니다."
    version: ClassVar[int] = 3
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Compare every figure that counts a known thing or has a measure."""
        ties = Ties(subject)
        claims = [f for f in claims_of(subject) if _is_comparable(f) or f.value < 0]
        counts = [f for f in claims_of(subject) if f.whole == f.quantity and not f.quantity.is_name_size]
        exchanged = (_exchange_finding(subject, pair) for pair in exchanges(subject, counts))
        wrong = (finding for claim in claims if (finding := _compare(subject, ties, claim)))
        return Observation(len(claims), tuple(sorted((*exchanged, *wrong), key=lambda finding: finding.start)))


def _compare(subject: Subject, ties: Ties, claim: Figure) -> Finding | None:
    if is_stated(subject, claim):
        return None
    written = claim.numeral_span.of(subject.entry.source)
    if _is_comparable(claim) and "/" not in written and not is_part(subject, claim):
        actual = _counterpart(subject, ties, claim)
        if actual and not _is_explained(subject, claim, actual):
            return _finding(subject, claim, actual, Severity.ERROR, in_the_manner_of(written, actual.value))
    actual = unsigned(subject, ties.anchors, claim)
    return _finding(subject, claim, actual, Severity.WARNING, written[1:]) if actual else None


def _is_explained(subject: Subject, claim: Figure, actual: Figure) -> bool:
    """Return whether the claim is the paper's figure after all: in another form, cut short, or what follows from it."""
    if abs(claim.value) == abs(actual.value):
        return True  # a sign was read as a dash
    return is_in_another_form(subject, claim) or is_trimmed(claim, actual) or follows(subject, claim, actual)


def _is_comparable(claim: Figure) -> bool:
    quantity = claim.quantity
    is_plain = quantity.bound in _PLAIN_BOUNDS and claim.whole == quantity and not quantity.is_name_size
    return is_plain and claim.value >= 0 and bool(claim.things if quantity.unit is None else quantity.unit in _MEASURES)


def _counterpart(subject: Subject, ties: Ties, claim: Figure) -> Figure | None:
    """Return the one figure of the paper that the claim must have been, None when there is none or more than one."""
    alike = [f for f in subject.source_figures if _is_alike(claim, f) and not is_claimed(subject, f, besides=claim)]
    is_only = len({f.value for f in alike}) == 1
    proven = [f for f in alike if (is_only and _is_particular(ties, claim, f)) or _is_tied(subject, ties, claim, f)]
    values = {f.value for f in proven}
    return min(proven, key=lambda f: (tier(f), f.span)) if len(values) == 1 else None


def _is_alike(claim: Figure, actual: Figure) -> bool:
    ours, theirs = claim.quantity, actual.quantity
    if theirs.bound not in _PLAIN_BOUNDS or actual.whole != theirs or theirs.is_name_size or ours.unit != theirs.unit:
        return False
    if ours.unit is not None:
        return True
    is_of_one_size = max(claim.value, actual.value) <= _MOST_TIMES * min(claim.value, actual.value)
    return is_of_one_size and bool(claim.things & actual.things)


def _is_particular(ties: Ties, claim: Figure, actual: Figure) -> bool:
    """Return whether both are the one count of a thing of two words, such as lighting configurations."""
    is_of_two_words = claim.quantity.unit is None and any(" " in thing for thing in claim.things & actual.things)
    return is_of_two_words and ties.between(claim, actual).is_only


def _is_tied(subject: Subject, ties: Ties, claim: Figure, actual: Figure) -> bool:
    """Return whether more than the noun or the unit ties the two figures together."""
    if claim.quantity.unit is None:
        return ties.between(claim, actual).is_of_same_count
    if not ties.anchors.tie(claim, actual) or is_change_of_paper(actual) != is_change_of_entry(subject, claim):
        return False
    is_named = claim.quantity.unit not in _SHARED_BY_MANY or bool(
        shared_names(subject, claim, actual) & ties.between(claim, actual).names
    )
    return is_named and not ties.is_of_another_owner(claim, actual)


def _finding(subject: Subject, claim: Figure, actual: Figure, severity: Severity, numeral: str) -> Finding:
    evidence = evidence_of(subject, actual)
    unit = claim.quantity.unit
    return subject.finding(
        NumberMismatch.id,
        severity,
        claim.numeral_span,
        Message(
            en=f"The paper states {numeral} here: {evidence.quote}.",
            ko=f"원문의 수는 {standing_alone(numeral)}입니다: {evidence.quote}.",
        ),
        evidence=[evidence],
        claimed=Amount(claim.value, unit),
        expected=Amount(actual.value, unit),
        fix=numeral_fix(subject, claim, numeral, safe=is_safe(subject, severity, claim, actual.value, actual)),
    )


def _exchange_finding(subject: Subject, exchange: SwappedCounts) -> Finding:
    text = subject.entry.source
    pairs = ((exchange.first, exchange.actual_first), (exchange.second, exchange.actual_second))
    first, second = (in_the_manner_of(ours.numeral_span.of(text), theirs.value) for ours, theirs in pairs)
    fixes = [
        numeral_fix(subject, ours, numeral, safe=is_safe(subject, Severity.ERROR, ours, theirs.value, theirs))
        for (ours, theirs), numeral in zip(pairs, (first, second), strict=True)
    ]
    evidence = [evidence_of(subject, theirs) for _, theirs in pairs]
    return subject.finding(
        NumberMismatch.id,
        Severity.ERROR,
        Span(exchange.first.numeral_span.start, exchange.second.numeral_span.end),
        Message(
            en=f"The paper states these two numbers the other way round: {evidence[0].quote}, {evidence[1].quote}.",
            ko=f"원문에서는 두 수가 반대입니다: {evidence[0].quote}, {evidence[1].quote}.",
        ),
        evidence=evidence,
        fix=Fix(tuple(edit for fix in fixes for edit in fix.edits), all(fix.safe for fix in fixes)),
    )
