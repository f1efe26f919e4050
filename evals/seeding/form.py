"""Seeds in the form of an entry: sections, authors, markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.seeding.model import Seed
from summarizer.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject import Subject

_MARKUP = ("\\mathbf{x} ", "<br> ", "italic_x ")


def dropped_section(subject: Subject) -> Iterator[Seed]:
    """Yield bullets that go missing."""
    for section in subject.entry.sections:
        if section.name and len(subject.entry.sections) > 1:
            start, end = section.bullet.start, section.bullet.end
            end += subject.entry.source.startswith("\n", end)
            yield Seed("missing-section", (Edit(start, end, ""),), is_whole=True)


def repeated_section(subject: Subject) -> Iterator[Seed]:
    """Yield bullets that stand twice."""
    for section in subject.entry.sections:
        if section.name:
            end = section.bullet.end
            yield Seed(
                "missing-section", (Edit(end, end, f"\n{section.bullet.of(subject.entry.source)}"),), is_whole=True
            )


def author_list(subject: Subject) -> Iterator[Seed]:
    """Yield lists of authors that end in a plus sign, or are the repr of a list."""
    place = subject.entry.authors_span
    if place and len(subject.entry.authors) > 1:
        words = place.of(subject.entry.source)
        for text in (f"{words}, +", str(list(subject.entry.authors))):
            yield Seed("author-mismatch", (Edit(place.start, place.end, text),))


def markup(subject: Subject) -> Iterator[Seed]:
    """Yield LaTeX, HTML and remains of MathML in front of the second word of a bullet."""
    for section in subject.entry.sections:
        gap = section.text.find(" ")
        if gap > 0:
            for text in _MARKUP:
                yield Seed("format", (Edit(section.start + gap + 1, section.start + gap + 1, text),))
