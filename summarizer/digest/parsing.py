"""Reads a digest: every entry with the place of each of its parts, whatever else the file holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING

from summarizer.digest.body import Body
from summarizer.digest.fields import dialect_of, speech_level_of
from summarizer.digest.lines import with_line_feeds
from summarizer.digest.markdown import find_code_lines, find_headings, find_paper
from summarizer.digest.model import SECTION_NAMES, WHATS_NEW, Dialect, Digest, Entry
from summarizer.digest.sections import names_section
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.digest.markdown import Heading
    from summarizer.digest.model import Section

_ENTRY_LEVEL = 3
_OF_PAPERS = re.compile(r"\bpapers?\b|논문", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of an entry, or of a heading that is none, and the heading of the day above it.

    Attributes:
        heading: Its heading.
        stop: Where its lines end.
        day: The heading of the day; None when there is none above.
        claim: Why it is taken for an entry.
    """

    heading: Heading
    stop: int
    day: Heading | None
    claim: _Claim


class _Claim(Enum):
    """Why a heading starts an entry."""

    LINK = auto()
    """It links to arXiv."""
    TOLD = auto()
    """What stands below has a paper's identifier, authors, or a section that only entries have."""
    PLAIN = auto()
    """It stands where entries do and has text below: an entry where the digest is one of plain bullets."""
    NONE = auto()
    """It is no entry."""


def parse(text: str) -> Digest:
    """Return the digest that `text` is, with every entry in it; never raises.

    A heading of any level that links to arXiv starts an entry. So does one below which an arXiv link or identifier, a
    line of authors or a section with a known key stands, since an entry that lost its link must not vanish (a link
    below the title `#` of a page makes none); and a heading `###` with text below among papers whose bullets have no
    keys. Other headings `###`, and those with another link, are passed over. Time is linear in the length of the text.
    Offsets count code points.
    """
    return _parsed(with_line_feeds(text), text)


def _parsed(text: str, source: str) -> Digest:
    """Return the digest of a text whose lines end in line feeds; `source` is the text as written, place for place."""
    code_lines = find_code_lines(text)
    headings = find_headings(text, code_lines)
    blocks = list(_blocks(text, headings, code_lines))
    kept = [
        block for _, day in groupby(blocks, key=lambda one: one.day) for block in _kept(text, list(day), code_lines)
    ]
    bodies = []
    line, counted = 1, 0
    for block in kept:
        line += text.count("\n", counted, block.heading.start)
        counted = block.heading.start
        body = Body(text, code_lines)
        body.read(block.heading.line_end, block.stop, line)
        bodies.append((block, line, body))
    days = groupby(bodies, key=lambda part: part[0].day)
    entries = tuple(entry for _, day in days for entry in _entries(text, source, list(day)))
    return Digest(source, entries, passed_over=len(blocks) - len(kept))


def _blocks(text: str, headings: Sequence[Heading], code_lines: frozenset[int]) -> Iterator[_Block]:
    """Yield the entries, the headings that may be entries, and those that stand where entries do and are none."""
    has_papers = any(heading.is_of_paper or _names_papers(text, heading) for heading in headings)
    day: Heading | None = None
    last: _Block | None = None
    for heading, stop in zip(headings, _stops(text, headings), strict=True):
        is_inside = last is not None and heading.level > last.heading.level and heading.start < last.stop
        if heading.date(text) and not heading.is_of_paper:
            day = heading
        if is_inside and not heading.is_of_paper:
            continue
        claim = _claim(text, heading, stop, code_lines, has_papers=has_papers)
        if last:
            yield replace(last, stop=min(last.stop, heading.line_start))
        last = None
        if claim is not _Claim.NONE or _stands_for_an_entry(heading, has_papers=has_papers):
            last = _Block(heading, len(text) if claim is _Claim.LINK else stop, day, claim)
    if last:
        yield last


def _stops(text: str, headings: Sequence[Heading]) -> list[int]:
    """Return where the lines of each heading's own end: at the next one of its level, above entries at the next at all.

    One that names a section of an entry ends nothing above it.
    """
    stops: list[int] = []
    next_of_level = [len(text)] * (_ENTRY_LEVEL * 2)
    for heading in reversed(headings):
        level = min(heading.level, len(next_of_level)) - 1
        stops.append(min(next_of_level if level < _ENTRY_LEVEL - 1 else next_of_level[: level + 1]))
        if heading.is_of_paper:
            next_of_level = [heading.line_start] * len(next_of_level)
        elif not names_section(text, heading.words_start, heading.words_end):
            next_of_level[level] = heading.line_start
    return stops[::-1]


def _claim(text: str, heading: Heading, stop: int, code_lines: frozenset[int], *, has_papers: bool) -> _Claim:
    if heading.is_of_paper:
        return _Claim.LINK
    # The title of a whole page may speak of a paper: a README is no entry.
    if heading.level > 1 and find_paper(text, heading.line_start, stop, code_lines):
        return _Claim.TOLD
    body = Body(text, code_lines)
    body.read(heading.line_end, stop, heading.level)
    if has_papers and heading.level >= _ENTRY_LEVEL and body.authors_span:
        return _Claim.TOLD
    if any(_is_of_entries(text, section) for section in body.sections):
        return _Claim.TOLD
    has_text = has_papers and any(section.text for section in body.sections)
    return _Claim.PLAIN if has_text and heading.level == _ENTRY_LEVEL else _Claim.NONE


def _is_of_entries(text: str, section: Section) -> bool:
    # A heading `What's New` is one of many pages.
    return section.name in SECTION_NAMES and (section.name != WHATS_NEW or text[section.bullet.start] != "#")


def _stands_for_an_entry(heading: Heading, *, has_papers: bool) -> bool:
    return heading.link is not None or (
        has_papers and heading.level == _ENTRY_LEVEL and heading.words_start < heading.words_end
    )


def _kept(text: str, day: Sequence[_Block], code_lines: frozenset[int]) -> Iterator[_Block]:
    """Yield the blocks of a day that are entries: those with plain bullets only where all bullets are plain."""
    claims = {block.claim for block in day}
    is_plain = _Claim.PLAIN in claims and _is_plain(text, day, code_lines)
    for block in day:
        if block.claim in {_Claim.LINK, _Claim.TOLD} or (block.claim is _Claim.PLAIN and is_plain):
            yield block


def _is_plain(text: str, day: Sequence[_Block], code_lines: frozenset[int]) -> bool:
    heading = day[0].day
    if not any(block.claim is _Claim.LINK for block in day) and not (heading and _names_papers(text, heading)):
        return False
    sections: list[Section] = []
    for block in day:
        body = Body(text, code_lines)
        body.read(block.heading.line_end, block.stop, 1)
        sections += body.sections
    return dialect_of(text, sections) is Dialect.PLAIN


def _names_papers(text: str, heading: Heading) -> bool:
    words = text[heading.words_start : heading.words_end]
    return heading.date(text) is not None and _OF_PAPERS.search(words) is not None


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
