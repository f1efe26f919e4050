"""Where the figures of a full text amount to nothing by themselves: rows of tables and lists of references."""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n]+")
_CELL_END = "|"
# 84.2, ±0.3, 12.5%, (3), 1,200 and a dash for nothing.
_FIGURE = re.compile(r"[(\[±+−–-]{0,2}(?:\d[\d.,]{0,12}(?:[±/↑↓]\d[\d.]{0,6})?[%KMBGTx×*†‡↑↓)\]]{0,3})?[,;]?")
_LEAST_FIGURES = 3
_SHORT = 5
_NAMES = "References|REFERENCES|Bibliography|BIBLIOGRAPHY"
_REFERENCES = re.compile(rf"(?:^|\n)[#*\s\dIVX.]{{0,12}}(?:{_NAMES})[*:\s]{{0,4}}(?=\n|$)")
_NEXT_PART = re.compile(r"\n(?:#{1,6} |(?:\*\*)?(?:Appendix|APPENDIX|Supplement)|[A-Z]\.? [A-Z][^\n.,]{2,60}\n)")


def table_rows(text: str) -> list[tuple[int, int]]:
    """Return the places of the lines that are rows of a table: cells between bars, or figures for the most part."""
    return [line.span() for line in _LINE.finditer(text) if _is_row(line[0])]


def references(text: str) -> list[tuple[int, int]]:
    """Return the places of the lists of references in a text, each from its heading to the next part."""
    found = []
    for heading in _REFERENCES.finditer(text):
        following = _NEXT_PART.search(text, heading.end())
        found.append((heading.end(), following.start() if following else len(text)))
    return found


def is_list_of_references(section: str) -> bool:
    """Return whether a section of that name lists the works that a paper cites."""
    return _REFERENCES.fullmatch(section.strip()) is not None


def _is_row(line: str) -> bool:
    """Return whether a line holds cells, or figures for the most part, as axes and the tables of a PDF do."""
    if line.count(_CELL_END) > 1:
        return True
    tokens = line.split()
    if not tokens or tokens[-1][-1] == "." or not _FIGURE.fullmatch(tokens[-1]):
        return False
    figures = sum(_FIGURE.fullmatch(token) is not None for token in tokens)
    is_short = figures > 1 and len(tokens) <= _SHORT and _FIGURE.fullmatch(tokens[-2]) is not None
    return figures == len(tokens) or is_short or (figures >= _LEAST_FIGURES and figures * 2 >= len(tokens))
