"""The words of the reports for people, in Korean and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.gate.rules import decide
from summarizer.errors import YoyakError
from summarizer.findings import Severity, Verdict, Where
from summarizer.messages import Message, fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evals.gate.rules import RuleAnswer
    from evals.runner.counts import Counts


_INTERRUPTED = Message("Interrupted; these are the results so far.", "중단되었습니다. 여기까지의 결과입니다.")


def why_stopped(cause: KeyboardInterrupt | YoyakError) -> Message:
    """Return what is said of a run that did not come to its end."""
    if not isinstance(cause, YoyakError):
        return _INTERRUPTED
    why = cause.message
    return Message(
        f"Stopped by an error; these are the results so far: {why.en}",
        f"오류로 멈추었습니다. 여기까지의 결과입니다: {why.ko}",
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """The fixed words of one language."""

    language: str
    severities: Mapping[Severity, str]
    places: Mapping[Where, str]
    fix: str
    suggestion: str
    superseded: str
    author_order: str
    unjudged: str
    fixable: str
    fixed: str
    would_fix: str
    fixed_label: str
    no_fix: str
    judged: str
    judged_in_part: str
    counts: Mapping[Severity, str]
    nothing: str
    progress: str
    dismissed: str
    dismissal: str
    how_to_dismiss: str
    blank: str
    refused: str
    not_judged: str
    left_out: str
    verdicts: Mapping[Verdict, str]
    answers: Mapping[Verdict, str]
    headings: Mapping[str, str]

    def of(self, message: Message) -> str:
        """Return the message in this language."""
        return message.text(self.language)

    def gate(self, rule_answers: Sequence[RuleAnswer]) -> str:
        """Return the sentence that says what the gate decides."""
        return self.answers[decide(rule_answers)]

    def sum_up(self, counts: Counts) -> str:
        """Return the sentences about all entries and findings."""
        entries = self.judged_in_part if counts.inconclusive else self.judged
        judged = self.fill(entries, counts.entries, counts.inconclusive)
        # Where nothing was judged, that nothing was found would be no news but sound like good ones.
        is_blank = counts.inconclusive == counts.entries and not counts.severities
        return judged if is_blank else f"{judged} {self._count(counts)}"

    def fill(self, template: str, *values: object) -> str:
        """Return the template with counts; `(one|many)` after a count follows it."""
        return fill(template, *values)

    def _count(self, counts: Counts) -> str:
        if not counts.severities:
            return self.nothing
        parts = [self.fill(self.counts[s], counts.severities[s]) for s in Severity if counts.severities[s]]
        return f"{', '.join(parts)}."


KOREAN = Wording(
    language="ko",
    severities={Severity.ERROR: "오류", Severity.WARNING: "경고", Severity.NOTE: "참고"},
    places={
        Where.ENTRY: "항목",
        Where.TITLE: "제목",
        Where.ABSTRACT: "초록",
        Where.FULLTEXT: "논문 본문",
        Where.METADATA: "서지",
    },
    fix="수정",
    suggestion="제안",
    superseded="논문이 나중에 개정됨",
    author_order="저자 순서가 원문과 다른 항목 {}개: {}행",
    unjudged="판정하지 못했거나 일부만 판정한 항목:",
    fixable="`yoyak fix`로 {}개를 고칠 수 있습니다.",
    fixed="지적 사항 {}개를 고쳤습니다.",
    would_fix="지적 사항 {}개를 고칠 수 있습니다. 고친 뒤의 결과는 다음과 같습니다.",
    fixed_label="수정",
    no_fix="확실한 수정이 없어 그대로 둡니다",
    judged="항목 {}개를 판정했습니다.",
    judged_in_part="항목 {}개 중 {}개를 판정하지 못했습니다.",
    counts={Severity.ERROR: "오류 {}개", Severity.WARNING: "경고 {}개", Severity.NOTE: "참고 {}개"},
    nothing="지적 사항이 없습니다.",
    progress="항목 {count}개를 검사했습니다...",
    dismissed="기각",
    dismissal="식별값",
    how_to_dismiss="기각하려면 `--dismissals 파일 --dismiss 식별값 --reason 이유`를 붙입니다.",
    blank="검사한 항목이 없습니다.",
    refused="읽지 못한 파일",
    not_judged="판정하지 못함",
    left_out="표시 한도를 넘어 {}개를 생략했습니다.",
    verdicts={Verdict.PASS: "통과", Verdict.FAIL: "실패", Verdict.ERROR: "판단 불가", Verdict.SKIP: "해당 없음"},
    answers={
        Verdict.PASS: "게이트: 통과입니다.",
        Verdict.FAIL: "게이트: 실패입니다.",
        Verdict.ERROR: "게이트: 판단할 수 없어 통과시키지 않습니다.",
        Verdict.SKIP: "게이트: 바뀐 항목이 없어 판단할 것이 없습니다.",
    },
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
    author_order="{} (entry|entries) with authors in another order than the source's, at line {}",
    unjudged="Not judged, or judged only in part:",
    fixable="`yoyak fix` can correct {} of them.",
    fixed="{} (finding|findings) corrected.",
    would_fix="{} (finding|findings) can be corrected. After that:",
    fixed_label="fixed",
    no_fix="left, for no correction is certain",
    judged="{} (entry|entries) judged.",
    judged_in_part="{} (entry|entries), {} of them not judged.",
    counts={
        Severity.ERROR: "{} (error|errors)",
        Severity.WARNING: "{} (warning|warnings)",
        Severity.NOTE: "{} (note|notes)",
    },
    nothing="Nothing found.",
    progress="{count} entries checked...",
    dismissed="dismissed",
    dismissal="fingerprint",
    how_to_dismiss="To dismiss a finding, add `--dismissals FILE --dismiss FINGERPRINT --reason TEXT`.",
    blank="Nothing was examined.",
    refused="not read",
    not_judged="not judged",
    left_out="{} more found no room here.",
    verdicts={Verdict.PASS: "yes", Verdict.FAIL: "no", Verdict.ERROR: "cannot tell", Verdict.SKIP: "not asked"},
    answers={
        Verdict.PASS: "Gate: yes.",
        Verdict.FAIL: "Gate: no.",
        Verdict.ERROR: "Gate: cannot tell, which is no yes.",
        Verdict.SKIP: "Gate: no entry changed, so there is nothing to decide.",
    },
    headings={},
)

WORDINGS = {"ko": KOREAN, "en": ENGLISH}
