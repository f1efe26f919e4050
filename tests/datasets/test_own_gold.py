"""Our own labelled entries: enough of them, and of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

import evals
from evals.checks import CHECKS
from evals.datasets import LabelledCase, read_dataset
from evals.datasets.label_types import aimed_at


@pytest.fixture(scope="module")
def cases() -> list[LabelledCase]:
    """The cases that travel with the project."""
    return list(read_dataset(Path(evals.__file__).parent / "data" / "gold.jsonl"))


def test_every_check_is_put_to_the_test(cases: list[LabelledCase]) -> None:
    """Each check has an error to find and clean entries to leave alone."""
    aimed = {check for case in cases for label in case.labels for check in aimed_at(label.type)}
    assert {check.id for check in CHECKS} <= aimed
    assert sum(not case.labels for case in cases) >= 20


def test_there_are_enough_entries(cases: list[LabelledCase]) -> None:
    """A score is counted over sixty entries at least, each with its source unless there is none."""
    assert len(cases) >= 60
    assert all(case.paper is not None for case in cases)
