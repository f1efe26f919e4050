"""How words in any script may be read aloud in Korean prose, as far as their last sound goes."""

from __future__ import annotations

import re

from evals.korean.particles import Sound, final_sound

_VOWEL, _RIEUL, _CONSONANT = (frozenset({sound}) for sound in (Sound.VOWEL, Sound.RIEUL, Sound.CONSONANT))
_EITHER = _VOWEL | _CONSONANT
UNKNOWN: frozenset[Sound] = frozenset()

# The digits as English reads them: 원, 투, 쓰리 … of a version.
_ENGLISH_DIGITS = dict(
    zip("0123456789", (_VOWEL, _CONSONANT, *(_VOWEL,) * 5, _CONSONANT, _VOWEL, _CONSONANT), strict=True)
)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?\Z")
_COUNTED = re.compile(r"\d[BMTD]\Z")
_UNIT = re.compile(r"\d[A-Z]\Z")
_OMNI = re.compile(r"\d[oO]\Z")
_ROMAN = re.compile(r"(?<![A-Za-z])[IVX]{2,}\Z")
_CAPITALS = re.compile(r"[A-Z]+\Z")
_LAST_CAPITAL = re.compile(r"[a-z][A-Z]\Z")
_PLURAL = re.compile(r"[A-Z]{2,}s\Z")
_SMALL = re.compile(r"[A-Za-z]?[a-z]+\Z")
_HAS_VOWEL = re.compile(r"[aeiouy]")
# How loanwords end, after the orthography of foreign words: nasals and l keep their sound as a final, fricatives and
# voiced stops take 으 or 이, and a stop behind a vowel does one or the other (봇, 노트; 타입, 테이프). The first ending
# wins.
_ENDINGS = tuple(
    (re.compile(f"(?:{ending})\\Z"), sounds)
    for ending, sounds in (
        (r"[a-z]le|l", _RIEUL),
        (r"[mn]e|[aeiouy](?:[tkpq]|tt|pp|[tp]e)|que|[mr]p|[^m]pt|[cl]k|od|[bc]|[^n]g", _EITHER),
        (r"[mn]|ng", _CONSONANT),
        (r"[aeiouy]|[tkpdfhjqvwxzr]|ss|us", _VOWEL),
    )
)
_SHORTEST_WORD = 3
_SHORTEST_PART = 2


def final_sounds(word: str, *, is_name: bool = False) -> frozenset[Sound]:
    """Return every sound that `word` may end in when read aloud; nothing when its reading is unknown.

    Hangul has one reading. A number has one too, unless it numbers a name (`Llama 3`: 삼 or 쓰리). Capitals are spelt
    letter by letter, or read as a word where they can be (`CLIP`: 피 or 클립); words in small letters are read as the
    orthography of loanwords has it.

    Args:
        word: One word, of which all that counts is what stands behind the last hyphen, slash or other sign.
        is_name: Whether the word before it makes a number part of a name.
    """
    if "가" <= word[-1:] <= "힣" or word[-1:] == "%":
        return _only(final_sound(word))
    if number := _DIGITS.search(word):
        return _number(word, number, is_name=is_name)
    if _COUNTED.search(word):
        return _only(final_sound(word))
    if _OMNI.search(word):
        return _VOWEL
    if _UNIT.search(word) or _ROMAN.search(word):
        return UNKNOWN  # 10K is 만, 천 or 케이; III is 삼 or 쓰리
    return _latin(word)


def _only(sound: Sound | None) -> frozenset[Sound]:
    return frozenset({sound}) if sound else UNKNOWN


def _number(word: str, number: re.Match[str], *, is_name: bool) -> frozenset[Sound]:
    digits, before = number[0], word[: number.start()]
    if before and before[-1] not in "-–~" and not before[-1].isalpha():
        return UNKNOWN  # part of a formula, a fraction or a ratio
    korean = _only(final_sound(digits))
    if digits == "0":
        return _EITHER
    if not (is_name or before.strip("-–~0123456789.,")):
        return korean
    is_single = len(digits) == 1 or "." in digits
    return korean | (_ENGLISH_DIGITS[digits[-1]] if is_single else _EITHER)


def _latin(word: str) -> frozenset[Sound]:
    if _PLURAL.search(word):
        return _VOWEL | _latin(word[:-1])  # the plural's s is read, or it is not
    if _LAST_CAPITAL.search(word):
        return UNKNOWN  # LaTeX is 텍 or 텍스, mg/dL a unit
    if capitals := _CAPITALS.search(word):
        last = capitals[0][-1]
        spelt = _VOWEL | _RIEUL if last == "R" else _only(final_sound(last))
        *before, part = re.split(r"[^A-Za-z]", word)
        return spelt | _as_word(part, capitals[0], shortest=_SHORTEST_PART if any(before) else _SHORTEST_WORD)
    small = _SMALL.search(word)
    if small is None or word[: small.start()][-1:].isdigit():
        return UNKNOWN  # a unit, or a letter with an accent
    if len(small[0]) == 1:
        return _only(final_sound(small[0].upper())) if not word[: small.start()][-1:].isalpha() else UNKNOWN
    return _word(small[0].lower())


def _as_word(word: str, capitals: str, shortest: int) -> frozenset[Sound]:
    if len(word) < shortest or not _HAS_VOWEL.search(word.lower()):
        return UNKNOWN
    if capitals.endswith("R") and not _HAS_VOWEL.search(word[-2].lower()):
        return UNKNOWN
    return _word(word.lower())


def _word(word: str) -> frozenset[Sound]:
    if not _HAS_VOWEL.search(word):
        return UNKNOWN
    for ending, sounds in _ENDINGS:
        if ending.search(word):
            return sounds
    # A plural may be read without its s.
    return _VOWEL | _word(word[:-1])
