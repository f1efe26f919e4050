"""What examined cases say of the checks: recall by type of error, precision and false alarms by check.

A label is found when a finding at error or warning of any check overlaps its span; one of `off-topic`, when any finding
of `off-topic` or `missing-contribution` stands in its entry; one without a place, when a check that looks for it found
anything; and one that is named for a check that has only notes, by a note of that check. A finding is right when it
overlaps a label that confirms it. Labels that are `unsupported` and titles count neither way. What was not decided
counts as missed, never as right.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from evals.checks import CHECKS
from evals.datasets.label_types import OFF_TOPIC, TITLE, aimed_at, answering, confirming
from evals.datasets.model import PROVEN
from evals.statistics import Interval, Rate, clustered_interval, f1
from summarizer.findings import Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from evals.datasets import Label
    from evals.scores.examination import ExaminedCase
    from summarizer.findings import Finding

_NOTES_ONLY = frozenset(check.id for check in CHECKS if set(check.severities) == {Severity.NOTE})


@dataclass(frozen=True, slots=True)
class TypeScore:
    """How many errors of a type were found.

    Attributes:
        type: The type of the labels.
        labels: Labels found, of those owed.
        errors: Likewise, the same words in the same entry counted once.
        entries: Entries in which one was found, of those in which one is owed.
        decided: Labels in whose case a check that looks for them examined anything, of those owed.
    """

    type: str
    labels: Rate
    errors: Rate
    entries: Rate
    decided: Rate


@dataclass(frozen=True, slots=True)
class CheckScore:
    """How good one check is.

    Attributes:
        check: Its name.
        recall: Labels aimed at it that it found, of those owed.
        precision: Its findings that are right, of those that labels can judge.
        errors: Likewise, of its findings of severity `error`.
        f1: The harmonic mean of recall and precision; None when no label was owed.
        f1_interval: Its interval, papers drawn with replacement.
        sensitivity: Entries with an error aimed at it that it flagged, of all such entries.
        specificity: Entries without one that it left alone, of those in which it examined anything.
        false_alarms: Its findings in clean entries.
        clean: How many clean entries it examined anything in.
        coverage: Entries in which it examined anything, of all.
    """

    check: str
    recall: Rate
    precision: Rate
    errors: Rate
    f1: float | None
    f1_interval: Interval | None
    sensitivity: Rate
    specificity: Rate
    false_alarms: int
    clean: int
    coverage: Rate

    @property
    def balanced_accuracy(self) -> float | None:
        """The mean of sensitivity and specificity; None unless both are known."""
        shares = self.sensitivity.share, self.specificity.share
        return None if None in shares else (shares[0] + shares[1]) / 2  # type: ignore[operator]

    @property
    def false_alarms_per_100(self) -> float | None:
        """False alarms in a hundred clean entries; None when it examined none."""
        return 100 * self.false_alarms / self.clean if self.clean else None


@dataclass(slots=True)
class _Sums:
    """Counts of one check over the entries of one paper."""

    hits: int = 0
    owed: int = 0
    right: int = 0
    found: int = 0

    def row(self) -> tuple[int, int, int, int]:
        """Return right findings, findings, labels found and labels owed."""
        return self.right, self.found, self.hits, self.owed


@dataclass(slots=True)
class _Entries:
    flagged: int = 0
    wrong: int = 0
    left_alone: int = 0
    right: int = 0
    false_alarms: int = 0
    clean: int = 0
    decided: int = 0
    all: int = 0
    errors: list[bool] = field(default_factory=list)


def counts(finding: Finding) -> bool:
    """Return whether a finding is one by which its check is measured."""
    return finding.severity is not Severity.NOTE or finding.check in _NOTES_ONLY


def is_found(label: Label, findings: Iterable[Finding], worst: Severity = Severity.WARNING) -> bool:
    """Return whether one of the findings, down to a severity, finds the label."""
    if label.type == OFF_TOPIC:  # readers mark sentences of a summary that is so as a whole, checks its title
        return any(f.check in aimed_at(OFF_TOPIC) for f in findings)
    strong = [f for f in findings if f.severity.rank <= worst.rank or f.check == label.type in _NOTES_ONLY]
    if label.is_whole:
        return any(f.check in answering(label.type) for f in strong)
    return any(label.span.overlaps(Span(f.start, f.end)) for f in strong)


def is_right(finding: Finding, case: ExaminedCase) -> bool | None:
    """Return whether a label confirms the finding; None where labels cannot tell."""
    if not is_judged(finding.check, case):
        return None
    types = confirming(finding.check)
    met = [label for label in case.case.labels if label.type in types and _meet(label, finding)]
    return bool(owed(met)) or (None if met else False)


def _meet(label: Label, finding: Finding) -> bool:
    is_of_entry = label.type == OFF_TOPIC and finding.check in aimed_at(OFF_TOPIC)
    return is_of_entry or label.span.overlaps(Span(finding.start, finding.end))


def is_judged(check: str, case: ExaminedCase) -> bool:
    """Return whether the labels of the case can tell right findings of the check from wrong ones."""
    return bool(confirming(check) & case.case.scope)


def owed(labels: Iterable[Label]) -> list[Label]:
    """Return the labels that a check owes an answer to."""
    return [label for label in labels if label.verdict in PROVEN and label.type != TITLE]


def count_found(labels: Iterable[tuple[Label, ExaminedCase]], worst: Severity = Severity.WARNING) -> tuple[Rate, Rate]:
    """Return how many labels were found, and how many errors: the same words in the same entry are one."""
    found: list[bool] = []
    errors: dict[tuple[str, str], bool] = {}
    for label, case in labels:
        found.append(is_found(label, case.findings, worst))
        words = case.case.id, label.span.of(case.case.text)
        errors[words] = errors.get(words, False) or found[-1]
    return Rate(sum(found), len(found)), Rate(sum(errors.values()), len(errors))


def score_types(cases: Sequence[ExaminedCase], checks: Iterable[str]) -> list[TypeScore]:
    """Return a score for every type of label that occurs, by name.

    A type that none of the `checks` looks for is left out.
    """
    asked = frozenset(checks)
    by_type: dict[str, list[tuple[Label, ExaminedCase]]] = defaultdict(list)
    for case in cases:
        for label in owed(case.case.labels):
            if asked & answering(label.type):
                by_type[label.type].append((label, case))
    return [_score_type(name, labels) for name, labels in sorted(by_type.items())]


def _score_type(name: str, labels: Sequence[tuple[Label, ExaminedCase]]) -> TypeScore:
    entries: dict[str, bool] = {}
    for label, case in labels:
        entries[case.case.id] = entries.get(case.case.id, False) or is_found(label, case.findings)
    decided = sum(bool(answering(name) & case.decided) for _, case in labels)
    found, errors = count_found(labels)
    return TypeScore(name, found, errors, Rate(sum(entries.values()), len(entries)), Rate(decided, len(labels)))


def score_checks(cases: Sequence[ExaminedCase], checks: Iterable[str]) -> list[CheckScore]:
    """Return a score for each of the checks, in the order given."""
    return [_score_check(check, cases) for check in checks]


def _score_check(check: str, cases: Sequence[ExaminedCase]) -> CheckScore:
    papers: dict[Hashable, _Sums] = defaultdict(_Sums)
    entries = _Entries()
    for case in cases:
        _count_places(check, case, papers[case.case.arxiv_id], entries)
        _count_entry(check, case, entries)
    total = _Sums(*(sum(getattr(sums, name) for sums in papers.values()) for name in _Sums.__slots__))
    return CheckScore(
        check,
        recall=Rate(total.hits, total.owed),
        precision=Rate(total.right, total.found),
        errors=Rate(sum(entries.errors), len(entries.errors)),
        f1=_f1(total),
        f1_interval=clustered_interval({paper: sums.row() for paper, sums in papers.items()}, f1),
        sensitivity=Rate(entries.flagged, entries.wrong),
        specificity=Rate(entries.left_alone, entries.right),
        false_alarms=entries.false_alarms,
        clean=entries.clean,
        coverage=Rate(entries.decided, entries.all),
    )


def _f1(sums: _Sums) -> float | None:
    mean = float(f1(np.array([sums.row()], dtype=float))[0])
    return None if np.isnan(mean) else mean


def _count_places(check: str, case: ExaminedCase, sums: _Sums, entries: _Entries) -> None:
    findings = [f for f in case.findings if f.check == check and counts(f)]
    for label in owed(case.case.labels):
        if check in aimed_at(label.type):
            sums.owed += 1
            sums.hits += is_found(label, findings)
    verdicts = [(f.severity, right) for f in findings if (right := is_right(f, case)) is not None]
    sums.found += len(verdicts)
    sums.right += sum(right for _, right in verdicts)
    entries.errors += [right for severity, right in verdicts if severity is Severity.ERROR]


def _count_entry(check: str, case: ExaminedCase, entries: _Entries) -> None:
    is_flagged = any(f.check == check and counts(f) for f in case.findings)
    is_wrong = any(check in aimed_at(label.type) for label in owed(case.case.labels))
    entries.all += 1
    entries.decided += check in case.decided
    if is_wrong:
        entries.wrong += 1
        entries.flagged += is_flagged
    elif check in case.decided and is_judged(check, case):
        entries.right += 1
        entries.left_alone += not is_flagged
    if not case.case.labels and check in case.decided and is_judged(check, case):
        entries.clean += 1
        entries.false_alarms += sum(f.check == check and counts(f) for f in case.findings)
