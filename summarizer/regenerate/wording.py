"""The words of the report of a run, in Korean and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.messages import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.messages import Message
    from summarizer.regenerate.entry import Decision


@dataclass(frozen=True, slots=True)
class RegenerationWording:
    """The fixed words of one language."""

    language: str
    decisions: Mapping[Decision, str]
    counts: Mapping[Decision, str]
    change: str
    entries: str
    from_abstract: str
    calls: str
    spent: str
    unpriced: str
    answered_by: str
    interrupted: str
    progress: str
    estimate: str
    estimate_missing: str
    estimate_cost: str
    estimate_unpriced: str

    def of(self, message: Message) -> str:
        """Return the message in this language."""
        return message.text(self.language)

    def fill(self, template: str, *values: object) -> str:
        """Return the template with the values in its places."""
        return fill(template, *values)


KOREAN = RegenerationWording(
    language="ko",
    decisions={
        "accepted": "채택",
        "corrected": "수정",
        "kept": "유지",
        "forced": "강제",
        "failed": "실패",
        "unfinished": "미완",
    },
    counts={
        "accepted": "채택 {}개",
        "corrected": "수정 {}개",
        "kept": "유지 {}개",
        "forced": "강제 {}개",
        "failed": "실패 {}개",
        "unfinished": "미완 {}개",
    },
    change="오류 {} -> {}, 경고 {} -> {}",
    entries="항목 {}개: {}.",
    from_abstract="논문 본문 없이 초록만 보고 쓴 항목이 {}개 있습니다.",
    calls="모델 호출 {}회(이전 실행 포함), 입력 토큰 {:,}개, 출력 토큰 {:,}개.",
    spent="이번 실행 비용 ${:.4f}.",
    unpriced="모델의 가격을 알 수 없어 비용을 계산하지 못했습니다.",
    answered_by="응답 작성: {}.",
    interrupted="중단되었습니다. 같은 명령을 다시 실행하면 이어서 진행합니다.",
    progress="항목 {count}개를 처리했습니다...",
    estimate="논문 {}편의 초안을 쓰려면 모델을 {}번 호출합니다. 입력 토큰 약 {:,}개, 출력 토큰 약 {:,}개입니다.",
    estimate_missing="원문을 구하지 못한 항목이 {}개 있습니다.",
    estimate_cost="예상 비용은 약 ${:.4f}입니다. 고쳐 쓰는 비용은 별도이고, 받아 둔 응답에는 비용이 들지 않습니다.",
    estimate_unpriced="{}의 가격을 알 수 없습니다. prices 설정이 가리키는 파일에 가격을 적어 주십시오.",
)

ENGLISH = RegenerationWording(
    language="en",
    decisions={
        "accepted": "accepted",
        "corrected": "corrected",
        "kept": "kept",
        "forced": "forced",
        "failed": "failed",
        "unfinished": "unfinished",
    },
    counts={
        "accepted": "{} accepted",
        "corrected": "{} corrected",
        "kept": "{} kept",
        "forced": "{} forced",
        "failed": "{} failed",
        "unfinished": "{} unfinished",
    },
    change="errors {} -> {}, warnings {} -> {}",
    entries="{} (entry|entries): {}.",
    from_abstract="{} (entry|entries) had an abstract to write from and no full text.",
    calls="{} (call|calls) to the model, earlier runs included; {:,} tokens read, {:,} written.",
    spent="Spent in this run: ${:.4f}.",
    unpriced="The price of the model is unknown, so no cost was computed.",
    answered_by="Answered by {}.",
    interrupted="Interrupted; the same command goes on from here.",
    progress="{count} entries done...",
    estimate="{} (paper|papers), {} (call|calls) for drafts: about {:,} tokens to read and {:,} to write.",
    estimate_missing="{} (entry|entries) without a paper.",
    estimate_cost="About ${:.4f}; repairs come on top, and replies that are there already cost nothing.",
    estimate_unpriced="The price of {} is unknown: give it in the file of the setting prices.",
)

WORDINGS = {"ko": KOREAN, "en": ENGLISH}
