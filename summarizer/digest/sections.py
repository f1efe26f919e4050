"""The bullets of an entry, in every dialect: where each starts and ends, its key and its prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.digest.markdown import trim
from summarizer.digest.model import PERFORMANCE_HIGHLIGHTS, SECTION_NAMES, TECHNICAL_DETAILS, WHATS_NEW, Section
from summarizer.spans import Span

_MARKER = re.compile(r"([ \t]*)(?:(?:[-*+•]|[0-9]{1,3}[.)]|#{1,6})(?=[ \t\r]|\Z)|-(?=\*\*))[ \t]*")
_BREAK = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}\r?")
_BOLD_KEY = re.compile(r"\*{1,4}([^*\n:：]{1,80})([:：]?)[ \t]{0,3}\*{1,4}[ \t]{0,3}([:：]?)")
_BARE_KEY = re.compile(r"([A-Za-z][A-Za-z '’‘`´]{3,40})(?:[:：]|(?=\r?\n)|\r?\Z)")
_NO_LETTER = re.compile(r"[^a-z]+")

# Keys are told apart by their letters alone: case, apostrophes and stray blanks differ from day to day.
_NAMES = {
    "whatsnew": WHATS_NEW,
    "whatisnew": WHATS_NEW,
    "technicaldetails": TECHNICAL_DETAILS,
    "technicaldetail": TECHNICAL_DETAILS,
    "performancehighlights": PERFORMANCE_HIGHLIGHTS,
    "performancehighlight": PERFORMANCE_HIGHLIGHTS,
}


@dataclass(slots=True)
class OpenSection:
    """A bullet that may still go on.

    Attributes:
        start: Where its marker starts, or its first word where it has none.
        content: Where what follows the marker starts.
        indent: Columns before the marker.
        line: Line of the marker, from 1.
        end: Where its last line so far ends, without the line break.
    """

    start: int
    content: int
    indent: int
    line: int
    end: int


@dataclass(frozen=True, slots=True)
class _Key:
    name: str
    span: Span
    prose: int


def open_bullet(line: str, start: int, number: int) -> OpenSection | None:
    """Return the bullet, numbered item or heading below an entry's own that the line starts; None for other lines."""
    marker = _MARKER.match(line)
    if not marker:
        return None
    return OpenSection(
        start=start + marker.end(1),
        content=start + marker.end(),
        indent=indent_of(marker[1]),
        line=number,
        end=start + len(line),
    )


def open_paragraph(line: str, start: int, number: int) -> OpenSection:
    """Return the paragraph that a line without marker starts."""
    first = start + len(line) - len(line.lstrip())
    return OpenSection(start=first, content=first, indent=0, line=number, end=start + len(line))


def indent_of(line: str) -> int:
    """Return the column in which the first word of the line stands, from 0, tabs being four wide."""
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank.expandtabs(4))


def is_break(line: str) -> bool:
    """Return whether the line is a rule across the page, `---` or the like."""
    return _BREAK.fullmatch(line) is not None


def starts_with_key(line: str) -> bool:
    """Return whether a line without marker starts a section by naming it in bold."""
    return line.startswith("*") and _read_key(line, 0, len(line)) is not None


def names_section(text: str, start: int, end: int) -> bool:
    """Return whether words, such as those of a heading, are the key of a section that every entry has."""
    key = _read_key(text, start, end)
    return key is not None and key.name in SECTION_NAMES


def awaits_prose(text: str, section: OpenSection) -> bool:
    """Return whether the section so far is a key and nothing else."""
    key = _read_key(text, section.content, section.end)
    return key is not None and not text[key.prose : section.end].strip()


def close(text: str, section: OpenSection) -> Section:
    """Return the section with its key and its prose told apart."""
    key = _read_key(text, section.content, section.end)
    start, end = trim(text, key.prose if key else section.content, section.end)
    return Section(
        name=key.name if key else None,
        text=text[start:end],
        start=start,
        end=end,
        line=section.line,
        bullet=Span(section.start, section.end),
        key=key.span if key else None,
    )


def _read_key(text: str, start: int, end: int) -> _Key | None:
    # Any words in bold before a colon are a key; without bold or without a colon only a name we know is one.
    bold = _BOLD_KEY.match(text, start, end)
    match = bold or _BARE_KEY.match(text, start, end)
    if not match:
        return None
    key_start, key_end = trim(text, *match.span(1))
    name = _NAMES.get(_NO_LETTER.sub("", match[1].casefold()))
    if name is None and bold and (bold[2] or bold[3]):
        name = text[key_start:key_end]
    return _Key(name, Span(key_start, key_end), match.end()) if name else None
