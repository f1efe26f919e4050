"""Several things at once, told in order."""

from __future__ import annotations

import threading

from summarizer.models.pacing import keep_in_flight


def test_results_come_in_order_whoever_is_first() -> None:
    """The last of what is under way ends first, and is still told last."""
    ended = [threading.Event() for _ in range(4)]
    order: list[int] = []

    def work(number: int) -> int:
        if number < len(ended) - 1:
            assert ended[number + 1].wait(30)
        order.append(number)
        ended[number].set()
        return number

    assert list(keep_in_flight(work, range(4), 4, threading.Event())) == [0, 1, 2, 3]
    assert order == [3, 2, 1, 0]
