"""A new text in the place of an old one: the entry's words change, its link, image and votes do not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.digest import EntryDraft, parse, write_bullet, write_entry, write_heading
from summarizer.digest.model import SECTION_NAMES, Dialect
from summarizer.messages import Message
from summarizer.regenerate.drafting import sections_of
from summarizer.spans import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.digest.model import Entry
    from summarizer.models.replies import SummarizeReply
    from summarizer.papers import Paper

_BRACKETS = re.compile(r"(?<!\\)([\[\]])")
_NO_PLACE = Message(
    "the parts of the entry are mixed up, so that a new text has no place in it",
    "항목의 각 부분이 뒤섞여 있어 새 글을 넣을 자리가 없습니다",
)
_READ_DIFFERENTLY = Message(
    "the text is not read as an entry with the link, image and votes of the old one",
    "새 글을 넣으면 링크, 이미지, 투표 수가 같은 한 항목으로 읽히지 않습니다",
)


class UnfitText(ValueError):
    """A text that cannot stand in a digest as the entry that it is to be.

    Attributes:
        message: Why, in both languages.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


def rewriting(entry: Entry, paper: Paper, sections: Sequence[str]) -> tuple[Edit, ...]:
    """Return the edits of the file that give the entry the paper's title and authors and new sections.

    Args:
        entry: The entry as it stands in its file.
        paper: Its paper; an empty title or author list leaves the old one.
        sections: The prose of the three sections, in order.
    """
    edit = _sections_edit(entry, sections)
    return tuple(sorted([*head_edits(entry, paper), *([edit] if _changes(entry, edit) else [])]))


def head_edits(entry: Entry, paper: Paper) -> tuple[Edit, ...]:
    """Return the edits that give the entry the title and the authors of its paper; none where it has them."""
    edits = []
    if paper.title and entry.title_span:
        edits.append(Edit(entry.title_span.start, entry.title_span.end, _heading(paper.title, entry)))
    if paper.authors and entry.authors_span:
        names = ", ".join(map(_one_line, paper.authors))
        edits.append(Edit(entry.authors_span.start, entry.authors_span.end, names))
    return tuple(edit for edit in edits if _changes(entry, edit))


def _changes(entry: Entry, edit: Edit) -> bool:
    return entry.source[edit.start : edit.end] != edit.text


def _heading(title: str, entry: Entry) -> str:
    # A digest that escapes brackets in its headings goes on doing so.
    title = _one_line(title)
    return _BRACKETS.sub(r"\\\1", title) if "\\[" in entry.source else title


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sections_edit(entry: Entry, sections: Sequence[str]) -> Edit:
    names = (None,) * len(sections) if entry.dialect is Dialect.PLAIN else SECTION_NAMES
    end_of_line = "\r\n" if "\r\n" in entry.text else "\n"
    bullets = end_of_line.join(
        write_bullet(_key_as_written(entry, name), text, entry.dialect)
        for name, text in zip(names, sections, strict=True)
    )
    if not entry.sections:
        return Edit(entry.end, entry.end, end_of_line * 2 + bullets)
    return Edit(entry.sections[0].bullet.start, entry.sections[-1].bullet.end, bullets)


def _key_as_written(entry: Entry, name: str | None) -> str | None:
    """Return the key as the entry spells it, so that a curly apostrophe stays one."""
    written = (section.key.of(entry.source) for section in entry.sections if section.name == name and section.key)
    return next(written, name)


def blank_entry(paper: Paper) -> Entry:
    """Return an entry of the paper, alone and of no day, that has no section yet.

    Raises:
        UnfitText: If its title or identifier cannot be written so that it is read again.
    """
    entries = parse(write_entry(EntryDraft(paper.title, paper.arxiv_id, (), paper.authors), Dialect.BOLD)).entries
    if [entry.arxiv_id for entry in entries] != [paper.arxiv_id]:
        message = Message(
            f"the title of {paper.arxiv_id} cannot stand in the heading of an entry",
            f"{paper.arxiv_id} 논문의 제목은 항목의 제목으로 쓸 수 없습니다",
        )
        raise UnfitText(message)
    # Without a bullet there is no telling how bullets are to be written.
    return replace(entries[0], dialect=Dialect.BOLD)


def written(entry: Entry, paper: Paper, reply: SummarizeReply) -> Entry:
    """Return the entry as it reads with a model's summary of its paper, parsed on its own.

    Raises:
        UnfitText: If the text would no longer be read as one entry with the same link, image and votes.
    """
    return rewritten(entry, rewriting(entry, paper, sections_of(reply)))


def rewritten(entry: Entry, edits: Sequence[Edit]) -> Entry:
    """Return the entry as it reads after edits of the text it was parsed from, cut out and parsed on its own.

    It stands under the heading of its day, and keeps the dialect of its digest, which a single entry may not show.

    Raises:
        UnfitText: If the text would no longer be read as one entry with the same link and votes, and with the same
            image or the one that an edit names.
    """
    inside = [Edit(edit.start - entry.start, edit.end - entry.start, edit.text) for edit in edits]
    try:
        text = apply_edits(entry.text, inside)
    except ValueError as error:
        raise UnfitText(_NO_PLACE) from error
    heading = f"{write_heading(entry.date)}\n\n" if entry.date else ""
    entries = parse(f"{heading}{text}\n").entries
    if [_kept(one) for one in entries] != [(entry.link, _image_after(entry, edits), entry.votes)]:
        raise UnfitText(_READ_DIFFERENTLY)
    return replace(entries[0], dialect=entry.dialect)


def _kept(entry: Entry) -> tuple[str, str | None, int | None]:
    return entry.link, entry.image.url if entry.image else None, entry.votes


def _image_after(entry: Entry, edits: Sequence[Edit]) -> str | None:
    """Return the address of the entry's image as the edits leave it."""
    if entry.image is None:
        return None
    place = entry.image.url_span
    named = (edit.text for edit in edits if place and (edit.start, edit.end) == (place.start, place.end))
    return next(named, entry.image.url)
