"""The published figures, on sets small enough to count by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evals.checks import check_named
from evals.datasets.case_line import read_case
from evals.scores.examination import ExaminedCase, examine_case
from evals.seeding.inject_errors import inject_errors
from evals.statistics import Rate
from summarizer.findings import Severity
from tools import measured_figures as figures

if TYPE_CHECKING:
    from evals.datasets.model import LabelledCase

CHECKS = [check_named(name) for name in ("magnitude-shift", "mistranslated-term", "off-topic")]
ABSTRACT = "We study quantization of a model with 8 billion parameters and 3 billion tokens."


def examined(name: str, prose: str, **label: object) -> ExaminedCase:
    """Return what the checks say of a case, with one label unless it has no type."""
    line = {
        "id": name,
        "arxiv_id": "2401.00001",
        "title": "A",
        "summary": f"- {prose}",
        "paper": {"arxiv_id": "2401.00001", "title": "", "abstract": ABSTRACT},
        "labels": [{"verdict": "contradicted"} | label] if label else [],
    }
    return examine_case(CHECKS, read_case(json.dumps(line, ensure_ascii=False)))


def test_recall_and_precision_are_counted_as_promised() -> None:
    """One of two wrong numbers is found, and one of two errors is right."""
    cases = [
        examined("found", "8조 파라미터입니다.", type="magnitude", start=2, end=4, text="8조"),
        examined("missed", "모델이 파라미터를 씁니다.", type="magnitude", start=2, end=5, text="모델이"),
        examined("false", "8조 파라미터입니다."),
    ]
    assert figures.recall(cases, {"magnitude"}) == Rate(1, 2)
    assert figures.recall(cases, {"magnitude"}, confidence={"likely"}) == Rate(0, 0)
    assert figures.recall(cases, {"magnitude"}, without=["모델"]) == Rate(1, 1)
    assert figures.precision(cases, {"magnitude-shift"}, Severity.ERROR) == Rate(1, 2)
    assert [name for name, _ in figures.quantity_errors(cases)] == ["found", "false"]
    counted, clean = figures.alarms(cases)
    assert (dict(counted), clean) == ({"magnitude-shift": 1}, 1)
    assert figures.off_topic(cases) == (Rate(0, 0), 0)


def test_what_the_clean_twin_raises_is_no_answer_to_a_seed() -> None:
    """A seeded error is found by a finding that was not there before."""
    twin = examined("twin", "80억 파라미터입니다.")
    seeds: list[LabelledCase] = list(inject_errors([twin.case], ["magnitude"]))
    found = [examine_case(CHECKS, case) for case in seeds]
    assert figures.seeded_recall(found, [twin]) == {"magnitude": (Rate(1, 1), Rate(1, 1))}
    blind = ExaminedCase(twin.case, found[0].findings, twin.decided, ())
    assert figures.seeded_recall(found, [blind]) == {"magnitude": (Rate(0, 1), Rate(0, 1))}
