"""Corrections that carry a proof: an edit stays only when the checks, run again, find nothing against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from evals.fixes.proof import MISREAD, FixChecker, OffsetShift, Proposal, State, corrected, prove, read_again
from evals.runner.run import Comparisons, of_entries, result, settle, spread_cases
from evals.subject.excerpts import excerpt, moved_entry, moved_finding
from summarizer.digest import parse
from summarizer.findings import Message
from summarizer.spans import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.checks.contract import Check, DigestCheck
    from evals.runner.run import CutCase, Examination, Result
    from evals.subject.cases import Case, DigestCases
    from summarizer.digest.model import Entry
    from summarizer.findings import Finding


@dataclass(frozen=True, slots=True)
class Rejection:
    """A finding whose safe correction could not be proven, and why."""

    finding: Finding
    reason: Message


@dataclass(frozen=True, slots=True)
class Correction:
    """A finding that was corrected.

    Attributes:
        finding: The finding; its offsets, and those of its fix, are those of `text`.
        text: The lines of the entry as they were right before, with the corrections made earlier.
    """

    finding: Finding
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A digest after its corrections.

    Attributes:
        name: The name of the file.
        before: Its text.
        after: The text with every accepted correction.
        accepted: The findings that were corrected, in the order in which they were.
        rejected: The findings whose correction was not accepted.
        results: What `check` says of the text after.
    """

    name: str
    before: str
    after: str
    accepted: tuple[Correction, ...]
    rejected: tuple[Rejection, ...]
    results: tuple[Result, ...]


def repair_digests(
    digests: Iterable[DigestCases],
    checks: Sequence[Check | DigestCheck],
    other_checks: Sequence[Check | DigestCheck],
    workers: int | None,
    cores: int,
) -> Iterator[Repair]:
    """Yield every digest with the safe corrections of `checks` made, as far as they can be proven.

    A correction is accepted when its findings are gone, no check, of `checks` or of the `other_checks`, finds
    anything new, and the rest of the file is the same and is read the same. Offsets may move, nothing else.
    """
    fix_checker = FixChecker(of_entries(checks), of_entries(other_checks))
    comparisons = Comparisons(checks)
    for digest, repairs in spread_cases(partial(_repair_entry, fix_checker), digests, workers, cores):
        yield _assemble(digest, list(repairs), fix_checker, comparisons)


@dataclass(frozen=True, slots=True)
class _EntryRepair:
    """What became of an entry that was cut out of the file: no more than putting the file together takes.

    A file may have thousands, and all of them are there at once.

    Attributes:
        offset: Where its lines start in the file.
        length: How long they were.
        corrected: Its lines with the corrections; None when there are none.
        seen: What the checks see in it now.
        accepted: The corrections that were made.
        rejected: The findings that stay, and why.
    """

    offset: int
    length: int
    corrected: str | None
    seen: Examination
    accepted: tuple[Correction, ...]
    rejected: tuple[Rejection, ...]


def _repair_entry(fix_checker: FixChecker, cut: CutCase) -> _EntryRepair:
    before = state = fix_checker.look_at(cut.case)
    # What a reviewer said is about the text as it was, so that it is corrected first, and nothing is asked again.
    state, accepted, refused = _corrected_as_told(fix_checker, state)
    rejected: list[Rejection] = []
    while proposals := _proposals(state):
        # Every round accepts something or is the last, and what is accepted leaves fewer findings.
        state, made, rejected = _try_together(fix_checker, state, proposals) or _try_one_by_one(
            fix_checker, state, proposals
        )
        accepted += made
        if not made:
            break
    return _EntryRepair(
        cut.offset,
        len(before.text),
        state.text if accepted else None,
        state.seen,
        tuple(accepted),
        (*refused, *rejected),
    )


def _corrected_as_told(fix_checker: FixChecker, state: State) -> _Round:
    """Return the entry with the corrections that a reviewer confirmed, as far as the checks prove them."""
    proposals = _grouped(state.case.told)
    if not proposals:
        return _Round(state, [], [])
    return _try_together(fix_checker, state, proposals) or _try_one_by_one(fix_checker, state, proposals)


class _Round(NamedTuple):
    state: State
    accepted: list[Correction]
    rejected: list[Rejection]


def _proposals(state: State) -> list[Proposal]:
    return _grouped(settle(state.seen.findings))


