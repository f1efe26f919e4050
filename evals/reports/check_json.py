"""The result of `yoyak check` for programs: one JSON object, entries in order."""

from __future__ import annotations

import json
import shutil
import tempfile
from importlib.metadata import version
from typing import TYPE_CHECKING

from evals.gate.rules import decide
from evals.reports.wording import ENGLISH
from evals.runner.counts import Counts
from evals.subject.fingerprints import fingerprint
from summarizer.errors import SourceError
from summarizer.findings import Severity
from summarizer.io.terminal import harmless, spelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction
    from typing import TextIO

    from evals.gate.rules import RuleAnswer
    from evals.reports.wording import Wording
    from evals.runner.run import Result
    from summarizer.findings import Amount, Evidence, Finding, Fix, Message

SCHEMA = "yoyak.check/1"
GATE_SCHEMA = "yoyak.gate/1"
# Entries wait for the summary, which comes first: in memory up to this many bytes, then in a temporary file.
_IN_MEMORY = 8 << 20


class JsonReport:
    """Writes results as one object, however many there are, in the memory of a few.

    Args:
        out: Where the object goes.
        log: Where the reasons go, too, why an entry was not judged.
        wording: The language of messages.
        is_gate: Whether findings are shown with the fingerprint by which the gate accepts them.
    """

    def __init__(self, out: TextIO, log: TextIO, wording: Wording = ENGLISH, *, is_gate: bool = False) -> None:
        self.counts = Counts()
        self._out = out
        self._log = log
        self._wording = wording
        self._is_gate = is_gate
        self._entries = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - open until the report is finished
            _IN_MEMORY, "w+", encoding="utf-8", errors="surrogatepass"
        )

    def add(self, result: Result) -> None:
        """Take in an entry's result."""
        entry = as_json(_entry(result, self._wording, is_gate=self._is_gate))
        # In one go, so that Ctrl-C leaves no half of an entry.
        self._entries.write(f",\n    {entry}" if self.counts.entries else entry)
        self.counts.add(result.outcome)
        for reason in result.outcome.reasons:
            self._log.write(f"{harmless(result.file)}:{result.case.entry.line}: {harmless(self._wording.of(reason))}\n")

    def finish(
        self,
        *,
        rule_answers: Sequence[RuleAnswer] = (),
        refusals: Sequence[Message] = (),
        stopped: Message | None = None,
    ) -> None:
        """Write the object, also of what was examined before an interruption; that of a gate has its decision."""
        if stopped:
            self._log.write(f"{harmless(self._wording.of(stopped))}\n")
        schema = GATE_SCHEMA if rule_answers else SCHEMA
        head: dict[str, object] = {"schema": schema, "version": version("yoyak"), "summary": _summary(self.counts)}
        if rule_answers:
            head["gate"] = {
                "verdict": decide(rule_answers),
                "rules": [_rule_answer(r, self._wording) for r in rule_answers],
            }
        if refusals:
            head["refused"] = [self._wording.of(refusal) for refusal in refusals]
        if stopped:
            head["interrupted"] = True
        text = as_json(head, indent=2)
        self._out.write(text.removesuffix("\n}") + ',\n  "entries": [')
        if self.counts.entries:
            self._out.write("\n    ")
            self._entries.seek(0)
            shutil.copyfileobj(self._entries, self._out)
            self._out.write("\n  ")
        self._out.write("]\n}\n")
        self._entries.close()


def as_json(value: object, indent: int | None = None) -> str:
    """Return the value as JSON that is Korean to its readers and holds nothing that a terminal would obey."""
    return spelled(json.dumps(value, ensure_ascii=False, indent=indent), r"\u{:04x}")


def _summary(counts: Counts) -> dict[str, int]:
    return {
        "entries": counts.entries,
        "checked": counts.entries - counts.inconclusive,
        "inconclusive": counts.inconclusive,
        "errors": counts.severities[Severity.ERROR],
        "warnings": counts.severities[Severity.WARNING],
        "notes": counts.severities[Severity.NOTE],
    }


def _rule_answer(rule_answer: RuleAnswer, wording: Wording) -> dict[str, object]:
    return {"rule": rule_answer.rule, "verdict": rule_answer.verdict, "reason": wording.of(rule_answer.reason)}


def _entry(result: Result, wording: Wording, *, is_gate: bool) -> dict[str, object]:
    entry, outcome = result.case.entry, result.outcome

    def written_finding(finding: Finding) -> dict[str, object]:
        name = {"fingerprint": fingerprint(finding, entry)} if is_gate else {}
        return finding_as_json(finding, wording) | name

    written: dict[str, object] = {
        "file": result.file,
        "line": entry.line,
        "arxiv_id": entry.arxiv_id,
        "title": entry.title,
        "verdict": outcome.verdict,
        "source": _source(result),
        "findings": [written_finding(finding) for finding in outcome.findings],
    }
    if outcome.reasons:
        written["reasons"] = [wording.of(reason) for reason in outcome.reasons]
    if outcome.dismissed:
        written["dismissed"] = [written_finding(finding) | {"reason": why} for finding, why in outcome.dismissed]
    return written


def _source(result: Result) -> str:
    paper = result.case.paper
    if isinstance(paper, SourceError):
        return "none"
    if paper.fulltext:
        return "fulltext"
    return "abstract" if paper.abstract else "none"


def finding_as_json(finding: Finding, wording: Wording = ENGLISH) -> dict[str, object]:
    """Return the finding as the contract writes it; what does not apply is None."""
    return {
        "check": finding.check,
        "severity": finding.severity,
        "superseded": finding.superseded,
        "message": wording.of(finding.messages),
        "section": finding.section,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "claimed": _amount(finding.claimed),
        "expected": _amount(finding.expected),
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "fix": _fix(finding.fix),
    }


def _amount(amount: Amount | None) -> dict[str, object] | None:
    return {"value": write_value(amount.value), "unit": amount.unit} if amount else None


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {
        "where": evidence.where,
        "section": evidence.section,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
    }


def _fix(fix: Fix | None) -> dict[str, object] | None:
    if fix is None:
        return None
    edits = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits]
    return {"safe": fix.safe, "edits": edits}


def write_value(value: Fraction) -> str:
    """Return an exact decimal string, or `n/d` for a value that no decimal ends for."""
    twos, fives, rest = 0, 0, value.denominator
    while rest % 2 == 0:
        twos, rest = twos + 1, rest // 2
    while rest % 5 == 0:
        fives, rest = fives + 1, rest // 5
    if rest != 1:
        return str(value)
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if value < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"
