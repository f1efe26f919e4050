"""Scores as Markdown tables and as JSON, the same figures in both."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING

from evals.subject.finding_json import as_json
from summarizer.messages import Message, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.scores.examination import ExaminedCase
    from evals.scores.scoring import CheckScore, TypeScore
    from evals.statistics import Interval, Rate

NOTHING = "–"
_COUNTS = Message("{} (case|cases), {} of them clean.", "사례 {}개를 측정했습니다. 그중 {}개는 오류가 없는 사례입니다.")
_TYPE_HEADS = Message(
    "error|found|recall|distinct errors|entries found|coverage",
    "오류 유형|찾은 오류|재현율|서로 다른 오류|찾은 항목|커버리지",
)
_CHECK_HEADS = Message(
    "check|recall|precision|F1|false alarms / 100 clean|balanced accuracy|coverage",
    "검사|재현율|정밀도|F1|오류 없는 항목 100개당 오탐|균형 정확도|커버리지",
)


def scores_text(
    examined: Sequence[ExaminedCase], types: Iterable[TypeScore], scores: Iterable[CheckScore], language: str
) -> str:
    """Return the scores for people."""
    counts = fill(_COUNTS.text(language), len(examined), sum(not case.case.labels for case in examined))
    return f"{counts}\n\n{type_table(types, language)}\n{check_table(scores, language)}"


def scores_json(
    examined: Sequence[ExaminedCase],
    types: Iterable[TypeScore],
    scores: Iterable[CheckScore],
    inconclusive: Sequence[object],
    gone: Sequence[str],
) -> str:
    """Return the scores for programs.

    Args:
        examined: The cases.
        types: The score of each type of error.
        scores: The score of each check.
        inconclusive: The cases that could not be judged, with the reasons.
        gone: The cases that passed in the baseline and do so no longer.
    """
    result = {
        "schema": "yoyak.eval/1",
        "version": version("yoyak"),
        "cases": len(examined),
        "inconclusive": inconclusive,
        "lost": gone,
        "types": [type_json(one) for one in types],
        "checks": [check_json(one) for one in scores],
    }
    return as_json(result, indent=1) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def type_table(scores: Iterable[TypeScore], language: str = "en") -> str:
    """Return the recall of every type of error."""
    return table(
        _TYPE_HEADS.text(language).split("|"),
        [
            (
                one.type,
                share(one.labels),
                rate(one.labels),
                share(one.errors),
                rate(one.entries),
                rate(one.decided),
            )
            for one in scores
        ],
    )


def check_table(scores: Iterable[CheckScore], language: str = "en") -> str:
    """Return a line for every check that was owed or found anything."""
    return table(
        _CHECK_HEADS.text(language).split("|"),
        [
            (
                f"`{one.check}`",
                rate(one.recall),
                rate(one.precision),
                f"{number(one.f1)}{within(one.f1_interval)}",
                number(one.false_alarms_per_100),
                number(one.balanced_accuracy),
                share(one.coverage),
            )
            for one in scores
            if one.recall.of or one.precision.of
        ],
    )


def rate(one: Rate) -> str:
    """Return a rate with what it was counted from: `0.96 (24/25, 0.80-0.99)`."""
    if one.share is None:
        return NOTHING
    interval = one.interval
    limits = f", {interval.low:.2f}-{interval.high:.2f}" if interval else ""
    return f"{one.share:.2f} ({one.hits}/{one.of}{limits})"


def share(one: Rate) -> str:
    """Return a rate as what it was counted from alone: `24/25`."""
    return f"{one.hits}/{one.of}"


def number(value: float | None) -> str:
    """Return a figure with two decimals."""
    return NOTHING if value is None else f"{value:.2f}"


def within(interval: Interval | None) -> str:
    """Return an interval in parentheses."""
    return f" ({interval.low:.2f}-{interval.high:.2f})" if interval else ""


def type_json(one: TypeScore) -> dict[str, object]:
    """Return the score of a type for programs."""
    return {
        "type": one.type,
        "labels": _rate_json(one.labels),
        "errors": _rate_json(one.errors),
        "entries": _rate_json(one.entries),
        "coverage": _rate_json(one.decided),
    }


def check_json(one: CheckScore) -> dict[str, object]:
    """Return the score of a check for programs."""
    return {
        "check": one.check,
        "recall": _rate_json(one.recall),
        "precision": _rate_json(one.precision),
        "error_precision": _rate_json(one.errors),
        "f1": one.f1,
        "f1_interval": one.f1_interval and asdict(one.f1_interval),
        "sensitivity": _rate_json(one.sensitivity),
        "specificity": _rate_json(one.specificity),
        "balanced_accuracy": one.balanced_accuracy,
        "false_alarms": one.false_alarms,
        "clean_entries": one.clean,
        "false_alarms_per_100_clean": one.false_alarms_per_100,
        "coverage": _rate_json(one.coverage),
    }


def _rate_json(one: Rate) -> dict[str, object]:
    interval = one.interval
    return {"hits": one.hits, "of": one.of, "share": one.share, "interval": interval and asdict(interval)}
