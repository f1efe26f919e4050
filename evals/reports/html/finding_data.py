"""A finding as the page gets it: where it stands, what shows it, and its correction as a diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.checks import CHECKS
from evals.checks.contract import examines_entries
from evals.reports.html.marked_text import word_diff
from summarizer.findings import Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.datasets.model import LabelVerdict
    from evals.reports.html.marked_text import Run, SourceWords
    from evals.subject.finding_record import EvidenceRecord, FindingRecord
    from summarizer.digest.model import Entry


# What compares entries cannot be told of a case, which is one entry.
_OF_ENTRIES = frozenset(check.id for check in CHECKS if examines_entries(check))
# Words of the digest shown on both sides of a correction.
_CONTEXT = 24


def finding_data(finding: FindingRecord, entry: Entry, sources: Sequence[SourceWords]) -> dict[str, object]:
    """Return the finding; its offsets, and those of evidence in the entry, count from the entry's start."""
    return {
        "check": finding.check,
        "severity": finding.severity,
        "superseded": finding.superseded,
        "start": finding.start - entry.start,
        "end": finding.end - entry.start,
        "line": finding.line,
        "claimed": finding.claimed and finding.claimed.model_dump(),
        "expected": finding.expected and finding.expected.model_dump(),
        "evidence": [_evidence(evidence, entry, sources) for evidence in finding.evidence],
        "diff": _diff(finding, entry),
        "safe": finding.fix is not None and finding.fix.safe,
        "correction": correction(finding, entry.source),
        "label": label_of(finding),
    }


def misplaced(finding: FindingRecord, entry: Entry) -> str | None:
    """Return words that do not stand where the finding says, for its entry is another one now; None when all do."""
    edits = finding.fix.edits if finding.fix else ()
    ranges = [(finding.start, finding.end), *((edit.start, edit.end) for edit in edits)]
    if not all(entry.start <= start <= end <= entry.end for start, end in ranges) or not finding.text:
        return finding.text
    quotes = [(finding.start, finding.end, finding.text)]
    quotes += [(e.start, e.end, e.quote) for e in finding.evidence if e.where is Where.ENTRY]
    return next((words for start, end, words in quotes if entry.source[start:end] != words), None)


def _evidence(evidence: EvidenceRecord, entry: Entry, sources: Sequence[SourceWords]) -> dict[str, object]:
    """Return the evidence with its place: in the entry, or in the source text of that number; None when in neither."""
    shown: dict[str, object] = {
        "where": evidence.where,
        "section": evidence.section,
        "quote": evidence.quote,
        "source": None,
        "place": None,
    }
    if evidence.where is Where.ENTRY:
        # An earlier entry may be what shows that this one is its double.
        if entry.start <= evidence.start and evidence.end <= entry.end:
            shown["place"] = [evidence.start - entry.start, evidence.end - entry.start]
        return shown
    for number, words in enumerate(sources):
        if place := words.place(evidence):
            return shown | {"source": number, "place": [place.start, place.end]}
    return shown


def _diff(finding: FindingRecord, entry: Entry) -> list[Run] | None:
    """Return the correction with the words around it, or None when there is none."""
    edits = finding.fix.edits if finding.fix else ()
    if not edits:
        return None
    text, first, last = entry.source, edits[0].start, edits[-1].end
    lowest, highest = _surroundings(entry, first, last)
    start, end = max(lowest, first - _CONTEXT), min(highest, last + _CONTEXT)
    runs: list[Run] = [("same", "…")] if start > lowest else []
    for edit in edits:
        runs += [("same", text[start : edit.start]), *word_diff(text[edit.start : edit.end], edit.text)]
        start = edit.end
    return [*runs, ("same", text[start:end] + ("…" if end < highest else ""))]


def _surroundings(entry: Entry, first: int, last: int) -> tuple[int, int]:
    """Return the range of the prose around an edit; outside of prose that of its lines."""
    for section in entry.sections:
        if section.start <= first and last <= section.end:
            return section.start, section.end
    end = entry.source.find("\n", last, entry.end)
    return entry.source.rfind("\n", entry.start, first) + 1 or entry.start, entry.end if end < 0 else end


def correction(finding: FindingRecord, text: str) -> str | None:
    """Return what ought to stand in the place of the finding's words; None when no single edit says so."""
    if finding.fix is None or len(finding.fix.edits) != 1:
        return None
    (edit,) = finding.fix.edits
    before, after = text[edit.start : finding.start], text[finding.end : edit.end]
    is_around = edit.start <= finding.start and finding.end <= edit.end
    is_kept = edit.text.startswith(before) and edit.text.endswith(after) and len(edit.text) >= len(before + after)
    return edit.text[len(before) : len(edit.text) - len(after)] if is_around and is_kept else None


def label_of(finding: FindingRecord) -> LabelVerdict | None:
    """Return how words are wrong when a reader confirms the finding; None when a case of one entry cannot show it.

    The paper contradicts them, or without it the entry shows that they are malformed, or nothing speaks for them.
    """
    if finding.check not in _OF_ENTRIES:
        return None
    if not finding.evidence:
        return "unsupported"
    is_formal = all(evidence.where is Where.ENTRY for evidence in finding.evidence)
    return "malformed" if is_formal else "contradicted"
