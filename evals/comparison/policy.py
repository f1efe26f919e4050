"""The policy of a promotion: what a comparison has to show before a prompt is put to use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from evals.comparison.measures import OPTIONAL, better
from evals.comparison.verdicts import LEAST_PAPERS, name_of, told
from summarizer.errors import ConfigError
from summarizer.io.objections import Objection, objection
from summarizer.io.toml import read_toml
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evals.comparison.record import ComparisonRecord, MetricRecord

_Margin = Annotated[float, Field(ge=0)]


class PromotionPolicy(BaseModel):
    """What may stand in a policy file; every key is optional.

    Attributes:
        primary: The metric that has to be better, or not worse: its interval has to end within its margin.
        margins: The metrics of record, each with the mean by which it may be worse for a paper. The primary metric
            is one of them; `problems` is one where a reviewer was asked.
        papers: On how many papers the primary metric has to be known.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    primary: str = "errors"
    margins: dict[str, _Margin] = {
        "failed": 0.02,
        "errors": 0.1,
        "problems": 0.1,
        "warnings": 0.1,
        "completeness": 0.02,
    }
    papers: Annotated[int, Field(ge=LEAST_PAPERS)] = 20

    @field_validator("margins")
    @classmethod
    def _have_directions(cls, margins: dict[str, float]) -> dict[str, float]:
        for name in margins:
            if better(name) is None:
                message = Message(
                    f"there is no metric {name!r} of which one way is good",
                    f"좋고 나쁨을 따질 수 있는 지표가 아닙니다: {name!r}",
                )
                raise Objection(message)
        return margins


def read_promotion_policy(path: Path) -> PromotionPolicy:
    """Return the policy in a file.

    Raises:
        ConfigError: If it cannot be read, is no TOML, or says something unknown.
    """
    try:
        policy = PromotionPolicy.model_validate(read_toml(path))
    except ValidationError as error:
        why = objection(error, PromotionPolicy)
        message = Message(f"{path}: {why.en}", f"{path}: 정책의 형식이 잘못되었습니다: {why.ko}")
        raise ConfigError(message) from error
    if policy.primary not in policy.margins:
        message = Message(
            f"{path}: the primary metric {policy.primary!r} has no margin",
            f"{path}: 주 지표의 허용 폭이 없습니다: {policy.primary!r}",
        )
        raise ConfigError(message)
    return policy


def objections(record: ComparisonRecord, policy: PromotionPolicy) -> tuple[Message, ...]:
    """Return what speaks against putting B to use, sentence by sentence; nothing when the policy is met."""
    metrics = {metric.name: metric for metric in record.metrics}
    primary = metrics.get(policy.primary)
    found = list(_against_primary(primary, policy))
    others = (name for name in policy.margins if name != policy.primary)
    for name in others:
        metric = metrics.get(name)
        if metric is None and name in OPTIONAL:
            continue
        if metric is None or metric.difference is None:
            found.append(_unknown(name))
        elif _loss(metric, metric.difference) > policy.margins[name]:
            found.append(_beyond(metric, policy.margins[name]))
    return tuple(found)


def _against_primary(metric: MetricRecord | None, policy: PromotionPolicy) -> Iterator[Message]:
    margin = policy.margins[policy.primary]
    if metric is None or metric.low is None or metric.high is None:
        yield _unknown(policy.primary)
        return
    if metric.papers < policy.papers:
        yield Message(
            f"{name_of(metric.name).en} are known for {metric.papers} papers, and {policy.papers} are asked for",
            f"{name_of(metric.name).ko} 지표를 알 수 있는 논문이 {metric.papers}편이며, {policy.papers}편이 필요합니다",
        )
    if max(_loss(metric, metric.low), _loss(metric, metric.high)) > margin:
        yield _perhaps_beyond(metric, margin)


def _loss(metric: MetricRecord, difference: float) -> float:
    return difference if metric.better == "lower" else -difference


def _unknown(name: str) -> Message:
    metric = name_of(name)
    return Message(f"{metric.en} were not measured", f"{metric.ko} 지표를 측정하지 못했습니다")


def _beyond(metric: MetricRecord, margin: float) -> Message:
    sentence = told(metric)
    return Message(
        f"worse by more than {margin:g}: {sentence.en}", f"허용 폭({margin:g})을 넘어 나빠졌습니다. {sentence.ko}"
    )


def _perhaps_beyond(metric: MetricRecord, margin: float) -> Message:
    sentence = told(metric)
    return Message(
        f"may be worse by more than {margin:g}: {sentence.en}",
        f"허용 폭({margin:g})을 넘어 나빠졌을 수 있습니다. {sentence.ko}",
    )
