"""Whose a figure is: the names and measured things that a sentence gives its figures to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evals.names.reading import letters, read_words
from evals.relations.measures import english_measures, korean_measures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.names.reading import Word
    from evals.quantities.model import Language
    from evals.subject.figures import Figure

_POSSESSIVE = re.compile(r"['’]s$")
_VERB = re.compile(r" [a-z]+s\b")
_SHORTEST_PART, _SHORTEST_WORD = 4, 3
METRICS = frozenset("flops flop mac macs vram f1 wer fid ppl miou psnr ssim bleu".split())
"""Names of what is measured, which many figures of one text share."""
# Words in capitals that own nothing.
_EVERYDAY = METRICS | frozenset(
    "ai llm llms lm lms vlm vlms mllm mllms gpu gpus cpu sota api the a an in on for our we with while this it by to "
    "from at of and or".split()
)


_ANYTHING = "performance"  # what is measured, whatever it is: it owns every figure


class Mention(NamedTuple):
    """A name or a measured thing where a text mentions it.

    Attributes:
        key: What is the same in both languages.
        start: Where the words start.
        end: Where they end, exclusive.
    """

    key: str
    start: int
    end: int


class Bond(NamedTuple):
    """A figure and whom a sentence gives it to.

    Attributes:
        figure: The figure.
        owner: A name or a measured thing.
        role: The preposition between them; empty when there is none. Owners in one role exclude each other.
    """

    figure: Figure
    owner: Mention
    role: str = ""


def names(text: str, offset: int, figures: Sequence[Figure], *, language: Language) -> list[Mention]:
    """Return the Latin-script names of a sentence that can own a figure: models, datasets, tasks, metrics.

    Words in capitals that follow each other are one name, and so is a number behind one that is no figure:
    `VL Reward Bench`, `AIME 2024`.
    """
    taken = [figure.span for figure in figures if not figure.quantity.is_name_size]
    first = offset + len(text) - len(text.lstrip()) if language == "en" else -1
    found: list[Mention] = []
    for word in read_words(text, offset):
        span, key = word.span, _POSSESSIVE.sub("", word.text)
        is_number = word.text[0].isdigit()
        # `Furthermore`, `Experiments show`; but `Stork outperforms`.
        is_adverb = span.start == first and not word.is_coined and not _VERB.match(text, span.end - offset)
        if is_adverb or any(span.overlaps(other) for other in taken) or not (is_number or _is_name(word)):
            continue
        if found and found[-1].end + 1 == span.start and text[span.start - 1 - offset] == " ":
            found[-1] = Mention(found[-1].key + letters(key), found[-1].start, span.end)
        elif not is_number:
            found.append(Mention(letters(key), span.start, span.end))
    return found


def opponents(text: str, offset: int, figures: Sequence[Figure], *, language: Language) -> list[Mention]:
    """Return what a sentence may compare something with: its names, and other words in Latin script."""
    others = [
        Mention(word.key, word.start, word.span.end)
        for word in read_words(text, offset)
        if word.text.islower() and len(word.key) >= _SHORTEST_WORD and word.key not in _EVERYDAY
    ]
    return sorted([*names(text, offset, figures, language=language), *others], key=lambda mention: mention.start)


def _is_name(word: Word) -> bool:
    return word.key not in _EVERYDAY and any(c.isupper() or c.isdigit() for c in word.text)


_VENUE = re.compile(
    r"(?:\([^()]{0,40}\))? ?(?:벤치마크|데이터 ?셋|데이터 ?세트|작업|과제|태스크|평가|설정)?(?:들)?에서"
)


def venues(text: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the keys of the names that a Korean sentence gives as the place of a test: ReedBench 평가에서."""
    return frozenset(mention.key for mention in mentions if _VENUE.match(text, mention.end))


