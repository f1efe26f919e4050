"""What a newsletter says about its terms: the rendering that it prefers, and those that it rules out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HouseTerm:
    """What a newsletter says about a term."""

    english: str
    preferred: str
    ruled_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """The glossary of a newsletter."""

    entries: tuple[HouseTerm, ...] = ()


NO_HOUSE = House()