def _grouped(found: Iterable[Finding]) -> list[Proposal]:
    """Group the findings with a safe correction by what they would edit, the surest first."""
    by_edits: dict[tuple[Edit, ...], list[Finding]] = {}
    for finding in sorted(found, key=lambda f: f.severity.rank):
        if finding.fix and finding.fix.safe and finding.fix.edits:
            by_edits.setdefault(finding.fix.edits, []).append(finding)
    return [Proposal(edits, tuple(findings)) for edits, findings in by_edits.items()]


def _try_together(fix_checker: FixChecker, state: State, proposals: Sequence[Proposal]) -> _Round | None:
    chosen: list[Proposal] = []
    for proposal in proposals:
        if not any(proposal.collides_with(other) for other in chosen):
            chosen.append(proposal)
    proven = prove(fix_checker, state, chosen)
    return None if isinstance(proven, Message) else _Round(proven, _made(state, chosen), [])


def _try_one_by_one(fix_checker: FixChecker, state: State, proposals: Sequence[Proposal]) -> _Round:
    accepted: list[Correction] = []
    rejected: list[Rejection] = []
    waiting = list(proposals)
    while waiting:
        proposal = waiting.pop(0)
        proven = prove(fix_checker, state, [proposal])
        if isinstance(proven, Message):
            rejected += [Rejection(finding, proven) for finding in proposal.findings]
        else:
            accepted += _made(state, [proposal])
            state = proven
            shift = OffsetShift(proposal.edits)
            waiting = [other.moved(shift) for other in waiting if not other.collides_with(proposal)]
    return _Round(state, accepted, rejected)


def _made(state: State, proposals: Sequence[Proposal]) -> list[Correction]:
    return [Correction(finding, state.text) for finding in corrected(proposals)]


def _assemble(
    digest: DigestCases, repairs: Sequence[_EntryRepair], fix_checker: FixChecker, comparisons: Comparisons
) -> Repair:
    """Put the entries back into their file, and prove that it is read as they were read alone."""
    edits = [Edit(r.offset, r.offset + r.length, r.corrected) for r in repairs if r.corrected is not None]
    after = apply_edits(digest.text, edits)
    offsets = list(_offsets(repairs))
    cases = digest.cases
    if edits:
        entries = parse(after).entries
        if not _are_read_as_alone(entries, cases, repairs, offsets):
            undone = [_undone(repair, case, fix_checker) for repair, case in zip(repairs, cases, strict=True)]
            return _assemble(digest, undone, fix_checker, comparisons)
        cases = tuple(replace(case, entry=entry) for case, entry in zip(cases, entries, strict=True))
    together = comparisons.compare(digest.name, [case.entry for case in cases])
    return Repair(
        digest.name,
        digest.text,
        after,
        tuple(correction for r in repairs for correction in r.accepted),
        tuple(Rejection(moved_finding(x.finding, r.offset), x.reason) for r in repairs for x in r.rejected),
        tuple(
            result(digest.name, case, repair.seen.moved(at) + seen)
            for case, repair, at, seen in zip(cases, repairs, offsets, together, strict=True)
        ),
    )


def _offsets(repairs: Iterable[_EntryRepair]) -> Iterator[int]:
    """Yield where the lines of each entry start in the file with the corrections, in one pass over all of them."""
    by = 0
    for repair in repairs:
        yield repair.offset + by
        by += 0 if repair.corrected is None else len(repair.corrected) - repair.length


def _are_read_as_alone(
    entries: Sequence[Entry], cases: Sequence[Case], repairs: Sequence[_EntryRepair], offsets: Sequence[int]
) -> bool:
    """Return whether the entries of the corrected file are those that were proven, `offsets` being their places."""
    return len(entries) == len(repairs) and all(
        entry == _proven(case.entry, repair, at)
        for entry, case, repair, at in zip(entries, cases, repairs, offsets, strict=True)
    )


def _proven(old: Entry, repair: _EntryRepair, offset: int) -> Entry | None:
    if repair.corrected is None:
        return moved_entry(old, offset - repair.offset)
    alone = read_again(repair.corrected, excerpt(old).entry)
    return alone and moved_entry(alone, offset)


def _undone(repair: _EntryRepair, case: Case, fix_checker: FixChecker) -> _EntryRepair:
    if not repair.accepted:
        return repair
    as_it_was = replace(case, entry=excerpt(case.entry).entry)
    rejected = (*repair.rejected, *(Rejection(made.finding, MISREAD) for made in repair.accepted))
    return replace(repair, corrected=None, seen=fix_checker.look_at(as_it_was).seen, accepted=(), rejected=rejected)
