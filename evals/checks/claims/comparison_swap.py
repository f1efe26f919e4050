"""Figures given to each other's owners, and comparisons with winner and loser exchanged."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

from evals.korean.particles import followed_by
from evals.quantities.comparison import same_amount
from evals.relations.owners import is_one, korean_bonds, measures, names, resolutions, venues
from evals.relations.ownership import Ownership
from evals.relations.rankings import OURS, Ranking, english_rankings, korean_rankings, may_judge, may_rank, own_name
from evals.relations.statements import is_telling
from evals.subject.sentences import entry_sentences, source_sentences
from summarizer.findings import Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.quantities.model import Language
    from evals.relations.owners import Bond, Mention
    from evals.relations.ownership import Exchange
    from evals.subject.figures import Figure
    from evals.subject.sentences import Sentence
    from evals.subject.subject import Subject
    from summarizer.findings import Evidence, Finding

# No entry compares more often.
_MOST_CLAIMS = 40


class ComparisonSwap:
    """Flags figures given to each other's owners, and comparisons whose winner and loser changed places.

    Two figures of one sentence with two names, two measured things or two sizes of images are compared with the
    sentence of the paper that has both: `MATH에서 12%, GSM8K에서 9%` against `9% on MATH and 12% on GSM8K`, the order
    of 각각 included. Who beats whom is compared by both names, or by one name and the paper's own method.

    ## Why it matters
    Every name and every number is right, so nothing but the paper shows that the table was read across its columns.

    ## Known gaps
    - A figure may have a model, a dataset and a baseline at once: one that is given to the wrong name alone is flagged
      only where the paper gives both away in the same words.
    - Owners are names in Latin script and things that papers measure; a task or group in Hangul owns nothing here.
    - A comparison that the paper does not make in the same words is compared with nothing, and faster is not better.
    - `높은` and `낮은` rank only with points or what is known to be good or bad (낮은 손실); bare whole numbers, which
      may count anything, change owners only where they count one thing.
    """

    id: ClassVar[str] = "comparison-swap"
    korean: ClassVar[str] = "비교의 승패나 수치의 주인이 뒤바뀐 서술을 찾습니다."
    version: ClassVar[int] = 3
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Compare the owners of figures and the winners of comparisons that both texts name."""
        ours, theirs = entry_sentences(subject), source_sentences(subject)
        owned = _compare_owners(subject, ours, theirs)
        ranked = _compare_rankings(subject, ours, theirs)
        findings = sorted((*owned.findings, *ranked.findings), key=lambda finding: (finding.start, finding.end))
        return Observation(owned.examined + ranked.examined, tuple(findings))


