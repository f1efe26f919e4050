"""Labelled cases run through the checks: what each check decided, and what it found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from evals.checks.claims.reviewed_claim import ReviewedClaim
from evals.runner.run import (
    NOTHING_EXAMINED,
    Comparisons,
    Examination,
    Outcome,
    Result,
    conclude,
    examine,
    of_entries,
    settle,
)
from evals.runner.workers import spread
from evals.subject.cases import Case
from summarizer.digest import parse
from summarizer.errors import SourceUnavailable
from summarizer.findings import Verdict
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.checks.contract import Check, DigestCheck
    from evals.datasets import LabelledCase
    from evals.reviewer.reviewing import Reviewing
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


def reviewed_cases(examined: Iterable[ExaminedCase], reviewing: Reviewing) -> Iterator[ExaminedCase]:
    """Yield the cases with what the reviewer finds, and with why it could not tell, in order."""
    pairs = [(case, result) for case in examined for result in _results(case)]
    results = reviewing.reviewed(result for _, result in pairs)
    for _, group in groupby(zip(pairs, results, strict=True), key=lambda pair: pair[0][0].case.id):
        together = list(group)
        yield _with(together[0][0][0], [(before, after) for (_, before), after in together])


def _results(case: ExaminedCase) -> Iterator[Result]:
    """Yield the entries of a case as results that know its findings, so that no problem is told twice."""
    paper = case.case.paper or no_source(case.case.arxiv_id)
    for entry in parse(case.case.text).entries:
        found = tuple(one for one in case.findings if entry.start <= one.start < entry.end)
        yield Result(case.case.id, Case(entry, paper), Outcome(Verdict.PASS, found, case.reasons))


def _with(case: ExaminedCase, results: Sequence[tuple[Result, Result]]) -> ExaminedCase:
    told = [one for _, after in results for one in after.outcome.findings if one.check == ReviewedClaim.id]
    gaps = [why for _, after in results for why in after.outcome.reasons if why not in case.reasons]
    # Where the reviewer was asked, its answer or the lack of one says more.
    before = [reason for reason in case.reasons if reason != NOTHING_EXAMINED]
    return replace(
        case,
        findings=settle((*case.findings, *told)),
        decided=case.decided if gaps else case.decided | {ReviewedClaim.id},
        reasons=(*before, *gaps),
    )
