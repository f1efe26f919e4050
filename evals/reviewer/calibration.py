"""The record of how often a reviewer is right, by type of problem: what makes its confirmed problems errors."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.statistics import Rate
from summarizer.errors import ConfigError
from summarizer.io.files import read_text, unmarked, write_text_atomically
from summarizer.io.objections import Objection, objection
from summarizer.messages import Message
from summarizer.models.replies import ProblemType  # noqa: TC001 - pydantic reads the annotations

if TYPE_CHECKING:
    from evals.reviewer.reviewer import Reviewer

LEAST_PRECISION = 0.9
"""What the lower end of Wilson's interval has to reach: 35 right with none wrong, or about 140 with one in twenty."""

_Count = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class PromptVersion(_Part):
    """A prompt that the reviewer was asked with."""

    name: str
    version: str
    sha256: str


class TypeRecord(_Part):
    """The confirmed problems of one type, as labels or readings judge them.

    Attributes:
        right: Those that are right.
        judged: Those that a label or a reading speaks of.
        unjudged: Those of which neither does.
        labelled: Labels of that type.
        found: Those of them that a confirmed problem meets.
    """

    right: _Count
    judged: _Count
    unjudged: _Count
    labelled: _Count
    found: _Count

    @model_validator(mode="after")
    def _adds_up(self) -> TypeRecord:
        if self.right > self.judged or self.found > self.labelled:
            message = Message("there are more right ones than judged ones", "옳은 것이 판단한 것보다 많습니다")
            raise Objection(message)
        return self

    @property
    def is_trusted(self) -> bool:
        """Whether a confirmed problem of this type is an error."""
        interval = Rate(self.right, self.judged).interval
        return interval is not None and interval.low >= LEAST_PRECISION


class Calibration(_Part):
    """A reviewer's confirmed problems beside what people or readers say of them.

    Attributes:
        schema_: Of this form.
        reviewer: Provider and name.
        answered_by: The models that answered, as they name themselves.
        prompts: What it was asked with: the review, then the second opinion.
        votes: How many votes a problem may need more than half of.
        entries: How many entries were reviewed.
        types: What came of each type.
    """

    schema_: Annotated[Literal["yoyak.calibration/2"], Field(alias="schema")] = "yoyak.calibration/2"
    reviewer: str
    answered_by: tuple[str, ...]
    prompts: tuple[PromptVersion, ...]
    votes: Annotated[int, Field(ge=1)]
    entries: _Count
    types: dict[ProblemType, TypeRecord]

    @property
    def trusted(self) -> frozenset[str]:
        """The types of which a confirmed problem is an error."""
        return frozenset(name for name, record in self.types.items() if record.is_trusted)

    def require(self, reviewer: Reviewer, path: Path) -> None:
        """See to it that this is the record of a reviewer.

        Raises:
            ConfigError: If it is that of another model, other prompts or another number of votes.
        """
        shas = [prompt.sha256 for prompt in self.prompts]
        if (self.reviewer, shas, self.votes) == (reviewer.model, [p.sha256 for p in reviewer.prompts], reviewer.votes):
            return
        measured = f"{self.reviewer} ({', '.join(f'{p.name}@{p.version}' for p in self.prompts)}, --votes {self.votes})"
        asked = f"{reviewer.model} ({', '.join(str(p.id) for p in reviewer.prompts)}, --votes {reviewer.votes})"
        message = Message(
            f"{path} is the record of {measured}, and the reviewer is {asked}: measure it with yoyak eval calibrate",
            f"{path} 파일은 {measured}의 기록인데 검토 모델은 {asked}입니다. yoyak eval calibrate로 측정하십시오",
        )
        raise ConfigError(message)


def read_calibration(path: Path) -> Calibration:
    """Return the record in a file.

    Raises:
        ConfigError: If it cannot be read, is none, or is one of a judge of version 0.1.
    """
    text = unmarked(read_text(path))
    if '"yoyak.calibration/1"' in text:
        message = Message(
            f"{path} measures a judge, which the reviewer replaced: measure the reviewer with yoyak eval calibrate",
            f"{path} 파일은 판정 모델의 기록입니다. 검토 모델을 yoyak eval calibrate로 다시 측정하십시오",
        )
        raise ConfigError(message)
    try:
        return Calibration.model_validate_json(text)
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
