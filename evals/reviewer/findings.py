"""The reviewer's problems as findings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evals.checks.claims.reviewed_claim import ReviewedClaim
from summarizer.findings import Fix, Message, Observation, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from evals.reviewer.reviewer import Review, ReviewedProblem
    from evals.subject.subject import Subject
    from summarizer.findings import Finding

_KOREAN = {
    "number": "수",
    "unit": "단위",
    "bound": "한계",
    "direction": "방향",
    "comparison": "비교",
    "attribution": "귀속",
    "entity": "이름",
    "version": "판",
    "mistranslation": "오역",
    "overclaim": "과장",
    "off-topic": "다른 논문의 내용",
    "damage": "손상된 글",
}


def observe(subject: Subject, review: Review, rules: Iterable[Finding], trusted: AbstractSet[str]) -> Observation:
    """Return what a reviewer examined and found, without what the rules correct already.

    Args:
        subject: The entry that was reviewed.
        review: What came of it.
        rules: The findings of the rules, with the offsets of the subject's text.
        trusted: The types of problem whose precision is on record, so that a confirmed one is an error.
    """
    if review.entry is None or review.lost:
        return Observation(0)
    corrected = [(one.start, one.end) for one in rules if one.fix and one.fix.safe]
    found = tuple(
        finding
        for problem in review.problems
        for finding in _findings(subject, problem, trusted)
        if not any(finding.start < end and start < finding.end for start, end in corrected)
    )
    return Observation(len(review.entry.sentences), found)


def _findings(subject: Subject, reviewed: ReviewedProblem, trusted: AbstractSet[str]) -> Iterator[Finding]:
    """Yield a finding for every place of the words; the correction of each place is its own."""
    problem, proven = reviewed.proven.problem, reviewed.proven
    severity = Severity.NOTE
    if reviewed.is_confirmed:
        severity = Severity.ERROR if problem.type in trusted else Severity.WARNING
    ends = [*(span.start for span in proven.spans[1:]), len(subject.entry.source)]
    for span, end in zip(proven.spans, ends, strict=True):
        edits = tuple(edit for edit in proven.edits if span.start <= edit.start < end)
        finding = subject.finding(
            ReviewedClaim.id,
            severity,
            span,
            _message(reviewed),
            evidence=(proven.evidence,),
            fix=Fix(edits, safe=reviewed.is_confirmed) if edits else None,
        )
        yield replace(finding, type=problem.type)


def _message(reviewed: ReviewedProblem) -> Message:
    problem = reviewed.proven.problem
    correct = " ".join(problem.correct.split())
    better = Message(f": {correct}", f": {correct}") if correct else Message("", "")
    if reviewed.is_confirmed:
        return Message(
            f"The reviewer finds this wrong ({problem.type}), and a second opinion agrees{better.en}.",
            f"검토 모델이 틀린 곳으로 보았고({_KOREAN[problem.type]}) 다른 응답도 같게 보았습니다{better.ko}.",
        )
    return Message(
        f"The reviewer finds this wrong ({problem.type}); a second opinion does not bear it out{better.en}.",
        f"검토 모델은 틀린 곳으로 보았으나({_KOREAN[problem.type]}) 다른 응답은 그렇게 보지 않았습니다{better.ko}.",
    )
