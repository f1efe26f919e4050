"""A digest that is written from nothing: entries without text at first, and in the end only those that got one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.digest import Dialect, Digest, EntryDraft, parse, write_digest
from summarizer.errors import SourceError
from summarizer.papers import PaperRef
from summarizer.spans import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from summarizer.papers import Paper, PaperSource
    from summarizer.papers.daily import ListedPaper
    from summarizer.regenerate.run import Regeneration

_GAP = 2
"""The line break that ends an entry, and the empty line behind it."""


@dataclass(frozen=True, slots=True)
class NewDigest:
    """A digest that was not there before.

    Attributes:
        name: Where it goes.
        after: Its text.
        before: Nothing.
    """

    name: str
    after: str
    before: str = ""


def without_text(day: date, listed: Sequence[ListedPaper], papers: PaperSource) -> Digest:
    """Return the digest of a day with a title, a thumbnail, votes and authors for every paper, and no section yet."""
    refs = [PaperRef(paper.arxiv_id) for paper in listed]
    found = papers.fetch(refs)
    drafts = [_draft(one, found[ref]) for one, ref in zip(listed, refs, strict=True)]
    digest = parse(write_digest(f"{day:%Y-%m-%d}", drafts, Dialect.BOLD))
    # Without a bullet there is no telling how bullets are to be written.
    return replace(digest, entries=tuple(replace(entry, dialect=Dialect.BOLD) for entry in digest.entries))


def _draft(listed: ListedPaper, paper: Paper | SourceError) -> EntryDraft:
    title, authors = (listed.arxiv_id, ()) if isinstance(paper, SourceError) else (paper.title, paper.authors)
    return EntryDraft(
        title=title,
        arxiv_id=listed.arxiv_id,
        sections=(),
        authors=authors,
        votes=listed.votes or None,
        image=listed.thumbnail,
        is_video=listed.has_video,
    )


def written(name: str, regeneration: Regeneration) -> NewDigest | None:
    """Return the digest with the entries that got a text; None when none did."""
    edits = [edit for outcome in regeneration.outcomes for edit in outcome.edits]
    if not edits:
        return None
    untold = [outcome.entry for outcome in regeneration.outcomes if not outcome.edits]
    removals = [Edit(entry.start, entry.end + _GAP, "") for entry in untold]
    return NewDigest(name, apply_edits(regeneration.before, [*edits, *removals]))
