"""Words of a model, found in a text again: what is shown is cut from the text, never what the model typed."""

from __future__ import annotations

import re

from summarizer.spans import Span

_DECIMAL = re.compile(r"\d[.,]\d")
# Signs that models type plainly; a tilde of LaTeX is a blank.
_SIGNS = str.maketrans("‘’“”‐‑–—−~", "''\"\"----- ")
# What LaTeX writes around words and numbers: $84.2_{\pm 0.3}$ is quoted with and without.
_LATEX = frozenset("$\\{}")


class QuotableText:
    """A text in which quotes are found whatever their blanks, case, typographic signs and LaTeX.

    Args:
        text: The text; what is found has its places.
    """

    def __init__(self, text: str) -> None:
        self._folded, self._places = _fold(text)

    def find(self, quote: str) -> Span | None:
        """Return the place of the words that are quoted, whole ones alone; None when the text has no such words.

        Signs without a word are no quote: every text has a full stop.
        """
        words, _ = _fold(quote)
        words = words.strip()
        if not any(sign.isalnum() for sign in words):
            return None
        at = self._folded.find(words)
        while at >= 0:
            end = at + len(words)
            if not (self._is_inside(at) or self._is_inside(end)):
                return Span(self._places[at], self._places[end - 1] + 1)
            at = self._folded.find(words, end)
        return None

    def _is_inside(self, at: int) -> bool:
        """Return whether a place is inside a word or a number: 93 of 93.5 is another number."""
        text = self._folded
        is_in_word = 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
        return is_in_word or any(_DECIMAL.match(text, at - before) for before in (1, 2) if at >= before)


def _fold(text: str) -> tuple[str, list[int]]:
    """Return the text in one case, with plain signs, single blanks and no LaTeX, and the place of each sign of it."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text.translate(_SIGNS)):
        if sign in _LATEX or (sign.isspace() and (not signs or signs[-1] == " ")):
            continue
        lower = sign.lower()
        signs.append(" " if sign.isspace() else lower if len(lower) == 1 else sign)
        places.append(place)
    return "".join(signs), places
