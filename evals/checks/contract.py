"""What every check is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import TypeIs

    from evals.subject.subject import Subject
    from summarizer.findings import Message, Observation, Severity


class CannotTell(Exception):
    """What a check raises where it can neither prove an entry wrong nor let it pass.

    Args:
        message: Why, in one sentence.

    Attributes:
        message: The sentence in both languages.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


class Defect(Protocol):
    """What a check names.

    The class docstring is the check's documentation: its first line starts with "Flags", then come
    `## Why it matters` and `## Known gaps`. Examples stand in a Markdown spec beside the file.

    Attributes:
        id: The name of the defect, kebab-case.
        korean: What the first line of the documentation says, in Korean.
        version: Raised whenever any verdict could change.
        severities: Those a finding of this check can have.
    """

    id: ClassVar[str]
    korean: ClassVar[str]
    version: ClassVar[int]
    severities: ClassVar[tuple[Severity, ...]]


class Check(Defect, Protocol):
    """A pure test of one entry: no I/O, clock, randomness or global; silent when unsure."""

    def inspect(self, subject: Subject) -> Observation:
        """Examine the entry; must work without a paper, by what the entry alone can prove.

        Raises:
            CannotTell: If silence would pass for an examination.
        """
        ...


class DigestCheck(Defect, Protocol):
    """A pure test of entries against each other, for what no entry shows alone."""

    def compare(self, subjects: Sequence[Subject]) -> tuple[Observation, ...]:
        """Examine the entries of one file, in its order; return one observation for each of them, in that order."""
        ...


class Memory(Protocol):
    """What is kept of the entries of one run, to set later ones against them: a little for each entry."""

    def compare(self, file: str, subjects: Sequence[Subject]) -> tuple[Observation, ...]:
        """Examine the entries of the next file, in its order; return one observation for each, in that order."""
        ...


@runtime_checkable
class RunCheck(Check, Protocol):
    """A check of one entry that also sets the entries of a whole run against each other."""

    def remember(self) -> Memory:
        """Return a memory of no entry."""
        ...


def examines_entries(check: Check | DigestCheck) -> TypeIs[Check]:
    """Return whether a check examines single entries; the others compare entries."""
    return hasattr(check, "inspect")
