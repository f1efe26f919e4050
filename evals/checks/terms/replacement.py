"""Putting the preferred rendering in the place of a false friend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.checks.terms.glosses import end_of_gloss
from evals.findings import Fix
from evals.korean.particles import agreeing, final_sound, particle_at, with_particle
from evals.terms.english import words_of
from summarizer.sentences import sentence_around
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject import Subject
    from evals.terms.glossary import FalseFriend
    from summarizer.digest.model import Section

# A rendering that stands beside the word already is not written twice; no rendering is longer.
_LONGEST_LOOK = 24
_LONGEST_SENTENCE = 200
_NOUN_ENDS = ("N", "XSN", "XR", "SL")
# Particles, nouns, punctuation and the copula go behind any noun.
_BEHIND_NOUNS = ("J", "N", "S", "XR", "M", "VCP")


def replacement(subject: Subject, span: Span, section: Section, friend: FalseFriend, *, is_sure: bool) -> Fix:
    """Return the correction of a false friend to the preferred rendering of its term; safe only when that is sure."""
    text, within = subject.entry.source, Span(section.start, section.end)
    in_front = text[max(section.start, span.start - _LONGEST_LOOK) : span.start]
    behind = text[span.end : min(section.end, span.end + _LONGEST_LOOK)]
    word = _joining(friend.term.preferred, in_front, behind)
    end, words = with_particle(text, span.end, word)
    edits = [Edit(span.start, end, words)]
    gloss_end = end_of_gloss(text, span.end, within)
    if gloss_end > span.end:
        edits += _particle_behind_gloss(text, gloss_end, span.of(text), word)
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


def _particle_behind_gloss(text: str, end: int, old: str, new: str) -> Iterator[Edit]:
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
