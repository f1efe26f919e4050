"""Two runs side by side: whether they may be compared, every metric with its difference, and the verdict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean
from typing import TYPE_CHECKING

from evals.comparison.measures import CHECK, better, names_of
from evals.comparison.record import ComparisonRecord, EntryRecord, MetricRecord, PromptRecord
from evals.comparison.runs import identify
from evals.comparison.verdicts import judge, obstacles
from evals.statistics import difference_interval, holm, sign_flip_p

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from evals.comparison.record import SideRecord, Verdict
    from evals.comparison.runs import RunRecord, SampleRecord
    from summarizer.messages import Message

# What a paper is worse by, the gravest first.
_BURDEN = ("failed", "errors", "warnings")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A paper, written once with each prompt."""

    a: SampleRecord
    b: SampleRecord

    def values(self, name: str) -> tuple[float, float] | None:
        """Return the metric of both sides; None unless both have it."""
        a, b = _value(self.a.side, name), _value(self.b.side, name)
        return None if a is None or b is None else (a, b)


def compare_runs(a: RunRecord, b: RunRecord) -> ComparisonRecord:
    """Return the comparison of two runs; where they may not be compared, it says why and holds no figure."""
    hindrances = obstacles(a, b)
    pairs = [] if hindrances else _paired(a, b)
    metrics = _metrics(pairs)
    papers = len({pair.a.arxiv_id for pair in pairs})
    said: tuple[Verdict, tuple[Message, ...]] = ("not-comparable", hindrances)
    verdict, reasons = said if hindrances else judge(metrics, papers)
    record = ComparisonRecord(
        id="",
        created=datetime.now(UTC),
        a=_prompt(a),
        b=_prompt(b),
        model=a.model,
        dataset=a.dataset,
        git=a.git,
        checks=a.checks,
        reviewer=a.reviewer,
        verdict=verdict,
        reasons=tuple(reason.en for reason in reasons),
        reasons_ko=tuple(reason.ko for reason in reasons),
        metrics=metrics,
        entries=_entries(pairs, [metric.name for metric in metrics]),
    )
    return record.model_copy(update={"id": identify(record)})


def _prompt(run: RunRecord) -> PromptRecord:
    return PromptRecord(name=run.prompt, version=run.version, sha=run.sha, run=run.id)


def _paired(a: RunRecord, b: RunRecord) -> list[_Pair]:
    others = {(sample.arxiv_id, sample.repeat): sample for sample in b.samples}
    return [_Pair(sample, others[sample.arxiv_id, sample.repeat]) for sample in a.samples]


def _value(side: SideRecord, name: str) -> float | None:
    # A check that found nothing is not named; it did examine the text where findings could be counted.
    is_counted = name.startswith(CHECK) and side.metrics.get("errors") is not None
    return side.metrics.get(name, 0.0 if is_counted else None)


def _metrics(pairs: Sequence[_Pair]) -> tuple[MetricRecord, ...]:
    """Return every metric; a paper that was written several times counts once, with its mean."""
    names = names_of(sample.side.metrics for pair in pairs for sample in (pair.a, pair.b)) if pairs else []
    by_metric = {name: _by_paper(pairs, name) for name in names}
    raw = {name: sign_flip_p([b - a for a, b in papers.values()]) for name, papers in by_metric.items() if papers}
    corrected = dict(zip(raw, holm(list(raw.values())), strict=True))
    return tuple(_metric(name, by_metric[name], raw.get(name), corrected.get(name)) for name in names)


def _by_paper(pairs: Sequence[_Pair], name: str) -> dict[str, tuple[float, float]]:
    values: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for pair in pairs:
        if (both := pair.values(name)) is not None:
            values[pair.a.arxiv_id].append(both)
    return {paper: (fmean(a for a, _ in both), fmean(b for _, b in both)) for paper, both in values.items()}


def _metric(name: str, papers: Mapping[str, tuple[float, float]], raw: float | None, p: float | None) -> MetricRecord:
    differences: dict[Hashable, float] = {paper: b - a for paper, (a, b) in papers.items()}
    interval = difference_interval(differences)
    sign = -1 if better(name) == "lower" else 1
    gains = [sign * difference for difference in differences.values()]
    return MetricRecord(
        name=name,
        papers=len(papers),
        a=fmean(a for a, _ in papers.values()) if papers else None,
        b=fmean(b for _, b in papers.values()) if papers else None,
        difference=fmean(differences.values()) if papers else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        raw_p=raw,
        p=p,
        better=better(name),
        wins=sum(gain > 0 for gain in gains),
        ties=sum(not gain for gain in gains),
        losses=sum(gain < 0 for gain in gains),
    )


def _entries(pairs: Sequence[_Pair], names: Sequence[str]) -> tuple[EntryRecord, ...]:
    """Return every pair, those of the papers that got worse first, and of these the worst first."""
    by_burden = [_by_paper(pairs, name) for name in _BURDEN]
    growth = {paper: _growth(paper, by_burden) for paper in {pair.a.arxiv_id for pair in pairs}}
    none = (0.0,) * len(_BURDEN)
    ordered = sorted(pairs, key=lambda pair: tuple(-more for more in max(growth[pair.a.arxiv_id], none)))
    return tuple(_entry(pair, names, is_worse=growth[pair.a.arxiv_id] > none) for pair in ordered)


def _growth(paper: str, by_burden: Sequence[Mapping[str, tuple[float, float]]]) -> tuple[float, ...]:
    return tuple(values[paper][1] - values[paper][0] if paper in values else 0.0 for values in by_burden)


def _entry(pair: _Pair, names: Sequence[str], *, is_worse: bool) -> EntryRecord:
    return EntryRecord(
        arxiv_id=pair.a.arxiv_id,
        title=pair.a.title,
        repeat=pair.a.repeat,
        worse=is_worse,
        source=pair.a.source,
        a=_with_all(pair.a.side, names),
        b=_with_all(pair.b.side, names),
    )


def _with_all(side: SideRecord, names: Sequence[str]) -> SideRecord:
    return side.model_copy(update={"metrics": {name: _value(side, name) for name in names}})
