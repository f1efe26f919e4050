"""The formats of `--format`, and several reports of one run at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.reports.check_json import JsonReport
from evals.reports.github import GithubReport
from evals.reports.junit import JunitReport
from evals.reports.sarif import SarifReport

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from evals.checks.contract import Check, DigestCheck
    from evals.gate.rules import RuleAnswer
    from evals.reports.text import Report
    from evals.reports.wording import Wording
    from evals.runner.counts import Counts
    from evals.runner.run import Result
    from summarizer.findings import Message

TEXT = "text"
FORMATS = (TEXT, "json", "sarif", "junit", "github")


def machine_report(  # noqa: PLR0913, PLR0917 - what the formats need, put together
    style: str,
    out: TextIO,
    log: TextIO,
    /,
    checks: Sequence[Check | DigestCheck],
    fail_on: str,
    wording: Wording,
    *,
    is_gate: bool = False,
) -> Report:
    """Return the report for programs that is named so.

    Args:
        style: The name of the format.
        out: Where it goes.
        log: Takes what the format has no place for.
        checks: The checks of the run.
        fail_on: The severity that fails the run.
        wording: The language of messages.
        is_gate: Whether findings are shown with the fingerprint by which the gate accepts them.
    """
    match style:
        case "json":
            return JsonReport(out, log, wording, is_gate=is_gate)
        case "sarif":
            return SarifReport(out, checks, wording)
        case "junit":
            return JunitReport(out, fail_on, wording, is_gate=is_gate)
        case _:
            return GithubReport(out, wording, is_gate=is_gate)


class Reports:
    """Passes results on to several reports."""

    def __init__(self, first: Report, *others: Report) -> None:
        self._reports = (first, *others)
        self.counts: Counts = first.counts

    def add(self, result: Result) -> None:
        """Let every report take in an entry's result."""
        for report in self._reports:
            report.add(result)

    def finish(
        self,
        *,
        rule_answers: Sequence[RuleAnswer] = (),
        refusals: Sequence[Message] = (),
        stopped: Message | None = None,
    ) -> None:
        """Let every report say what can only be said at the end."""
        for report in self._reports:
            report.finish(rule_answers=rule_answers, refusals=refusals, stopped=stopped)
