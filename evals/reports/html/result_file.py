"""What `yoyak check --format json` and `yoyak gate --format json` wrote, read back."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.reports.check_json import GATE_SCHEMA, SCHEMA
from evals.subject.finding_record import FindingRecord
from summarizer.errors import ConfigError
from summarizer.findings import Verdict  # noqa: TC001 - pydantic reads the annotations
from summarizer.io.objections import objection
from summarizer.messages import Message


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class ReadFinding(FindingRecord):
    """A finding of a result; offsets are those of the file.

    Attributes:
        reason: Why it was accepted by a dismissal; None for a finding that counts.
    """

    reason: str | None = None


class EntryPart(_Part):
    """The result of an entry; `reasons` say why it could not be judged, or not in full."""

    file: str
    line: int
    arxiv_id: str | None
    title: str
    verdict: Verdict
    source: Literal["abstract", "fulltext", "none"]
    findings: tuple[ReadFinding, ...]
    reasons: tuple[str, ...] = ()
    dismissed: tuple[ReadFinding, ...] = ()


class RulePart(_Part):
    """What the gate says by one rule."""

    rule: str
    verdict: Verdict
    reason: str


class GatePart(_Part):
    """The decision of the gate."""

    verdict: Verdict
    rules: tuple[RulePart, ...]


class CheckResult(_Part):
    """A whole result; keys that a page does not need are not looked at."""

    schema_: Annotated[Literal["yoyak.check/1", "yoyak.gate/1"], Field(alias="schema")]
    version: str
    gate: GatePart | None = None
    refused: tuple[str, ...] = ()
    interrupted: bool = False
    entries: tuple[EntryPart, ...]

    @model_validator(mode="after")
    def _has_an_entry(self) -> CheckResult:
        if not self.entries:
            message = "no entry was checked"
            raise ValueError(message)
        return self


def schema_of(text: str, name: str) -> str:
    """Return which form a result says it has; `name` says in errors where it came from.

    Raises:
        ConfigError: If it is no JSON, or does not say.
    """
    try:
        result = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = Message(f"{name} is not JSON", f"{name} 파일은 JSON이 아닙니다")
        raise ConfigError(message) from error
    schema = result.get("schema") if isinstance(result, dict) else None
    if not isinstance(schema, str):
        message = Message(
            f"{name} is no result of yoyak: it has no schema",
            f"{name} 파일은 yoyak의 결과가 아닙니다: schema가 없습니다",
        )
        raise ConfigError(message)
    return schema


def parse_result(text: str, name: str) -> CheckResult:
    """Return the result that JSON holds.

    Raises:
        ConfigError: If it holds none; the message says what is wrong with it.
    """
    schema = schema_of(text, name)
    if schema not in {SCHEMA, GATE_SCHEMA}:
        message = Message(
            f"{name} has the schema {schema!r}, of which no page can be made",
            f"{name} 파일로는 보고서를 만들 수 없습니다: schema가 {schema!r}입니다",
        )
        raise ConfigError(message)
    try:
        return CheckResult.model_validate_json(text)
    except ValidationError as error:
        why = objection(error)
        message = Message(f"{name} is no result of yoyak: {why.en}", f"{name} 파일은 yoyak의 결과가 아닙니다: {why.ko}")
        raise ConfigError(message) from error
