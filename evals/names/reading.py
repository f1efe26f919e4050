"""Names in a text: Latin-script words with inner capitals, with a capital and a digit, or all in capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from evals.names.spelling import folded, without_latex
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTER = r"A-Za-z0-9\u00c0-\u024f\u0391-\u03c9"
_FORMULA = r"\$[^$\s]{1,16}\$"
_WORD = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+)|"
    rf"(?:[{_LETTER}]|{_FORMULA})(?:[{_LETTER}]|[-‐‑–_.@'’](?=[{_LETTER}$])|{_FORMULA})*"
)
_PART = re.compile(rf"(?:[{_LETTER}]|{_FORMULA})+")
_LONGEST = 80
_LONGEST_UNIT = 2
_VERSION = re.compile(r"v?[\d.]+[a-z]{0,2}$")
_REST_OF_ADDRESS = re.compile(r"\S*")


@dataclass(frozen=True, slots=True)
class NamePart:
    """What stands between the hyphens of a word: `Fin` of `Palmyra-Fin-128k`.

    Attributes:
        text: As written.
        start: Offset in the word.
    """

    text: str
    start: int

    @property
    def key(self) -> str:
        """The letters and digits, in one case."""
        return letters(self.text)

    @property
    def is_coined(self) -> bool:
        """Whether no ordinary word is written so: `mBERT`, `T5`, `WER`; but not `Learning`, `8B` or `20GB`."""
        return _is_coined(self.text)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of Latin letters with everything joined to it: `Llama-3.1-405B`, `S$^3$Diff`, `retrieval-augmented`.

    Attributes:
        text: As written.
        start: Where it starts in the text it was read from, with that text's offset added.
    """

    text: str
    start: int

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.start, self.start + len(self.text))

    @property
    def key(self) -> str:
        r"""The letters and digits, in one case: `PixArt-α`, `PixArt-$\alpha$` and `pixart alpha` have one key."""
        return letters(self.text)

    @property
    def parts(self) -> tuple[NamePart, ...]:
        """What its hyphens separate."""
        return _parts(self.text)

    @property
    def is_coined(self) -> bool:
        """Whether it is a name by its form: a coined part, or a capital and a digit."""
        return _is_name(self.text)


def read_words(text: str, offset: int = 0) -> Iterator[Word]:
    """Yield the Latin words and numbers of `text`; `offset` is added to their places.

    Addresses are left out, and what is too long to be a name.
    """
    end_of_address = 0
    for found in _WORD.finditer(text):
        word, start = found.group(), found.start()
        if start < end_of_address or found["address"] or len(word) > _LONGEST:
            continue
        if "." in word and text.startswith("/", found.end()):
            rest = _REST_OF_ADDRESS.match(text, found.end())
            end_of_address = rest.end() if rest else 0
        elif "$" not in word or letters(word):
            yield Word(word, offset + start)


@lru_cache(maxsize=1 << 15)
def _parts(word: str) -> tuple[NamePart, ...]:
    return tuple(NamePart(found.group(), found.start()) for found in _PART.finditer(word))


@lru_cache(maxsize=1 << 15)
def _is_coined(part: str) -> bool:
    shown = shown_as(part)
    if shown[:1].isdigit() and len(shown.lstrip("0123456789")) <= _LONGEST_UNIT:
        return False
    capitals = sum(map(str.isupper, shown))
    return capitals > 1 or (capitals > 0 and (shown[:1].islower() or any(map(str.isdigit, shown[1:]))))


@lru_cache(maxsize=1 << 15)
def _is_name(word: str) -> bool:
    if word.islower():
        return False  # most words of a text
    parts = _parts(word)
    has_digit = any(map(str.isdigit, word))
    return any(part.is_coined for part in parts) or (has_digit and len(parts) > 1 and any(map(str.isupper, word)))


@lru_cache(maxsize=1 << 15)
def part_keys(word: str) -> tuple[str, ...]:
    """Return the letters and digits of what the hyphens of a word separate."""
    return tuple(part.key for part in _parts(word))


@lru_cache(maxsize=1 << 15)
def letters(word: str) -> str:
    """Return the letters and digits of a word in one case, LaTeX resolved."""
    if word.isascii() and "$" not in word and "\\" not in word:
        return "".join(filter(str.isalnum, word.casefold()))  # as `folded` would, in a tenth of the time
    return folded(shown_as(word))


def shown_as(word: str) -> str:
    """Return a word without its LaTeX."""
    return without_latex(word) if "$" in word or "\\" in word else word


def unversioned(key: str) -> str:
    """Return the letters of a name without a number at its end: `qwen` of `qwen2` and of `qwen25b`."""
    return _VERSION.sub("", key)
