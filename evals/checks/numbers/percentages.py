"""What a percentage is: a level or a relative change, and then percentage points cannot tell it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.checks.numbers.correction import words_around

if TYPE_CHECKING:
    from fractions import Fraction

    from evals.figures import Figure
    from evals.subject import Subject

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
