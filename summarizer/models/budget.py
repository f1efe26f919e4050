"""A limit in dollars that no call is made beyond."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from summarizer.errors import BudgetExceeded, ConfigError
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.models.chat import Usage
    from summarizer.models.prices import Price

_NOTHING = Decimal(0)


@dataclass(slots=True)
class Bill:
    """What one call costs: at most, and in the end."""

    most: Decimal
    dollars: Decimal = _NOTHING


class Budget:
    """What a run may spend on one model and has spent; safe with any number of threads.

    The most that a call can cost is set aside before it is made. What it did cost takes the place of that
    afterwards, so a run overspends only by what an estimate of input tokens was too low.

    Args:
        limit: In dollars; None for no limit.
        price: What the model costs; None when unknown.

    Raises:
        ConfigError: If there is a limit and no price to hold it with.
    """

    def __init__(self, limit: Decimal | None, price: Price | None) -> None:
        if limit is not None and price is None:
            message = Message(
                "a budget needs the price of the model, which is unknown: give it in the file of the setting prices",
                "예산을 지키려면 모델의 가격을 알아야 합니다. prices 설정이 가리키는 파일에 가격을 적어 주십시오",
            )
            raise ConfigError(message)
        self.limit = limit
        self.price = price
        self._lock = threading.Lock()
        self._spent = _NOTHING
        self._reserved = _NOTHING

    @property
    def spent(self) -> Decimal | None:
        """Dollars spent so far; None when the price is unknown."""
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
        bill = Bill(most=self.cost(most) or _NOTHING)
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
