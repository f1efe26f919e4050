"""How fast a model may be asked, agreed on by all threads."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MINUTE = 60.0


class ModelPace:
    """Spreads calls evenly over a minute, and lets all of them rest when the server asks one to.

    Args:
        calls: Calls a minute; None for no limit.
        clock: Seconds since any moment.
        sleep: Waits for a number of seconds.
    """

    def __init__(
        self,
        calls: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._seconds_a_call = _MINUTE / calls if calls else 0.0
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._free_at = clock()

    def wait(self) -> None:
        """Wait until a call may be made."""
        with self._lock:
            now = self._clock()
            start = max(now, self._free_at)
            self._free_at = start + self._seconds_a_call
        if start > now:
            self._sleep(start - now)

    def pause(self, seconds: float) -> None:
        """Let no further call start for this long."""
        with self._lock:
            self._free_at = max(self._free_at, self._clock() + seconds)
