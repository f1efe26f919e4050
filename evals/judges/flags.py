"""The flags by which a judge is asked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.options import CALLS_PER_MINUTE, IN_FLIGHT, VOTES, Dollars
from summarizer.errors import ConfigError
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import TypeVar

    _Command = TypeVar("_Command", bound=Callable[..., object])

_FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class JudgeFlags:
    """What a run is told about its judge; what is not given is None or empty.

    Raises:
        ConfigError: If a flag is given that says nothing without a judge.
    """

    judge: str | None = None
    generator: tuple[str, ...] = ()
    votes: int | None = None
    judge_prompt: str | None = None
    calibration: Path | None = None
    prompts: Path | None = None
    budget: Decimal | None = None
    batch: Path | None = None
    replies: tuple[Path, ...] = ()
    receipt: Path | None = None
    in_flight: int | None = None
    calls_per_minute: float | None = None

    def __post_init__(self) -> None:
        idle = [field.name for field in fields(self) if getattr(self, field.name) not in {None, ()}]
        if self.judge is None and idle:
            flag = f"--{idle[0].replace('_', '-')}"
            message = Message(
                f"{flag} says how a judge is asked: name one with --judge",
                f"{flag} 옵션은 판정 모델이 있어야 쓸 수 있습니다. --judge로 모델을 지정하십시오",
            )
            raise ConfigError(message)


def judge_options(command: _Command) -> _Command:
    """Add the flags of `JudgeFlags` to a command, which gets them as one, named `judging`."""
    return _gathered(command, _OPTIONS)


def calibration_options(command: _Command) -> _Command:
    """Add the flags of `JudgeFlags` to a command that measures a judge."""
    return _gathered(command, [option for name, option in _NAMED.items() if name != "calibration"])


def _gathered(command: _Command, options: list[Callable[[Any], Any]]) -> _Command:
    @wraps(command)
    def gathering(*args: object, **given: Any) -> object:  # noqa: ANN401 - click's parameters
        own = {field.name: given.pop(field.name) for field in fields(JudgeFlags) if field.name in given}
        return command(*args, judging=JudgeFlags(**own), **given)

    gathered: Any = gathering
    for option in reversed(options):
        gathered = option(gathered)
    return gathered  # type: ignore[no-any-return]


_NAMED: dict[str, Callable[[Any], Any]] = {
    "judge": click.option("--judge", metavar="PROVIDER:NAME", help="Ask a model about what the checks leave open."),
    "generator": click.option(
        "--generator", multiple=True, metavar="MODEL|RECEIPT", help="What wrote the digests; it may not judge them."
    ),
    "votes": click.option("--votes", type=VOTES, metavar="N", help="Votes on a failing verdict. Default: 3."),
    "judge_prompt": click.option(
        "--judge-prompt", type=click.Choice(["ko", "en"]), help="Language of the judge's orders. Default: ko."
    ),
    "calibration": click.option(
        "--calibration", type=_FILE, metavar="FILE", help="The record that lets the judge block."
    ),
    "prompts": click.option("--prompts", type=click.Path(path_type=Path), metavar="DIR", help="Prompts of your own."),
    "budget": click.option(
        "--budget", type=Dollars(), metavar="DOLLARS", help="Make no call to the judge that could cost more."
    ),
    "batch": click.option(
        "--batch", type=_FILE, metavar="FILE", help="Write the questions there instead of asking them."
    ),
    "replies": click.option(
        "--replies", type=_FILE, multiple=True, metavar="FILE", help="Take a batch's replies from there."
    ),
    "receipt": click.option(
        "--receipt", type=_FILE, metavar="FILE", help="Write what the judge said of each entry there, and its cost."
    ),
    "in_flight": click.option(
        "--in-flight", type=IN_FLIGHT, metavar="N", help="Entries asked about at once. Default: 8."
    ),
    "calls_per_minute": click.option(
        "--calls-per-minute", type=CALLS_PER_MINUTE, metavar="N", help="No more calls to the judge."
    ),
}
_OPTIONS = list(_NAMED.values())
