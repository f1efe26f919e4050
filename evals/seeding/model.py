"""A seed: the edit that makes an entry wrong, and the label it deserves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.spans import Span

if TYPE_CHECKING:
    from summarizer.spans import Edit


@dataclass(frozen=True, slots=True)
class Seed:
    """One error to be made.

    Attributes:
        label_type: The type of its label.
        edits: The replacements, sorted; their offsets are those of the text before.
        is_whole: Whether the error is one of the entry as a whole, since it leaves no words behind.
    """

    label_type: str
    edits: tuple[Edit, ...]
    is_whole: bool = False

    def before(self, text: str) -> str:
        """Return the words that are replaced, of the text before; empty where words come in between."""
        return text[self.edits[0].start : self.edits[-1].end]

    @property
    def after(self) -> Span:
        """The place of the words that replace them, in the text after."""
        grown = sum(len(edit.text) - (edit.end - edit.start) for edit in self.edits)
        return Span(self.edits[0].start, self.edits[-1].end + grown)
