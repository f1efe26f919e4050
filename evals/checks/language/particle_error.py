"""Particles that do not agree with the sound before them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.findings import Fix, Message, Observation, Severity
from evals.korean.morphemes import analyse
from evals.korean.particles import Sound, agreeing
from evals.korean.readings import UNKNOWN, final_sounds
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.findings import Finding
    from evals.korean.morphemes import Morpheme
    from evals.subject import Subject
    from summarizer.digest.model import Section

# What a bracket explains is a whole word: 일반가(generalist) holds no particle.
_RUN = re.compile(r"(?<![가-힣])[가-힣]+(?![가-힣(])")
# A run of Hangul that ends in a particle of the five pairs, and perhaps in another one behind it.
_PARTICLE = re.compile(r"(?:(으?로(?:서|써|부터)?|[과와])[도는의만]?|([은는이가을를]))\Z")
_LONGEST_PARTICLE = 5
_MARKS = "*_\"'”’」』"
_GLOSS = re.compile(r" ?\(([^()\n]{1,80})\)\Z")
_WORD = re.compile(r"[A-Za-z0-9가-힣][A-Za-z0-9가-힣.,\-–~/+^_@:=%]{0,60}\Z|[가-힣A-Za-z0-9%]\Z")
_WORD_BEFORE = re.compile(r"([A-Za-z가-힣]+)[ \-]\Z")
_LONGEST_LOOK = 64
_LONGEST_GLOSS = 84
# Words that end like a wrong particle, so common that asking the analyser about each of them would cost much.
_COMMON = re.compile(
    r"(?:[있없않갖맞겪돕]는|나은|평가|전문가|국가|증가|작가|경로|효과|초과|차이|사이|플레이)(?:의|도|만|는)?\Z"
)
# A number stands for itself behind these, while behind another word it may be a version (라마 3).
_BARE_BEFORE = re.compile(r"(?:[은는이가을를와과도에의로서만약총각단]|평균|최대|최소|무려|거의|각각)\Z")
_NOUN_TAGS = ("N", "XSN", "XR", "SL", "SN")


class _Place(NamedTuple):
    """A particle that agrees with no reading of the word before it."""

    span: Span
    form: str
    host: str


class ParticleError:
    """Flags a particle that does not agree with the sound before it: 모델를, LLM를, 3는, GPU으로.

    을/를, 이/가, 은/는, 과/와 and (으)로 are read behind Hangul, numbers, capitals spelt letter by letter and loanwords
    whose last sound is certain. A word with more than one reading (CLIP, Llama 3, 10K) accepts every particle that
    agrees with one of them, and so does a word with its gloss: 모델(model)은.

    ## Why it matters
    It is the error a Korean reader sees first, and the trace of a term that was exchanged without its particle.

    ## Known gaps
    - Symbols (R², α), units in small letters, formulas and code are not read.
    - A Korean word that no dictionary has is believed when its particle could be a part of it (디코이).
    - 가 behind a consonant may make a person (기획가), so only a few such errors are seen.
    """

    id: ClassVar[str] = "particle-error"
    korean: ClassVar[str] = "앞말의 소리와 맞지 않는 조사를 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def inspect(self, subject: Subject) -> Observation:
        """Compare every particle with the word before it."""
        examined, findings = 0, []
        for section in subject.entry.sections:
            for run in _RUN.finditer(section.text):
                particle = _PARTICLE.search(run[0], max(0, len(run[0]) - _LONGEST_PARTICLE))
                if particle is None:
                    continue
                examined += 1
                place = _disagreement(subject, section, run, particle)
                if place:
                    findings.append(_finding(subject, place))
        return Observation(examined, tuple(findings))


def _disagreement(subject: Subject, section: Section, run: re.Match[str], particle: re.Match[str]) -> _Place | None:
    form = particle[1] or particle[2]
    start = run.start() + particle.start()
    if any(code.start < start <= code.end for code in subject.code_in(section)):
        return None
    is_glued = particle.start() > 0
    if is_glued:
        host = run[0][: particle.start()]
        sounds = final_sounds(host)
    else:
        host, sounds = _host(section.text, start)
    right = _agreeing(form, sounds)
    if right is None:
        return None
    span = Span(start, start + len(form)).shifted(section.start)
    if is_glued and (_COMMON.search(run[0]) or not _is_particle(subject, section, span, right)):
        return None
    return _Place(span, right, host)


def _agreeing(form: str, sounds: frozenset[Sound]) -> str | None:
    """Return the form that agrees with all readings when `form` agrees with none of them."""
    forms = {agreeing(form, sound) for sound in sounds}
    return next(iter(forms)) if len(forms) == 1 and form not in forms else None


def _host(text: str, end: int) -> tuple[str, frozenset[Sound]]:
    """Return the word that a particle stands behind, with its readings: those of its gloss too, when it has one."""
    end = _before_marks(text, end)
    gloss = _GLOSS.search(text, max(0, end - _LONGEST_GLOSS), end)
    if gloss is None:
        return _word(text, end)
    host, outside = _word(text, _before_marks(text, gloss.start()))
    _, inside = _word(gloss[1], _before_marks(gloss[1], len(gloss[1])))
    return host, outside | inside if outside and inside else UNKNOWN


def _before_marks(text: str, end: int) -> int:
    while end and text[end - 1] in _MARKS:
        end -= 1
    return end


def _word(text: str, end: int) -> tuple[str, frozenset[Sound]]:
    found = _WORD.search(text, max(0, end - _LONGEST_LOOK), end)
    if found is None or text[found.start() - 1 : found.start()] in {"$", "\\", "^", "_", "=", "/", "@"}:
        return "", UNKNOWN
    before = _WORD_BEFORE.search(text, max(0, found.start() - _LONGEST_LOOK), found.start())
    is_name = before is not None and not _BARE_BEFORE.search(before[1])
    return found[0], final_sounds(found[0], is_name=is_name)


def _is_particle(subject: Subject, section: Section, span: Span, right: str) -> bool:
    """Return whether the syllable is a particle: nothing known spans it, and the right form would be one there."""
    read = subject.morphemes(section)
    around = read.within(span.start - _LONGEST_LOOK, span.start + 1)
    spanning = [token for token in around if token.start < span.start < token.end]
    own = next((token for token in around if token.start == span.start), None)
    if any(token.is_known for token in spanning) or (own and own.tag == "XSN"):
        return False
    sentence = next((s for s in read.sentences if s.contains(span)), Span(section.start, section.end))
    text, start = subject.entry.source, span.start - sentence.start
    words = sentence.of(text)
    corrected = analyse(words[:start] + right + words[span.end - sentence.start :])
    return _stands_behind_noun(corrected.tokens, start, right, is_sure=right in {"을", "를"})


def _stands_behind_noun(tokens: Sequence[Morpheme], start: int, form: str, *, is_sure: bool) -> bool:
    for before, token in pairwise(tokens):
        if token.start == start and token.form == form and token.tag.startswith("J"):
            return before.end == start and before.tag.startswith(_NOUN_TAGS) and (before.is_known or is_sure)
    return False


def _finding(subject: Subject, place: _Place) -> Finding:
    words = place.span.of(subject.entry.source)
    return subject.finding(
        ParticleError.id,
        Severity.WARNING,
        place.span,
        Message(
            en=f"The particle {words!r} does not agree with {place.host!r}; {place.form!r} does.",
            ko=f"'{place.host}' 뒤의 조사가 맞지 않습니다: '{words}' → '{place.form}'.",
        ),
        evidence=[subject.entry_evidence(place.span)],
        fix=Fix((Edit(place.span.start, place.span.end, place.form),)),
    )
