"""One request, within limits of time and size, wherever the server sends it."""

from __future__ import annotations

import gzip
import itertools
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import SourceUnavailable
from summarizer.io.web import TransientWebError, Web, WebAnswer
from tests.loopback import QuietHandler, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Speech = Callable[[QuietHandler], None]

_MEGABYTE = 1_000_000


@contextmanager
def saying(**speeches: Speech) -> Iterator[str]:
    """Run a server with a page for every name; a page writes its answer itself."""

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            with suppress(OSError):
                speeches[self.path.strip("/")](self)

    with serving(Handler) as address:
        yield address


def head(handler: QuietHandler, status: int, **headers: str) -> None:
    """Begin an answer; `Content_Type` is written with a hyphen."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def good(handler: QuietHandler) -> None:
    """Answer well."""
    head(handler, 200, Content_Type="text/plain; charset=utf-8")
    handler.wfile.write(b"here")


def huge(status: int, **headers: str) -> Speech:
    """Return an answer of a gigabyte, which takes a megabyte on the wire."""
    packed = gzip.compress(bytes(100 * _MEGABYTE))

    def speak(handler: QuietHandler) -> None:
        head(handler, status, Content_Encoding="gzip", **headers)
        for _ in range(10):
            handler.wfile.write(packed)

    return speak


def dripping(status: int, **headers: str) -> Speech:
    """Return an answer of which a byte comes every tenth of a second."""

    def speak(handler: QuietHandler) -> None:
        head(handler, status, **headers)
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    return speak


def slow_to_begin(handler: QuietHandler) -> None:
    """Write header after header."""
    handler.send_response(200)
    for number in range(90):
        handler.send_header(f"X-{number}", "x")
        handler.flush_headers()
        time.sleep(0.1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(status: int) -> None:
    """The answer is that of the last address."""
    with saying(first=lambda handler: head(handler, status, Location="/last"), last=good) as address:
        assert Web("it").get(f"{address}/first", largest=10) == WebAnswer(200, "text/plain", b"here")


def test_the_body_of_a_redirect_is_not_read() -> None:
    """However large it is once unpacked, it takes neither time nor memory."""
    with saying(first=huge(302, Location="/last"), last=good) as address:
        begun = time.monotonic()
        assert Web("it").get(f"{address}/first", largest=10).body == b"here"
    assert time.monotonic() - begun < 2


def test_a_redirect_counts_against_the_time() -> None:
    """Redirects and the answer take no longer together than one answer may."""
    sent_on = [dripping(302, Location=f"/{number + 1}") for number in range(9)]
    pages = {str(number): page for number, page in enumerate([*sent_on, dripping(200)])}
    with saying(**pages) as address:
        begun = time.monotonic()
        with pytest.raises(TransientWebError, match=r"of it was not whole after 0\.5 s"):
            Web("it", deadline=0.5).get(f"{address}/0", largest=1000)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("page", [dripping(200), dripping(200, Content_Length="100"), slow_to_begin])
def test_an_answer_that_drips_ends(page: Speech) -> None:
    """A server that always sends something soon is not waited for longer than a whole answer may take."""
    with saying(page=page) as address:
        begun = time.monotonic()
        with pytest.raises(TransientWebError, match=r"not whole after 0\.5 s"):
            Web("it", timeout=5, deadline=0.5).get(f"{address}/page", largest=1000)
    assert time.monotonic() - begun < 3


def test_an_answer_is_not_unpacked_beyond_its_limit() -> None:
    """A small answer that becomes a large one is refused."""
    with saying(page=huge(200)) as address, pytest.raises(SourceUnavailable, match="larger than 1 MB"):
        Web("it").get(f"{address}/page", largest=_MEGABYTE)


def test_a_server_that_sends_in_circles_is_left() -> None:
    """Ten redirects are enough."""
    count = itertools.count()

    def again(handler: QuietHandler) -> None:
        next(count)
        head(handler, 302, Location="/page")

    with saying(page=again) as address, pytest.raises(SourceUnavailable, match="sends on more than 10 times"):
        Web("it").get(f"{address}/page", largest=10)
    assert next(count) == 11


@pytest.mark.parametrize("target", ["http://[", "ftp://127.0.0.1/", "http://127.0.0.1:99999/"])
def test_a_redirect_to_nowhere_is_told(target: str) -> None:
    """An address that is none ends in a sentence."""
    with saying(page=lambda handler: head(handler, 302, Location=target)) as address, pytest.raises(TransientWebError):
        Web("it").get(f"{address}/page", largest=10)


def test_a_rest_is_at_most_a_day() -> None:
    """A server cannot ask for more time than clocks have."""
    assert WebAnswer(429, "", b"", "9" * 30).rest(0) == 86_400
    assert WebAnswer(429, "", b"", "Fri, 31 Dec 99999999999999999999 23:59:59 GMT").rest(0) is None
    assert WebAnswer(429, "", b"", "7").rest(0) == 7
