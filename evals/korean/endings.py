"""How Korean sentences end: their speech level, and the same ending in another level."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from evals.korean.asides import BLANK
from summarizer.sentences import sentence_ends
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.korean.morphemes import Morpheme


class Ending(Enum):
    """The level of a sentence, by its Korean name."""

    FORMAL = "합니다체"
    PLAIN = "한다체"
    POLITE = "해요체"
    NOMINAL = "명사형"
    """…함, …음, …임."""


class SentenceEnd(NamedTuple):
    """The last word of a sentence that ends in a level."""

    word: Span
    level: Ending


_BASE, _FINALS = ord("가"), 28
_NONE, _NIEUN, _RIEUL, _BIEUP, _DOUBLE_SIOT = 0, 4, 8, 17, 20

_STOPS = frozenset(".!?。")
_MARKS = _STOPS | frozenset(f" \t\r\n*_\"'”’)]{BLANK}")
_LONGEST_WORD = 24
_POLITE = re.compile(
    r"(?:[어아해돼여져워와려줘봐네군데써켜내겨래대게까]|거든|이에|예|세|[가-힣]나)요\Z|[하되이있없았었겠]죠\Z"
)
_NOMINAL = re.compile(r"[함음임됨킴짐줌냄큼룸]\Z")
# Words that only look like an ending.
_NOUNS = re.compile(
    r"(?:바다|소다|람다|판다|캐나다|베란다|아젠다|어젠다|르완다|우간다|수다|패러다임|런타임|타임|게임|프레임|책임|모임|다음|처음|마음|소음"
    r"|믿음|발음|녹음|자음|모음|움직임|쓰임|짜임|결함|포함|(?<![가-힣])[가-힣])\Z"
)
_NOT_COPULAS = re.compile(r"(?:길이|깊이|넓이|높이|놀이|풀이|란|단)다\Z")
# Stems that end in a vowel and are no noun in front of a copula (과제다): 다르다, 나쁘다 …
_VOWEL_STEMS = re.compile(r"(?:(?<!이)하|아니|[다빠따이오모흐]르|[나예]쁘|(?<![가-힣])크)다\Z")


def levels_of(spoken: str) -> Iterator[SentenceEnd]:
    """Yield the sentences of a text, its asides blanked out, whose level their last word tells.

    A line without a full stop is no sentence, unless the text ends with it.
    """
    done = 0
    for stop in [*sentence_ends(spoken), len(spoken)]:
        end = stop
        while end > done and spoken[end - 1] in _MARKS:
            end -= 1
        start = end
        while start > max(done, end - _LONGEST_WORD) and "가" <= spoken[start - 1] <= "힣":
            start -= 1
        level = level_of(spoken[start:end])
        if level and (stop == len(spoken) or not _STOPS.isdisjoint(spoken[end:stop])):
            yield SentenceEnd(Span(start, end), level)
        done = stop


def level_of(word: str) -> Ending | None:
    """Return the level that a sentence ends in with `word`; None when the word is no certain ending."""
    if word.endswith(("니다", "니까")) and _final(word[-3:-2]) == _BIEUP:
        return Ending.FORMAL
    if _NOUNS.search(word):
        return None
    if word.endswith("다"):
        return Ending.PLAIN
    if _POLITE.search(word):
        return Ending.POLITE
    return Ending.NOMINAL if _NOMINAL.search(word) else None


def in_level(word: str, level: Ending, tokens: Sequence[Morpheme]) -> str | None:
    """Return the ending `word` in `level`, where its conjugation is certain.

    Args:
        word: The last word of a sentence in 합니다체 or 한다체.
        level: The other one of the two.
        tokens: The morphemes of the word.
    """
    own = level_of(word)
    if (own, level) == (Ending.PLAIN, Ending.FORMAL):
        return _formal(word, tokens)
    if (own, level) == (Ending.FORMAL, Ending.PLAIN) and word.endswith("다"):
        return _plain(word, tokens)
    return None


def _formal(word: str, tokens: Sequence[Morpheme]) -> str | None:
    stem = word[:-1]
    final = _final(stem[-1])
    if word.endswith("는다") and _final(word[-3:-2]) not in {_NONE, _RIEUL, None}:
        return word[:-2] + "습니다"
    if (noun := _end_of_noun(tokens)) and final == _NONE:
        return word[:noun] + "입니다"
    if _NOT_COPULAS.search(word):
        return None
    is_open = _VOWEL_STEMS.search(word) or (stem[-1] == "이" and _final(stem[-2:-1]) != _NONE)
    if final in {_NIEUN, _RIEUL} or is_open:
        return _with_final(stem, _BIEUP) + "니다"
    return stem + "습니다" if final != _NONE else None


def _plain(word: str, tokens: Sequence[Morpheme]) -> str | None:
    stem = word[: -len("니다")]
    predicate = _predicate(tokens)
    if stem.endswith("습"):
        stem = stem[:-1]
        if _final(stem[-1:]) == _DOUBLE_SIOT or predicate == "VA":
            return stem + "다"
        return stem + "는다" if predicate == "VV" else None
    open_stem = _with_final(stem, _NONE)
    if predicate in {"VV", "XSV", "VX"}:
        return _with_final(stem, _NIEUN) + "다"
    if predicate in {"VA", "XSA", "VCP", "VCN"}:
        has_rieul = _final(_stem_form(tokens)[-1:]) == _RIEUL
        return (_with_final(stem, _RIEUL) if has_rieul else open_stem) + "다"
    return None


def _predicate(tokens: Sequence[Morpheme]) -> str:
    """Return the part of speech, without its irregularity, of what the final ending is attached to."""
    before = _before_ending(tokens)
    return before.tag.partition("-")[0] if before else ""


def _end_of_noun(tokens: Sequence[Morpheme]) -> int | None:
    """Return the length of the word without its copula, where that is sure: 문제 of 문제이다, 과제 of 과제다."""
    before = _before_ending(tokens)
    if before is None or before.tag != "VCP":
        return None
    noun = tokens[max(0, tokens.index(before) - 1)]
    is_sure = noun.tag.startswith("N") and noun.is_known and len(noun.form) > 1 and noun.end == before.start
    return noun.end - tokens[0].start if is_sure else None


def _stem_form(tokens: Sequence[Morpheme]) -> str:
    before = _before_ending(tokens)
    return before.form if before else ""


def _before_ending(tokens: Sequence[Morpheme]) -> Morpheme | None:
    place = next((i for i, token in enumerate(tokens) if token.tag == "EF"), 0)
    return tokens[place - 1] if place else None


def _final(syllable: str) -> int | None:
    """Return the number of the final consonant, 0 for none; None when this is no Korean syllable."""
    return (ord(syllable) - _BASE) % _FINALS if "가" <= syllable <= "힣" else None


def _with_final(word: str, final: int) -> str:
    """Return `word` with another final consonant in its last syllable."""
    code = ord(word[-1]) - _BASE
    return word[:-1] + chr(_BASE + code - code % _FINALS + final)
