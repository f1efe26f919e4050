"""Where the lines of a digest end: at line feeds, at carriage returns, or at both together."""

from __future__ import annotations

import re

_LONE_RETURN = re.compile(r"\r(?!\n)")


def with_line_feeds(text: str) -> str:
    """Return the text with a line feed for every carriage return that ends a line by itself; places stay the same."""
    return _LONE_RETURN.sub("\n", text) if "\r" in text else text


def position(text: str, offset: int, start: int, line: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both from 1.

    Args:
        text: The whole file.
        offset: The place.
        start: A place before it whose line is known, so that nothing before that is counted.
        line: The line of `start`.
    """
    ends = text.count("\n", start, offset) + text.count("\r", start, offset) - text.count("\r\n", start, offset)
    return line + ends, offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset))
