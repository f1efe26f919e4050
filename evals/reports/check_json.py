"""The result of `yoyak check` for programs: one JSON object, entries in order."""

from __future__ import annotations

import shutil
import tempfile
from importlib.metadata import version
from typing import TYPE_CHECKING

from evals.gate.rules import decide
from evals.reports.wording import ENGLISH
from evals.runner.counts import Counts
from evals.subject.finding_json import as_json, finding_as_json
from evals.subject.fingerprints import fingerprint
from summarizer.errors import SourceError
from summarizer.findings import Severity
from summarizer.io.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from evals.gate.rules import RuleAnswer
    from evals.reports.wording import Wording
    from evals.runner.run import Result
    from summarizer.findings import Finding, Message

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
        return finding_as_json(finding, wording.language) | name

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
