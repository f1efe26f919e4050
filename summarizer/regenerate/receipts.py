"""Receipts of regeneration: what became of an entry, what it rests on and what it cost, as one line of JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.models.receipts import costs

if TYPE_CHECKING:
    from summarizer.regenerate.inspection import Inspection
    from summarizer.regenerate.loop import Outcome, Workshop


def receipt(file: str, outcome: Outcome, workshop: Workshop) -> str:
    """Return the receipt of an entry, without a line break.

    `calls` lists every call that was ever made for it, those of earlier runs included; `dollars` is their sum, and
    null as soon as one of them has no known price.
    """
    return json.dumps(
        {
            "schema": "yoyak.receipt/1",
            "file": file,
            "line": outcome.entry.line,
            "arxiv_id": outcome.entry.arxiv_id,
            "decision": outcome.decision,
            "reason": outcome.reason.en if outcome.reason else None,
            "source": outcome.tier or "none",
            "model": workshop.author.model,
            "answered_by": outcome.answered_by,
            "prompts": {str(p.id): p.id.sha for p in (workshop.author.prompt, workshop.mender.prompt)},
            "rounds": outcome.rounds,
            "before": _findings(outcome.before),
            "after": _findings(outcome.after),
            "quotes": outcome.quotes,
            **costs(outcome.calls),
        },
        ensure_ascii=False,
    )


def _findings(inspection: Inspection | None) -> dict[str, object] | None:
    if inspection is None:
        return None
    return {
        "verdict": inspection.verdict,
        "errors": inspection.count("error"),
        "warnings": inspection.count("warning"),
        "notes": inspection.count("note"),
        "proven": inspection.proven,
        "owed": inspection.owed,
        "checks": [defect.check for defect in inspection.defects],
    }
