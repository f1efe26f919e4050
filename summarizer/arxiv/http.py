"""Speaks HTTP to arXiv, in turn and within limits: the only file that does.

Whoever asks hands in a reader of the answer. It runs within the attempt, so that an answer which cannot
be read is asked for again like one that did not come.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, TypeVar

import requests

from summarizer.arxiv.pace import ArxivOutOfReach
from summarizer.errors import ConfigError, SourceUnavailable
from summarizer.retries import persist

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.arxiv.pace import ArxivPace

_USER_AGENT = f"yoyak/{version('yoyak')} (checks newsletters against arXiv)"
_ATTEMPTS = 3
_TIMEOUT_SECONDS = 30.0
_WHOLE_SECONDS = 180.0
_CHUNK = 1 << 16
# After as many refusals as attempts, arXiv is left alone for this long by every process of the machine.
_COOL_DOWN_SECONDS = 300.0

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Hiccup(SourceUnavailable):
    """An answer that another try may better."""

    pause = 3.0


class _Unreachable(Hiccup, ArxivOutOfReach):
    """No connection could be made."""


class _Refused(Hiccup, ArxivOutOfReach):
    """arXiv is asked too much, or is overloaded."""

    pause = 15.0

    def __init__(self, message: str, retry_after: float | None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of a server that is well: neither overloaded nor broken.

    Attributes:
        status: The code of HTTP, below 500.
        kind: The content type in lower case, without parameters.
        body: Everything that came.
    """

    status: int
    kind: str
    body: bytes

    def unexpected(self) -> ArxivOutOfReach:
        """Return the error for an answer that says nothing about what was asked for."""
        return ArxivOutOfReach(f"arXiv answered with HTTP {self.status}")


class ArxivHttp:
    """Makes requests to arXiv, politely.

    Args:
        pace: When a request may be made.
        timeout: Seconds to wait for a connection, and for each part of an answer.
        deadline: Seconds that a whole answer may take.
    """

    def __init__(self, pace: ArxivPace, *, timeout: float = _TIMEOUT_SECONDS, deadline: float = _WHOLE_SECONDS) -> None:
        self._pace = pace
        self._timeout = timeout
        self._deadline = deadline
        self._http = requests.Session()

    def get(self, url: str, read: Callable[[Answer], _T], *, largest: int) -> _T:
        """Return what `read` makes of the answer; what it raises as a `Hiccup` is tried again.

        Args:
            url: What to ask for.
            read: Makes something of an answer.
            largest: How many bytes an answer may have once it is unpacked.

        Raises:
            ArxivOutOfReach: If arXiv cannot be reached, or refuses; asking for others is of no use now.
            Hiccup: If no attempt gave an answer that can be used; a later one may.
            SourceUnavailable: If the answer is too large, or as `read` says.
        """
        try:
            return persist(
                lambda: read(self._ask(url, largest)),
                on=Hiccup,
                attempts=_ATTEMPTS,
                rest=_rest,
                sleep=self._pace.pause,
            )
        except _Refused as refusal:
            self._pace.pause(max(_COOL_DOWN_SECONDS, refusal.retry_after or 0))
            raise

    def _ask(self, url: str, largest: int) -> Answer:
        with self._pace.turn(), self._start(url) as response:
            self._raise_for_status(response)
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            return Answer(response.status_code, kind, self._receive(response, largest))

    def _start(self, url: str) -> requests.Response:
        headers = {"User-Agent": _USER_AGENT}
        try:
            return self._http.get(url, headers=headers, timeout=self._timeout, stream=True)
        except requests.ConnectionError as error:
            message = "arXiv cannot be reached"
            raise _Unreachable(message) from error
        except requests.Timeout as error:
            message = f"arXiv did not answer within {self._timeout:g} s"
            raise Hiccup(message) from error
        except requests.RequestException as error:
            message = "the answer of arXiv broke off"
            raise Hiccup(message) from error

    def _receive(self, response: requests.Response, largest: int) -> bytes:
        latest = time.monotonic() + self._deadline
        body = bytearray()
        try:
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > largest:
                    message = f"the answer of arXiv is larger than {largest / 1e6:g} MB"
                    raise SourceUnavailable(message)
                if time.monotonic() > latest:
                    message = f"the answer of arXiv was not whole after {self._deadline:g} s"
                    raise Hiccup(message)
        except requests.RequestException as error:
            message = "the answer of arXiv broke off"
            raise Hiccup(message) from error
        return bytes(body)

    def _raise_for_status(self, response: requests.Response) -> None:
        status = response.status_code
        message = f"arXiv answered with HTTP {status}"
        if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
            raise _Refused(message, _seconds(response.headers.get("Retry-After", ""), self._pace.clock()))
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Hiccup(message)


def checked_address(url: str) -> str:
    """Return the address without a slash at its end.

    Raises:
        ConfigError: If it is no web address.
    """
    if not url.startswith(("https://", "http://")):
        message = f"the address of arXiv has to start with https:// or http://, not {url!r}"
        raise ConfigError(message)
    return url.rstrip("/")


def _seconds(retry_after: str, now: float) -> float | None:
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - now)
    except ValueError:
        return None


def _rest(hiccup: Hiccup, tries: int) -> float:
    asked_for = hiccup.retry_after if isinstance(hiccup, _Refused) else None
    rest = hiccup.pause * 2.0 ** (tries - 1) if asked_for is None else asked_for
    _log.warning("%s; it is left alone for %.0f s", hiccup, rest)
    return rest
