"""Writes digests in the archive's layout: a parsed one as it was, a new one as its generator would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.digest.model import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.digest.model import Digest

_EMPHASIS = {Dialect.BOLD: "**", Dialect.BOLD_ITALIC: "***"}


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry to be written.

    Attributes:
        title: The words of the heading.
        arxiv_id: The paper that the heading links to, with a version where one is meant.
        sections: Name and prose of each bullet, in order; a name of None gives a bullet without a key.
        authors: Names in order.
        votes: The number of votes; None when it is unknown.
        image: Address of the thumbnail or video; None leaves it out.
        is_video: Whether the address is one of a video.
    """

    title: str
    arxiv_id: str
    sections: tuple[tuple[str | None, str], ...]
    authors: tuple[str, ...] = ()
    votes: int | None = None
    image: str | None = None
    is_video: bool = False


def render(digest: Digest) -> str:
    """Return the text that the digest was parsed from, byte for byte."""
    return digest.text


def write_bullet(name: str | None, text: str, dialect: Dialect) -> str:
    """Return one bullet in the dialect, without a line break at its end or inside.

    `PLAIN` has no keys: there the name is left out, as it is where it is None.
    """
    prose = _one_line(text)
    emphasis = _EMPHASIS.get(dialect)
    if name is None or emphasis is None:
        return f"- {prose}"
    return f"- {emphasis}{_one_line(name)}{emphasis}: {prose}"


def write_heading(day: str) -> str:
    """Return the heading of a digest for a day, `YYYY-MM-DD`, without a line break."""
    return f"## Daily Papers ({day})"


def write_entry(draft: EntryDraft, dialect: Dialect) -> str:
    """Return an entry from its heading to the end of its last bullet, without a line break there."""
    blocks = [
        f"### [{_one_line(draft.title)}](https://arxiv.org/abs/{draft.arxiv_id})",
        *_thumbnail(draft),
        f"Vote: {'-' if draft.votes is None else draft.votes}",
        f"Authors: {', '.join(map(_one_line, draft.authors))}",
        "\n".join(write_bullet(name, text, dialect) for name, text in draft.sections),
    ]
    return "\n\n".join(filter(None, blocks))


def write_digest(day: str, drafts: Iterable[EntryDraft], dialect: Dialect) -> str:
    """Return the whole file of a day; like every file of the archive it ends in an empty line."""
    blocks = [write_heading(day), *(write_entry(draft, dialect) for draft in drafts)]
    return "".join(f"{block}\n\n" for block in blocks)


def _thumbnail(draft: EntryDraft) -> list[str]:
    if draft.image is None:
        return []
    if draft.is_video:
        video = f'<div><video controls src="{draft.image}" muted="false"></video></div>'
        return [f"[Watch Video]({draft.image})\n{video}"]
    return [f"![]({draft.image})"]


def _one_line(text: str) -> str:
    # A line break in a reply of a model could start a heading or a bullet of its own.
    lines = text.replace("\r", "\n").split("\n")
    return " ".join(words for line in lines if (words := line.strip()))
