"""What a comparison says: whether it may be made at all, and which prompt is better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.comparison.record import MetricRecord, Verdict
    from evals.comparison.runs import RunRecord

QUALITY = ("failed", "errors", "problems", "warnings", "completeness")
"""The metrics that the verdict rests on, the third of them where a reviewer was asked; the others explain it."""
ALPHA = 0.05
LEAST_SHARE = 0.5
"""The share of papers whose findings have to be known on both sides."""
LEAST_PAPERS = 6
"""With fewer papers, not even all of them getting better would be more than an accident (2 · 0.5^5 > 0.05)."""

_NAMES = {
    "failed": Message("unusable replies", "쓸 수 없는 응답"),
    "errors": Message("errors", "오류"),
    "problems": Message("confirmed problems", "확인된 문제"),
    "warnings": Message("warnings", "경고"),
    "notes": Message("notes", "참고"),
    "completeness": Message("completeness", "완전성"),
    "figures": Message("proven figures", "확인된 수치"),
    "style": Message("faults of language", "어법·문체 지적"),
    "characters": Message("characters", "글자 수"),
    "calls": Message("calls", "모델 호출"),
    "input-tokens": Message("tokens read", "입력 토큰"),
    "output-tokens": Message("tokens written", "출력 토큰"),
    "dollars": Message("dollars", "비용(달러)"),
    "seconds": Message("seconds", "시간(초)"),
}


def obstacles(a: RunRecord, b: RunRecord) -> tuple[Message, ...]:
    """Return why two runs may not be compared, one sentence for everything in which they differ."""
    conditions = (
        (Message("model", "모델"), a.model, b.model),
        (Message("settings of the model", "모델 설정"), _settings(a), _settings(b)),
        (Message("number of repeats", "반복 횟수"), str(a.repeats), str(b.repeats)),
        (Message("papers", "논문"), _short(a.dataset), _short(b.dataset)),
        (Message("version of the program", "프로그램 버전"), _short(a.git), _short(b.git)),
        (Message("checks", "검사"), _short(a.checks), _short(b.checks)),
        (Message("reviewer", "검토 모델"), a.reviewer or "–", b.reviewer or "–"),
    )
    return tuple(_differ(what, mine, other) for what, mine, other in conditions if mine != other)


def _settings(run: RunRecord) -> str:
    return ", ".join(f"{name} {value}" for name, value in sorted(run.parameters.items()))


def _short(sha: str) -> str:
    return sha[:12]


def _differ(what: Message, a: str, b: str) -> Message:
    return Message(
        f"the two runs differ in {what.en}: {a or 'unknown'} and {b or 'unknown'}",
        f"두 실행의 조건이 다릅니다({what.ko}): {a or '알 수 없음'}, {b or '알 수 없음'}",
    )


def judge(metrics: Sequence[MetricRecord], papers: int) -> tuple[Verdict, tuple[Message, ...]]:
    """Return whether B is better than A, and the sentences that say why.

    B is worse as soon as one metric of quality is worse by no accident, and better when one is better by none.
    """
    named = {metric.name: metric for metric in metrics}
    quality = [named[name] for name in QUALITY if name in named]
    losses = [metric for metric in quality if _is_shown(metric) and not _is_gain(metric)]
    gains = [metric for metric in quality if _is_shown(metric) and _is_gain(metric)]
    # That the model gives nothing of use is known, also where that leaves too little to examine.
    why = _too_little(named.get("errors"), papers)
    if why and named.get("failed") not in losses:
        return "inconclusive", (why,)
    if losses:
        return "worse", tuple(map(told, (*losses, *gains)))
    if gains:
        return "better", tuple(map(told, gains))
    return "no-difference", tuple(told(metric) for metric in quality if metric.papers)


def _too_little(errors: MetricRecord | None, papers: int) -> Message | None:
    known = errors.papers if errors else 0
    if known < LEAST_SHARE * papers or not known:
        return Message(
            f"findings are known on both sides for {known} of {papers} papers only",
            f"양쪽의 지적 사항을 모두 알 수 있는 논문이 {papers}편 중 {known}편뿐입니다",
        )
    if known < LEAST_PAPERS:
        return Message(
            f"{known} papers cannot show a difference; at least {LEAST_PAPERS} are needed",
            f"논문 {known}편으로는 차이를 보일 수 없습니다. {LEAST_PAPERS}편 이상이 필요합니다",
        )
    return None


def _is_shown(metric: MetricRecord) -> bool:
    return metric.p is not None and metric.p <= ALPHA


def _is_gain(metric: MetricRecord) -> bool:
    return metric.difference is not None and (metric.difference < 0) == (metric.better == "lower")


def name_of(metric: str) -> Message:
    """Return what a metric is called in sentences; that of a check has its own name."""
    return _NAMES.get(metric, Message(metric, metric))


def told(metric: MetricRecord) -> Message:
    """Return the sentence that tells a metric with its figures."""
    name = name_of(metric.name)
    if metric.difference is None or metric.p is None:
        return Message(f"{name.en}: not measured", f"{name.ko}: 측정하지 못했습니다")
    values, within = (metric.a, metric.b, metric.difference), _interval(metric)
    english = "{}: {:.4g} -> {:.4g}, a difference of {:+.4g} ({}corrected p {:.2g})"
    korean = "{}: {:.4g} -> {:.4g}, 차이 {:+.4g} ({}보정한 p {:.2g})"
    return Message(
        english.format(name.en, *values, within.en, metric.p), korean.format(name.ko, *values, within.ko, metric.p)
    )


def _interval(metric: MetricRecord) -> Message:
    if metric.low is None or metric.high is None:
        return Message("", "")
    return Message(
        f"95% interval {metric.low:+.4g} to {metric.high:+.4g}, ",
        f"95% 신뢰 구간 {metric.low:+.4g}~{metric.high:+.4g}, ",
    )
