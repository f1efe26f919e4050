"""The figures that the project promises, counted as it promises to count them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.datasets.label_types import OFF_TOPIC, QUANTITY_CHECKS
from evals.scores.scoring import count_found, is_found, is_right, owed
from evals.statistics import Rate
from summarizer.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from evals.datasets import Label
    from evals.scores.examination import ExaminedCase


def recall(
    cases: Iterable[ExaminedCase],
    types: Collection[str],
    *,
    worst: Severity = Severity.WARNING,
    confidence: Collection[str] = ("sure", "likely"),
    without: Sequence[str] = (),
) -> Rate:
    """Return how many owed labels of the types were found; labels with a word of `without` are left out."""
    labels = [
        (label, case)
        for label, case in owed_labels(cases, confidence)
        if label.type in types and not any(word in label.span.of(case.case.text) for word in without)
    ]
    return count_found(labels, worst)[0]


def owed_labels(cases: Iterable[ExaminedCase], confidence: Collection[str]) -> list[tuple[Label, ExaminedCase]]:
    """Return the labels that are owed an answer, of which readers are so sure, each with its case."""
    return [(label, case) for case in cases for label in owed(case.case.labels) if label.confidence in confidence]


def precision(cases: Iterable[ExaminedCase], checks: Collection[str], severity: Severity) -> Rate:
    """Return how many findings of the checks at a severity a label confirms, of those that labels can judge."""
    found = [(f, case) for case in cases for f in case.findings if f.check in checks and f.severity is severity]
    verdicts = [right for finding, case in found if (right := is_right(finding, case)) is not None]
    return Rate(sum(verdicts), len(verdicts))


def quantity_errors(cases: Iterable[ExaminedCase]) -> list[tuple[str, str]]:
    """Return the errors of the checks of quantities, each with the name of its case."""
    return [
        (case.case.id, f.text)
        for case in cases
        for f in case.findings
        if f.check in QUANTITY_CHECKS and f.severity is Severity.ERROR
    ]


def off_topic(cases: Sequence[ExaminedCase]) -> tuple[Rate, int]:
    """Return the entries with a sure label that was found, and how many entries without any the check flagged."""
    found = {
        case.case.id: is_found(label, case.findings)
        for label, case in owed_labels(cases, {"sure"})
        if label.type == OFF_TOPIC
    }
    right = [case for case in cases if not any(label.type == OFF_TOPIC for label in case.case.labels)]
    false = sum(any(f.check == OFF_TOPIC for f in case.findings) for case in right)
    return Rate(sum(found.values()), len(found)), false


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
