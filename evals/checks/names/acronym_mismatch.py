"""Acronyms that stand for other words in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.names.acronyms import usual_words
from evals.names.credibility import Credibility
from evals.names.expansions import is_same_word, read_expansions
from evals.names.spelling import is_near
from evals.terms.renderings import is_usual_word
from summarizer.findings import Fix, Message, Observation, Severity
from summarizer.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.names.acronyms import Usual
    from evals.names.expansions import Expansion
    from evals.subject.source_text import SourceText
    from evals.subject.subject import Subject
    from summarizer.findings import Finding


_SLIP = 2
_SEVERAL = 3
"""Of two words one may be exchanged on purpose; of three it is a slip."""


class AcronymMismatch:
    """Flags an acronym whose words disagree with the source's.

    The source spells the acronym out, and the entry with other words that share one with it: `RAG(Retrieval-Assisted
    Generation)` for Retrieval-Augmented Generation. Or the entry's words are those of another acronym of the source,
    and do not spell its own: `OOD(Named Entity Recognition)` where the source has NER. Or the source does not spell it
    out, and one of the words that the whole field gives it is another one: `3D Gaussian Splitting(3DGS)`. Inflection,
    derivation, case, hyphens and words before or behind the source's make no difference. `fix` exchanges one word, and
    only for one that the source spells so more than once, or in its title, or that is a word of the field.

    ## Why it matters
    Readers look an acronym up by its words, and take them for the authors'.

    ## Known gaps
    - An acronym that the source never spells out is compared with its usual words only where it has one meaning.
    - Words in Hangul are not read.
    - Words derived from the source's (Stability for Stable) are taken for it, and another acronym that holds the
      source's (IoT-MCP, WISC-IV) for a relative of it.
    - Other words that spell the acronym, but are more or fewer than the source's, are not flagged.
    - An acronym with one meaning in the abstract and another in the body of the paper is read by the texts at hand.
    """

    id: ClassVar[str] = "acronym-mismatch"
    korean: ClassVar[str] = "원문과 다르게 풀어 쓴 약어를 찾습니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def inspect(self, subject: Subject) -> Observation:
        """Compare the words of the entry's acronyms with those that the source gives to the same acronyms."""
        here = [e for section in subject.entry.sections for e in read_expansions(section.text, section.start)]
        if not here:
            return Observation(0)
        there = _stated(subject.sources)
        credible = Credibility(subject.sources)
        examined = 0
        findings = []
        for expansion in here:
            same = [stated for stated in there if stated.expansion.acronym == expansion.acronym]
            owners = [stated for stated in there if stated.expansion.agrees(expansion)]
            examined += bool(same or owners)
            if same and all(_contradicts(expansion, stated.expansion) for stated in same):
                if not _is_typo(credible, expansion, same[0].expansion):
                    findings.append(_other_words(subject, credible, expansion, same))
            elif owners and not expansion.is_spelt_out and not any(_is_kin(expansion, o.expansion) for o in owners):
                findings.append(_other_acronym(subject, expansion, owners[0]))
            elif not same and not owners and (usual := usual_words(expansion.acronym)):
                examined += 1
                if _is_slip(expansion, usual.expansion) and not _is_stated(subject, expansion):
                    findings.append(_unusual(subject, expansion, usual))
        return Observation(examined, tuple(findings))


class _Stated(NamedTuple):
    source: SourceText
    expansion: Expansion


def _stated(sources: Iterable[SourceText]) -> list[_Stated]:
    """Return what the paper spells out, where it first does so: a text may repeat it without end."""
    first: dict[tuple[str, ...], _Stated] = {}
    for source in sources:
        for one in read_expansions(source.text):
            if one.is_spelt_out:
                first.setdefault((one.acronym, *(term.text for term in one.terms)), _Stated(source, one))
    return list(first.values())


