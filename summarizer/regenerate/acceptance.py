"""Whether a new entry is better than the old one, and if not, why; and whether a repair is proven."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.digest.model import SECTION_NAMES, Dialect
from summarizer.findings import Severity, Verdict
from summarizer.messages import Message, fill

if TYPE_CHECKING:
    from summarizer.digest.model import Entry
    from summarizer.regenerate.inspector import Inspection

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
    errors = ", ".join(dict.fromkeys(f.check for f in new.findings if f.severity is Severity.ERROR))
    if errors:
        return Message(f"the new text has an error: {errors}", f"새 글에 오류가 있습니다: {errors}")
    if new.verdict is Verdict.PASS:
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
    found, left = (Counter((f.check, f.severity) for f in seen.findings) for seen in (before, after))
    return left < found and set(after.reasons) <= set(before.reasons)


def rank(inspection: Inspection) -> tuple[tuple[int, int, int], int]:
    """Return what candidates are compared by: fewest errors, warnings, notes, then most that is proven."""
    return inspection.burden, -inspection.proven
