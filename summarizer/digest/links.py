"""Links in a line of Markdown, read as a digest means them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.arxiv_ids import read_link

if TYPE_CHECKING:
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