def is_one(one: str, other: str) -> bool:
    """Return whether two keys may stand for one owner: they are equal, or one is the other with more around it."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST_PART and shorter in longer


def measures(text: str, offset: int, _figures: Sequence[Figure], *, language: Language) -> list[Mention]:
    """Return the measured things that a sentence names."""
    read = korean_measures if language == "ko" else english_measures
    return [Mention(m.name, m.start + offset, m.end + offset) for m in read(text) if m.name != _ANYTHING]


_RESOLUTION = re.compile(r"(?<![A-Za-z0-9.])(\d{2,4})(?:x|×| × | x |times|\$?\\times\$?)(\d{2,4})(?![A-Za-z0-9]|\.\d)")


def resolutions(text: str, offset: int, _figures: Sequence[Figure], *, language: Language) -> list[Mention]:  # noqa: ARG001 - sizes are written alike in all languages
    """Return the sizes of images that a sentence names, at each of which a model may have another score."""
    return [
        Mention(f"{found[1]}x{found[2]}", found.start() + offset, found.end() + offset)
        for found in _RESOLUTION.finditer(text)
    ]


_KOREAN_JOINT = re.compile(r"[ )]{0,2}(?:와|과|나|이나|및|,|·|/|그리고|, 그리고) ?")
_KOREAN_TO_FIGURE = re.compile(
    r"(?:[와과] 같은|에서는?|에서의|에는?|은|는|이|가|의|을|를|보다|대비|으로|로|에 대해|에 비해)?"
    r" ?(?:[^,.;()와과및]{0,34} )?(?:기준 ?)?(?:각각 )?(?:약 |최대 |평균 |총 |무려 )?[$(:+~]{0,3}"
)
_KOREAN_TO_OWNER = re.compile(
    r"[$}]{0,2}(?:의|만큼|나|이나)?(?: 더)?"
    r" (?:높은|낮은|빠른|적은|작은|큰|많은|긴|짧은|나은|향상된|개선된|감소된) (?:[가-힣]{1,6} )?"
)
_ENGLISH_JOINT = re.compile(r"[ )$}\\]{0,3}(?:,|and|, and|or|/|&|vs\.?) ?[($~+]{0,2}")
_ENGLISH_TO_OWNER = re.compile(
    r"[ $}\\)-]{0,4}(?!and\b|or\b|while\b)(?:[A-Za-z0-9@-]+ ){0,8}?"
    r"(?:on|in|for|at|over|against|than|across|of|from|to|with)? ?(?:the )?"
)
_PREPOSITION = re.compile(r"\b(on|in|for|at|over|against|than|across|of|from|to|with) (?:the )?$")
_NEXT_CLAUSE = re.compile(r"[가-힣](?:고|며|지만|면서) ")
_NEXT_PART = re.compile(r"[,;]|\b(?:and|or|while|but)\b")
_RESPECTIVELY = re.compile(r"[^.;]{0,40}\brespectively\b")
_LONGEST_LIST, _LIST_GAP, _LONG_LIST_GAP = 6, 60, 140


def korean_bonds(text: str, figures: Sequence[Figure], owners: Sequence[Mention]) -> list[Bond]:
    """Return who owns which figure of a Korean sentence, as far as its order leaves no doubt; one owner a figure."""
    bonds = list(_listed(text, _runs(text, owners, _KOREAN_JOINT), _figure_runs(text, figures, _KOREAN_JOINT)))
    done = {id(bond.figure) for bond in bonds}
    spent = {bond.owner.start for bond in bonds}
    for figure in figures:
        if id(figure) in done:
            continue
        before, after = _neighbours(figure, figures, owners)
        if after and _KOREAN_TO_OWNER.fullmatch(text, figure.span.end, after[0].start):
            bonds.append(Bond(figure, after[0]))
            spent.add(after[0].start)
        elif before and before[-1].start not in spent and _leads_to(text, before[-1], figure):
            bonds.append(Bond(figure, before[-1]))
    return bonds


def _leads_to(text: str, owner: Mention, figure: Figure) -> bool:
    start, end = owner.end, figure.span.start
    return bool(_KOREAN_TO_FIGURE.fullmatch(text, start, end)) and not _NEXT_CLAUSE.search(text, start, end)


def english_bonds(text: str, figures: Sequence[Figure], owners: Sequence[Mention]) -> list[Bond]:
    """Return who may own which figure of an English sentence; a figure may have an owner on either side."""
    named, counted = _runs(text, owners, _ENGLISH_JOINT), _figure_runs(text, figures, _ENGLISH_JOINT)
    bonds = [*_listed(text, named, counted), *_listed_behind(text, named, counted)]
    done = {id(bond.figure) for bond in bonds}
    spent: set[int] = set()
    for figure in figures:
        if id(figure) in done:
            continue
        before, after = _neighbours(figure, figures, owners)
        if before and not (before[-1].start in spent and _NEXT_PART.search(text, before[-1].end, figure.span.start)):
            bonds.append(Bond(figure, before[-1]))
        for owner in after:
            if not _ENGLISH_TO_OWNER.fullmatch(text, figure.span.end, owner.start):
                break
            role = _PREPOSITION.search(text, figure.span.end, owner.start)
            bonds.append(Bond(figure, owner, role[1] if role else ""))
            spent.add(owner.start)
    return bonds


def _neighbours(
    figure: Figure, figures: Sequence[Figure], owners: Sequence[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """Return the owners before and behind a figure that no other figure stands between."""
    start, end = figure.span.start, figure.span.end
    low = max((f.span.end for f in figures if f.span.end <= start), default=-1)
    high = min((f.span.start for f in figures if f.span.start >= end), default=owners[-1].end if owners else 0)
    before = [owner for owner in owners if low <= owner.start and owner.end <= start]
    after = [owner for owner in owners if end <= owner.start and owner.end <= max(high, end)]
    return before, after


def _runs(text: str, owners: Sequence[Mention], joint: re.Pattern[str]) -> list[list[Mention]]:
    """Return the lists that owners stand in: `MMLU, GSM8K와 MATH`."""
    runs: list[list[Mention]] = []
    for owner in owners:
        if runs and joint.fullmatch(text, runs[-1][-1].end, owner.start):
            runs[-1].append(owner)
        else:
            runs.append([owner])
    return [run for run in runs if 1 < len(run) <= _LONGEST_LIST]


def _figure_runs(text: str, figures: Sequence[Figure], joint: re.Pattern[str]) -> list[list[Figure]]:
    runs: list[list[Figure]] = []
    for figure in figures:
        if runs and joint.fullmatch(text, runs[-1][-1].span.end, figure.span.start):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return [run for run in runs if 1 < len(run) <= _LONGEST_LIST]


def _listed(text: str, named: list[list[Mention]], counted: list[list[Figure]]) -> Iterator[Bond]:
    """Yield the bonds of a list of owners and the list of as many figures behind it."""
    for run in counted:
        before = [owners for owners in named if owners[-1].end <= run[0].span.start]
        widest = _LONG_LIST_GAP if _RESPECTIVELY.match(text, run[-1].span.end) else _LIST_GAP
        if before and len(before[-1]) == len(run) and run[0].span.start - before[-1][-1].end < widest:
            yield from map(Bond, run, before[-1])


def _listed_behind(text: str, named: list[list[Mention]], counted: list[list[Figure]]) -> Iterator[Bond]:
    """Yield the bonds of a list of figures and the list of as many owners behind it."""
    for run in counted:
        after = next((owners for owners in named if owners[0].start >= run[-1].span.end), None)
        if after and len(after) == len(run) and _ENGLISH_TO_OWNER.fullmatch(text, run[-1].span.end, after[0].start):
            yield from map(Bond, run, after)
