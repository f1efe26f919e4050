"""Scores as Markdown tables and as JSON, the same figures in both."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.scores.scoring import CheckScore, TypeScore
    from evals.scores.statistics import Interval, Rate

NOTHING = "–"
_TYPE_HEADS = ("error", "found", "recall", "entries found", "coverage")
_CHECK_HEADS = ("check", "recall", "precision", "F1", "false alarms / 100 clean", "balanced accuracy", "coverage")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def type_table(scores: Iterable[TypeScore]) -> str:
    """Return the recall of every type of error."""
    return table(
        _TYPE_HEADS,
        [
            (one.type, f"{one.labels.hits}/{one.labels.of}", rate(one.labels), rate(one.entries), rate(one.decided))
            for one in scores
        ],
    )


def check_table(scores: Iterable[CheckScore]) -> str:
    """Return a line for every check that was owed or found anything."""
    return table(
        _CHECK_HEADS,
        [
            (
                f"`{one.check}`",
                rate(one.recall),
                rate(one.precision),
                f"{number(one.f1)}{within(one.f1_interval)}",
                number(one.false_alarms_per_100),
                number(one.balanced_accuracy),
                f"{one.coverage.hits}/{one.coverage.of}",
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
