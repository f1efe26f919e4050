"""The result of `yoyak check` for people: the words in the digest, the words in the source, the correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from evals.runner.counts import Counts
from evals.subject.fingerprints import fingerprint
from summarizer.errors import SourceError
from summarizer.findings import Severity, Verdict, Where
from summarizer.io.terminal import clip, columns, harmless, shorten
from summarizer.spans import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from evals.gate.rules import RuleAnswer
    from evals.reports.wording import Wording
    from evals.runner.run import Result
    from evals.subject.cases import Case
    from summarizer.findings import Evidence, Finding, Message
    from summarizer.io.terminal import Paint

STYLES = {Severity.ERROR: (1, 31), Severity.WARNING: (1, 33), Severity.NOTE: (1, 36)}
_BOLD, _DIM, _GREEN = 1, 2, 32
_ANSWER_STYLES = {Verdict.PASS: 32, Verdict.FAIL: 31, Verdict.ERROR: 33, Verdict.SKIP: 2}
# Leaves room for the words that stand in the section.
_LONGEST_SECTION = 24


class Report(Protocol):
    """Takes results in as they come."""

    counts: Counts

    def add(self, result: Result) -> None:
        """Take in an entry's result."""
        ...

    def finish(
        self,
        *,
        rule_answers: Sequence[RuleAnswer] = (),
        refusals: Sequence[Message] = (),
        stopped: Message | None = None,
    ) -> None:
        """Say what can only be said at the end.

        Args:
            rule_answers: What the gate rules, where there is one.
            refusals: What was named and could not be read, a sentence each.
            stopped: Why this is not the whole of it, if it is not.
        """
        ...


class TextReport:
    """Writes findings grouped by entry, each as soon as its entry is examined.

    Args:
        out: Where the report goes.
        wording: Its language.
        paint: Colours, or none.
        width: Columns of a line.
        is_gate: Whether findings are shown with the fingerprint by which the gate accepts them.
    """

    def __init__(self, out: TextIO, wording: Wording, paint: Paint, width: int, *, is_gate: bool = False) -> None:
        self.counts = Counts()
        self._out = out
        self._wording = wording
        self._paint = paint
        self._width = width
        self._is_gate = is_gate
        self._file: str | None = None
        self._reordered: list[int] = []
        self._unjudged: list[str] = []
        self._fixable = 0

    def add(self, result: Result) -> None:
        """Write an entry's findings."""
        if result.file != self._file:
            self._end_file()
            self._file = result.file
        entry = result.case.entry
        self.counts.add(result.outcome)
        self._unjudged += unjudged_lines(result, self._wording)
        self._fixable += sum(f.fix is not None and f.fix.safe for f in result.outcome.findings)
        shown = [finding for finding in result.outcome.findings if not _is_author_order(finding)]
        if len(shown) < len(result.outcome.findings):
            self._reordered.append(entry.line)
        if shown:
            place = f"{harmless(result.file)}:{entry.line}"
            room = self._width - columns(place) - len(entry.arxiv_id or "") - 4
            title = self._paint(shorten(entry.title, room), _BOLD)
            self._write(f"{place}  {title}  {self._paint(entry.arxiv_id or '', _DIM)}".rstrip(), "")
        for finding in shown:
            self._write(*self._finding(finding, result.case), "")
        for finding, reason in result.outcome.dismissed:
            place = f"{harmless(finding.file or '')}:{finding.line}:{finding.column}"
            self._write(f"{place}  {self._wording.dismissed}  {finding.check}  {shorten(reason, self._width)}", "")

    def finish(
        self,
        *,
        rule_answers: Sequence[RuleAnswer] = (),
        refusals: Sequence[Message] = (),  # noqa: ARG002 - they stand on standard error
        stopped: Message | None = None,
    ) -> None:
        """Write the entries that could not be judged, the summary, and the gate's table."""
        self._end_file()
        if stopped:
            self._write(harmless(self._wording.of(stopped)))
        if self.counts.entries:
            self._write(*unjudged(self._unjudged, self._wording), self._wording.sum_up(self.counts))
        if self._fixable:
            self._write(self._wording.fill(self._wording.fixable, self._fixable))
        if self._is_gate and self.counts.severities:
            self._write(self._wording.how_to_dismiss)
        if rule_answers:
            self._write("", *self._table(rule_answers), self._paint(self._wording.gate(rule_answers), _BOLD))

    def _table(self, rule_answers: Sequence[RuleAnswer]) -> Iterator[str]:
        verdicts = self._wording.verdicts
        widths = max(columns(r.rule) for r in rule_answers), max(columns(verdicts[r.verdict]) for r in rule_answers)
        for rule_answer in rule_answers:
            verdict = verdicts[rule_answer.verdict]
            label = self._paint(verdict, _ANSWER_STYLES[rule_answer.verdict]) + " " * (widths[1] - columns(verdict))
            yield f"  {rule_answer.rule:<{widths[0]}}  {label}  {harmless(self._wording.of(rule_answer.reason))}"

    def _end_file(self) -> None:
        if self._reordered:
            label = self._paint(self._wording.severities[Severity.NOTE], *STYLES[Severity.NOTE])
            lines = ", ".join(map(str, self._reordered))
            sentence = self._wording.fill(self._wording.author_order, len(self._reordered), lines)
            self._write(f"{harmless(self._file or '')}  {label}  author-mismatch  {sentence}", "")
            self._reordered = []

    def _write(self, *lines: str) -> None:
        self._out.writelines(f"{line}\n" for line in lines)

    def _finding(self, finding: Finding, case: Case) -> Iterator[str]:
        label = self._paint(self._wording.severities[finding.severity], *STYLES[finding.severity])
        if finding.superseded:
            label += f" ({self._wording.superseded})"
        place = f"{harmless(finding.file or '')}:{finding.line}:{finding.column}"
        yield f"  {place}  {label}  {self._paint(finding.check, _BOLD)}"
        yield f"  {harmless(self._wording.of(finding.messages))}"
        margin = " " * (len(str(finding.line)) + 3)
        source = case.entry.source
        gutter = f"  {self._paint(f'{finding.line} |', _DIM)} "
        yield from self._excerpt(gutter, len(margin) + 2, source, finding, STYLES[finding.severity])
        for evidence in finding.evidence:
            if not _is_shown_already(evidence, finding):
                yield from self._evidence(margin, evidence, case)
        if finding.fix:
            yield from self._correction(margin, finding, source)
        if self._is_gate:
            head = f"{margin}{self._paint('=', _DIM)} {self._wording.dismissal}"
            yield f"{head}: {self._paint(fingerprint(finding, case.entry), _DIM)}"

    def _excerpt(
        self, head: str, indent: int, text: str, words: Finding | Evidence, styles: tuple[int, ...]
    ) -> Iterator[str]:
        clipped = clip(text, words.start, words.end, self._width - indent)
        yield head + clipped.text
        yield " " * (indent + clipped.indent) + self._paint("^" * clipped.width, *styles)

    def _evidence(self, margin: str, evidence: Evidence, case: Case) -> Iterator[str]:
        label = self._wording.places[evidence.where]
        if evidence.section and evidence.where is Where.FULLTEXT:
            label += f" {shorten(evidence.section, _LONGEST_SECTION)}"
        text = _text_of(evidence, case)
        indent = len(margin) + 4 + columns(label)
        head = f"{margin}{self._paint('=', _DIM)} {label}: "
        if text is None:
            yield head + shorten(evidence.quote, self._width - indent)
        else:
            yield from self._excerpt(head, indent, text, evidence, (_DIM,))

    def _correction(self, margin: str, finding: Finding, source: str) -> Iterator[str]:
        fix = finding.fix
        label = self._wording.fix if fix and fix.safe else self._wording.suggestion
        indent = len(margin) + 4 + columns(label)
        before, after = correction(finding, source)
        head = f"{margin}{self._paint('=', _DIM)} {label}: "
        if columns(before) + columns(after) + 4 + indent <= self._width:
            yield f"{head}{harmless(before)} -> {self._paint(harmless(after), _GREEN)}"
        else:
            yield head + shorten(before, self._width - indent)
            yield " " * (indent - 3) + "-> " + self._paint(shorten(after, self._width - indent), _GREEN)


