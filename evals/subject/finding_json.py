"""Findings as JSON: the one form in which every command writes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.io.terminal import spelled

if TYPE_CHECKING:
    from fractions import Fraction

    from summarizer.findings import Amount, Evidence, Finding, Fix


def as_json(value: object, indent: int | None = None) -> str:
    """Return the value as JSON that is Korean to its readers and holds nothing that a terminal would obey."""
    return spelled(json.dumps(value, ensure_ascii=False, indent=indent), r"\u{:04x}")


def finding_as_json(finding: Finding, lang: str = "en") -> dict[str, object]:
    """Return the finding as the contract writes it, its message in `lang`; what does not apply is None."""
    kind = {"type": finding.type} if finding.type else {}
    return {
        "check": finding.check,
        "severity": finding.severity,
        "superseded": finding.superseded,
        "message": finding.messages.text(lang),
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
        **kind,
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
