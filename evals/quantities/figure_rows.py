"""Figures in a row, with hyphens or points between them: an address, a date or a list; 5-10 alone is a range."""

from __future__ import annotations

ADDRESS = (
    r"\d{1,5}(?:\.\d{1,5}){2,8}(?!\d)|\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?:v\d{1,2})?(?![\d%])"
    r"|0\d{1,3}-\d{3,4}-\d{4}(?!\d)|\d{1,2}-\d{1,2}-(?:19|20)\d\d(?!\d)"
)
"""A version or a network address, an arXiv id, a telephone number, which begins with 0, or a date that ends in its
year; a pattern."""


def is_behind_hyphen(text: str, start: int) -> bool:
    """Return whether a hyphen ties the figures at `start` to figures before them."""
    return start > 1 and text[start - 1] == "-" and text[start - 2].isdecimal()


def is_in_row(text: str, start: int, end: int) -> bool:
    """Return whether the two figures from `start` to `end` are two of three or more, and no range: 512-256-128."""
    return is_behind_hyphen(text, start) or (text.startswith("-", end) and text[end + 1 : end + 2].isdecimal())
