"""What models cost and how much they can read and write, from a dated file that a user may override."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads the annotations
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import ConfigError
from summarizer.io.objections import objection
from summarizer.io.toml import read_toml
from summarizer.messages import Message
from summarizer.models.chat import BudgetExceeded

if TYPE_CHECKING:
    from collections.abc import Iterator

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


_NOTHING = Decimal(0)


@dataclass(slots=True)
class Bill:
    """What one call costs: at most, and in the end."""

    most: Decimal
    dollars: Decimal = _NOTHING


class Purse:
    """What a run may spend on all its models together; safe with any number of threads.

    The most that a call can cost is set aside before it is made. What it did cost takes the place of that
    afterwards, so a run overspends only by what an estimate of input tokens was too low.

    Args:
        limit: In dollars; None for no limit.
    """

    def __init__(self, limit: Decimal | None = None) -> None:
        self.limit = limit
        self._lock = threading.Lock()
        self._spent = _NOTHING
        self._reserved = _NOTHING

    @contextmanager
    def reserve(self, most: Decimal) -> Iterator[Bill]:
        """Set aside the most that a call can cost while it is made; what stands on the bill then is spent.

        Raises:
            BudgetExceeded: If that much is not left.
        """
        bill = Bill(most)
        with self._lock:
            left = None if self.limit is None else self.limit - self._spent - self._reserved
            if left is not None and bill.most > left:
                message = Message(
                    f"the budget of ${self.limit} has ${left:.4f} left and another call may cost ${bill.most:.4f}",
                    f"예산 ${self.limit} 중 ${left:.4f}만 남았는데 다음 호출에 ${bill.most:.4f}까지 들 수 있습니다",
                )
                raise BudgetExceeded(message)
            self._reserved += bill.most
        try:
            yield bill
        finally:
            with self._lock:
                self._reserved -= bill.most
                self._spent += bill.dollars


class Budget:
    """What calls of one model cost, taken from the purse of the run.

    Args:
        purse: Where the money comes from.
        price: What the model costs; None when unknown.

    Raises:
        ConfigError: If the purse has a limit and there is no price to hold it with.
    """

    def __init__(self, purse: Purse, price: Price | None) -> None:
        if purse.limit is not None and price is None:
            message = Message(
                "a budget needs the price of the model, which is unknown: give it in the file of the setting prices",
                "예산을 지키려면 모델의 가격을 알아야 합니다. prices 설정이 가리키는 파일에 가격을 적어 주십시오",
            )
            raise ConfigError(message)
        self._purse = purse
        self.price = price
        self._lock = threading.Lock()
        self._spent = _NOTHING

    @property
    def is_limited(self) -> bool:
        """Whether a call may be too much."""
        return self._purse.limit is not None

    @property
    def spent(self) -> Decimal | None:
        """Dollars spent on this model so far; None when the price is unknown."""
        return None if self.price is None else self._spent

    def cost(self, usage: Usage) -> Decimal | None:
        """Return the dollars that the tokens cost; None when the price is unknown."""
        return None if self.price is None else self.price.dollars(usage)

    @contextmanager
    def reserve(self, most: Usage) -> Iterator[Bill]:
        """Set aside the most that a call can cost while it is made; what stands on the bill then is spent.

        Raises:
            BudgetExceeded: If that much is not left.
        """
        with self._purse.reserve(self.cost(most) or _NOTHING) as bill:
            try:
                yield bill
            finally:
                with self._lock:
                    self._spent += bill.dollars
