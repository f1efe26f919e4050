"""Sentences that the rules prove right: figures and names of one sentence of the paper, and no other content."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from evals.quantities.comparison import same_amount
from evals.subject.sentences import source_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.korean.morphemes import Morpheme
    from evals.subject.figures import Figure
    from evals.subject.sentences import Sentence
    from evals.subject.subject import Subject

_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_/-]*")
# Parts of speech that state nothing: particles, endings, suffixes, signs and digits, the copula, units of counting.
_GRAMMAR = ("J", "E", "XS", "S", "VCP", "NNB")
# Words that add nothing to what they stand beside.
_EMPTY_WORDS = frozenset("모델 연구 논문 총 있 가지 갖 하 되".split())


class Proven:
    """Tells which sentences of an entry need no judge.

    A sentence is proven right when one sentence of the paper has the same figures, amount by amount, bound by bound
    and thing by thing, and no further one that could be meant instead, and has every Latin-script word; and when no
    other word of the Korean sentence says anything. Whatever compares, denies, praises or explains is not proven.

    Args:
        subject: The entry with its paper.
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def covers(self, sentence: Sentence) -> bool:
        """Return whether a sentence of the entry is proven right."""
        figures = [f for f in self._subject.figures if sentence.span.contains(f.span)]
        if not figures or self._says_more(sentence, figures):
            return False
        names = self._names(sentence, figures)
        return any(_states(theirs, figures) and names <= _words(theirs) for theirs in self._theirs)

    @cached_property
    def _theirs(self) -> list[Sentence]:
        return [sentence for sentence in source_sentences(self._subject) if sentence.figures]

    def _says_more(self, sentence: Sentence, figures: Sequence[Figure]) -> bool:
        section = self._subject.section_at(sentence.span.start)
        if section is None:
            return True
        tokens = self._subject.morphemes(section).within(sentence.span.start, sentence.span.end)
        return any(not (_is_empty(token) or any(_holds(f, token) for f in figures)) for token in tokens)

    def _names(self, sentence: Sentence, figures: Sequence[Figure]) -> set[str]:
        found = _LATIN.finditer(self._subject.entry.source, sentence.span.start, sentence.span.end)
        return {
            match.group().casefold().rstrip(".")
            for match in found
            if not any(f.span.start <= match.start() < f.span.end for f in figures)
        }


def _is_empty(token: Morpheme) -> bool:
    return token.form in _EMPTY_WORDS or token.tag.startswith(_GRAMMAR)


def _holds(figure: Figure, token: Morpheme) -> bool:
    """Return whether a morpheme is part of a figure, or of what it counts."""
    noun = figure.quantity.noun if figure.things or figure.quantity.unit else None
    is_counted = noun is not None and noun[0] <= token.start < noun[1]
    return is_counted or figure.span.start <= token.start < figure.span.end


def _states(theirs: Sentence, figures: Sequence[Figure]) -> bool:
    return len(theirs.figures) == len(figures) and all(
        sum(_are_one(ours, other) for other in theirs.figures) == 1 for ours in figures
    )


def _are_one(ours: Figure, other: Figure) -> bool:
    is_same_thing = bool(ours.things & other.things) or not (ours.things or other.things)
    mine, its = ours.quantity, other.quantity
    return is_same_thing and (mine.unit, mine.bound) == (its.unit, its.bound) and same_amount(mine, its)


def _words(sentence: Sentence) -> set[str]:
    text = sentence.span.of(sentence.source.text) if sentence.source else ""
    return {match.group().casefold().rstrip(".") for match in _LATIN.finditer(text)}
