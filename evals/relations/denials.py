"""Statements that a Korean sentence denies at its end, and sentences of a paper that make them: 달성하지 않습니다."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evals.quantities.comparison import same_number
from evals.relations.completeness import shared_anchors
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.subject.sentences import Sentence
    from evals.subject.subject import Subject
    from summarizer.findings import Evidence

# What papers report of themselves, and no summary has cause to deny, with the stems of the English verbs for it.
_REPORTS = {
    "제안": "propos|introduc|present|develop|design|suggest",
    "소개": "introduc|propos|present",
    "제시": "introduc|propos|present|provid|offer|establish",
    "발표": "introduc|present|announc|releas",
    "공개": "releas|open-sourc|publish|mak|provid",
    "출시": "releas|introduc|launch",
    "개발": "develop|introduc|propos|present|build|built|design|creat",
    "설계": "design|propos|introduc|develop|devis|craft",
    "구축": "construct|build|built|creat|develop|curat|establish|introduc|present|propos",
    "입증": "demonstrat|show|prov|validat|verif|confirm|establish|evidenc",
    "증명": "prov|demonstrat|show|establish",
    "강조": "highlight|emphasi|underscor|stress|show|demonstrat",
    "논의": "discuss|outlin|address|describ|explor",
    "주장": "argu|claim|posit|contend|advocat",
    "설명": "explain|describ|account",
    "확인": "show|demonstrat|find|found|confirm|reveal|verif|observ|validat|identif|indicat|suggest|discover",
    "발견": "find|found|discover|reveal|identif|observ|uncover|show|demonstrat",
    "관찰": "observ|find|found|see|notic",
    "규명": "reveal|identif|uncover|elucidat|show|characteri|clarif",
    "분석": "analy[sz]|examin|investigat|stud|explor|assess|evaluat",
    "조사": "investigat|examin|stud|explor|survey|analy[sz]|prob",
    "탐구": "explor|investigat|stud|examin|prob|delv",
    "연구": "stud|investigat|explor|examin|research",
}
# What a method achieves: it may be denied of another one.
_FEATS = {
    "도입": "introduc|propos|present|develop|design|adopt|incorporat|leverag",
    "구성": "construct|compos|compris|consist|form|build|built|curat|creat|contain|includ|cover",
    "구현": "implement|realiz|achiev|enabl|build|built|develop",
    "수집": "collect|gather|curat|compil",
    "선별": "select|curat|filter|choos",
    "합성": "synthes|generat|creat",
    "제공": "provid|offer|deliver|giv|suppl|enabl|releas|present|introduc",
    "지원": "support|enabl|facilitat|allow",
    "보장": "ensur|guarante|enabl|preserv|maintain",
    "달성": "achiev|attain|reach|obtain|deliver|gain|establish|set|yield",
    "기록": "achiev|record|attain|reach|obtain|scor|set",
    "확보": "secur|obtain|achiev|ensur|gain|collect",
    "검증": "verif|validat|demonstrat|test|show|evaluat|confirm",
    "식별": "identif|recogni|detect|distinguish|discover|find|found",
    "탐색": "explor|search|investigat",
    "평가": "evaluat|assess|benchmark|test|measur|judg",
    "측정": "measur|assess|evaluat|quantif|gaug",
    "수행": "perform|conduct|carr|execut|do|undertak|run|present",
    "진행": "conduct|perform|carr|run",
    "개선": "improv|enhanc|refin|boost|advanc|better",
    "향상": "improv|enhanc|boost|increas|rais|advanc|elevat|strengthen",
    "강화": "enhanc|strengthen|improv|reinforc|boost|augment|bolster",
    "보강": "augment|strengthen|reinforc|enhanc|complement",
    "촉진": "facilitat|promot|encourag|foster|accelerat|advanc",
    "확장": "extend|expand|scal|broaden|generaliz",
    "해결": "address|solv|tackl|resolv|overcom|mitigat|handl",
    "완화": "mitigat|alleviat|reduc|relax|eas|address",
    "감소": "reduc|decreas|lower|cut|mitigat|minimi",
    "절감": "reduc|sav|cut|lower|decreas",
    "단축": "reduc|shorten|cut|decreas",
    "능가": "outperform|surpass|exceed|beat|outpac",
    "초과": "exceed|surpass|outperform",
    "통합": "integrat|unif|incorporat|combin|merg|consolidat|embed",
    "결합": "combin|integrat|coupl|fus|merg|incorporat|blend|pair",
    "정의": "defin|formali|formulat",
    "도출": "deriv|obtain|yield|induc|extract|draw",
    "유도": "induc|guid|encourag|elicit|deriv|lead|steer|incentiv",
    "포착": "captur",
    "기여": "contribut",
}
# What a method does: that it does it without something is said often enough.
_STEPS = {
    "생성": "generat|produc|creat|synthes",
    "사용": "us|utili[sz]|employ|leverag|adopt",
    "활용": "us|utili[sz]|leverag|exploit|employ|harness",
    "적용": "appl|us|adapt|adopt",
    "훈련": "train|pretrain|fine-tun",
    "학습": "learn|train|pretrain",
    "조정": "adjust|tun|adapt|align|modulat|fine-tun",
    "포함": "includ|contain|compris|cover|encompass|incorporat|consist",
    "설정": "set|establish|defin|configur",
    "변환": "transform|convert|translat|map|turn",
    "유지": "maintain|preserv|retain|keep",
    "정렬": "align",
    "분해": "decompos|factori[sz]|break",
    "채택": "adopt|employ|us",
    "추출": "extract|deriv|min|distil",
    "분리": "separat|decoupl|disentangl|isolat",
    "추정": "estimat|infer",
    "예측": "predict|forecast",
    "처리": "process|handl|manag",
    "추가": "add|append|introduc|insert",
    "최적화": "optimi[sz]",
    "모델링": "model",
    "분류": "classif|categori|taxonom",
    "비교": "compar|contrast",
    "방지": "prevent|avoid",
    "보존": "preserv|retain|maintain",
    "조절": "control|adjust|modulat|regulat",
    "연결": "connect|link|bridg|join",
    "탐지": "detect",
    "제거": "remov|eliminat|filter|prun",
}
_VERBS = {
    deed: re.compile(rf"\b(?:{stems})[a-z-]*", re.IGNORECASE)
    for deeds in (_REPORTS, _FEATS, _STEPS)
    for deed, stems in deeds.items()
}
_DENIED = re.compile(
    r"(?P<deed>[가-힣]{2,3}?)(?:하|시키|(?P<passive>되))지(?:는|도)? ?"
    r"(?:않(?:습니다|는다|(?P<past>았습니다|았다)|음|아)|(?P<failure>못)(?:합니다|했습니다|한다|했다|함|하였습니다))(?=\s*(?:\.|\Z|\n))"
)
# Words with which English says no, or less: a sentence with one may be what the denial renders.
_LIMITS = re.compile(
    r"\b(?:not|no|non|nor|neither|never|none|without|cannot|unable|hardly|barely|rarely|seldom|only|merely|few|fewer"
    r"|less|least|limited|limits?|limitations?|lacks?|lacking|absen\w+|fail\w*|fall(?:s|ing)? short|struggl\w+|avoid\w*"
    r"|eliminat\w+|remov\w+|prevent\w*|instead|rather|despite|although|however|unlike|beyond|difficult\w*|challeng\w+"
    r"|insufficien\w+|inadequa\w+|ignor\w+|neglect\w*|overlook\w*|miss\w*|poor\w*|worse|far from|degrad\w*|drops?"
    r"|suffer\w*|unseen|under-?explored|too|while|whereas|but|yet|existing|prior|previous|current)\b|n[’']t\b|-free\b"
    r"|\bun(?!i|der)[a-z]{4}",
    re.IGNORECASE,
)


_NOT = re.compile(r"(?:\b(?:not|no|never|cannot|without|fail\w*)|n[’']t)\b", re.IGNORECASE)
_NEAR = 30
_CLAUSE = re.compile(r"[^,;.\n]*(?<! )")
_CLAUSE_END = re.compile(r"[,;:]|[가-힣](?:고|며|지만|으나|면서) ")
# A sentence about others, or about what was not there before, may well deny.
_OF_OTHERS = re.compile("기존|이전|종래|선행|지금까지|아직|현재|그동안|다른 ")


class Denial(NamedTuple):
    """A deed that the last words of a sentence deny.

    Attributes:
        deed: The Korean predicate without its ending.
        span: Its place with the denial.
        anchors: How much a sentence of the paper has to share with this one to be about the same.
        clause: Where a figure has to stand that both sentences share; None where none is needed. That others failed, or
            that something was not done before, is said too often to be held against what the paper does itself.
    """

    deed: str
    span: Span
    anchors: int
    clause: Span | None


def denial_in(text: str, sentence: Span) -> Denial | None:
    """Return the deed that papers tell of and a Korean sentence denies at its end; None when it denies none."""
    found = _DENIED.search(text, sentence.start, sentence.end)
    if found is None or _OF_OTHERS.search(text, sentence.start, sentence.end):
        return None
    deed = next((deed for deed in (found["deed"], found["deed"][-2:]) if deed in _VERBS), None)
    if deed is None:
        return None
    is_others = bool(found["failure"] or found["passive"])
    clause = max((match.end() for match in _CLAUSE_END.finditer(text, sentence.start, found.start())), default=0)
    figured = Span(max(clause, sentence.start), found.start() + 1) if is_others else None
    return Denial(deed, Span(*found.span()), _anchors(deed, found), figured)


def _anchors(deed: str, found: re.Match[str]) -> int:
    """Return how much has to be shared: the more, the more often such a denial is right.

    하지 않았습니다 may tell of a part that was left out; what others did not do is told in the passive or as a failure.
    """
    if deed in _STEPS:
        return 2
    if deed in _REPORTS:
        return int(bool(found["past"] or found["failure"] or found["passive"]))
    return 2 if found["past"] else 1


def affirmation(subject: Subject, own: Sentence, denial: Denial, stated: Sequence[Sentence]) -> Evidence | None:
    """Return where the paper tells of a deed that a sentence of the entry denies.

    None when no sentence of the paper about the same things does, or when one limits what it says.
    """
    found = []
    for other in stated:
        source, span = other.source, other.span
        verb = _VERBS[denial.deed].search(source.text, span.start, span.end) if source else None
        if source and verb and _is_about_one(subject, own, denial, other):
            if _is_limited(denial, source.text, span, verb.start()):
                return None
            clause = _CLAUSE.match(source.text, verb.start(), span.end)
            found.append(source.evidence(Span(verb.start(), clause.end() if clause else verb.end())))
    return found[0] if found else None


def _is_about_one(subject: Subject, own: Sentence, denial: Denial, other: Sentence) -> bool:
    if denial.clause:
        ours = [figure for figure in own.figures if denial.clause.start <= figure.span.start < denial.clause.end]
        if not any(same_number(one.quantity, figure.quantity) for one in ours for figure in other.figures):
            return False
    return not denial.anchors or shared_anchors(subject, own, other) >= denial.anchors


def _is_limited(denial: Denial, text: str, sentence: Span, verb: int) -> bool:
    """Return whether a limit stands in the sentence; a report is only limited by a denial in front of its verb."""
    if denial.anchors:
        return bool(_LIMITS.search(text, sentence.start, sentence.end))
    return bool(_NOT.search(text, max(sentence.start, verb - _NEAR), verb))
