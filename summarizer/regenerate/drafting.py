"""The first draft of an entry: what the model is shown, and what its reply becomes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from summarizer.fulltext.evidence import choose_evidence
from summarizer.models.chat import ChatRequest
from summarizer.models.reply_schemas import SummarizeReply
from summarizer.models.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from summarizer.fulltext.evidence import Evidence
    from summarizer.papers import Paper
    from summarizer.prompts import Prompt
    from summarizer.regenerate.inspection import Lines


@dataclass(frozen=True, slots=True)
class Author:
    """Words the question for a draft: for which model, with which prompt, and what both are told about a paper.

    Attributes:
        model: Provider and name.
        prompt: The prompt that asks for a summary.
        conversions: The number table of a paper.
        glossary: The terms of a paper with their Korean renderings.
        evidence: What of a paper's full text fits the budget; the terms and numbers are those of it alone.
        parameters: What the model is set to.
    """

    model: str
    prompt: Prompt
    conversions: Lines
    glossary: Lines
    evidence: Callable[[Paper], Evidence]
    parameters: Mapping[str, str | float | bool | None]

    def request(self, paper: Paper, candidate: int) -> ChatRequest[SummarizeReply]:
        """Return the question for a summary of `paper`."""
        evidence = self.evidence(paper)
        shown = replace(paper, fulltext=evidence.passages)
        inputs = {
            "title": paper.title,
            "abstract": paper.abstract,
            "passages": evidence.text,
            "numbers": "\n".join(self.conversions(shown)),
            "glossary": "\n".join(self.glossary(shown)),
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


def evidence_within(budget: int, model: str) -> Callable[[Paper], Evidence]:
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
