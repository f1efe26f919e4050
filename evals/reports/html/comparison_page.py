"""The data of the page of a comparison, or of one run of a prompt: everything stands in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.comparison.verdicts import name_of
from evals.reports.html.finding_data import finding_data, misplaced
from evals.reports.html.marked_text import entry_parts, ranges, source_words, word_diff
from summarizer.digest import parse
from summarizer.errors import ConfigError
from summarizer.findings import Severity, Verdict
from summarizer.messages import Message
from summarizer.papers import Paper
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evals.comparison.record import (
        BilingualFinding,
        ComparisonRecord,
        EntryRecord,
        MetricRecord,
        SideRecord,
        SourceRecord,
    )
    from evals.comparison.runs import RunRecord
    from evals.reports.html.marked_text import SourceWords
    from summarizer.digest.model import Entry


# What is told of every paper, and not of all of them alone.
_OF_A_PAPER = ("errors", "problems", "warnings", "notes", "completeness")


def comparison_data(record: ComparisonRecord) -> Mapping[str, object]:
    """Return the data of a comparison, the papers in its order.

    Raises:
        ConfigError: If a text holds no entry, or a finding is not in it.
    """
    names = [f"{side} · {prompt.name}@{prompt.version}" for side, prompt in (("A", record.a), ("B", record.b))]
    ways = {metric.name: metric.better for metric in record.metrics}
    return {
        "kind": "comparison",
        "subtitle": f"{names[0]} → {names[1]} · {record.model}",
        "verdict": record.verdict,
        "reasons": {"en": record.reasons, "ko": record.reasons_ko},
        "metrics": [_metric(metric) for metric in record.metrics],
        "entries": [
            _paper(
                entry.arxiv_id,
                entry.title,
                entry.repeat,
                entry.source,
                dict(zip(names, (entry.a, entry.b), strict=True)),
            )
            | {"worse": entry.worse, "verdict": None, "measures": _measures(entry, ways)}
            for entry in record.entries
        ],
    }


def run_data(record: RunRecord) -> Mapping[str, object]:
    """Return the data of one run.

    Raises:
        ConfigError: If it has no sample, a text holds no entry, or a finding is not in it.
    """
    name = f"{record.prompt}@{record.version}"
    if not record.samples:
        message = Message(f"the run {record.id} holds no text", f"실행 기록에 글이 없습니다: {record.id}")
        raise ConfigError(message)
    return {
        "kind": "run",
        "subtitle": f"{name} · {record.model}",
        "entries": [
            _paper(sample.arxiv_id, sample.title, sample.repeat, sample.source, {name: sample.side})
            | {"worse": False, "verdict": _verdict(sample.side)}
            for sample in record.samples
        ],
    }


def _verdict(side: SideRecord) -> Verdict:
    if any(finding.severity is Severity.ERROR for finding in side.findings):
        return Verdict.FAIL
    return Verdict.PASS if side.text is not None and side.reason is None else Verdict.ERROR


def _metric(metric: MetricRecord) -> dict[str, object]:
    return metric.model_dump(mode="json") | {"name": _name(metric.name)}


def _measures(entry: EntryRecord, ways: Mapping[str, str | None]) -> list[dict[str, object]]:
    a, b = entry.a.metrics, entry.b.metrics
    return [
        {"name": _name(name), "better": ways.get(name), "a": a.get(name), "b": b.get(name)}
        for name in _OF_A_PAPER
        if name in a or name in b
    ]


def _name(metric: str) -> dict[str, str]:
    name = name_of(metric)
    return {"en": name.en, "ko": name.ko}


def _paper(
    arxiv_id: str, title: str, repeat: int, source: SourceRecord, sides: Mapping[str, SideRecord]
) -> dict[str, object]:
    paper = Paper(arxiv_id, source.title, source.abstract, authors=source.authors)
    sources = source_words(paper, [e for side in sides.values() for f in side.findings for e in f.evidence])
    texts = [side.text for side in sides.values()]
    runs = word_diff(texts[0], texts[1]) if len(texts) == 2 and texts[0] is not None and texts[1] is not None else []
    changes = (ranges(runs, "old"), ranges(runs, "new"))
    return {
        "file": None,
        "line": None,
        "date": None,
        "arxiv_id": arxiv_id,
        "title": title,
        "repeat": repeat,
        "reasons": [],
        "tier": None,
        "sides": [
            _side(name, side, sources, changed) for (name, side), changed in zip(sides.items(), changes, strict=False)
        ],
        "sources": [words.as_json() for words in sources],
        "case": None,
    }


def _side(name: str, side: SideRecord, sources: Sequence[SourceWords], changed: list[list[int]]) -> dict[str, object]:
    shown: dict[str, object] = {"name": name, "text": side.text, "reason": side.reason}
    if side.text is None:
        return shown | {"parts": [], "changed": [], "findings": []}
    entry = _entry(side.text, side.findings)
    return shown | {
        "text": entry.text,
        "parts": entry_parts(entry, [Span(f.start, f.end) for f in side.findings]),
        "changed": [[start - entry.start, end - entry.start] for start, end in changed],
        "findings": [
            finding_data(finding, entry, sources) | {"messages": {"en": finding.message, "ko": finding.message_ko}}
            for finding in side.findings
        ],
    }


def _entry(text: str, findings: Sequence[BilingualFinding]) -> Entry:
    entries = parse(text).entries
    if len(entries) != 1:
        message = Message(
            f"a text of the comparison holds {len(entries)} entries, and one is expected",
            f"비교한 글에는 항목이 하나여야 하는데 {len(entries)}개가 있습니다",
        )
        raise ConfigError(message)
    for finding in findings:
        if (words := misplaced(finding, entries[0])) is not None:
            message = Message(
                f"a finding of the comparison points at {words!r}, which does not stand there",
                f"비교의 지적 사항이 가리키는 말이 그 자리에 없습니다: {words!r}",
            )
            raise ConfigError(message)
    return entries[0]
