"""A text of an entry or of its source as the page shows it: in parts, with the places of findings in it.

Every offset counts code points, from the start of the entry or of the source text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from summarizer.findings import Where
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.subject.finding_record import EvidenceRecord
    from summarizer.digest.model import Entry
    from summarizer.papers import Paper


# So much of a full text is shown around the words that were quoted from it.
_AROUND = 300


def entry_parts(entry: Entry, places: Iterable[Span]) -> list[dict[str, object]]:
    """Return what is shown of an entry: title, authors, bullets, and any other line in which a finding stands."""
    parts = [(section.start, section.end, "section", section.name) for section in entry.sections]
    parts += [
        (span.start, span.end, kind, None)
        for kind, span in (("title", entry.title_span), ("authors", entry.authors_span))
        if span
    ]
    shown = [Span(start, end) for start, end, *_ in parts if start < end]
    for place in places:
        if not any(place.overlaps(span) for span in shown):
            line = _line(entry, place, shown)
            shown.append(line)
            parts.append((line.start, line.end, "line", None))
    return [
        {"kind": kind, "name": name, "start": start - entry.start, "end": end - entry.start}
        for start, end, kind, name in sorted(parts, key=lambda part: part[:2])
    ]


def _line(entry: Entry, place: Span, shown: Sequence[Span]) -> Span:
    """Return the lines that hold a place, without what is shown already."""
    start = entry.source.rfind("\n", entry.start, place.start) + 1
    end = entry.source.find("\n", place.end, entry.end)
    before = [span.end for span in shown if span.end <= place.start]
    after = [span.start for span in shown if place.end <= span.start]
    return Span(max([start, entry.start, *before]), min([end if end >= 0 else entry.end, *after]))


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A text of the paper, or a piece of its full text.

    Attributes:
        where: Which text it is.
        section: The section of the full text.
        text: The words shown.
        offset: Where they start in the whole text.
        goes_on: Whether the whole text has more after them.
    """

    where: Where
    section: str | None
    text: str
    offset: int = 0
    goes_on: bool = False

    def place(self, evidence: EvidenceRecord) -> Span | None:
        """Return where the evidence stands in the words shown, or None."""
        start, end = evidence.start - self.offset, evidence.end - self.offset
        is_of_this = (evidence.where, evidence.section) == (self.where, self.section)
        if not is_of_this or not 0 <= start < end or self.text[start:end] != evidence.quote:
            return None
        return Span(start, end)

    def as_json(self) -> dict[str, object]:
        """Return the words as the page gets them."""
        cut = [self.offset > 0, self.goes_on]
        return {"where": self.where, "section": self.section, "text": self.text, "cut": cut}


def source_words(paper: Paper, quoted: Sequence[EvidenceRecord]) -> list[SourceWords]:
    """Return what is shown of a paper: title, authors and abstract, and what was quoted from the rest."""
    fields = [(Where.TITLE, paper.title), (Where.METADATA, ", ".join(paper.authors))]
    if paper.comment and any(paper.comment[e.start : e.end] == e.quote for e in quoted if e.where is Where.METADATA):
        fields.append((Where.METADATA, paper.comment))
    fields.append((Where.ABSTRACT, paper.abstract))
    return [SourceWords(where, None, text) for where, text in fields if text] + list(_passages(paper, quoted))


def _passages(paper: Paper, quoted: Sequence[EvidenceRecord]) -> Iterator[SourceWords]:
    left = {e for e in quoted if e.where is Where.FULLTEXT}
    for passage in paper.fulltext or ():
        whole = SourceWords(Where.FULLTEXT, passage.section, passage.text)
        here = {e for e in left if whole.place(e)}
        left -= here
        for start, end in _windows(here, len(passage.text)):
            words = passage.text[start:end]
            yield SourceWords(Where.FULLTEXT, passage.section, words, start, goes_on=end < len(passage.text))


def _windows(quoted: Iterable[EvidenceRecord], length: int) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for evidence in sorted(quoted, key=lambda e: (e.start, e.end)):
        start, end = max(0, evidence.start - _AROUND), min(length, evidence.end + _AROUND)
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        else:
            windows.append((start, end))
    return windows


Run = tuple[Literal["same", "old", "new"], str]
"""Words of both texts, of the old one only, or of the new one only."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing can take time by more than the product of the lengths; longer texts differ as a whole.
_MOST_WORDS = 5_000


def word_diff(old: str, new: str) -> list[Run]:
    """Return the runs of which both texts consist, in order: without the new ones the old text, and the reverse.

    A word changed in the middle of others is replaced as a whole, since half a word reads badly.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return _runs([("same", old)] if old == new else [("old", old), ("new", new)])
    runs: list[Run] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            runs.append(("same", "".join(before[i:j])))
        else:
            runs += [("old", "".join(before[i:j])), ("new", "".join(after[k:m]))]
    return _runs(runs)


def _runs(runs: list[Run]) -> list[Run]:
    return [run for run in runs if run[1]]


def ranges(runs: list[Run], side: Literal["old", "new"]) -> list[list[int]]:
    """Return the ranges of one text that the other does not have, as `[start, end]`."""
    found: list[list[int]] = []
    position = 0
    for kind, words in runs:
        if kind in {"same", side}:
            if kind == side:
                found.append([position, position + len(words)])
            position += len(words)
    return found
