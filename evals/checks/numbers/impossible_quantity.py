"""Quantities that cannot be, whatever the paper says."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from evals.checks.numbers.correction import words_around, words_between
from evals.quantities.korean_words import COUNTER
from summarizer.findings import Amount, Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject
    from summarizer.findings import Finding

_WHOLE = Fraction(100)
_OF = re.compile(
    rf"(?:{COUNTER.pattern})?(?:(?:의 | )[가-힣A-Za-z -]{{1,20}})? ?"
    r"(?:중|가운데)(?:에서)?(?:는)? (?:총 |약 |무려 )?$"
)
_SHARE = r"(?:정확도|정밀도|재현율|성공률|통과율|정답률|승률|합격률|점유율|커버리지|accuracy|precision|recall)"
_SHARE_BEFORE = re.compile(rf"{_SHARE}(?:\([^()]{{1,40}}\))?(?:는|은|가|이|를|을)? (?:약 |평균 |최대 |무려 )?$")
_SHARE_BEHIND = re.compile(rf"의 (?:[가-힣A-Za-z]{{1,10}} )?{_SHARE}")
_CHANGE = re.compile(r".{0,24}?(?:향상|개선|증가|상승|높|늘|뛰어|상회|능가|초과|감소|하락|대비|빠르|비해)")
_CHANGE_BEFORE = re.compile(r"(?:대비|보다|비해|기준) ?[^.]{0,20}$")
_COMPOSED = re.compile(r"[^.%]{0,30}(?:로|으로) (?:구성|이루어|나뉘|나누어|분할|혼합)")
_TILDE = re.compile(r"[~∼〜～]")
_DASH = re.compile(r" ?– ?")
_NEAR = 24
_SCORES = frozenset({"percent", "percentage-point", "point"})
_LEVEL = re.compile("^ ?(?:수준|대|안팎|정도)")
_COURSE = re.compile("감소|하락|저하|떨어|낮아|줄[어었이]|급락|후퇴|직전|남[은긴]|역순|거꾸로|카운트다운")


class ImpossibleQuantity:
    """Flags a quantity that cannot be: 8개 중 11개, an accuracy of 105%, a range that runs backwards.

    The entry itself is the evidence. Looked at are parts of a whole (N개 중 M개), rates that have a ceiling of 100%,
    ranges written with `~` or a dash, and shares that something is said to be made up of.

    ## Why it matters
    No source is needed to see that one of the figures is wrong, and no reader should have to see it first.

    ## Known gaps
    - A rate is recognised by the noun beside it (정확도, 성공률, recall); an unnamed percentage may be a change.
    - A range that runs backwards is a warning unless the paper has it forwards; one that may tell of a course (떨어져,
      직전) or of levels of a score is left alone.
    - Ranges with a hyphen or `에서` are left alone, and with a dash before no unit: they can be scores or changes.
    - Shares are added up only where the sentence says that they make up the whole (…로 구성).
    """

    id: ClassVar[str] = "impossible-quantity"
    korean: ClassVar[str] = "8개 중 11개, 정확도 105%처럼 성립할 수 없는 수량을 찾습니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Examine parts, rates, ranges and shares of the entry."""
        findings = [*_parts(subject), *_rates(subject), *_ranges(subject), *_shares(subject)]
        return Observation(len(subject.figures), tuple(findings))


def _parts(subject: Subject) -> Iterator[Finding]:
    """Yield parts that are more than their whole: 8개 중 11개."""
    for whole, part in pairwise(subject.figures):
        is_pair = whole.sentence == part.sentence and whole.quantity.unit == part.quantity.unit
        if not is_pair or part.value <= whole.value or part.quantity.unit == "percent":
            continue
        if _OF.match(words_between(subject, whole, part)) and not (whole.things and part.things - whole.things):
            yield _finding(
                subject,
                part,
                Span(whole.span.start, part.span.end),
                Message(
                    en=f"{part.quantity.text} of {whole.quantity.text} is more than the whole.",
                    ko=f"전체({whole.quantity.text})보다 부분({part.quantity.text})이 큽니다.",
                ),
            )