def _compare_owners(subject: Subject, ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Observation:
    text, examined = subject.entry.source, 0
    findings: list[Finding] = []
    for read in (names, measures, resolutions):
        korean, english = partial(read, language="ko"), partial(read, language="en")
        paper = Ownership(subject.source_figures, theirs, english)
        for sentence in filter(_has_figures, ours):
            owners = korean(sentence.span.of(text), sentence.span.start, sentence.figures)
            bonds = korean_bonds(text, sentence.figures, owners)
            examined += sum(bool(paper.places(bond.figure)) for bond in bonds)
            findings += _exchanges(subject, paper, bonds)
    return Observation(examined, tuple(findings))


def _has_figures(sentence: Sentence) -> bool:
    return bool(sentence.figures)


def _exchanges(subject: Subject, paper: Ownership, bonds: Sequence[Bond]) -> Iterator[Finding]:
    done: set[int] = set()
    for one, other in combinations(bonds, 2):
        if _may_be_exchanged(one, other) and not done & {id(one.figure), id(other.figure)}:
            exchange = paper.exchange(one, other)
            if exchange:
                done |= {id(one.figure), id(other.figure)}
                yield _exchange_finding(subject, one, other, exchange)
    for bond in bonds:
        if id(bond.figure) not in done and is_telling(bond.figure):
            exchange = paper.misgiven(bond)
            if exchange:
                yield _misgiven_finding(subject, bond, exchange)


def _may_be_exchanged(one: Bond, other: Bond) -> bool:
    first, second = one.figure.quantity, other.figure.quantity
    is_one_kind = first.unit == second.unit and (first.unit is not None or _are_scores(one.figure, other.figure))
    return is_one_kind and not same_amount(first, second) and not is_one(one.owner.key, other.owner.key)


def _are_scores(one: Figure, other: Figure) -> bool:
    """Return whether two bare numbers are of one kind: decimals, or counts of one thing; 6 domains are no 350 files."""
    return all(figure.value.denominator != 1 for figure in (one, other)) or bool(one.things & other.things)


def _exchange_finding(subject: Subject, one: Bond, other: Bond, exchange: Exchange) -> Finding:
    evidence = _evidence(exchange)
    text = subject.entry.source
    first, second = (bond.figure.span.of(text) for bond in (one, other))
    a, b = (text[bond.owner.start : bond.owner.end] for bond in (one, other))
    is_proven = all(is_telling(bond.figure) or bond.figure.quantity.unit for bond in (one, other))
    return subject.finding(
        ComparisonSwap.id,
        Severity.ERROR if is_proven else Severity.WARNING,
        _covering(one, other),
        Message(
            en=f"The paper gives {first} to {b} and {second} to {a}: {evidence.quote}.",
            ko=f"원문에서 {b}의 수치는 {first}, {a}의 수치는 {second}입니다: {evidence.quote}.",
        ),
        evidence=[evidence],
    )


def _misgiven_finding(subject: Subject, bond: Bond, exchange: Exchange) -> Finding:
    evidence = _evidence(exchange)
    text = subject.entry.source
    owner, figure = text[bond.owner.start : bond.owner.end], bond.figure.span.of(text)
    return subject.finding(
        ComparisonSwap.id,
        Severity.WARNING,
        _covering(bond),
        Message(
            en=f"The paper does not give {figure} to {owner}: {evidence.quote}.",
            ko=f"원문에서 {followed_by('는', figure)} '{owner}'의 수치가 아닙니다: {evidence.quote}.",
        ),
        evidence=[evidence],
    )


def _evidence(exchange: Exchange) -> Evidence:
    source = exchange.first.sentence.source
    if source is None:
        message = "evidence stands in the paper"
        raise ValueError(message)
    return source.evidence(exchange.span)


def _covering(*bonds: Bond) -> Span:
    parts = [span for bond in bonds for span in (bond.figure.span, Span(bond.owner.start, bond.owner.end))]
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def _compare_rankings(subject: Subject, ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Observation:
    text = subject.entry.source
    claims = [
        (sentence, ranking)
        for sentence in ours
        if may_judge(text, sentence.span)
        for ranking in korean_rankings(text, sentence.span, _names(text, sentence, "ko"))
    ]
    stated = list(_stated_rankings(theirs, own_name(subject))) if claims else []
    examined = 0
    findings: list[Finding] = []
    for sentence, claim in claims[:_MOST_CLAIMS]:
        reverse = [place for place in stated if _is_reverse(claim, place[1]) and _is_one_test(text, sentence, place[0])]
        is_stated = any(_may_be_same(claim, ranking) and not _is_reverse(claim, ranking) for _, ranking in stated)
        examined += is_stated or bool(reverse)
        if reverse and not is_stated:
            findings.append(_ranking_finding(subject, sentence, claim, reverse[0]))
    return Observation(examined, tuple(findings))


def _names(text: str, sentence: Sentence, language: Language) -> list[Mention]:
    return names(sentence.span.of(text), sentence.span.start, sentence.figures, language=language)


def _stated_rankings(sentences: Sequence[Sentence], own: str) -> Iterator[tuple[Sentence, Ranking]]:
    for sentence in sentences:
        text = sentence.source.text if sentence.source else ""
        if may_rank(text, sentence.span):
            for ranking in english_rankings(text, sentence.span, _names(text, sentence, "en")):
                winner, loser = (own if key == OURS else key for key in (ranking.winner, ranking.loser))
                yield sentence, ranking._replace(winner=winner, loser=loser)


def _may_be_same(claim: Ranking, actual: Ranking) -> bool:
    """Return whether the paper may say what is claimed; what it only calls ours may be anything."""
    pairs = ((claim.winner, actual.winner), (claim.loser, actual.loser))
    return all(theirs == OURS or is_one(our, theirs) for our, theirs in pairs)


def _is_reverse(claim: Ranking, actual: Ranking) -> bool:
    is_crossed = (actual.winner, actual.loser) == (claim.loser, claim.winner)
    return is_crossed and claim.of_speed == actual.of_speed


def _is_one_test(text: str, own: Sentence, other: Sentence) -> bool:
    """Return whether a sentence of the paper names every test that one of the entry gives as its place."""
    theirs = other.source.text if other.source else ""
    return venues(text, _names(text, own, "ko")) <= {name.key for name in _names(theirs, other, "en")}


def _ranking_finding(subject: Subject, sentence: Sentence, claim: Ranking, place: tuple[Sentence, Ranking]) -> Finding:
    other, actual = place
    is_anchored = any(same_amount(f.quantity, g.quantity) for f in sentence.figures for g in other.figures)
    evidence = [other.source.evidence(actual.span)] if other.source else []
    return subject.finding(
        ComparisonSwap.id,
        Severity.ERROR if is_anchored else Severity.WARNING,
        claim.span,
        Message(
            en=f"The paper has winner and loser the other way round: {evidence[0].quote}.",
            ko=f"원문에서는 우열이 반대입니다: {evidence[0].quote}.",
        ),
        evidence=evidence,
    )
