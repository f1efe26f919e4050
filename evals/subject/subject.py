"""What a check may see: one entry, its paper, and what is read from both only once."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from evals.korean.asides import said
from evals.korean.morphemes import Morphemes, analyse
from evals.subject.figures import Figure, FigureIndex, entry_figures, source_figures
from evals.subject.normalised import normalised
from evals.subject.source_text import SourceText
from summarizer.digest.lines import position
from summarizer.findings import Evidence, Finding, Message, Severity, Where
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.digest.model import Entry, Section
    from summarizer.findings import Amount, Fix
    from summarizer.papers import Paper
    from summarizer.spans import Edit

# A picture or an address tells nothing.
_LINK = re.compile(r"!\[[^\]\n]{0,200}\]\([^()\n]{0,400}\)|https?://\S{1,400}|<[^<>\n]{1,300}>")


def has_summary(entry: Entry) -> bool:
    """Return whether any section of the entry has words."""
    told = (_LINK.sub("", section.text) for section in entry.sections)
    return any(sign.isalnum() for text in told for sign in text)


class Subject:
    """An entry and its paper, as every check sees them.

    `entry` is the entry as its text reads, whatever its spelling; `finding` tells what was found in the places of the
    file. See `evals.subject.normalised`.

    Args:
        entry: The entry of the digest.
        paper: Its paper; None when the source could not be had.
        not_found: Whether arXiv itself said that there is no such paper.
    """

    def __init__(self, entry: Entry, paper: Paper | None, *, not_found: bool = False) -> None:
        self.written = entry
        self._normalised = normalised(entry)
        self.entry = self._normalised.entry if self._normalised else entry
        self.paper = paper
        self.not_found = not_found
        self._morphemes: dict[int, Morphemes] = {}

    @cached_property
    def sources(self) -> tuple[SourceText, ...]:
        """The texts of the paper, nearest tier first: title, abstract, full text; empty ones left out."""
        paper = self.paper
        if paper is None:
            return ()
        texts = [SourceText(Where.TITLE, None, paper.title), SourceText(Where.ABSTRACT, None, paper.abstract)]
        texts += [SourceText(Where.FULLTEXT, passage.section, passage.text) for passage in paper.fulltext or ()]
        return tuple(source for source in texts if source.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the entry's prose, with offsets of the file."""
        return entry_figures(self.entry.sections)

    @cached_property
    def stated_figures(self) -> FigureIndex:
        """The figures of the entry's prose by size, without the sizes in names: what the entry itself states."""
        return FigureIndex([figure for figure in self.figures if not figure.quantity.is_name_size])

    @cached_property
    def source_figures(self) -> FigureIndex:
        """The figures of the paper's texts."""
        return FigureIndex(source_figures(self.sources))

    def morphemes(self, section: Section) -> Morphemes:
        """Return the morphemes of a section's prose, with offsets of the file; the first call analyses it."""
        read = self._morphemes.get(section.start)
        if read is None:
            read = self._morphemes[section.start] = analyse(section.text, section.start)
        return read

    @property
    def is_superseded(self) -> bool:
        """Whether the paper changed after the digest's day, so that an earlier version may explain a difference."""
        updated = self.paper.updated if self.paper else None
        return bool(updated and self.entry.date and updated[:10] > self.entry.date)

    @property
    def may_be_superseded(self) -> bool:
        """As `is_superseded`, but true as well while the time of the last version or the digest's day is unknown."""
        paper = self.paper
        return self.is_superseded or (paper is not None and None in {paper.updated, self.entry.date})

    @property
    def heading(self) -> Span:
        """Where a defect of absence points: the title, or the heading's line when the title is empty."""
        entry = self.entry
        end = entry.source.find("\n", entry.start)
        return entry.title_span or Span(entry.start, end if end > entry.start else len(entry.source))

    def section_at(self, offset: int) -> Section | None:
        """Return the bullet that holds the offset."""
        return next((s for s in self.entry.sections if s.bullet.start <= offset < s.bullet.end), None)

    def entry_evidence(self, span: Span) -> Evidence:
        """Return words of the entry itself as evidence."""
        section = self.section_at(span.start)
        place = self._in_file(span)
        return Evidence(
            Where.ENTRY, section.name if section else None, place.of(self.written.source), place.start, place.end
        )

    @property
    def code(self) -> tuple[Span, ...]:
        """What stands between back ticks in the prose."""
        return self._normalised.code if self._normalised else ()

    def code_in(self, section: Section) -> Iterator[Span]:
        """Yield what stands between back ticks in the prose of a section, with offsets in that prose."""
        for span in self.code:
            if section.start <= span.start and span.end <= section.end:
                yield span.shifted(-section.start)

    def said(self, section: Section) -> str:
        """Return the prose of a section with what it only shows blanked out; places stay the same."""
        return said(section.text, self.code_in(section))

    def edits_in_file(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Return edits of `entry` as edits of the file, in the spelling of what they replace."""
        return tuple(self._normalised.edit(edit) for edit in edits) if self._normalised else tuple(edits)

    def _in_file(self, span: Span) -> Span:
        return self._normalised.place(span) if self._normalised else span

    def finding(  # noqa: PLR0913 - the parts of a finding are its parts
        self,
        check: str,
        severity: Severity,
        span: Span,
        messages: Message,
        *,
        evidence: Sequence[Evidence] = (),
        claimed: Amount | None = None,
        expected: Amount | None = None,
        fix: Fix | None = None,
        superseded: bool | None = None,
    ) -> Finding:
        """Return a finding at `span` with its line, column and section filled in.

        An error that rests on the paper becomes a superseded warning when an earlier version may explain it:
        by default when `is_superseded` and no evidence stands in the entry itself; a check that rests on a
        title or an author passes `superseded` itself.
        """
        text, place = self.written.source, self._in_file(span)
        if superseded is None:
            superseded = self.is_superseded and bool(evidence) and all(e.where is not Where.ENTRY for e in evidence)
        if superseded and severity is Severity.ERROR:
            severity = Severity.WARNING
        section = self.section_at(span.start)
        # Counted from the entry's heading, whose line is known: a file of many entries stays linear.
        line, column = position(text, place.start, self.written.start, self.written.line)
        end_line, end_column = position(text, place.end, place.start, line)
        return Finding(
            check=check,
            severity=severity,
            messages=messages,
            section=section.name if section else None,
            start=place.start,
            end=place.end,
            text=place.of(text),
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            evidence=tuple(evidence),
            claimed=claimed,
            expected=expected,
            fix=fix and replace(fix, edits=self.edits_in_file(fix.edits)),
            superseded=superseded,
        )


_ENGLISH = {Where.TITLE: "title", Where.ABSTRACT: "abstract", Where.FULLTEXT: "full text"}
_KOREAN = {Where.TITLE: "제목", Where.ABSTRACT: "초록", Where.FULLTEXT: "논문 본문"}


def searched(subject: Subject) -> Message:
    """Return the kinds of text that the paper has, as a list in each language."""
    tiers = dict.fromkeys(source.where for source in subject.sources)
    return Message(en=", ".join(_ENGLISH[tier] for tier in tiers), ko=", ".join(_KOREAN[tier] for tier in tiers))
