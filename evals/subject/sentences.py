"""Sentences of an entry and of its paper, and which of them tell the same by the figures they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.sentences import sentence_ends
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.subject.figures import Figure
    from evals.subject.source_text import SourceText
    from evals.subject.subject import Subject

_LONGEST, _MOST_FIGURES = 1_200, 30


class Sentence(NamedTuple):
    """A sentence with its figures.

    Attributes:
        source: The text of the paper that it stands in; None for a sentence of the entry.
        span: Its place in that text, or in the file for an entry.
        figures: Its plain figures in order; ends of ranges are left out.
    """

    source: SourceText | None
    span: Span
    figures: tuple[Figure, ...]


def entry_sentences(subject: Subject) -> list[Sentence]:
    """Return the sentences of an entry; lists and tables, longer than any sentence, are left out."""
    return [
        sentence
        for section in subject.entry.sections
        for sentence in _sentences(section.text, section.start, None, subject.figures)
    ]


def source_sentences(subject: Subject) -> list[Sentence]:
    """Return the sentences of a paper, nearest tier first; lists and tables are left out."""
    own: dict[int, list[Figure]] = {}
    for figure in subject.source_figures:
        own.setdefault(id(figure.source), []).append(figure)
    return [
        sentence
        for source in subject.sources
        for sentence in _sentences(source.text, 0, source, sorted(own.get(id(source), ()), key=lambda f: f.span))
    ]


def _sentences(text: str, offset: int, source: SourceText | None, figures: Sequence[Figure]) -> Iterable[Sentence]:
    start, at = 0, 0
    plain = [f for f in figures if f.whole is f.quantity or f.whole == f.quantity]
    for end in [*sentence_ends(text), len(text)]:
        if not text[start:end].strip():
            continue
        span = Span(start + offset, end + offset)
        while at < len(plain) and plain[at].span.start < span.start:
            at += 1
        last = at
        while last < len(plain) and plain[last].span.start < span.end:
            last += 1
        if end - start <= _LONGEST and last - at <= _MOST_FIGURES:
            yield Sentence(source, span, tuple(plain[at:last]))
        start, at = end, last
