"""What regeneration is told about an entry by whoever checks it; it knows no check itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.digest.model import Entry
    from summarizer.messages import Message
    from summarizer.papers import Paper
    from summarizer.spans import Edit

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Defect:
    """A finding, as far as a repair needs it.

    Attributes:
        check: The name of the defect.
        severity: How sure it is.
        message: What is wrong, in Korean, for the prompt.
        start: Where it stands in the text the entry was parsed from.
        end: Where it ends, exclusive.
        quotes: The words of the source that prove it.
        edits: The correction that needs no model; empty when there is none.
    """

    check: str
    severity: Severity
    message: str
    start: int
    end: int
    quotes: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the checks say of an entry.

    Attributes:
        verdict: `pass`, `fail`, `skip` (nothing examined) or `error` (could not examine).
        defects: The findings in order.
        reasons: Why it could not be examined, or not in full.
        proven: How many quantities and names of the prose the paper's texts have.
        owed: How many of them the paper's abstract offers.
    """

    verdict: Literal["pass", "fail", "skip", "error"]
    defects: tuple[Defect, ...] = ()
    reasons: tuple[Message, ...] = ()
    proven: int = 0
    owed: int = 0

    def count(self, severity: Severity) -> int:
        """Return how many defects have that severity."""
        return sum(defect.severity == severity for defect in self.defects)

    @property
    def burden(self) -> tuple[int, int, int]:
        """Errors, warnings and notes: smaller is better, compared from left to right."""
        return self.count("error"), self.count("warning"), self.count("note")


class Inspect(Protocol):
    """Checks an entry against its paper."""

    def __call__(self, entry: Entry, paper: Paper) -> Inspection:
        """Return what all checks say of the entry."""
        ...


class Lines(Protocol):
    """What a prompt is given about a paper, a line each: the number table, or the glossary."""

    def __call__(self, paper: Paper) -> Sequence[str]:
        """Return the lines, none where there is nothing to say."""
        ...