def unjudged_lines(result: Result, wording: Wording) -> list[str]:
    """Return a line for every reason why an entry was not judged, or not in full."""
    place = f"{harmless(result.file)}:{result.case.entry.line}"
    return [f"  {place}  {harmless(wording.of(reason))}" for reason in result.outcome.reasons]


def unjudged(lines: list[str], wording: Wording) -> list[str]:
    """Return the paragraph about entries that were not judged or not in full; nothing when there are none."""
    return [wording.unjudged, *lines, ""] if lines else []


def correction(finding: Finding, source: str) -> tuple[str, str]:
    """Return how the words of a finding with a fix read before and after it."""
    edits = finding.fix.edits if finding.fix else ()
    start = min([finding.start, *(edit.start for edit in edits)])
    end = max([finding.end, *(edit.end for edit in edits)])
    before = source[start:end]
    return before, apply_edits(before, [Edit(edit.start - start, edit.end - start, edit.text) for edit in edits])


def _is_author_order(finding: Finding) -> bool:
    # Notes of this check say nothing but that the order differs: in some archives, of every entry.
    return finding.check == "author-mismatch" and finding.severity is Severity.NOTE


def _is_shown_already(evidence: Evidence, finding: Finding) -> bool:
    return evidence.where is Where.ENTRY and finding.start <= evidence.start and evidence.end <= finding.end


def _text_of(evidence: Evidence, case: Case) -> str | None:
    if evidence.where is Where.ENTRY:
        return case.entry.source
    if isinstance(case.paper, SourceError):
        return None
    texts = {Where.TITLE: [case.paper.title], Where.ABSTRACT: [case.paper.abstract]}.get(evidence.where, [])
    if evidence.where is Where.FULLTEXT:
        texts = [passage.text for passage in case.paper.fulltext or () if passage.section == evidence.section]
    return next((text for text in texts if text[evidence.start : evidence.end] == evidence.quote), None)
