"""What regeneration asks of whoever checks entries; it knows no check itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from summarizer.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.digest.model import Entry
    from summarizer.findings import Finding, Verdict
    from summarizer.messages import Message
    from summarizer.models.ledger import Call
    from summarizer.papers import Paper


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the checks say of an entry.

    Attributes:
        verdict: What the runner makes of it.
        findings: The findings in order.
        reasons: Why it could not be examined, or not in full.
        headline: What the abstract puts first, its figures of result and the names of what the paper brings, as far
            as the entry tells it; alike for all entries of one paper.
        told: How many names, terms and figures of title and abstract the entry tells.
        owed: How many there are.
        confirmed: Problems that a reviewer pointed at and a second opinion confirmed; None without a reviewer.
    """

    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    reasons: tuple[Message, ...] = ()
    headline: frozenset[str] = frozenset()
    told: int = 0
    owed: int = 0
    confirmed: int | None = None

    def count(self, severity: Severity) -> int:
        """Return how many findings have that severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def burden(self) -> tuple[int, int, int]:
        """Errors, warnings and notes: smaller is better, compared from left to right."""
        return self.count(Severity.ERROR), self.count(Severity.WARNING), self.count(Severity.NOTE)


class Inspector(Protocol):
    """Checks entries, and tells a writer what the checks know of a paper."""

    def inspect(self, entry: Entry, paper: Paper) -> Inspection:
        """Return what all checks say of the entry."""
        ...

    def conversions(self, paper: Paper) -> Sequence[str]:
        """Return the number table of a paper, a line each: `8B = 80억`; none where there is no large number."""
        ...

    def terms(self, paper: Paper) -> Sequence[str]:
        """Return the terms of a paper with their renderings, a line each: `quantization = 양자화`."""
        ...


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a reviewing model says of a text.

    Attributes:
        confirmed: The problems that a second opinion confirmed, as findings; a safe correction was proven by the rules.
        calls: Every call that was ever made for it.
        answered_by: The models that answered, as they name themselves.
    """

    confirmed: tuple[Finding, ...] = ()
    calls: tuple[Call, ...] = ()
    answered_by: tuple[str, ...] = ()


class DraftReviewer(Protocol):
    """A model that reads a text and points at what its paper shows to be wrong."""

    def review(self, entry: Entry, paper: Paper) -> Reviewed:
        """Return what it says of an entry that was parsed on its own.

        Raises:
            GenerationError: If the text could not be reviewed, or not confirmed in full.
        """
        ...
