"""Corrections that carry a proof: an edit stays only when the checks, run again, find nothing against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from evals.excerpts import moved_entry, moved_finding
from evals.findings import Message
from evals.runner import Examination, compare, examine, result, settle, spread_cases
from summarizer.digest import parse
from summarizer.spans import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.cases import Case, DigestCases
    from evals.checks.contract import Check, DigestCheck
    from evals.findings import Finding, Severity
    from evals.runner import CutCase, Result
    from summarizer.digest.model import Entry

_MISREAD = Message(
    "the entry would be read differently, so nothing can be proven",
    "항목이 다르게 읽히게 되므로 증명할 수 없습니다",
)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A finding whose safe correction could not be proven, and why."""

    finding: Finding
    reason: Message


@dataclass(frozen=True, slots=True)
class Repair:
    """A digest after its corrections.

    Attributes:
        name: The name of the file.
        before: Its text.
        after: The text with every accepted correction.
        accepted: The findings that were corrected; offsets are those of the text they were found in.
        rejected: The findings whose correction was not accepted.
        results: What `check` says of the text after.
    """

    name: str
    before: str
    after: str
    accepted: tuple[Finding, ...]
    rejected: tuple[Rejection, ...]
    results: tuple[Result, ...]


def repair_digests(
    digests: Iterable[DigestCases],
    checks: Sequence[Check | DigestCheck],
    witnesses: Sequence[Check | DigestCheck],
    workers: int | None,
    cores: int,
) -> Iterator[Repair]:
    """Yield every digest with the safe corrections of `checks` made, as far as they can be proven.

    A correction is accepted when its findings are gone, no check, of `checks` or of the `witnesses`, finds
    anything new, and the rest of the file is the same and is read the same. Offsets may move, nothing else.
    """
    work = partial(_repair_entry, Bench(tuple(checks), tuple(witnesses)))
    for digest, repairs in spread_cases(work, digests, workers, cores):
        yield _assemble(digest, list(repairs), checks)


@dataclass(frozen=True, slots=True)
class Bench:
    """The checks that propose corrections, and the others, which only testify."""

    checks: tuple[Check | DigestCheck, ...]
    witnesses: tuple[Check | DigestCheck, ...]

    def look_at(self, case: Case) -> _State:
        """Let all checks examine the entry."""
        seen = examine(case.subject, self.checks)
        return _State(case, seen, seen + examine(case.subject, self.witnesses))


@dataclass(frozen=True, slots=True)
class _State:
    """An entry, what the checks see in it, and what all checks, witnesses included, see in it."""

    case: Case
    seen: Examination
    testified: Examination

    @property
    def text(self) -> str:
        return self.case.entry.source


@dataclass(frozen=True, slots=True)
class _Proposal:
    """Edits, and the findings that all of them together correct."""

    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _EntryRepair:
    """The states of an entry before and after its corrections, cut out of the file at `offset`."""

    offset: int
    before: _State
    after: _State
    accepted: tuple[Finding, ...]
    rejected: tuple[Rejection, ...]


def _repair_entry(bench: Bench, cut: CutCase) -> _EntryRepair:
    before = state = bench.look_at(cut.case)
    accepted: list[Finding] = []
    rejected: list[Rejection] = []
    while proposals := _proposals(state):
        # Every round accepts something or is the last, and what is accepted leaves fewer findings.
        state, made, rejected = _try_together(bench, state, proposals) or _try_one_by_one(bench, state, proposals)
        accepted += made
        if not made:
            break
    return _EntryRepair(cut.offset, before, state, tuple(accepted), tuple(rejected))


class _Round(NamedTuple):
    state: _State
    accepted: list[Finding]
    rejected: list[Rejection]


def _proposals(state: _State) -> list[_Proposal]:
    """Group the findings with a safe correction by what they would edit, the surest first."""
    by_edits: dict[tuple[Edit, ...], list[Finding]] = {}
    for finding in sorted(settle(state.seen.findings), key=lambda f: f.severity.rank):
        if finding.fix and finding.fix.safe and finding.fix.edits:
            by_edits.setdefault(finding.fix.edits, []).append(finding)
    return [_Proposal(edits, tuple(findings)) for edits, findings in by_edits.items()]


def _try_together(bench: Bench, state: _State, proposals: Sequence[_Proposal]) -> _Round | None:
    chosen: list[_Proposal] = []
    for proposal in proposals:
        if not any(_collide(proposal.edits, other.edits) for other in chosen):
            chosen.append(proposal)
    proven = _prove(bench, state, chosen)
    return None if isinstance(proven, Message) else _Round(proven, _corrected(chosen), [])


