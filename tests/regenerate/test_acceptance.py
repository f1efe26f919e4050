"""What makes a text that is written anew better than the old one, and what proves a repair."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest import parse
from summarizer.findings import Finding, Severity, Verdict
from summarizer.messages import Message
from summarizer.regenerate.acceptance import is_proven, objection
from summarizer.regenerate.inspector import Inspection
from tests.regenerate.material import Study, good_digest

_ENTRY = parse(good_digest([Study(1)])).entries[0]
_BURDENS = st.tuples(*[st.integers(0, 3)] * 3)


def found(*severities: Severity, check: str = "number-mismatch") -> Inspection:
    """Return an inspection with a finding of the check for every severity."""
    wrong = Message("It is wrong.", "틀립니다.")
    findings = tuple(Finding(check, severity, wrong, None, 0, 1, "#", 1, 1, 1, 2) for severity in severities)
    verdict = Verdict.FAIL if Severity.ERROR in severities else Verdict.PASS
    return Inspection(verdict, findings, proven=5, owed=5)


def burdened(counts: tuple[int, ...]) -> Inspection:
    """Return an inspection with so many errors, warnings and notes."""
    return found(*(severity for severity, count in zip(Severity, counts, strict=True) for _ in range(count)))


@given(_BURDENS, _BURDENS)
def test_errors_count_before_warnings_and_warnings_before_notes(old: tuple[int, ...], new: tuple[int, ...]) -> None:
    """A text without an error is taken unless the old one has none either and less to remark."""
    is_taken = objection(burdened(old), burdened(new), _ENTRY) is None
    assert is_taken == (new[0] == 0 and new <= old)


def test_notes_do_not_keep_errors_in_a_digest() -> None:
    """An old text with three errors gives way to one of which a note is taken."""
    assert objection(found(Severity.ERROR, Severity.ERROR, Severity.ERROR), found(Severity.NOTE), _ENTRY) is None


@pytest.mark.parametrize(
    ("after", "is_good"),
    [
        (found(Severity.ERROR), True),
        (found(Severity.ERROR, Severity.ERROR), False),
        (found(Severity.ERROR, Severity.NOTE), False),
        (found(Severity.ERROR, check="magnitude-shift"), False),
        (replace(found(Severity.ERROR), reasons=(Message("a check crashed", "검사가 비정상 종료되었습니다"),)), False),
    ],
)
def test_a_repair_may_not_bring_what_was_not_there(after: Inspection, is_good: bool) -> None:  # noqa: FBT001
    """One of two errors less is a proof; another severity, another check or a crash in its place is none."""
    assert is_proven(found(Severity.ERROR, Severity.ERROR), after) is is_good
