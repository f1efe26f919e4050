"""Speaks HTTP, within limits: the only file that does."""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version

import requests

from summarizer.errors import ConfigError, SourceUnavailable
from summarizer.messages import Message
from summarizer.retries import read_retry_after

_USER_AGENT = f"yoyak/{version('yoyak')} (checks newsletters against arXiv)"
_CHUNK = 1 << 16
_BROKEN = HTTPStatus.INTERNAL_SERVER_ERROR


class Hiccup(SourceUnavailable):
    """An answer that another try may better."""

    pause = 3.0


class Unreachable(Hiccup):
    """No connection could be made."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer.

    Attributes:
        status: The code of HTTP.
        kind: The content type in lower case, without parameters.
        body: Everything that came; left unread, and empty, where the server is overloaded or broken.
        retry_after: When to ask again, as the server wrote it; empty when it did not.
    """

    status: int
    kind: str
    body: bytes
    retry_after: str = ""

    def rest(self, now: float) -> float | None:
        """Return the seconds for which the server asks to be left alone; `now` is in seconds since the epoch."""
        return read_retry_after(self.retry_after, now)


class Web:
    """Makes requests to one server, one attempt each.

    Args:
        server: What errors call it.
        timeout: Seconds to wait for a connection, and for each part of an answer.
        deadline: Seconds that a whole answer may take.
    """

    def __init__(self, server: str, *, timeout: float = 30.0, deadline: float = 180.0) -> None:
        self._server = server
        self._timeout = timeout
        self._deadline = deadline
        self._session = requests.Session()

    def get(self, url: str, *, largest: int) -> Answer:
        """Return the answer, whatever its status; `largest` is how many bytes it may have once unpacked.

        Raises:
            Unreachable: If no connection could be made.
            Hiccup: If the answer did not come, or not whole.
            SourceUnavailable: If it is too large.
        """
        with self._start(url) as response:
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            is_unwell = response.status_code == HTTPStatus.TOO_MANY_REQUESTS or response.status_code >= _BROKEN
            body = b"" if is_unwell else self._receive(response, largest)
            return Answer(response.status_code, kind, body, response.headers.get("Retry-After", ""))

    def _start(self, url: str) -> requests.Response:
        headers = {"User-Agent": _USER_AGENT}
        try:
            return self._session.get(url, headers=headers, timeout=self._timeout, stream=True)
        except requests.ConnectionError as error:
            message = Message(f"{self._server} cannot be reached", f"{self._server}에 연결할 수 없습니다")
            raise Unreachable(message) from error
        except requests.Timeout as error:
            message = Message(
                f"{self._server} did not answer within {self._timeout:g} s",
                f"{self._server}에서 {self._timeout:g}초 안에 응답이 오지 않았습니다",
            )
            raise Hiccup(message) from error
        except requests.RequestException as error:
            raise self._broken_off() from error

    def _receive(self, response: requests.Response, largest: int) -> bytes:
        latest = time.monotonic() + self._deadline
        body = bytearray()
        try:
            for chunk in response.iter_content(_CHUNK):
                body += chunk
                if len(body) > largest:
                    message = Message(
                        f"the answer of {self._server} is larger than {largest / 1e6:g} MB",
                        f"{self._server}의 응답이 {largest / 1e6:g} MB보다 큽니다",
                    )
                    raise SourceUnavailable(message)
                if time.monotonic() > latest:
                    message = Message(
                        f"the answer of {self._server} was not whole after {self._deadline:g} s",
                        f"{self._server}의 응답이 {self._deadline:g}초가 지나도 끝나지 않았습니다",
                    )
                    raise Hiccup(message)
        except requests.RequestException as error:
            raise self._broken_off() from error
        return bytes(body)

    def _broken_off(self) -> Hiccup:
        return Hiccup(Message(f"the answer of {self._server} broke off", f"{self._server}의 응답이 중간에 끊겼습니다"))


def checked_address(url: str, server: str) -> str:
    """Return the address of a server without a slash at its end.

    Raises:
        ConfigError: If it is no web address.
    """
    if not url.startswith(("https://", "http://")):
        message = Message(
            f"the address of {server} has to start with https:// or http://, not {url!r}",
            f"{server} 주소는 https://나 http://로 시작해야 합니다: {url!r}",
        )
        raise ConfigError(message)
    return url.rstrip("/")
