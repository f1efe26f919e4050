"""Acronyms and the words beside them: `Retrieval-Augmented Generation (RAG)`, `RAG(Retrieval-Augmented Generation)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evals.names.reading import letters
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_ACRONYM = 12
_WINDOW = 120
_PARENTHESES = re.compile(rf"\(([^()\n]{{2,{_WINDOW}}})\)")
_PIECE = re.compile(r"[^,;:\s][^,;:]*")
_ACRONYM = re.compile(r"[A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*")
_WORD = re.compile(r"[A-Za-z0-9]+")
_PHRASE = re.compile(r"[A-Za-z0-9]+(?:[ /-][A-Za-z0-9]+)+")
_ACRONYM_BEFORE = re.compile(rf"(?<![A-Za-z0-9-])[A-Za-z0-9-]{{2,{_LONGEST_ACRONYM}}}(?= ?$)")
_PHRASE_BEFORE = re.compile(r"(?<![A-Za-z0-9/-])[A-Za-z0-9]+(?:[ /-][A-Za-z0-9]+)+(?= ?$)")
_FUNCTION_WORDS = frozenset("a an and as at by for from in of on or the to via with".split())
_SPELLINGS = str.maketrans("z", "s")
_ENDINGS = frozenset(
    " s e es ed d er ers or ors ing y ies age ary ly ally al als ual ional ational ic ics ical ent ant ence ance ment"
    " ments ion ions ation ations ative ive ity ise ised ising isation le ility bility able ably ce cy te tely"
    " tor tion tive ry ring red iser".split(" ")
)
_STEM = 3


class ExpandedTerm(NamedTuple):
    """A word of an expansion, as written, and where it starts."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """An acronym and the words beside it.

    Attributes:
        acronym: Its letters and digits in one case, without a plural's s.
        terms: The words, without `of`, `and` and their like; what hyphens join are several.
        span: The place of the words.
        whole: The place of words and acronym.
        is_spelt_out: Whether the letters of the acronym stand in the words, in order, from the start of the first.
    """

    acronym: str
    terms: tuple[ExpandedTerm, ...]
    span: Span
    whole: Span
    is_spelt_out: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The words in small letters."""
        return tuple(term.text.lower() for term in self.terms)

    @property
    def gaps(self) -> tuple[int, ...]:
        """How many letters of `of` and its like stand between the words."""
        ends = [term.start + len(term.text) for term in self.terms]
        starts = [term.start for term in self.terms]
        return tuple(start - end for end, start in zip(ends, starts[1:], strict=False))

    def agrees(self, other: Expansion) -> bool:
        """Return whether both are the same words, but for inflection, spelling and hyphens."""
        if "".join(self.words) == "".join(other.words):
            return True
        return len(self.terms) == len(other.terms) and all(map(is_same_word, self.words, other.words))


def is_same_word(a: str, b: str) -> bool:
    """Return whether two words in small letters have one stem: `generation` and `generative`."""
    a, b = a.translate(_SPELLINGS), b.translate(_SPELLINGS)
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    stems = range(_STEM, shared + 1)
    return a == b or any(a[stem:] in _ENDINGS and b[stem:] in _ENDINGS for stem in stems)


def read_expansions(text: str, offset: int = 0) -> Iterator[Expansion]:
    """Yield every acronym that stands in parentheses behind words, before words in them, or in them with words.

    The words are in Latin script, two at least; `offset` is added to every place. Nothing says that they spell the
    acronym out: `is_spelt_out` does.
    """
    for found in _PARENTHESES.finditer(text):
        pieces = [ExpandedTerm(p.group().rstrip(), found.start(1) + p.start()) for p in _PIECE.finditer(found[1])]
        acronyms = [piece for piece in pieces if _is_acronym(piece.text)]
        phrases = [piece for piece in pieces if piece not in acronyms and _PHRASE.fullmatch(piece.text)]
        if phrases and not acronyms:
            before = _ACRONYM_BEFORE.search(text, *_window(found.start()))
            acronyms = [ExpandedTerm(before.group(), before.start())] if before and _is_acronym(before.group()) else []
        elif acronyms and len(pieces) == 1:
            before = _PHRASE_BEFORE.search(text, *_window(found.start()))
            phrases = [_shortest(acronyms[0].text, ExpandedTerm(before.group(), before.start()))] if before else []
        if len(acronyms) == len(phrases) == 1:
            yield _expansion(acronyms[0], phrases[0], found, offset)


def _is_acronym(text: str) -> bool:
    return len(text) <= _LONGEST_ACRONYM and _ACRONYM.fullmatch(text) is not None


def _window(end: int) -> tuple[int, int]:
    return max(0, end - _WINDOW), end


def _shortest(acronym: str, phrase: ExpandedTerm) -> ExpandedTerm:
    """Return the end of a phrase that spells the acronym; the phrase when none does."""
    start = _start_of(acronym, phrase.text) or 0
    return ExpandedTerm(phrase.text[start:], phrase.start + start)


def _expansion(acronym: ExpandedTerm, phrase: ExpandedTerm, parentheses: re.Match[str], offset: int) -> Expansion:
    start = offset + phrase.start
    words = (ExpandedTerm(word.group(), start + word.start()) for word in _WORD.finditer(phrase.text))
    return Expansion(
        acronym=_acronym_key(acronym.text),
        terms=tuple(word for word in words if word.text.lower() not in _FUNCTION_WORDS),
        span=Span(start, start + len(phrase.text)),
        whole=Span(offset + min(acronym.start, phrase.start), offset + parentheses.end()),
        is_spelt_out=_start_of(acronym.text, phrase.text) == 0,
    )


def _acronym_key(acronym: str) -> str:
    is_plural = acronym.endswith("s") and acronym[-2:-1].isupper()
    return letters(acronym[:-1] if is_plural else acronym)


def _start_of(acronym: str, phrase: str) -> int | None:
    """Return where the words that spell the acronym start; None when none do.

    Its letters are sought from the end, the first of them at the start of a word, as in Schwartz and Hearst,
    "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003).
    """
    key = _acronym_key(acronym)
    text = phrase.lower()
    position = len(text)
    for letter in reversed(key[1:]):
        position = text.rfind(letter, 0, position)
        if position < 0:
            return None
    while (position := text.rfind(key[0], 0, position)) > 0 and text[position - 1].isalnum():
        pass
    whole = max(text.rfind(" ", 0, max(position, 0)), text.rfind("/", 0, max(position, 0))) + 1
    if position > 0 and text[position - 1] == "-" and text.startswith(key[0], whole):
        return whole  # Multi-modal is one word
    return None if position < 0 else position
