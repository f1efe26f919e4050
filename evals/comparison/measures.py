"""What is measured of one summary: its findings, what it tells of the paper, its words and its price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evals.checks import CHECKS, GROUPS
from evals.relations.completeness import coverage
from summarizer.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.reviewer.reviewer import Review
    from evals.runner.run import Outcome
    from evals.subject.subject import Subject
    from summarizer.models.ledger import Call

Better = Literal["lower", "higher"] | None

CHECK = "check:"
"""What the name of a metric begins with that counts the findings of one check."""
# Which way is good, in the order of a report.
_DIRECTIONS: dict[str, Better] = {
    "failed": "lower",
    "errors": "lower",
    "problems": "lower",
    "warnings": "lower",
    "notes": "lower",
    "completeness": "higher",
    "figures": "higher",
    "style": "lower",
    "characters": None,
    "calls": "lower",
    "input-tokens": "lower",
    "output-tokens": "lower",
    "dollars": "lower",
    "seconds": "lower",
}
OPTIONAL = frozenset({"problems"})
"""Metrics that are only there when they were asked for."""
_SEVERITIES = {"errors": Severity.ERROR, "warnings": Severity.WARNING, "notes": Severity.NOTE}
_STYLE = frozenset(name for name, group in GROUPS.items() if group == "language")

Metrics = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Examined:
    """A summary as the checks saw it, and the reviewer, if one was asked."""

    subject: Subject
    outcome: Outcome
    review: Review | None = None


def measure(examined: Examined | None, calls: Sequence[Call]) -> Metrics:
    """Return the metrics of a summary; None for what could not be told.

    - `failed`: 1 when the model gave nothing that can be used, in spite of several tries.
    - `errors`, `warnings`, `notes`, and `check:NAME` for each check that found something: numbers of findings.
    - `problems`: what a reviewer finds wrong and a second opinion confirms, if one was asked.
    - `completeness`: the share of the abstract's names, terms and words that the summary has.
    - `figures`: how many of its different numbers a text of the paper has.
    - `style`: findings of the checks of language.
    - `characters`: the length of its prose.
    - `calls`, `input-tokens`, `output-tokens`, `dollars`, `seconds`: what the draft took when it was written,
      unusable replies included; a reviewer is not.

    Args:
        examined: The summary; None when there is none.
        calls: The calls that the run made for it which wrote it.
    """
    return {"failed": float(examined is None)} | _quality(examined) | _price(calls)


def names_of(metrics: Iterable[Metrics]) -> list[str]:
    """Return the names of all metrics that occur, in the order of a report."""
    found = {name for one in metrics for name in one} | (_DIRECTIONS.keys() - OPTIONAL)
    checks = [f"{CHECK}{check.id}" for check in CHECKS]
    return [name for name in (*_DIRECTIONS, *checks) if name in found]


def better(name: str) -> Better:
    """Return which way is good for a metric; None when neither is, or there is no such metric."""
    return "lower" if name.startswith(CHECK) else _DIRECTIONS.get(name)


def _quality(examined: Examined | None) -> Metrics:
    if examined is None:
        return {}
    subject, findings = examined.subject, examined.outcome.findings
    told = coverage(subject)
    metrics: Metrics = {
        "completeness": (told.names + told.terms + told.words) / told.owed if told.owed else None,
        "figures": float(told.figures),
        "characters": float(sum(len(section.text) for section in subject.entry.sections)),
    }
    if review := examined.review:
        confirmed = float(sum(problem.is_confirmed for problem in review.problems))
        metrics["problems"] = None if review.lost else confirmed
    # Where a check crashed, or nothing was examined, the counts would be too good.
    if examined.outcome.verdict in {Verdict.ERROR, Verdict.SKIP} or examined.outcome.crashed:
        return metrics
    counts = {name: float(sum(f.severity is severity for f in findings)) for name, severity in _SEVERITIES.items()}
    style = {"style": float(sum(f.check in _STYLE for f in findings))}
    checks = {f"{CHECK}{f.check}": float(sum(g.check == f.check for g in findings)) for f in findings}
    return metrics | counts | style | checks


def _price(calls: Sequence[Call]) -> Metrics:
    answered = [call for call in calls if call.reply is not None]
    if not answered:
        return {}
    usages = [call.reply.usage for call in answered if call.reply and call.reply.usage]
    is_counted = len(usages) == len(answered)
    return {
        "calls": float(len(calls)),
        "input-tokens": float(sum(usage.input_tokens for usage in usages)) if is_counted else None,
        "output-tokens": float(sum(usage.output_tokens for usage in usages)) if is_counted else None,
        "dollars": _sum([None if call.dollars is None else float(call.dollars) for call in answered]),
        "seconds": _sum([call.seconds for call in answered]),
    }


def _sum(amounts: Sequence[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None
