"""Names that no source has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from evals.korean.particles import with_particle
from evals.names.acronyms import is_well_known
from evals.names.credibility import Credibility
from evals.names.index import NameIndex
from evals.names.reading import read_words, unversioned
from evals.subject.subject import searched
from summarizer.findings import Fix, Message, Observation, Severity, Where
from summarizer.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.names.index import Near
    from evals.names.reading import NamePart, Word
    from evals.subject.subject import Subject
    from summarizer.findings import Finding

# Shorter capitalised words are compared with nothing: too many of them differ in one letter.
_SHORTEST = 5
_SHORTEST_PART = 3
_LONGEST_ACRONYM = 6
_CITATION = re.compile(r",? et al|,? (?:&|and) [A-Z]|,? ?\(?(?:19|20)\d\d")
_PRESENTED = re.compile(
    r"(?:\([^()\n]{0,80}\))?(?:이?라는 [^.()\n]{0,25})?(?:을|를) (?:새로 |새롭게 )?"
    r"(?:제안|소개|제시|발표|공개|도입|개발)"
)
_CREDITED = re.compile(r"(?:은|는|이|가) [^.\n]{0,80}\d")


class UnknownName:
    """Flags a name in Latin script that no text of the paper has.

    A name that misspells one of the paper's in one place (`Pixary-α` for PixArt-α, `Palymra-Fin` for Palmyra-Fin), or
    turns its parts round, is a warning that offers the paper's; `fix` writes it where the paper's spelling recurs,
    stands in the title or is a word of the field. Any other name that stands nowhere is a note, shown
    beside the paper's name most like it where there is one; it is a warning when the full text was searched as well and
    the sentence presents the name or gives it a figure. Case, hyphens, plurals, LaTeX and sizes make no difference, and
    names that every reader knows are left alone.

    ## Why it matters
    A name is what a reader looks for: a corrupted one leads nowhere, an invented one misleads.

    ## Known gaps
    - A name of fewer than five letters, or an acronym of fewer than six, is too short to be a misspelling of another.
    - A letter lost or added at either end may make a variant: such a name is a note like any other.
    - Two ordinary words that differ in a consonant (Marching, matching), and acronyms with a letter more, may be two.
    - Names in Hangul and ordinary words in small letters are not compared.
    - A capitalised word without another capital or a digit is flagged only as a misspelling.
    - An acronym that stands in parentheses, or is explained in them, is taken for the entry's own gloss.
    """

    id: ClassVar[str] = "unknown-name"
    korean: ClassVar[str] = "원문에 없는 로마자 이름을 찾고 가장 가까운 이름을 제시합니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING, Severity.NOTE)

    def inspect(self, subject: Subject) -> Observation:
        """Look for every name of the entry in every text of the paper, its authors and its comment."""
        paper = subject.paper
        if paper is None or not subject.sources:
            return Observation(0)
        index = NameIndex(subject.sources, (*paper.authors, paper.comment or "", subject.entry.title))
        names = [
            word
            for section in subject.entry.sections
            for word in read_words(section.text, section.start)
            if _may_be_name(subject.entry.source, word)
        ]
        unknown = [word for word in names if not is_well_known(word.key) and not index.has(word.key)]
        return Observation(len(names), tuple(_findings(subject, index, unknown)))


def _may_be_name(text: str, word: Word) -> bool:
    if word.is_coined:
        return True
    is_capitalised = word.text[:1].isupper() and len(word.text) >= _SHORTEST
    return is_capitalised and not _CITATION.match(text, word.span.end)


def _findings(subject: Subject, index: NameIndex, unknown: Sequence[Word]) -> Iterator[Finding]:
    text = subject.entry.source
    noted = {word.key for word in unknown if _is_glossed(text, word)}
    credible = Credibility(subject.sources)
    for word in unknown:
        near = _only([n for n in index.near(word) if not n.misspelling.is_ordinary or credible.of(n.word.text)])
        if near:
            yield _misspelt(subject, word, near, is_credible=credible.of(near.word.text))
        elif word.key not in noted and any(_is_foreign(index, part) for part in word.parts):
            noted.add(word.key)
            yield _unfound(subject, index, word)


def _is_glossed(text: str, word: Word) -> bool:
    is_acronym = len(word.text) <= _LONGEST_ACRONYM and word.text.removesuffix("s").isupper()
    start, end = word.start, word.span.end
    return is_acronym and (text[max(0, start - 1) : start] == "(" or text[end : end + 1] in {"(", ")"})


def _only(near: Sequence[Near]) -> Near | None:
    """Return the first when all tell one correction."""
    corrections = {(n.misspelling.start, n.misspelling.end, n.misspelling.correct.casefold()) for n in near}
    return near[0] if len(corrections) == 1 else None


def _is_foreign(index: NameIndex, part: NamePart) -> bool:
    """Return whether a part makes the name one of its own: `1B`, `Instruct` and what the paper names do not."""
    key = part.key
    is_name = part.is_coined and len(key) >= _SHORTEST_PART
    return is_name and not (is_well_known(key) or index.has(key) or index.has(unversioned(key)))


def _misspelt(subject: Subject, word: Word, near: Near, *, is_credible: bool) -> Finding:
    evidence = near.source.evidence(near.word.span)
    wrong = near.misspelling
    start, end = word.start + wrong.start, word.start + wrong.end
    end, correct = with_particle(subject.entry.source, end, wrong.correct)
    return subject.finding(
        UnknownName.id,
        Severity.WARNING,
        word.span,
        Message(
            en=f"No source has the name {word.text}; the nearest is {evidence.quote}.",
            ko=f"원문에 없는 이름입니다. 원문에서 가장 가까운 이름은 {evidence.quote}입니다.",
        ),
        evidence=[evidence],
        fix=Fix((Edit(start, end, correct),), safe=wrong.is_certain and is_credible),
    )


def _unfound(subject: Subject, index: NameIndex, word: Word) -> Finding:
    """Tell of a name that stands nowhere: the evidence is the name most like it, or else its own place."""
    texts = searched(subject)
    nearest = index.nearest(word)
    near = nearest[0].evidence(nearest[1].span) if nearest else None
    hint = near.quote if near else ""
    return subject.finding(
        UnknownName.id,
        Severity.WARNING if _is_claimed(subject, word) else Severity.NOTE,
        word.span,
        Message(
            en=f"The name stands in none of the texts searched: {texts.en}{hint and f'; the nearest is {hint}'}.",
            ko=f"확인한 원문({texts.ko})에 없는 이름입니다.{hint and f' 가장 가까운 이름은 {hint}입니다.'}",
        ),
        evidence=[near or subject.entry_evidence(word.span)],
        superseded=subject.is_superseded,
    )


def _is_claimed(subject: Subject, word: Word) -> bool:
    """Return whether the whole paper was searched, and the sentence presents the name or gives it a figure."""
    text, end = subject.entry.source, word.span.end
    is_searched = any(source.where is Where.FULLTEXT for source in subject.sources)
    return is_searched and bool(_PRESENTED.match(text, end) or _CREDITED.match(text, end))
