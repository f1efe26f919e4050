"""What the error of a provider's client means, whichever client raised it.

Every client wraps the errors of the HTTP library it brings along. None of them is imported here: a chain of errors is
read by the names that all of these libraries give their classes, and by what the errors carry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from time import time
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from summarizer.io.retries import read_retry_after

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["unreachable", "late", "broken off", "status", "unreadable", "unknown"]

_KINDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("unreachable", frozenset({"ConnectError", "ConnectTimeout", "ConnectionRefusedError"})),
    ("late", frozenset({"TimeoutException", "TimeoutError", "ModelTimeoutError"})),
    ("broken off", frozenset({"RequestError", "APIConnectionError", "ConnectionError", "ModelConnectionError"})),
)
# What reading raises that finds something else than it looks for.
_OF_READING = (LookupError, TypeError, ValueError, AttributeError, RecursionError)
_BUSY = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that brought no reply.

    Attributes:
        kind: What happened; `unreadable` when an answer came that is none of a chat model, `unknown` when a client
            says something of its own.
        status: The code of HTTP; None unless the server answered with one.
        words: What the server says of it; empty when it says nothing.
        may_pass: Whether the same request may be answered later.
        retry_after: Seconds for which the server asks to be left alone; None when it does not.
        address: The server as host and port; empty when the error does not tell.
    """

    kind: Kind
    status: int | None = None
    words: str = ""
    may_pass: bool = True
    retry_after: float | None = None
    address: str = ""


def read_failure(error: Exception) -> Failure:
    """Return what an error means; the client's own words for it are left behind."""
    chain = list(_chain(error))
    for one in chain:
        if status := _status(one):
            return Failure("status", status, _words(one), _may_pass(one, status), _retry_after(one))
    names = {kind.__name__ for one in chain for kind in type(one).__mro__}
    kinds: Iterator[Kind] = (kind for kind, telling in _KINDS if names & telling)
    kind = next(kinds, "unreadable" if isinstance(error, _OF_READING) else "unknown")
    words = _words(error) if kind == "unknown" else ""
    return Failure(kind, words=words, may_pass=kind != "unknown", address=next(filter(None, map(_address, chain)), ""))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        # A client that hides the cause from its tracebacks keeps it as the context.
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int | None:
    for name in ("status_code", "code"):
        status = getattr(error, name, None)
        if isinstance(status, int) and 100 <= status <= 999:
            return int(status)
    return None


def _words(error: BaseException) -> str:
    """Return the server's words, which stand in the body; where no body is kept, those of the error."""
    body = next((getattr(error, name) for name in ("body", "details", "error") if hasattr(error, name)), None)
    if body is None or callable(body):
        return "" if hasattr(error, "body") else str(getattr(error, "message", "") or error)
    while isinstance(body, Mapping):
        body = body.get("error") or body.get("message")
    return str(body or "")


def _may_pass(error: BaseException, status: int) -> bool:
    if getattr(error, "code", None) == "insufficient_quota":
        return False
    return status in _BUSY or status >= HTTPStatus.INTERNAL_SERVER_ERROR or bool(getattr(error, "is_retryable", False))


def _retry_after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    return read_retry_after(str(headers.get("retry-after", "")), time())


def _address(error: BaseException) -> str:
    try:
        parts = urlsplit(str(error.request.url))  # type: ignore[attr-defined]
    except (AttributeError, RuntimeError, ValueError):
        # Without a request, some libraries raise the second.
        return ""
    return f"{parts.hostname}:{parts.port or {'http': 80}.get(parts.scheme, 443)}"
