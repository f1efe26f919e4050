"""Records of a comparison and of a run, as prompts leave them behind."""

from __future__ import annotations

from datetime import UTC, datetime

from evals.comparison.record import (
    BilingualFinding,
    ComparisonRecord,
    EntryRecord,
    MetricRecord,
    PromptRecord,
    SideRecord,
    SourceRecord,
)
from evals.comparison.runs import RunRecord, SampleRecord
from evals.runner.inspect import inspect_entry
from evals.subject.finding_json import finding_as_json
from summarizer.digest import parse
from tests.report_page.material import CHECKS, HOSTILE, entry, paper

_COUNTS = ("errors", "warnings", "notes")
_NOW = datetime(2024, 2, 3, tzinfo=UTC)


def side(number: int, prose: str = "") -> SideRecord:
    """Return an entry of a paper with what the checks say of it."""
    text = entry(number, prose=prose).rstrip()
    (parsed,) = parse(text).entries
    findings = inspect_entry(parsed, paper(number), CHECKS.split(","))
    records = [BilingualFinding.model_validate(finding_as_json(f) | {"message_ko": f.messages.ko}) for f in findings]
    counts = {name: float(sum(f"{record.severity}s" == name for record in records)) for name in _COUNTS}
    return SideRecord(
        text=text, reason=None, findings=tuple(records), metrics=counts | {"completeness": 0.5 + number / 100}
    )


def source(number: int) -> SourceRecord:
    """Return what the checks read."""
    one = paper(number)
    return SourceRecord(title=one.title, abstract=one.abstract, authors=one.authors)


def comparison() -> ComparisonRecord:
    """Return a comparison of three papers: one got worse, one has no text from B, one says something hostile."""
    silent = SideRecord(text=None, reason="the reply was not JSON", findings=(), metrics={})
    pairs = {3: (side(4), side(3)), 7: (side(7), silent), 8: (side(8, "앞의 말."), side(8, f"뒤의 말. {HOSTILE}"))}
    entries = [
        EntryRecord(
            arxiv_id=f"2401.{number:05}",
            title=f"Study {number}",
            repeat=0,
            worse=number < 8,
            source=source(number),
            a=a,
            b=b,
        )
        for number, (a, b) in pairs.items()
    ]
    return ComparisonRecord(
        id="c0ffee0000000000",
        created=_NOW,
        model="openai:example",
        dataset="d",
        git="g",
        checks="c",
        a=PromptRecord(name="summarize", version=1, sha="a", run="r1"),
        b=PromptRecord(name="summarize", version=2, sha="b", run="r2"),
        verdict="worse",
        reasons=("errors rise from 0.5 to 1.2 a paper",),
        reasons_ko=("논문당 오류가 0.5개에서 1.2개로 늘었습니다",),
        metrics=(metric("errors", 0.5, 1.2, 0.3, 1.1), metric("completeness", 0.6, 0.7, -0.1, 0.3), unknown("dollars")),
        entries=tuple(entries),
    )


def metric(name: str, a: float, b: float, low: float, high: float) -> MetricRecord:
    """Return a metric of which the interval is known."""
    figures = {"papers": 3, "a": a, "b": b, "difference": b - a, "low": low, "high": high, "raw_p": 0.01, "p": 0.04}
    better = "higher" if name == "completeness" else "lower"
    return MetricRecord(name=name, better=better, wins=0, ties=1, losses=2, **figures)


def unknown(name: str) -> MetricRecord:
    """Return a metric that no paper has on both sides."""
    figures = dict.fromkeys(("a", "b", "difference", "low", "high", "raw_p", "p"))
    return MetricRecord(name=name, papers=0, better="lower", wins=0, ties=0, losses=0, **figures)


def run() -> RunRecord:
    """Return a run over two papers, of which one has no text."""
    silent = SideRecord(text=None, reason="the reply was not JSON", findings=(), metrics={})
    samples = [
        SampleRecord(arxiv_id=f"2401.{n:05}", title=f"Study {n}", repeat=0, source=source(n), side=made)
        for n, made in ((3, side(3)), (4, silent))
    ]
    return RunRecord(
        id="decade0000000000",
        created=_NOW,
        prompt="summarize",
        version=1,
        sha="a",
        model="openai:example",
        parameters={},
        repeats=1,
        dataset="d",
        git="g",
        checks="c",
        samples=tuple(samples),
    )
