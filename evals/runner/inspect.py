"""Inspecting one entry from a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.checks import CHECKS, check_named
from evals.runner.run import examine, of_entries, settle
from evals.subject.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.checks.contract import Check, DigestCheck
    from evals.runner.run import Crash
    from summarizer.digest.model import Entry
    from summarizer.findings import Finding
    from summarizer.papers import Paper


class CheckCrashed(Exception):
    """A check raised, so the findings are not the whole answer.

    Attributes:
        crashes: The checks that raised, each with its exception in one line.
        findings: What the other checks found.
    """

    def __init__(self, crashes: Sequence[Crash], findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{crash.check}: {crash.error}" for crash in crashes))
        self.crashes = tuple(crashes)
        self.findings = findings


def inspect_entry(
    entry: Entry, paper: Paper | None, checks: Iterable[str | Check | DigestCheck] | None = None
) -> list[Finding]:
    """Return the findings of every check, or of `checks`, in order of place; entries are not compared.

    Args:
        entry: The entry of a parsed digest; the offsets of the findings are those of its text.
        paper: Its paper; None leaves what the entry alone can prove.
        checks: Checks or their names; None for the whole catalogue.

    Raises:
        CheckCrashed: If a check raised: no findings would then not mean that all is well.
        ConfigError: If a name is no check.
    """
    chosen = CHECKS if checks is None else [check_named(c) if isinstance(c, str) else c for c in checks]
    seen = examine(Subject(entry, paper), of_entries(chosen))
    findings = list(settle(seen.findings))
    if seen.crashes:
        raise CheckCrashed(seen.crashes, findings)
    return findings
