"""The proof of what a reviewer says: its words stand where it says, and its corrections do no harm."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evals.checks.terms.glosses import end_of_gloss, particle_behind_gloss
from evals.fixes.proof import read_again
from evals.korean.particles import with_particle
from evals.quantities import read_quantities
from evals.quantities.comparison import same_number
from evals.reviewer.model import ProvenProblem
from evals.reviewer.quotes import QuotableText
from evals.runner.run import examine, settle
from evals.subject.source_text import SourceText
from evals.subject.subject import Subject
from summarizer.findings import Severity, Where
from summarizer.spans import Edit, Span, apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.checks.contract import Check
    from evals.reviewer.model import ReviewedEntry, ReviewedSentence
    from summarizer.findings import Evidence
    from summarizer.models.replies import Problem

VoidReason = Literal["no such sentence", "no such words", "no such quote", "nothing changes", "number", "rules"]
"""Why a problem is not believed: its sentence, words or quote are not there, its correction changes nothing, states
another number than the quote, or makes the rules find something new."""

_PASSAGE = re.compile(r"passage ([1-9]\d{0,3})\Z")


@dataclass(frozen=True, slots=True)
class Void:
    """A problem that is not believed, and why; it is counted and never shown."""

    problem: Problem
    reason: VoidReason


class Proof:
    """What of a review stands in the texts.

    Args:
        entry: What the reviewer was shown.
    """

    def __init__(self, entry: ReviewedEntry) -> None:
        self._entry = entry
        self._subject = entry.subject
        self._texts: dict[str, QuotableText] = {}

    def read(self, problems: Iterable[Problem]) -> Iterator[ProvenProblem | Void]:
        """Yield each problem once, proven to stand in both texts or void, in the reviewer's order."""
        for problem in dict.fromkeys(problems):
            found = self._proven(problem)
            yield Void(problem, found) if isinstance(found, str) else found

    def _proven(self, problem: Problem) -> ProvenProblem | VoidReason:
        if not 1 <= problem.sentence <= len(self._entry.sentences):
            return "no such sentence"
        sentence = self._entry.sentences[problem.sentence - 1]
        spans = _places(problem.words, sentence)
        if not spans:
            return "no such words"
        evidence = self._evidence(problem, spans[0])
        if evidence is None:
            return "no such quote"
        if problem.correct.split() == problem.words.split():
            return "nothing changes"
        edits = tuple(edit for span in spans for edit in self._edits(span, problem.correct)) if problem.correct else ()
        return ProvenProblem(problem, sentence, spans, evidence, edits)

    def _edits(self, span: Span, correct: str) -> Iterator[Edit]:
        text, sentence = self._subject.entry.source, Span(0, len(self._subject.entry.source))
        words = " ".join(correct.split())
        end, put = with_particle(text, span.end, words)
        yield Edit(span.start, end, put)
        gloss_end = end_of_gloss(text, span.end, sentence)
        if gloss_end > span.end:
            yield from particle_behind_gloss(text, gloss_end, span.of(text), words)

    def _evidence(self, problem: Problem, words: Span) -> Evidence | None:
        if problem.source == "entry":
            return self._of_entry(problem.quote, words)
        source = self._source(problem)
        span = self._quotable(source.text).find(problem.quote) if source else None
        return source.evidence(span) if source and span else None

    def _of_entry(self, quote: str, words: Span) -> Evidence | None:
        entry = self._subject.entry
        if not quote.strip():
            return self._subject.entry_evidence(words)
        span = self._quotable(entry.source[entry.start : entry.end]).find(quote)
        return self._subject.entry_evidence(span.shifted(entry.start)) if span else None

    def _source(self, problem: Problem) -> SourceText | None:
        paper = self._subject.paper
        if paper is None:
            return None
        if problem.source == "title":
            return SourceText(Where.TITLE, None, paper.title)
        if problem.source == "abstract":
            return SourceText(Where.ABSTRACT, None, paper.abstract)
        match = _PASSAGE.match(problem.source)
        number = int(match[1]) if match else 0
        if not 1 <= number <= len(self._entry.passages):
            return None
        shown = self._entry.passages[number - 1]
        # What was shown was cut from a passage of the paper, whose places the evidence has.
        whole = (one for one in paper.fulltext or () if one.section == shown.section and shown.text in one.text)
        return next((SourceText(Where.FULLTEXT, one.section, one.text) for one in whole), None)

    def _quotable(self, text: str) -> QuotableText:
        if text not in self._texts:
            self._texts[text] = QuotableText(text)
        return self._texts[text]


