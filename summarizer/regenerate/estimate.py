"""What a run would ask and cost, told before the first call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import SourceError
from summarizer.models.chat import Usage
from summarizer.models.tokens import count_request

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from summarizer.models.prices import Price
    from summarizer.papers import Paper
    from summarizer.regenerate.drafting import Author

USUAL_OUTPUT = 1500
"""Tokens of a summary with its facts, in Korean; what a thinking model thinks comes on top."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The drafts of a run; repairs come on top where drafts need them.

    Attributes:
        papers: Papers that would be asked about.
        missing: Entries whose paper could not be had.
        calls: Calls for drafts.
        usage: Tokens of those calls, the output estimated.
        dollars: What they would cost; None when the model has no known price.
    """

    papers: int
    missing: int
    calls: int
    usage: Usage
    dollars: Decimal | None


def estimate(papers: Iterable[Paper | SourceError], author: Author, candidates: int, price: Price | None) -> Estimate:
    """Return what drafts of all papers would take; nothing is asked."""
    usage, found, missing = Usage(), 0, 0
    for paper in papers:
        if isinstance(paper, SourceError):
            missing += 1
            continue
        found += 1
        tokens = count_request(author.request(paper, 0))
        usage += Usage(tokens * candidates, USUAL_OUTPUT * candidates)
    return Estimate(found, missing, found * candidates, usage, price.dollars(usage) if price else None)
