"""Findings read back from JSON: the same keys that `finding_json` writes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from summarizer.findings import Severity, Where  # noqa: TC001 - pydantic reads the annotations

_Offset = Annotated[int, Field(ge=0)]
# What a page shows once per entry or finding ought to fit on one.
_Line = Annotated[str, Field(max_length=10_000)]


class _Record(BaseModel):
    # Infinity and NaN are no JSON. Keys of a later version are not looked at.
    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class AmountRecord(_Record):
    """A value of a finding: a decimal string or `n/d`, with its unit."""

    value: _Line
    unit: _Line | None


class EvidenceRecord(_Record):
    """Words that show a finding."""

    where: Where
    section: str | None
    quote: Annotated[str, Field(min_length=1)]
    start: _Offset
    end: _Offset


class EditRecord(_Record):
    """A replacement in the file."""

    start: _Offset
    end: _Offset
    text: str


class FixRecord(_Record):
    """A correction; `safe` when it may be applied unread."""

    safe: bool
    edits: tuple[EditRecord, ...]


class FindingRecord(_Record):
    """A finding; offsets are those of the text that was checked, the message is in the language of the result."""

    check: _Line
    severity: Severity
    superseded: bool
    message: str
    section: str | None
    file: str | None
    line: int
    column: int
    end_line: int
    end_column: int
    start: _Offset
    end: _Offset
    text: Annotated[str, Field(min_length=1)]
    claimed: AmountRecord | None
    expected: AmountRecord | None
    evidence: tuple[EvidenceRecord, ...]
    fix: FixRecord | None
    type: _Line | None = None
