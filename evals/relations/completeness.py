"""How much of a paper an entry tells: the names, terms, words and figures that both have.

This is the seam for a model of meaning: whatever says how much two texts share can stand in for `coverage`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from evals.names.acronyms import is_well_known
from evals.names.reading import read_words
from evals.quantities.comparison import same_amount
from evals.terms.english import words_of
from evals.terms.glossary import read_glossary
from summarizer.findings import Where

if TYPE_CHECKING:
    from evals.names.reading import Word
    from evals.subject.sentences import Sentence
    from evals.subject.subject import Subject
    from evals.terms.glossary import Term

_LATIN = re.compile(r"[A-Za-z]{3,40}")
_EVERYDAY = frozenset("the and for with from are our this that these its can not has have than into such via".split())
# Terms that every paper of the field has: to share them is to share nothing.
_COMMON = frozenset(
    (
        "model|data|dataset|training|performance|accuracy|benchmark|experiment|architecture|neural network|"
        "deep learning|transformer|method|parameter|language model|large language model|baseline|evaluation|"
        "learning|task|algorithm|framework|state-of-the-art|machine learning|inference|artificial intelligence|"
        "layer|network|technique|efficiency|feature|input|output|test|metric"
    ).split("|")
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an entry and the title and abstract of its paper share.

    Attributes:
        names: Coined names that both have.
        terms: Terms of the abstract, common ones left out, that the entry renders or repeats.
        topics: As `terms`, with the common ones that the title names: they are the paper's own subject.
        topics_owed: How many such terms the abstract has.
        words: Latin words of the entry that the abstract has, common ones left out.
        words_written: How many Latin words the entry has.
        figures: Numbers of the entry that a text of the paper has, to the last digit.
        owed: How many names, terms and words there are to share.
    """

    names: int
    terms: int
    topics: int
    topics_owed: int
    words: int
    words_written: int
    figures: int
    owed: int

    @property
    def shared(self) -> int:
        """Everything that both have."""
        return self.names + self.terms + self.words + self.figures


def coverage(subject: Subject) -> Coverage:
    """Return what the entry shares with the title and abstract of its paper.

    The full text is left out: an entry that tells an appendix shares much with the paper and little with its claim.
    """
    source = " . ".join(s.text for s in subject.sources if s.where in (Where.TITLE, Where.ABSTRACT))
    prose = " ".join(section.text for section in subject.entry.sections)
    theirs, ours = _words(source), _words(prose)
    glossary = read_glossary()
    subjects = glossary.terms_in(next((s.text for s in subject.sources if s.where is Where.TITLE), ""))
    found = glossary.terms_in(source)
    terms = [term for term in found if term.english not in _COMMON]
    topics = [term for term in found if term.english not in _COMMON or term in subjects]
    closed = prose.replace(" ", "")
    names = {word.key for word in read_words(source) if word.is_coined}
    shared_names = names & {word.key for word in read_words(prose) if word.is_coined}
    stated = {figure.value for figure in subject.source_figures}
    figures = {f.value for f in subject.figures if not f.quantity.is_name_size} & stated
    return Coverage(
        names=len(shared_names),
        terms=sum(_is_told(term, closed, ours) for term in terms),
        topics=sum(_is_told(term, closed, ours) for term in topics),
        topics_owed=len(topics),
        words=len((ours & theirs) - _common_words()),
        words_written=len(ours),
        figures=len(figures),
        owed=len(names) + len(terms) + len(theirs),
    )


def told_terms(subject: Subject) -> tuple[list[Term], list[Term]]:
    """Return the terms of title and abstract, common ones left out, that the entry tells; and all of them."""
    source = " . ".join(s.text for s in subject.sources if s.where in (Where.TITLE, Where.ABSTRACT))
    prose = " ".join(section.text for section in subject.entry.sections)
    closed, words = prose.replace(" ", ""), _words(prose)
    terms = [term for term in read_glossary().terms_in(source) if term.english not in _COMMON]
    return [term for term in terms if _is_told(term, closed, words)], terms


def shared_anchors(subject: Subject, ours: Sentence, theirs: Sentence) -> int:
    """Return how many names, figures and terms, common ones left out, two sentences of entry and paper share."""
    prose = ours.span.of(subject.entry.source)
    source = theirs.span.of(theirs.source.text) if theirs.source else ""
    closed, words = prose.replace(" ", ""), _words(prose)
    names = [{word.key for word in read_words(text) if _is_name(word)} for text in (prose, source)]
    figures = sum(any(same_amount(f.quantity, g.quantity) for g in theirs.figures) for f in ours.figures)
    terms = (term for term in read_glossary().terms_in(source) if term.english not in _COMMON)
    return len(names[0] & names[1]) + figures + sum(_is_told(term, closed, words) for term in terms)


def _is_name(word: Word) -> bool:
    return word.is_coined and not is_well_known(word.key)


def _words(text: str) -> frozenset[str]:
    words = (match.group().lower() for match in _LATIN.finditer(text))
    return frozenset(_base(word) for word in words if word not in _EVERYDAY)


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for term in _COMMON for word in words_of(term))


@cache
def _base(word: str) -> str:
    return words_of(word)[0]


def _is_told(term: Term, closed: str, words: frozenset[str]) -> bool:
    """Return whether Korean prose without its spaces has a rendering of the term, or its English words."""
    if any(korean.replace(" ", "") in closed for korean in term.korean):
        return True
    return any(all(word in words for word in words_of(form)) for form in term.forms)
