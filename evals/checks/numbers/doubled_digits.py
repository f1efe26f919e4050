"""Digits that were read twice when LaTeX or MathML was turned into text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from evals.checks.numbers.correction import (
    MOST_ALIKE,
    TELLING,
    claims_of,
    evidence_of,
    is_backed,
    is_claimed,
    is_safe,
    is_stated,
    numeral_fix,
    tier,
)
from evals.checks.numbers.roles import has_another_role
from evals.quantities import read_quantities
from evals.relations.alignment import Anchors, shared_names
from summarizer.findings import Amount, Fix, Message, Observation, Severity
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject
    from summarizer.findings import Evidence, Finding

_MANY = 4
"""A single digit this often in a row is damage by its form alone: no count of things reads 2222 by chance often."""

_RUN = re.compile(r"(?<![\d,])\d+(?![\d,])")
# Three digits read as the groups of one number: 318,318,318 for 318.
_GROUPS = re.compile(r"(?<![\d,])(\d{3})(?:,\1){1,3}(?![\d,])")
# No number has two points, but a version may: 1.21.2.
_DECIMAL = re.compile(r"(?<![\w.,-])(\d{1,4}\.\d{1,4})\1(?![\dA-Za-z]|[.,]\d)")
_SHORTEST_POWER = 3
_EXPONENTS = {"2": "²", "3": "³"}
_LIMITS = {"at-least": "low", "over": "low", "at-most": "high", "under": "high"}


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number with one run of its digits read once: 3억 4천만 for 33억 4천만."""

    numeral: str
    run: str
    once: str

    @property
    def digits(self) -> str:
        """All digits that are left."""
        return "".join(filter(str.isdecimal, self.numeral))

    @property
    def is_part(self) -> bool:
        """Whether the number has other digits than those that were doubled."""
        return self.digits != self.once


@dataclass(frozen=True, slots=True)
class _Doubling:
    """A figure of the entry, how it reads once, and the figure that shows it so, if there is one."""

    claim: Figure
    reading: _Reading
    actual: Figure | None

    @property
    def severity(self) -> Severity:
        """How sure it is: by its form alone, or a part of a number that is as round as another may be, it is not."""
        is_round = self.reading.is_part and len(self.reading.digits) < TELLING
        return Severity.ERROR if self.actual and not is_round else Severity.WARNING


