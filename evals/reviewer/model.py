"""What a reviewer is shown, what it may answer, and what is left of an answer once it is proven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import ConfigDict, Field

from summarizer.models.chat import ReplyModel

if TYPE_CHECKING:
    from summarizer.digest.model import Entry, Section
    from summarizer.findings import Evidence
    from summarizer.papers import Paper, Passage
    from summarizer.spans import Edit, Span

ProblemType = Literal[
    "number",
    "unit",
    "bound",
    "direction",
    "comparison",
    "attribution",
    "entity",
    "version",
    "mistranslation",
    "overclaim",
    "off-topic",
    "damage",
]

Answer = Literal["A", "B", "both", "neither"]


class Problem(ReplyModel):
    """A problem as the reviewer states it; nothing of it is believed.

    Attributes:
        sentence: The number of the sentence.
        type: What kind of problem it is.
        words: The wrong words, as the sentence has them.
        source: Which text the quote is from: `title`, `abstract`, `passage N` or `entry`.
        quote: The words of that text that show it; empty where the entry itself does.
        correct: What ought to stand in place of the words; empty where there is no such thing.
        certain: Whether any expert would agree from these texts alone.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)

    sentence: int
    type: ProblemType
    words: str
    source: Annotated[str, Field(alias="from")]
    quote: str
    correct: str
    certain: bool


class ReviewReply(ReplyModel):
    """Everything that the reviewer takes to be wrong in an entry."""

    problems: Annotated[tuple[Problem, ...], Field(strict=False)]


class PairAnswer(ReplyModel):
    """Which of two versions is right."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    n: int
    answer: Answer


class ConfirmReply(ReplyModel):
    """An answer for every pair."""

    answers: Annotated[tuple[PairAnswer, ...], Field(strict=False)]


@dataclass(frozen=True, slots=True)
class ReviewedSentence:
    """A sentence as the reviewer is shown it.

    Attributes:
        number: From 1 through the entry.
        section: The section it stands in.
        span: Its place in the text that the entry was parsed from.
        text: Its words as they are shown.
    """

    number: int
    section: Section
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ReviewedEntry:
    """What a review is about: an entry, its paper, and what of both the reviewer is shown."""

    entry: Entry
    paper: Paper
    sentences: tuple[ReviewedSentence, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ProvenProblem:
    """A problem whose words stand in its sentence and whose quote stands in its text.

    Attributes:
        problem: What the reviewer said.
        sentence: The sentence it is about.
        spans: Every place of the words in the sentence, in the text the entry was parsed from.
        evidence: The words that show it, cut from their text by code; of the entry where there is no quote.
        edits: The correction put in every place, particles adapted; empty where there is none.
    """

    problem: Problem
    sentence: ReviewedSentence
    spans: tuple[Span, ...]
    evidence: Evidence
    edits: tuple[Edit, ...]
