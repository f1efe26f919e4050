"""Terms rendered as another word."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.checks.terms.glosses import end_of_gloss, gloss_of, replacement
from evals.checks.terms.ties import Company
from evals.korean.particles import agreeing, final_sound
from evals.terms.english import EnglishText, words_of
from evals.terms.glossary import read_glossary
from evals.terms.own_glossary import NO_OWN_GLOSSARY, OwnGlossary
from evals.terms.renderings import words_rendered
from summarizer.findings import Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.checks.terms.glosses import Gloss
    from evals.subject.subject import Subject
    from evals.terms.glossary import FalseFriend, Glossary
    from summarizer.digest.model import Section
    from summarizer.findings import Evidence, Finding

_LONGEST_COMPANY = 24
_ROOTS = ("N", "XR")
_BOUND = ("E", "J", "VX", "XS")


class _Place(NamedTuple):
    """A false friend at its place in the file."""

    friend: FalseFriend
    span: Span
    section: Section

    @property
    def name(self) -> tuple[str, str]:
        """The word, and what it is written for."""
        return self.friend.word, self.friend.term.english

    @property
    def within(self) -> Span:
        """The prose that it stands in."""
        return Span(self.section.start, self.section.end)


class _Proof(NamedTuple):
    """The English that a false friend mistranslates.

    Attributes:
        place: Where the false friend stands.
        evidence: The English.
        is_tied: Whether the two are surely about the same thing: by a gloss, a word beside both, or a whole phrase.
    """

    place: _Place
    evidence: Evidence
    is_tied: bool


class _Sources:
    """The texts of the paper, split into words when the first false friend asks for it."""

    def __init__(self, subject: Subject) -> None:
        self._sources = subject.sources
        self._company: dict[tuple[tuple[str, ...], bool], list[Company]] = {}
        self._found: dict[tuple[str, ...], Evidence | None] = {}

    @cached_property
    def _texts(self) -> list[EnglishText]:
        return [EnglishText(source.text) for source in self._sources]

    def tied(self, text: str, place: _Place, words: tuple[str, ...], glossary: Glossary) -> Evidence | None:
        """Return the first place of English words where the words beside them are those beside the false friend."""
        _, is_listed = key = words, place.friend.needs_company
        if key not in self._company:
            # What the glossary lists beside a word tells something, common as it is: 이유 성능.
            usual = None if is_listed else glossary.words
            self._company[key] = [Company(english, words, usual) for english in self._texts]
        for source, company in zip(self._sources, self._company[key], strict=True):
            span = company.of(text, place.span, place.within)
            if span:
                return source.evidence(span)
        return None

    def find(self, terms: Sequence[str]) -> Evidence | None:
        """Return the first words, in the nearest tier, that are one of the terms."""
        key = tuple(terms)
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def _find(self, terms: Sequence[str]) -> Evidence | None:
        if not terms:
            return None
        for source, text in zip(self._sources, self._texts, strict=True):
            span = text.find_any(terms)
            if span:
                return source.evidence(span)
        return None


class MistranslatedTerm:
    """Flags a term rendered as another word: quantization as 정량화, autoregressive as 저작권.

    It is an error for a known false friend of a term that stands in parentheses beside the word, or in the source. An
    everyday noun has to be tied to the source by a word that stands beside both (weight quantization: 가중치 정량화);
    저자 in a paper about autoregressive models is its author. Other words are wrong only in the company that gives them
    away (세대 behind 이미지, not 차세대), and a word that another word of the source explains is left alone: 지식 추출
    where the paper extracts knowledge, and distills it too. It is a warning when such company is not the source's, and
    when only the newsletter's own glossary rules the word out. A correction is left open when its sentence has the
    right word already.

    ## Why it matters
    A reader who meets 저작권 모델 looks for copyright in a paper about autoregressive models.

    ## Known gaps
    - Only the false friends that the glossary lists are seen.
    - One right use excuses every wrong one: 유물 for artifact, in a paper that mentions a museum.
    - A right rendering of another term (분류 for regression) is not seen.
    - An everyday noun without its English beside it, and without a word that its sentence shares with the source's, is
      believed: 정량화 at the head of a list, 체중 for the weights of a model.
    - A word with a gloss that it does not render (대화(fine-tuning)) is believed unless it is a false friend: the gloss
      may be a closer term, or stand behind the wrong word.
    - What is literal and understood (저순위, 무작위 숲) is no other word, and is left alone.
    """

    id: ClassVar[str] = "mistranslated-term"
    korean: ClassVar[str] = "quantization을 ‘정량화’로 옮기는 등 다른 말로 옮긴 용어를 찾습니다."
    version: ClassVar[int] = 3
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def __init__(self, own_glossary: OwnGlossary = NO_OWN_GLOSSARY) -> None:
        self._own_glossary = own_glossary

    def inspect(self, subject: Subject) -> Observation:
        """Look at every place where the letters of a false friend stand."""
        glossary = read_glossary(self._own_glossary)
        places = [
            _Place(friend, span.shifted(section.start), section)
            for section in subject.entry.sections
            for friend, span in glossary.false_friends_in(section.text)
        ]
        findings: list[Finding] = []
        done = 0
        for proof in _proven(subject, glossary, places):
            if proof.place.span.start >= done and _is_word(subject, proof.place):
                findings.append(_false_friend(subject, proof))
                done = proof.place.span.end
        return Observation(len(places), tuple(findings))


def _proven(subject: Subject, glossary: Glossary, places: Sequence[_Place]) -> Iterator[_Proof]:
    """Yield what proves places wrong, the longest first."""
    sources = _Sources(subject)
    ordered = sorted(places, key=lambda p: (p.span.start, -p.span.end, p.friend.is_variant))
    glosses = [gloss_of(subject.entry.source, place.span, place.within) for place in ordered]
    texts = {section.start: EnglishText(section.text) for section in {place.section for place in ordered}}
    named = [
        _glossed(subject, glossary, place, gloss, texts[place.section.start])
        for place, gloss in zip(ordered, glosses, strict=True)
    ]
    # What the entry glosses once, it means everywhere.
    everywhere = {place.name: evidence for place, evidence in zip(ordered, named, strict=True) if evidence}
    for place, gloss, evidence in zip(ordered, glosses, named, strict=True):
        if evidence:
            yield _Proof(place, evidence, is_tied=True)
        elif not (gloss and gloss.is_adjacent) and _is_in_company(subject, place):
            proof = _stated(subject, glossary, place, sources, everywhere.get(place.name))
            if proof:
                yield proof


def _stated(
    subject: Subject, glossary: Glossary, place: _Place, sources: _Sources, glossed: Evidence | None
) -> _Proof | None:
    """Return the term that the entry means elsewhere by the word, or that the source states where it has the word."""
    if glossed:
        return _Proof(place, glossed, is_tied=True)
    evidence = None if sources.find(glossary.meanings(place.friend)) else sources.find(place.friend.term.forms)
    if evidence is None:
        return None
    is_everyday = _is_everyday(subject, place)
    if not is_everyday and not place.friend.needs_company:
        return _Proof(place, evidence, is_tied=True)  # the words are those of the term: 지상 진실
    text, others = subject.entry.source, _others(place.friend)
    tied = sources.tied(text, place, place.friend.term.forms, glossary)
    if tied is None and (is_everyday or sources.find(others)):
        return None
    # 지식 추출, where the paper has both: knowledge distillation and knowledge extraction.
    if tied and sources.tied(text, place, others, glossary):
        return None
    return _Proof(place, tied or evidence, is_tied=tied is not None)


def _others(friend: FalseFriend) -> tuple[str, ...]:
    """Return the English words that the false friend usually renders, but for those of its own term and their stems."""
    own = tuple(word for form in friend.term.forms for word in words_of(form))
    rendered = words_rendered(friend.word)
    return tuple(word for word in rendered if not any(mine.startswith(word) or word.startswith(mine) for mine in own))


def _glossed(
    subject: Subject, glossary: Glossary, place: _Place, gloss: Gloss | None, around: EnglishText
) -> Evidence | None:
    """Return the term in the gloss; None when it is not there, or something that explains the word is."""
    friend = place.friend
    if gloss is None:
        return None
    words = gloss.span.of(subject.entry.source)
    english = EnglishText(words)
    named = english.find_any(friend.term.forms)
    if named is None or english.find_any(glossary.meanings(friend)):
        return None
    # Beside other words the term may have another sense: 객관적 지표(objective metrics).
    is_alone = not friend.is_ambiguous and words_of(words) == words_of(named.of(words))
    if not is_alone and not _is_in_company(subject, place):
        return None
    # 주인(principal)과 대리인(agent)
    if _is_everyday(subject, place) and around.find_any(glossary.meanings(friend)):
        return None
    return subject.entry_evidence(named.shifted(gloss.span.start))


def _is_everyday(subject: Subject, place: _Place) -> bool:
    """Return whether the word is one noun, as a dictionary has it: 저자, 정량화; but neither 저-순위 nor 지상 진실."""
    friend = place.friend
    if friend.needs_company or friend.is_variant or " " in friend.word:
        return False
    tags = [token.tag for token in subject.morphemes(place.section).within(place.span.start, place.span.end)]
    return "XPN" not in tags and sum(tag.startswith(_ROOTS) for tag in tags) == 1


def _is_in_company(subject: Subject, place: _Place) -> bool:
    friend, text = place.friend, subject.entry.source
    if not friend.needs_company:
        return True
    in_front = text[max(place.section.start, place.span.start - _LONGEST_COMPANY) : place.span.start]
    end = end_of_gloss(text, place.span.end, place.within)
    behind = text[end : min(place.section.end, end + _LONGEST_COMPANY)]
    return any(_ends_with(in_front, word) for word in friend.after) or behind.lstrip(" ").startswith(friend.before)


def _ends_with(text: str, word: str) -> bool:
    # A single syllable behind a space is the end of another word: 하고 해결 is no 고해결.
    return text.endswith(word) or (len(word) > 1 and text.endswith(f"{word} "))


def _is_word(subject: Subject, place: _Place) -> bool:
    """Return whether the letters begin and end where morphemes do: 세대 does not begin inside 차세대."""
    read = subject.morphemes(place.section)
    tokens = read.within(place.span.start, place.span.end)
    if not tokens or tokens[0].start != place.span.start or tokens[-1].end != place.span.end:
        return False
    if tokens[0].tag.startswith(_BOUND):
        return False  # 지면 of 길어지면
    before = read.within(max(0, place.span.start - 1), place.span.start)
    return not before or before[-1].tag != "XPN"


def _false_friend(subject: Subject, proof: _Proof) -> Finding:
    place, evidence = proof.place, proof.evidence
    friend, words = place.friend, place.span.of(subject.entry.source)
    quote, preferred = evidence.quote, friend.term.preferred
    if friend.is_variant:
        message = Message(
            en=f"The newsletter's glossary renders {quote!r} as {preferred}, not as {words}.",
            ko=f"용어집은 {quote}의 번역어를 '{words}' 대신 {_with(preferred, '으로')} 정합니다.",
        )
    else:
        message = Message(
            en=f"{words} is another word than {quote!r}, which is {preferred}.",
            ko=f"{_with(words, '은')} {quote}의 번역어가 아닙니다. {_with(preferred, '으로')} 옮깁니다.",
        )
    return subject.finding(
        MistranslatedTerm.id,
        Severity.ERROR if proof.is_tied and not friend.is_variant else Severity.WARNING,
        place.span,
        message,
        evidence=[evidence],
        fix=replacement(subject, place.span, place.section, friend, is_sure=proof.is_tied or friend.is_variant),
        # Another version of a paper changes what it says, not what its words mean.
        superseded=False,
    )


def _with(word: str, particle: str) -> str:
    sound = final_sound(word)
    return f"'{word}'{(agreeing(particle, sound) if sound else None) or particle}"