class DoubledDigits:
    """Flags a number whose digits were doubled while LaTeX was turned into text.

    The source says `6 benchmarks`, the summary `66개의 벤치마크`: a formula and its plain-text fallback were read
    one after the other. A number is flagged when its digits, or those of one of its parts (33억 4천만), are one group
    written two to four times, no source has it, and the source has the number with the group once.

    ## Why it matters
    The doubled number looks plausible, so readers and language models both believe it.

    ## Known gaps
    - A source that is damaged in the same way supports the damage.
    - A superscript joined to its base (`4482` for 448²) is seen only where the source writes the power.
    - A doubled decimal (`2.42.4`) is flagged only where the source has it once.
    - The source's number has to be written in digits: nothing doubles a word.
    """

    id: ClassVar[str] = "doubled-digits"
    korean: ClassVar[str] = "LaTeX를 글로 바꾸는 과정에서 겹쳐 적힌 숫자를 찾습니다."
    version: ClassVar[int] = 3
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Look at every number that repeats its digits."""
        examined, anchors = 0, Anchors(subject)
        findings: list[Finding] = []
        for claim in claims_of(subject):
            readings = _readings(subject, claim)
            examined += bool(readings)
            if (
                readings
                and not is_backed(subject, claim)
                and (doubling := _doubling(subject, anchors, claim, readings))
            ):
                findings.append(_finding(subject, doubling))
            elif not is_stated(subject, claim) and (power := _power(subject, claim)):
                findings.append(_power_finding(subject, claim, power))
        decimals = [*_decimals(subject)]
        findings += (finding for place, once in decimals if (finding := _decimal_finding(subject, place, once)))
        return Observation(examined + len(decimals), tuple(sorted(findings, key=lambda finding: finding.start)))


def _decimals(subject: Subject) -> Iterator[tuple[Span, str]]:
    """Yield every decimal that is written twice without a gap, and how it reads once: 2.4 for 2.42.4."""
    for section in subject.entry.sections:
        for match in _DECIMAL.finditer(section.text):
            yield Span(*match.span()).shifted(section.start), match[1]


def _decimal_finding(subject: Subject, place: Span, once: str) -> Finding | None:
    """Return a finding when the source has the decimal once, and not twice."""
    doubled = place.of(subject.entry.source)
    if any(doubled in source.text for source in subject.sources):
        return None
    pattern = re.compile(rf"(?<![\d.,]){re.escape(once)}(?!\d|[.,]\d)")
    evidence = next(
        (source.evidence(Span(*m.span())) for source in subject.sources if (m := pattern.search(source.text))), None
    )
    if evidence is None:
        return None
    return subject.finding(
        DoubledDigits.id,
        Severity.ERROR,
        place,
        Message(
            en=f"The digits were read twice: {doubled} for {once}.",
            ko=f"LaTeX 변환 과정에서 숫자가 겹쳤습니다: {once} → {doubled}.",
        ),
        evidence=[evidence],
        expected=Amount(Fraction(once), None),
        fix=Fix((Edit(place.start, place.end, once),), not subject.is_superseded),
    )


def _readings(subject: Subject, claim: Figure) -> list[_Reading]:
    """Return how a number may have read before, the longest first: 22 and 2 for 2222, 46K for 4646K."""
    written = claim.numeral_span.of(subject.entry.source)
    if "." in written or claim.quantity.is_name_size:
        return []
    runs = [(run, once) for run in _RUN.finditer(written) for once in _repeated(run[0])]
    groups = [(run, run[1]) for run in _GROUPS.finditer(written) if run[1][0] != "0"]
    return [
        _Reading(f"{written[: run.start()]}{once}{written[run.end() :]}", run[0], once)
        for run, once in (*runs, *groups)
    ]


def _repeated(run: str) -> Iterator[str]:
    """Yield what a run of digits is two to four times."""
    for times in (2, 3, 4):
        once = run[: len(run) // times]
        if once * times == run and not once.startswith("0"):
            yield once


def _doubling(subject: Subject, anchors: Anchors, claim: Figure, readings: list[_Reading]) -> _Doubling | None:
    """Return what the source shows to have been doubled; the form alone is enough for many equal digits."""
    for reading in readings:
        values = [quantity.value for quantity in read_quantities(reading.numeral, "ko")]
        if len(values) == 1 and (value := values[0]):
            near = (f for f in subject.source_figures.near(value) if f.value == value)
            alike = (f for f in islice(near, MOST_ALIKE) if _shows(subject, f, claim, reading))
            shown = [f for f in alike if not _may_be_another(subject, anchors, f, claim, reading)]
            if shown:
                return _Doubling(claim, reading, min(shown, key=lambda f: (tier(f), f.span)))
    longest = readings[0]
    if len(longest.run) >= _MANY and len(set(longest.run)) == 1:
        return _Doubling(claim, longest, None)
    return None


def _shows(subject: Subject, actual: Figure, claim: Figure, reading: _Reading) -> bool:
    """Return whether a figure of the source with the value of the reading is what the claim was made from."""
    ours, theirs = claim.quantity, actual.quantity
    # Nothing doubles a word: 44 is not made from four.
    if not theirs.text[:1].isdigit() or (ours.unit != theirs.unit and ours.unit and theirs.unit):
        return False
    is_same_thing = bool(claim.things & actual.things) or bool(ours.unit and ours.unit == theirs.unit)
    is_same_limit = ours.unit == theirs.unit and _LIMITS.get(ours.bound) == _LIMITS.get(theirs.bound, "")
    is_form = is_same_limit and ours.text[:_MANY] == reading.once * _MANY
    return is_same_thing or is_form or len(reading.digits) > 1 or bool(shared_names(subject, claim, actual))


def _may_be_another(subject: Subject, anchors: Anchors, actual: Figure, claim: Figure, reading: _Reading) -> bool:
    """Return whether a lone digit or a part of a number may be no slip: models come in 1B and in 11B."""
    if not reading.is_part and len(reading.digits) > 1:
        return False
    is_tied = anchors.tie(claim, actual)
    is_size = reading.is_part or claim.quantity.unit == "parameter"
    is_other = is_size and has_another_role(subject, claim, actual, is_tied=is_tied)
    return is_other or (not is_tied and is_claimed(subject, actual, besides=claim))


def _power(subject: Subject, claim: Figure) -> Evidence | None:
    """Return the power of the source whose exponent was joined to its base: 448² for 4482."""
    digits = claim.numeral_span.of(subject.entry.source)
    if not digits.isascii() or not digits.isdigit() or len(digits) < _SHORTEST_POWER or digits[-1] not in _EXPONENTS:
        return None
    base, exponent = digits[:-1], digits[-1]
    pattern = re.compile(rf"(?<!\d){base}(?:\$?\^\{{?{exponent}\}}?|{_EXPONENTS[exponent]})")
    for source in subject.sources:
        match = pattern.search(source.text)
        if match:
            return source.evidence(Span(*match.span()))
    return None


def _power_finding(subject: Subject, claim: Figure, power: Evidence) -> Finding:
    return subject.finding(
        DoubledDigits.id,
        Severity.WARNING,
        claim.numeral_span,
        Message(
            en=f"An exponent seems to have joined its base: the source has {power.quote}.",
            ko=f"지수가 밑에 붙은 것으로 보입니다. 원문의 표기는 {power.quote}입니다.",
        ),
        evidence=[power],
        claimed=Amount(claim.value, claim.quantity.unit),
    )


def _finding(subject: Subject, doubling: _Doubling) -> Finding:
    claim, actual = doubling.claim, doubling.actual
    written, numeral = claim.numeral_span.of(subject.entry.source), doubling.reading.numeral
    evidence = [evidence_of(subject, actual)] if actual else []
    return subject.finding(
        DoubledDigits.id,
        doubling.severity,
        claim.numeral_span,
        Message(
            en=f"The digits were read twice: {written} for {numeral}."
            if actual
            else f"The digits of {written} look as if they were read more than once.",
            ko=f"LaTeX 변환 과정에서 숫자가 겹쳤습니다: {numeral} → {written}."
            if actual
            else f"LaTeX 변환 과정에서 {written}의 숫자가 겹친 것으로 보입니다.",
        ),
        evidence=evidence or [subject.entry_evidence(claim.span)],
        claimed=Amount(claim.value, claim.quantity.unit),
        expected=Amount(actual.value, claim.quantity.unit) if actual else None,
        fix=numeral_fix(subject, claim, numeral, safe=is_safe(subject, doubling.severity, claim, actual.value, actual))
        if actual
        else None,
    )
