"""Repairs: what can be proven by an edit, the rest by a model on the failing sentences alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.models.chat import ChatRequest
from summarizer.models.replies import RepairReply
from summarizer.papers import Passage
from summarizer.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.digest.model import Entry
    from summarizer.papers import Paper
    from summarizer.prompts import Prompt
    from summarizer.regenerate.acceptance import Defect, Lines
    from summarizer.spans import Edit, Span


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence with its defects, and the sentences beside it."""

    sentence: Span
    before: str
    after: str
    defects: tuple[Defect, ...]


@dataclass(frozen=True, slots=True)
class RepairPrompter:
    """Words the question for a repair: for which model, with which prompt.

    Attributes:
        model: Provider and name.
        prompt: The prompt that asks for a repair.
        conversions: The number table of a paper.
        parameters: What the model is set to.
    """

    model: str
    prompt: Prompt
    conversions: Lines
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
        quotes = dict.fromkeys(quote for defect in task.defects for quote in defect.quotes)
        # Of a whole text the table would be longer than everything else.
        shown = replace(paper, fulltext=tuple(Passage("", quote) for quote in quotes))
        inputs = {
            "check": ", ".join(dict.fromkeys(defect.check for defect in task.defects)),
            "message": "\n".join(dict.fromkeys(defect.message for defect in task.defects)),
            "sentence": task.sentence.of(entry.source),
            "evidence": "\n".join(quotes),
            "before": task.before,
            "after": task.after,
            "numbers": "\n".join(self.conversions(shown)),
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


def provable_edits(defects: Sequence[Defect]) -> tuple[Edit, ...]:
    """Return the corrections that need no model; of two that overlap the first stands."""
    edits: list[Edit] = []
    for edit in sorted({edit for defect in defects for edit in defect.edits}):
        if not edits or edit.start >= edits[-1].end:
            edits.append(edit)
    return tuple(edits)


def tasks(entry: Entry, defects: Sequence[Defect]) -> tuple[Task, ...]:
    """Return the sentences of the entry's prose in which an error or a warning stands, each with all of them."""
    serious = [defect for defect in defects if defect.severity != "note"]
    found: list[Task] = []
    for section in entry.sections:
        told = [span.shifted(section.start) for span in sentences(section.text)]
        for index, sentence in enumerate(told):
            inside = tuple(d for d in serious if d.start < sentence.end and sentence.start < d.end)
            if inside:
                before = told[index - 1].of(entry.source) if index else ""
                after = told[index + 1].of(entry.source) if index + 1 < len(told) else ""
                found.append(Task(sentence, before, after, inside))
    return tuple(found)
