"""Quotes of a model, found in the paper again: what is shown is cut from the paper, never what the model typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.subject.source_text import SourceText
    from summarizer.findings import Evidence

_WORD = re.compile(r"\S+")
_DECIMAL = re.compile(r"\d[.,]\d")
# Signs that models type plainly.
_SIGNS = str.maketrans("‘’“”‐‑–—−", "''\"\"-----")


class Quotable:
    """The texts of a paper, in which quotes are found whatever their white space, case and typographic signs.

    Args:
        sources: The texts, nearest tier first.
    """

    def __init__(self, sources: Iterable[SourceText]) -> None:
        self._texts = [_Folded(source) for source in sources]

    def find(self, quote: str) -> Evidence | None:
        """Return the words of the paper that are quoted, whole ones alone; None when it has no such words.

        Signs without a word are no quote: every paper has a full stop.
        """
        if not any(sign.isalnum() for sign in quote):
            return None
        folded = " ".join(map(_fold, quote.split()))
        return next((evidence for text in self._texts if (evidence := text.find(folded))), None)


class _Folded:
    def __init__(self, source: SourceText) -> None:
        self._source = source

    @cached_property
    def _words(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self._source.text))

    @cached_property
    def _text(self) -> str:
        return " ".join(_fold(word.group()) for word in self._words)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for word in self._words:
            starts.append(at)
            at += word.end() - word.start() + 1
        return starts

    def find(self, quote: str) -> Evidence | None:
        at = self._text.find(quote)
        while at >= 0:
            if not (self._is_inside(at) or self._is_inside(at + len(quote))):
                return self._source.evidence(Span(self._place(at), self._place(at + len(quote) - 1) + 1))
            at = self._text.find(quote, at + len(quote))
        return None

    def _is_inside(self, at: int) -> bool:
        """Return whether a place is inside a word or a number: 93 of 93.5 is another number."""
        text = self._text
        is_in_word = 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
        return is_in_word or any(_DECIMAL.match(text, at - before) for before in (1, 2) if at >= before)

    def _place(self, at: int) -> int:
        """Return where a sign of the folded text stands in the source."""
        word = bisect_right(self._starts, at) - 1
        return self._words[word].start() + at - self._starts[word]


def _fold(word: str) -> str:
    """Return the word in one case and with plain signs, as long as it was."""
    plain = word.translate(_SIGNS)
    lower = plain.lower()
    return lower if len(lower) == len(plain) else plain
