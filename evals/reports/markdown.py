"""The summary of a run as Markdown, for the page that a CI shows of it."""

from __future__ import annotations

import re
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

from evals.reports.wording import ENGLISH
from evals.runner.counts import Counts
from evals.subject.fingerprints import fingerprint
from summarizer.findings import Severity
from summarizer.io.os_errors import unwritable
from summarizer.io.terminal import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evals.gate.rules import RuleAnswer
    from evals.reports.wording import Wording
    from evals.runner.run import Result
    from summarizer.findings import Finding, Message

# Every character that can mean something to Markdown or HTML; as a reference none of them does.
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LONGEST_CELL = 300
# GitHub refuses summaries of more than a mebibyte.
_ROOM = 900_000


class MarkdownReport:
    """Collects rows, and writes those that find room at the end: what was not judged, then the worst findings first.

    Args:
        page: The file that the page is added to.
        wording: The language of messages.
        is_gate: Whether findings are shown with the fingerprint by which the gate accepts them.
    """

    def __init__(self, page: Path, wording: Wording = ENGLISH, *, is_gate: bool = False) -> None:
        self.counts = Counts()
        self._page = page
        self._wording = wording
        self._is_gate = is_gate
        self._rows: list[tuple[int, str]] = []
        """Each after its rank: the lower, the sooner it is read."""

    def add(self, result: Result) -> None:
        """Take in an entry's result."""
        outcome = result.outcome
        self.counts.add(outcome)
        for finding in outcome.findings:
            self._add(finding.severity.rank, result, finding, self._wording.severities[finding.severity])
        for finding, why in outcome.dismissed:
            self._add(len(Severity), result, finding, f"{self._wording.dismissed}: {why}")
        for reason in outcome.reasons:
            self._row(-1, f"{result.file}:{result.case.entry.line}", self._wording.not_judged, "", reason)

    def finish(
        self,
        *,
        rule_answers: Sequence[RuleAnswer] = (),
        refusals: Sequence[Message] = (),
        stopped: Message | None = None,
    ) -> None:
        """Write the page.

        Raises:
            ConfigError: If it cannot be written.
        """
        wording = self._wording
        lines = ["## yoyak", ""]
        if stopped:
            lines += [_cell(wording.of(stopped)), ""]
        lines += [_cell(f"{wording.refused}: {wording.of(refusal)}") + "\n" for refusal in refusals]
        if self.counts.is_blank and not rule_answers:
            lines += [_cell(wording.blank), ""]
        if rule_answers:
            lines += [f"**{_cell(wording.gate(rule_answers))}**", "", "| | | |", "|---|---|---|"]
            lines += [_line(r.rule, wording.verdicts[r.verdict], wording.of(r.reason)) for r in rule_answers]
            lines += [""]
        lines += [_cell(wording.sum_up(self.counts)), ""]
        rows = self._fitting()
        if rows:
            lines += ["| | | | |", "|---|---|---|---|", *rows, ""]
        if len(rows) < len(self._rows):
            lines += [_cell(wording.fill(wording.left_out, len(self._rows) - len(rows))), ""]
        try:
            with self._page.open("a", encoding="utf-8") as file:
                file.write("\n".join(lines))
        except OSError as error:
            raise unwritable(self._page, error) from error

    def _add(self, rank: int, result: Result, finding: Finding, label: str) -> None:
        # Next to the check's name, since a long message would push it out of the cell.
        name = f" {fingerprint(finding, result.case.entry)}" if self._is_gate else ""
        self._row(rank, f"{finding.file}:{finding.line}", label, f"{finding.check}{name}", finding.messages)

    def _row(self, rank: int, place: str, label: str, check: str, message: Message) -> None:
        self._rows.append((rank, _line(place, label, check, self._wording.of(message))))

    def _fitting(self) -> list[str]:
        rows = [row for _, row in sorted(self._rows, key=itemgetter(0))]
        sizes = accumulate(len(row.encode()) + 1 for row in rows)
        return [row for row, size in zip(rows, sizes, strict=True) if size <= _ROOM]


def _line(*cells: str) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found[0])};", shorten(text, _LONGEST_CELL))
