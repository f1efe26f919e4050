"""Our own labelled entries: what the checks once got right they get right for good."""

from __future__ import annotations

import os
from pathlib import Path

import evals
from evals.checks import CHECKS
from evals.datasets import read_dataset
from evals.scores.baseline import lost, read_passed
from evals.scores.examination import examine_cases

_DATA = Path(evals.__file__).parent / "data"


def test_no_case_of_the_gold_set_is_lost() -> None:
    """A change of a check that loses a case names it here; `make baseline` records a loss that is meant."""
    examined = list(examine_cases(read_dataset(_DATA / "gold.jsonl"), CHECKS, 1, os.cpu_count() or 1))
    passed = read_passed(str(_DATA / "gold.baseline.json"))
    assert passed
    assert lost(passed, examined) == []
