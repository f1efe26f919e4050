"""Labelled cases run through the checks: what each check decided, and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from evals.cases import Case
from evals.runner import Comparisons, Examination, conclude, examine, of_entries, settle
from evals.workers import spread
from summarizer.digest import parse
from summarizer.errors import SourceUnavailable
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.checks.contract import Check, DigestCheck
    from evals.datasets import LabelledCase
    from evals.findings import Finding


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
