"""Attributes that are no rendering of the term in their parentheses: 간단한(semi-supervised)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.checks.terms.glosses import glossed_phrases
from evals.terms.english import words_of
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.findings import Evidence, Finding
    from evals.subject import Subject
    from evals.terms.glossary import Glossary, Term

_HANGUL = re.compile("[가-힣]")


def glossed_terms(subject: Subject, glossary: Glossary) -> Iterator[tuple[Term, Span, Span]]:
    """Yield every gloss that is a term, with the place of the Korean phrase in front of it and its own."""
    text = subject.entry.source
    for section in subject.entry.sections:
        for korean, english in glossed_phrases(section.text):
            place = english.shifted(section.start)
            term = glossary.named(place.of(text))
            if term:
                yield term, korean.shifted(section.start), place


def strangers(
    subject: Subject, glossed: Sequence[tuple[Term, Span, Span]], known: Sequence[Finding]
) -> Iterator[tuple[Term, Span, Evidence]]:
    """Yield the attributes that share no syllable with any rendering of the term in their parentheses, with both.

    A single English word is often the gloss of a part of the phrase only, so a term of several words is asked for. A
    noun may be another right rendering, or be told more exactly in the parentheses: 생성 모델(latent diffusion).
    """
    flagged = {offset for finding in known for offset in range(finding.start, finding.end)}
    for term, korean, english in glossed:
        if len(words_of(term.english)) == 1 or not flagged.isdisjoint(range(korean.start, korean.end)):
            continue
        if set(_HANGUL.findall("".join(term.korean))).isdisjoint(korean.of(subject.entry.source)):
            last = Span(korean.end - len(korean.of(subject.entry.source).split(" ")[-1]), korean.end)
            if _is_attribute(subject, last):
                yield term, last, subject.entry_evidence(english)


def _is_attribute(subject: Subject, word: Span) -> bool:
    section = subject.section_at(word.start)
    read = subject.morphemes(section).within(word.start, word.end) if section else ()
    return bool(read) and read[-1].tag.startswith("ETM")
