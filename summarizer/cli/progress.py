"""How far a run is: one line on a terminal that gives way to everything else written there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

_Item = TypeVar("_Item")
_SECONDS_BETWEEN = 0.1


class Progress:
    """Counts things done, on a terminal only; elsewhere it is silent.

    Args:
        stream: Where the line is shown.
        template: The line, with `{count}` in it.
        clock: Seconds from any moment on.
    """

    def __init__(self, stream: TextIO, template: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._template = template
        self._clock = clock
        self._is_on = stream.isatty()
        self._shown_at = clock()
        self._is_shown = False

    def track(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Yield the items, and show how many there were while the next one is waited for."""
        for count, item in enumerate(items, 1):
            self.clear()
            yield item
            if self._is_on and self._clock() - self._shown_at > _SECONDS_BETWEEN:
                self._stream.write(self._template.format(count=count))
                self._stream.flush()
                self._shown_at = self._clock()
                self._is_shown = True
        self.clear()

    def clear(self) -> None:
        """Make room for other lines."""
        if self._is_shown:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
            self._is_shown = False
