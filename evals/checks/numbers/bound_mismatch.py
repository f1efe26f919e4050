"""Limits that were turned round, added or lost."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from evals.checks.numbers.correction import claims_of, evidence_of, tier, words_around
from evals.checks.numbers.ties import Ties
from evals.quantities.comparison import figures_of
from summarizer.findings import Amount, Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.quantities.model import Bound
    from evals.subject.figures import Figure
    from evals.subject.subject import Subject
    from summarizer.findings import Finding

_Side = Literal["lower", "upper"]
# over and at-least are one side, under and at-most the other: Korean 이상 and 이하 render both.
_SIDES: dict[Bound, _Side] = {"at-least": "lower", "over": "lower", "at-most": "upper", "under": "upper"}
_ENGLISH: dict[_Side | None, str] = {"lower": "a lower limit", "upper": "an upper limit", None: "no limit"}
_KOREAN: dict[_Side | None, str] = {"lower": "하한으로", "upper": "상한으로", None: "한도가 아닌 값으로"}


class BoundMismatch:
    """Flags a limit that the paper does not set, such as `최대 10.5%` for an average of 10.5%.

    Compared are the limits of one amount in the entry and in the paper: at least, more than; at most, up to, less
    than. A limit that was turned round, or added to an average, or a lower one to what is nearly so much, is a
    warning; one that was added to another number or lost is a note.

    ## Why it matters
    `최대` turns one best case into a promise, and its loss turns the best case into the rule.

    ## Known gaps
    - An amount that the paper states more than once agrees when any of its places agrees.
    - `over` before a small count of things may mean across them, and sets no limit then.
    - Only equal numbers are compared: one that was rounded may take 이상 with it, as 3,906 are `3,900개 이상`.
    - 이하 and 미만 for what the paper puts above the amount are notes where nothing else ties the two: they may tell of
      the rest. So are limits of
      small counts and of numbers whose thing or unit is not known.
    - 약 and nearly are approximations, and compare with any limit but the opposite one.
    - A limit may hold for its neighbours in a list as well (up to 67% and 65%), and 까지 be a limit or a goal:
      what they leave open agrees.
    """

    id: ClassVar[str] = "bound-mismatch"
    korean: ClassVar[str] = "평균 10.5%를 ‘최대 10.5%’로 쓰는 등 논문에 없는 한도를 찾습니다."
    version: ClassVar[int] = 4
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING, Severity.NOTE)

    def inspect(self, subject: Subject) -> Observation:
        """Compare the limit of every figure that the paper has."""
        examined, ties = 0, Ties(subject)
        findings: list[Finding] = []
        for claim in claims_of(subject):
            if claim.whole != claim.quantity or claim.value in _DETERMINERS or not _has_limits(subject, claim):
                continue
            stated = [f for f in _stated(subject, claim) if _same_thing(claim, f)]
            examined += bool(stated)
            if stated and (finding := _compare(subject, ties, claim, stated)):
                findings.append(finding)
        return Observation(examined, tuple(findings))


_BOUND_BEFORE = re.compile(r"(?:최대|최소|적어도|많아야|기껏해야)\s?\Z")
_BOUND_BEHIND = re.compile(r"[가-힣]{0,2}\s?(?:이상|이하|미만|초과|까지|넘게|넘는|못 미[치칩친])")
_COUNTED_IN_BILLIONS = frozenset({"parameter", "token"})
_MANY = 20
_DETERMINERS = frozenset({0, 1})
_NEAR = 60
_LISTED = re.compile(r"[,/]\s|\band\s|\s및\s|[와과]\s")
_UP_TO = re.compile(r"\s?(?:[가-힣A-Za-z]{1,8}\s?){0,2}까지")
_HALVES = frozenset({(Fraction(1, 2), None), (Fraction(50), "percent")})
_DOWN_TO = re.compile(r"\s?(?:이하|미만|이상|초과)로")
_BY = re.compile(r"\bby (?:more|less|over|up|at)\b[a-z ]{0,12}$")
_LONGEST_BY = 24
_FEW = 10
_BESIDE = 8
_NEAR_AVERAGE, _BEHIND = 40, 16
_AVERAGE = re.compile(r"\baverag|\bon avg\b|\bmean of\b", re.IGNORECASE)
_NEXT_PART = re.compile(r", |; | while | but ")
# It averages over 800: the average itself has a limit.
_OVER = re.compile(r"\b(?:over|above|below|under|more than|less than|at least|at most|up to)\s[~$\\]*$", re.IGNORECASE)
_NEARLY = re.compile(r"\b(?:nearly|almost|close to|just under|approaching)\s[~$\\]*$", re.IGNORECASE)
_UP_TO_ENGLISH = re.compile(r"\b(?:up to|as (?:much|many|high) as|at most|within)\b[^,;]{0,20}$", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:no|none|not|never|neither|without|fails? to)\b[^.;]{0,50}$", re.IGNORECASE)
# 20%를 초과하다 compares with a figure; it sets no limit.
_VERB_OF_COMPARISON = re.compile(r"[^.,\d]{0,16}?[을를] (?:\S{1,6} )?(?:초과|상회|넘|능가|웃돌|밑돌|하회)")


def _has_limits(subject: Subject, claim: Figure) -> bool:
    """Return whether a figure could have a limit: the size in a name and `31.5%보다 높다`, a comparison, have none."""
    return not claim.quantity.is_name_size and not subject.entry.source.startswith("보다", claim.span.end)


def _stated(subject: Subject, claim: Figure) -> list[Figure]:
    """Return the paper's figures that are the claim's, or would be with another power of ten.

    A limit is as lost beside 2.4억 as beside 24억; seen in both, it does not look new once the number is right.
    """
    same = [f for f in subject.source_figures.same(claim.quantity) if f.value == claim.value]
    if same or claim.quantity.unit not in _COUNTED_IN_BILLIONS:
        return same
    alike = (f for f in subject.source_figures if f.quantity.unit == claim.quantity.unit)
    return [f for f in alike if figures_of(f.value) == figures_of(claim.value)]


def _same_thing(claim: Figure, actual: Figure) -> bool:
    both = claim.things and actual.things
    return not actual.quantity.is_name_size and (not both or bool(claim.things & actual.things))


def _compare(subject: Subject, ties: Ties, claim: Figure, stated: list[Figure]) -> Finding | None:
    side = _SIDES.get(claim.quantity.bound)
    if any(_allows(claim, side, actual) or _may_be_told(subject, claim, side, actual) for actual in stated):
        return None
    actual = min(stated, key=lambda f: (tier(f), f.span))
    if actual.whole != actual.quantity or _may_mean_across(actual):
        return None  # the end of a range is a limit of its own kind
    is_sure = side and _is_of_one_kind(claim, actual) and _excludes(subject, ties, claim, side, actual)
    return _finding(subject, claim, actual, Severity.WARNING if is_sure else Severity.NOTE)


def _is_of_one_kind(claim: Figure, actual: Figure) -> bool:
    """Return whether both have one unit, or count one thing in numbers that no determiner has."""
    if claim.quantity.unit or actual.quantity.unit:
        return claim.quantity.unit == actual.quantity.unit
    return claim.value >= _FEW and bool(claim.things & actual.things)


def _excludes(subject: Subject, ties: Ties, claim: Figure, side: _Side, actual: Figure) -> bool:
    """Return whether what the paper says of the amount leaves no room for the limit of the claim.

    An average has no limit and what is nearly so much is no more; 이하 and 미만 may tell of the rest where the paper
    tells of what is above a line, unless more than the amount ties the two or it is a count.
    """
    before, theirs = _words_before(actual), _SIDES.get(actual.quantity.bound)
    if _VERB_OF_COMPARISON.match(subject.entry.source, claim.span.end):
        return False
    if theirs is None:
        is_below = side == "lower" and bool(_NEARLY.search(before))
        return is_below or _is_average(actual)
    if side == "upper":
        is_most = "최대" in words_around(subject.entry.source, claim.span, _BESIDE)[0]
        is_same = is_most or claim.quantity.unit is None or ties.between(claim, actual).is_near
        return is_same and not _UP_TO_ENGLISH.search(before) and not _NEGATED.search(before)
    return not _NEGATED.search(before)


def _words_before(actual: Figure) -> str:
    return words_around(actual.source.text, actual.span, _NEAR)[0] if actual.source else ""


def _may_mean_across(actual: Figure) -> bool:
    """Return whether `over 8 datasets` may say on which, and not how many at the least."""
    if actual.source is None or not actual.things or actual.value >= _MANY:
        return False
    return actual.source.text[: actual.span.start].lower().endswith("over ")


def _is_average(actual: Figure) -> bool:
    """Return whether the paper calls its figure an average, which has no limit."""
    if actual.source is None:
        return False
    before, behind = words_around(actual.source.text, actual.span, _NEAR_AVERAGE)
    clause = _NEXT_PART.split(before)[-1] + _NEXT_PART.split(behind[:_BEHIND], maxsplit=1)[0]
    return bool(_AVERAGE.search(clause)) and not _OVER.search(before)


def _allows(claim: Figure, side: _Side | None, actual: Figure) -> bool:
    """Return whether the paper's figure, with its own limit, makes the claim's limit true."""
    theirs = _SIDES.get(actual.quantity.bound)
    if side == theirs:
        return True
    if side is None:
        return claim.quantity.bound == "about"
    return False


def _may_be_told(subject: Subject, claim: Figure, side: _Side | None, actual: Figure) -> bool:
    """Return whether the words around a figure may set the limit that it lacks, or turn both limits the same way."""
    theirs = _SIDES.get(actual.quantity.bound)
    text = subject.entry.source
    if side is None:
        is_goal = theirs == "upper" and bool(_UP_TO.match(text, claim.span.end))
        return is_goal or theirs in _shared_sides(subject.figures, claim, text)
    source = actual.source.text if actual.source else text
    if theirs is None:
        return not _is_average(actual) and side in _shared_sides(subject.source_figures, actual, source)
    # Down to less than half is by more than half.
    is_half = (claim.value, claim.quantity.unit) in _HALVES and bool(_DOWN_TO.match(text, claim.span.end))
    start = actual.span.start
    return is_half and bool(_BY.search(source, max(0, start - _LONGEST_BY), start))


def _shared_sides(figures: Iterable[Figure], figure: Figure, text: str) -> set[_Side]:
    """Return the limits of the figures that stand beside one in a list of its unit: up to 67% on one and 65%."""
    return {
        _SIDES[other.quantity.bound]
        for other in figures
        if other.quantity.bound in _SIDES
        and (other.source, other.sentence) == (figure.source, figure.sentence)
        and other.quantity.unit == figure.quantity.unit
        and _are_listed(text, figure, other)
    }


def _are_listed(text: str, one: Figure, other: Figure) -> bool:
    between = text[min(one.span.end, other.span.end) : max(one.span.start, other.span.start)]
    return len(between) <= _NEAR and bool(_LISTED.search(between))


def _with_bound(subject: Subject, claim: Figure) -> Span:
    """Return the place of a figure with the word that limits it: what is wrong is that word."""
    text, span = subject.entry.source, claim.span
    before = _BOUND_BEFORE.search(text, max(0, span.start - _BESIDE), span.start)
    behind = _BOUND_BEHIND.match(text, span.end)
    return Span(before.start() if before else span.start, behind.end() if behind and not before else span.end)


def _finding(subject: Subject, claim: Figure, actual: Figure, severity: Severity) -> Finding:
    ours, theirs = _SIDES.get(claim.quantity.bound), _SIDES.get(actual.quantity.bound)
    evidence = evidence_of(subject, actual)
    return subject.finding(
        BoundMismatch.id,
        severity,
        _with_bound(subject, claim) if ours else claim.span,
        Message(
            en=f"The summary states {_ENGLISH[ours]}, the paper {_ENGLISH[theirs]}: {evidence.quote}.",
            ko=f"요약에는 {_KOREAN[ours]}, 원문에는 {_KOREAN[theirs]} 나옵니다: {evidence.quote}.",
        ),
        evidence=[evidence],
        claimed=Amount(claim.value, claim.quantity.unit),
        expected=Amount(actual.value, actual.quantity.unit),
    )
