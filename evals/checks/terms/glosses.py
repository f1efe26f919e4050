"""Glosses: the English that stands in parentheses beside Korean words, or has them in its own parentheses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evals.korean.particles import agreeing, final_sound, particle_at, with_particle
from evals.terms.english import words_of
from summarizer.findings import Fix
from summarizer.sentences import sentence_around
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject.subject import Subject
    from evals.terms.glossary import FalseFriend
    from summarizer.digest.model import Section

_ENGLISH = r"\(([A-Za-z][^()\n]{2,80})\)"
# What a word may carry to its gloss: 정량화 기법(quantization method).
_BEHIND = re.compile(r"[가-힣 ]{0,12}" + _ENGLISH)
_IN_FRONT = re.compile(r"([A-Za-z][A-Za-z0-9 '\-]{1,60}) ?\($")
_ANY = re.compile(_ENGLISH)
_WORDS = re.compile(r"[a-z]{3}")
_LONGEST_LOOK = 100


class Gloss(NamedTuple):
    """English words that say what Korean words mean.

    Attributes:
        span: The place of the English.
        is_adjacent: Whether nothing stands between the two, so that the English speaks of no other word.
    """

    span: Span
    is_adjacent: bool


def gloss_of(text: str, word: Span, within: Span) -> Gloss | None:
    """Return the gloss of a word: behind it, also behind the nouns that follow, or in front of its parentheses.

    An acronym or a list of names is none: `저계층 방법(LoRA, GaLore)`.
    """
    behind = _BEHIND.match(text, word.end, min(within.end, word.end + _LONGEST_LOOK))
    if behind and _WORDS.search(behind[1]):
        return Gloss(Span(*behind.span(1)), text[word.end : behind.start(1) - 1].strip() == "")
    front = _IN_FRONT.search(text, max(within.start, word.start - _LONGEST_LOOK), word.start)
    return Gloss(Span(*front.span(1)), is_adjacent=True) if front and text[word.end : word.end + 1] == ")" else None


def end_of_gloss(text: str, end: int, within: Span) -> int:
    """Return where the parentheses that open at `end` close; `end` when none do."""
    match = _ANY.match(text, end, within.end)
    return match.end() if match else end


# A rendering that stands beside the word already is not written twice; no rendering is longer.
_REPLACEMENT_LONGEST_LOOK = 24
_LONGEST_SENTENCE = 200
_NOUN_ENDS = ("N", "XSN", "XR", "SL")
# Particles, nouns, punctuation and the copula go behind any noun.
_BEHIND_NOUNS = ("J", "N", "S", "XR", "M", "VCP")


def replacement(subject: Subject, span: Span, section: Section, friend: FalseFriend, *, is_sure: bool) -> Fix:
    """Return the correction of a false friend to the preferred rendering of its term; safe only when that is sure."""
    text, within = subject.entry.source, Span(section.start, section.end)
    in_front = text[max(section.start, span.start - _REPLACEMENT_LONGEST_LOOK) : span.start]
    behind = text[span.end : min(section.end, span.end + _REPLACEMENT_LONGEST_LOOK)]
    word = _joining(friend.term.preferred, in_front, behind)
    end, words = with_particle(text, span.end, word)
    edits = [Edit(span.start, end, words)]
    gloss_end = end_of_gloss(text, span.end, within)
    if gloss_end > span.end:
        edits += particle_behind_gloss(text, gloss_end, span.of(text), word)
    says_it = _says_as_much(friend, word) and not _says_twice(text, Span(span.start, gloss_end), within, word)
    return Fix(tuple(edits), safe=is_sure and says_it and _goes_on(subject, span, section, friend.word, word))


def _joining(preferred: str, in_front: str, behind: str) -> str:
    """Leave out what stands beside it anyway: 객관 함수 becomes 목적 함수, and 저자회귀 자기회귀."""
    words = preferred.split(" ")
    if len(words) > 1 and behind.lstrip(" ").startswith(words[-1]):
        words.pop()
    if len(words) > 1 and in_front.rstrip(" ").endswith(words[0]):
        words.pop(0)
    word = " ".join(words)
    ends = (word[-length:] for length in range(len(word) - 1, 1, -1))
    return word.removesuffix(next((end for end in ends if behind.startswith(end)), ""))


def particle_behind_gloss(text: str, end: int, old: str, new: str) -> Iterator[Edit]:
    """Yield the edit of a particle behind the parentheses that agrees with the old Korean word and not with the new."""
    particle, was, becomes = particle_at(text, end), final_sound(old), final_sound(new)
    if particle and was and becomes and agreeing(particle, was) == particle:
        form = agreeing(particle, becomes)
        if form and form != particle:
            yield Edit(end, end + len(particle), form)


def _says_twice(text: str, span: Span, within: Span, word: str) -> bool:
    """Return whether the sentence has the word already, so that the wrong one may be another: 추론 성능과 이유 성능."""
    start = max(within.start, span.start - _LONGEST_SENTENCE)
    around = text[start : min(within.end, span.end + _LONGEST_SENTENCE)]
    sentence = sentence_around(around, span.shifted(-start)).shifted(start)
    return word in text[sentence.start : span.start] or word in text[span.end : sentence.end]


def _says_as_much(friend: FalseFriend, word: str) -> bool:
    """Return whether no part of what the text says is lost or added.

    한 번 촬영 says more than 원샷; where 방사선 stands for a whole radiance field, 신경 방사장 says more than it.
    """
    more = word.count(" ") - friend.word.count(" ")
    is_whole = len(friend.word.split(" ")) >= len(words_of(friend.term.english))
    return more >= -1 and (more <= 0 or is_whole)


def _goes_on(subject: Subject, span: Span, section: Section, old: str, new: str) -> bool:
    """Return whether the new word stands where the old one stood.

    A noun takes the place of a noun, in front of a particle or another noun; 하다 behind it, or a word that is no
    noun (재정적, 훈련 없이), asks for the same ending.
    """
    read = subject.morphemes(section)
    *_, last = read.within(span.start, span.end)
    following = read.within(span.end, span.end + 1)
    is_noun = last.tag.startswith(_NOUN_ENDS) and last.form != "적"
    return new[-1] == old[-1] or (is_noun and (not following or following[0].tag.startswith(_BEHIND_NOUNS)))
