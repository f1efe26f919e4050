"""Entries and sections that hold no summary: a message of the generator, or the text of another paper."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.checks.form.generator_messages import REFUSAL_START, message_in
from evals.checks.form.message_kinds import FAILURE, POINTER, REFUSAL, UNRELATED
from evals.checks.form.unrelated_messages import is_of_paper, unrelated_message
from evals.relations.paper_words import PaperWords
from evals.subject.fingerprints import paper_key
from summarizer.findings import Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.checks.form.message_kinds import Words
    from evals.subject.subject import Subject
    from summarizer.digest.model import Section
    from summarizer.findings import Finding

_WORD = re.compile(r"\w+")
# An address is no word, nor is a letter that looks like a blank.
_NO_WORDS = re.compile(r"https?://[^\s)>]{1,400}|[\u3164\uffa0]")
_NOTHING: Words = ("no word at all", "낱말이 하나도 없는 글")


class NoSummary:
    """Flags a section that is a message of its generator, and an entry with the text of another paper.

    That is a failure ("번역 중 오류가 발생했습니다", "Summary generation failed"), a refusal or an apology, a state
    ("요약 준비 중"), a request to the reader ("권한을 허용해 주세요"), or nothing but signs and addresses. A text is a
    message when its last words say so and it tells of nothing but the making of a summary. Less is asked of a short
    text that has no word and no figure of the paper's title and abstract: it is one in whatever words it denies,
    speaks to a reader or tells of files. The same words under two papers of a run tell nothing of one of them; in one
    file both are flagged, else the later.

    ## Why it matters
    A generator that failed leaves an entry that looks finished, and no other check has anything to say against it.

    ## Known gaps
    - A message that names an unusual thing or cause is taken for prose where no paper is at hand, or where the paper
      has the word.
    - A sentence that could be either, of a model that failed, is taken for a message where no paper is at hand.
    - A message at the end of a summary that was told is left alone, unless it is an apology.
    - A text that differs from another paper's in one word is not noticed, nor one from another run.
    - `gate --changed-since` reads only files with an entry that changed.
    """

    id: ClassVar[str] = "no-summary"
    korean: ClassVar[str] = (
        "요약 대신 놓인 생성 프로그램의 실패 메시지, 거절, 요청과 다른 논문의 항목과 똑같은 글을 찾습니다."
    )
    version: ClassVar[int] = 3
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR,)

    def inspect(self, subject: Subject) -> Observation:
        """Read every section for itself."""
        told = [section for section in subject.entry.sections if section.text]
        paper = PaperWords(subject.sources)
        findings = [
            finding for section in told for finding in _messages(subject, section, paper, is_only=len(told) == 1)
        ]
        wordless = [section for section in told if not _has_words(section)]
        findings += [
            _message(subject, Span(section.start, section.end), _NOTHING)
            for section in wordless
            # A bullet among others may be a picture.
            if section.key is not None or len(wordless) == len(told)
        ]
        return Observation(len(told), tuple(findings))

    def remember(self) -> Bodies:
        """Return what compares the entries of one run."""
        return Bodies()


def _has_words(section: Section) -> bool:
    return _WORD.search(_NO_WORDS.sub("", section.text).replace("_", "")) is not None


def _messages(subject: Subject, section: Section, paper: PaperWords, *, is_only: bool) -> Iterator[Finding]:
    kind = _kind(section, paper)
    if kind in {POINTER, UNRELATED} and section.key is None and not is_only:
        # A bullet among others may say where the code is, or what the next ones tell.
        return
    if kind:
        yield _message(subject, Span(section.start, section.end), kind)
        return
    for apology in REFUSAL_START.finditer(section.text):
        yield _message(subject, Span(*apology.span()).shifted(section.start), REFUSAL)


def _kind(section: Section, paper: PaperWords) -> Words | None:
    kind = message_in(section.text)
    if kind is None and _has_words(section):
        return unrelated_message(section.text, paper)
    return None if kind is FAILURE and is_of_paper(section.text, paper) else kind


def _message(subject: Subject, span: Span, kind: Words) -> Finding:
    en, ko = kind
    message = Message(en=f"This is {en}, not a summary.", ko=f"요약이 아니라 {ko}입니다.")
    return _finding(subject, span, message, span)


def _finding(subject: Subject, span: Span, message: Message, shown: Span) -> Finding:
    return subject.finding(NoSummary.id, Severity.ERROR, span, message, evidence=[subject.entry_evidence(shown)])


class _Place(NamedTuple):
    file: str
    line: int
    paper: str


class Bodies:
    """The texts of the entries of one run, a hash each, with the first entry that has it."""

    def __init__(self) -> None:
        self._first: dict[bytes, _Place] = {}

    def compare(self, file: str, subjects: Sequence[Subject]) -> tuple[Observation, ...]:
        """Compare every entry of a file with all of the file, and with those of the files before."""
        bodies = [_body(subject) for subject in subjects]
        # Entries without a paper are told apart by their titles.
        places = [_Place(file, one.entry.line, paper_key(one.entry) or one.entry.title) for one in subjects]
        others: dict[bytes, _Place] = {}
        for body, place in zip(bodies, places, strict=True):
            if body and self._first.setdefault(body, place).paper != place.paper:
                others.setdefault(body, place)
        return tuple(
            _compared(subject, place, (self._first[body], others.get(body))) if body else Observation(0)
            for subject, body, place in zip(subjects, bodies, places, strict=True)
        )


def _body(subject: Subject) -> bytes:
    words = " ".join(word for section in subject.entry.sections for word in _WORD.findall(section.text))
    return blake2b(words.encode(errors="surrogatepass"), digest_size=16).digest() if words else b""


def _compared(subject: Subject, here: _Place, same: Iterable[_Place | None]) -> Observation:
    other = next((place for place in same if place and place.paper != here.paper), None)
    if other is None:
        return Observation(1)
    message = Message(
        en=f"The text is the same as that of {other.paper} in {other.file}:{other.line}.",
        ko=f"{other.file}:{other.line}에 있는 {other.paper} 항목과 글이 똑같습니다.",
    )
    text = next(section for section in subject.entry.sections if section.text)
    return Observation(1, (_finding(subject, subject.heading, message, Span(text.start, text.end)),))
