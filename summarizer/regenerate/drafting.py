"""The first draft of an entry: what the model is shown, and what its reply becomes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from summarizer.fulltext.evidence import choose_evidence
from summarizer.messages import Message
from summarizer.models.chat import ChatRequest
from summarizer.models.replies import SummarizeReply
from summarizer.models.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from summarizer.fulltext.evidence import Excerpts
    from summarizer.papers import Paper
    from summarizer.prompts import Prompt
    from summarizer.regenerate.inspector import Inspector


@dataclass(frozen=True, slots=True)
class Author:
    """Words the question for a draft: for which model, with which prompt, and what both are told about a paper.

    Attributes:
        model: Provider and name.
        prompt: The prompt that asks for a summary.
        inspector: Tells the number table and the terms of a paper.
        evidence: What of a paper's full text fits the budget; the terms and numbers are those of it alone.
        parameters: What the model is set to.
    """

    model: str
    prompt: Prompt
    inspector: Inspector
    evidence: Callable[[Paper], Excerpts]
    parameters: Mapping[str, str | float | bool | None]

    def request(self, paper: Paper, candidate: int) -> ChatRequest[SummarizeReply]:
        """Return the question for a summary of `paper`."""
        evidence = self.evidence(paper)
        shown = replace(paper, fulltext=evidence.passages)
        inputs = {
            "title": paper.title,
            "abstract": paper.abstract,
            "passages": evidence.text,
            "numbers": "\n".join(self.inspector.conversions(shown)),
            "glossary": "\n".join(self.inspector.terms(shown)),
        }
        return ChatRequest(
            model=self.model,
            messages=self.prompt.render(inputs),
            schema=SummarizeReply,
            prompt=self.prompt.id,
            entry=paper.arxiv_id,
            source_sha=source_sha(paper),
            candidate=candidate,
            parameters=self.parameters,
        )


def evidence_within(budget: int, model: str) -> Callable[[Paper], Excerpts]:
    """Return what chooses from a paper's full text, so that it and the abstract take `budget` tokens of the model."""
    return lambda paper: choose_evidence(paper, budget, partial(count_tokens, model=model))


def sections_of(reply: SummarizeReply) -> tuple[str, str, str]:
    """Return the prose of the three sections in the order of the house format."""
    return reply.whats_new, reply.technical_details, reply.performance_highlights


def source_sha(paper: Paper) -> str:
    """Return a hash over the texts of a paper, which a reply is held against."""
    digest = hashlib.sha256()
    for text in (paper.title, paper.abstract, *(f"{p.section}\n{p.text}" for p in paper.fulltext or ())):
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")
_LEAST_KOREAN = 0.15
"""Share of Hangul among the letters of a text; a Korean sentence full of English names keeps above it."""
_LONGEST = 3000
"""Characters of a section: more than twice the longest of thousands that were published."""
_TIMES = 4
_LEAST_REPEATED = 24
"""Characters that a repetition fills at the least; a laugh or a row of marks is none."""
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
    if len(text) > _LONGEST:
        return Message(
            f"the reply has {len(text):,} characters where a section has {_LONGEST:,} at the most",
            f"응답의 한 섹션이 {len(text):,}자입니다({_LONGEST:,}자까지 쓸 수 있습니다)",
        )
    if repeated := _repeated(_SPACE.sub(" ", text)):
        words = repr(repeated.strip()[:40])
        return Message(f"the reply repeats itself: {words}", f"응답에서 같은 말이 되풀이됩니다: {words}")
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


def _repeated(text: str) -> str | None:
    """Return the words that stand several times in a row; None when none do. The time is bounded by `_LONGEST`."""
    for period in range(1, len(text) // _TIMES + 1):
        least = max((_TIMES - 1) * period, _LEAST_REPEATED - period)
        run = 0
        for i, c in enumerate(text[period:], period):
            run = run + 1 if c == text[i - period] else 0
            if run >= least and _LETTER.search(text, i - period + 1, i + 1):
                return text[i - period + 1 : i + 1]
    return None


def _source(paper: Paper) -> str:
    return _folded(" ".join([paper.title, paper.abstract, *(p.text for p in paper.fulltext or ())]))


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()


def _share_of_hangul(text: str) -> float:
    letters = len(_LETTER.findall(text))
    return len(_HANGUL.findall(text)) / letters if letters else 0.0
