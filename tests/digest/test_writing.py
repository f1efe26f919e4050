"""New bullets, entries and digests in the archive's layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest import Dialect, Entry, EntryDraft, parse, write_bullet, write_digest, write_entry

if TYPE_CHECKING:
    from pathlib import Path


def _draft(entry: Entry) -> EntryDraft:
    return EntryDraft(
        title=entry.title,
        arxiv_id=entry.arxiv_id or "",
        sections=tuple((section.name, section.text) for section in entry.sections),
        authors=entry.authors,
        votes=entry.votes,
        image=entry.image.url if entry.image else None,
        is_video=entry.image is not None and entry.image.is_video,
    )


def test_the_seed_digest_is_written_as_it_was(data_dir: Path) -> None:
    """Every entry, and the whole file, comes out of its parsed parts byte for byte."""
    text = (data_dir / "seed" / "2024-09-26.md").read_bytes().decode()
    entries = parse(text).entries
    for entry in entries:
        assert write_entry(_draft(entry), entry.dialect) == entry.text
    assert write_digest("2024-09-26", map(_draft, entries), Dialect.BOLD) == text


def test_entries_of_every_dialect_are_written_as_they_were(data_dir: Path) -> None:
    """Plain bullets, bold italics and videos have the archive's layout too.

    Each is written in the dialect it has by itself, since a few differ from their day. Not written again are authors
    as a list, a curly apostrophe in a key, and blanks at the end of a line.
    """
    files = sorted((data_dir / "digests").glob("*.md"))
    assert files
    for file in files:
        for entry in parse(file.read_bytes().decode()).entries:
            if "Authors: [" not in entry.text and "’" not in entry.text:
                (alone,) = parse(entry.text).entries
                assert write_entry(_draft(entry), alone.dialect) == _without_blanks_at_line_ends(entry.text)


def _without_blanks_at_line_ends(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize(
    ("dialect", "line"),
    [
        (Dialect.PLAIN, "- 가"),
        (Dialect.BOLD, "- **What's New**: 가"),
        (Dialect.BOLD_ITALIC, "- ***What's New***: 가"),
    ],
)
def test_bullets_follow_their_dialect(dialect: Dialect, line: str) -> None:
    """A bullet written for a digest looks like its neighbours."""
    assert write_bullet("What's New", "가", dialect) == line


@given(st.text(), st.sampled_from(Dialect))
def test_bullets_stay_on_one_line(text: str, dialect: Dialect) -> None:
    """No reply of a model can start a heading or a bullet of its own."""
    assert "\n" not in write_bullet("What's New", text, dialect)


def test_unknown_votes_and_images_leave_the_layout_intact() -> None:
    """An entry without votes or thumbnail is read back with neither."""
    draft = EntryDraft("A", "2101.00001", (("What's New", "가"),), authors=("B",))
    (entry,) = parse(write_digest("2024-01-02", [draft], Dialect.BOLD)).entries
    assert _draft(entry) == draft
