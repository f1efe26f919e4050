"""Text that was left in another language, or translated twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from evals.korean.asides import BLANK
from evals.korean.particles import with_particle
from evals.quantities.writing import korean_number
from summarizer.findings import Fix, Message, Observation, Severity
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject.subject import Subject
    from summarizer.digest.model import Section
    from summarizer.findings import Finding

_NUMBER_WORD = re.compile(
    r"(?<![\w.,$~\-–])\d[\d,.]{0,15} ?(?:thousand|million|billion|trillion)(?= ?[가-힣])", re.IGNORECASE
)
_RANGE_BEFORE = re.compile(r"\d ?(?:to|and|or|,) ?\Z")
_FOREIGN = re.compile(f"[^가-힣{BLANK}\n]{{20,}}")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’\-]*")
# Verbs that are no noun as well (use, show, lead), and the pronouns that only a clause has.
_FINITE = frozenset(
    "is are was were am has have had can could cannot will would does did may might must should achieves outperforms"
    " outperform demonstrates improves introduces proposes provides enables requires reduces allows generates learns"
    " consists contains remains becomes makes became We we They they".split()
)
_FEWEST_WORDS = 5
_FEWEST_SMALL = 4
# Letters of scripts that Korean prose has no use for. A single Han letter is a usual gloss or prefix (新, 非).
_THIRD_SCRIPT = re.compile(
    "[\u0400-\u052f\u0531-\u058f\u0591-\u05f4\u0620-\u06d3\u0750-\u077f\u08a0-\u08c7\u0904-\u0de6\u0e01-\u0eff\u0f40-\u0fbc"
    "\u1000-\u109f\u10a0-\u10ff\u1200-\u137f\u1780-\u17d3]{2,}"
    "|[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}"
)
_GLOSS = re.compile(r" ?\(\s?([가-힣A-Za-z][가-힣A-Za-z0-9 \-]{1,40})\s?\)")


class UntranslatedText:
    """Flags what was left in another language, or glossed with itself: `0.7 billion 파라미터`, `생성(생성)`.

    That is an English sentence, a large number with its English word, text in a third script, and a gloss in
    parentheses that repeats the word before it. Quotes, parentheses, code and names are left alone, and so is a term
    of several English words without a verb.

    ## Why it matters
    The Korean reader came for Korean, and a billion left in English is where powers of ten go wrong later.

    ## Known gaps
    - A single English word that has a Korean one is not noticed.
    - English without a common verb is taken for a title or a term.
    - A single letter of Han is taken for a gloss.
    """

    id: ClassVar[str] = "untranslated-text"
    korean: ClassVar[str] = "한국어 요약문에 남은 영어 문장, 영어 수사, 다른 문자를 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def inspect(self, subject: Subject) -> Observation:
        """Read the prose of every bullet."""
        sections = [section for section in subject.entry.sections if section.text]
        findings = [finding for section in sections for finding in _findings(subject, section)]
        return Observation(len(sections), tuple(findings))


def _findings(subject: Subject, section: Section) -> Iterator[Finding]:
    text, spoken = section.text, subject.said(section)
    for gloss in _GLOSS.finditer(text):
        word = _glossed_with_itself(text, gloss)
        if word and spoken[word.start] != BLANK:
            yield _repeated_gloss(subject, word.shifted(section.start), gloss.start() + section.start)
    for number in _NUMBER_WORD.finditer(spoken):
        yield _number_word(subject, Span(*number.span()).shifted(section.start))
    for run in _FOREIGN.finditer(spoken):
        if sentence := _english_sentence(run):
            yield _left_over(subject, sentence.shifted(section.start), "An English sentence", "영어 문장이")
    for letters in _THIRD_SCRIPT.finditer(spoken):
        if not any(letters[0] in source.text for source in subject.sources):
            span = Span(*letters.span()).shifted(section.start)
            yield _left_over(subject, span, "Text in a third script", "한글도 로마자도 아닌 문자가")


def _glossed_with_itself(text: str, gloss: re.Match[str]) -> Span | None:
    word = gloss[1].strip()
    start = gloss.start() - len(word)
    if start < 0 or text[start : gloss.start()] != word or re.match(r"[가-힣\w]", text[start - 1 : start]):
        return None
    return Span(start, gloss.end())


def _repeated_gloss(subject: Subject, span: Span, gloss: int) -> Finding:
    word = subject.entry.source[span.start : gloss]
    return subject.finding(
        UntranslatedText.id,
        Severity.WARNING,
        span,
        Message(en=f"The gloss of {word!r} only repeats it.", ko=f"괄호 안에 앞말이 되풀이됩니다: '{word}'."),
        evidence=[subject.entry_evidence(span)],
        fix=Fix((Edit(gloss, span.end, ""),)),
    )


def _number_word(subject: Subject, span: Span) -> Finding:
    words = span.of(subject.entry.source)
    figure = next((figure for figure in subject.figures if figure.numeral_span == span), None)
    text, edit = subject.entry.source, None
    if (
        figure
        and figure.whole == figure.quantity
        and not _RANGE_BEFORE.search(text, max(0, span.start - 6), span.start)
    ):
        end, korean = with_particle(text, span.end, korean_number(figure.value))
        edit = Edit(span.start, end, korean)
    return subject.finding(
        UntranslatedText.id,
        Severity.WARNING,
        span,
        Message(en=f"The number {words!r} was left in English.", ko=f"영어 수 표현이 남아 있습니다: '{words}'."),
        evidence=[subject.entry_evidence(span)],
        fix=Fix((edit,)) if edit else None,
    )


def _english_sentence(run: re.Match[str]) -> Span | None:
    """Return the words of a run without Hangul when they are a clause: mostly in small letters, a verb among them."""
    words = list(_WORD.finditer(run[0]))
    small = [word for word in words if word[0].islower()]
    is_clause = any(word[0] in _FINITE for word in words[:-1])
    if len(words) < _FEWEST_WORDS or len(small) < max(_FEWEST_SMALL, len(words) / 2) or not is_clause:
        return None
    return Span(run.start() + words[0].start(), run.start() + words[-1].end())


def _left_over(subject: Subject, span: Span, en: str, ko: str) -> Finding:
    return subject.finding(
        UntranslatedText.id,
        Severity.WARNING,
        span,
        Message(en=f"{en} was left in Korean prose.", ko=f"{ko} 한국어 요약문에 그대로 남아 있습니다."),
        evidence=[subject.entry_evidence(span)],
    )
