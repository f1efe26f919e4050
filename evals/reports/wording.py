"""The words of the reports for people, in Korean and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.findings import Severity, Where

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evals.findings import Message
    from evals.tally import Tally


@dataclass(frozen=True, slots=True)
class Wording:
    """The fixed words of one language; a template takes the values it names."""

    language: str
    severities: Mapping[Severity, str]
    places: Mapping[Where, str]
    fix: str
    suggestion: str
    superseded: str
    author_order: str
    unjudged: str
    interrupted: str
    fixable: str
    fixed: str
    fixed_label: str
    no_fix: str
    summary: str
    counts: str
    nothing: str
    progress: str
    headings: Mapping[str, str]

    def of(self, message: Message) -> str:
        """Return the message in this language."""
        return message.ko if self.language == "ko" else message.en

    def sum_up(self, tally: Tally) -> str:
        """Return the sentence about all entries and findings."""
        entries = self.summary.format(
            entries=tally.entries, judged=tally.entries - tally.inconclusive, unjudged=tally.inconclusive
        )
        if not tally.severities:
            return f"{entries} {self.nothing}"
        counts = self.counts.format(
            errors=tally.severities[Severity.ERROR],
            warnings=tally.severities[Severity.WARNING],
            notes=tally.severities[Severity.NOTE],
        )
        return f"{entries} {counts}"


KOREAN = Wording(
    language="ko",
    severities={Severity.ERROR: "오류", Severity.WARNING: "경고", Severity.NOTE: "참고"},
    places={
        Where.ENTRY: "항목",
        Where.TITLE: "제목",
        Where.ABSTRACT: "초록",
        Where.FULLTEXT: "본문",
        Where.METADATA: "서지",
    },
    fix="수정",
    suggestion="제안",
    superseded="논문이 나중에 개정됨",
    author_order="저자 순서가 원문과 다른 항목 {count}개: {lines}행",
    unjudged="판정하지 못했거나 일부만 판정한 항목 {count}개:",
    interrupted="중단되었습니다. 여기까지의 결과입니다.",
    fixable="이 중 {count}개는 `yoyak fix`로 고칠 수 있습니다.",
    fixed="지적 사항 {count}개를 고쳤습니다. 고친 뒤의 결과입니다.",
    fixed_label="수정",
    no_fix="확실한 수정이 없어 그대로 둡니다",
    summary="항목 {entries}개 중 {judged}개를 판정했고 {unjudged}개는 판정하지 못했습니다.",
    counts="오류 {errors}개, 경고 {warnings}개, 참고 {notes}개.",
    nothing="지적 사항이 없습니다.",
    progress="항목 {count}개를 검사했습니다...",
    headings={
        "Why it matters": "왜 중요한가",
        "Known gaps": "알려진 한계",
        "Flagged": "지적하는 예",
        "Clean": "지적하지 않는 예",
        "Not detected yet": "아직 찾지 못하는 예",
    },
)

ENGLISH = Wording(
    language="en",
    severities={Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
    places={
        Where.ENTRY: "entry",
        Where.TITLE: "title",
        Where.ABSTRACT: "abstract",
        Where.FULLTEXT: "full text",
        Where.METADATA: "metadata",
    },
    fix="fix",
    suggestion="suggestion",
    superseded="the paper was revised later",
    author_order="entries with authors in another order than the source's: {count}, at line {lines}",
    unjudged="Entries not judged, or judged only in part: {count}",
    interrupted="Interrupted; these are the results so far.",
    fixable="`yoyak fix` can correct {count} of these.",
    fixed="Corrected: {count}. What is left:",
    fixed_label="fixed",
    no_fix="left, for no correction is certain",
    summary="Entries: {entries}, of which {judged} judged and {unjudged} not.",
    counts="Findings: {errors} errors, {warnings} warnings, {notes} notes.",
    nothing="Nothing found.",
    progress="{count} entries checked...",
    headings={},
)

WORDINGS = {"ko": KOREAN, "en": ENGLISH}
