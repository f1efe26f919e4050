"""The result of a run for people: what became of each entry, and what it cost."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, get_args

from summarizer.findings import Severity
from summarizer.io.terminal import columns, harmless, shorten
from summarizer.models.chat import A_PERSON
from summarizer.models.receipts import costs
from summarizer.regenerate.entry import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import TextIO

    from summarizer.io.terminal import Paint
    from summarizer.regenerate.entry import Regenerated, Workshop
    from summarizer.regenerate.inspector import Inspection
    from summarizer.regenerate.run import Regeneration
    from summarizer.regenerate.wording import RegenerationWording

_BOLD, _DIM, _RED, _GREEN, _YELLOW = 1, 2, 31, 32, 33
_STYLES: Mapping[Decision, tuple[int, ...]] = {
    "accepted": (_BOLD, _GREEN),
    "corrected": (_BOLD, _GREEN),
    "kept": (_BOLD, _YELLOW),
    "forced": (_BOLD, _YELLOW),
    "failed": (_BOLD, _RED),
    "unfinished": (_BOLD, _RED),
}
_LONGEST_TITLE = 40


class RegenerationReport:
    """Writes a line for every entry, and at the end the sums.

    Args:
        out: Where the report goes.
        wording: Its language.
        paint: Colours, or none.
        width: Columns of a line.
    """

    def __init__(self, out: TextIO, wording: RegenerationWording, paint: Paint, width: int) -> None:
        self._out = out
        self._wording = wording
        self._paint = paint
        self._width = width
        self._decisions: Counter[Decision] = Counter()
        self._without_text = 0
        self._calls = self._read = self._written = 0
        self._answered_by: dict[str, None] = {}

    @property
    def is_settled(self) -> bool:
        """Whether every entry was decided between its old text and others."""
        return not (self._decisions["failed"] or self._decisions["unfinished"])

    def add(self, regeneration: Regeneration) -> None:
        """Write the lines of a digest."""
        for outcome in regeneration.outcomes:
            self._write(self._line(regeneration.name, outcome))
            self._decisions[outcome.decision] += 1
            self._without_text += outcome.tier == "abstract"
            self._answered_by |= dict.fromkeys(outcome.answered_by)
            usages = [call.reply.usage for call in outcome.calls if call.reply and call.reply.usage]
            self._calls += len(outcome.calls)
            self._read += sum(usage.input_tokens for usage in usages)
            self._written += sum(usage.output_tokens for usage in usages)

    def finish(self, spent: Decimal | None, *, is_interrupted: bool) -> None:
        """Write the sums.

        Args:
            spent: Dollars of this run; None when the price is unknown.
            is_interrupted: Whether the run was ended early.
        """
        wording = self._wording
        if is_interrupted:
            self._write(wording.interrupted)
        counts = [wording.counts[d].format(self._decisions[d]) for d in get_args(Decision) if self._decisions[d]]
        if counts:
            self._write(wording.fill(wording.entries, self._decisions.total(), ", ".join(counts)))
        if self._without_text:
            self._write(wording.fill(wording.from_abstract, self._without_text))
        if self._answered_by:
            self._write(wording.answered_by.format(harmless(self._answerers)))
        if self._calls:
            cost = wording.unpriced if spent is None else wording.spent.format(spent)
            self._write(f"{wording.fill(wording.calls, self._calls, self._read, self._written)} {cost}")

    @property
    def _answerers(self) -> str:
        return ", ".join(self._wording.of(A_PERSON) if name == A_PERSON.en else name for name in self._answered_by)

    def _write(self, line: str) -> None:
        self._out.write(f"{line}\n")

    def _line(self, name: str, outcome: Regenerated) -> str:
        entry = outcome.entry
        label = self._wording.decisions[outcome.decision]
        room = max(map(columns, self._wording.decisions.values())) - columns(label) + 2
        head = f"{self._paint(label, *_STYLES[outcome.decision])}{' ' * room}{harmless(name)}:{entry.line}"
        title = shorten(entry.title, _LONGEST_TITLE)
        return f"{head}  {title}  {self._paint(entry.arxiv_id or '', _DIM)}\n    {self._why(outcome)}"

    def _why(self, outcome: Regenerated) -> str:
        reason = self._wording.of(outcome.reason) if outcome.reason else ""
        if outcome.is_taken:
            before, after = (_figures(seen) for seen in (outcome.before, outcome.after))
            pairs = zip(before, after, strict=True)
            reason += f" ({self._wording.change.format(*(figure for pair in pairs for figure in pair))})"
        return shorten(reason, 2 * self._width)


def _figures(seen: Inspection | None) -> tuple[object, object]:
    return (seen.count(Severity.ERROR), seen.count(Severity.WARNING)) if seen else ("-", "-")


def receipt(file: str, outcome: Regenerated, workshop: Workshop) -> str:
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
            "prompts": {str(p.id): p.id.sha for p in (workshop.author.prompt, workshop.repair_prompter.prompt)},
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
        "errors": inspection.count(Severity.ERROR),
        "warnings": inspection.count(Severity.WARNING),
        "notes": inspection.count(Severity.NOTE),
        "confirmed": inspection.confirmed,
        "headline": len(inspection.headline),
        "told": inspection.told,
        "owed": inspection.owed,
        "checks": [finding.check for finding in inspection.findings],
    }
