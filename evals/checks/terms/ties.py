"""What ties a Korean word to one place of the source where its English stands: the words beside both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.terms.renderings import renderings_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.terms.english import EnglishText
    from summarizer.spans import Span

# A word may stand in front of a noun as an attribute: 정량화된 가중치.
_BEHIND = re.compile(r"(?:된|한|의|적인?)?[ -]?([A-Za-z]+|[가-힣]+)")
_IN_FRONT = re.compile(r"([A-Za-z]+|[가-힣]+)[ -]?\Z")
_ATTRIBUTE = re.compile(r"(?:된|한|의|적인?)\Z")
_LONGEST_LOOK = 24
_SHORTEST = 2


class Company:
    """The words beside a term in a text, as Korean may have them.

    Args:
        english: The text.
        terms: The forms of the term.
        usual: The words that tell something, those of terms: two clauses share `new` or `two` by chance. Another
            word counts only where the Korean has it in Latin script. None for all words.
    """

    def __init__(self, english: EnglishText, terms: Iterable[str], usual: frozenset[str] | None) -> None:
        self._words: dict[str, Span] = {}
        self._names: dict[str, Span] = {}
        for span, beside in english.company(terms):
            for word in sorted(beside):
                self._words.setdefault(word, span)
                for name in (word, *renderings_of(word)) if usual is None or word in usual else ():
                    self._names.setdefault(name, span)

    def of(self, text: str, word: Span, within: Span) -> Span | None:
        """Return where the term has a word beside it that stands beside the Korean word too; None when it has none.

        Args:
            text: The text of the digest.
            word: The place of the Korean word.
            within: The prose that it stands in.
        """
        behind = _BEHIND.match(text, word.end, min(within.end, word.end + _LONGEST_LOOK))
        front = _IN_FRONT.search(text, max(within.start, word.start - _LONGEST_LOOK), word.start)
        after, before = (found[1].lower() if found else "" for found in (behind, front))
        starts = [after[:length] for length in _lengths(after)]
        ends = [noun[-length:] for noun in (before, _ATTRIBUTE.sub("", before)) for length in _lengths(noun)]
        places = [self._names.get(name) for name in starts + ends]
        places += [self._words.get(name) for name in (after, before) if len(name) >= _SHORTEST]
        return min(filter(None, places), default=None)


def _lengths(word: str) -> range:
    return range(_SHORTEST, len(word) + 1)
