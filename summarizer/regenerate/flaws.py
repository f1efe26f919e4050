"""What makes a reply useless though its shape is right: the wrong language, or the wrong paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.models.reply_schemas import SummarizeReply
    from summarizer.papers import Paper

_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[A-Za-z가-힣]")
_LEAST_KOREAN = 0.3
"""Share of Hangul among the letters of a section; Korean prose full of English names keeps above it."""
_SPACE = re.compile(r"\s+")


def summary_flaw(reply: SummarizeReply, paper: Paper) -> str | None:
    """Return why a summary cannot be of this paper, or cannot be printed; None when nothing speaks against it."""
    for section in (reply.whats_new, reply.technical_details, reply.performance_highlights):
        if _share_of_hangul(section) < _LEAST_KOREAN:
            return "the reply is not written in Korean"
    if not quotes_in(reply, paper):
        return "none of the reply's quotes stands in the paper: it is about another one"
    return None


def text_flaw(text: str) -> str | None:
    """Return why a repaired sentence cannot be printed; None when nothing speaks against it."""
    return "the reply is not written in Korean" if _share_of_hangul(text) < _LEAST_KOREAN else None


def quotes_in(reply: SummarizeReply, paper: Paper) -> tuple[str, ...]:
    """Return the quotes of the reply that stand in the paper, white space and case left aside."""
    source = _folded(" ".join([paper.title, paper.abstract, *(p.text for p in paper.fulltext or ())]))
    return tuple(fact.quote for fact in reply.facts if _folded(fact.quote) in source)


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def _share_of_hangul(text: str) -> float:
    letters = len(_LETTER.findall(text))
    return len(_HANGUL.findall(text)) / letters if letters else 0.0
