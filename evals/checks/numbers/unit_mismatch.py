"""Numbers that are right and measure the wrong thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from evals.checks.numbers.correction import TELLING, claims_of, evidence_of, tier, words_around
from evals.checks.numbers.ties import Ties
from evals.quantities.comparison import figures_of, same_amount
from evals.quantities.units import KOREAN_WORDS, UNITS
from evals.quantities.writing import scale_letter
from summarizer.findings import Amount, Message, Observation, Severity

if TYPE_CHECKING:
    from fractions import Fraction

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject
    from summarizer.findings import Finding

_BEFORE_MOST = 80
_BEHIND_MOST = 40
_HEDGE = r"(?:(?:about|approximately|around|nearly|over|only|just|~)\s?)?"
_RATE = r"(?:accurac(?:y|ies)|precision|recall|scores?|rates?|errors?|F1|mAP|AUC|success|IoU)"
_LEVEL_BEFORE = re.compile(
    rf"\b(?:{_RATE}(?:\s(?:on|in)\s[\w-]{{1,30}})?\s(?:of|to|at|is|was|=|from)"
    r"|(?:push|rais|improv|increas|reduc|boost|ris)\w*\s[^.;]{1,40}(?<!up)(?<!ed)\sto"
    rf"|(?:achiev|attain|reach|obtain|record|scor|solv)\w*(?:\s(?:an?|average|only))*)\s{_HEDGE}$",
    re.IGNORECASE,
)
_LEVEL_BEHIND = re.compile(rf"\s(?:(?!(?:in|of|on|for|to|at|and)\s)[\w-]{{1,20}}\s)?{_RATE}\b", re.IGNORECASE)
_AMOUNT = (
    r"(?:FLOPs|latency|memory|costs?|sizes?|parameters|computations?|compute|time|energy|tokens|storage|bandwidth|"
    r"overhead|throughput|footprint|inference|training)"
)
_RELATIVE_BEFORE = re.compile(
    rf"\b(?:{_AMOUNT}(?:\s(?!and\b|while\b|but\b)[\w-]{{1,20}}){{0,6}}\sby|relative\s[a-z]{{1,20}}\sof)\s{_HEDGE}$",
    re.IGNORECASE,
)
_RELATIVE_BEHIND = re.compile(
    rf"\s(?:relative|faster|slower|smaller|cheaper|(?:less|lower|fewer)\s{_AMOUNT})\b", re.IGNORECASE
)
_CHANGE_BEHIND = re.compile(
    r"[\s-](?:[\w-]{1,20}\s){0,2}?(?:absolute|relative|points?|improvements?|gains?|increases?|reductions?|decreases?|"
    r"drops?|boosts?|higher|lower|better|worse|more|less|fewer|over|above|below)\b",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(rf"\bby\s{_HEDGE}$|[+±-]$", re.IGNORECASE)
_GAIN_BEFORE = re.compile(
    r"\b(?:gains?|improv\w+|increas\w+|reduc\w+|decreas\w+|boosts?|drops?|outperform\w*|surpass\w*|exceed\w*)"
    rf"\s(?:[a-z]+\s){{0,3}}?(?:of\s)?{_HEDGE}[~+]?$",
    re.IGNORECASE,
)
_NEAR_CHANGE = 30
_NEXT_FIGURE = re.compile(r"\d")
_TOLD_CHANGE = re.compile(
    "향상|개선|증가|상승|하락|감소|절감|단축|차이|격차|이득|저하|우위|높|낮|늘|줄|빠르|앞[서선섰]|능가|초과|상회|뛰어넘"
)
_KOREAN_CHANGE = r"향상|개선|증가|상승|하락|감소|차이|격차|이득|저하|우위|폭"
_KOREAN_RATE = r"(?:정확도|정밀도|재현율|오류율|성공률|승률|정답률|점수)"
_KOREAN_LEVEL = re.compile(
    rf"(?:의 (?:[가-힣A-Za-z0-9-]{{1,20}} ){{0,2}}{_KOREAN_RATE}(?! ?(?:{_KOREAN_CHANGE}))"
    r"|[를을] (?:기록|달성|풀)|로 (?:높아|올라|끌어올|상승|낮아|떨어))"
)
_KOREAN_RATE_BEFORE = re.compile(rf"{_KOREAN_RATE}(?:은|는|이|가) (?:약 |평균 )?$")
_COPULA = re.compile("입니다|이며|이고|이었|였|로[ ,]")
_CHANGE_TOLD = re.compile(rf"(?:{_KOREAN_CHANGE})[^.,%]{{0,12}}$")


def is_change_of_paper(figure: Figure) -> bool:
    """Return whether the paper tells a figure as a change: a gain of 12%, 12% higher, by 12%."""
    text, span = figure.source.text if figure.source else "", figure.span
    before, behind = text[max(0, span.start - _BEFORE_MOST) : span.start], text[span.end : span.end + _BEHIND_MOST]
    return bool(_CHANGE_BEFORE.search(before) or _CHANGE_BEHIND.match(behind) or _GAIN_BEFORE.search(before))


def is_change_of_entry(subject: Subject, figure: Figure) -> bool:
    """Return whether the entry tells a figure as a change: 12% 향상, 향상 폭은 12%."""
    before, behind = words_around(subject.entry.source, figure.span, _NEAR_CHANGE)
    return bool(_TOLD_CHANGE.search(_NEXT_FIGURE.split(behind, maxsplit=1)[0]) or _CHANGE_TOLD.search(before))


class Percentages:
    """The percentages of a paper, to tell which of them an entry cannot mean by percentage points."""

    def __init__(self, subject: Subject) -> None:
        self._text = subject.entry.source
        self._of_sentences: dict[tuple[int, int], set[Fraction]] = {}
        for figure in subject.source_figures:
            if figure.quantity.unit == "percent":
                self._of_sentences.setdefault((id(figure.source), figure.sentence), set()).add(figure.value)
        self._differences: dict[tuple[int, int, Fraction], bool] = {}

    def is_no_change_in_points(self, claim: Figure, figure: Figure) -> bool:
        """Return whether a percentage of the paper is a level (67.5% accuracy) or a relative change (FLOPs by 77%).

        The words around the claim may tell a level as well (67.5%p의 정확도) where those of the paper tell no change.
        Papers write % for percentage points, so every change of a rate is left alone, and so is a number that is the
        difference of two percentages of its sentence.
        """
        if figure.source is None or figure.whole != figure.quantity or self._is_difference(figure):
            return False
        text, start, end = figure.source.text, figure.span.start, figure.span.end
        before, behind = text[max(0, start - _BEFORE_MOST) : start], text[end : end + _BEHIND_MOST]
        if _RELATIVE_BEFORE.search(before) or _RELATIVE_BEHIND.match(behind):
            return True
        if _CHANGE_BEFORE.search(before) or _CHANGE_BEHIND.match(behind):
            return False
        return bool(_LEVEL_BEFORE.search(before) or _LEVEL_BEHIND.match(behind)) or self._is_told_as_level(claim)

    def _is_told_as_level(self, claim: Figure) -> bool:
        """Return whether the entry calls its points a level: 67.5%p를 기록, 정확도는 67.5%p입니다."""
        start, end = claim.span.start, claim.span.end
        if _CHANGE_TOLD.search(self._text, max(0, start - _BEHIND_MOST), start):
            return False
        is_rate = _COPULA.match(self._text, end) and _KOREAN_RATE_BEFORE.search(self._text, max(0, start - 16), start)
        return bool(is_rate or _KOREAN_LEVEL.match(self._text, end))

    def _is_difference(self, figure: Figure) -> bool:
        key = id(figure.source), figure.sentence, figure.value
        if key not in self._differences:
            shares = self._of_sentences.get(key[:2], set())
            self._differences[key] = any(share and share + figure.value in shares for share in shares)
        return self._differences[key]


_LARGE = 10**6
_TWO_PLACES = 10
_FEW = 2
_COUNTED = frozenset({"parameter", "token"})
# Dimensions of which a number belongs to exactly one unit: nobody calls hours minutes by a manner of speaking.
_STRICT = frozenset(
    {"time", "calendar", "data", "length", "mass", "gpu-time", "frequency", "parameter", "token", "dollar"}
)
_DEVICE = re.compile(r"[GTN]PU|(?<![A-Za-z0-9])[AHBV]\d{2,3}(?![A-Za-z0-9])|가속기")
_NEAR = 40
_SHARES = frozenset({"percent", "percentage-point", "times"})
_KOREAN = {unit: word for word, unit in reversed(KOREAN_WORDS.items())}


class UnitMismatch:
    """Flags a number that the paper states with another unit, such as tokens told as parameters.

    The number is the paper's, to the last digit, and no text of the paper has it with the unit of the summary:
    `3시간` for 3 minutes, `6조 개의 코퍼스` for 6 trillion tokens, `5%` for 5 percentage points, `4.5%` for 4.5 times.

    ## Why it matters
    The figure survives every comparison of digits, and says something else.

    ## Known gaps
    - A time, length or amount of data is an error only where a name or another figure ties the two, else a warning; a
      lone digit is left alone.
    - Things counted are too freely named to prove one wrong by the other (질문, samples, instances): a count is
      compared only where the paper counts tokens or parameters in millions or more.
    - `%p` for a percentage is flagged only where the paper tells a level, as in 67.5% accuracy, or a relative change
      of what has no percent, as of memory: papers themselves write `%` for points.
    """

    id: ClassVar[str] = "unit-mismatch"
    korean: ClassVar[str] = "토큰을 파라미터로 쓰는 등 논문과 단위가 다른 수를 찾습니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Compare the unit of every figure that the paper has."""
        claims = [f for f in claims_of(subject) if not f.quantity.is_name_size and (f.quantity.unit or f.things)]
        judge = _Judge(subject)
        findings = [finding for claim in claims if (finding := _compare(subject, judge, claim))]
        return Observation(len(claims), tuple(findings))


