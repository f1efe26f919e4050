"""The baseline of a dataset: the cases that the checks get right, in a file that is committed beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.scores.scoring import counts, is_found, is_right, owed
from summarizer.errors import ConfigError
from summarizer.io.files import read_text, unmarked, write_text_atomically
from summarizer.io.objections import objection
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.scores.examination import ExaminedCase


class _Baseline(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    passed: tuple[str, ...]


def passes(case: ExaminedCase) -> bool:
    """Return whether the checks get a case right: judged in full, each known error found, and nothing else flagged."""
    counted = [finding for finding in case.findings if counts(finding)]
    return (
        not case.reasons
        and all(is_found(label, counted) for label in owed(case.case.labels))
        and all(is_right(finding, case) is not False for finding in counted)
    )


def read_passed(path: str) -> tuple[str, ...]:
    """Return the names of the cases that passed when the baseline was written.

    Raises:
        ConfigError: If the file cannot be read or is no such baseline.
    """
    try:
        return _Baseline.model_validate_json(unmarked(read_text(path))).passed
    except ValidationError as error:
        why = objection(error)
        message = Message(
            f"{path} is no baseline of cases: {why.en}", f"{path} 파일은 사례의 기준선이 아닙니다: {why.ko}"
        )
        raise ConfigError(message) from error


def lost(passed: Iterable[str], cases: Iterable[ExaminedCase]) -> list[str]:
    """Return the cases that passed and do so no longer, or are there no longer."""
    now = {case.case.id for case in cases if passes(case)}
    return [name for name in passed if name not in now]


def write_passed(cases: Sequence[ExaminedCase], path: str) -> None:
    """Write the cases that pass as the new baseline, one a line, by name.

    Raises:
        ConfigError: If the file cannot be written.
    """
    names = sorted(case.case.id for case in cases if passes(case))
    rows = ",\n    ".join(json.dumps(name, ensure_ascii=False) for name in names)
    write_text_atomically(path, f'{{\n  "version": 1,\n  "passed": [\n    {rows}\n  ]\n}}\n')
