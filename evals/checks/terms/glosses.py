"""Glosses: the English that stands in parentheses beside Korean words, or has them in its own parentheses."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.spans import Span

_ENGLISH = r"\(([A-Za-z][^()\n]{2,80})\)"
# What a word may carry to its gloss: 정량화 기법(quantization method).
_BEHIND = re.compile(r"[가-힣 ]{0,12}" + _ENGLISH)
_IN_FRONT = re.compile(r"([A-Za-z][A-Za-z0-9 '\-]{1,60}) ?\($")
_ANY = re.compile(_ENGLISH)
_WORDS = re.compile(r"[a-z]{3}")
_LONGEST_LOOK = 100


class Gloss(NamedTuple):
    """English words that say what Korean words mean.

    Attributes:
        span: The place of the English.
        is_adjacent: Whether nothing stands between the two, so that the English speaks of no other word.
    """

    span: Span
    is_adjacent: bool


def gloss_of(text: str, word: Span, within: Span) -> Gloss | None:
    """Return the gloss of a word: behind it, also behind the nouns that follow, or in front of its parentheses.

    An acronym or a list of names is none: `저계층 방법(LoRA, GaLore)`.
    """
    behind = _BEHIND.match(text, word.end, min(within.end, word.end + _LONGEST_LOOK))
    if behind and _WORDS.search(behind[1]):
        return Gloss(Span(*behind.span(1)), text[word.end : behind.start(1) - 1].strip() == "")
    front = _IN_FRONT.search(text, max(within.start, word.start - _LONGEST_LOOK), word.start)
    return Gloss(Span(*front.span(1)), is_adjacent=True) if front and text[word.end : word.end + 1] == ")" else None


def end_of_gloss(text: str, end: int, within: Span) -> int:
    """Return where the parentheses that open at `end` close; `end` when none do."""
    match = _ANY.match(text, end, within.end)
    return match.end() if match else end
