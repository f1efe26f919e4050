"""What reviewing digests would take, before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.subject.excerpts import excerpt
from evals.subject.subject import Subject
from summarizer.errors import SourceError
from summarizer.models.chat import Usage
from summarizer.models.tokens import count_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from evals.reviewer.request import ReviewPrompter
    from evals.subject.cases import Case, DigestCases
    from summarizer.models.chat import ChatRequest
    from summarizer.models.cost import Price
    from summarizer.models.replies import ReviewReply

USUAL_OUTPUT = 150
"""Tokens of a review, by 148 recorded ones; what a thinking model thinks comes on top."""
_OPINION_SHARE = 0.52
_OPINION_OUTPUT = 35
"""A second opinion reads about half of what the review read, and there is one an entry: 151 beside 148 reviews."""


@dataclass(frozen=True, slots=True)
class ReviewEstimate:
    """The reviews of a run, with a second opinion for each.

    Attributes:
        entries: Entries with a paper and a text, each a review.
        missing: Entries whose paper could not be had.
        paid: Reviews that are kept already; nothing is counted for them.
        usage: Tokens of the others and of their second opinions, the latter estimated.
        dollars: What they would cost; None when the model has no known price.
    """

    entries: int
    missing: int
    paid: int
    usage: Usage
    dollars: Decimal | None


def estimate(
    digests: Iterable[DigestCases],
    prompter: ReviewPrompter,
    is_paid: Callable[[ChatRequest[ReviewReply]], bool],
    price: Price | None,
) -> ReviewEstimate:
    """Return what reviewing every entry would take; nothing is asked.

    Args:
        digests: The digests.
        prompter: Words the questions.
        is_paid: Whether the reply to a question is kept.
        price: What the model costs; None when unknown.
    """
    entries, missing, paid, usage = 0, 0, 0, Usage()
    for case in (case for digest in digests for case in digest.cases):
        if isinstance(case.paper, SourceError):
            missing += 1
        elif request := _request(case, prompter):
            entries += 1
            if is_paid(request):
                paid += 1
                continue
            tokens = count_request(request)
            usage += Usage(tokens + round(tokens * _OPINION_SHARE), USUAL_OUTPUT + _OPINION_OUTPUT)
    return ReviewEstimate(entries, missing, paid, usage, price.dollars(usage) if price else None)


def _request(case: Case, prompter: ReviewPrompter) -> ChatRequest[ReviewReply] | None:
    """Return the question about an entry; None where there is nothing to review."""
    paper = case.paper
    if isinstance(paper, SourceError) or not (paper.abstract or paper.fulltext):
        return None
    entry = prompter.reviewed(Subject(excerpt(case.entry).entry, paper), paper)
    return prompter.review_request(entry, paper) if entry.sentences else None
