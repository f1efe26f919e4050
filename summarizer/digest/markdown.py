"""Links in a line of Markdown, read as a digest means them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from summarizer.papers.ids import read_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.papers.model import PaperRef

_PARENTHESIS_OR_BLANK = re.compile(r"[()\s]")
# What may be the address or the identifier of a paper anywhere in a line.
_PAPER = re.compile(
    r"(?:https?://|(?<![\w/.])(?:[a-z0-9-]{1,20}\.)?(?:arxiv\.org|huggingface\.co|hf\.co|doi\.org)/)[^\s<>\"'`()\[\]{}|]{1,300}"
    r"|\barxiv:\s?[^\s<>\"'`()\[\]{}|,;]{1,40}|(?<![\w./-])[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{5}(?:v[1-9][0-9]?)?(?![\w/-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """The link of a heading.

    Attributes:
        text_start: Where the words of the link start, blanks left out.
        text_end: Where they end; equal to the start when there are none.
        address: As written.
        ref: The arXiv paper it leads to; None when it leads elsewhere.
    """

    text_start: int
    text_end: int
    address: str
    ref: PaperRef | None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without the white space at its ends; an empty one stands where the range ends."""
    words = text[start:end].lstrip()
    start = end - len(words)
    return start, start + len(words.rstrip())


def find_link(text: str, start: int, end: int) -> Link | None:
    """Return the link of a heading to its paper: the first to arXiv, else the first of any kind."""
    # A title may hold brackets and links of its own: it reaches from the first bracket that no earlier link has
    # used to the `](` before its address. Every round goes on behind the address it read, and words are cut out
    # for two links at most, so that a line of brackets costs no more than its length.
    first = None
    opening = -1
    middle = text.find("](", start, end)
    while middle != -1:
        bracket = text.find("[", start, middle)
        opening = opening if bracket == -1 else bracket
        address_start, address_end, start = find_address(text, middle + 2, end)
        address = text[address_start:address_end].strip("<>")
        ref = read_link(address)
        if (ref or not first) and opening != -1 and not _is_image(text, opening):
            link = Link(*trim(text, opening + 1, middle), address, ref)
            if ref:
                return link
            first = link
        middle = text.find("](", start, end)
    return first


def find_paper(text: str, start: int, end: int, code_lines: frozenset[int] = frozenset()) -> str | None:
    """Return the first address or identifier of an arXiv paper in the lines of a range, outside of fenced code."""
    for line in text[start:end].split("\n"):
        if start not in code_lines:
            for found in _PAPER.finditer(line):
                words = found[0].rstrip(".,;:*_!?")
                if read_link(words):
                    return words
        start += len(line) + 1
    return None


def _is_image(text: str, opening: int) -> bool:
    return text[opening - 1] == "!" or text.startswith("![", opening + 1)


def find_address(text: str, start: int, end: int) -> tuple[int, int, int]:
    """Return where the address behind `](` starts and ends, and the offset to go on from.

    Parentheses inside an address must balance; one that is never closed ends at a blank or with the line.
    """
    while start < end and text[start] in " \t":
        start += 1
    depth = 0
    for match in _PARENTHESIS_OR_BLANK.finditer(text, start, end):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")" and depth:
            depth -= 1
        else:
            return start, match.start(), match.end()
    return start, end, end


_FENCE = re.compile(r"^[ \t]*([-*+][ \t]+)?(`{3,}|~{3,})([^\n]*)", re.MULTILINE)


def find_code_lines(text: str) -> frozenset[int]:
    """Return where the lines of fenced code start, the closing fences included and the opening ones not.

    A fence that is never closed is no fence: a stray one, as a model leaves it, must not hide the entries after it.
    """
    if "```" not in text and "~~~" not in text:
        return frozenset()
    return frozenset(start for first, last in _fences(text) for start in _line_starts(text, first, last))


def _fences(text: str) -> Iterator[tuple[int, int]]:
    marks = list(_FENCE.finditer(text))
    opening: re.Match[str] | None = None
    for mark, longest in zip(marks, _longest_closing_after(marks), strict=True):
        fence = mark[2]
        if opening is None:
            is_code_span = fence[0] == "`" and "`" in mark[3]
            if not is_code_span and longest.get(fence[0], 0) >= len(fence):
                opening = mark
        elif _is_closing(mark) and fence.startswith(opening[2]):
            yield opening.end(), mark.start()
            opening = None


def _is_closing(mark: re.Match[str]) -> bool:
    return mark[1] is None and not mark[3].strip()


def _longest_closing_after(marks: Sequence[re.Match[str]]) -> list[dict[str, int]]:
    # Looked up instead of searched: a search per opening fence would be quadratic in a file of openings.
    longest: dict[str, int] = {}
    after = []
    for mark in reversed(marks):
        after.append(longest)
        if _is_closing(mark):
            kind = mark[2][0]
            longest = longest | {kind: max(len(mark[2]), longest.get(kind, 0))}
    return after[::-1]


def _line_starts(text: str, first: int, last: int) -> Iterator[int]:
    """Yield the offsets behind the line breaks from `first` up to and including the one before `last`."""
    line_break = text.find("\n", first, last)
    while line_break != -1:
        yield line_break + 1
        line_break = text.find("\n", line_break + 1, last)


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
