"""Everything in Korean, and the some in English that it may stand for: 모든 언어 for several languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is counted, in both languages; regular expressions.
_NOUNS = (
    ("벤치마크", "benchmarks?"),
    ("데이터 ?셋|데이터 ?세트", "datasets?"),
    ("작업|과제|태스크", "tasks?"),
    ("지표", "metrics?"),
    ("언어", "languages?"),
    ("도메인|분야|영역", "domains?|fields?|areas?"),
    ("설정|환경", "settings?|environments?"),
    ("모델", "models?|llms?|vlms?|mllms?"),
    ("방법|기법|기술", "methods?|approaches|techniques?"),
    ("전략", "strategies"),
    ("시나리오|상황", "scenarios?|situations?"),
    ("애플리케이션|응용", "applications?"),
    ("주제", "topics?|subjects?"),
    ("유형|종류|형식", "types?|kinds?|formats?|forms?"),
    ("크기|규모", "sizes?|scales?"),
    ("모달리티", "modalities"),
    ("장면", "scenes?"),
    ("아키텍처", "architectures?"),
    ("시각|관점|시점", "views?|viewpoints?|perspectives?"),
    ("단계|수준", "steps?|stages?|phases?|levels?"),
    ("요소|요인|구성 ?요소", "components?|elements?|factors?"),
    ("속성|특성", "attributes?|properties"),
    ("측면|차원", "aspects?|dimensions?"),
    ("스타일", "styles?"),
    ("질문|질의", "questions?|queries"),
    ("이미지", "images?"),
    ("비디오|동영상", "videos?"),
    ("프롬프트", "prompts?"),
    ("입력", "inputs?"),
    ("조건|제약", "conditions?|constraints?"),
    ("해상도", "resolutions?"),
    ("층|레이어", "layers?"),
    ("능력|역량", "abilities|capabilities|skills"),
    ("객체|물체", "objects?"),
    ("역할", "roles?"),
)
_GROUPS = "|".join(f"(?P<n{place}>{korean})" for place, (korean, _) in enumerate(_NOUNS))
# Words that describe come between; a particle begins another phrase (모든 데이터는 공개 모델…).
_ALL = re.compile(rf"모든 (?:[가-힣A-Za-z-]{{1,12}}(?<![은는이가을를와과]) ){{0,2}}?(?:{_GROUPS})(?:들)?(?![가-힣]*별)")
_SOME = (
    r"(?:various|varied|varying|diverse|distinct|several|multiple|many|numerous|most|different"
    r"|an? (?:wide |broad |diverse )?(?:range|variety|set) of|\w+ out of(?: the)?)"
)
_SOME_OF = [re.compile(rf"\b{_SOME} (?:[a-z-]+ ){{0,2}}?(?:{english})\b", re.IGNORECASE) for _, english in _NOUNS]
EVERY = re.compile(
    r"\b(?:all|every\w*|each|any|entire|whole|both|complete|full|consistent(?:ly)?|universal(?:ly)?|uniform(?:ly)?"
    r"|generali[sz]\w*|general|arbitrary|existing|previous|prior|regardless|always)\b",
    re.IGNORECASE,
)
"""English words that may stand behind 모든."""


class Total(NamedTuple):
    """A place that tells of everything of a kind.

    Attributes:
        start: Where it starts.
        end: Where it ends, exclusive.
        some: Finds the English for some of the kind.
    """

    start: int
    end: int
    some: re.Pattern[str]


def totals(text: str) -> Iterator[Total]:
    """Yield the places of a Korean text that tell of everything of a kind."""
    for found in _ALL.finditer(text):
        yield Total(found.start(), found.end(), _SOME_OF[int((found.lastgroup or "n0")[1:])])
