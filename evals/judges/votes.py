"""Votes of a judge on a claim, and what they come to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.judges.quotes import Quotable
    from summarizer.findings import Evidence
    from summarizer.models.replies import JudgeReply, Stance

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Vote:
    """One answer of a judge.

    Attributes:
        stance: How the paper stands to the claim; None for a vote that is void.
        evidence: The words of the paper that were quoted.
        reason: Why, as the judge says.
        void: Why it is void; None for one that counts.
    """

    stance: Stance | None
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    void: Message | None = None


def read_vote(reply: JudgeReply, texts: Quotable) -> Vote:
    """Return the vote that a reply is: void when a quote does not stand in the paper, or one is missing."""
    found = [texts.find(quote) for quote in reply.quotes]
    for quote, evidence in zip(reply.quotes, found, strict=True):
        if evidence is None:
            shown = quote if len(quote) <= _SHOWN else f"{quote[:_SHOWN]}…"
            return _void(f"the quote {shown!r} does not stand in the paper", f"인용문이 원문에 없습니다: {shown!r}")
    if not found and reply.verdict != "not-stated":
        return _void(f"it says {reply.verdict} and quotes nothing", f"인용 없이 {reply.verdict}라고 답했습니다")
    kept = tuple(dict.fromkeys(evidence for evidence in found if evidence))
    return Vote(reply.verdict, kept, " ".join(reply.reason.split()))


def _void(en: str, ko: str) -> Vote:
    return Vote(None, void=Message(en, ko))


def is_settled(votes: Sequence[Vote], of: int) -> bool:
    """Return whether further votes, up to `of`, are not needed.

    A claim is supported as long as nobody says otherwise; a failing vote has to be confirmed.
    """
    stances = Counter(vote.stance for vote in votes if vote.stance)
    return stances["supported"] == stances.total() > 0 or any(n >= _majority(of) for n in stances.values())


def outcome(votes: Sequence[Vote], of: int) -> Stance | None:
    """Return what the votes come to; None when they are void, or no answer has more than half of `of` votes.

    A vote for a contradiction also says that the claim is not supported: with votes for `not-stated` it makes a
    majority for that.
    """
    stances = Counter(vote.stance for vote in votes if vote.stance)
    failing = stances["contradicted"] + stances["not-stated"]
    if stances["supported"] and not failing:
        return "supported"
    counts: dict[Stance, int] = {
        "contradicted": stances["contradicted"],
        "supported": stances["supported"],
        "not-stated": failing,
    }
    return next((stance for stance, count in counts.items() if count >= _majority(of)), None)


def _majority(of: int) -> int:
    return of // 2 + 1