def _rates(subject: Subject) -> Iterator[Finding]:
    """Yield rates over 100% where the noun beside the figure has that ceiling, and no change is told."""
    text = subject.entry.source
    for figure in subject.figures:
        if figure.quantity.unit != "percent" or figure.value <= _WHOLE or figure.whole != figure.quantity:
            continue
        start, end = figure.span.start, figure.span.end
        named = _SHARE_BEFORE.search(text, max(0, start - 60), start) or _SHARE_BEHIND.match(text, end)
        told = _CHANGE.match(text, end) or _CHANGE_BEFORE.search(text, max(0, start - 60), start)
        if named and not told:
            place = Span(min(start, named.start()), max(end, named.end()))
            yield _finding(
                subject,
                figure,
                place,
                Message(en="A rate cannot be over 100%.", ko="비율은 100%를 넘을 수 없습니다."),
            )


def _ranges(subject: Subject) -> Iterator[Finding]:
    """Yield ranges whose first end is the larger one: `10~5개`."""
    for low, high in pairwise(subject.figures):
        if low.whole != high.whole or low.value <= high.value or not low.whole.ends:
            continue
        between = words_between(subject, low, high)
        # 73%–50% may be a change, and 4–2 a score.
        is_dash = _DASH.fullmatch(between) and high.quantity.unit and low.numeral_span.end == low.span.end
        if (_TILDE.search(between) or is_dash) and not _is_course(subject, low, high):
            yield _finding(
                subject,
                high,
                Span(low.span.start, high.span.end),
                Message(en="The range runs backwards.", ko="범위의 앞뒤가 바뀌었습니다."),
                Severity.ERROR if _is_turned(subject, low, high) else Severity.WARNING,
            )


def _is_course(subject: Subject, low: Figure, high: Figure) -> bool:
    """Return whether a range may tell of a course from its first end to its last, as scores and countdowns do."""
    before, behind = words_around(subject.entry.source, Span(low.span.start, high.span.end), _NEAR)
    is_score = high.quantity.unit in _SCORES
    return bool(is_score and _LEVEL.search(behind)) or bool(_COURSE.search(before) or _COURSE.search(behind))


def _is_turned(subject: Subject, low: Figure, high: Figure) -> bool:
    """Return whether the paper has the range the right way round, or the ends are told in parts of one scale."""
    stated = (f.whole for f in subject.source_figures.same(high.quantity) if f.whole.ends)
    return any(whole.low == high.value and whole.high == low.value for whole in stated)


def _shares(subject: Subject) -> Iterator[Finding]:
    """Yield shares that make up more than the whole: `60% …, 30% …, 20% …로 구성`."""
    by_sentence: dict[int, list[Figure]] = {}
    for figure in subject.figures:
        if figure.quantity.unit == "percent" and figure.whole == figure.quantity:
            by_sentence.setdefault(figure.sentence, []).append(figure)
    for shares in by_sentence.values():
        total = sum((share.value for share in shares), Fraction(0))
        slack = len(shares)  # each share may have been rounded up
        is_composed = len(shares) > 1 and _COMPOSED.match(subject.entry.source, shares[-1].span.end)
        if is_composed and total > _WHOLE + slack and _are_listed(subject, shares):
            yield _finding(
                subject,
                shares[-1],
                Span(shares[0].span.start, shares[-1].span.end),
                Message(
                    en=f"The shares add up to {float(total):g}%.",
                    ko=f"구성 비율의 합이 {float(total):g}%입니다.",
                ),
            )


def _are_listed(subject: Subject, shares: list[Figure]) -> bool:
    return all(len(words_between(subject, one, other)) <= 30 for one, other in pairwise(shares))


def _finding(
    subject: Subject, figure: Figure, place: Span, message: Message, severity: Severity = Severity.ERROR
) -> Finding:
    return subject.finding(
        ImpossibleQuantity.id,
        severity,
        figure.span,
        message,
        evidence=[subject.entry_evidence(place)],
        claimed=Amount(figure.value, figure.quantity.unit),
    )
