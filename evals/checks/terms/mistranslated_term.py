"""Terms rendered as another word."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.checks.terms.glosses import end_of_gloss, gloss_of, glossed_phrases
from evals.checks.terms.replacement import replacement
from evals.findings import Message, Observation, Severity
from evals.korean.particles import agreeing, final_sound
from evals.terms.english import EnglishText, words_of
from evals.terms.glossary import read_glossary
from evals.terms.house import NO_HOUSE, House
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.checks.terms.glosses import Gloss
    from evals.findings import Evidence, Finding
    from evals.subject import Subject
    from evals.terms.glossary import FalseFriend, Glossary, Term
    from summarizer.digest.model import Section

_LONGEST_COMPANY = 24
_NOUNS = ("N", "XPN", "XSN", "XR")
_HANGUL = re.compile("[가-힣]")


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


class _Sources:
    """The texts of the paper, split into words when the first false friend asks for it."""

    def __init__(self, subject: Subject) -> None:
        self._sources = subject.sources

    @cached_property
    def _texts(self) -> list[EnglishText]:
        return [EnglishText(source.text) for source in self._sources]

    def find(self, terms: Sequence[str]) -> Evidence | None:
        """Return the first words, in the nearest tier, that are one of the terms."""
        if not terms:
            return None
        for source, text in zip(self._sources, self._texts, strict=True):
            span = text.find_any(terms)
            if span:
                return source.evidence(span)
        return None


class MistranslatedTerm:
    """Flags a term rendered as another word: quantization as 정량화, autoregressive as 저작권.

    It is an error for a known false friend of a term that stands in the source, or in parentheses beside the word.
    Words with an everyday sense are wrong only in the company that gives them away (세대 behind 이미지, not 차세대),
    and a word that another word of the source explains is left alone. It is a warning when the parentheses name a
    term of several words whose renderings share no syllable with the Korean, and when only the newsletter's own
    glossary rules the word out.

    ## Why it matters
    A reader who meets 저작권 모델 looks for copyright in a paper about autoregressive models.

    ## Known gaps
    - Only the false friends that the glossary lists are seen.
    - One right use excuses every wrong one: 유물 for artifact, in a paper that mentions a museum.
    - A right rendering of another term (분류 for regression) is not seen.
    """

    id: ClassVar[str] = "mistranslated-term"
    korean: ClassVar[str] = "quantization을 ‘정량화’로 옮기는 등 다른 말로 옮긴 용어를 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def __init__(self, house: House = NO_HOUSE) -> None:
        self._house = house

    def inspect(self, subject: Subject) -> Observation:
        """Look at every place where the letters of a false friend stand, and at every gloss."""
        glossary = read_glossary(self._house)
        places = [
            _Place(friend, span.shifted(section.start), section)
            for section in subject.entry.sections
            for friend, span in glossary.false_friends_in(section.text)
        ]
        findings: list[Finding] = []
        done = 0
        for place, evidence in _proven(subject, glossary, places):
            if place.span.start >= done and _is_word(subject, place):
                findings.append(_false_friend(subject, place, evidence))
                done = place.span.end
        glossed = [*_glossed_terms(subject, glossary)]
        findings += [*_strangers(subject, glossed, findings)]
        return Observation(len(places) + len(glossed), tuple(findings))


def _proven(subject: Subject, glossary: Glossary, places: Sequence[_Place]) -> Iterator[tuple[_Place, Evidence]]:
    """Yield the places that are proven wrong, the longest first, each with the English that it mistranslates."""
    sources = _Sources(subject)
    ordered = sorted(places, key=lambda p: (p.span.start, -p.span.end, p.friend.is_variant))
    glosses = [gloss_of(subject.entry.source, place.span, place.within) for place in ordered]
    proofs = [_proof(subject, glossary, *pair) for pair in zip(ordered, glosses, strict=True)]
    # What the entry glosses once, it means everywhere.
    everywhere = {place.name: proof for place, proof in zip(ordered, proofs, strict=True) if proof}
    for place, gloss, proof in zip(ordered, glosses, proofs, strict=True):
        evidence = proof
        if evidence is None and not (gloss and gloss.is_adjacent) and _is_in_company(subject, place):
            evidence = everywhere.get(place.name)
            if evidence is None and not sources.find(glossary.meanings(place.friend)):
                evidence = sources.find(place.friend.term.forms)
        if evidence:
            yield place, evidence


def _proof(subject: Subject, glossary: Glossary, place: _Place, gloss: Gloss | None) -> Evidence | None:
    """Return the term in the gloss; None when it is not there, or something that explains the word is."""
    friend = place.friend
    if gloss is None:
        return None
    english = EnglishText(gloss.span.of(subject.entry.source))
    named = english.find_any(friend.term.forms)
    if named is None or english.find_any(glossary.meanings(friend)):
        return None
    if friend.is_ambiguous and not _is_in_company(subject, place):
        return None
    return subject.entry_evidence(named.shifted(gloss.span.start))


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
    before = read.within(max(0, place.span.start - 1), place.span.start)
    return not before or before[-1].tag != "XPN"


def _false_friend(subject: Subject, place: _Place, evidence: Evidence) -> Finding:
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
        Severity.WARNING if friend.is_variant else Severity.ERROR,
        place.span,
        message,
        evidence=[evidence],
        fix=replacement(subject, place.span, place.section, friend),
        # Another version of a paper changes what it says, not what its words mean.
        superseded=False,
    )


def _with(word: str, particle: str) -> str:
    sound = final_sound(word)
    return f"'{word}'{(agreeing(particle, sound) if sound else None) or particle}"


def _glossed_terms(subject: Subject, glossary: Glossary) -> Iterator[tuple[Term, Span, Span]]:
    """Yield every gloss that is a term, with the place of the Korean phrase in front of it and its own."""
    text = subject.entry.source
    for section in subject.entry.sections:
        for korean, english in glossed_phrases(section.text):
            place = english.shifted(section.start)
            term = glossary.named(place.of(text))
            if term:
                yield term, korean.shifted(section.start), place


def _strangers(
    subject: Subject, glossed: Sequence[tuple[Term, Span, Span]], known: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield the phrases that share no syllable with any rendering of the term in their parentheses.

    A single English word is often the gloss of a part of the phrase only, so a term of several words is asked for.
    """
    flagged = {offset for finding in known for offset in range(finding.start, finding.end)}
    for term, korean, english in glossed:
        if len(words_of(term.english)) == 1 or not flagged.isdisjoint(range(korean.start, korean.end)):
            continue
        if set(_HANGUL.findall("".join(term.korean))).isdisjoint(korean.of(subject.entry.source)):
            yield _stranger(subject, term, _last_nouns(subject, korean), subject.entry_evidence(english))


def _last_nouns(subject: Subject, phrase: Span) -> Span:
    """Return the nouns at the end of the phrase; its last word when that is none."""
    section = subject.section_at(phrase.start)
    start = phrase.end
    for token in reversed(subject.morphemes(section).within(phrase.start, phrase.end) if section else ()):
        if not token.tag.startswith(_NOUNS):
            break
        start = token.start
    last_word = phrase.of(subject.entry.source).split(" ")[-1]
    return Span(min(start, phrase.end - len(last_word)), phrase.end)


def _stranger(subject: Subject, term: Term, korean: Span, evidence: Evidence) -> Finding:
    return subject.finding(
        MistranslatedTerm.id,
        Severity.WARNING,
        korean,
        Message(
            en=f"{korean.of(subject.entry.source)} is no rendering of {evidence.quote!r}, which is {term.preferred}.",
            ko=f"괄호 안의 영어와 뜻이 다릅니다: {evidence.quote}의 번역어는 '{term.preferred}'입니다.",
        ),
        evidence=[evidence],
    )
