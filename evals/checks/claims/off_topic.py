"""Entries that tell another paper, an appendix or a prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from evals.relations.completeness import coverage
from summarizer.findings import Message, Observation, Severity, Where
from summarizer.spans import Span

if TYPE_CHECKING:
    from evals.relations.completeness import Coverage
    from evals.subject.subject import Subject

_MOST_SHARED = 4
"""Names, terms, words and figures: an entry about its paper shares more, even a short one without English."""
_LEAST_OWED = 15
_LEAST_PROSE = 200
"""Below these there is too little to share, or too little said, to tell."""
_LEAST_WORDS = 6
"""Prose with fewer Latin words may render everything in Korean that no glossary knows."""
_MANY_WORDS = 20
_STRAY = 8
"""An entry with many Latin words is off its topic when fewer than one in eight stands in the abstract."""


class OffTopic:
    """Flags a summary that shares too little with its paper: it tells an appendix, a prompt or another paper.

    Counted are the names, terms, English words and figures that the entry and the title and abstract share, terms
    in any of their Korean renderings; terms that every paper of the field has do not count, unless the title names
    them. An entry is flagged when it has none of the paper's names and shares next to nothing else.

    ## Why it matters
    A model that was given the wrong pages, or none, writes fluent sentences about nothing: every one of them is false
    for this paper, and no single number gives them away.

    ## Known gaps
    - An appendix that repeats the terms of the abstract is taken for the paper.
    - Prose with hardly a Latin word in it is not judged: what it shares may stand in no glossary.
    - A section alone is not judged: a background section rightly shares little.
    """

    id: ClassVar[str] = "off-topic"
    korean: ClassVar[str] = "부록이나 다른 논문을 다루어 논문과 겹치는 내용이 거의 없는 요약을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def inspect(self, subject: Subject) -> Observation:
        """Compare the whole entry with the title and abstract."""
        abstract = next((source for source in subject.sources if source.where is Where.ABSTRACT), None)
        length = sum(len(section.text) for section in subject.entry.sections)
        if abstract is None or length < _LEAST_PROSE:
            return Observation(0)
        shared = coverage(subject)
        if shared.owed < _LEAST_OWED:
            return Observation(0)
        if not _is_off_topic(shared):
            return Observation(1)
        end = abstract.text.find(". ")
        finding = subject.finding(
            self.id,
            Severity.WARNING,
            subject.heading,
            Message(
                en="The summary shares next to nothing with the paper's title and abstract.",
                ko="요약과 논문의 제목·초록 사이에 겹치는 내용이 거의 없습니다.",
            ),
            evidence=[abstract.evidence(Span(0, end + 1 if end > 0 else len(abstract.text)))],
        )
        return Observation(1, (finding,))


def _is_off_topic(shared: Coverage) -> bool:
    if shared.names:
        return False
    if shared.words_written < _LEAST_WORDS or shared.topics * 3 >= shared.topics_owed:
        return False
    is_stray = shared.words_written >= _MANY_WORDS and shared.words * _STRAY < shared.words_written
    return shared.shared <= _MOST_SHARED or is_stray
