"""The one place where something is tried again."""

from __future__ import annotations

import math
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar

import tenacity

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")
_Failure = TypeVar("_Failure", bound=Exception)
# Nobody waits longer, and no clock counts for ever.
_LONGEST_REST = 86_400.0


def read_retry_after(words: str, now: float) -> float | None:
    """Return the seconds, a day at the most, for which a server asks to be left alone; None when it does not.

    Args:
        words: What its header `Retry-After` says: seconds, or a moment.
        now: In seconds since the epoch.
    """
    try:
        seconds = float(words)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(words).timestamp() - now
        except (ValueError, OverflowError):
            return None
    return None if math.isnan(seconds) else min(max(0.0, seconds), _LONGEST_REST)


def retry_calls(
    call: Callable[[], _Result],
    *,
    on: type[_Failure],
    attempts: int,
    rest: Callable[[_Failure, int], float],
    sleep: Callable[[float], None],
) -> _Result:
    """Return what `call` gives, trying again when it fails in a way that another try may better.

    Args:
        call: What may fail.
        on: The failures that another try may better; every other one is raised at once.
        attempts: How often to try in all; then the last failure is raised.
        rest: Returns the seconds to wait, given the failure and the number of tries so far.
        sleep: Waits for a number of seconds.
    """

    def wait(state: tenacity.RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        return rest(failure, state.attempt_number) if isinstance(failure, on) else 0.0

    retrying = tenacity.Retrying(
        stop=tenacity.stop_after_attempt(attempts),
        retry=tenacity.retry_if_exception_type(on),
        wait=wait,
        sleep=sleep,
        reraise=True,
    )
    return retrying(call)
