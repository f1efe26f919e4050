"""The policy of a gate: what it asks for, in a TOML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from evals.checks import check_named
from summarizer.errors import ConfigError
from summarizer.findings import Severity
from summarizer.io.objections import Objection, objection
from summarizer.io.toml import read_toml
from summarizer.messages import Message

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from evals.checks.contract import Check, DigestCheck


class Policy(BaseModel):
    """What may stand in a policy file; every key is optional.

    Attributes:
        coverage: The least share of entries in which something was examined. A crash or a missing source is
            never made good by it.
        zero_tolerance: Checks of which no error may stand; each can find one.
        limits: The most findings allowed, by severity or by check.
        margin: The rise of the share of failing papers, against the baseline, that is not borne. Where a paper newly
            fails, a rise of so much has to be ruled out: what is not shown to be no worse does not pass.
        alpha: How often, at most, a rise is seen where there is none, and a rise by the margin is ruled out where
            there is one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-"))

    coverage: Annotated[float, Field(gt=0, le=1, strict=True)] = 0.9
    zero_tolerance: tuple[str, ...] = ("magnitude-shift",)
    limits: dict[str, Annotated[int, Field(ge=0, strict=True)]] = {}
    margin: Annotated[float, Field(ge=0, lt=1, strict=True)] = 0.05
    alpha: Annotated[float, Field(gt=0, le=0.5, strict=True)] = 0.05

    @field_validator("zero_tolerance")
    @classmethod
    def _are_checks(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if Severity.ERROR not in _check(name).severities:
                # The rule would always be kept, and seem to guard something.
                raise Objection(
                    Message(
                        f"{name} finds no errors; `limits` is for warnings and notes",
                        f"{name} 검사는 오류를 내지 않습니다. 경고와 참고의 한도는 `limits`에 적습니다",
                    )
                )
        return names

    @field_validator("limits")
    @classmethod
    def _are_limits(cls, limits: Mapping[str, int]) -> Mapping[str, int]:
        for name in sorted(limits.keys() - set(Severity)):
            _check(name)
        return limits


def _check(name: str) -> Check | DigestCheck:
    try:
        return check_named(name)
    except ConfigError as error:
        raise Objection(error.message) from error


def read_policy(path: str | os.PathLike[str]) -> Policy:
    """Return the policy in a file.

    Raises:
        ConfigError: If it cannot be read, is no TOML, or says something unknown.
    """
    try:
        return Policy.model_validate(read_toml(path))
    except ValidationError as error:
        why = objection(error, Policy)
        message = Message(f"{path}: {why.en}", f"{path}: 정책의 형식이 잘못되었습니다: {why.ko}")
        raise ConfigError(message) from error
