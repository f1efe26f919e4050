"""The figures that the project promises, counted as it promises to count them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.datasets.label_types import OFF_TOPIC, QUANTITY_CHECKS
from evals.findings import Severity
from evals.scores.scoring import hits, is_judged, is_right, owed
from evals.scores.statistics import Rate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from evals.findings import Finding
    from evals.scores.examination import ExaminedCase


def recall(
    cases: Iterable[ExaminedCase],
    types: Collection[str],
    *,
    worst: Severity = Severity.WARNING,
    confidence: Collection[str] = ("sure", "likely"),
    without: Sequence[str] = (),
) -> Rate:
    """Return how many owed labels of the types were hit; labels with a word of `without` are left out."""
    labels = [
        (label, [f for f in case.findings if f.severity.rank <= worst.rank])
        for case in cases
        for label in owed(case.case.labels)
        if label.type in types and label.confidence in confidence
        if not any(word in label.span.of(case.case.text) for word in without)
    ]
    return Rate(sum(hits(label, findings) for label, findings in labels), len(labels))


def precision(cases: Iterable[ExaminedCase], checks: Collection[str], severity: Severity) -> Rate:
    """Return how many findings of the checks at a severity a label confirms, of those that labels can judge."""
    verdicts = [is_right(f, case.case.labels) for case, f in _judged(cases, checks) if f.severity is severity]
    return Rate(sum(verdicts), len(verdicts))


def _judged(cases: Iterable[ExaminedCase], checks: Collection[str]) -> list[tuple[ExaminedCase, Finding]]:
    return [(case, f) for case in cases for f in case.findings if f.check in checks and is_judged(f.check, case)]


def quantity_errors(cases: Iterable[ExaminedCase]) -> list[tuple[str, str]]:
    """Return the errors of the checks of quantities, each with the name of its case."""
    return [
        (case.case.id, f.text)
        for case in cases
        for f in case.findings
        if f.check in QUANTITY_CHECKS and f.severity is Severity.ERROR
    ]


def off_topic(cases: Sequence[ExaminedCase]) -> tuple[Rate, int]:
    """Return the entries with a sure label that the check flagged, and how many entries without any it flagged."""
    wrong = [case for case in cases if any(la.type == OFF_TOPIC and la.confidence == "sure" for la in case.case.labels)]
    found = sum(map(_is_off_topic, wrong))
    false = sum(_is_off_topic(c) for c in cases if not any(la.type == OFF_TOPIC for la in c.case.labels))
    return Rate(found, len(wrong)), false


def _is_off_topic(case: ExaminedCase) -> bool:
    return any(f.check == OFF_TOPIC for f in case.findings)


def alarms(cases: Iterable[ExaminedCase]) -> tuple[Counter[str], int]:
    """Return the errors and warnings in clean entries by check, and how many clean entries were judged in full."""
    clean = [case for case in cases if not case.case.labels and not case.reasons]
    counted = Counter(f.check for case in clean for f in case.findings if f.severity is not Severity.NOTE)
    return counted, len(clean)


def seeded_recall(cases: Iterable[ExaminedCase], twins: Iterable[ExaminedCase]) -> dict[str, tuple[Rate, Rate]]:
    """Return for every kind of seeded error its recall by errors and warnings, and by findings of any severity.

    What was found in the clean twin already is no answer to the seed.
    """
    before = {twin.case.id: {(f.check, f.text) for f in twin.findings} for twin in twins}
    by_kind: dict[str, list[ExaminedCase]] = {}
    for case in cases:
        twin, _, kind = case.case.id.partition("+")
        fresh = tuple(f for f in case.findings if (f.check, f.text) not in before.get(twin, ()))
        by_kind.setdefault(kind, []).append(replace(case, findings=fresh))
    return {
        kind: (_seeds_found(of_kind, Severity.WARNING), _seeds_found(of_kind, Severity.NOTE))
        for kind, of_kind in by_kind.items()
    }


def _seeds_found(cases: Sequence[ExaminedCase], worst: Severity) -> Rate:
    return recall(cases, {label.type for case in cases for label in case.case.labels}, worst=worst)
