"""Reads a digest: every entry with the place of each of its parts, whatever else the file holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from summarizer.digest.body import Body
from summarizer.digest.fences import find_code_lines
from summarizer.digest.headings import find_headings
from summarizer.digest.lines import with_line_feeds
from summarizer.digest.model import Digest, Entry
from summarizer.digest.style import dialect_of, speech_level_of
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.digest.headings import Heading
    from summarizer.digest.model import Section

_ENTRY_LEVEL = 3
_OF_PAPERS = re.compile(r"\bpapers?\b|논문", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of an entry, and the heading of the day above it."""

    heading: Heading
    stop: int
    day: Heading | None


def parse(text: str) -> Digest:
    """Return the digest that `text` is, with every entry in it; never raises.

    A heading of any level that links to arXiv starts an entry, and so does a heading `###` with another link; in a
    file with papers in it even one without a link, since an entry that lost its link must not vanish into the one
    before. Time is linear in the length of the text. Offsets count code points.
    """
    return _parsed(with_line_feeds(text), text)


def _parsed(text: str, source: str) -> Digest:
    """Return the digest of a text whose lines end in line feeds; `source` is the text as written, place for place."""
    code_lines = find_code_lines(text)
    headings = find_headings(text, code_lines)
    bodies = []
    line, counted = 1, 0
    for block in _blocks(text, headings):
        line += text.count("\n", counted, block.heading.start)
        counted = block.heading.start
        body = Body(text, code_lines)
        body.read(block.heading.line_end, block.stop, line)
        bodies.append((block, line, body))
    days = groupby(bodies, key=lambda part: part[0].day)
    return Digest(source, tuple(entry for _, day in days for entry in _entries(text, source, list(day))))


def _blocks(text: str, headings: Sequence[Heading]) -> Iterator[_Block]:
    has_papers = any(heading.is_of_paper or _names_papers(text, heading) for heading in headings)
    day: Heading | None = None
    entry: Heading | None = None
    for heading in headings:
        is_entry = _is_entry(heading, entry, has_papers=has_papers)
        if entry and (is_entry or heading.level <= entry.level):
            yield _Block(entry, heading.line_start, day)
            entry = None
        if is_entry:
            entry = heading
        elif heading.date(text):
            day = heading
    if entry:
        yield _Block(entry, len(text), day)


def _names_papers(text: str, heading: Heading) -> bool:
    words = text[heading.words_start : heading.words_end]
    return heading.date(text) is not None and _OF_PAPERS.search(words) is not None


def _is_entry(heading: Heading, entry: Heading | None, *, has_papers: bool) -> bool:
    if heading.is_of_paper:
        return True
    if heading.level != _ENTRY_LEVEL or (entry and entry.level < _ENTRY_LEVEL):
        return False
    return heading.link is not None or (has_papers and heading.words_start < heading.words_end)


def _entries(text: str, source: str, day: Sequence[tuple[_Block, int, Body]]) -> Iterator[Entry]:
    heading = day[0][0].day
    date = heading.date(text) if heading else None
    sections = [section for _, _, body in day for section in body.sections]
    dialect, speech_level = dialect_of(text, sections), speech_level_of(sections)
    for block, line, body in day:
        link = block.heading.link
        start, end = block.heading.title
        yield Entry(
            arxiv_id=link.ref.arxiv_id if link and link.ref else None,
            version=link.ref.version if link and link.ref else None,
            title=text[start:end],
            link=link.address if link else "",
            authors=body.authors,
            sections=body.sections if source is text else tuple(_as_written(one, source) for one in body.sections),
            votes=body.votes,
            image=body.image,
            line=line,
            start=block.heading.start,
            end=body.end,
            title_span=Span(start, end) if start < end else None,
            authors_span=body.authors_span,
            date=date,
            dialect=dialect,
            speech_level=speech_level,
            source=source,
        )


def _as_written(section: Section, source: str) -> Section:
    return replace(section, text=source[section.start : section.end])
