"""Whether the source's spelling of a word is to be trusted: papers have typos too."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from evals.names.reading import letters, part_keys, read_words
from evals.terms.renderings import is_usual_word
from summarizer.findings import Where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.subject.source_text import SourceText

_RECURS = 2


class Credibility:
    """How often the words of a paper are spelt as they are.

    Args:
        sources: The texts of the paper.
    """

    def __init__(self, sources: Sequence[SourceText]) -> None:
        self._sources = sources

    def of(self, word: str) -> bool:
        """Return whether a spelling recurs, stands in the title, or is a word of the field; once is no proof."""
        parts = part_keys(word)
        is_usual = all(part.isdigit() or is_usual_word(part) or self._times[part] >= _RECURS for part in parts)
        return is_usual or self._times[letters(word)] >= _RECURS

    @cached_property
    def _times(self) -> Counter[str]:
        times: Counter[str] = Counter()
        for source in self._sources:
            weight = _RECURS if source.where is Where.TITLE else 1
            for word in read_words(source.text):
                for key in {word.key, *part_keys(word.text)}:
                    times[key] += weight
        return times
