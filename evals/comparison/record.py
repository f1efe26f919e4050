"""The record of a comparison: what was compared, what came of it, and every paper with both texts."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads the annotations
from typing import Annotated, Final, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from evals.subject.finding_record import FindingRecord
from summarizer.errors import ConfigError
from summarizer.io.objections import objection
from summarizer.io.terminal import spelled
from summarizer.messages import Message

SCHEMA: Final = "yoyak.comparison/1"

Verdict = Literal["better", "worse", "no-difference", "inconclusive", "not-comparable"]
"""Of B against A. `inconclusive`: too little could be compared; `not-comparable`: it would not mean anything."""


class _Part(BaseModel):
    # Infinity and NaN are no JSON, and no figure of a record either.
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class BilingualFinding(FindingRecord):
    """A finding with its sentence in Korean, too; offsets are those of the side's text, as of a file of its own."""

    model_config = ConfigDict(extra="forbid")

    message_ko: str


class SideRecord(_Part):
    """What one prompt made of a paper.

    Attributes:
        text: The entry as Markdown, heading to last bullet; None when the model gave nothing that can be used.
        reason: Why there is no text, or why its checks could not tell; None when neither is so.
        reason_ko: The same in Korean.
        findings: What the checks found in the text, in order.
        metrics: Every metric of this paper by name; None where it could not be measured.
    """

    text: str | None
    reason: str | None
    reason_ko: str | None = None
    findings: tuple[BilingualFinding, ...]
    metrics: dict[str, float | None]


class SourceRecord(_Part):
    """The paper itself, as the checks read it."""

    title: str
    abstract: str
    authors: tuple[str, ...]


class EntryRecord(_Part):
    """One paper, written once with each prompt.

    Attributes:
        arxiv_id: The paper.
        title: Its title.
        repeat: Which of several times this is, from 0.
        worse: Whether B is worse than A for this paper, by the metrics of the verdict, over all times together.
        source: What both sides were checked against.
        a: With the one prompt.
        b: With the other.
    """

    arxiv_id: str
    title: str
    repeat: int
    worse: bool
    source: SourceRecord
    a: SideRecord
    b: SideRecord


class MetricRecord(_Part):
    """A metric over all papers that both sides have it for; every paper counts once.

    Attributes:
        name: `errors`, `completeness`, …; for one check its name behind `check:`.
        papers: How many papers both sides have it for; with none, all figures are None.
        a: The mean of A.
        b: The mean of B.
        difference: B minus A.
        low: Of the 95% interval of the difference, papers drawn with replacement.
        high: Of the same.
        raw_p: How likely so great a difference is where there is none, by this metric alone.
        p: The same, corrected for the number of metrics.
        better: Which way is good; None when neither is.
        wins: Papers for which B is better, or greater where neither way is good.
        ties: Papers for which both are the same.
        losses: All others.
    """

    name: str
    papers: int
    a: float | None
    b: float | None
    difference: float | None
    low: float | None
    high: float | None
    raw_p: float | None
    p: float | None
    better: Literal["lower", "higher"] | None
    wins: int
    ties: int
    losses: int


class PromptRecord(_Part):
    """A prompt and the run in which it was tried."""

    name: str
    version: int
    sha: str
    run: str


class ComparisonRecord(_Part):
    """Everything that is known of a comparison; a report needs nothing else.

    Attributes:
        schema_: Its form.
        id: A hash over all but itself and `created`.
        created: When it was made.
        a: The prompt compared to.
        b: The prompt compared.
        model: What wrote, as provider and name; that of A where they differ.
        dataset: A hash over the papers; that of A where they differ.
        git: The commit of the program; that of A where they differ, and empty where there is no telling.
        checks: A hash over the checks and their versions; that of A where they differ.
        reviewer: The model that reviewed, with its prompts and the number of its votes; empty for none.
        verdict: Of B against A.
        reasons: Why, as sentences in English, the most important first.
        reasons_ko: The same in Korean.
        metrics: In a fixed order; empty when the runs are not comparable.
        entries: The papers that got worse first.
    """

    schema_: Annotated[Literal["yoyak.comparison/1"], Field(alias="schema")] = SCHEMA
    id: str
    created: datetime
    a: PromptRecord
    b: PromptRecord
    model: str
    dataset: str
    git: str
    checks: str
    # Records of version 0.1 have a judge here.
    reviewer: Annotated[str, Field(validation_alias=AliasChoices("reviewer", "judge"))] = ""
    verdict: Verdict
    reasons: tuple[str, ...]
    reasons_ko: tuple[str, ...]
    metrics: tuple[MetricRecord, ...]
    entries: tuple[EntryRecord, ...]


def as_json(record: ComparisonRecord) -> str:
    """Return the record as one JSON object, which holds nothing that a terminal would obey."""
    return spelled(record.model_dump_json(by_alias=True), r"\u{:04x}")


def parse_record(text: str, name: str) -> ComparisonRecord:
    """Return the record that JSON holds; `name` says in errors where it came from.

    Raises:
        ConfigError: If it holds none.
    """
    try:
        return ComparisonRecord.model_validate_json(text)
    except ValidationError as error:
        why = objection(error)
        message = Message(f"{name} is no comparison: {why.en}", f"{name} 파일은 비교 결과가 아닙니다: {why.ko}")
        raise ConfigError(message) from error
