"""What a text only shows and does not say itself: brackets, quotes, code and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BLANK = "\0"
"""What stands in for every character of an aside."""

_QUOTED = re.compile(
    r"\"[^\"\n]{1,300}\"|“[^“”\n]{1,300}”|‘[^‘’\n]{1,300}’|「[^「」\n]{1,300}」|『[^『』\n]{1,300}』"
    r"|《[^《》\n]{1,300}》"
    # An apostrophe inside an English word opens and closes nothing.
    r"|(?<![A-Za-z0-9가-힣])'[^'\n]{1,300}'(?![A-Za-z])"
    r"|https?://[!-~]{1,300}"
)
_BRACKET = re.compile(r"[()\[\]\n]")
_OPENED_BY = {")": "(", "]": "["}


def asides(text: str, code: Iterable[Span] = ()) -> list[Span]:
    """Return the brackets, quotes and addresses of a text in order, each with what encloses it, and its code."""
    merged: list[Span] = []
    for span in sorted([*code, *_brackets(text), *(Span(*found.span()) for found in _QUOTED.finditer(text))]):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def said(text: str, code: Iterable[Span] = ()) -> str:
    """Return the text with every aside blanked out; places stay the same."""
    pieces: list[str] = []
    done = 0
    for span in asides(text, code):
        pieces += (text[done : span.start], BLANK * (span.end - span.start))
        done = span.end
    return "".join([*pieces, text[done:]])


def _brackets(text: str) -> Iterator[Span]:
    """Yield every bracket that closes on its line; one left open hides nothing."""
    opened: list[tuple[str, int]] = []
    for sign in _BRACKET.finditer(text):
        if sign[0] == "\n":
            opened.clear()
        elif sign[0] not in _OPENED_BY:
            opened.append((sign[0], sign.start()))
        elif opened and opened[-1][0] == _OPENED_BY[sign[0]]:
            yield Span(opened.pop()[1], sign.end())
