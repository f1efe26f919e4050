"""Whether a name is another one misspelt, and not another version, size, variant or inflection of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.names.acronyms import is_well_known
from evals.names.reading import letters, shown_as
from evals.names.spelling import is_near
from evals.terms.english import FUNCTION_WORDS
from evals.terms.renderings import is_usual_word

if TYPE_CHECKING:
    from evals.names.reading import NamePart, Word

_SHORTEST = 5
_SHORTEST_ACRONYM = 6
_SHORTEST_ORDINARY = 7
# A longer name may be damaged in more letters, in one place.
_LONG = 8
_MORE_EDITS = 2
_WIDEST = 3
# What spells one English word in two ways.
_SPELLINGS = re.compile(r"ou(?=r)|(?<=[aiy])z|ll|ae|efa")
_SPELT = {"ou": "o", "z": "s", "ll": "l", "ae": "e", "efa": "ifa"}
_VOWELS = frozenset("aeiouy")
_DOUBLED = re.compile(r"(\D+)\d+(\D{2,})")


@dataclass(frozen=True, slots=True)
class Misspelling:
    """How a word misspells another.

    Attributes:
        start: Offset in the misspelt word of what is wrong with it.
        end: Where that ends.
        correct: What should stand there.
        is_certain: Whether only a mistake explains the difference.
        is_ordinary: Whether the other is no name, so that it has to be known for a word.
    """

    start: int
    end: int
    correct: str
    is_certain: bool
    is_ordinary: bool = False


def misspelling(here: Word, there: Word) -> Misspelling | None:
    """Return how `here` misspells `there`; None when it does not, or when it may be a name of its own.

    A misspelling changes small letters within one part, or swaps neighbours. Other digits are another version,
    another capital is another variant, and a letter more at the end is an inflection or a variant.
    """
    return _of_one_part(here, there) or _of_order(here, there) or _of_extraction(here, there)


def _of_one_part(here: Word, there: Word) -> Misspelling | None:
    if len(here.parts) != len(there.parts):
        return _of_one_word(here, there)
    pairs = [(a, b) for a, b in zip(here.parts, there.parts, strict=True) if a.key != b.key]
    if len(pairs) != 1:
        return None
    a, b = pairs[0]
    edits = _edits(shown_as(a.text), shown_as(b.text))
    if edits is None:
        return None
    company = any(part.is_coined for part in here.parts if part is not a)
    if is_well_known(a.key) and not company:
        return None  # Video-LLaVA and Video-LLaMA
    is_ordinary = not _is_name(b, there)
    if is_ordinary and not (edits == 1 and _is_ordinary_typo(a.text, b.text)):
        return None
    is_certain = edits == 1 and not is_ordinary and not is_well_known(a.key)
    correct = shown_as(b.text)
    if a.text[:1].isupper():
        correct = correct[:1].upper() + correct[1:]
    return Misspelling(a.start, a.start + len(a.text), correct, is_certain, is_ordinary)


def _of_one_word(here: Word, there: Word) -> Misspelling | None:
    """Compare names with hyphens in other places; an article more is another spelling: LLM-as-a-Judge."""
    ours, theirs = ({part.key for part in word.parts} for word in (here, there))
    if not FUNCTION_WORDS.isdisjoint(ours ^ theirs):
        return None
    a, b = ("".join(shown_as(part.text) for part in word.parts) for word in (here, there))
    is_long = min(len(a), len(b)) >= _LONG
    if is_long and here.is_coined and there.is_coined and _edits(a, b) == 1:
        return Misspelling(0, len(here.text), shown_as(there.text), is_certain=False)
    return None


def _of_order(here: Word, there: Word) -> Misspelling | None:
    ours, theirs = ([part.key for part in word.parts] for word in (here, there))
    if ours == theirs or sorted(ours) != sorted(theirs) or not (here.is_coined and there.is_coined):
        return None
    # Words in small letters may stand in any order: human-LLM, LLM-human.
    if min(map(len, ours)) < 2 or any(p.text.isalpha() and p.text.islower() for p in here.parts):
        return None
    return Misspelling(0, len(here.text), shown_as(there.text), is_certain=False)


def _of_extraction(here: Word, there: Word) -> Misspelling | None:
    """See a footnote's sign and a repetition behind a name: `TinyNet111Net`."""
    doubled = _DOUBLED.fullmatch(here.key)
    if doubled and there.is_coined and there.key == doubled[1] and there.key.endswith(doubled[2]):
        return Misspelling(0, len(here.text), shown_as(there.text), is_certain=True)
    return None


def _is_name(part: NamePart, word: Word) -> bool:
    return part.is_coined or (word.is_coined and part.text[:1].isupper())


def _edits(here: str, there: str) -> int | None:
    """Return the number of letters that damage changed in one place; None for any other difference."""
    a, b = here.lower(), there.lower()
    shorter = min(len(a), len(b))
    if shorter < _SHORTEST or abs(len(a) - len(b)) > _WIDEST or len(a) != len(here) or len(b) != len(there):
        return None
    head = 0
    while head < shorter and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shorter - head and a[-tail - 1] == b[-tail - 1]:
        tail += 1
    mine, theirs = here[head : len(here) - tail], there[head : len(there) - tail]
    if not _is_damage(here, mine, theirs, at_edge=not head or not tail):
        return None
    if max(len(mine), len(theirs)) == 1 or mine.lower() == theirs[::-1].lower():
        return 1
    is_more = shorter >= _LONG and head and tail and is_near(mine.lower(), theirs.lower(), _MORE_EDITS)
    return _MORE_EDITS if is_more and max(len(mine), len(theirs)) <= _WIDEST else None


def _is_damage(name: str, mine: str, theirs: str, *, at_edge: bool) -> bool:
    """Return whether the letters that differ tell no variant: no digits, no capitals, nothing added at an edge."""
    changed = mine + theirs
    if not all(c.isalpha() for c in changed) or (at_edge and not (mine and theirs)):
        return False
    if name.isupper():
        # A letter more makes an acronym of its own: RAMAC and RAFMAC.
        return len(name) >= _SHORTEST_ACRONYM and not at_edge and (theirs != "" or 2 * mine in name)
    if name[1:].isupper() and name.startswith(mine):
        return False  # mLSTM and xLSTM
    return changed.islower() or mine.lower() == theirs[::-1].lower()


def _is_ordinary_typo(here: str, there: str) -> bool:
    """Return whether a capitalised word is an ordinary one misspelt, and no inflection or British spelling of it.

    Nor is it another word: `Content` for context, or with a consonant exchanged as in `Marching` for matching.
    """
    a, b = (_SPELLINGS.sub(lambda found: _SPELT[found.group()], letters(text)) for text in (here, there))
    exchanged = [pair for pair in zip(a, b, strict=False) if pair[0] != pair[1]] if len(a) == len(b) else []
    if is_usual_word(here) or (len(exchanged) == 1 and not _VOWELS.issuperset(exchanged[0])):
        return False
    return a != b and min(len(a), len(b)) >= _SHORTEST_ORDINARY and a[0] == b[0] and a[-1] == b[-1]
