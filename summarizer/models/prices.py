"""What models cost and how much they can read and write, from a dated file that a user may override."""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 - pydantic reads the annotations
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import ConfigError
from summarizer.messages import Message
from summarizer.objections import objection
from summarizer.toml_files import read_toml

if TYPE_CHECKING:
    from summarizer.models.chat import Usage

_OURS = Path(__file__).with_name("prices.toml")
_MILLION = 1_000_000
# A snapshot of a model costs what the model costs.
_SNAPSHOT = re.compile(r"-\d{4}-?\d{2}-?\d{2}\Z")

_Dollars = Annotated[Decimal, Field(ge=0)]
_Tokens = Annotated[int, Field(gt=0)]


class Price(BaseModel):
    """Dollars per million tokens of a model, and the longest reply in tokens.

    Attributes:
        input: For what it reads.
        cached: For what it reads and has read before; `input` when absent.
        output: For what it writes, thinking included.
        max_output: How much it writes in one call.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: _Dollars
    cached: _Dollars | None = None
    output: _Dollars
    max_output: _Tokens

    def dollars(self, usage: Usage) -> Decimal:
        """Return what the tokens cost."""
        cached = min(usage.cached_tokens, usage.input_tokens)
        rate = self.input if self.cached is None else self.cached
        fresh = (usage.input_tokens - cached) * self.input
        return (fresh + cached * rate + usage.output_tokens * self.output) / _MILLION

    def for_batches(self) -> Price:
        """Return what the model costs when it may take a day to answer: half, at every provider that has batches."""
        cached = None if self.cached is None else self.cached / 2
        return self.model_copy(update={"input": self.input / 2, "cached": cached, "output": self.output / 2})


class Prices(BaseModel):
    """The prices of a day.

    Attributes:
        as_of: The day on which they were looked up.
        models: Prices by provider and name, such as `openai:gpt-5-mini`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_of: date
    models: dict[str, Price]

    def of(self, model: str) -> Price | None:
        """Return the price of a model, also when it is named with the date of its snapshot; None when unknown."""
        return self.models.get(model) or self.models.get(_SNAPSHOT.sub("", model))


def read_prices(own: Path | None = None) -> Prices:
    """Return the prices that come with the program, overridden by those of the user's own file.

    Raises:
        ConfigError: If the file cannot be read, or is not of the form of `prices.toml`.
    """
    ours = _read(_OURS)
    if own is None:
        return ours
    theirs = _read(own)
    return Prices(as_of=theirs.as_of, models=ours.models | theirs.models)


def _read(path: Path) -> Prices:
    try:
        # A price such as 0.1 is a decimal, which a float is not.
        return Prices.model_validate(read_toml(path, parse_float=Decimal))
    except ValidationError as error:
        why = objection(error)
        message = Message(f"{path}: {why.en}", f"{path}: 가격표의 형식이 잘못되었습니다: {why.ko}")
        raise ConfigError(message) from error
