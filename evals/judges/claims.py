"""The claims of an entry: its sentences, and those of them that the rules leave undecided."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.judges.proven import Proven
from evals.subject.sentences import entry_sentences
from summarizer.findings import Severity
from summarizer.regenerate.drafting import source_sha
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.subject.sentences import Sentence
    from evals.subject.subject import Subject
    from summarizer.findings import Finding


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an entry that a judge can be asked about.

    Attributes:
        span: Its place in the file, without the white space around it.
        text: Its words.
        before: What stands before it in its section, which it may refer to.
        fingerprint: The same as long as its words, those before it and its paper's texts are the same.
    """

    span: Span
    text: str
    before: str
    fingerprint: str


def claims_of(subject: Subject) -> tuple[Claim, ...]:
    """Return every sentence of the entry that says something; none without a paper to hold them against."""
    return _claims(subject, _sentences(subject))


def open_claims(subject: Subject, findings: Iterable[Finding]) -> tuple[Claim, ...]:
    """Return the sentences that the rules leave undecided: neither proven wrong nor proven right.

    A sentence is proven wrong when an error stands in it, and right as `Proven` says.

    Args:
        subject: The entry with its paper.
        findings: What the checks found in it.
    """
    wrong = [Span(found.start, found.end) for found in findings if found.severity is Severity.ERROR]
    proven = Proven(subject)
    undecided = [
        sentence
        for sentence in _sentences(subject)
        if not any(sentence.span.overlaps(span) for span in wrong) and not proven.covers(sentence)
    ]
    return _claims(subject, undecided)


def _sentences(subject: Subject) -> list[Sentence]:
    if subject.paper is None or not (subject.paper.abstract or subject.paper.fulltext):
        return []  # by a title alone nobody can judge, and the runner says that there is no source
    text = subject.entry.source
    return [one for one in entry_sentences(subject) if any(sign.isalnum() for sign in one.span.of(text))]


def _claims(subject: Subject, sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    if not sentences or subject.paper is None:
        return ()
    source = source_sha(subject.paper)
    return tuple(_claim(subject, sentence, source) for sentence in sentences)


def _claim(subject: Subject, sentence: Sentence, source: str) -> Claim:
    words = sentence.span.of(subject.entry.source)
    text = words.strip()
    start = sentence.span.start + len(words) - len(words.lstrip())
    section = subject.section_at(start)
    before = subject.entry.source[section.start : start].strip() if section else ""
    name = hashlib.sha256(json.dumps([source, before, text]).encode()).hexdigest()
    return Claim(Span(start, start + len(text)), text, before, name)
