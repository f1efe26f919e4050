"""Work is waited for until a moment, or until the user has had enough."""

from __future__ import annotations

import threading
import time

import pytest

from summarizer.io.waiting import Overdue, Stopped, finish


def test_work_gives_what_it_gives() -> None:
    """A result is returned, and an exception raised, as if nobody had waited."""
    assert finish(lambda: 3, 5.0) == 3
    assert finish(lambda: 3, stop=threading.Event()) == 3
    with pytest.raises(ZeroDivisionError):
        finish(lambda: 1 / 0, 5.0)


def test_work_that_takes_too_long_is_left() -> None:
    """The time is that of the whole work."""
    begun = time.monotonic()
    with pytest.raises(Overdue):
        finish(lambda: time.sleep(5), 0.2)
    assert time.monotonic() - begun < 2


def test_a_stop_is_heard_within_two_seconds() -> None:
    """Work that ends soon is finished, other work is left."""
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    begun = time.monotonic()
    with pytest.raises(Stopped):
        finish(lambda: time.sleep(5), 60.0, stop)
    assert time.monotonic() - begun < 2
    assert finish(lambda: time.sleep(0.2) or "done", 60.0, stop) == "done"
