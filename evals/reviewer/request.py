"""Words what a reviewer is asked: once about a whole entry, and then about pairs of sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evals.reviewer.model import ReviewedEntry, reviewed_sentences
from summarizer.models.chat import ChatRequest
from summarizer.models.replies import ConfirmReply, ReviewReply
from summarizer.regenerate.drafting import source_sha

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evals.subject.subject import Subject
    from summarizer.fulltext.evidence import Excerpts
    from summarizer.papers import Paper
    from summarizer.prompts import Prompt


@dataclass(frozen=True, slots=True)
class ReviewPrompter:
    """Words the questions about an entry: for which model, with which prompts.

    Attributes:
        model: Provider and name.
        review: The prompt that asks for problems.
        confirm: The prompt that asks which of two versions is right.
        evidence: What of a paper's full text is shown, by what the entry claims.
        parameters: What the model is set to.
    """

    model: str
    review: Prompt
    confirm: Prompt
    evidence: Callable[[Paper, str], Excerpts]
    parameters: Mapping[str, str | float | bool | None] = field(default_factory=dict)

    def reviewed(self, subject: Subject, paper: Paper) -> ReviewedEntry:
        """Return what of an entry and its paper the reviewer is shown."""
        told = reviewed_sentences(subject)
        claims = "\n".join(sentence.text for sentence in told)
        return ReviewedEntry(subject, told, self.evidence(paper, claims).passages if paper.fulltext else ())

    def review_request(self, entry: ReviewedEntry, paper: Paper) -> ChatRequest[ReviewReply]:
        """Return the question about the whole entry; no finding of a rule is in it."""
        passages = enumerate(entry.passages, 1)
        inputs = {
            "title": paper.title,
            "abstract": paper.abstract,
            "passages": "\n".join(
                f"P{number}. [{one.section}] {' '.join(one.text.split())}" for number, one in passages
            ),
            "sentences": "\n".join(sentence.line for sentence in entry.sentences),
        }
        return ChatRequest(
            model=self.model,
            messages=self.review.render(inputs),
            schema=ReviewReply,
            prompt=self.review.id,
            entry=paper.arxiv_id,
            source_sha=source_sha(paper),
            parameters=self.parameters,
        )

    def confirm_request(self, pairs: str, paper: Paper, vote: int) -> ChatRequest[ConfirmReply]:
        """Return the question which version of each pair is right.

        Args:
            pairs: The pairs as lines; they end the question.
            paper: The paper of the entry.
            vote: The number of the vote, from 0.
        """
        inputs = {"title": paper.title, "abstract": paper.abstract, "pairs": pairs}
        return ChatRequest(
            model=self.model,
            messages=self.confirm.render(inputs),
            schema=ConfirmReply,
            prompt=self.confirm.id,
            entry=paper.arxiv_id,
            source_sha=source_sha(paper),
            candidate=vote,
            parameters=self.parameters,
        )
