"""What stands below the heading of an entry, read line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.digest import fields, sections
from summarizer.digest.markdown import trim
from summarizer.spans import Span

if TYPE_CHECKING:
    from summarizer.digest.model import Image, Section
    from summarizer.digest.sections import OpenSection

_NESTED = 2


class Body:
    """Reads the thumbnail, the votes, the authors and the sections of one entry.

    Args:
        text: The whole file.
        code_lines: Where the lines of fenced code start; they go on whatever they stand in.
    """

    def __init__(self, text: str, code_lines: frozenset[int]) -> None:
        self.image: Image | None = None
        self.votes: int | None = None
        self.authors: tuple[str, ...] = ()
        self.authors_span: Span | None = None
        self.sections: tuple[Section, ...] = ()
        self.end = 0
        self._text = text
        self._code_lines = code_lines
        self._found: list[OpenSection] = []
        self._open: OpenSection | None = None
        self._after_gap = False
        self._names: tuple[int, int] | None = None
        self._names_go_on = False

    def read(self, start: int, stop: int, number: int) -> None:
        """Read the lines between the end of the heading's line, whose number is given, and `stop`."""
        self.end = start
        for line in self._text[start:stop].split("\n"):
            if line and not line.isspace():
                self._read_line(line.removesuffix("\r"), start, number)
                self._after_gap = False
            else:
                self._after_gap = True
                self._names_go_on = False
            start += len(line) + 1
            number += 1
        self._finish()

    def _read_line(self, line: str, start: int, number: int) -> None:
        if start in self._code_lines:
            self._extend(line, start, number)
        elif sections.is_break(line):
            self._open = None
            return
        elif bullet := sections.open_bullet(line, start, number):
            self._names_go_on = False
            if self._open and bullet.indent >= self._open.indent + _NESTED:
                self._open.end = bullet.end
            else:
                self._start(bullet)
        elif self._is_field(line, start):
            self._open = None
        elif self._goes_on(line):
            self._extend(line, start, number)
        else:
            self._start(sections.open_paragraph(line, start, number))
        self.end = start + len(line)

    def _start(self, section: OpenSection) -> None:
        self._open = section
        self._found.append(section)

    def _extend(self, line: str, start: int, number: int) -> None:
        if self._open:
            self._open.end = start + len(line)
        else:
            self._start(sections.open_paragraph(line, start, number))

    def _goes_on(self, line: str) -> bool:
        section = self._open
        if not section:
            return False
        if not self._after_gap:
            return not sections.starts_with_key(line)
        is_inside = sections.indent_of(line) >= section.indent + _NESTED
        return is_inside or sections.awaits_prose(self._text, section)

    def _is_field(self, line: str, start: int) -> bool:
        if self._names_go_on:
            self._read_names(line, start)
        elif authors := fields.match_authors(line):
            if self._names is None:
                self._read_names(line, start, authors.end())
        elif votes := fields.match_votes(line):
            self.votes = int(votes[1]) if self.votes is None and votes[1] else self.votes
        elif fields.is_layout(line):
            self.image = self.image or fields.read_image(line, start)
        else:
            return fields.is_lone_link(line) and (self._open is None or self._after_gap)
        return True

    def _read_names(self, line: str, start: int, skip: int = 0) -> None:
        first = self._names[0] if self._names else start + skip
        self._names = (first, start + len(line))
        self._names_go_on = fields.goes_on(line, in_list=self._text.startswith("[", first))

    def _finish(self) -> None:
        self.sections = tuple(sections.close(self._text, section) for section in self._found)
        if self._names:
            start, end = trim(self._text, *self._names)
            self.authors_span = Span(start, end) if start < end else None
            self.authors = fields.read_names(self._text[start:end])