def _try_one_by_one(bench: Bench, state: _State, proposals: Sequence[_Proposal]) -> _Round:
    accepted: list[Finding] = []
    rejected: list[Rejection] = []
    waiting = list(proposals)
    while waiting:
        proposal = waiting.pop(0)
        proven = _prove(bench, state, [proposal])
        if isinstance(proven, Message):
            rejected += [Rejection(finding, proven) for finding in proposal.findings]
        else:
            state = proven
            accepted += proposal.findings
            shift = _Shift(proposal.edits)
            waiting = [_moved(p, shift) for p in waiting if not _collide(p.edits, proposal.edits)]
    return _Round(state, accepted, rejected)


def _collide(edits: Iterable[Edit], others: Sequence[Edit]) -> bool:
    return any(edit.start <= other.end and other.start <= edit.end for edit in edits for other in others)


def _corrected(proposals: Iterable[_Proposal]) -> list[Finding]:
    return [finding for proposal in proposals for finding in proposal.findings]


class _Shift:
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


def _moved(proposal: _Proposal, shift: _Shift) -> _Proposal:
    edits = tuple(Edit(shift.start(edit.start), shift.end(edit.end), edit.text) for edit in proposal.edits)
    findings = [replace(f, start=shift.start(f.start), end=shift.end(f.end)) for f in proposal.findings]
    return _Proposal(edits, tuple(findings))


_Identity = tuple[str, "Severity", int, int]


def _prove(bench: Bench, state: _State, proposals: Sequence[_Proposal]) -> _State | Message:
    """Return the entry with the corrections made, or why they are not proven."""
    edits = [edit for proposal in proposals for edit in proposal.edits]
    try:
        text = apply_edits(state.text, edits)
    except ValueError as error:
        return Message(f"the edits cannot be made: {error}", f"수정을 적용할 수 없습니다: {error}")
    entry = _read_again(text, state.case.entry)
    if entry is None or _read_again(state.text, state.case.entry) != state.case.entry:
        return _MISREAD
    after = bench.look_at(replace(state.case, entry=entry))
    for crash in after.testified.crashes:
        if crash not in state.testified.crashes:
            return Message(f"the check {crash.check} crashes after it", f"고치면 {crash.check} 검사가 멈춥니다")
    allowed = _allowed(state, proposals, _Shift(edits))
    for finding in settle(after.testified.findings):
        allowed[_identity(finding)] -= 1
        if allowed[_identity(finding)] < 0:
            return Message(f"{finding.check} would be found after it", f"고쳐도 {finding.check} 지적이 나옵니다")
    return after


def _allowed(state: _State, proposals: Sequence[_Proposal], shift: _Shift) -> Counter[_Identity]:
    """Count what may be found after the edits: what was found before, but what they correct."""
    before = Counter(_identity(finding) for finding in settle(state.testified.findings))
    before -= Counter(_identity(finding) for finding in _corrected(proposals))
    allowed: Counter[_Identity] = Counter()
    for (check, severity, start, end), count in before.items():
        allowed[check, severity, shift.start(start), shift.end(end)] += count
    return allowed


def _identity(finding: Finding) -> _Identity:
    # Not its message or its text, which may quote what was edited beside the defect.
    return finding.check, finding.severity, finding.start, finding.end


def _read_again(text: str, old: Entry) -> Entry | None:
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


def _assemble(digest: DigestCases, repairs: Sequence[_EntryRepair], checks: Sequence[Check | DigestCheck]) -> Repair:
    """Put the entries back into their file, and prove that it is read as they were read alone."""
    edits = [Edit(r.offset, r.offset + len(r.before.text), r.after.text) for r in repairs if r.accepted]
    after = apply_edits(digest.text, edits)
    shift = _Shift(edits)
    offsets = [shift.start(repair.offset) for repair in repairs]
    expected = [moved_entry(r.after.case.entry, at) for r, at in zip(repairs, offsets, strict=True)]
    entries = parse(after).entries if edits else tuple(case.entry for case in digest.cases)
    if edits and list(entries) != expected:
        return _assemble(digest, [_undone(repair) for repair in repairs], checks)
    cases = [replace(case, entry=entry) for case, entry in zip(digest.cases, entries, strict=True)]
    alone = [repair.after.seen.moved(at) for repair, at in zip(repairs, offsets, strict=True)]
    seen = [a + b for a, b in zip(alone, compare(cases, checks), strict=True)]
    return Repair(
        digest.name,
        digest.text,
        after,
        tuple(moved_finding(finding, r.offset) for r in repairs for finding in r.accepted),
        tuple(Rejection(moved_finding(x.finding, r.offset), x.reason) for r in repairs for x in r.rejected),
        tuple(result(digest.name, case, examination) for case, examination in zip(cases, seen, strict=True)),
    )


def _undone(repair: _EntryRepair) -> _EntryRepair:
    rejected = (*repair.rejected, *(Rejection(finding, _MISREAD) for finding in repair.accepted))
    return replace(repair, after=repair.before, accepted=(), rejected=rejected)
