"""Particles that agree with the sound before them: 을/를, 이/가, 은/는, 과/와, 으로/로 and their kin."""

from __future__ import annotations

import re
from enum import Enum


class Sound(Enum):
    """How a word ends when it is read aloud."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    """ㄹ, behind which 로 stands as behind a vowel."""
    CONSONANT = "consonant"


_DIGITS = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
_SIGNS = {"%": "트", "℃": "도", "°": "도", "$": "러", "×": "배"}
# R is 알 or 아르.
_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQSTUVWXYZ",
        "이비씨디이프지치이이이엘엠엔오피큐스티유이유스이트",
        strict=True,
    )
)
_RIEUL = 8

# (behind a consonant, behind a vowel), longest first; 로 stands behind ㄹ as well.
_PAIRS = (
    ("으로부터", "로부터"),
    ("으로서", "로서"),
    ("으로써", "로써"),
    ("이라는", "라는"),
    ("이라고", "라고"),
    ("이었", "였"),
    ("이며", "며"),
    ("이나", "나"),
    ("으로", "로"),
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
)
# `이` may open another ending (이다, 입니다, 이상): only a particle that ends its word, or goes on with these, is one.
_FOLLOWING = re.compile(r"(?:도|는|의|만)?(?![가-힣])|(?<=었)[가-힣]|(?<=였)[가-힣]")
_PARTICLE = re.compile("|".join(sorted({form for pair in _PAIRS for form in pair}, key=len, reverse=True)))


def final_sound(word: str) -> Sound | None:
    """Return the sound that `word` ends in when read aloud; None when that is not certain.

    Hangul, digits, a few signs and Latin capitals spelt letter by letter (`LLM`, `8B`) are certain; a Latin
    word in small letters is not.
    """
    last = word[-1:]
    if last in _DIGITS:
        last = _DIGITS[last]
    elif last in _SIGNS:
        last = _SIGNS[last]
    elif last in _LETTERS and not (len(word) > 1 and word[-2].islower()):
        last = _LETTERS[last]
    if not "가" <= last <= "힣":
        return None
    coda = (ord(last) - ord("가")) % 28
    if coda == 0:
        return Sound.VOWEL
    return Sound.RIEUL if coda == _RIEUL else Sound.CONSONANT


def agreeing(particle: str, sound: Sound) -> str | None:
    """Return the form of `particle` behind `sound`; None when it is no particle that agrees."""
    for closed, open_ in _PAIRS:
        if particle in (closed, open_):
            takes_open = sound is Sound.VOWEL or (sound is Sound.RIEUL and open_.startswith("로"))
            return open_ if takes_open else closed
    return None


def followed_by(particle: str, word: str, quote: str = "") -> str:
    """Return `word`, between quotes if there are any, with `particle` in the form that agrees, or else as it is."""
    sound = final_sound(word)
    return f"{quote}{word}{quote}{(agreeing(particle, sound) if sound else None) or particle}"


def particle_at(text: str, position: int) -> str | None:
    """Return the agreeing particle that starts at `position`; None when something else stands there."""
    match = _PARTICLE.match(text, position)
    return match.group() if match and _FOLLOWING.match(text, match.end()) else None


def with_particle(text: str, end: int, word: str) -> tuple[int, str]:
    """Return what to write when the word that ends at `end` becomes `word`.

    Returns:
        The place up to which to replace, and the new words: `word`, with the particle behind it in the form
        that agrees when there is one and the sound is certain.
    """
    particle, sound = particle_at(text, end), final_sound(word)
    form = agreeing(particle, sound) if particle and sound else None
    if particle is None or form is None or form == particle:
        return end, word
    return end + len(particle), word + form
