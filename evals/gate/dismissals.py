"""Findings that were accepted, with the reason: a committed file, keyed by fingerprint."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.findings import Severity, Verdict
from evals.fingerprints import fingerprint
from summarizer.errors import ConfigError
from summarizer.files import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evals.runner import Result


class _Dismissal(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    reason: Annotated[str, Field(pattern=r"\S")]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    dismissed: tuple[_Dismissal, ...] = ()


def read_dismissals(path: str) -> dict[str, str]:
    """Return the reason of every dismissed finding by its fingerprint; each is a `[[dismissed]]` table of the file.

    Raises:
        ConfigError: If the file cannot be read, is no TOML, or a dismissal has no reason.
    """
    try:
        file = _File.model_validate(tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as error:
        message = f"{path} is not valid TOML: {error}"
        raise ConfigError(message) from error
    except ValidationError as error:
        first = error.errors()[0]
        message = f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise ConfigError(message) from error
    return {one.fingerprint: one.reason for one in file.dismissed}


def dismiss(result: Result, reasons: Mapping[str, str]) -> Result:
    """Return the result without its dismissed findings; what was not judged stays so."""
    outcome, entry = result.outcome, result.case.entry
    named = [(finding, reasons.get(fingerprint(finding, entry))) for finding in outcome.findings]
    kept = tuple(finding for finding, reason in named if reason is None)
    verdict = outcome.verdict
    if verdict is Verdict.FAIL and all(finding.severity is not Severity.ERROR for finding in kept):
        verdict = Verdict.ERROR if outcome.reasons else Verdict.PASS
    dismissed = tuple((finding, reason) for finding, reason in named if reason is not None)
    return replace(result, outcome=replace(outcome, verdict=verdict, findings=kept, dismissed=dismissed))
