"""Running checks: from an entry and its paper to an outcome with a verdict, the same for any number of workers."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from evals.checks.contract import CannotTell, RunCheck, examines_entries
from evals.runner.workers import spread
from evals.subject.excerpts import excerpt, moved_finding
from evals.subject.subject import Subject, has_summary
from summarizer.errors import PaperNotFound, SourceError
from summarizer.findings import Message, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evals.checks.contract import Check, DigestCheck
    from evals.subject.cases import Case, DigestCases
    from summarizer.digest.model import Entry
    from summarizer.findings import Finding, Observation

    Compare = Callable[[str, Sequence[Subject]], tuple[Observation, ...]]

# One span gets one of these: the first that claims it. That no source has a number is no news where it is wrong.
_CLAIMS = ("doubled-digits", "magnitude-shift", "unit-mismatch", "number-mismatch", "unsupported-number")

_DENIED, _UNTOLD = "unknown-paper", "missing-section"

NOTHING_EXAMINED = Message("nothing in the entry could be examined", "항목에서 살펴볼 수 있는 내용이 없습니다")
_NO_SUMMARY = Message("the entry has no summary to judge", "항목에 판정할 요약이 없습니다")

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Crash:
    """A check that raised.

    Attributes:
        check: Its name.
        error: The exception in one line.
        reason: What a user is told.
    """

    check: str
    error: str
    reason: Message


@dataclass(frozen=True, slots=True)
class Examination:
    """What the checks made of an entry, before a verdict: things examined, findings, crashes."""

    examined: int = 0
    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()

    def moved(self, by: int) -> Examination:
        """Return it with the offsets of the findings moved."""
        return replace(self, findings=tuple(moved_finding(finding, by) for finding in self.findings))

    def __add__(self, other: Examination) -> Examination:
        return Examination(self.examined + other.examined, self.findings + other.findings, self.crashes + other.crashes)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for an entry: only here is a verdict made.

    Attributes:
        verdict: As the design's rule makes it.
        findings: In order of place, then of check.
        reasons: Why it could not be judged, or not in full; empty when it could.
        crashed: The checks that raised, also because they cannot tell.
        dismissed: Findings that were accepted, each with the reason; they count for nothing.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    reasons: tuple[Message, ...] = ()
    crashed: frozenset[str] = frozenset()
    dismissed: tuple[tuple[Finding, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of an entry, with the entry and the file it stands in."""

    file: str
    case: Case
    outcome: Outcome


class CutCase(NamedTuple):
    """A case of an entry cut out of its file, with the place it was cut from: only this travels to a worker."""

    case: Case
    offset: int


def of_entries(checks: Iterable[Check | DigestCheck]) -> tuple[Check, ...]:
    """Return the checks that examine single entries, in order; the others compare entries."""
    return tuple(check for check in checks if examines_entries(check))


def examine(subject: Subject, checks: Iterable[Check]) -> Examination:
    """Let every check examine the subject."""
    return sum((_examine(subject, check) for check in checks), Examination())


def _examine(subject: Subject, check: Check) -> Examination:
    try:
        return _seen(check.inspect(subject))
    except Exception as error:  # noqa: BLE001 - a crash of any kind is a verdict, never a pass and never the end
        return Examination(crashes=(_crash(check, error),))


class Comparisons:
    """The comparing checks of one run: some compare the entries of a file, some those of all files so far.

    Args:
        checks: The checks; those that only examine single entries have no part.
    """

    def __init__(self, checks: Iterable[Check | DigestCheck]) -> None:
        self._compare: list[tuple[Check | DigestCheck, Compare]] = []
        for check in checks:
            if not examines_entries(check):
                self._compare.append((check, partial(_in_file, check)))
            elif isinstance(check, RunCheck):
                self._compare.append((check, check.remember().compare))

    def compare(self, file: str, entries: Sequence[Entry]) -> list[Examination]:
        """Let every check compare the entries of the next file; one examination an entry, in order."""
        # What a paper says plays no part.
        subjects = [Subject(entry, None) for entry in entries] if self._compare else []
        seen = [Examination()] * len(entries)
        for check, compare in self._compare:
            seen = [a + b for a, b in zip(seen, _compared(file, subjects, check, compare), strict=True)]
        return seen


def _in_file(check: DigestCheck, _: str, subjects: Sequence[Subject]) -> tuple[Observation, ...]:
    return check.compare(subjects)


def _compared(
    file: str, subjects: Sequence[Subject], check: Check | DigestCheck, compare: Compare
) -> list[Examination]:
    try:
        observations = compare(file, subjects)
        return [_seen(observation) for _, observation in zip(subjects, observations, strict=True)]
    except Exception as error:  # noqa: BLE001 - as for a single entry; all of them are concerned
        return [Examination(crashes=(_crash(check, error),))] * len(subjects)


def _seen(observation: Observation) -> Examination:
    return Examination(observation.examined, tuple(observation.findings))


def _crash(check: Check | DigestCheck, error: Exception) -> Crash:
    if isinstance(error, CannotTell):
        return Crash(check.id, str(error), error.message)
    line = " ".join(f"{type(error).__name__}: {error}".split())
    reason = Message(f"the check {check.id} crashed: {line}", f"{check.id} 검사가 비정상 종료되었습니다: {line}")
    return Crash(check.id, line, reason)


