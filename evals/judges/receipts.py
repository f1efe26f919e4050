"""Receipts of judging: what the judge said of an entry, what it quoted and what that cost, as one line of JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.models.receipts import costs

if TYPE_CHECKING:
    from evals.judges.judge import Judge, Judgement, Opinion
    from evals.judges.votes import Vote
    from summarizer.digest.model import Entry


def receipt(file: str, entry: Entry, judgement: Judgement, judge: Judge) -> str:
    """Return the receipt of an entry, without a line break."""
    return json.dumps(
        {
            "schema": "yoyak.judgement/1",
            "file": file,
            "line": entry.line,
            "arxiv_id": entry.arxiv_id,
            "judge": judge.model,
            "answered_by": sorted({model for opinion in judgement.opinions for model in opinion.answered_by}),
            "prompt": {str(judge.prompt.id): judge.prompt.sha256},
            "claims": [_claim(opinion) for opinion in judgement.opinions],
            **costs([call for opinion in judgement.opinions for call in opinion.calls]),
        },
        ensure_ascii=False,
    )


def _claim(opinion: Opinion) -> dict[str, object]:
    return {
        "fingerprint": opinion.claim.fingerprint,
        "start": opinion.claim.span.start,
        "end": opinion.claim.span.end,
        "text": opinion.claim.text,
        "verdict": opinion.stance,
        "reason": opinion.why.en if opinion.why else None,
        "votes": [_vote(vote) for vote in opinion.votes],
    }


def _vote(vote: Vote) -> dict[str, object]:
    return {
        "verdict": vote.stance,
        "void": vote.void.en if vote.void else None,
        "reason": vote.reason,
        "quotes": [evidence.quote for evidence in vote.evidence],
    }
