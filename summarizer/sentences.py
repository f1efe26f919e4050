"""Where the sentences of a text end: the one answer for Korean, English and both mixed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# What may close a sentence, with the quotes, brackets and emphasis that close with it. A run of marks is read whole.
_MARK = re.compile(r"(?<![.!?。])(?P<stops>[.!?。]+)[)\]\"'”’」』*_\0]*(?=(?P<gap>\s*)(?P<next>\S?))|\n")
_SIGN = re.compile(r"\S")
_WORD_BEFORE = re.compile(r"[A-Za-z.]+\Z")
_LONGEST_ABBREVIATION = 8
# A full stop behind these is part of the word.
_ABBREVIATIONS = frozenset(
    "al approx cf ch dr ed eds eq eqs est etc fig figs inc jr ltd mr mrs ms no nos pp prof ref refs resp sec sr st "
    "tab vol vs".split()
)
# What numbers an item of a list and says nothing by itself: `1.`, `(2).`, `가.`
_ITEM = re.compile(r"[*_#> -]*[(\[]?(?:\d{1,3}|[A-Za-z가-하])[)\]]?\.\s*\Z")
_LONGEST_ITEM = 12
_FIRST_HANGUL, _LAST_HANGUL = "가", "힣"


def sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a text end, in order: behind their marks, or behind the end of the line.

    The last sentence may lack an end. No sentence is empty: of a mark and the line's end behind it, the mark counts.
    Abbreviations (`et al.`), initials, decimals torn apart (`53. 6`) and numbers of lists end nothing.
    """
    ends: list[int] = []
    start = _begin(text, 0)
    for mark in _MARK.finditer(text):
        if start < mark.start() and (mark[0] == "\n" or _is_end(text, mark, start)):
            ends.append(mark.end())
            start = _begin(text, mark.end())
    return ends


def sentences(text: str) -> Iterator[Span]:
    """Yield the places of the sentences of a text, without the white space between them."""
    start = 0
    for end in [*sentence_ends(text), len(text)]:
        words = text[start:end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            yield Span(start + lead, start + len(words.rstrip()))
        start = end


def sentence_around(text: str, place: Span) -> Span:
    """Return the place of the sentence, or of the sentences, that hold a place, without the white space around them."""
    held = [one for one in sentences(text) if one.start < place.end and place.start < one.end]
    return Span(min(place.start, held[0].start), max(place.end, held[-1].end)) if held else place


def _begin(text: str, start: int) -> int:
    """Return where the next sentence begins: at the first sign that is not blank."""
    found = _SIGN.search(text, start)
    return found.start() if found else len(text)


def _is_end(text: str, mark: re.Match[str], start: int) -> bool:
    """Return whether the mark ends the sentence that begins at `start`."""
    before, behind = text[mark.start() - 1], mark["next"]
    has_gap = bool(mark["gap"]) or not behind
    if mark["stops"] != ".":
        return has_gap and not behind.islower()
    if mark.start() - start < _LONGEST_ITEM and _ITEM.match(text, start, mark.end("stops")):
        return False
    if _is_hangul(before):
        return has_gap or _is_hangul(behind)
    if not has_gap or behind.islower() or (behind.isdigit() and before.isdigit()):
        return False
    return not _is_abbreviation(text, mark.start(), behind)


def _is_hangul(sign: str) -> bool:
    return _FIRST_HANGUL <= sign <= _LAST_HANGUL


def _is_abbreviation(text: str, end: int, behind: str) -> bool:
    """Return whether the word in front of the full stop is short for another: `et al`, `e.g`, an initial, `p. 5`."""
    found = _WORD_BEFORE.search(text[max(0, end - _LONGEST_ABBREVIATION) : end])
    if found is None:
        return False
    word = found[0].lower()
    if len(word) == 1:
        return found[0].isupper() or behind.isdigit()
    return word in _ABBREVIATIONS or "." in word.strip(".")
