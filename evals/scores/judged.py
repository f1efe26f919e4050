"""Examined cases with what a judge adds to them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from evals.cases import Case
from evals.judges.claims import open_claims
from evals.judges.judged_claim import JudgedClaim
from evals.runner import NOTHING_EXAMINED, settle
from evals.scores.examination import no_source
from summarizer.digest import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.hearings import Bench, Heard
    from evals.judges.claims import Claim
    from evals.scores.examination import ExaminedCase
    from evals.subject import Subject


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
