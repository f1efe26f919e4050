"""Work that may take too long: it is waited for until a moment, or until the user has had enough."""

from __future__ import annotations

import math
import threading
import time
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")
_POLL_SECONDS = 0.1
_GRACE_SECONDS = 0.5


class Overdue(Exception):
    """The work was not done in time."""


class Stopped(Exception):
    """The user ended the run, and the work was not done a moment later."""


def finish(work: Callable[[], _Result], seconds: float = math.inf, stop: threading.Event | None = None) -> _Result:
    """Return what `work` gives, or raise what it raises.

    Work cannot be ended from outside. What is not waited for any longer goes on in a thread that does not keep the
    program alive, and what becomes of it is never known.

    Args:
        work: Mostly waits.
        seconds: How long it may take in all.
        stop: Once set, it is waited for half a second more.

    Raises:
        Overdue: If it takes longer.
        Stopped: If `stop` was set meanwhile.
    """
    done: Future[_Result] = Future()
    threading.Thread(target=_settle, args=(work, done), daemon=True).start()
    latest, is_stopped = time.monotonic() + seconds, False
    while not done.done():
        left = latest - time.monotonic()
        if left <= 0:
            raise Stopped if is_stopped else Overdue
        wait([done], min(left, _POLL_SECONDS) if stop else left)
        if stop and stop.is_set() and not is_stopped:
            is_stopped, latest = True, min(latest, time.monotonic() + _GRACE_SECONDS)
    return done.result()


def _settle(work: Callable[[], _Result], done: Future[_Result]) -> None:
    try:
        done.set_result(work())
    except BaseException as error:  # noqa: BLE001 - whoever waits for it raises it
        done.set_exception(error)
