"""Morphemes of Korean prose, each with its place; the only module that knows the analyser."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from summarizer.spans import Span

if TYPE_CHECKING:
    from kiwipiepy import Kiwi  # type: ignore[import-untyped]

_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Morpheme:
    """The smallest part of a word that means something.

    Attributes:
        form: The dictionary form: `하` and `었` of `했다`; a final that joins a syllable is a letter of its own
            (`ᆷ`, U+11B7, of `확인함`).
        tag: The part of speech in the Sejong set, of which irregular stems carry a suffix (`VV-I`).
        start: Where its syllables start, in code points of the file; contracted morphemes share a syllable.
        end: Where they end, exclusive; equal to `start` for one that left no letter.
        is_known: Whether the dictionary has it; otherwise it was guessed from its shape.
    """

    form: str
    tag: str
    start: int
    end: int
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Morphemes:
    """A text as the analyser reads it.

    Attributes:
        tokens: In the order of the text.
        sentences: Their places, without the white space between them.
    """

    tokens: tuple[Morpheme, ...]
    sentences: tuple[Span, ...]

    def within(self, start: int, end: int) -> tuple[Morpheme, ...]:
        """Return the morphemes that start inside `[start, end)`."""
        first, behind = (bisect_left(self.tokens, at, key=lambda token: token.start) for at in (start, end))
        return self.tokens[first:behind]

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that holds an offset, or the place itself in a text without one."""
        at = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        return self.sentences[at] if at >= 0 and offset < self.sentences[at].end else Span(offset, offset + 1)


def analyse(text: str, offset: int = 0) -> Morphemes:
    """Return the morphemes of `text`, with `offset` added to every place.

    The first call in a process loads the analyser: about a second, 200 MB.
    """
    tokens: list[Morpheme] = []
    bounds: list[list[int]] = []
    sentence = -1
    for token in _kiwi().tokenize(text):
        start, end = token.start + offset, token.end + offset
        tokens.append(Morpheme(token.form, str(token.tag), start, end, not token.oov))
        if token.sent_position != sentence:
            sentence = token.sent_position
            bounds.append([start, end])
        bounds[-1][1] = max(bounds[-1][1], end)
    return Morphemes(tuple(tokens), tuple(Span(start, end) for start, end in bounds))


def _kiwi() -> Kiwi:
    # Loading is expensive: not in many threads at once.
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Kiwi:
    from kiwipiepy import Kiwi  # noqa: PLC0415 - a check of numbers neither waits for it nor holds its memory

    # The dictionaries left out are names from an encyclopedia: they double the memory and change nothing here.
    return Kiwi(num_workers=1, load_default_dict=False, load_multi_dict=False)
