"""What the checks tell those who write: the verdict on a text, its defects, and how much of it is proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.checks.numbers.correction import is_stated
from evals.names.index import NameIndex
from evals.names.reading import read_words
from evals.quantities.writing import conversions
from evals.runner.run import conclude, examine, of_entries
from evals.subject.cases import Case
from evals.subject.figures import source_figures
from evals.subject.source_text import SourceText
from summarizer.findings import Where
from summarizer.regenerate.inspector import Inspection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.checks.contract import Check, DigestCheck
    from evals.subject.subject import Subject
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
        return Inspection(
            outcome.verdict, outcome.findings, outcome.reasons, proven=_proven(subject), owed=_owed(paper)
        )

    def conversions(self, paper: Paper) -> tuple[str, ...]:
        """Return the number table of a paper, such as `8B = 80억`."""
        return conversions(_texts(paper))

    def terms(self, paper: Paper) -> tuple[str, ...]:
        """Return the terms of a paper, such as `quantization = 양자화`."""
        return tuple(f"{english} = {korean}" for english, korean in self.glossary.occurring_in(paper))


def _texts(paper: Paper) -> tuple[str, ...]:
    return (paper.title, paper.abstract, *(passage.text for passage in paper.fulltext or ()))


def _proven(subject: Subject) -> int:
    """Count the different quantities and names of the prose that a text of the paper has."""
    figures = {figure.value for figure in subject.figures if is_stated(subject, figure)}
    index = NameIndex(subject.sources)
    prose = (word for section in subject.entry.sections for word in read_words(section.text))
    names = {word.key for word in prose if word.is_coined and index.has(word.key)}
    return len(figures) + len(names)


def _owed(paper: Paper) -> int:
    """Count the different quantities and names of the abstract."""
    abstract = SourceText(Where.ABSTRACT, None, paper.abstract)
    figures = {figure.value for figure in source_figures([abstract])}
    return len(figures) + len({word.key for word in read_words(paper.abstract) if word.is_coined})
