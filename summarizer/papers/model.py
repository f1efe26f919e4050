"""Papers as evidence: what arXiv knows about one, and its text where there is one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.errors import SourceError


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a paper's full text, under the section it stands in."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper; an empty or missing field is unknown and is compared with nothing.

    Attributes:
        arxiv_id: The identifier without version.
        version: The version that the other fields describe; None when unknown.
        title: As arXiv has it, white space folded.
        authors: Names in the paper's order.
        abstract: As arXiv has it.
        published: Time of the first version, ISO 8601; None when unknown.
        updated: Time of this version, ISO 8601; None when unknown.
        withdrawn: Whether arXiv marks the paper as withdrawn.
        fulltext: Passages in order; None when the text was not fetched.
        extra: Keys of the snapshot line that this version does not know, kept for writing.
    """

    arxiv_id: str
    title: str
    abstract: str
    version: int | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    categories: tuple[str, ...] = ()
    comment: str | None = None
    doi: str | None = None
    withdrawn: bool = False
    fulltext: tuple[Passage, ...] | None = None
    extra: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, order=True)
class PaperRef:
    """What a digest links to: an identifier and, where the link names one, a version."""

    arxiv_id: str
    version: int | None = None

    def __str__(self) -> str:
        return self.arxiv_id if self.version is None else f"{self.arxiv_id}v{self.version}"


class PaperSource(Protocol):
    """Where papers come from: a snapshot, arXiv with a cache, or one before the other."""

    def fetch(self, refs: Sequence[PaperRef]) -> Mapping[PaperRef, Paper | SourceError]:
        """Return for every reference its paper, or the reason why there is none; never fewer than asked."""
        ...
