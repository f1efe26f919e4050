"""Work that waits for others, done many at a time: results in the order of the input."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator

# How many rounds of work may be done before the result that is next in order is there.
_ROUNDS_AHEAD = 4

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def keep_in_flight(
    work: Callable[[_Item], _Result], items: Iterable[_Item], count: int, stop: threading.Event
) -> Iterator[_Result]:
    """Yield the result for every item, in order, while `count` items are worked on.

    Args:
        work: Called in threads; mostly waits.
        items: Read a little ahead, never as a whole.
        count: How many to work on at once.
        stop: Set when the caller stops early, by Ctrl-C too: work that looks at it can end in good order.
    """
    stream = iter(items)
    with ThreadPoolExecutor(count, "in-flight") as pool:
        try:
            running = deque(pool.submit(work, item) for item in islice(stream, _ROUNDS_AHEAD * count))
            while running:
                result = running.popleft().result()
                running.extend(pool.submit(work, item) for item in islice(stream, 1))
                yield result
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
