"""What a text tells of an amount that makes it another one than the abstract's: a rival's, a teacher's, a part's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evals.checks.numbers.correction import words_around

if TYPE_CHECKING:
    from evals.subject.figures import Figure
    from evals.subject.subject import Subject

_NEAR = 40
_NEAR_ENGLISH = 80
"""English takes about twice the letters of Korean to say the same."""


class _Role(NamedTuple):
    """What may be told of an amount that is not the one in the abstract, in the words of both languages."""

    korean: re.Pattern[str]
    english: re.Pattern[str]


def _role(korean: str, english: str) -> _Role:
    return _Role(re.compile(korean, re.IGNORECASE), re.compile(rf"\b(?:{english})", re.IGNORECASE))


_RIVAL = _role(
    "보다|능가|이[기겨긴]|비[교해슷]|유사|대비|상회|초[과월]|필적|[동대]등|맞먹|뒤지|못지않|견[줄주]|경쟁|근접|버금|앞[서선섰섭지]|"
    "제치|수준|기존|이전|오픈|경우에도|크기로도|교사|teacher|증류|판정|심판|보상|초안",
    "than|outperform|surpass|exceed|beat|match|rival|compet|compar|on par|existing|prior|previous|baseline|teacher|"
    "distil|judge|reward|draft",
)
# An encoder, a later stage of training or a part of the data has an amount of its own.
_ROLES = (
    _role("활성", "activ"),
    _role("전체|총|합계", "total|overall|altogether"),
    _role("인코더|디코더|백본|어댑터|모듈", "encoder|decoder|backbone|adapter|module"),
    _role(
        "버전|경량|소형|대형|변형|특화|더 작은|더 큰",
        "version|lightweight|small|tiny|compact|large(?! (?:vision|language|multimodal))|bigg|variant|special",
    ),
    _role("까지|부터|최대|확장|줄여|줄이", r"up to|over\b|scal|reduc|compress|extend"),
    _role(
        "추가|어닐링|미세|후속|이후|다음|예비",
        "further|addition|anneal|tun(?:e|ing)|fine-?tun|continu|sft|next|mid-|prelim",
    ),
    _role(
        "하위|부분|일부|검증용|필터|원본|원시|초기|정제|중간|가운데|후보|선별|[개명장건그이] ?중 ",
        "subset|filter|raw|original|valid|curat|select|clean|refin|initial|of which",
    ),
)


def has_another_role(subject: Subject, claim: Figure, actual: Figure, *, is_tied: bool = False) -> bool:
    """Return whether the entry tells something of its figure that the paper does not tell of its own.

    That one amount beats another is told of both, and may be meant of either: it needs a tie besides.
    """
    ours = " ".join(words_around(subject.entry.source, claim.span, _NEAR))
    theirs = " ".join(words_around(actual.source.text, actual.span, _NEAR_ENGLISH)) if actual.source else ""
    if _RIVAL.korean.search(ours) and not (is_tied and _RIVAL.english.search(theirs)):
        return True
    return any(role.korean.search(ours) and not role.english.search(theirs) for role in _ROLES)
