"""Makes requests to arXiv, in turn and patiently.

Whoever asks hands in a reader of the answer. It runs within the attempt, so that an answer which cannot
be read is asked for again like one that did not come.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from summarizer.arxiv.pace import LONGEST_PAUSE_SECONDS, ArxivOutOfReach
from summarizer.io.retries import retry_calls
from summarizer.io.web import TransientWebError, UnreachableSite, Web
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.arxiv.pace import ArxivPace
    from summarizer.io.web import WebAnswer

_ATTEMPTS = 3
_TIMEOUT_SECONDS = 30.0
_WHOLE_SECONDS = 180.0
# After as many refusals as attempts, arXiv is left alone for this long by every process of the machine.
_COOL_DOWN_SECONDS = 300.0

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class _OutOfReach(TransientWebError, ArxivOutOfReach):
    """No connection could be made."""


class _Refused(TransientWebError, ArxivOutOfReach):
    """arXiv is asked too much, or is overloaded."""

    pause = 15.0

    def __init__(self, sentence: Message, retry_after: float | None) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class ArxivHttp:
    """Makes requests to arXiv, politely.

    Args:
        pace: When a request may be made.
        timeout: Seconds to wait for a connection, and for each part of an answer.
        deadline: Seconds that a whole answer may take.
    """

    def __init__(self, pace: ArxivPace, *, timeout: float = _TIMEOUT_SECONDS, deadline: float = _WHOLE_SECONDS) -> None:
        self._pace = pace
        self._web = Web("arXiv", timeout=timeout, deadline=deadline)

    def get(self, url: str, read: Callable[[WebAnswer], _T], *, largest: int) -> _T:
        """Return what `read` makes of the answer; what it raises as a `TransientWebError` is tried again.

        Args:
            url: What to ask for.
            read: Makes something of an answer.
            largest: How many bytes an answer may have once it is unpacked.

        Raises:
            ArxivOutOfReach: If arXiv cannot be reached, or refuses; asking for others is of no use now.
            TransientWebError: If no attempt gave an answer that can be used; a later one may.
            SourceUnavailable: If the answer is too large, or as `read` says.
        """
        try:
            return retry_calls(
                lambda: read(self._ask(url, largest)),
                on=TransientWebError,
                attempts=_ATTEMPTS,
                rest=_rest,
                sleep=self._pace.pause,
            )
        except _Refused as refusal:
            self._pace.pause(max(_COOL_DOWN_SECONDS, refusal.retry_after or 0))
            raise

    def _ask(self, url: str, largest: int) -> WebAnswer:
        try:
            with self._pace.turn():
                answer = self._web.get(url, largest=largest)
        except UnreachableSite as error:
            raise _OutOfReach(error.message) from error
        message = _bad_status(answer)
        if answer.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
            raise _Refused(message, answer.rest(self._pace.clock()))
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise TransientWebError(message)
        return answer


def unexpected(answer: WebAnswer) -> ArxivOutOfReach:
    """Return the error for an answer that says nothing about what was asked for."""
    return ArxivOutOfReach(_bad_status(answer))


def _bad_status(answer: WebAnswer) -> Message:
    return Message(
        f"arXiv answered with HTTP {answer.status}", f"arXiv가 요청을 처리하지 못했습니다(HTTP {answer.status})"
    )


def _rest(hiccup: TransientWebError, tries: int) -> float:
    asked_for = hiccup.retry_after if isinstance(hiccup, _Refused) else None
    rest = hiccup.pause * 2.0 ** (tries - 1) if asked_for is None else min(asked_for, LONGEST_PAUSE_SECONDS)
    _log.warning("%s; it is left alone for %.0f s", hiccup, rest)
    return rest
