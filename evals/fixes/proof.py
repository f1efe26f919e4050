"""The proof of a correction: the checks, run again, find nothing against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evals.runner.run import Examination, examine, settle
from summarizer.digest import parse
from summarizer.findings import Message
from summarizer.spans import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.checks.contract import Check
    from evals.subject.cases import Case
    from summarizer.digest.model import Entry
    from summarizer.findings import Finding, Severity

MISREAD = Message(
    "the entry would be read differently, so nothing can be proven",
    "항목이 다르게 읽히게 되므로 증명할 수 없습니다",
)


@dataclass(frozen=True, slots=True)
class FixChecker:
    """The checks that propose corrections, and the others, which only look on."""

    checks: tuple[Check, ...]
    other_checks: tuple[Check, ...]

    def look_at(self, case: Case) -> State:
        """Let all checks examine the entry."""
        subject = case.subject
        seen = examine(subject, self.checks)
        return State(case, seen, seen + examine(subject, self.other_checks))


@dataclass(frozen=True, slots=True)
class State:
    """An entry, what the checks see in it, and what all checks, the others included, see in it."""

    case: Case
    seen: Examination
    seen_by_all: Examination

    @property
    def text(self) -> str:
        """The lines of the entry."""
        return self.case.entry.source


class OffsetShift:
    """Where the places of a text are after edits."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = sorted(edits)

    def start(self, offset: int) -> int:
        """Return where what started at `offset` starts."""
        return self._moved(offset, to_end=False)

    def end(self, offset: int) -> int:
        """Return where what ended at `offset` ends."""
        return self._moved(offset, to_end=True)

    def _moved(self, offset: int, *, to_end: bool) -> int:
        by = 0
        for edit in self._edits:
            if edit.end > offset or edit.start == offset:
                if edit.start >= offset:
                    break
                # Inside of what was replaced: the replacement stands for it.
                return edit.start + by + (len(edit.text) if to_end else 0)
            by += len(edit.text) - (edit.end - edit.start)
        return offset + by


@dataclass(frozen=True, slots=True)
class Proposal:
    """Edits, and the findings that all of them together correct."""

    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]

    def collides_with(self, other: Proposal) -> bool:
        """Return whether the edits of the two overlap or touch."""
        return any(mine.start <= its.end and its.start <= mine.end for mine in self.edits for its in other.edits)

    def moved(self, shift: OffsetShift) -> Proposal:
        """Return the proposal for the text after edits that it does not collide with."""
        edits = tuple(Edit(shift.start(edit.start), shift.end(edit.end), edit.text) for edit in self.edits)
        findings = (
            replace(f, start=shift.start(f.start), end=shift.end(f.end), fix=f.fix and replace(f.fix, edits=edits))
            for f in self.findings
        )
        return Proposal(edits, tuple(findings))


_Identity = tuple[str, "Severity", int, int]


def prove(fix_checker: FixChecker, state: State, proposals: Sequence[Proposal]) -> State | Message:
    """Return the entry with the corrections made, or why they are not proven."""
    edits = [edit for proposal in proposals for edit in proposal.edits]
    try:
        text = apply_edits(state.text, edits)
    except ValueError as error:
        return Message(f"the edits cannot be made: {error}", f"수정을 적용할 수 없습니다: {error}")
    entry = read_again(text, state.case.entry)
    if entry is None or read_again(state.text, state.case.entry) != state.case.entry:
        return MISREAD
    after = fix_checker.look_at(replace(state.case, entry=entry))
    for crash in after.seen_by_all.crashes:
        if crash not in state.seen_by_all.crashes:
            return Message(
                f"the check {crash.check} crashes after it", f"고치면 {crash.check} 검사가 비정상 종료됩니다"
            )
    allowed = _allowed(state, proposals, OffsetShift(edits))
    for finding in settle(after.seen_by_all.findings):
        allowed[_identity(finding)] -= 1
        if allowed[_identity(finding)] < 0:
            return Message(
                f"{finding.check} would be found after it", f"고친 글에 {finding.check} 지적 사항이 있습니다"
            )
    return after


def _allowed(state: State, proposals: Sequence[Proposal], shift: OffsetShift) -> Counter[_Identity]:
    """Count what may be found after the edits: what was found before, but what they correct."""
    before = Counter(_identity(finding) for finding in settle(state.seen_by_all.findings))
    before -= Counter(_identity(finding) for finding in corrected(proposals))
    allowed: Counter[_Identity] = Counter()
    for (check, severity, start, end), count in before.items():
        allowed[check, severity, shift.start(start), shift.end(end)] += count
    return allowed


def _identity(finding: Finding) -> _Identity:
    # Not its message or its text, which may quote what was edited beside the defect.
    return finding.check, finding.severity, finding.start, finding.end


def read_again(text: str, old: Entry) -> Entry | None:
    """Parse the lines of an entry; what only the whole file tells is taken from the entry as it was."""
    entries = parse(text).entries
    if len(entries) != 1 or (entries[0].link, entries[0].end) != (old.link, len(text)):
        return None
    return _in_file(entries[0], old, old.line - 1)


def _in_file(entry: Entry, old: Entry, lines: int) -> Entry:
    sections = tuple(replace(section, line=section.line + lines) for section in entry.sections)
    return replace(
        entry,
        line=entry.line + lines,
        sections=sections,
        date=old.date,
        dialect=old.dialect,
        speech_level=old.speech_level,
    )


def corrected(proposals: Iterable[Proposal]) -> list[Finding]:
    """Return the findings that the proposals correct."""
    return [finding for proposal in proposals for finding in proposal.findings]
