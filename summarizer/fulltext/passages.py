"""The full text of a paper, cut into passages at its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from summarizer.papers import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FRONT_MATTER = "Front matter"
WHOLE_TEXT = "Full text"

_LINE = re.compile(r"[^\n]+")
_MARKDOWN = re.compile(r"#{1,6}[ \t]+(?P<title>\S.*)")
_NUMBERED = re.compile(
    r"(?P<appendix>Appendix[ \t]+)?(?P<number>(?:[0-9]{1,2}|[A-Z])(?:\.[0-9]{1,2}){0,3})(?P<dot>[.:]?)"
    r"[ \t]+(?P<title>\S.*)"
)
_REFERENCES = frozenset({"references", "bibliography"})
_NAMED = _REFERENCES | {
    *("abstract", "introduction", "conclusion", "conclusions", "limitations", "ethics statement", "appendix"),
    *("acknowledgments", "acknowledgements", "acknowledgment", "acknowledgement", "contents"),
}
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.|Algorithm|Listing)[ \t]+[0-9]", re.IGNORECASE)
# A longer line is a sentence, or a heading that the extraction ran together with one.
_LONGEST_TITLE = 70
_LETTERS = 100

_length = attrgetter("length")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that may be a heading; `rank` is its number, such as (4, 1), or empty when it has none.

    The body of the section starts at `body`: after the line, or with it where line and body are one.
    """

    start: int
    body: int
    name: str
    rank: tuple[int, ...] = ()


def split_passages(text: str) -> tuple[Passage, ...]:
    """Return the text in order, by section, without the references.

    Headings are Markdown headings, lines with a section number as PDF text has them, and the usual names
    such as `Abstract`. Numbered lines count only as far as they make up one rising numbering, so that
    lists and rows of tables stay text. Where the paper numbers its sections, other Markdown headings
    stay text too: converters make them of labels in figures.
    """
    text = text.replace("\r\n", "\n").replace("\f", "\n")
    headings = _headings(text)
    front = FRONT_MATTER if headings else WHOLE_TEXT
    parts = [_Heading(0, 0, front), *headings]
    ends = [*(heading.start for heading in headings), len(text)]
    return tuple(
        Passage(part.name, body)
        for part, end in zip(parts, ends, strict=True)
        if (body := text[part.body : end].strip()) and part.name.lower() not in _REFERENCES
    )


def _headings(text: str) -> list[_Heading]:
    numbered: list[_Heading] = []
    named: list[_Heading] = []
    other: list[_Heading] = []
    in_references = False
    for line in _LINE.finditer(text):
        markdown = _MARKDOWN.match(line[0])
        title = (markdown["title"] if markdown else line[0]).strip(" \t*#")
        if title.lower().rstrip(".:") in _NAMED:
            named.append(_Heading(line.start(), line.end(), title.rstrip(".:")))
            in_references = named[-1].name.lower() in _REFERENCES
        elif heading := _numbered(line, title, is_markdown=bool(markdown)):
            # Numbers in the references are those of the references.
            if not in_references or heading.rank[0] >= _LETTERS:
                numbered.append(heading)
        elif markdown and not _CAPTION.match(title):
            other.append(_Heading(line.start(), line.end(), title))
    chosen = _one_numbering(numbered)
    return sorted(named + (chosen if len(chosen) > 1 else other), key=lambda heading: heading.start)


def _numbered(line: re.Match[str], title: str, *, is_markdown: bool) -> _Heading | None:
    match = _NUMBERED.fullmatch(title)
    if match is None:
        return None
    number, words = match["number"], match["title"]
    is_lettered = number[0].isalpha()
    if not is_markdown and not _is_title(words, is_lettered=is_lettered):
        return None
    # "A Survey of …" is no appendix A, and "A. Author" none with a comma.
    if is_lettered and not is_markdown and not (match["appendix"] or match["dot"] or "." in number):
        return None
    first, *rest = number.split(".")
    rank = (_LETTERS + ord(first) - ord("A") if is_lettered else int(first), *map(int, rest))
    if len(words) > _LONGEST_TITLE:
        return _Heading(line.start(), line.start(), number, rank)
    return _Heading(line.start(), line.end(), f"{match['appendix'] or ''}{number} {words}", rank)


def _is_title(words: str, *, is_lettered: bool) -> bool:
    letters = sum(char.isalpha() or char.isspace() for char in words)
    return (
        words[0].isupper()
        and len(words) <= _LONGEST_TITLE
        and words[-1] not in ".,;:"
        and letters >= 0.8 * len(words)
        and not (is_lettered and "," in words)
    )


def _one_numbering(candidates: list[_Heading]) -> list[_Heading]:
    """Return the longest run of numbers that a paper may give its sections, of two as long the later.

    The later, since a table of contents comes first. A list starts its numbers anew and a row of a
    table has any number, so neither makes up a longer run than the sections do.
    """
    at: dict[tuple[int, ...], _Run] = {}
    within: dict[tuple[int, ...], _Run] = {}
    best = best_numeric = _Run()
    for heading in candidates:
        before = [run for run in _possible_runs(heading.rank, at, within) if run is not None]
        if heading.rank[0] == _LETTERS:
            before.append(best_numeric)
        if not before:
            continue
        longest = max(before, key=_length)
        run = _Run(longest.length + 1, heading, longest)
        at[heading.rank] = max(run, at.get(heading.rank, run), key=_length)
        for depth in range(1, len(heading.rank) + 1):
            section = heading.rank[:depth]
            within[section] = max(run, within.get(section, run), key=_length)
        best = max(run, best, key=_length)
        if heading.rank[0] < _LETTERS:
            best_numeric = max(run, best_numeric, key=_length)
    return best.headings()


@dataclass(frozen=True, slots=True)
class _Run:
    """Headings whose numbers follow each other: the last one, and the run before it."""

    length: int = 0
    last: _Heading | None = None
    before: _Run | None = None

    def headings(self) -> list[_Heading]:
        found: list[_Heading] = []
        run: _Run | None = self
        while run is not None and run.last is not None:
            found.append(run.last)
            run = run.before
        return found[::-1]


def _possible_runs(
    rank: tuple[int, ...], at: Mapping[tuple[int, ...], _Run], within: Mapping[tuple[int, ...], _Run]
) -> Iterator[_Run | None]:
    """Yield the runs that a number may continue: one step on at some depth, or two where a heading was lost."""
    for depth, number in enumerate(rank):
        if any(deeper > 2 for deeper in rank[depth + 1 :]):
            continue
        section = rank[:depth]
        yield within.get((*section, number - 1))
        yield within.get((*section, number - 2))
        if number <= 2:
            yield at.get(section) if section else _Run()
