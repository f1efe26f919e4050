"""Seeds in words: direction, negation, comparison, names, versions and claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from evals.names.index import NameIndex
from evals.names.reading import read_words
from evals.seeding.figures import anchored_figures
from evals.seeding.model import Seed
from summarizer.sentences import sentence_ends
from summarizer.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject.subject import Subject

_OPPOSITES = {
    "증가": "감소",
    "감소": "증가",
    "향상": "저하",
    "저하": "향상",
    "개선": "악화",
    "높은": "낮은",
    "낮은": "높은",
    "단축": "연장",
    "절감": "추가",
}
# A change that is denied is no change the other way round: neither 성능 저하 없이 nor 성능 향상 없이 is a claim.
_OPPOSITE = re.compile(rf"(?:{'|'.join(_OPPOSITES)})(?![^.\n]{{0,6}}(?:없|않|못))")
_DENIALS = {
    "합니다": "하지 않습니다",
    "했습니다": "하지 않았습니다",
    "하였습니다": "하지 않았습니다",
    "함": "하지 않음",
}
_STATEMENT = re.compile(r"(?<=[가-힣])(하였습니다|했습니다|합니다|함)(?=\.|$)", re.MULTILINE)
_NAME = r"[A-Za-z][A-Za-z0-9.-]{2,40}"
_COMPARED = re.compile(rf"(?P<winner>{_NAME})(?:은|는|이|가) [^.\n]{{0,40}}?(?P<loser>{_NAME})보다", re.ASCII)
# The 5 of top-5 is no version.
_VERSION = re.compile(
    r"(?<![A-Za-z0-9])(?P<name>(?![Tt]op[- ]?\d)[A-Za-z]{3,20}[- ]?)(?P<digit>[1-8])(?![\d.]*[\dA-Za-z])", re.ASCII
)
_SUPERLATIVES = {"새로운": "세계 최초의", "여러": "모든", "다양한": "모든", "대부분의": "모든"}
_CLAIM = re.compile("|".join(_SUPERLATIVES))
# All 52 domains are no more than the 52 diverse domains of the paper.
_COUNT_BEFORE = re.compile(r"\d\S*\s\Z")
_LONGEST_COUNT = 20
_STRONG = re.compile(r"\b(?:first|all|any|every|only|best|never)\b|state[- ]of[- ]the[- ]art|outperform", re.IGNORECASE)
_SHORTEST_NAME = 6


def direction(subject: Subject) -> Iterator[Seed]:
    """Yield changes told the other way round, in sentences whose figure is known to be the paper's."""
    for section in subject.entry.sections:
        ends = sentence_ends(section.text)
        figures = [f.span.start - section.start for f in anchored_figures(subject)]
        known = {bisect_right(ends, place) for place in figures if 0 <= place < len(section.text)}
        for found in _OPPOSITE.finditer(section.text):
            if bisect_right(ends, found.start()) in known:
                yield _replaced("direction", section.start, found, _OPPOSITES[found.group()])


def negation(subject: Subject) -> Iterator[Seed]:
    """Yield statements that are denied: 합니다 as 하지 않습니다."""
    for section in subject.entry.sections:
        for found in _STATEMENT.finditer(section.text):
            yield _replaced("direction", section.start, found, _DENIALS[found.group()])


def comparison(subject: Subject) -> Iterator[Seed]:
    """Yield winners and losers in each other's place."""
    index = NameIndex(subject.sources)
    known = {word.key for source in subject.sources for word in read_words(source.text)}
    for section in subject.entry.sections:
        for found in _COMPARED.finditer(section.text):
            keys = [word.key for part in ("winner", "loser") for word in read_words(found[part])]
            if found["winner"] != found["loser"] and all(key in known or index.has(key) for key in keys):
                yield Seed(
                    "comparison",
                    tuple(
                        Edit(section.start + found.start(part), section.start + found.end(part), found[other])
                        for part, other in (("winner", "loser"), ("loser", "winner"))
                    ),
                )


def name(subject: Subject) -> Iterator[Seed]:
    """Yield names of the source with two letters exchanged."""
    index = NameIndex(subject.sources)
    for section in subject.entry.sections:
        for word in read_words(section.text):
            text = word.text
            middle = len(text) // 2
            other = text[: middle - 1] + text[middle] + text[middle - 1] + text[middle + 1 :]
            is_plain = len(text) >= _SHORTEST_NAME and text.isascii() and text.isalpha() and word.is_coined
            is_new = all(not index.has(known.key) for known in read_words(other))
            if is_plain and is_new and other.lower() != text.lower() and index.has(word.key):
                start = section.start + word.start
                yield Seed("entity", (Edit(start, start + len(text), other),))


def version(subject: Subject) -> Iterator[Seed]:
    """Yield models of the source in the next version: GPT-3 as GPT-4."""
    source = "\n".join(source.text for source in subject.sources)
    for section in subject.entry.sections:
        for found in _VERSION.finditer(section.text):
            other = f"{found['name']}{int(found['digit']) + 1}"
            if found.group() in source and other not in source:
                yield _replaced("entity", section.start, found, other)


def overclaim(subject: Subject) -> Iterator[Seed]:
    """Yield claims that a source without any such word does not make: 새로운 as 세계 최초의."""
    if any(_STRONG.search(source.text) for source in subject.sources):
        return
    for section in subject.entry.sections:
        for found in _CLAIM.finditer(section.text):
            claim, at = _SUPERLATIVES[found.group()], found.start()
            is_counted = _COUNT_BEFORE.search(section.text, max(0, at - _LONGEST_COUNT), at)
            if not (claim == "모든" and is_counted):
                yield _replaced("overclaim", section.start, found, claim)


def _replaced(label_type: str, offset: int, found: re.Match[str], text: str) -> Seed:
    return Seed(label_type, (Edit(offset + found.start(), offset + found.end(), text),))


_MARKUP = ("\\mathbf{x} ", "<br> ", "italic_x ")


def dropped_section(subject: Subject) -> Iterator[Seed]:
    """Yield bullets that go missing."""
    for section in subject.entry.sections:
        if section.name and len(subject.entry.sections) > 1:
            start, end = section.bullet.start, section.bullet.end
            end += subject.entry.source.startswith("\n", end)
            yield Seed("missing-section", (Edit(start, end, ""),), is_whole=True)


def repeated_section(subject: Subject) -> Iterator[Seed]:
    """Yield bullets that stand twice."""
    for section in subject.entry.sections:
        if section.name:
            end = section.bullet.end
            yield Seed(
                "missing-section", (Edit(end, end, f"\n{section.bullet.of(subject.entry.source)}"),), is_whole=True
            )


def author_list(subject: Subject) -> Iterator[Seed]:
    """Yield lists of authors that end in a plus sign, or are the repr of a list."""
    place = subject.entry.authors_span
    if place and len(subject.entry.authors) > 1:
        words = place.of(subject.entry.source)
        for text in (f"{words}, +", str(list(subject.entry.authors))):
            yield Seed("author-mismatch", (Edit(place.start, place.end, text),))


def markup(subject: Subject) -> Iterator[Seed]:
    """Yield LaTeX, HTML and remains of MathML in front of the second word of a bullet."""
    for section in subject.entry.sections:
        gap = section.text.find(" ")
        if gap > 0:
            for text in _MARKUP:
                yield Seed("format", (Edit(section.start + gap + 1, section.start + gap + 1, text),))
