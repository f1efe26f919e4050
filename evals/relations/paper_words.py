"""The words of a paper's title and abstract, and which words of a text are said of it, in either language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from evals.korean.morphemes import analyse
from evals.relations.completeness import common_terms
from evals.terms.english import FUNCTION_WORDS, words_of
from evals.terms.renderings import words_rendered
from summarizer.findings import Where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.subject.source_text import SourceText

_LATIN = re.compile(r"[A-Za-z]{2,40}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# What is left of `generation`, `generative` and `generates`.
_STEM = 6
_LEAST_WORDS = 12
_NOUNS = ("NNG", "NNP", "XR")


class SharedWord(NamedTuple):
    """A word or number of a text that a paper has.

    Attributes:
        word: As it stands in the text; a Korean noun without what is joined to it.
        is_common: Whether papers of any subject have it.
    """

    word: str
    is_common: bool


class PaperWords:
    """What a text can share with a paper.

    Korean words are compared by the English ones that they render in the field; a digit alone is in every text.
    """

    def __init__(self, sources: Iterable[SourceText]) -> None:
        text = " ".join(source.text for source in sources if source.where in {Where.TITLE, Where.ABSTRACT})
        self._stems = {_stem(word) for word in _LATIN.findall(text)} - _function_stems()
        self._numbers = frozenset(number for number in _NUMBER.findall(text) if len(number) > 1)

    @property
    def is_enough(self) -> bool:
        """Whether there are words enough that a text about the paper would have to share one."""
        return len(self._stems - _common_stems()) >= _LEAST_WORDS

    def shared_with(self, text: str) -> list[SharedWord]:
        """Return the words and numbers of a text that the paper has."""
        shared = [SharedWord(number, is_common=False) for number in _NUMBER.findall(text) if number in self._numbers]
        read = [(word, {_stem(word)}) for word in _LATIN.findall(text)]
        read += [
            (token.form, {_stem(word) for word in words_rendered(token.form)})
            for token in analyse(text).tokens
            if token.tag.partition("-")[0] in _NOUNS
        ]
        both = ((word, stems & self._stems) for word, stems in read)
        return shared + [SharedWord(word, stems <= _common_stems()) for word, stems in both if stems]


def _stem(word: str) -> str:
    return words_of(word)[0][:_STEM]


@cache
def _function_stems() -> frozenset[str]:
    return frozenset(_stem(word) for word in FUNCTION_WORDS)


@cache
def _common_stems() -> frozenset[str]:
    # `language model` is a term of every paper, `language` is none.
    terms = (words_of(term) for term in common_terms())
    return frozenset(words[0][:_STEM] for words in terms if len(words) == 1)
