"""Receipts: what became of an entry, what it rests on and what it cost, as one line of JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self, TextIO

    from summarizer.models.ledger import Call
    from summarizer.regenerate.inspection import Inspection
    from summarizer.regenerate.loop import Outcome, Workshop
    from summarizer.regenerate.run import Regeneration


class Receipts:
    """A file of receipts that grows while a run goes on; nothing where none was asked for.

    Args:
        path: The file, which is begun anew; None for none.

    Raises:
        ConfigError: If the file cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO | None = None
        try:
            self._file = path.open("w", encoding="utf-8", errors="backslashreplace") if path else None
        except OSError as error:
            raise self._refused(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def write(self, regeneration: Regeneration, workshop: Workshop) -> None:
        """Write the receipts of a digest, and see to it that they are on the disk's side.

        Raises:
            ConfigError: If they cannot be written.
        """
        if self._file is None:
            return
        try:
            self._file.writelines(f"{receipt(regeneration.name, one, workshop)}\n" for one in regeneration.outcomes)
            self._file.flush()
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> ConfigError:
        return ConfigError(f"cannot write {self._path}: {(error.strerror or str(error)).lower()}")


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
            "reason": outcome.reason.en if outcome.reason else None,
            "source": outcome.tier or "none",
            "model": workshop.author.model,
            "answered_by": outcome.answered_by,
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
