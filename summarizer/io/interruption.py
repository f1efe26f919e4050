"""Ctrl-C, taken as a wish to end in good order."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@contextmanager
def ending_in_good_order(stop: threading.Event) -> Iterator[None]:
    """Set `stop` at the first Ctrl-C within the block, and leave at once at the second."""

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a signal's handler
        stop.set()
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
