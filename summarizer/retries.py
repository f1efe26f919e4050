"""The one place where something is tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import tenacity

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")
_Failure = TypeVar("_Failure", bound=Exception)


def persist(
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
