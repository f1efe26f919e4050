"""Coverage: how much has to be judged before the gate says yes."""

from __future__ import annotations

from collections import Counter

import pytest

from evals.gate.decision import rule
from evals.gate.entries import GatedEntry, GatedRun
from evals.gate.policy import Policy
from summarizer.findings import Verdict


def _tried(number: int, verdict: Verdict) -> GatedEntry:
    nothing = Counter[str]()
    paper = f"2401.{number:05}"
    return GatedEntry("a.md", number, paper, paper, verdict, False, (), nothing, nothing, nothing)  # noqa: FBT003


@pytest.mark.parametrize(("judged", "verdict"), [(10, "pass"), (9, "pass"), (8, "error")])
def test_coverage_that_is_exactly_met_is_met(judged: int, verdict: str) -> None:
    """Nine entries of ten are the nine in ten that are asked for; eight are not."""
    entries = [_tried(number, Verdict.PASS if number < judged else Verdict.SKIP) for number in range(10)]
    coverage = rule(Policy(coverage=0.9), GatedRun(entries, {"magnitude-shift"}), "error", None)[0]
    assert coverage.verdict == verdict
