"""The results as JUnit XML: a suite for every file, a test case for every entry."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from evals.reports.wording import ENGLISH
from evals.runner.counts import Counts
from evals.subject.fingerprints import fingerprint, paper_key
from summarizer.findings import Severity, Verdict
from summarizer.io.terminal import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from evals.gate.rules import RuleAnswer
    from evals.reports.wording import Wording
    from evals.runner.run import Result
    from summarizer.digest.model import Entry
    from summarizer.findings import Finding, Message

# What XML 1.0 has no way to write, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The same input gives the same report: no clock and no name of a machine.
_ALWAYS = 'timestamp="1970-01-01T00:00:00" hostname="localhost" time="0"'
_COLUMNS = {"failure": "failures", "error": "errors", "skipped": "skipped"}


@dataclass(frozen=True, slots=True)
class _Case:
    """A test case; `kind` is the element that says how it ended, None for a good end."""

    name: str
    kind: str | None
    type: str
    message: str
    text: str


class JunitReport:
    """Writes a suite as soon as its file is examined; the gate's rules make a suite of their own.

    Args:
        out: Where the report goes.
        fail_on: The severity from which on a finding fails its test case; errors always do.
        wording: The language of messages.
        is_gate: Whether findings are shown with the fingerprint by which the gate accepts them.
    """

    def __init__(self, out: TextIO, fail_on: str, wording: Wording = ENGLISH, *, is_gate: bool = False) -> None:
        self.counts = Counts()
        self._out = out
        self._limit = Severity.WARNING if fail_on == Severity.WARNING else Severity.ERROR
        self._wording = wording
        self._is_gate = is_gate
        self._file: str | None = None
        self._cases: list[_Case] = []
        self._names: Counter[str] = Counter()
        self._remarks: list[str] = []
        self._suites = 0

    def add(self, result: Result) -> None:
        """Take in an entry's result."""
        if result.file != self._file:
            self._end_file()
            self._file = result.file
        outcome = result.outcome
        self.counts.add(outcome)
        failing = [finding for finding in outcome.findings if finding.severity.rank <= self._limit.rank]
        reasons = [self._wording.of(reason) for reason in outcome.reasons]
        entry = result.case.entry
        name = self._name(entry)
        if failing:
            types = " ".join(dict.fromkeys(finding.check for finding in failing))
            text = "\n".join([*(self._line(finding, entry) for finding in failing), *reasons])
            self._cases.append(_Case(name, "failure", types, self._wording.of(failing[0].messages), text))
        else:
            kind = {Verdict.ERROR: "error", Verdict.SKIP: "skipped"}.get(outcome.verdict)
            self._cases.append(_Case(name, kind, "not-judged", "; ".join(reasons), "\n".join(reasons)))
        self._remarks += [self._line(finding, entry) for finding in outcome.findings if finding not in failing]
        self._remarks += [f"{self._line(f, entry)} ({self._wording.dismissed}: {why})" for f, why in outcome.dismissed]

    def finish(
        self,
        *,
        rule_answers: Sequence[RuleAnswer] = (),
        refusals: Sequence[Message] = (),
        stopped: Message | None = None,
    ) -> None:
        """Write the last suites."""
        self._end_file()
        kinds = {Verdict.FAIL: "failure", Verdict.ERROR: "error", Verdict.SKIP: "skipped"}
        cases = [
            _Case(rule_answer.rule, kinds.get(rule_answer.verdict), rule_answer.verdict, reason, reason)
            for rule_answer in rule_answers
            for reason in [self._wording.of(rule_answer.reason)]
        ]
        sentences = map(self._wording.of, refusals)
        cases += [_Case(sentence, "error", "refused", sentence, "") for sentence in sentences]
        if self.counts.is_blank and not rule_answers:
            cases.append(_Case("run", "error", "blank", self._wording.blank, ""))
        if stopped:
            cases.append(_Case("run", "error", "interrupted", self._wording.of(stopped), ""))
        if cases:
            self._suite("yoyak gate" if rule_answers else "yoyak", cases, [])
        self._begin()
        self._out.write("</testsuites>\n")

    def _name(self, entry: Entry) -> str:
        name = f"{paper_key(entry)} {entry.title}"
        self._names[name] += 1
        # Of test cases with one name some readers show the first only.
        return f"{name} ({self._names[name]})" if self._names[name] > 1 else name

    def _end_file(self) -> None:
        if self._file is not None:
            self._suite(self._file, self._cases, self._remarks)
        self._cases, self._remarks, self._names = [], [], Counter()

    def _begin(self) -> None:
        if not self._suites:
            self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')

    def _suite(self, name: str, cases: Sequence[_Case], remarks: Iterable[str]) -> None:
        self._begin()
        counts = {column: sum(case.kind == kind for case in cases) for kind, column in _COLUMNS.items()}
        columns = " ".join(f'{column}="{count}"' for column, count in counts.items())
        label = _attribute(name)
        self._out.write(f'  <testsuite id="{self._suites}" package="yoyak" name={label} tests="{len(cases)}" ')
        self._out.write(f"{columns} {_ALWAYS}>\n    <properties/>\n")
        self._out.writelines(_written(case, label) for case in cases)
        output = "\n".join(remarks)
        self._out.write(f"    <system-out>{_text(output)}</system-out>\n    <system-err/>\n  </testsuite>\n")
        self._suites += 1

    def _line(self, finding: Finding, entry: Entry) -> str:
        severity = self._wording.severities[finding.severity]
        place = f"{finding.file}:{finding.line}:{finding.column}"
        quotes = "".join(f"\n    {self._wording.places[e.where]}: {e.quote}" for e in finding.evidence)
        name = f"\n    {self._wording.dismissal}: {fingerprint(finding, entry)}" if self._is_gate else ""
        return f"{place}: {severity} {finding.check}: {self._wording.of(finding.messages)}{quotes}{name}"


def _written(case: _Case, suite: str) -> str:
    head = f'    <testcase classname={suite} name={_attribute(case.name)} time="0"'
    if case.kind is None:
        return f"{head}/>\n"
    # A skipped test case has no type in the schema.
    kind = "" if case.kind == "skipped" else f" type={_attribute(case.type)}"
    body = f"<{case.kind} message={_attribute(case.message)}{kind}>{_text(case.text)}</{case.kind}>"
    return f"{head}>{body}</testcase>\n"


def _attribute(text: str) -> str:
    return spelled(quoteattr(_UNWRITABLE.sub("\ufffd", text)), "&#{};")


def _text(text: str) -> str:
    # A bare carriage return would be read as a line feed.
    return spelled(escape(_UNWRITABLE.sub("\ufffd", text), {"\r": "&#13;"}), "&#{};")
