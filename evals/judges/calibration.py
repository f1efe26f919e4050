"""The record of how well a judge agrees with people: what makes its contradictions errors."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from summarizer.errors import ConfigError
from summarizer.io.files import read_text, unmarked, write_text_atomically
from summarizer.io.objections import Objection, objection
from summarizer.messages import Message

if TYPE_CHECKING:
    from evals.judges.judge import Judge

LEAST_KAPPA = 0.6
"""What the lower end of kappa's interval has to reach: from there on Landis and Koch call agreement substantial."""
LEAST_CLAIMS = 10
"""How many claims there have to be, by the labels, of each kind: contradicted, and not."""

_Count = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class PromptRecord(_Part):
    """The prompt that the judge was asked with."""

    name: str
    version: str
    sha256: str


class DatasetRecord(_Part):
    """A file of labelled cases."""

    name: str
    sha256: str


class IntervalRecord(_Part):
    """A 95% interval."""

    low: float
    high: float


class Calibration(_Part):
    """A judge's answers beside the labels of people.

    Attributes:
        version: Of this form.
        judge: Provider and name.
        answered_by: The models that answered, as they name themselves.
        prompt: What it was asked with.
        votes: How many votes a failing verdict needs the majority of.
        datasets: The labels.
        cases: How many entries.
        claims: How many sentences.
        base_rate: The share of them that the labels call contradicted; None of nothing.
        confusion: Counts by label, then by answer; `undecided` is what the judge could not tell.
        agreement: The share on which both agree whether the paper contradicts the claim.
        kappa: Cohen's, likewise; None when either side calls everything the same.
        kappa_interval: Its 95% interval, papers drawn with replacement.
    """

    schema_: Annotated[Literal["yoyak.calibration/1"], Field(alias="schema")] = "yoyak.calibration/1"
    judge: str
    answered_by: tuple[str, ...]
    prompt: PromptRecord
    votes: Annotated[int, Field(ge=1)]
    datasets: tuple[DatasetRecord, ...]
    cases: _Count
    claims: _Count
    base_rate: float | None
    confusion: dict[str, dict[str, _Count]]
    agreement: float | None
    kappa: float | None
    kappa_interval: IntervalRecord | None

    @model_validator(mode="after")
    def _counts_every_claim(self) -> Calibration:
        counted = sum(count for answers in self.confusion.values() for count in answers.values())
        if counted != self.claims:
            message = Message(
                f"claims: there are {self.claims}, and confusion counts {counted}",
                f"claims: 주장은 {self.claims}개인데 confusion의 합은 {counted}입니다",
            )
            raise Objection(message)
        return self

    @property
    def objection(self) -> Message | None:
        """Why a judge of this record may not block; None when it may."""
        contradicted = sum(self.confusion.get("contradicted", {}).values())
        if min(contradicted, self.claims - contradicted) < LEAST_CLAIMS:
            counts = contradicted, self.claims, LEAST_CLAIMS
            return Message(
                "it was measured on {} contradicted claims of {}, and needs {} of each kind".format(*counts),
                "주장 {1}개 중 원문과 어긋나는 것은 {0}개입니다. 두 종류 모두 {2}개 이상이어야 합니다".format(*counts),
            )
        low = self.kappa_interval.low if self.kappa_interval else None
        if low is None or low < LEAST_KAPPA:
            shown = "–" if low is None else f"{low:.2f}"
            return Message(
                f"the lower end of its kappa is {shown}, and has to be {LEAST_KAPPA}",
                f"카파 신뢰 구간의 하한이 {shown}이며, {LEAST_KAPPA} 이상이어야 합니다",
            )
        return None

    def require(self, judge: Judge, path: Path) -> None:
        """See to it that this is the record of a judge.

        Raises:
            ConfigError: If it is that of another model, prompt or number of votes.
        """
        if (self.judge, self.prompt.sha256, self.votes) == (judge.model, judge.prompt.sha256, judge.votes):
            return
        measured = f"{self.judge} ({self.prompt.name}@{self.prompt.version}, --votes {self.votes})"
        asked = f"{judge.model} ({judge.prompt.id}, --votes {judge.votes})"
        message = Message(
            f"{path} is the record of {measured}, and the judge is {asked}: measure it with yoyak eval calibrate",
            f"{path} 파일은 {measured}의 기록인데 판정 모델은 {asked}입니다. yoyak eval calibrate로 측정하십시오",
        )
        raise ConfigError(message)


def dataset_record(name: str) -> DatasetRecord:
    """Return the name of a file, without its folder, and the hash of its bytes."""
    path = Path(name)
    return DatasetRecord(name=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def read_calibration(path: Path) -> Calibration:
    """Return the record in a file.

    Raises:
        ConfigError: If it cannot be read or is none.
    """
    try:
        return Calibration.model_validate_json(unmarked(read_text(path)))
    except ValidationError as error:
        why = objection(error)
        message = Message(
            f"{path} is no record of a calibration: {why.en}", f"{path} 파일은 보정 기록이 아닙니다: {why.ko}"
        )
        raise ConfigError(message) from error


def write_calibration(record: Calibration, path: Path) -> None:
    """Write a record, whole or not at all.

    Raises:
        ConfigError: If the file cannot be written.
    """
    write_text_atomically(path, calibration_json(record))


def calibration_json(record: Calibration) -> str:
    """Return a record as it is written."""
    return record.model_dump_json(by_alias=True, indent=1) + "\n"
