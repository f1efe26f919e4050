"""The checks of numbers on labelled entries and on pairs of sentences that nearly all are right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from evals import inspect_entry
from summarizer.digest import parse
from summarizer.findings import Severity
from summarizer.papers import Paper, read_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.findings import Finding

CHECKS = (
    "magnitude-shift",
    "doubled-digits",
    "number-mismatch",
    "unit-mismatch",
    "bound-mismatch",
    "impossible-quantity",
    "unsupported-number",
)
ANSWERED = {"magnitude", "dup-digits", "number", "unit", "bound", "off-topic"}
PROVEN = {"contradicted", "malformed"}

Label = dict[str, Any]
Labelled = list[tuple[list[Label], list["Finding"]]]


@pytest.fixture(scope="module")
def labelled(data_dir: Path) -> Labelled:
    """The labels of every entry, with their places in the digest, and what the checks say about it."""
    papers = read_snapshot(data_dir / "digests" / "papers.jsonl") | read_snapshot(data_dir / "seed" / "papers.jsonl")
    rows = map(json.loads, (data_dir / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines())
    return [_examined(row, papers) for row in rows]


def _examined(row: Label, papers: dict[str, Paper]) -> tuple[list[Label], list[Finding]]:
    head = f"## Daily Papers ({row['date']})\n\n### [{row['title']}](https://arxiv.org/abs/{row['arxiv_id']})\n\n"
    entry = parse(head + row["summary"]).entries[0]
    labels = [
        {**label, "start": len(head) + (label.get("start") or 0), "end": len(head) + (label.get("end") or 10**9)}
        for label in row["errors"]
    ]
    return labels, inspect_entry(entry, papers.get(row["arxiv_id"]), CHECKS)


def _hit(label: Label, findings: list[Finding], worst: Severity) -> bool:
    strong = (f for f in findings if f.severity.rank <= worst.rank)
    return any(f.start < label["end"] and label["start"] < f.end for f in strong)


def _missed(labelled: Labelled, types: set[str], confidence: set[str]) -> tuple[list[str], int]:
    owed = [
        (label, findings)
        for labels, findings in labelled
        for label in labels
        if label["type"] in types and label["verdict"] in PROVEN and label["confidence"] in confidence
    ]
    return [label["span"] for label, findings in owed if not _hit(label, findings, Severity.WARNING)], len(owed)


def test_powers_of_ten_and_doubled_digits_are_found(labelled: Labelled) -> None:
    """At most two labels of the two kinds the project exists for go unseen."""
    missed, owed = _missed(labelled, {"magnitude", "dup-digits"}, {"sure", "likely"})
    assert owed >= 20
    assert len(missed) <= 2, missed


def test_wrong_numbers_are_found(labelled: Labelled) -> None:
    """At least three in five of the wrong numbers that readers are sure of are seen."""
    missed, owed = _missed(labelled, {"number"}, {"sure"})
    assert owed - len(missed) >= 0.6 * owed, missed


def test_an_error_is_an_error(labelled: Labelled) -> None:
    """What the checks call proven was marked by readers as well: at most one in fewer than forty was not."""
    errors = [(labels, f) for labels, findings in labelled for f in findings if f.severity is Severity.ERROR]
    wrong = [
        finding.text
        for labels, finding in errors
        if not any(label["type"] in ANSWERED and _hit(label, [finding], Severity.ERROR) for label in labels)
    ]
    assert errors
    assert len(wrong) <= max(1, 0.03 * len(errors)), wrong


def test_sentences_that_are_right_are_left_alone(data_dir: Path) -> None:
    """Korean sentences beside the English ones they were made from raise at most three false errors, and one true."""
    rows = map(json.loads, (data_dir / "pairs" / "sentences.jsonl").read_text(encoding="utf-8").splitlines())
    errors = []
    for row in rows:
        (entry, *_) = parse(f"### [A](https://arxiv.org/abs/2401.00001)\n\n- {row['ko']}\n").entries
        found = inspect_entry(entry, Paper("2401.00001", "", row["en"]), CHECKS)
        errors += [f.text for f in found if f.severity is Severity.ERROR]
    assert len(errors) <= 4, errors
