"""The results as annotations of a GitHub workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.reports.text import correction
from evals.reports.wording import ENGLISH
from evals.runner.counts import Counts
from evals.subject.fingerprints import fingerprint
from summarizer.findings import Severity, Verdict
from summarizer.io.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from evals.gate.rules import RuleAnswer
    from evals.reports.wording import Wording
    from evals.runner.run import Result
    from summarizer.findings import Finding, Message

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# A line break would end the command and let a digest begin one of its own.
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_UNSEEN = dict.fromkeys([*range(32), *range(127, 160), 0x2028, 0x2029], "\ufffd")
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


class GithubReport:
    """Writes a workflow command for every finding, and for whatever could not be judged.

    Args:
        out: Where the commands go.
        wording: The language of messages.
        is_gate: Whether findings are shown with the fingerprint by which the gate accepts them.
    """

    def __init__(self, out: TextIO, wording: Wording = ENGLISH, *, is_gate: bool = False) -> None:
        self.counts = Counts()
        self._out = out
        self._wording = wording
        self._is_gate = is_gate

    def add(self, result: Result) -> None:
        """Write the annotations of an entry."""
        outcome = result.outcome
        for finding in outcome.findings:
            self._annotate(_COMMANDS[finding.severity], finding.check, self._text(finding, result), **_place(finding))
        for finding, why in outcome.dismissed:
            text = f"{self._wording.dismissed}: {why}\n{self._wording.of(finding.messages)}"
            self._annotate("notice", finding.check, text, **_place(finding))
        command = "warning" if outcome.verdict is Verdict.SKIP else "error"
        place: dict[str, object] = {"file": result.file, "line": result.case.entry.line}
        for reason in outcome.reasons:
            self._annotate(command, "not judged", self._wording.of(reason), **place)
        self.counts.add(outcome)

    def finish(
        self,
        *,
        rule_answers: Sequence[RuleAnswer] = (),
        refusals: Sequence[Message] = (),
        stopped: Message | None = None,
    ) -> None:
        """Write what the gate said, and the summary."""
        for rule_answer in rule_answers:
            command = "error" if rule_answer.is_in_the_way else "notice"
            self._annotate(command, f"gate {rule_answer.rule}", self._wording.of(rule_answer.reason))
        for refusal in refusals:
            self._annotate("error", self._wording.refused, self._wording.of(refusal))
        if self.counts.is_blank and not rule_answers:
            self._annotate("error", "yoyak", self._wording.blank)
        if stopped:
            self._annotate("error", "yoyak", self._wording.of(stopped))
        if self.counts.entries:
            self._out.write(f"{self._wording.sum_up(self.counts)}\n")

    def _text(self, finding: Finding, result: Result) -> str:
        text = self._wording.of(finding.messages)
        if finding.fix:
            label = self._wording.fix if finding.fix.safe else self._wording.suggestion
            before, after = correction(finding, result.case.entry.source)
            text += f"\n{label}: {harmless(before)} -> {harmless(after)}"
        if self._is_gate:
            text += f"\n{self._wording.dismissal}: {fingerprint(finding, result.case.entry)}"
        return text

    def _annotate(self, command: str, title: str, text: str, **place: object) -> None:
        properties = ",".join(f"{name}={_property(value)}" for name, value in (place | {"title": title}).items())
        lines = "\n".join(harmless(line) for line in text.split("\n"))
        self._out.write(f"::{command} {properties}::{lines.translate(_DATA)}\n")


def _property(value: object) -> str:
    # The older form of commands has no escape, so a file that is named like one is not found.
    return str(value).replace("##[", "\ufffd#[").translate(_UNSEEN | _PROPERTY)


def _place(finding: Finding) -> dict[str, object]:
    place: dict[str, object] = {"file": finding.file, "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:
        # GitHub takes columns within one line only.
        place |= {"col": finding.column, "endColumn": finding.end_column}
    return place
