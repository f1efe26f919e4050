"""A labelled case: one entry, its paper, and what is known to be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.errors import PaperNotFound

if TYPE_CHECKING:
    from summarizer.papers import Paper
    from summarizer.spans import Span

LabelVerdict = Literal["contradicted", "malformed", "unsupported"]
Confidence = Literal["sure", "likely"]
PROVEN: frozenset[LabelVerdict] = frozenset({"contradicted", "malformed"})
"""The verdicts that a check owes an answer to; what is only unsupported may be true."""


@dataclass(frozen=True, slots=True)
class Label:
    """One known error.

    Attributes:
        type: What is wrong: a type of `label_types`.
        verdict: How it is wrong.
        confidence: How sure the readers are.
        span: Its place in the case's text; the whole text for an error of the entry.
        is_whole: Whether the error is one of the entry as a whole.
        correction: What ought to stand there; None when nobody said.
    """

    type: str
    verdict: LabelVerdict
    confidence: Confidence
    span: Span
    is_whole: bool = False
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class LabelledCase:
    """A digest of one paper with its known errors; without labels it is clean.

    Attributes:
        id: Its name, unique in the dataset.
        arxiv_id: The paper that it is about; cases of one paper are no independent evidence.
        text: The digest, which every offset counts in.
        paper: The source; None when it has to come from a snapshot, or arXiv says that there is none.
        labels: The errors, in order of place.
        scope: The types of error that were looked for; a finding of another kind is neither right nor wrong.
        split: `dev`, `test` or the like.
        origin: Where it comes from.
    """

    id: str
    arxiv_id: str
    text: str
    paper: Paper | PaperNotFound | None
    labels: tuple[Label, ...]
    scope: frozenset[str]
    split: str
    origin: str

    @property
    def source(self) -> Paper | None:
        """The paper, when the case has it."""
        return None if isinstance(self.paper, PaperNotFound) else self.paper
