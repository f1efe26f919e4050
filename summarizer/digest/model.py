"""A digest and its parts, each with its place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.spans import Span

WHATS_NEW = "What's New"
TECHNICAL_DETAILS = "Technical Details"
PERFORMANCE_HIGHLIGHTS = "Performance Highlights"
SECTION_NAMES = (WHATS_NEW, TECHNICAL_DETAILS, PERFORMANCE_HIGHLIGHTS)


class Dialect(StrEnum):
    """How the bullets of a digest are written."""

    PLAIN = "plain"
    """Bullets without a key (the archive until May 2024)."""
    BOLD = "bold"
    """`- **What's New**: …`"""
    BOLD_ITALIC = "bold-italic"
    """`- ***What's New***: …`"""


class SpeechLevel(StrEnum):
    """The level in which most sentences of a digest end."""

    FORMAL = "hapnida"
    """합니다체"""
    PLAIN = "handa"
    """한다체"""
    NOMINAL = "nominal"
    """…함, …음"""


@dataclass(frozen=True, slots=True)
class Section:
    """One bullet of an entry.

    Attributes:
        name: The canonical name when the key is one of `SECTION_NAMES` in any spelling, the key as
            written when it is another, None for a bullet without a key.
        text: The prose, without marker, key and surrounding white space; may be empty.
        start: Where the prose starts in the file; with an empty prose, where it would.
        end: Where the prose ends, exclusive.
        line: Line of the bullet in the file, from 1.
        bullet: The whole bullet, marker included, without the line break that ends it.
        key: The place of the key's words, without the asterisks; None for a bullet without a key.
    """

    name: str | None
    text: str
    start: int
    end: int
    line: int
    bullet: Span
    key: Span | None


@dataclass(frozen=True, slots=True)
class Image:
    """A thumbnail, `![](url)` or `<video src="url">`.

    Attributes:
        url: As written; may be empty or relative.
        span: The whole image or video element.
        url_span: The place of the URL; None when it is empty.
        is_video: Whether it is a `<video>` element.
    """

    url: str
    span: Span
    url_span: Span | None
    is_video: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper in a digest; every offset is one of the parsed text.

    Attributes:
        arxiv_id: The identifier without version; None when the link is no arXiv link.
        version: The version that the link names; None when it names none.
        title: As written in the heading.
        link: The address as written.
        authors: The names as written, in order; empty when there is no line of authors.
        sections: The bullets in order, understood or not.
        votes: The number of votes; None when there is none.
        image: The first image or video; None when there is none.
        line: Line of the heading, from 1.
        start: Where the heading starts.
        end: Where the entry ends, exclusive, without trailing blank lines.
        title_span: The place of the title; None when it is empty.
        authors_span: The place of the names after `Authors: `; None when there are none.
        date: The day of the digest heading above, `YYYY-MM-DD`; None when there is none.
        dialect: The dialect of the entry's digest.
        speech_level: The speech level of the entry's digest; None when it cannot be told.
        source: The text of the whole file.
    """

    arxiv_id: str | None
    version: int | None
    title: str
    link: str
    authors: tuple[str, ...]
    sections: tuple[Section, ...]
    votes: int | None
    image: Image | None
    line: int
    start: int
    end: int
    title_span: Span | None
    authors_span: Span | None
    date: str | None
    dialect: Dialect
    speech_level: SpeechLevel | None
    source: str = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The entry as it stands in the file, from heading to last bullet."""
        return self.source[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Digest:
    """A parsed file: its entries, and the text they are places of.

    Attributes:
        text: The text of the file.
        entries: Its entries in order.
        passed_over: How many headings stand where entries do and name no paper.
    """

    text: str = field(repr=False)
    entries: tuple[Entry, ...]
    passed_over: int = 0
