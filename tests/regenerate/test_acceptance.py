"""What makes a text that is written anew better than the old one, and what proves a repair."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest import parse
from summarizer.messages import Message
from summarizer.regenerate.acceptance import Defect, Inspection, is_proven, objection
from tests.regenerate.material import Study, good_digest

if TYPE_CHECKING:
    from summarizer.regenerate.acceptance import Severity

_ENTRY = parse(good_digest([Study(1)])).entries[0]
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_BURDENS = st.tuples(*[st.integers(0, 3)] * 3)


def found(*severities: Severity, check: str = "number-mismatch") -> Inspection:
    """Return an inspection with a finding of the check for every severity."""
    defects = tuple(Defect(check, severity, "틀립니다.", 0, 1) for severity in severities)
    return Inspection("fail" if "error" in severities else "pass", defects, proven=5, owed=5)


def burdened(counts: tuple[int, ...]) -> Inspection:
    """Return an inspection with so many errors, warnings and notes."""
    return found(*(severity for severity, count in zip(_SEVERITIES, counts, strict=True) for _ in range(count)))


@given(_BURDENS, _BURDENS)
def test_errors_count_before_warnings_and_warnings_before_notes(old: tuple[int, ...], new: tuple[int, ...]) -> None:
    """A text without an error is taken unless the old one has none either and less to remark."""
    is_taken = objection(burdened(old), burdened(new), _ENTRY) is None
    assert is_taken == (new[0] == 0 and new <= old)


def test_notes_do_not_keep_errors_in_a_digest() -> None:
    """An old text with three errors gives way to one of which a note is taken."""
    assert objection(found("error", "error", "error"), found("note"), _ENTRY) is None


@pytest.mark.parametrize(
    ("after", "is_good"),
    [
        (found("error"), True),
        (found("error", "error"), False),
        (found("error", "note"), False),
        (found("error", check="magnitude-shift"), False),
        (replace(found("error"), reasons=(Message("a check crashed", "검사가 비정상 종료되었습니다"),)), False),
    ],
)
def test_a_repair_may_not_bring_what_was_not_there(after: Inspection, is_good: bool) -> None:  # noqa: FBT001
    """One of two errors less is a proof; another severity, another check or a crash in its place is none."""
    assert is_proven(found("error", "error"), after) is is_good
