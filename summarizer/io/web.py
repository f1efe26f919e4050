"""Speaks HTTP, within limits: the only file that does."""

from __future__ import annotations

import time
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from urllib.parse import urljoin

import requests

from summarizer.errors import ConfigError, SourceUnavailable
from summarizer.io.retries import read_retry_after
from summarizer.io.waiting import Overdue, finish
from summarizer.messages import Message

_USER_AGENT = f"yoyak/{version('yoyak')} (checks newsletters against arXiv)"
_CHUNK = 1 << 16
_BROKEN = HTTPStatus.INTERNAL_SERVER_ERROR
_SENT_ON = frozenset({301, 302, 303, 307, 308})
_REDIRECTS = 10


class TransientWebError(SourceUnavailable):
    """An answer that another try may better."""

    pause = 3.0


class UnreachableSite(TransientWebError):
    """No connection could be made."""


@dataclass(frozen=True, slots=True)
class WebAnswer:
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


class _Session(requests.Session):
    """A session that follows no redirect: it would read the body of each, however large and slow, to its end."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return none."""


class Web:
    """Makes requests to one server, one attempt each.

    Args:
        server: What errors call it.
        timeout: Seconds to wait for a connection, and for each part of an answer.
        deadline: Seconds that a whole answer may take, redirects included.
    """

    def __init__(self, server: str, *, timeout: float = 30.0, deadline: float = 180.0) -> None:
        self._server = server
        self._timeout = timeout
        self._deadline = deadline
        self._session = _Session()

    def get(self, url: str, *, largest: int) -> WebAnswer:
        """Return the answer, whatever its status; `largest` is how many bytes it may have once unpacked.

        Raises:
            UnreachableSite: If no connection could be made.
            TransientWebError: If the answer did not come, or not whole.
            SourceUnavailable: If it is too large, or the server sends on and on.
        """
        try:
            return finish(lambda: self._answer(url, largest), self._deadline)
        except Overdue:
            raise self._late() from None

    def _answer(self, url: str, largest: int) -> WebAnswer:
        # A request that nobody waits for any longer ends at its next part.
        latest = time.monotonic() + self._deadline
        for _ in range(_REDIRECTS + 1):
            with self._start(url) as response:
                target = response.headers.get("Location") if response.status_code in _SENT_ON else None
                if target is None:
                    return self._read(response, largest, latest)
                url = self._next(url, target)
        message = Message(
            f"{self._server} sends on more than {_REDIRECTS} times",
            f"{self._server}에서 {_REDIRECTS}번 넘게 다른 주소로 넘깁니다",
        )
        raise SourceUnavailable(message)

    def _next(self, url: str, target: str) -> str:
        try:
            return urljoin(url, target)
        except ValueError as error:
            raise self._broken_off() from error

    def _start(self, url: str) -> requests.Response:
        headers = {"User-Agent": _USER_AGENT}
        try:
            return self._session.get(url, headers=headers, timeout=self._timeout, stream=True)
        except requests.ConnectionError as error:
            message = Message(f"{self._server} cannot be reached", f"{self._server}에 연결할 수 없습니다")
            raise UnreachableSite(message) from error
        except requests.Timeout as error:
            message = Message(
                f"{self._server} did not answer within {self._timeout:g} s",
                f"{self._server}에서 {self._timeout:g}초 안에 응답이 오지 않았습니다",
            )
            raise TransientWebError(message) from error
        except requests.RequestException as error:
            raise self._broken_off() from error

    def _read(self, response: requests.Response, largest: int, latest: float) -> WebAnswer:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        is_unwell = response.status_code == HTTPStatus.TOO_MANY_REQUESTS or response.status_code >= _BROKEN
        body = b"" if is_unwell else self._receive(response, largest, latest)
        return WebAnswer(response.status_code, kind, body, response.headers.get("Retry-After", ""))

    def _receive(self, response: requests.Response, largest: int, latest: float) -> bytes:
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
                    raise self._late()
        except requests.RequestException as error:
            raise self._broken_off() from error
        return bytes(body)

    def _late(self) -> TransientWebError:
        message = Message(
            f"the answer of {self._server} was not whole after {self._deadline:g} s",
            f"{self._server}의 응답이 {self._deadline:g}초가 지나도 끝나지 않았습니다",
        )
        return TransientWebError(message)

    def _broken_off(self) -> TransientWebError:
        return TransientWebError(
            Message(f"the answer of {self._server} broke off", f"{self._server}의 응답이 중간에 끊겼습니다")
        )


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
