"""Particles that do not agree with the sound before them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.korean.morphemes import analyse
from evals.korean.particles import Sound, agreeing
from evals.korean.readings import UNKNOWN, final_sounds
from summarizer.findings import Fix, Message, Observation, Severity
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.korean.morphemes import Morpheme
    from evals.subject.subject import Subject
    from summarizer.digest.model import Section
    from summarizer.findings import Finding

# What a bracket explains is a whole word: 일반가(generalist) holds no particle.
_RUN = re.compile(r"(?<![가-힣])[가-힣]+(?![가-힣(])")
# A run of Hangul that ends in a particle of the five pairs, and perhaps in another one behind it.
_PARTICLE = re.compile(r"(?:(으?로(?:서|써|부터)?|[과와])[도는의만]?|([은는이가을를]))\Z")
_LONGEST_PARTICLE = 5
_MARKS = "*_\"'”’」』"
_GLOSS = re.compile(r" ?\(([^()\n]{1,80})\)\Z")
_WORD = re.compile(r"[A-Za-z0-9가-힣][A-Za-z0-9가-힣.,\-–~/+^_@:=%]{0,60}\Z|[가-힣A-Za-z0-9%]\Z")
_WORD_BEFORE = re.compile(r"([A-Za-z가-힣]+)[ \-]\Z")
# A star or an underscore behind a word closes what another has opened, or belongs to a symbol (n*).
_OPENED = re.compile(r"(?:^|[^\w*])[*_]{1,3}[^\s*][^*\n]*\Z")
_SYMBOL = re.compile(r"[_^=][A-Za-z0-9]\Z")
_OPERATORS = frozenset("`$\\^_=/@×−∣|")
_AMOUNT = re.compile(r"\d ?\Z")
_LONGEST_UNIT = 3
_LONGEST_LOOK = 64
_LONGEST_GLOSS = 84
# Words that end like a wrong particle, so common that asking the analyser about each of them would cost much.
_COMMON = re.compile(
    r"(?:[있없않갖맞겪돕]는|나은|평가|전문가|국가|증가|작가|경로|효과|초과|차이|사이|플레이)(?:의|도|만|는)?\Z"
)
# A number stands for itself behind these, while behind another word it may be a version (라마 3).
_BARE_BEFORE = re.compile(r"(?:[은는이가을를와과도에의로서만약총각단]|평균|최대|최소|무려|거의|각각)\Z")
_NOUN_TAGS = ("N", "XSN", "XR", "SL", "SN")
_LONGEST_CONTEXT = 120


class _Place(NamedTuple):
    """A particle that agrees with no reading of the word before it."""

    span: Span
    form: str
    host: str


class ParticleError:
    """Flags a particle that does not agree with the sound before it: 모델를, LLM를, 3는, GPU으로.

    을/를, 이/가, 은/는, 과/와 and (으)로 are read behind Hangul, numbers, capitals spelt letter by letter and loanwords
    whose last sound is certain. A word with more than one reading (CLIP, OCR, type, Llama 3, 10K) accepts every
    particle that agrees with one of them, and so does a word with its gloss: 모델(model)은.

    ## Why it matters
    It is the error a Korean reader sees first, and the trace of a term that was exchanged without its particle.

    ## Known gaps
    - Symbols (R², α, n*), units (ms, mg/dL), formulas and code are not read, nor is LaTeX.
    - A Korean word that no dictionary has is believed when its particle could be a part of it (디코이).
    - 가 behind a consonant may make a person (기획가), so only a few such errors are seen.
    """

    id: ClassVar[str] = "particle-error"
    korean: ClassVar[str] = "앞말의 소리와 맞지 않는 조사를 찾습니다."
    version: ClassVar[int] = 2
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
    if is_glued and (
        _COMMON.search(run[0], max(0, len(run[0]) - _LONGEST_LOOK))
        or not _is_particle(subject, section, section.start + run.start(), span, right)
    ):
        return None
    return _Place(span, right, host)


def _agreeing(form: str, sounds: frozenset[Sound]) -> str | None:
    """Return the form that agrees with all readings when `form` agrees with none of them."""
    forms = {agreeing(form, sound) for sound in sounds}
    return next(iter(forms)) if len(forms) == 1 and form not in forms else None


def _host(text: str, end: int) -> tuple[str, frozenset[Sound]]:
    """Return the word that a particle stands behind, with its readings: those of its gloss too, when it has one."""
    if _is_starred(text, end):
        return "", UNKNOWN
    end = _before_marks(text, end)
    gloss = _GLOSS.search(text, max(0, end - _LONGEST_GLOSS), end)
    if gloss is None:
        return _word(text, end)
    host, outside = _word(text, _before_marks(text, gloss.start()))
    if len(host) == 1 and gloss[0].startswith("("):
        return host, UNKNOWN  # P(x) is a formula
    _, inside = _word(gloss[1], _before_marks(gloss[1], len(gloss[1])))
    return host, outside | inside if outside and inside else UNKNOWN


def _is_starred(text: str, end: int) -> bool:
    """Return whether a star that belongs to a symbol stands in front of a particle."""
    word = text[max(0, end - _LONGEST_GLOSS) : end].rstrip(_MARKS)
    return "*" in text[max(0, end - _LONGEST_GLOSS) + len(word) : end] and not _OPENED.search(word)


def _before_marks(text: str, end: int) -> int:
    while end and text[end - 1] in _MARKS:
        end -= 1
    return end


def _word(text: str, end: int) -> tuple[str, frozenset[Sound]]:
    found = _WORD.search(text, max(0, end - _LONGEST_LOOK), end)
    if found is None or text[found.start() - 1 : found.start()] in _OPERATORS or _SYMBOL.search(found[0]):
        return "", UNKNOWN
    is_short = len(found[0]) <= _LONGEST_UNIT and found[0].isascii() and found[0].islower()
    if is_short and _AMOUNT.search(text, max(0, found.start() - 2), found.start()):
        return "", UNKNOWN  # 0.5 m: 미터, or 엠
    before = _WORD_BEFORE.search(text, max(0, found.start() - _LONGEST_LOOK), found.start())
    is_name = before is not None and not _BARE_BEFORE.search(before[1])
    return found[0], final_sounds(found[0], is_name=is_name)


def _is_particle(subject: Subject, section: Section, start: int, span: Span, right: str) -> bool:
    """Return whether the syllable is a particle: nothing known spans it, and the right form would be one there.

    `start` is the place of the word that holds it.
    """
    read = subject.morphemes(section)
    around = read.within(span.start - _LONGEST_LOOK, span.start + 1)
    spanning = [token for token in around if token.start < span.start < token.end]
    own = next((token for token in around if token.start == span.start), None)
    before = next((token for token in reversed(around) if token.end == span.start), None)
    is_stem = before is not None and before.start == start and before.tag.startswith("V")
    if any(token.is_known for token in spanning) or (own and (own.tag == "XSN" or (is_stem and own.tag[0] == "E"))):
        return False  # 담는, 연구자가
    text = subject.entry.source
    whole = _surroundings(text, span, read.sentence_at(span.start))
    corrected = analyse(text[whole.start : span.start] + right + text[span.end : whole.end])
    return _stands_behind_noun(corrected.tokens, span.start - whole.start, right, is_sure=right in {"을", "를"})


def _surroundings(text: str, span: Span, sentence: Span) -> Span:
    """Return the sentence of a particle, or whole words of it where it is long: each particle costs as much."""
    start, end = max(sentence.start, span.start - _LONGEST_CONTEXT), min(sentence.end, span.end + _LONGEST_CONTEXT)
    if start > sentence.start:
        start = max(start, text.find(" ", start, span.start) + 1)
    if end < sentence.end:
        end = max(text.rfind(" ", span.end, end), span.end)
    return Span(start, end)


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
