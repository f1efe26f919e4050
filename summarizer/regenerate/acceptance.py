"""Whether a new entry is better than the old one, and if not, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.digest.model import SECTION_NAMES, Dialect

if TYPE_CHECKING:
    from summarizer.digest.model import Entry
    from summarizer.regenerate.inspection import Inspection

_LEAST_PROVEN = 3
"""Quantities and names that a summary states at the least, where the abstract has as many."""


def objection(old: Inspection, new: Inspection, entry: Entry) -> str | None:
    """Return the first condition that the new entry fails, as a sentence; None when it is accepted.

    The conditions: no error; something was examined and nothing crashed; no section missing; at least as many
    proven quantities and names as before, and at least three where the abstract has three; no more warnings, and
    with as many warnings no more notes.
    """
    if new.count("error"):
        named = ", ".join(dict.fromkeys(d.check for d in new.defects if d.severity == "error"))
        return f"the new text has an error: {named}"
    if new.verdict != "pass":
        return f"the checks could not tell: verdict {new.verdict}"
    if missing := _missing(entry):
        return f"the new text lacks a section: {missing}"
    least = max(old.proven, min(_LEAST_PROVEN, new.owed))
    if new.proven < least:
        return f"the new text states {new.proven} quantities and names of the paper, and {least} are owed"
    if new.burden > _spared(old):
        return (
            f"the new text has {new.count('warning')} warnings and {new.count('note')} notes,"
            f" the old one {old.count('warning')} and {old.count('note')}"
        )
    return None


def _spared(old: Inspection) -> tuple[int, int, int]:
    # Errors were looked at before; what is compared here is what remains.
    return 0, old.count("warning"), old.count("note")


def _missing(entry: Entry) -> str | None:
    if any(not section.text for section in entry.sections):
        return "one is empty"
    if entry.dialect is Dialect.PLAIN:
        return None if entry.sections else "there is none"
    names = [section.name for section in entry.sections]
    return next((name for name in SECTION_NAMES if name not in names), None)


def rank(inspection: Inspection) -> tuple[tuple[int, int, int], int]:
    """Return what candidates are compared by: fewest errors, warnings, notes, then most that is proven."""
    return inspection.burden, -inspection.proven
