"""Labelled cases run through the checks: what each check decided, and what it found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from evals.judges.claims import open_claims
from evals.judges.judged_claim import JudgedClaim
from evals.runner.run import NOTHING_EXAMINED, Comparisons, Examination, conclude, examine, of_entries, settle
from evals.runner.workers import spread
from evals.subject.cases import Case
from summarizer.digest import parse
from summarizer.errors import SourceUnavailable
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.checks.contract import Check, DigestCheck
    from evals.datasets import LabelledCase
    from evals.hearings import Bench, Heard
    from evals.judges.claims import Claim
    from evals.subject.subject import Subject
    from summarizer.findings import Finding


@dataclass(frozen=True, slots=True)
class ExaminedCase:
    """A labelled case with what the checks made of it.

    Attributes:
        case: The case.
        findings: What was found, one claim about the number at a span.
        decided: The checks that examined something; no other check has said that all is well.
        reasons: Why the case could not be judged in full; empty when it could.
    """

    case: LabelledCase
    findings: tuple[Finding, ...]
    decided: frozenset[str]
    reasons: tuple[Message, ...]


def examine_cases(
    cases: Iterable[LabelledCase], checks: Sequence[Check | DigestCheck], workers: int | None, cores: int
) -> Iterator[ExaminedCase]:
    """Yield every case with what the checks made of it, in order; `workers` and `cores` are those of `spread`."""
    return spread(partial(examine_case, checks), cases, workers, cores)


def no_source(arxiv_id: str) -> SourceUnavailable:
    """Return why a case cannot be judged that came without its paper."""
    return SourceUnavailable(
        Message(f"no source was given for {arxiv_id}", f"원문을 지정하지 않은 논문입니다: {arxiv_id}")
    )


def examine_case(checks: Sequence[Check | DigestCheck], labelled: LabelledCase) -> ExaminedCase:
    """Let every check examine a case: each alone, so that what it decided is known of each."""
    paper = labelled.paper or no_source(labelled.arxiv_id)
    cases = [Case(entry, paper) for entry in parse(labelled.text).entries]
    subjects = [case.subject for case in cases]
    seen = {
        check.id: sum(
            [examine(subject, of_entries([check])) for subject in subjects]
            + Comparisons([check]).compare(labelled.arxiv_id, [case.entry for case in cases]),
            Examination(),
        )
        for check in checks
    }
    together = sum(seen.values(), Examination())
    return ExaminedCase(
        labelled,
        settle(together.findings),
        frozenset(name for name, one in seen.items() if one.examined and not one.crashes),
        conclude(cases[0], together).reasons,
    )


def judged_cases(examined: Iterable[ExaminedCase], bench: Bench) -> Iterator[ExaminedCase]:
    """Yield the cases with the judge's findings, and with why it could not tell, in order."""
    for _, entries in groupby(bench.hear(_questions(examined)), key=lambda heard: heard.item.case.id):
        together = list(entries)
        case = together[0].item
        for heard in together:
            bench.keep(case.case.id, heard)
            case = _with(case, heard, bench)
        yield case


def _questions(examined: Iterable[ExaminedCase]) -> Iterator[tuple[ExaminedCase, Subject, Sequence[Claim]]]:
    for case in examined:
        paper = case.case.paper or no_source(case.case.arxiv_id)
        for entry in parse(case.case.text).entries:
            subject = Case(entry, paper).subject
            yield case, subject, open_claims(subject, case.findings)


def _with(case: ExaminedCase, heard: Heard[ExaminedCase], bench: Bench) -> ExaminedCase:
    seen = bench.examination(heard)
    has_decided = bool(seen.examined) and not seen.crashes
    # Where the judge was asked, its answer or the lack of one says more.
    was_asked = has_decided or heard.judgement.reasons
    before = [reason for reason in case.reasons if not was_asked or reason != NOTHING_EXAMINED]
    reasons = [*heard.judgement.reasons, *(crash.reason for crash in seen.crashes)]
    return replace(
        case,
        findings=settle((*case.findings, *seen.findings)),
        decided=case.decided | {JudgedClaim.id} if has_decided else case.decided,
        reasons=(*before, *reasons),
    )
