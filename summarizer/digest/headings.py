"""Headings of a digest: where they stand, and the paper or the day that one names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from summarizer.digest.links import Link, find_link, trim

# A heading may lack the blank before its link; `###word` is none.
_HEADING = re.compile(r"^\ufeff?[ ]{0,3}(#{1,6})(?=[ \t\[])([^\n]*)", re.MULTILINE)
_DATE = re.compile(r"([0-9]{4})[ ]?[-./년][ ]?([0-9]{1,2})[ ]?[-./월][ ]?([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line `# …` outside of code.

    Attributes:
        level: Number of `#`.
        line_start: Where its line starts, indentation included.
        start: Where its first `#` stands.
        words_start: Where its words start.
        words_end: Where its words end; equal to the start when there are none.
        line_end: Where its line ends, without the line break.
        link: The link to its paper: the first to arXiv, else the first of any kind.
    """

    level: int
    line_start: int
    start: int
    words_start: int
    words_end: int
    line_end: int
    link: Link | None

    @property
    def is_of_paper(self) -> bool:
        """Whether the heading links to arXiv."""
        return self.link is not None and self.link.ref is not None

    @property
    def title(self) -> tuple[int, int]:
        """Where the title of the paper starts and ends: the words of the link, or of a heading without one."""
        return (self.link.text_start, self.link.text_end) if self.link else (self.words_start, self.words_end)

    def date(self, text: str) -> str | None:
        """Return the day that a heading above the papers names, as `YYYY-MM-DD`; None when it names none."""
        if self.level > 2:
            return None
        match = _DATE.search(text, self.words_start, self.words_end)
        try:
            return date(*map(int, match.groups())).isoformat() if match else None
        except ValueError:
            return None


def find_headings(text: str, code_lines: frozenset[int]) -> list[Heading]:
    """Return the headings of `text` in order; a line that starts at one of `code_lines` is none."""
    return [_heading(text, match) for match in _HEADING.finditer(text) if match.start() not in code_lines]


def _heading(text: str, match: re.Match[str]) -> Heading:
    start, end = trim(text, *match.span(2))
    line_end = match.end() - (text[match.end() - 1] == "\r")
    return Heading(
        level=len(match[1]),
        line_start=match.start(),
        start=match.start(1),
        words_start=start,
        words_end=end,
        line_end=line_end,
        link=find_link(text, start, end),
    )
