"""Which text of an entry a digest gets, and what proves a repair."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest import parse
from summarizer.findings import Finding, Severity, Verdict
from summarizer.messages import Message
from summarizer.regenerate.acceptance import choose
from summarizer.regenerate.candidates import Candidate, Kind, is_proven
from summarizer.regenerate.inspector import Inspection
from tests.regenerate.material import Study, good_digest

_ENTRY = parse(good_digest([Study(1)])).entries[0]
_BARE = replace(_ENTRY, sections=_ENTRY.sections[:2])
_CRASH = Message("a check crashed", "검사가 비정상 종료되었습니다")
_COUNTS = st.integers(0, 2)
_MEASURES = st.tuples(_COUNTS, _COUNTS, _COUNTS, _COUNTS)


def found(*severities: Severity, check: str = "number-mismatch") -> Inspection:
    """Return an inspection with a finding of the check for every severity."""
    wrong = Message("It is wrong.", "틀립니다.")
    findings = tuple(Finding(check, severity, wrong, None, 0, 1, "#", 1, 1, 1, 2) for severity in severities)
    verdict = Verdict.FAIL if Severity.ERROR in severities else Verdict.PASS
    return Inspection(verdict, findings, told=5, owed=5)


def text(  # noqa: PLR0913 - what candidates are compared by
    kind: Kind,
    *,
    errors: int = 0,
    warnings: int = 0,
    notes: int = 0,
    headline: int = 2,
    told: int = 5,
    confirmed: int | None = None,
) -> Candidate:
    """Return a candidate with so much against it and so much for it."""
    counts = {Severity.ERROR: errors, Severity.WARNING: warnings, Severity.NOTE: notes}
    seen = found(*(severity for severity, count in counts.items() for _ in range(count)))
    names = frozenset(map(str, range(headline)))
    return Candidate(kind, _ENTRY, replace(seen, headline=names, told=told, confirmed=confirmed))


@pytest.mark.parametrize(
    ("candidates", "taken", "reason", "korean"),
    [
        (
            [text("old", errors=1), text("draft", told=1)],
            "draft",
            "the old text has an error: number-mismatch",
            "기존 글에 오류가 있습니다: number-mismatch",
        ),
        (
            [text("old", errors=1), text("draft", warnings=3, headline=0)],
            "draft",
            "the old text has an error: number-mismatch",
            "기존 글에 오류가 있습니다: number-mismatch",
        ),
        (
            [text("old", errors=1), text("corrected"), text("draft", errors=1, told=9)],
            "corrected",
            "the new text has an error: number-mismatch",
            "새 글에 오류가 있습니다: number-mismatch",
        ),
        (
            [text("old", errors=2), text("corrected", errors=1), text("draft", errors=1)],
            "corrected",
            "the new text has an error: number-mismatch",
            "새 글에 오류가 있습니다: number-mismatch",
        ),
        (
            [text("old", errors=2), text("draft", errors=1)],
            "old",
            "the new text has an error: number-mismatch",
            "새 글에 오류가 있습니다: number-mismatch",
        ),
        (
            [text("old", warnings=2), text("draft", headline=1)],
            "old",
            "the old text tells 2 of the abstract's main figures and contributions, the new text 1",
            "초록의 핵심 수치와 기여를 기존 글은 2개, 새 글은 1개 담았습니다",
        ),
        (
            [text("old", headline=0, told=9), text("draft", warnings=1, headline=1)],
            "draft",
            "the new text tells 1 of the abstract's main figures and contributions, the old text 0",
            "초록의 핵심 수치와 기여를 새 글은 1개, 기존 글은 0개 담았습니다",
        ),
        (
            [text("old", warnings=1, told=9), text("draft")],
            "draft",
            "the new text has 0 warnings, the old text 1",
            "경고가 새 글에 0개, 기존 글에 1개 있습니다",
        ),
        (
            [text("old"), text("draft", warnings=1, told=9)],
            "old",
            "the old text has 0 warnings, the new text 1",
            "경고가 기존 글에 0개, 새 글에 1개 있습니다",
        ),
        (
            [text("old", confirmed=3), text("corrected", confirmed=1), text("draft", warnings=2, confirmed=0)],
            "draft",
            "the new text has 0 problems confirmed, the corrected old text 1",
            "검토 모델의 지적 가운데 확인된 문제가 새 글에 0개, 고친 기존 글에 1개 있습니다",
        ),
        (
            [text("old", confirmed=0), text("draft", confirmed=1, told=9)],
            "old",
            "the old text has 0 problems confirmed, the new text 1",
            "검토 모델의 지적 가운데 확인된 문제가 기존 글에 0개, 새 글에 1개 있습니다",
        ),
        (
            [text("old", warnings=1, confirmed=0), text("draft", confirmed=None)],
            "draft",
            "the new text has 0 warnings, the old text 1",
            "경고가 새 글에 0개, 기존 글에 1개 있습니다",
        ),
        (
            [text("old"), text("draft", told=6)],
            "draft",
            "the new text tells 6 of the abstract's names, terms and figures, the old text 5",
            "초록의 이름, 용어, 수치를 새 글은 6개, 기존 글은 5개 담았습니다",
        ),
        (
            [text("old", told=6), text("draft")],
            "old",
            "the old text tells 6 of the abstract's names, terms and figures, the new text 5",
            "초록의 이름, 용어, 수치를 기존 글은 6개, 새 글은 5개 담았습니다",
        ),
        (
            [text("old", notes=4), text("draft")],
            "old",
            "the new text is no better than the old one",
            "새 글이 기존 글보다 나은 점이 없습니다",
        ),
        (
            [text("old", notes=1), text("corrected"), text("draft")],
            "corrected",
            "the new text is no better than the old one",
            "새 글이 기존 글보다 나은 점이 없습니다",
        ),
        (
            [text("old"), replace(text("draft", told=9), entry=_BARE)],
            "old",
            "the new text lacks a section: Performance Highlights",
            "새 글에 빠진 섹션이 있습니다: Performance Highlights",
        ),
        ([text("draft", told=3)], "draft", "there was no text before", "기존 글이 없었습니다"),
    ],
)
def test_the_first_thing_that_differs_decides(
    candidates: list[Candidate], taken: Kind, reason: str, korean: str
) -> None:
    """Errors, then what the abstract puts first, then problems, then how much is told; and the old text wins a tie."""
    for order in (candidates, candidates[::-1]):
        choice = choose(order)
        assert choice
        assert (choice.candidate.kind, choice.reason) == (taken, Message(reason, korean))


def test_what_could_not_be_examined_is_not_without_an_error() -> None:
    """A text about which the checks cannot tell gives way to one that passed, and never takes its place."""
    unknown = Inspection(Verdict.ERROR, reasons=(_CRASH,), told=9, owed=9)
    choice = choose([text("old"), replace(text("draft"), inspection=unknown)])
    assert choice
    assert (choice.candidate.kind, choice.reason.en) == (
        "old",
        "the new text could not be examined: a check crashed",
    )
    choice = choose([replace(text("old"), inspection=unknown), text("draft", told=1)])
    assert choice
    assert (choice.candidate.kind, choice.reason.ko) == (
        "draft",
        "기존 글을 검사하지 못했습니다: 검사가 비정상 종료되었습니다",
    )


@pytest.mark.parametrize("draft", [text("draft", errors=1), text("draft", told=2), replace(text("draft"), entry=_BARE)])
def test_where_there_was_no_text_a_draft_has_to_be_good_by_itself(draft: Candidate) -> None:
    """With nothing to compare it with, a text with an error, without a section or that tells nothing is not taken."""
    assert choose([draft]) is None


@given(_MEASURES, _MEASURES)
def test_a_text_with_an_error_never_takes_the_place_of_another(
    old: tuple[int, int, int, int], new: tuple[int, int, int, int]
) -> None:
    """Whatever a draft tells more: with an error it is not taken, and without one an error is not kept."""
    before, after = (
        text(kind, errors=e, warnings=w, headline=h, told=5 + t)
        for kind, (e, w, h, t) in (("old", old), ("draft", new))  # type: ignore[arg-type]
    )
    choice = choose([before, after])
    assert choice
    wanted = (old[0] > 0, -old[2], old[1], -old[3]) > (False, -new[2], new[1], -new[3])
    assert (choice.candidate is after) == (new[0] == 0 and wanted)


@pytest.mark.parametrize(
    ("after", "is_good"),
    [
        (found(Severity.ERROR), True),
        (found(Severity.ERROR, Severity.ERROR), False),
        (found(Severity.ERROR, Severity.NOTE), False),
        (found(Severity.ERROR, check="magnitude-shift"), False),
        (replace(found(Severity.ERROR), reasons=(_CRASH,)), False),
    ],
)
def test_a_repair_may_not_bring_what_was_not_there(after: Inspection, is_good: bool) -> None:  # noqa: FBT001
    """One of two errors less is a proof; another severity, another check or a crash in its place is none."""
    assert is_proven(found(Severity.ERROR, Severity.ERROR), after) is is_good
