"""The result of `yoyak fix` for people: what was corrected, what was left, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.reports.text import STYLES, correction, unjudged, unjudged_lines
from evals.runner.counts import Counts
from summarizer.findings import Severity
from summarizer.io.terminal import columns, harmless, shorten

if TYPE_CHECKING:
    from typing import TextIO

    from evals.fixes.fix import Correction, Repair
    from evals.reports.wording import Wording
    from summarizer.findings import Finding
    from summarizer.io.terminal import Paint
    from summarizer.messages import Message

_BOLD, _GREEN = 1, 32
_LEAST_ROOM = 20
_CONTEXT = 6
"""Characters shown before the place where a correction begins."""


class FixReport:
    """Writes a line for every finding that was corrected or left, file by file.

    Args:
        out: Where the report goes.
        wording: Its language.
        paint: Colours, or none.
        width: Columns of a line.
        is_diff: Whether the corrections are only shown.
    """

    def __init__(self, out: TextIO, wording: Wording, paint: Paint, width: int, *, is_diff: bool) -> None:
        self.counts = Counts()
        self._out = out
        self._wording = wording
        self._paint = paint
        self._width = width
        self._is_diff = is_diff
        self._fixed = 0
        self._unjudged: list[str] = []

    def add(self, repair: Repair) -> None:
        """Write the lines of a file."""
        for made in repair.accepted:
            self._write(self._fixed_line(repair.name, made))
        self._fixed += len(repair.accepted)
        reasons = {_identity(rejection.finding): rejection.reason for rejection in repair.rejected}
        for result in repair.results:
            self.counts.add(result.outcome)
            self._unjudged += unjudged_lines(result, self._wording)
            for finding in result.outcome.findings:
                reason = reasons.get(_identity(finding))
                if reason or finding.severity is not Severity.NOTE:
                    self._write(self._left_line(finding, self._wording.of(reason) if reason else self._wording.no_fix))

    def finish(self, *, stopped: Message | None = None) -> None:
        """Write how many findings were corrected, and what `check` would now count."""
        if stopped:
            self._write(harmless(self._wording.of(stopped)))
        if not self.counts.entries:
            return
        sentence = self._wording.fill(self._wording.would_fix if self._is_diff else self._wording.fixed, self._fixed)
        self._write(*unjudged(self._unjudged, self._wording), f"{sentence} {self._wording.sum_up(self.counts)}")

    def _write(self, *lines: str) -> None:
        self._out.writelines(f"{line}\n" for line in lines)

    def _fixed_line(self, name: str, made: Correction) -> str:
        finding = made.finding
        head = f"{harmless(name)}:{finding.line}:{finding.column}  {finding.check}  "
        room = max((self._width - columns(head) - 4) // 2, _LEAST_ROOM)
        before, after = _what_differs(*correction(finding, made.text), room)
        label = self._paint(self._wording.fixed_label, _BOLD, _GREEN)
        return f"{label}  {head}{before} -> {after}"

    def _left_line(self, finding: Finding, reason: str) -> str:
        place = f"{harmless(finding.file or '')}:{finding.line}:{finding.column}"
        label = self._paint(self._wording.severities[finding.severity], *STYLES[finding.severity])
        return f"{label}  {place}  {finding.check}  {harmless(self._wording.of(finding.messages))} ({harmless(reason)})"


def _what_differs(before: str, after: str, room: int) -> tuple[str, str]:
    """Return both texts cut to `room` columns, so that the place where they begin to differ is shown."""
    pairs = enumerate(zip(before, after, strict=False))
    start = next((place for place, (old, new) in pairs if old != new), min(len(before), len(after))) - _CONTEXT
    if start > 0 and max(columns(harmless(text)) for text in (before, after)) > room:
        before, after = (f"...{text[start:]}" for text in (before, after))
    return shorten(before, room), shorten(after, room)


def _identity(finding: Finding) -> tuple[str, int, int, str]:
    return finding.check, finding.line, finding.column, finding.text
