"""What a reviewer is shown of an entry, and what is left of its answer once it is proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.sentences import sentences

if TYPE_CHECKING:
    from evals.subject.subject import Subject
    from summarizer.digest.model import Section
    from summarizer.findings import Evidence
    from summarizer.models.replies import Problem
    from summarizer.papers import Passage
    from summarizer.spans import Edit, Span


@dataclass(frozen=True, slots=True)
class ReviewedSentence:
    """A sentence as the reviewer is shown it; places are those of `Subject.entry`.

    Attributes:
        number: From 1 through the entry.
        section: The section it stands in.
        span: Its place, without the white space around it.
        text: Its words.
    """

    number: int
    section: Section
    span: Span
    text: str

    @property
    def line(self) -> str:
        """The line that the reviewer reads; a blank stands for a blank, so that places stay the same."""
        return f"{self.number}. [{self.section.name or ''}] {' '.join(self.text.split())}"


@dataclass(frozen=True, slots=True)
class ReviewedEntry:
    """What a review is about: an entry with its paper, and what of both the reviewer is shown."""

    subject: Subject
    sentences: tuple[ReviewedSentence, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ProvenProblem:
    """A problem whose words stand in its sentence and whose quote stands in its text.

    Attributes:
        problem: What the reviewer said.
        sentence: The sentence it is about.
        spans: Every place of the words in the sentence.
        evidence: The words that show it, cut from their text by code; of the entry where there is no quote.
        edits: The correction put in every place, particles adapted; empty where there is none.
    """

    problem: Problem
    sentence: ReviewedSentence
    spans: tuple[Span, ...]
    evidence: Evidence
    edits: tuple[Edit, ...]


def reviewed_sentences(subject: Subject) -> tuple[ReviewedSentence, ...]:
    """Return the sentences of an entry that say something, numbered from 1 through the entry."""
    found: list[ReviewedSentence] = []
    for section in subject.entry.sections:
        for span in sentences(section.text):
            text = span.of(section.text)
            if any(sign.isalnum() for sign in text):
                found.append(ReviewedSentence(len(found) + 1, section, span.shifted(section.start), text))
    return tuple(found)
