"""What the checks tell those who write: the verdict on a text, its defects, and how much of the paper it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.quantities.writing import conversions
from evals.relations.contributions import telling
from evals.runner.run import conclude, examine, of_entries
from evals.subject.cases import Case
from summarizer.regenerate.inspector import Inspection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.checks.contract import Check, DigestCheck
    from evals.terms.glossary import Glossary
    from summarizer.digest.model import Entry
    from summarizer.papers import Paper


@dataclass(frozen=True, slots=True)
class EntryInspector:
    """The checks and the glossary, as regeneration needs them.

    Attributes:
        checks: The checks; those that compare entries are left out.
        glossary: The terms and their renderings.
    """

    checks: Sequence[Check | DigestCheck]
    glossary: Glossary

    def inspect(self, entry: Entry, paper: Paper) -> Inspection:
        """Return what the checks of entries say of an entry."""
        case = Case(entry, paper)
        subject = case.subject
        outcome = conclude(case, examine(subject, of_entries(self.checks)))
        told = telling(subject)
        return Inspection(
            outcome.verdict, outcome.findings, outcome.reasons, headline=told.headline, told=told.told, owed=told.owed
        )

    def conversions(self, paper: Paper) -> tuple[str, ...]:
        """Return the number table of a paper, such as `8B = 80억`."""
        return conversions(_texts(paper))

    def terms(self, paper: Paper) -> tuple[str, ...]:
        """Return the terms of a paper, such as `quantization = 양자화`."""
        return tuple(f"{english} = {korean}" for english, korean in self.glossary.occurring_in(paper))


def _texts(paper: Paper) -> tuple[str, ...]:
    return (paper.title, paper.abstract, *(passage.text for passage in paper.fulltext or ()))
