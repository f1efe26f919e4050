"""Claims stronger than the paper's own: first, best, all, only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.relations.owners import opponents, venues
from evals.relations.rankings import english_rankings, korean_judgements, may_judge, may_rank
from evals.relations.totals import EVERY, totals
from evals.subject.sentences import entry_sentences, source_sentences
from summarizer.findings import Message, Observation, Severity, Where
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.subject.sentences import Sentence
    from evals.subject.source_text import SourceText
    from evals.subject.subject import Subject
    from summarizer.findings import Evidence, Finding


class _Strength(NamedTuple):
    """A kind of strong claim, with what supports it and what says less.

    Attributes:
        korean: The claim in Korean.
        weaker: English words that say less of the same.
        support: English words that say as much; looked for outside of what says less.
    """

    korean: re.Pattern[str]
    weaker: re.Pattern[str]
    support: re.Pattern[str]


_COUNTED = r"(?:benchmarks?|tasks?|datasets?|metrics|settings|languages|domains|baselines|methods|models|scenarios)"
_BETTER = r"outperform|surpass|exceed|\bbeat|better|superior|best|highest|state[- ]of[- ]the[- ]art|\bsota\b|record"
_STRENGTHS = (
    _Strength(
        korean=re.compile(r"(?:(?:세계|업계|분야|인류|사상) ?)?최초(?:로|의|이며|이자|인|입니다|다)"),
        weaker=re.compile(r"(?:one of|among|some of) the (?:very )?first\b", re.IGNORECASE),
        support=re.compile(
            r"\bfirst\b|pioneer|unprecedented|novel|\bnew\b|unexplored|under-?explored|never been|not been"
            r"|\bno (?:prior|previous|existing)",
            re.IGNORECASE,
        ),
    ),
    _Strength(
        korean=re.compile(r"(?:세계|업계|분야|인류|사상) ?최초(?:로|의|이며|이자|인|입니다|다)"),
        weaker=re.compile(r"\b(?:novel|new)(?: [a-z-]+)?", re.IGNORECASE),
        support=re.compile(
            r"\bfirst\b|pioneer|unprecedented|unexplored|under-?explored|never been|not been"
            r"|\bno (?:prior|previous|existing)",
            re.IGNORECASE,
        ),
    ),
    _Strength(
        korean=re.compile(
            r"모든 (?:[가-힣A-Za-z]+ ){0,3}?(?:벤치마크|데이터셋|데이터 ?세트|작업|과제"
            r"|태스크|지표|언어|도메인|설정|모델|방법)(?:들)?(?:에서|을|를|보다)"
            r"(?= [^.\n]{0,40}(?:능가|뛰어넘|앞[서섰선]|우수|뛰어[난나]|최고|상회|초과))"
        ),
        weaker=re.compile(
            rf"\b(?:most|a majority|the majority|many|several|\w+ (?:out )?of (?:the |all )?\w+)"
            rf" (?:of (?:the )?)?(?:[a-z-]+ ){{0,3}}{_COUNTED}\b",
            re.IGNORECASE,
        ),
        support=re.compile(
            r"\b(?:all|every|each|any|consistent(?:ly)?|across|entire|whole|both|uniformly|existing|previous|prior)\b",
            re.IGNORECASE,
        ),
    ),
    _Strength(
        korean=re.compile(
            r"(?:최고|최상의|최첨단|최고 수준의|SOTA|state-of-the-art) ?(?:\([A-Za-z -]+\) ?)?성능을?"
            r" (?:달성|기록|입증|보[였여]|발휘)"
            r"|(?:새로운|신규) (?:SOTA|최고 기록)"
        ),
        weaker=re.compile(
            r"\b(?:(?:competitive|comparable|on par|similar performance|close)(?: [a-z-]+){0,5}? (?:to|with|against)"
            r"|(?:near(?:s|ing|ly)?|approach(?:es|ing)))(?: (?:the|to|existing|current)){0,2} "
            r"(?:state[- ]of[- ]the[- ]art|sota|best)\b",
            re.IGNORECASE,
        ),
        support=re.compile(rf"{_BETTER}|leading|\btop\b|strong|improv|gain|first|outstanding|excellent", re.IGNORECASE),
    ),
    _Strength(
        korean=re.compile(r"유일(?:한|하게|의|무이)"),
        weaker=re.compile(r"\b(?:one of|among) the (?:few|only)\b", re.IGNORECASE),
        support=re.compile(
            r"\b(?:only|unique(?:ly)?|sole(?:ly)?|first|exclusive(?:ly)?|single|none|no other)\b", re.IGNORECASE
        ),
    ),
)
# What a paper says of an equal, up to the name that follows.
_PARITY = re.compile(
    r"\b(?:(?:comparable|competitive(?:ness)?|on (?:a )?par|similar|equivalent|close)(?: [a-z-]+){0,4}?"
    r" (?:to|with|against)"
    r"|match(?:es|ing)?|rival(?:s|ing)?|approach(?:es|ing))\b(?: (?!and\b|or\b|while\b|but\b)[A-Za-z0-9.,-]+){0,8}"
)
_NOT_EQUAL = re.compile(r"(?:\b(?:not|no|never|cannot|fail\w*|without|unable|rather than)|n['’]t)\b[^.,;]{0,30}$")
# A sentence that goes on to a victory over the same one, or to a gain: and outperforms it, with improvements of 5.7.
_BUT_BETTER = re.compile(
    r"\b(?:(?:outperform|surpass|exceed|beat)(?:s|ing|ed)? (?:it|them|this|these|that|those)"
    r"|improv\w+|gains?|superior|better|reduc\w+|lower\w*|higher)\b",
    re.IGNORECASE,
)
_TURN = re.compile(r"\b(?:while|whereas|but|however|although)\b", re.IGNORECASE)
# 최초의 벤치마크 중 하나 is one of the first.
_ONE_OF = re.compile(r"[^.\n]{0,40}(?:중|가운데)(?:의)? ?하나")


class Overclaim:
    """Flags a claim that is stronger than what the paper says of the same thing.

    Flagged is a victory over one that the paper calls an equal (`competitive with GPT-4o` as `GPT-4o를 능가`), a first
    that is one of the first, the world's first where the paper only says new, all where the paper says most or several
    and nowhere all, and, when the full text was searched, a first, best or only one that no word of the paper supports.

    ## Why it matters
    Superlatives are what readers remember, and the easiest thing for a model to add.

    ## Known gaps
    - Summaries are written from whole papers: an abstract that is merely silent contradicts nothing.
    - Any word of victory or novelty in the source counts as support, whatever it is said of.
    - An equal of which the same clause tells a gain (comparable to GPT-4 while improving …) is left alone.
    - A qualification that was dropped (`first among those that use the model itself`) is not seen.
    """

    id: ClassVar[str] = "overclaim"
    korean: ClassVar[str] = "논문이 뒷받침하지 않는 최초·최고·유일 등의 주장을 찾습니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def inspect(self, subject: Subject) -> Observation:
        """Look for every strong claim's support, and for a weaker claim in its place."""
        if not subject.sources:
            return Observation(0)
        examined = 0
        findings: list[Finding] = []
        for strength in _STRENGTHS:
            claims = list(_claims(subject, strength))
            examined += len(claims)
            if claims and not _is_supported(subject, strength):
                findings += _unsupported(subject, strength, claims)
        claimed = [(section, total) for section in subject.entry.sections for total in totals(section.text)]
        examined += len(claimed)
        less = {some: _only_some(subject, some) for some in dict.fromkeys(total.some for _, total in claimed)}
        findings += (
            _finding(subject, Span(total.start, total.end).shifted(section.start), evidence)
            for section, total in claimed
            if (evidence := less[total.some])
        )
        victories = list(_victories(subject))
        stated = _Comparisons(subject) if victories else None
        findings += [
            _finding(subject, victory.span, evidence)
            for victory in victories
            if stated and (evidence := stated.equal(victory))
        ]
        return Observation(examined + len(victories), tuple(_apart(findings)))


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings in the order of the text, of those that share words the first and longest only."""
    end = 0
    for finding in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if finding.start >= end:
            end = finding.end
            yield finding


def _claims(subject: Subject, strength: _Strength) -> Iterator[Span]:
    for section in subject.entry.sections:
        for claim in strength.korean.finditer(section.text):
            if not _ONE_OF.match(section.text, claim.end()):
                yield Span(claim.start() + section.start, claim.end() + section.start)


def _is_supported(subject: Subject, strength: _Strength) -> bool:
    return any(strength.support.search(strength.weaker.sub(" ", source.text)) for source in subject.sources)


def _unsupported(subject: Subject, strength: _Strength, claims: Sequence[Span]) -> list[Finding]:
    """Return a finding for every claim if a text says less, or the whole paper was searched."""
    found = ((source, strength.weaker.search(source.text)) for source in subject.sources)
    weaker = next((source.evidence(Span(*match.span())) for source, match in found if match), None)
    is_searched = any(source.where is Where.FULLTEXT for source in subject.sources)
    return [_finding(subject, claim, weaker) for claim in claims] if weaker or is_searched else []


def _only_some(subject: Subject, some: re.Pattern[str]) -> Evidence | None:
    """Return where the paper tells of some of a kind; None when any word of it may tell of all."""
    found = [(source, some.search(source.text)) for source in subject.sources]
    if any(EVERY.search(some.sub(" ", source.text)) for source, _ in found):
        return None
    return next((source.evidence(Span(*match.span())) for source, match in found if match), None)


class _Victory(NamedTuple):
    """What the entry says of one that is beaten.

    Attributes:
        loser: The key of the one that is beaten.
        span: The place that says so.
        venues: The names of the benchmarks where.
    """

    loser: str
    span: Span
    venues: frozenset[str]


def _victories(subject: Subject) -> Iterator[_Victory]:
    """Yield who is beaten in the entry; being slower is no defeat of this kind."""
    text = subject.entry.source
    for sentence in entry_sentences(subject):
        if not may_judge(text, sentence.span):
            continue
        others = opponents(sentence.span.of(text), sentence.span.start, sentence.figures, language="ko")
        for judgement in korean_judgements(text, sentence.span, others):
            if judgement.is_beaten and not judgement.of_speed:
                other = judgement.other
                yield _Victory(other.key, Span(other.start, judgement.end), venues(text, others))


class _Equal(NamedTuple):
    """Words that call something an equal, and the names of their sentence."""

    evidence: Evidence
    names: frozenset[str]


class _Comparisons:
    """What a paper says of those it is compared with, by name."""

    def __init__(self, subject: Subject) -> None:
        self._equals: dict[str, _Equal] = {}
        self._beaten: set[str] = set()
        for sentence in source_sentences(subject):
            if sentence.source:
                self._read(sentence, sentence.source)

    def equal(self, victory: _Victory) -> Evidence | None:
        """Return the words that call the loser an equal, unless others do not, or the tests are others."""
        equal = None if victory.loser in self._beaten else self._equals.get(victory.loser)
        return equal.evidence if equal and victory.venues <= equal.names else None

    def _read(self, sentence: Sentence, source: SourceText) -> None:
        text, span = source.text, sentence.span
        if not may_rank(text, span) and not _PARITY.search(text, span.start, span.end):
            return
        mentions = opponents(span.of(text), span.start, sentence.figures, language="en")
        self._beaten.update(ranking.loser for ranking in english_rankings(text, span, mentions))
        keys = frozenset(mention.key for mention in mentions)
        for parity in _PARITY.finditer(text, span.start, span.end):
            if _NOT_EQUAL.search(text, span.start, parity.start()) or _BUT_BETTER.search(_clause(text, span, parity)):
                continue
            for name in mentions:
                if parity.start() < name.start and name.end <= parity.end():
                    evidence = source.evidence(Span(parity.start(), name.end))
                    self._equals.setdefault(name.key, _Equal(evidence, keys))


def _clause(text: str, sentence: Span, parity: re.Match[str]) -> str:
    """Return the part of a sentence around some words, up to where it takes a turn."""
    before = _TURN.split(text[sentence.start : parity.start()])[-1]
    return before + _TURN.split(text[parity.start() : sentence.end])[0]


def _finding(subject: Subject, span: Span, weaker: Evidence | None) -> Finding:
    if weaker is None:
        return subject.finding(
            Overclaim.id,
            Severity.WARNING,
            span,
            Message(
                en="No text of the paper supports so strong a claim.",
                ko="원문 전체에 이만큼 강한 주장을 뒷받침하는 말이 없습니다.",
            ),
            evidence=[subject.entry_evidence(span)],
        )
    return subject.finding(
        Overclaim.id,
        Severity.WARNING,
        span,
        Message(en=f"The paper claims less: {weaker.quote}.", ko=f"원문의 주장은 더 약합니다: {weaker.quote}."),
        evidence=[weaker],
    )
