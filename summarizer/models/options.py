"""How a run uses a model, as its flags and settings say."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError
from summarizer.messages import Message
from summarizer.models.cost import Purse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from summarizer.io.settings import Settings


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What a run asks, within which limits.

    Attributes:
        model: Provider and name, such as `openai:gpt-5-mini`; `replay:FILE` for recorded replies.
        purse: What may be spent, on this model and on others of the run.
        calls_a_minute: None for no limit.
        batch: Where requests are written instead of being made, in the format of OpenAI's Batch API.
        replies: Files of results in that format.
        stop: Once set, running calls that end within half a second are stored, and no further one is made.
        tell: Told in a sentence that the model keeps the run waiting.
    """

    model: str
    purse: Purse = field(default_factory=Purse)
    calls_a_minute: float | None = None
    batch: Path | None = None
    replies: tuple[Path, ...] = ()
    stop: threading.Event = field(default_factory=threading.Event)
    tell: Callable[[Message], object] = lambda _: None

    @property
    def is_by_file(self) -> bool:
        """Whether the model is asked by file."""
        return self.batch is not None or bool(self.replies)

    def for_reviewer(self, model: str) -> ModelOptions:
        """Return the same limits for the model that reviews; what it is asked by file stands beside the writer's."""
        return replace(self, model=model, batch=batches(self.batch, model)[-1] if self.batch else None)


def batches(batch: Path | None, reviewer: str | None) -> list[Path]:
    """Return the files of requests of a run: the writer's, then the reviewer's; a batch is for one model alone."""
    if batch is None:
        return []
    return [batch, batch.with_name(f"{batch.stem}.reviewer{batch.suffix}")] if reviewer else [batch]


def named_model(flag: str | None, settings: Settings) -> str:
    """Return the model that writes: the one of the flag, else that of the settings.

    Raises:
        ConfigError: If neither names one.
    """
    model = flag or settings.model
    if model is None:
        message = Message(
            "name a model with --model, such as openai:gpt-5-mini, or in the setting model",
            "openai:gpt-5-mini처럼 --model이나 model 설정으로 모델을 지정하십시오",
        )
        raise ConfigError(message)
    return model
