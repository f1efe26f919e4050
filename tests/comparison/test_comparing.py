"""Two runs side by side: what is counted, what is worse, and what the verdict rests on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from evals.comparison.comparing import compare_runs
from evals.comparison.record import ComparisonRecord, MetricRecord, SideRecord, SourceRecord, as_json, parse_record
from evals.comparison.runs import RunRecord, Runs, SampleRecord, identify
from summarizer.errors import ConfigError
from summarizer.io.store import Store
from summarizer.io.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Metrics = dict[str, float | None]


def run(papers: Sequence[Sequence[Metrics]], sha: str = "a", **changes: Any) -> RunRecord:  # noqa: ANN401 - any field
    """Return a run of papers, each with the metrics of its repeats."""
    samples = [
        SampleRecord(
            arxiv_id=f"2401.{number:05}",
            title=f"Paper {number}",
            repeat=repeat,
            source=SourceRecord(title="t", abstract="x", authors=()),
            side=SideRecord(text=None if metrics.get("failed") else "x", reason=None, findings=(), metrics=metrics),
        )
        for number, repeats in enumerate(papers)
        for repeat, metrics in enumerate(repeats)
    ]
    fields = {
        "id": "",
        "created": datetime.now(UTC),
        "prompt": "summarize",
        "version": 1,
        "sha": sha,
        "model": "openai:m",
        "parameters": {},
        "repeats": 1,
        "dataset": "d",
        "git": "g",
        "checks": "c",
        "samples": samples,
    }
    record = RunRecord(**(fields | changes))
    return record.model_copy(update={"id": identify(record)})


def clean(errors: float | None = 0.0, warnings: float = 0.0, **more: float | None) -> Metrics:
    """Return the metrics of a summary."""
    known: Metrics = {"failed": 0.0, "errors": errors, "warnings": warnings, "notes": 0.0, "completeness": 0.5}
    return known | more


def metric(record: ComparisonRecord, name: str) -> MetricRecord:
    """Return a metric of a comparison."""
    (found,) = [one for one in record.metrics if one.name == name]
    return found


def test_a_paper_counts_once() -> None:
    """A paper that was written three times weighs as much as each other one: its repeats are no evidence apart."""
    a = run([[clean(0), clean(0), clean(0)], *[[clean(0)]] * 7])
    b = run([[clean(1), clean(1), clean(1)], *[[clean(0)]] * 7], "b")
    errors = metric(compare_runs(a, b), "errors")
    assert (errors.papers, errors.b, errors.losses) == (8, 1 / 8, 1)


def test_what_one_side_lacks_is_compared_with_nothing() -> None:
    """A figure that could not be told on one side is no zero: the paper is left out of that metric."""
    a = run([[clean(1)], [clean(1, dollars=0.1)], *[[clean(0)]] * 6])
    b = run([[clean(None)], [clean(0, dollars=None)], *[[clean(0)]] * 6], "b")
    record = compare_runs(a, b)
    assert metric(record, "errors").papers == 7
    dollars = metric(record, "dollars")
    assert (dollars.papers, dollars.a, dollars.difference, dollars.low, dollars.p) == (0, None, None, None, None)


def test_a_check_that_is_silent_found_nothing() -> None:
    """A check counts as zero where the text was examined, and as unknown where it was not."""
    a = run([[clean(1, **{"check:number-mismatch": 1.0})], [clean(0)], *[[clean(0)]] * 6])
    b = run([[clean(0)], [clean(None)], *[[clean(0)]] * 6], "b")
    found = metric(compare_runs(a, b), "check:number-mismatch")
    assert (found.papers, found.wins) == (7, 1)


def test_the_worst_papers_stand_first() -> None:
    """A lost summary is worse than errors, more errors are worse than fewer, and those worse than warnings."""
    a = run([[clean(0)]] * 8)
    sides = [clean(0), clean(0, 5), clean(1), clean(0), clean(2), {"failed": 1.0}, clean(0), clean(0)]
    entries = compare_runs(a, run([[side] for side in sides], "b")).entries
    assert [entry.arxiv_id[-1] for entry in entries] == ["5", "4", "2", "1", "0", "3", "6", "7"]
    assert [entry.worse for entry in entries] == [True] * 4 + [False] * 4


def test_better_in_one_and_worse_in_another_is_worse() -> None:
    """A prompt that buys fewer errors with unusable replies is not better."""
    a = run([[clean(0)]] * 20 + [[clean(1)]] * 20)
    b = run([[{"failed": 1.0}]] * 20 + [[clean(0)]] * 20, "b")
    record = compare_runs(a, b)
    assert record.verdict == "worse"
    assert record.reasons[0].startswith("unusable replies: 0 -> 0.5")
    assert record.reasons_ko[0].startswith("쓸 수 없는 응답: 0 -> 0.5")


def test_findings_unknown_for_most_papers_are_no_answer() -> None:
    """Where checks crashed on most papers, the rest does not speak for them."""
    a, b = run([[clean(1)]] * 30), run([[clean(None)]] * 20 + [[clean(0)]] * 10, "b")
    record = compare_runs(a, b)
    assert (record.verdict, record.reasons) == (
        "inconclusive",
        ("findings are known on both sides for 10 of 30 papers only",),
    )


def test_a_difference_by_accident_is_none() -> None:
    """One better paper of many is shown in the figures and makes no verdict."""
    record = compare_runs(run([[clean(1)]] + [[clean(0)]] * 19), run([[clean(0)]] * 20, "b"))
    errors = metric(record, "errors")
    assert (record.verdict, errors.wins, errors.raw_p, errors.p) == ("no-difference", 1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"model": "openai:n"}, "the two runs differ in model: openai:m and openai:n"),
        ({"parameters": {"temperature": 1.0}}, "the two runs differ in settings of the model: unknown and temp"),
        ({"repeats": 2}, "the two runs differ in number of repeats: 1 and 2"),
        ({"dataset": "e"}, "the two runs differ in papers: d and e"),
        ({"git": "h"}, "the two runs differ in version of the program: g and h"),
        ({"checks": ""}, "the two runs differ in checks: c and unknown"),
    ],
)
def test_runs_are_comparable_only_where_they_agree(changes: dict[str, Any], reason: str) -> None:
    """Everything that could explain a difference besides the prompt is in the way, and is named."""
    record = compare_runs(run([[clean()]] * 8), run([[clean()]] * 8, "b", **changes))
    assert (record.verdict, record.metrics, record.entries) == ("not-comparable", (), ())
    assert [sentence.startswith(reason) for sentence in record.reasons] == [True]
    assert len(record.reasons_ko) == 1


def test_runs_are_kept_and_found(tmp_path: Path) -> None:
    """A run and a comparison come back as they were, by the start of their ids; the last comparison of two counts."""
    runs = Runs(Store(tmp_path / "yoyak.db"))
    a, b = run([[clean(1)]] * 8), run([[clean(0)]] * 8, "b")
    first, second = compare_runs(a, b), compare_runs(a, run([[clean(0)]] * 7 + [[clean(2)]], "b"))
    for record in (a, b, first, second):
        runs.keep(record)
    assert runs.run(a.id[:10]) == a
    assert runs.comparison(first.id) == first
    assert runs.last_comparison("a", "b") == second
    again = compare_runs(a, b)
    runs.keep(again)
    assert (again.id, runs.last_comparison("a", "b")) == (first.id, again)
    assert runs.last_comparison("b", "a") is None


@pytest.mark.parametrize("name", ["", "nothing", "%", "_"])
def test_what_was_not_kept_is_told(tmp_path: Path, name: str) -> None:
    """A mistyped id finds nothing, however it is written."""
    runs = Runs(Store(tmp_path / "yoyak.db"))
    runs.keep(run([[clean()]]))
    with pytest.raises(ConfigError, match="there is no run whose id starts with"):
        runs.run(name)
    with pytest.raises(ConfigError, match="there is no comparison whose id starts with"):
        runs.comparison(name)


def test_a_record_of_another_version_is_told(tmp_path: Path) -> None:
    """What an older program stored is not misread."""
    runs = Runs(Store(tmp_path / "yoyak.db"))
    old = run([[clean()]])
    runs.keep(old)
    with Store(tmp_path / "yoyak.db").transaction(Table("runs", "")) as db:
        db.execute("UPDATE runs SET record = '{}'")
    with pytest.raises(ConfigError, match="was stored by another version of the program"):
        runs.run(old.id)


def test_a_record_is_written_without_what_a_terminal_obeys() -> None:
    """What a model wrote cannot turn round the line in which a terminal shows it; no character of it is lost."""
    record = compare_runs(run([[clean()]]), run([[clean()]], "b")).model_copy(update={"model": "m\u202e\x9b"})
    text = as_json(record)
    assert "\u202e" not in text
    assert "\x9b" not in text
    assert parse_record(text, "-") == record
