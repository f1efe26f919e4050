"""What a check says: findings, the words that show them, and the corrections."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from summarizer.messages import Message

if TYPE_CHECKING:
    from fractions import Fraction

    from summarizer.spans import Edit

__all__ = ["Amount", "Evidence", "Finding", "Fix", "Message", "Observation", "Severity", "Verdict", "Where"]


class Severity(StrEnum):
    """How sure a finding is, from proven to worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a note."""
        return list(Severity).index(self)


class Where(StrEnum):
    """Which text a piece of evidence was cut from."""

    ENTRY = "entry"
    TITLE = "title"
    ABSTRACT = "abstract"
    FULLTEXT = "fulltext"
    METADATA = "metadata"


class Verdict(StrEnum):
    """The outcome for an entry; only the runner makes one."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    SKIP = "skip"
    """Nothing was examined."""
    ERROR = "error"
    """A source is missing, or a check crashed."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that show a finding.

    Attributes:
        where: The text the words stand in.
        section: The section of the full text, or of the entry; None elsewhere.
        quote: The words, cut from the text by code.
        start: Offset of the words in the file for the entry, else in the field or passage.
        end: Where they end, exclusive.
    """

    where: Where
    section: str | None
    quote: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.quote or self.end - self.start != len(self.quote):
            message = f"evidence quotes what it points at: {self.quote!r} is not [{self.start}, {self.end})"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Amount:
    """A value as a finding reports it: exact, with its unit if it has one."""

    value: Fraction
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction: sorted edits that do not overlap; `safe` when it may be applied unread."""

    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect at one place of the digest; offsets are those of the parsed text.

    The runner fills in `file`; line and column count from 1, columns in code points. Only what a reviewer says has a
    `type`, its kind of problem.
    `superseded` says that an earlier version of the paper may explain the difference.
    """

    check: str
    severity: Severity
    messages: Message
    section: str | None
    start: int
    end: int
    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    evidence: tuple[Evidence, ...] = ()
    claimed: Amount | None = None
    expected: Amount | None = None
    fix: Fix | None = None
    superseded: bool = False
    file: str | None = None
    type: str | None = None

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.messages.en


@dataclass(frozen=True, slots=True)
class Observation:
    """What a check examined and found: `examined` counts the things it could compare or read."""

    examined: int
    findings: tuple[Finding, ...] = field(default=())
