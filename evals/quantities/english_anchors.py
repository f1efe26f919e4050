"""Where a quantity may begin in English: one pattern that leaps over every word that is none."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from evals.quantities.spelling import ADDRESS, JOINTS, LATIN_LETTERS, NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIGURE = "[0-9¼-¾⅐-⅞]"
_COUNTED_BY_ARTICLE = r"couple|dozen|half|third|quarter|hundred|thousand|million|billion|trillion|[a-z]{3,9}th"
_COUNTING = rf"[Aa]n?(?=\s{{1,2}}(?i:{_COUNTED_BY_ARTICLE})(?!\w))"
# A word with a digit; from 66%-to-75%, a range of figures.
_NAME = rf"(?=[{LATIN_LETTERS}{JOINTS}]{{0,60}}\d)(?!to-\d){NAME.pattern}"

_POWER_OF_TEN = r"\d{1,4}(?:\.\d{1,4})?\s?[×x*]\s{0,7}10[\^⁻⁰-⁹¹²³]"
_CITATION = r"(?<=\[)\d{1,4}(?:[,\-– ]{1,2}\d{1,4}){0,20} ?\]"
_BULLET = r"(?<![\w.<>=~≤≥+–-])(?<![to][of] )(?<![<>=~≤≥] )(?:1?\d|20)\.?\)(?!\w)"
_FRAME = r"\d{1,5}(?:\s?[×x*]\s{0,7}\d{1,5}){1,4}(?:[A-Za-z]{1,8})?(?!\d)(?!\^)"
_DATE = r"(?:19|20)\d\d[-/]\d{1,2}(?:[-/]\d{1,2})?(?![\d.])|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)"
_RATIO = r"\d{1,5}(?:\.\d{1,3})?(?:\s?:\s?\d{1,5}(?:\.\d{1,3})?){1,4}(?![\d:])"
_CARDS = r"\d{1,2}-[2-5]0[6-9]0s?(?!\w)"

NO_QUANTITY = re.compile(
    rf"{_CITATION}|{_BULLET}"
    rf"|(?<![\d.,])(?!{_POWER_OF_TEN})(?:{_FRAME}|{_DATE}|{ADDRESS}|{_RATIO}|{_CARDS})"
)
"""Figures that are a citation, a telephone number, a bullet, a frame, a date, an address, a ratio or 8-4090 cards."""


def anchors(words: Iterable[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the places where a quantity may begin with a figure, a name or one of the words.

    The first pattern matches where a text begins or goes on, the second is searched behind it. A match ends in a
    figure, or has the group `word`, a number word, or `name`, a word with a digit. What is searched begins with the
    character before the word: a pattern that begins with one set of characters is found many times faster.
    """
    word = rf"[{JOINTS}]{{0,3}}(?:(?P<word>(?:{_trie(words)})(?![A-Za-z])|{_COUNTING})|(?P<name>{_NAME}))"
    before = rf"[^{LATIN_LETTERS}{JOINTS.replace('/', '')}]"
    return re.compile(rf"{_FIGURE}|{word}"), re.compile(rf"{before}(?:(?<={_FIGURE})|{word})")


def _trie(words: Iterable[str]) -> str:
    """Return a pattern of the words, by their first letter, in any case."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        rests[word[0]].append(word[1:])
    return "|".join(f"[{first.upper()}{first}](?i:{'|'.join(rest)})" for first, rest in rests.items())
