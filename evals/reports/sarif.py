"""The results as SARIF 2.1.0: the checks as rules, findings with their place, evidence and corrections."""

from __future__ import annotations

import os
import re
from importlib.metadata import version
from inspect import getdoc
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from evals.reports.wording import ENGLISH
from evals.runner.counts import Counts
from evals.subject.finding_json import as_json
from evals.subject.fingerprints import fingerprint
from summarizer.digest.lines import position
from summarizer.findings import Verdict, Where

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from evals.checks.contract import Check, DigestCheck
    from evals.gate.rules import RuleAnswer
    from evals.reports.wording import Wording
    from evals.runner.run import Result
    from summarizer.digest.model import Entry
    from summarizer.findings import Evidence, Finding, Message
    from summarizer.spans import Edit

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# Half of a character, as a name of a file may hold, is no Unicode, and some readers refuse its escape.
_HALVES = re.compile("[\ud800-\udfff]")


class SarifReport:
    """Writes results as they come; what could not be judged follows them as notifications.

    Args:
        out: Where the log goes.
        checks: The checks of the run.
        wording: The language of messages.
    """

    def __init__(self, out: TextIO, checks: Sequence[Check | DigestCheck], wording: Wording = ENGLISH) -> None:
        self.counts = Counts()
        self._out = out
        self._checks = checks
        self._indexes = {check.id: index for index, check in enumerate(checks)}
        self._wording = wording
        self._notifications: list[dict[str, object]] = []
        self._is_complete = True
        self._separator = ""

    def add(self, result: Result) -> None:
        """Write an entry's findings, those that were dismissed too."""
        self._begin()
        outcome = result.outcome
        written = [self._result(finding, result) for finding in outcome.findings]
        for finding, why in outcome.dismissed:
            suppression = {"kind": "external", "status": "accepted", "justification": why}
            written.append(self._result(finding, result) | {"suppressions": [suppression]})
        for one in written:
            self._out.write(f"{self._separator}\n        {_json(one)}")
            self._separator = ","
        level = "warning" if outcome.verdict is Verdict.SKIP else "error"
        place = {"physicalLocation": {"artifactLocation": _artifact(result.file), "region": _line(result)}}
        for reason in outcome.reasons:
            self._notify("not-judged", level, self._wording.of(reason), [place])
        self.counts.add(outcome)

    def finish(
        self,
        *,
        rule_answers: Sequence[RuleAnswer] = (),
        refusals: Sequence[Message] = (),
        stopped: Message | None = None,
    ) -> None:
        """Write what was not judged, and what the gate said."""
        self._begin()
        if stopped:
            self._notify("interrupted", "error", self._wording.of(stopped))
        for refusal in refusals:
            self._notify("refused", "error", self._wording.of(refusal))
        if self.counts.is_blank and not rule_answers:
            self._notify("blank", "error", self._wording.blank)
        for rule_answer in rule_answers:
            level = "error" if rule_answer.is_in_the_way else "note"
            self._notify(f"gate/{rule_answer.rule}", level, self._wording.of(rule_answer.reason))
        invocation = {"executionSuccessful": self._is_complete, "toolExecutionNotifications": self._notifications}
        self._out.write(f'\n      ],\n      "invocations": [{_json(invocation)}]\n    }}\n  ]\n}}\n')

    def _begin(self) -> None:
        if not self.counts.entries and not self._notifications:
            driver = {"name": "yoyak", "version": version("yoyak"), "rules": [_rule(check) for check in self._checks]}
            self._out.write(f'{{\n  "$schema": "{_SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n    {{\n')
            self._out.write(f'      "tool": {{"driver": {_json(driver)}}},\n')
            self._out.write('      "columnKind": "unicodeCodePoints",\n      "results": [')

    def _notify(self, name: str, level: str, text: str, locations: Sequence[object] = ()) -> None:
        self._is_complete = self._is_complete and level != "error"
        notification = {"descriptor": {"id": name}, "level": level, "message": {"text": text}}
        self._notifications.append(notification | ({"locations": list(locations)} if locations else {}))

    def _result(self, finding: Finding, result: Result) -> dict[str, object]:
        entry = result.case.entry
        written: dict[str, object] = {
            "ruleId": finding.check,
            "level": finding.severity,
            "message": {"text": self._wording.of(finding.messages)},
            "locations": [_location(result.file, entry, finding)],
            "partialFingerprints": {"yoyak/v2": fingerprint(finding, entry)},
            "properties": {
                "arxivId": entry.arxiv_id,
                "superseded": finding.superseded,
                "evidence": [_evidence(evidence) for evidence in finding.evidence],
            },
        }
        if finding.check in self._indexes:
            written["ruleIndex"] = self._indexes[finding.check]
        related = [_location(result.file, entry, e) for e in finding.evidence if e.where is Where.ENTRY]
        if related:
            written["relatedLocations"] = related
        if finding.fix:
            label = self._wording.fix if finding.fix.safe else self._wording.suggestion
            replacements = [_replacement(entry, edit) for edit in finding.fix.edits]
            change = {"artifactLocation": _artifact(result.file), "replacements": replacements}
            written["fixes"] = [{"description": {"text": label}, "artifactChanges": [change]}]
        return written


def _rule(check: Check | DigestCheck) -> dict[str, object]:
    documentation = getdoc(type(check)) or check.id
    return {
        "id": check.id,
        "shortDescription": {"text": documentation.partition("\n")[0]},
        "fullDescription": {"text": documentation},
        "defaultConfiguration": {"level": check.severities[0]},
    }


def _location(file: str, entry: Entry, words: Finding | Evidence) -> dict[str, object]:
    snippet = {"text": entry.source[words.start : words.end]}
    region = _region(entry, words.start, words.end) | {"snippet": snippet}
    return {"physicalLocation": {"artifactLocation": _artifact(file), "region": region}}


def _replacement(entry: Entry, edit: Edit) -> dict[str, object]:
    return {"deletedRegion": _region(entry, edit.start, edit.end), "insertedContent": {"text": edit.text}}


def _region(entry: Entry, start: int, end: int) -> dict[str, object]:
    # Counted from the entry's heading, whose line is known: a file of many entries stays linear.
    line, column = position(entry.source, start, entry.start, entry.line)
    end_line, end_column = position(entry.source, end, start, line)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _line(result: Result) -> dict[str, object]:
    return {"startLine": result.case.entry.line}


def _artifact(file: str) -> dict[str, object]:
    path = Path(file)
    return {"uri": path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))}


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {"where": evidence.where, "section": evidence.section, "quote": evidence.quote}


def _json(value: object) -> str:
    return _HALVES.sub("\ufffd", as_json(value))