def _places(words: str, sentence: ReviewedSentence) -> tuple[Span, ...]:
    """Return every place of words in a sentence, whatever blanks stand between them; no part of a number or name."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = (Span(*match.span()) for match in re.finditer(pattern, sentence.text))
    return tuple(
        span.shifted(sentence.span.start)
        for span in found
        if not (_is_inside(sentence.text, span.start) or _is_inside(sentence.text, span.end))
    )


def _is_inside(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return (before.isdigit() and after.isdigit()) or (
        before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
    )


def is_number_quoted(proven: ProvenProblem) -> bool:
    """Return whether every number that the correction brings in is one of the quote, read by our own readers."""
    if not proven.edits or proven.evidence.where is Where.ENTRY:
        return True
    old = read_quantities(proven.problem.words, "ko")
    new = [one for one in read_quantities(proven.problem.correct, "ko") if one.value is not None]
    quoted = read_quantities(proven.evidence.quote, "en")
    quoted += [end for one in quoted for end in one.ends or ()]
    brought = [one for one in new if not any(same_number(one, other) for other in old)]
    return all(any(same_number(one, other) for other in quoted) for one in brought)


def harmless(subject: Subject, problems: Sequence[ProvenProblem], checks: Sequence[Check]) -> list[ProvenProblem]:
    """Return the problems whose corrections the rules have nothing new to say against.

    They are put in place together; where that brings a new error or warning, one after the other, equal words
    together. A problem without a correction has nothing to prove.
    """
    before = _burden(subject, checks)
    apart = _apart(problems)
    if _stands(subject, [edit for one in apart for edit in one.edits], checks, before):
        kept = set(map(id, apart))
    else:
        kept = _one_by_one(subject, apart, checks, before)
    return [one for one in problems if not one.edits or id(one) in kept]


def _one_by_one(
    subject: Subject, problems: Sequence[ProvenProblem], checks: Sequence[Check], before: Counter[tuple[str, Severity]]
) -> set[int]:
    alike: dict[tuple[str, str], list[ProvenProblem]] = {}
    for one in problems:
        alike.setdefault((one.problem.words, one.problem.correct), []).append(one)
    groups = [
        group
        for group in alike.values()
        if _stands(subject, [edit for one in group for edit in one.edits], checks, before)
    ]
    return {id(one) for group in groups for one in group}


def _apart(problems: Iterable[ProvenProblem]) -> list[ProvenProblem]:
    """Return the problems with a correction; of two corrections that overlap the first stands."""
    kept: list[ProvenProblem] = []
    taken: set[int] = set()
    for one in problems:
        places = {at for edit in one.edits for at in range(edit.start, max(edit.end, edit.start + 1))}
        if one.edits and not places & taken:
            taken |= places
            kept.append(one)
    return kept


def _stands(
    subject: Subject, edits: Sequence[Edit], checks: Sequence[Check], before: Counter[tuple[str, Severity]]
) -> bool:
    if not edits:
        return True
    written = subject.written
    try:
        text = apply_edits(written.source, sorted(subject.edits_in_file(edits)))
    except ValueError:
        return False
    entry = read_again(text, written)
    return entry is not None and not _burden(Subject(entry, subject.paper), checks) - before


def _burden(subject: Subject, checks: Sequence[Check]) -> Counter[tuple[str, Severity]]:
    """Count what the rules find, but for notes; a crash counts as an error of its check."""
    seen = examine(subject, checks)
    found = Counter((one.check, one.severity) for one in settle(seen.findings) if one.severity is not Severity.NOTE)
    return found + Counter((crash.check, Severity.ERROR) for crash in seen.crashes)
