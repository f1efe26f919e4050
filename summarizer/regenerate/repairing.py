"""Repairs: what can be proven by an edit, the rest by a model on the failing sentences alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.findings import Severity, Where
from summarizer.models.chat import ChatRequest
from summarizer.models.replies import RepairReply
from summarizer.papers import Passage
from summarizer.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.digest.model import Entry
    from summarizer.findings import Finding
    from summarizer.papers import Paper
    from summarizer.prompts import Prompt
    from summarizer.regenerate.inspector import Inspector
    from summarizer.spans import Edit, Span


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence with its findings, and the sentences beside it."""

    sentence: Span
    before: str
    after: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RepairPrompter:
    """Words the question for a repair: for which model, with which prompt.

    Attributes:
        model: Provider and name.
        prompt: The prompt that asks for a repair.
        inspector: Tells the number table of a paper.
        parameters: What the model is set to.
    """

    model: str
    prompt: Prompt
    inspector: Inspector
    parameters: Mapping[str, str | float | bool | None]

    def request(self, entry: Entry, task: Task, paper: Paper, source: str, candidate: int) -> ChatRequest[RepairReply]:
        """Return the question for a corrected sentence.

        Args:
            entry: The entry that the task was found in.
            task: What is wrong, and where.
            paper: The paper of the entry.
            source: The hash of the paper's texts.
            candidate: Which draft the sentence belongs to.
        """
        quotes = dict.fromkeys(
            evidence.quote
            for finding in task.findings
            for evidence in finding.evidence
            if evidence.where is not Where.ENTRY
        )
        # Of a whole text the table would be longer than everything else.
        shown = replace(paper, fulltext=tuple(Passage("", quote) for quote in quotes))
        inputs = {
            "check": ", ".join(dict.fromkeys(finding.check for finding in task.findings)),
            "message": "\n".join(dict.fromkeys(finding.messages.ko for finding in task.findings)),
            "sentence": task.sentence.of(entry.source),
            "evidence": "\n".join(quotes),
            "before": task.before,
            "after": task.after,
            "numbers": "\n".join(self.inspector.conversions(shown)),
        }
        return ChatRequest(
            model=self.model,
            messages=self.prompt.render(inputs),
            schema=RepairReply,
            prompt=self.prompt.id,
            entry=paper.arxiv_id,
            source_sha=source,
            candidate=candidate,
            parameters=self.parameters,
        )


def provable_edits(findings: Sequence[Finding]) -> tuple[Edit, ...]:
    """Return the corrections that need no model; of two that overlap the first stands."""
    edits: list[Edit] = []
    safe = (finding.fix for finding in findings if finding.fix and finding.fix.safe)
    for edit in sorted({edit for fix in safe for edit in fix.edits}):
        if not edits or edit.start >= edits[-1].end:
            edits.append(edit)
    return tuple(edits)


def tasks(entry: Entry, findings: Sequence[Finding]) -> tuple[Task, ...]:
    """Return the sentences of the entry's prose in which an error or a warning stands, each with all of them."""
    serious = [finding for finding in findings if finding.severity is not Severity.NOTE]
    found: list[Task] = []
    for section in entry.sections:
        told = [span.shifted(section.start) for span in sentences(section.text)]
        for index, sentence in enumerate(told):
            inside = tuple(f for f in serious if f.start < sentence.end and sentence.start < f.end)
            if inside:
                before = told[index - 1].of(entry.source) if index else ""
                after = told[index + 1].of(entry.source) if index + 1 < len(told) else ""
                found.append(Task(sentence, before, after, inside))
    return tuple(found)
