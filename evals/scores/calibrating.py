"""A reviewer measured: its confirmed problems beside what labels and readers say of the same words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, get_args

from evals.checks.claims.reviewed_claim import ReviewedClaim
from evals.reviewer.calibration import Calibration, PromptVersion, TypeRecord
from evals.scores.tables import rate, table
from evals.statistics import Rate
from summarizer.findings import Severity
from summarizer.messages import Message, fill
from summarizer.models.replies import ProblemType
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evals.datasets.model import Label
    from evals.reviewer.reviewer import Reviewer
    from evals.scores.examination import ExaminedCase
    from evals.scores.readings import Read
    from summarizer.findings import Finding

TYPES: tuple[ProblemType, ...] = get_args(ProblemType)
_MET_BY: Mapping[str, frozenset[str]] = {
    "damage": frozenset({"dup-digits", "format", "language", "damage"}),
    "number": frozenset({"number", "magnitude"}),
}
_HEAD = Message("{} with {}: {} (entry|entries) reviewed.", "{}({}): 항목 {}개를 검토했습니다.")
_COLUMNS = (
    Message("type", "종류"),
    Message("labels found", "찾은 레이블"),
    Message("confirmed and right", "확인된 것 가운데 옳은 것"),
    Message("of neither label nor reading", "레이블도 읽기도 없는 것"),
    Message("may block", "실패 판정"),
)
_YES, _NO = Message("yes", "가능"), Message("no", "불가")


def calibration(
    examined: Sequence[ExaminedCase], readings: Iterable[Read], reviewer: Reviewer, answered_by: Iterable[str]
) -> Calibration:
    """Return the record of a reviewer over cases that it reviewed.

    A confirmed problem is right when a label of an error meets its words, whatever its type, or a reader said so; what
    has neither is counted apart, since labels are not complete.
    """
    read: dict[str, list[Read]] = defaultdict(list)
    for one in readings:
        read[one.case].append(one)
    counts: dict[str, list[int]] = {name: [0, 0, 0, 0, 0] for name in TYPES}
    for case in examined:
        labels = [label for label in case.case.labels if label.verdict != "unsupported"]
        confirmed = [one for one in case.findings if _is_confirmed(one)]
        for finding in confirmed:
            said = _verdict(finding, labels, read[case.case.id])
            counts[finding.type or "damage"][2 if said is None else 1] += 1
            counts[finding.type or "damage"][0] += said is True
        for label in labels:
            if name := type_of(label.type):
                counts[name][3] += 1
                counts[name][4] += any(_meets(finding, label) for finding in confirmed)
    return Calibration(
        reviewer=reviewer.model,
        answered_by=tuple(sorted(answered_by)),
        prompts=tuple(
            PromptVersion(name=prompt.name, version=str(prompt.version), sha256=prompt.sha256)
            for prompt in reviewer.prompts
        ),
        votes=reviewer.votes,
        entries=len(examined),
        types={
            name: TypeRecord(right=right, judged=judged, unjudged=unjudged, labelled=labelled, found=found)
            for name in TYPES
            for right, judged, unjudged, labelled, found in [counts[name]]
        },
    )


def type_of(label: str) -> ProblemType | None:
    """Return the reviewer's type that answers labels of a type; None when none does."""
    return next((name for name in TYPES if label in _MET_BY.get(name, {name})), None)


def _is_confirmed(finding: Finding) -> bool:
    return finding.check == ReviewedClaim.id and finding.severity is not Severity.NOTE


def _verdict(finding: Finding, labels: Iterable[Label], read: Iterable[Read]) -> bool | None:
    if any(_meets(finding, label) for label in labels):
        return True
    span = Span(finding.start, finding.end)
    said = [one.is_right for one in read if one.span.overlaps(span)]
    return any(said) if said else None


def _meets(finding: Finding, label: Label) -> bool:
    if label.is_whole:
        return label.type == finding.type
    return label.span.overlaps(Span(finding.start, finding.end))


def calibration_text(record: Calibration, language: str) -> str:
    """Return the record for people."""
    prompts = ", ".join(f"{prompt.name}@{prompt.version}" for prompt in record.prompts)
    heads = [one.text(language) for one in _COLUMNS]
    rows = [
        (
            name,
            rate(Rate(one.found, one.labelled)),
            rate(Rate(one.right, one.judged)),
            str(one.unjudged),
            (_YES if one.is_trusted else _NO).text(language),
        )
        for name, one in record.types.items()
        if one.labelled or one.judged or one.unjudged
    ]
    return f"{fill(_HEAD.text(language), record.reviewer, prompts, record.entries)}\n\n{table(heads, rows)}"
