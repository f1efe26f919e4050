"""Where the lines of a digest end: at line feeds, or at carriage returns in a file that has no line feed."""

from __future__ import annotations


def with_line_feeds(text: str) -> str:
    r"""Return the text with a line feed for every line's end; places stay the same.

    Among line feeds a carriage return by itself ends nothing: it is what is left of `\rho`.
    """
    return text if "\n" in text else text.replace("\r", "\n")


def position(text: str, offset: int, start: int, line: int) -> tuple[int, int]:
    """Return the line and the column of an offset, both from 1.

    Args:
        text: The whole file.
        offset: The place.
        start: A place before it whose line is known, so that nothing before that is counted.
        line: The line of `start`.
    """
    end = "\n" if "\n" in text else "\r"
    return line + text.count(end, start, offset), offset - text.rfind(end, 0, offset)
