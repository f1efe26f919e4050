"""The Korean words around a number: endings, counters, bounds and what is no quantity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evals.quantities.model import Bound

# What may follow a noun in the same word, longest first, so that a match is the whole particle.
_PARTICLES = sorted(
    (
        "으로부터 로부터 이어도 이라면 이더라도 "
        "이었으며 이었고 이었다 였습니다 이었습니다 입니다 이지만 이라는 이라고 이므로 "
        "이면서 이거나 이라도 이라 이며 이고 이던 인데 인 이다 였으며 였고 였다 라는 라고 지만 "
        "에서는 에서도 에서의 에서 에게서 에게 에는 에도 에만 에 으로는 으로도 으로만 으로써 으로서 으로의 "
        "으로 로는 로도 로만 로써 로서 로의 로 까지의 까지는 까지도 까지 부터의 부터는 부터 마다 "
        "만의 만이 만을 만큼의 만큼 만에 만으로도 만으로 만 보다는 보다도 보다 처럼 이나 나 밖에 "
        "뿐만 뿐 조차 대로 씩의 씩 당 간의 간 내에 내외 내 이내의 이내에 이내 이상 이하 미만 "
        "초과 동안의 동안 전 후 안에 안 째 짜리 대의 대 쯤 여의 여 정도의 정도 가량의 가량 남짓 "
        "과의 와의 과 와 및 하고 의 은 는 이 가 을 를 도"
    ).split(),
    key=len,
    reverse=True,
)
TAIL = rf"(?:{'|'.join(_PARTICLES)})"
WORD_TAIL = re.compile(rf"{TAIL}{{0,3}}(?![가-힣])")
"""The rest of a word in which a number or a noun has ended: particles, or nothing."""

_COUNTERS = sorted(
    (
        "가지 개 명 종류 종 건 번 회 차례 장 편 쌍 대 권 곳 곡 줄 단어 마리 조각 세트 인 팀 "
        "군데 그루 벌 통 병 잔 판 문제 쪽 페이지 부 행 열 채 척 살 세"
    ).split(),
    key=len,
    reverse=True,
)
COUNTER = re.compile(rf" ?(?:{'|'.join(_COUNTERS)})")
"""A word that counts things of any kind and says nothing of which."""

GLUED_NATIVE = re.compile(r"(?:가지|개월|개|명|번(?!째)|배|달|시간|단계|종류|차례|쌍|마리|군데|분기|자리|단어|조각)")
"""Counters that may stand in one word with a one-syllable native numeral (`세가지`, but 세대 is a generation)."""

SURE_COUNTER = re.compile(r"(?:명|개(?![선발])|년|원|배(?![경치포])|가지|퍼센트|번(?!째)|달러)")
"""Counters that may stand in one word with a single letter: `백명`, `천개`, but 십자가 is a cross."""

NOT_A_NUMBER = frozenset(
    (
        "만일 만약 만사 만이 만오 만조 만경 천사 천이 천일 천조 천만에 백일 백이 백조 백사 십이지 "
        "이만 오만 구조 사조 이조 삼사 이사 조사 조이 조일 조만 조경 일조 경이 경사 경구 경조 "
        "사이 사일 오일 이일 일일 일이 이이 사경 오경 이천 구경 오십견 삼조 육조 공일 공사 사공 "
        "사오 이공 삼이 일사 일구 백공 천공"
    ).split()
)
"""Hangul made of numeral letters that is more often a word than a number when it stands alone."""

PREFIXES = re.compile(
    r"(?P<bound>최대한?|최소한?|적어도|많아야|기껏해야|약|대략|거의|근|얼추|어림잡아|~|≈|∼|≥|≤|>=|<=|=<|=>|>|<|\\sim|\\approx)"
    r" ?(?P<more>약|대략|거의|평균|~|총|전체|단)? ?$"
    r"|(?P<best>최대|최소) [A-Za-zΑ-ω][\wΑ-ω-]{0,9} ?$"
)
PREFIX_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(("최대", "최대한", "많아야", "기껏해야", "≤", "<=", "=<"), "at-most"),
    **dict.fromkeys(("최소", "최소한", "적어도", "≥", ">=", "=>"), "at-least"),
    ">": "over",
    "<": "under",
}
"""Bounds before a number, or before what it measures (`최대 mAP 0.4`); every other word of `PREFIXES` means about."""

MEASURE = re.compile(
    r"(?!모델)[가-힣]{1,5}(?<![이가은는을를의에서로와과도])(?= (?:이상|이하|미만|초과))"
    r"| [A-Z][A-Za-z]{1,9}(?= 넘게)"
)
"""The name of what is measured where a bound stands behind it: `1,000프레임 이상`, `2 BLEU 넘게`."""

# 12개 이상 탐지 finds anomalies; 95% 이상 탐지 finds a share.
_OR_MORE = r"이상(?:(?<=%이상)|(?<=% 이상)|(?! ?(?:탐지|감지|검출|진단|징후|현상|거래|여부|치(?![가-힣]))))"
# Not the first letter of 크기, 작업 or 적용.
_MORE, _LESS = "크(?!기)|[큰많높]", "작(?![업성])|적(?![용합응])|낮"
# 50%를 넘는 모델이 없다: nothing is over it.
_BY_NONE = r"[가-힣]{0,2} (?:[가-힣A-Za-z]{1,10} ){0,2}[가-힣A-Za-z]{1,10}[이가은는도] ?없"
SUFFIXES = re.compile(
    r"[ 의]{0,2}(?:"
    rf"(?:(?:또는|혹은|이거나) 그)?(?:보다)? ?(?P<limit>{_OR_MORE}|초과(?![하함했])|이하|미만|이내|아래)"
    rf"|(?P<or>(?:또는|혹은|이거나) 그)?보다 (?:더 )?(?P<more>{_MORE})?(?P<less>{_LESS})?(?P<equal>거나 같)?"
    rf"|(?P<over>[을를이가은는] (?:넘|초과|상회|웃도|웃돌)|넘[게는])(?P<never>하?지 ?(?:않|못)|{_BY_NONE})?"
    r"|(?P<under>[을를] (?:밑도|밑돌)|(?:(?<=시간)|(?<=[분초일주년])|(?<=개월)) 안에)"
    r"|(?P<about>여|가까이|에 가까|남짓|가량|정도|내외|안팎|쯤|에 달하|에 이르|에 육박))"
)
_LIMITS: dict[str, Bound] = {"이상": "at-least", "이하": "at-most", "이내": "at-most", "초과": "over"}


def suffix_bound(suffix: re.Match[str]) -> Bound | None:
    """Return the bound that words after a number set; None when 보다 only compares (`10보다 더 나은`)."""
    if suffix["about"]:
        return "about"
    if suffix["limit"]:
        return (
            _LIMITS.get(suffix["limit"], "under")
            if "그" not in suffix.group()
            else _or_equal(suffix["limit"] == "이상")
        )
    if suffix["over"] or suffix["under"]:
        side: Bound = "over" if suffix["over"] else "under"
        return "at-most" if suffix["never"] else side  # 500개를 넘지 않는
    if not suffix["more"] and not suffix["less"]:
        return None
    if suffix["or"] or suffix["equal"]:
        return _or_equal(bool(suffix["more"]))
    return "over" if suffix["more"] else "under"


def _or_equal(is_lower: bool) -> Bound:  # noqa: FBT001 - one call site a branch
    return "at-least" if is_lower else "at-most"


ORDINAL = re.compile(
    r" ?(?:번째|번 째|사분위(?!수 ?범위)|등급|등(?!의)|위(?!의)|순위|차(?![례원])|호(?![가-힣])|월|인칭|족|년대|세기|"
    r"학년|장에서|절(?=[은의을과에,) ]|$)|주차)"
)
"""What makes the number before it a name, an order or a date."""

REFERENCE = re.compile(
    r"(?:(?<![가-힣A-Za-z])(?:표|그림|식|수식|섹션|부록|각주|알고리즘|(?P<ordinal>제)|Table|Figure|"
    r"Fig\.|Section|Sec\.|Appendix|Eq\.|Equation|Algorithm|단계|스테이지|Stage|Step|Phase|Chapter|"
    r"버전|version|v|No\.)|#) ?\(?$"
)
"""What makes the number behind it a reference, a counter or not with 제: 제3회 is a name, 그림 3장 are pictures."""
