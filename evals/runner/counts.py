"""Counts of a run, and the exit code they make."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.errors import INCONCLUSIVE
from summarizer.findings import Severity, Verdict

if TYPE_CHECKING:
    from evals.runner.run import Outcome


class Counts:
    """Counts entries by verdict and findings by severity."""

    def __init__(self) -> None:
        self.verdicts: Counter[Verdict] = Counter()
        self.severities: Counter[Severity] = Counter()
        self._gaps = 0

    def add(self, outcome: Outcome) -> None:
        """Count an entry and its findings."""
        self.verdicts[outcome.verdict] += 1
        self._gaps += bool(outcome.reasons) and outcome.verdict is not Verdict.SKIP
        self.severities.update(finding.severity for finding in outcome.findings)

    @property
    def entries(self) -> int:
        """All entries."""
        return self.verdicts.total()

    @property
    def inconclusive(self) -> int:
        """Entries that could not be judged."""
        return self.verdicts[Verdict.SKIP] + self.verdicts[Verdict.ERROR]

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was examined."""
        return self.entries == self.verdicts[Verdict.SKIP]

    def exit_code(self, fail_on: str) -> int:
        """Return 1, 3 or 0; `fail_on` is the severity that fails a run, or `never`.

        An entry with an error whose source is missing, too, was not judged in full: where its error does not
        fail the run, the gap does.
        """
        failing = {s for s in Severity if fail_on != "never" and s.rank <= Severity(fail_on).rank}
        if any(self.severities[severity] for severity in failing):
            return 1
        if self._gaps or self.verdicts[Verdict.ERROR] or self.is_blank:
            return INCONCLUSIVE
        return 0