def _contradicts(here: Expansion, there: Expansion) -> bool:
    """Return whether the words tell the same thing otherwise: they share some, and neither has all of the other.

    Words that do not spell the acronym may be another gloss: they have to share their place as well.
    """
    if here.agrees(there) or here.acronym in here.words:
        return False
    shared = [a for a in here.words if any(is_same_word(a, b) for b in there.words)]
    is_part = len(shared) == len(here.words) or all(any(is_same_word(a, b) for a in shared) for b in there.words)
    if not shared or is_part:
        return False
    is_as_long = len(here.words) == len(there.words)
    if here.is_spelt_out:
        return is_as_long
    first, last = (is_same_word(here.words[at], there.words[at]) for at in (0, -1))
    return any(map(is_same_word, here.words, there.words)) if is_as_long else first and last


def _is_kin(here: Expansion, there: Expansion) -> bool:
    """Return whether one acronym is made from the other: IoT-MCP and MCP, WISC-IV and WISC."""
    return here.acronym in there.acronym or there.acronym in here.acronym


def _is_typo(credible: Credibility, here: Expansion, there: Expansion) -> bool:
    """Return whether the source's own words are misspelt: once, where the entry has a word of the field."""
    pairs = zip(here.words, there.words, strict=False)
    wrong = [(a, b) for a, b in pairs if not is_same_word(a, b)]
    return any(is_near(a, b, _SLIP) and not credible.of(b) and is_usual_word(a) for a, b in wrong)


def _is_slip(here: Expansion, usual: Expansion) -> bool:
    """Return whether one word of several is another than usual."""
    if len(here.terms) != len(usual.terms) or len(here.terms) < _SEVERAL:
        return False
    return sum(not is_same_word(a, b) for a, b in zip(here.words, usual.words, strict=True)) == 1


def _is_stated(subject: Subject, here: Expansion) -> bool:
    words = here.span.of(subject.entry.source).casefold()
    return any(words in source.text.casefold() for source in subject.sources)


def _unusual(subject: Subject, here: Expansion, usual: Usual) -> Finding:
    fix = _fix(here, usual.expansion, None)
    return subject.finding(
        AcronymMismatch.id,
        Severity.WARNING,
        here.span,
        Message(
            en=f"The acronym usually stands for {usual.words}.", ko=f"이 약어는 보통 {usual.words}의 줄임말입니다."
        ),
        evidence=[subject.entry_evidence(here.whole)],
        fix=fix,
    )


def _other_words(subject: Subject, credible: Credibility, here: Expansion, there: Sequence[_Stated]) -> Finding:
    source, actual = there[0]
    evidence = source.evidence(actual.whole)
    words = actual.span.of(source.text)
    return subject.finding(
        AcronymMismatch.id,
        Severity.WARNING,
        here.span,
        Message(en=f"The source spells the acronym out as {words}.", ko=f"원문에서 이 약어는 {words}의 줄임말입니다."),
        evidence=[evidence],
        fix=_fix(here, actual, credible),
    )


def _other_acronym(subject: Subject, here: Expansion, owner: _Stated) -> Finding:
    evidence = owner.source.evidence(owner.expansion.whole)
    return subject.finding(
        AcronymMismatch.id,
        Severity.WARNING,
        here.span,
        Message(
            en=f"The source gives these words to another acronym: {evidence.quote}.",
            ko=f"원문에서 이 말은 다른 약어의 원말입니다: {evidence.quote}.",
        ),
        evidence=[evidence],
    )


def _fix(here: Expansion, there: Expansion, credible: Credibility | None) -> Fix | None:
    """Return the correction of the words that differ; safe when it is one, and the source's spelling is credible.

    The word has the initial and the number of the source's, and both phrases have `of` and its like at the same places.
    """
    if len(here.terms) != len(there.terms):
        return None
    wrong = [(a, b) for a, b in zip(here.terms, there.terms, strict=True) if not _is_same(a.text, b.text)]
    edits = [Edit(a.start, a.start + len(a.text), _cased(b.text, a.text)) for a, b in wrong]
    (old, new), *others = ((a.text.lower(), b.text.lower()) for a, b in wrong)
    is_alone = not others and old[0] == new[0] and old.endswith("s") == new.endswith("s") and here.gaps == there.gaps
    is_slip = len(here.terms) >= _SEVERAL or is_near(old, new, _SLIP)
    return Fix(tuple(edits), safe=is_alone and is_slip and credible is not None and credible.of(new))


def _is_same(a: str, b: str) -> bool:
    return is_same_word(a.lower(), b.lower())


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
