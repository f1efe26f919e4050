"""The texts that an entry may get, and the corrections that are proven on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from summarizer.regenerate.repairing import provable_edits
from summarizer.regenerate.rewriting import UnfitText, head_edits, rewritten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.digest.model import Entry
    from summarizer.findings import Finding
    from summarizer.papers import Paper
    from summarizer.regenerate.inspector import Inspection, Inspector
    from summarizer.spans import Edit

Kind = Literal["old", "corrected", "draft"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that an entry may get.

    Attributes:
        kind: The `old` text, the old text `corrected`, or a `draft`.
        entry: The entry with that text, parsed on its own.
        inspection: What the checks say of it.
        quotes: Of a draft, the quotes of its reply that stand in the paper.
        rounds: Of a draft, the rounds of repair that it took.
    """

    kind: Kind
    entry: Entry
    inspection: Inspection
    quotes: tuple[str, ...] = ()
    rounds: int = 0


def is_proven(before: Inspection, after: Inspection) -> bool:
    """Return whether a repair is proven: a finding is gone, none appeared, and no check crashes that did not.

    Findings are told apart by check and severity, not by their places and words: those of a sentence that was written
    again have others.
    """
    found, left = (Counter((f.check, f.severity) for f in seen.findings) for seen in (before, after))
    return left < found and set(after.reasons) <= set(before.reasons)


def old_texts(entry: Entry, paper: Paper, before: Inspection, inspector: Inspector) -> tuple[Candidate, ...]:
    """Return the old text, and the old text with every proven correction where there is one.

    Both have title and authors of the paper, and a proven image: the head of an entry is the same in every candidate,
    so that they are compared by what they say.

    Args:
        entry: The entry as it stands in its file.
        paper: Its paper.
        before: What the checks say of the entry.
        inspector: Checks entries.
    """
    as_it_is = Candidate("old", entry, before)
    alone = edited(as_it_is, (), paper, inspector)
    if alone is None:
        return (as_it_is,)
    old = _headed(alone, paper, inspector)
    better = corrected(old, paper, inspector)
    return (old,) if better is old else (old, replace(better, kind="corrected"))


def _headed(alone: Candidate, paper: Paper, inspector: Inspector) -> Candidate:
    titled = with_proven(alone, head_edits(alone.entry, paper), paper, inspector)
    prose = titled.entry.sections[0].start if titled.entry.sections else titled.entry.end
    return with_proven(titled, [edit for edit in _offered(titled) if edit.end <= prose], paper, inspector)


def corrected(candidate: Candidate, paper: Paper, inspector: Inspector) -> Candidate:
    """Return the text with every correction that the checks offer and prove, those that follow from others included."""
    while (after := with_proven(candidate, _offered(candidate), paper, inspector)) is not candidate:
        # What is proven leaves fewer findings, so this ends.
        candidate = after
    return candidate


def _offered(candidate: Candidate) -> tuple[Edit, ...]:
    return provable_edits(candidate.inspection.findings)


def with_proven(candidate: Candidate, edits: Sequence[Edit], paper: Paper, inspector: Inspector) -> Candidate:
    """Return the text after the edits, if they are proven together, or else after those that are proven alone."""
    together = edited(candidate, edits, paper, inspector) if edits else None
    if together and is_proven(candidate.inspection, together.inspection):
        return together
    # From the end, so that the places before an edit stay where they are; a single one was tried already.
    for edit in reversed(edits) if len(edits) > 1 else ():
        after = edited(candidate, (edit,), paper, inspector)
        candidate = after if after and is_proven(candidate.inspection, after.inspection) else candidate
    return candidate


def with_confirmed(
    candidate: Candidate, confirmed: Sequence[Finding], paper: Paper, inspector: Inspector
) -> list[Candidate]:
    """Return the text with its number of confirmed problems, and behind it the text after their corrections.

    The rules proved the corrections already; a text that would no longer be read as one entry is left out.
    """
    as_it_is = replace(candidate, inspection=replace(candidate.inspection, confirmed=len(confirmed)))
    edits = provable_edits(confirmed)
    after = edited(candidate, edits, paper, inspector) if edits else None
    if after is None:
        return [as_it_is]
    left = sum(not (one.fix and one.fix.safe) for one in confirmed)
    better = replace(after, inspection=replace(after.inspection, confirmed=left))
    return [as_it_is, replace(better, kind="corrected" if candidate.kind == "old" else candidate.kind)]


def edited(candidate: Candidate, edits: Sequence[Edit], paper: Paper, inspector: Inspector) -> Candidate | None:
    """Return the text after edits; None when it would no longer be read as one entry."""
    try:
        entry = rewritten(candidate.entry, edits)
    except UnfitText:
        return None
    return replace(candidate, entry=entry, inspection=inspector.inspect(entry, paper))
