"""A text of a paper that evidence is cut from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.findings import Evidence, Where

if TYPE_CHECKING:
    from summarizer.spans import Span


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text of the paper: its title, its abstract or a passage of its full text."""

    where: Where
    section: str | None
    text: str

    def evidence(self, span: Span) -> Evidence:
        """Return the words at `span` as evidence."""
        return Evidence(self.where, self.section, span.of(self.text), span.start, span.end)
