"""Sentences that end in another speech level than the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from evals.korean.endings import Ending, SentenceEnd, in_level, levels_of
from summarizer.digest.model import SpeechLevel
from summarizer.findings import Fix, Message, Observation, Severity
from summarizer.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.subject.subject import Subject
    from summarizer.findings import Finding

_OF_DIGEST = {
    SpeechLevel.FORMAL: Ending.FORMAL,
    SpeechLevel.PLAIN: Ending.PLAIN,
    SpeechLevel.NOMINAL: Ending.NOMINAL,
}
_ENGLISH = {
    Ending.FORMAL: "the formal level",
    Ending.PLAIN: "the plain level",
    Ending.POLITE: "the polite level",
    Ending.NOMINAL: "nominal endings",
}
_FEWEST_TO_ALTERNATE = 2


class MixedSpeechLevel:
    """Flags a sentence in another speech level than the digest's: 제안한다 among sentences in 합니다체.

    The level is told by the last word of each sentence. An entry without any sentence in the digest's level is one
    finding; where the digest has no level, the level of most sentences in the entry counts. Quotes, brackets, headings
    and fragments of lists are no sentences. A single nominal ending (…함) mixes nothing, two do.

    ## Why it matters
    A reader hears another author in the middle of the text, or a model that forgot its instructions.

    ## Known gaps
    - Questions of the plain level (…는가?) are not told from headings that ask.
    - Nominal endings are known by a few syllables only, since nouns share the others.
    - A fix is offered between 합니다체 and 한다체 only.
    """

    id: ClassVar[str] = "mixed-speech-level"
    korean: ClassVar[str] = "합니다체와 한다체가 섞인 항목을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def inspect(self, subject: Subject) -> Observation:
        """Compare the endings of all sentences."""
        ends = [
            SentenceEnd(end.word.shifted(section.start), end.level)
            for section in subject.entry.sections
            for end in levels_of(subject.said(section))
        ]
        level = _level_to_keep(subject, ends)
        others = [end for end in ends if end.level is not level]
        strays = [end for end in others if _is_stray(end, ends, level)]
        if not strays:
            return Observation(len(ends))
        if len(strays) == len(ends) > 1:
            return Observation(len(ends), (_finding(subject, strays, level, is_all=True),))
        return Observation(len(ends), tuple(_finding(subject, [end], level, is_all=False) for end in strays))


def _level_to_keep(subject: Subject, ends: Sequence[SentenceEnd]) -> Ending | None:
    if subject.entry.speech_level:
        return _OF_DIGEST[subject.entry.speech_level]
    counts = Counter(end.level for end in ends)  # at a tie the first in the text wins
    return counts.most_common(1)[0][0] if counts else None


def _is_stray(end: SentenceEnd, ends: Sequence[SentenceEnd], level: Ending | None) -> bool:
    # Among nominal endings a sentence, and among sentences a nominal ending, is a stray only when it is not alone.
    if Ending.NOMINAL not in {end.level, level}:
        return True
    return sum(other.level is end.level for other in ends) >= _FEWEST_TO_ALTERNATE


def _finding(subject: Subject, strays: Sequence[SentenceEnd], level: Ending | None, *, is_all: bool) -> Finding:
    first, kept = strays[0], level or strays[0].level
    edits = [_edit(subject, end, kept) for end in strays]
    certain = tuple(edit for edit in edits if edit)
    return subject.finding(
        MixedSpeechLevel.id,
        Severity.WARNING,
        first.word,
        _message(first.level, kept, is_all=is_all),
        evidence=[subject.entry_evidence(first.word)],
        fix=Fix(certain) if len(certain) == len(edits) else None,
    )


def _message(level: Ending, kept: Ending, *, is_all: bool) -> Message:
    one, other = f"{_ENGLISH[level]} ({level.value})", f"{_ENGLISH[kept]} ({kept.value})"
    if is_all:
        return Message(
            en=f"The entry is written in {one}, the digest in {other}.",
            ko=f"다이제스트는 {kept.value}인데 이 항목은 {level.value}입니다.",
        )
    return Message(
        en=f"A sentence ends in {one} among sentences in {other}.",
        ko=f"{kept.value} 글에서 {level.value}로 끝나는 문장입니다.",
    )


def _edit(subject: Subject, end: SentenceEnd, level: Ending) -> Edit | None:
    section = subject.section_at(end.word.start)
    if section is None or Ending.NOMINAL in {level, end.level}:
        return None
    tokens = subject.morphemes(section).within(end.word.start, end.word.end)
    written = in_level(end.word.of(subject.entry.source), level, tokens)
    return Edit(end.word.start, end.word.end, written) if written else None