def conclude(case: Case, seen: Examination) -> Outcome:
    """Make the verdict of an entry from what the checks saw."""
    return _outcome(seen, gaps(case, seen.findings), is_examined=bool(seen.examined))


def supplement(result: Result, seen: Examination, gaps: Iterable[Message]) -> Result:
    """Return the result of an entry with what was seen of it later, and why that is not all there is to see."""
    before = result.outcome
    is_examined = before.verdict is not Verdict.SKIP
    known = Examination(findings=before.findings) + replace(
        seen, findings=tuple(replace(finding, file=result.file) for finding in seen.findings)
    )
    reasons = (*(before.reasons if is_examined else ()), *gaps)
    after = _outcome(known, reasons, is_examined=is_examined or bool(seen.examined))
    return replace(result, outcome=replace(after, crashed=before.crashed | after.crashed, dismissed=before.dismissed))


def _outcome(seen: Examination, gaps: Iterable[Message], *, is_examined: bool) -> Outcome:
    findings = settle(seen.findings)
    # What several checks cannot tell for one reason is told once.
    reasons = [*gaps, *dict.fromkeys(crash.reason for crash in seen.crashes)]
    if any(finding.severity is Severity.ERROR for finding in findings):
        verdict = Verdict.FAIL
    elif reasons:
        verdict = Verdict.ERROR
    elif not is_examined:
        verdict = Verdict.SKIP
        reasons.append(NOTHING_EXAMINED)
    else:
        verdict = Verdict.PASS
    return Outcome(verdict, findings, tuple(reasons), frozenset(crash.check for crash in seen.crashes))


def gaps(case: Case, findings: Iterable[Finding]) -> Iterator[Message]:
    """Yield why there is no source or no summary; what a finding says, of either, is no gap."""
    found = {finding.check for finding in findings}
    yield from case.gaps
    if not has_summary(case.entry) and _UNTOLD not in found:
        yield _NO_SUMMARY
    if isinstance(case.paper, SourceError):
        if not (isinstance(case.paper, PaperNotFound) and _DENIED in found):
            yield case.paper.message
    elif not case.paper.abstract and not case.paper.fulltext:
        yield Message(
            f"the source of {case.paper.arxiv_id} has neither abstract nor full text",
            f"{case.paper.arxiv_id}의 초록도 논문 본문도 없습니다",
        )


def settle(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in order, with one claim about the number at a span: the worst, then the first by name."""
    claims = {check: rank for rank, check in enumerate(_CLAIMS)}
    kept = [finding for finding in findings if finding.check not in claims]
    rivals = [finding for finding in findings if finding.check in claims]
    taken: list[tuple[int, int]] = []
    for rival in sorted(rivals, key=lambda f: (f.severity.rank, claims[f.check], _order(f))):
        # The spans taken do not overlap, so only the last that starts before the end of this one can.
        at = bisect_left(taken, (rival.end, 0))
        if at == 0 or taken[at - 1][1] <= rival.start:
            taken.insert(at, (rival.start, rival.end))
            kept.append(rival)
    return tuple(sorted(kept, key=_order))


def _order(finding: Finding) -> tuple[int, int, str, int, str]:
    return finding.start, finding.end, finding.check, finding.severity.rank, finding.message


def inspect_digests(
    digests: Iterable[DigestCases], checks: Sequence[Check | DigestCheck], workers: int | None, cores: int
) -> Iterator[Result]:
    """Yield the result of every entry in order, while later digests are still read and examined."""
    comparisons = Comparisons(checks)
    for digest, seen in spread_cases(partial(_examine_cut, of_entries(checks)), digests, workers, cores):
        compared = comparisons.compare(digest.name, digest.entries)
        for case, together, alone in zip(digest.cases, compared, seen, strict=True):
            yield result(digest.name, case, alone + together)


def result(file: str, case: Case, seen: Examination) -> Result:
    """Make the result of an entry from what the checks saw, with the name of its file in the findings."""
    outcome = conclude(case, seen)
    return Result(
        file, case, replace(outcome, findings=tuple(replace(finding, file=file) for finding in outcome.findings))
    )


def spread_cases(
    work: Callable[[CutCase], _Result], digests: Iterable[DigestCases], workers: int | None, cores: int
) -> Iterator[tuple[DigestCases, Iterator[_Result]]]:
    """Yield every digest with the results of `work` for its cases, which must be taken before the next digest.

    `workers` and `cores` are those of `spread`. Each digest must have an entry.
    """
    waiting: deque[DigestCases] = deque()

    def cut_cases() -> Iterator[CutCase]:
        for digest in digests:
            waiting.append(digest)
            yield from map(_cut, digest.cases)

    results = spread(work, cut_cases(), workers, cores)
    for first in results:
        digest = waiting.popleft()
        yield digest, chain([first], islice(results, len(digest.cases) - 1))


def _cut(case: Case) -> CutCase:
    cut = excerpt(case.entry)
    told = tuple(moved_finding(finding, -cut.offset) for finding in case.told)
    return CutCase(replace(case, entry=cut.entry, told=told), cut.offset)


def _examine_cut(checks: Sequence[Check], cut: CutCase) -> Examination:
    return examine(cut.case.subject, checks).moved(cut.offset)
