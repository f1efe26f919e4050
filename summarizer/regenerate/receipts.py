"""Receipts: what became of an entry, what it rests on and what it cost, as one line of JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.models.ledger import Call
    from summarizer.regenerate.inspection import Inspection
    from summarizer.regenerate.loop import Outcome, Workshop


def receipt(file: str, outcome: Outcome, workshop: Workshop) -> str:
    """Return the receipt of an entry, without a line break.

    `calls` lists every call that was ever made for it, those of earlier runs included; `dollars` is their sum, and
    null as soon as one of them has no known price.
    """
    prices = [call.dollars for call in outcome.calls]
    usages = [call.reply.usage for call in outcome.calls if call.reply and call.reply.usage]
    return json.dumps(
        {
            "schema": "yoyak.receipt/1",
            "file": file,
            "line": outcome.entry.line,
            "arxiv_id": outcome.entry.arxiv_id,
            "decision": outcome.decision,
            "reason": outcome.reason,
            "model": workshop.author.model,
            "prompts": {str(p.id): p.id.sha for p in (workshop.author.prompt, workshop.mender.prompt)},
            "rounds": outcome.rounds,
            "before": _findings(outcome.before),
            "after": _findings(outcome.after),
            "quotes": outcome.quotes,
            "input_tokens": sum(usage.input_tokens for usage in usages),
            "output_tokens": sum(usage.output_tokens for usage in usages),
            "dollars": None if None in prices else format(sum(p for p in prices if p is not None), "f"),
            "calls": [_call(call) for call in outcome.calls],
        },
        ensure_ascii=False,
    )


def _call(call: Call) -> dict[str, object]:
    usage = call.reply.usage if call.reply else None
    return {
        "label": call.label,
        "state": call.state,
        "reason": call.reason,
        "model": call.reply.model if call.reply else None,
        "input_tokens": usage.input_tokens if usage else None,
        "output_tokens": usage.output_tokens if usage else None,
        "dollars": None if call.dollars is None else format(call.dollars, "f"),
    }


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