def _compare(subject: Subject, judge: _Judge, claim: Figure) -> Finding | None:
    stated = [f for f in subject.source_figures.near(claim.value) if f.value == claim.value]
    if not stated or any(_agree(claim, f) for f in stated):
        return None
    # A size in a name says no more than the size that the paper states in words.
    told = [f for f in stated if not f.quantity.is_name_size]
    graded = [(severity, f) for f in told if (severity := judge.severity(claim, f))]
    if not told or len(graded) < len(told):
        return None  # the number stands in the paper with a unit that may be the summary's
    severity, actual = min(graded, key=lambda pair: (pair[0].rank, tier(pair[1]), pair[1].span))
    return _finding(subject, claim, actual, severity if len(told) == len(stated) else Severity.WARNING)


def _agree(claim: Figure, actual: Figure) -> bool:
    return same_amount(claim.quantity, actual.quantity) and (
        claim.quantity.unit is not None or not claim.things or not actual.things or bool(claim.things & actual.things)
    )


class _Judge:
    """What tells how surely two units of one number exclude each other."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._percentages = Percentages(subject)
        self._ties = Ties(subject)

    def severity(self, claim: Figure, actual: Figure) -> Severity | None:
        """Return how surely the unit of the claim is not what the paper measures."""
        ours, theirs = claim.quantity.unit, actual.quantity.unit
        if theirs is None:
            return None
        if ours is None:
            # 160M 에이전트: a letter scales the size of a model more often than a count.
            is_size = theirs == "parameter" and scale_letter(claim.numeral_span.of(self._subject.entry.source))
            is_amount = theirs in _COUNTED and claim.value >= _LARGE and not is_size
            return self._severity_of_tie(claim, actual) if is_amount else None
        if {ours, theirs} <= _SHARES:
            return Severity.WARNING if self._is_other_share(claim, actual) else None
        if "bit" in {ours, theirs}:
            return None  # bits are the width of a number as often as an amount of data
        is_strict = {UNITS[ours].dimension, UNITS[theirs].dimension} <= _STRICT
        if not is_strict or _is_device_time(self._subject, claim, actual):
            return None
        return self._severity_of_tie(claim, actual)

    def _severity_of_tie(self, claim: Figure, actual: Figure) -> Severity | None:
        """Return an error where more than the number ties the two, a warning where the number tells enough itself."""
        digits = len(figures_of(claim.value))
        if claim.value < _TWO_PLACES and digits < _FEW:
            return None  # 3 minutes and 3 hours may both be meant, 36 minutes and 36 hours hardly
        if self._ties.between(claim, actual).is_near and (digits >= _FEW or claim.value >= _LARGE):
            return Severity.ERROR
        ours, theirs = (UNITS[f.quantity.unit].dimension if f.quantity.unit else None for f in (claim, actual))
        is_telling = ours == theirs or digits >= TELLING or claim.value >= _LARGE
        return Severity.WARNING if is_telling else None

    def _is_other_share(self, claim: Figure, actual: Figure) -> bool:
        """Return whether percent, points or times cannot mean what the paper tells in another of them."""
        ours, theirs = claim.quantity.unit, actual.quantity.unit
        if "times" in {ours, theirs}:
            # 2% and 2x are found in one paper by chance, 4.5% and 4.5x are not.
            is_telling = len(figures_of(claim.value)) > 1 or bool(self._ties.between(claim, actual).names)
            return "percentage-point" not in {ours, theirs} and is_telling
        return theirs == "percentage-point" or self._percentages.is_no_change_in_points(claim, actual)


def _is_device_time(subject: Subject, claim: Figure, actual: Figure) -> bool:
    """Return whether both are hours of a device, one in the unit, one in words: `H800 GPU 기준으로 278만 시간`."""
    ours, theirs = claim.quantity.unit or "", actual.quantity.unit or ""
    if ours.removeprefix("gpu-") != theirs.removeprefix("gpu-"):
        return False
    text = actual.source.text if ours.startswith("gpu-") and actual.source else subject.entry.source
    place = actual.span if ours.startswith("gpu-") else claim.span
    return _DEVICE.search(text, max(0, place.start - _NEAR), place.end + _NEAR) is not None


def _finding(subject: Subject, claim: Figure, actual: Figure, severity: Severity) -> Finding:
    unit = actual.quantity.unit or ""
    evidence = evidence_of(subject, actual)
    korean = _KOREAN.get(unit, unit)
    return subject.finding(
        UnitMismatch.id,
        severity,
        claim.span,
        Message(
            en=f"The paper states this number in another unit, {unit}: {evidence.quote}.",
            ko=f"원문에서 이 수의 단위는 ‘{korean}’입니다: {evidence.quote}.",
        ),
        evidence=[evidence],
        claimed=Amount(claim.value, claim.quantity.unit),
        expected=Amount(actual.value, unit),
    )
