"""Names of people, paired across spellings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from evals.names.spelling import folded, is_near

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARTS = re.compile(r"[^\s.\-‐‑–'’`_·]+")
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_UMLAUT = re.compile(r"([aou])e")
_PREFIX = 3
_LONG = 8
_TOO_MANY = 100
_MOST_PARTS = 24


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: its parts in order, folded, `ae` as `ä`, without generational suffixes."""

    parts: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The letters alone: `Yi-Fei Xu` and `Yifei Xu` are one."""
        return "".join(self.parts)

    @property
    def is_latin(self) -> bool:
        """Whether it can be compared with a name in Latin letters."""
        return self.joined.isascii() and bool(self.parts)


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """Read `Given Family` or `Family, Given`."""
    family, comma, given = text.partition(",")
    text = f"{given} {family}" if comma else text
    parts = [_UMLAUT.sub(r"\1", folded(part)) for part in _PARTS.findall(text)]
    kept = tuple(part for part in parts if part and part not in _SUFFIXES)
    return Name(kept or tuple(filter(None, parts)))


def is_same_person(a: Name, b: Name) -> bool:
    """Return whether one name may be a form of the other: family name first, initials, given names left out or short.

    Every part of the shorter name must be a part of the longer one, the initial of one, or a short form of it. What has
    more parts than anybody's name, as a list that lost its commas, is held to have the same parts.
    """
    if max(len(a.parts), len(b.parts)) > _MOST_PARTS:
        return Counter(a.parts) == Counter(b.parts)
    if any("".join(a.parts[i:] + a.parts[:i]) == b.joined for i in range(1, len(a.parts))):
        return True
    short, long = sorted((a.parts, b.parts), key=len)
    left = list(long)
    has_whole_part = False
    for part in sorted(short, key=len, reverse=True):
        match = next((other for other in left if _is_form_of(part, other)), None)
        if match is None:
            return False
        left.remove(match)
        has_whole_part |= len(part) > 1 and len(match) > 1
    return has_whole_part


def _is_form_of(a: str, b: str) -> bool:
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and (len(short) == 1 or _PREFIX <= len(short) < len(long) - 1)


def is_misspelt(a: Name, b: Name) -> bool:
    """Return whether the names are a letter apart, or two in long ones, but not forms of each other."""
    limit = 2 if min(len(a.joined), len(b.joined)) >= _LONG else 1
    return is_near(a.joined, b.joined, limit)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which of the names here is which author there, by position.

    Attributes:
        authors: For every name here, the position of its author; None when it has none.
        misspelt: Positions here whose author was found only by a near spelling.
        missing: Positions of authors that no name here is.
    """

    authors: tuple[int | None, ...]
    misspelt: frozenset[int]
    missing: tuple[int, ...]


def pair(here: Sequence[Name], there: Sequence[Name]) -> Pairing | None:
    """Pair names with authors: equal ones first, then forms of one name, then single near spellings.

    Equal names cost linear time; what is left is compared each with each, and not at all (None) when it is so much
    that the lists have little in common.
    """
    authors: list[int | None] = [None] * len(here)
    free = _pair_equal(here, there, authors)
    if authors.count(None) > _TOO_MANY:
        return None
    for i in _unpaired(authors):
        authors[i] = _taken([j for j in free if is_same_person(here[i], there[j])], free)
    misspelt = set()
    for i in _unpaired(authors):
        near = [j for j in free if is_misspelt(here[i], there[j])]
        if len(near) == 1:
            authors[i] = _taken(near, free)
            misspelt.add(i)
    return Pairing(tuple(authors), frozenset(misspelt), tuple(free))


def _pair_equal(here: Sequence[Name], there: Sequence[Name], authors: list[int | None]) -> list[int]:
    by_key: dict[str, list[int]] = defaultdict(list)
    for j in reversed(range(len(there))):
        by_key[there[j].joined].append(j)
    for i, name in enumerate(here):
        same = by_key.get(name.joined)
        if same:
            authors[i] = same.pop()
    return sorted(j for left in by_key.values() for j in left)


def _unpaired(authors: Sequence[int | None]) -> list[int]:
    return [i for i, j in enumerate(authors) if j is None]


def _taken(candidates: Sequence[int], free: list[int]) -> int | None:
    if not candidates:
        return None
    free.remove(candidates[0])
    return candidates[0]
