"""What the gate keeps of every entry: enough to decide, in a fraction of its size."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.subject.fingerprints import fingerprint, paper_key, text_fingerprint
from summarizer.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from evals.runner.run import Result
    from summarizer.findings import Message


@dataclass(frozen=True, slots=True)
class GatedEntry:
    """An entry after its examination.

    Attributes:
        file: The file it stands in.
        line: Line of its heading.
        paper: Its paper's arXiv id, or its link.
        entry: The fingerprint of its text.
        verdict: What the runner said, without the findings that were dismissed.
        has_gaps: Whether a source was missing or a check crashed, whatever else was found.
        findings: Fingerprints of the findings that stand, sorted.
        errors: How many errors each check found.
        severities: How many findings of each severity there are.
        checks: How many findings each check made.
    """

    file: str
    line: int
    paper: str
    entry: str
    verdict: Verdict
    has_gaps: bool
    findings: tuple[str, ...]
    errors: Counter[str]
    severities: Counter[str]
    checks: Counter[str]


@dataclass(frozen=True, slots=True)
class GatedRun:
    """Everything that was gated, and what was left out of it.

    Attributes:
        entries: What was gated.
        checks: Names of the checks that ran; a rule about another one cannot be answered.
        refusals: What was named and could not be used, a sentence each.
        ref: The commit since which an entry had to change in order to be gated; None when all were.
        untouched: File and paper of the entries that did not change.
        added: File and paper of those that changed and whose paper was not in the file at the commit.
        record: The baseline that the run is to be recorded in; None when it is to be compared.
    """

    entries: Sequence[GatedEntry]
    checks: AbstractSet[str]
    refusals: Sequence[Message] = ()
    ref: str | None = None
    untouched: AbstractSet[tuple[str, str]] = frozenset()
    added: AbstractSet[tuple[str, str]] = frozenset()
    record: str | None = None


def gated(result: Result) -> GatedEntry:
    """Return what the gate keeps of a result."""
    entry, outcome = result.case.entry, result.outcome
    return GatedEntry(
        result.file,
        entry.line,
        paper_key(entry),
        text_fingerprint(entry),
        outcome.verdict,
        bool(outcome.reasons) and outcome.verdict is not Verdict.SKIP,
        tuple(sorted(fingerprint(finding, entry) for finding in outcome.findings)),
        Counter(finding.check for finding in outcome.findings if finding.severity is Severity.ERROR),
        Counter(str(finding.severity) for finding in outcome.findings),
        Counter(finding.check for finding in outcome.findings),
    )


def failures(entries: Iterable[tuple[tuple[str, str], Verdict]]) -> dict[tuple[str, str], bool]:
    """Return for every paper of a file whether one of its entries fails; papers that were not judged are left out."""
    verdicts: dict[tuple[str, str], set[Verdict]] = {}
    for key, verdict in entries:
        verdicts.setdefault(key, set()).add(verdict)
    return {key: Verdict.FAIL in seen for key, seen in verdicts.items() if seen <= {Verdict.PASS, Verdict.FAIL}}
