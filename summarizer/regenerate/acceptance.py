"""Whether a new entry is better than the old one, and if not, why; and whether a repair is proven."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from summarizer.digest.model import SECTION_NAMES, Dialect
from summarizer.messages import Message, fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.digest.model import Entry
    from summarizer.papers import Paper
    from summarizer.spans import Edit

_LEAST_PROVEN = 3
"""Quantities and names that a summary states at the least, where the abstract has as many."""


def objection(old: Inspection | None, new: Inspection, entry: Entry) -> Message | None:
    """Return the first condition that the new entry fails; None when it is accepted.

    The conditions: no error; something was examined and nothing crashed; no section missing; at least as many
    proven quantities and names as before, and at least three where the abstract has three; no worse than before.
    Worse is told by errors, then by warnings, then by notes: whatever is said of a text without an error, it is
    better than one with an error, since a reader of the digest is misled by that one alone. A text that is written
    anew has no sentence in common with the old one, so that single findings cannot be held against each other, as
    `is_proven` does for a repair.

    Args:
        old: What the checks say of the old entry; None when there was none, and so nothing to be better than.
        new: What they say of the new one.
        entry: The new one.
    """
    return _untrue(new) or _missing(entry) or _poor(old, new) or (_worse(old, new) if old else None)


def _untrue(new: Inspection) -> Message | None:
    errors = ", ".join(dict.fromkeys(d.check for d in new.defects if d.severity == "error"))
    if errors:
        return Message(f"the new text has an error: {errors}", f"새 글에 오류가 있습니다: {errors}")
    if new.verdict == "pass":
        return None
    reasons = (Message("nothing was examined", "검사한 내용이 없습니다"), *new.reasons)
    return Message(
        f"the new text could not be examined: {reasons[-1].en}", f"새 글을 검사하지 못했습니다: {reasons[-1].ko}"
    )


def _missing(entry: Entry) -> Message | None:
    written = [section.name for section in entry.sections if section.text]
    names = () if entry.dialect is Dialect.PLAIN else SECTION_NAMES
    missing = ", ".join(name for name in names if name not in written)
    if missing:
        return Message(f"the new text lacks a section: {missing}", f"새 글에 빠진 섹션이 있습니다: {missing}")
    if len(written) < max(1, len(entry.sections)):
        return Message("the new text has an empty section", "새 글에 빈 섹션이 있습니다")
    return None


def _poor(old: Inspection | None, new: Inspection) -> Message | None:
    least = max(old.proven if old else 0, min(_LEAST_PROVEN, new.owed))
    if new.proven >= least:
        return None
    return Message(
        f"the new text states {new.proven} quantities and names of the paper where {least} are owed",
        f"새 글에서 원문으로 확인되는 수치와 이름이 {new.proven}개뿐입니다({least}개 이상이어야 합니다)",
    )


def _worse(old: Inspection, new: Inspection) -> Message | None:
    if new.burden <= old.burden:
        return None
    counts = (*new.burden[1:], *old.burden[1:])
    return Message(
        fill("the new text has {} (warning|warnings) and {} (note|notes), the old one {} and {}", *counts),
        "새 글(경고 {}개, 참고 {}개)이 기존 글(경고 {}개, 참고 {}개)보다 나아지지 않았습니다".format(*counts),
    )


def is_proven(before: Inspection, after: Inspection) -> bool:
    """Return whether a repair is proven: a finding is gone, none appeared, and no check crashes that did not.

    Findings are told apart by check and severity, not by their places and words: those of a sentence that was written
    again have others.
    """
    found, left = (Counter((d.check, d.severity) for d in seen.defects) for seen in (before, after))
    return left < found and set(after.reasons) <= set(before.reasons)


def rank(inspection: Inspection) -> tuple[tuple[int, int, int], int]:
    """Return what candidates are compared by: fewest errors, warnings, notes, then most that is proven."""
    return inspection.burden, -inspection.proven


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
