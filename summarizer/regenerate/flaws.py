"""What makes a reply useless though its shape is right: the wrong language, the wrong paper, or markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.messages import Message
from summarizer.regenerate.drafting import sections_of

if TYPE_CHECKING:
    from summarizer.models.reply_schemas import SummarizeReply
    from summarizer.papers import Paper

_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")
_LEAST_KOREAN = 0.15
"""Share of Hangul among the letters of a text; a Korean sentence full of English names keeps above it."""
_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(
    r"\]\(|\]:|<!--|<[/!?]?[a-z][^<>]{0,200}>|^\s{0,9}(?:[#>|+*-]|\d{1,9}[.)]\s|```|~~~)", re.IGNORECASE | re.MULTILINE
)
"""What Markdown reads as a link, an image, HTML, or the start of anything that is no sentence."""
_ADDRESS = re.compile(r"(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.)[^\s<>가-힣]*", re.IGNORECASE)


def summary_flaw(reply: SummarizeReply, paper: Paper) -> Message | None:
    """Return why a summary cannot be of this paper, or cannot be printed; None when nothing speaks against it."""
    source = _source(paper)
    for section in sections_of(reply):
        if flaw := _prose_flaw(section, source):
            return flaw
    if not _quotes_in(reply, source):
        return Message(
            "none of the reply's quotes stands in the paper: it is about another one",
            "응답에 실린 인용문이 원문에 하나도 없어, 다른 논문에 대한 응답으로 보입니다",
        )
    return None


def text_flaw(text: str, paper: Paper) -> Message | None:
    """Return why a repaired sentence cannot be printed; None when nothing speaks against it."""
    return _prose_flaw(text, _source(paper))


def quotes_in(reply: SummarizeReply, paper: Paper) -> tuple[str, ...]:
    """Return the quotes of the reply that stand in the paper, white space and case left aside."""
    return _quotes_in(reply, _source(paper))


def _quotes_in(reply: SummarizeReply, source: str) -> tuple[str, ...]:
    return tuple(fact.quote for fact in reply.facts if _folded(fact.quote) in source)


def _prose_flaw(text: str, source: str) -> Message | None:
    if _share_of_hangul(text) < _LEAST_KOREAN:
        return Message("the reply is not written in Korean", "응답이 한국어로 쓰여 있지 않습니다")
    if found := _MARKUP.search(text):
        markup = repr(found[0].strip()[:40])
        return Message(
            f"the reply has markup in its prose: {markup}", f"응답의 문장에 마크업이 섞여 있습니다: {markup}"
        )
    for found in _ADDRESS.finditer(text):
        if _folded(found[0].rstrip(".,)")) not in source:
            address = repr(found[0][:40])
            return Message(
                f"the reply has an address that the paper does not have: {address}",
                f"응답에 원문에 없는 주소가 있습니다: {address}",
            )
    return None


def _source(paper: Paper) -> str:
    return _folded(" ".join([paper.title, paper.abstract, *(p.text for p in paper.fulltext or ())]))


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def _share_of_hangul(text: str) -> float:
    letters = len(_LETTER.findall(text))
    return len(_HANGUL.findall(text)) / letters if letters else 0.0
