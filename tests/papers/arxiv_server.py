"""A server on loopback that answers like the API of arXiv, faults included."""

from __future__ import annotations

import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from tests.loopback import QuietHandler, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
    ' xmlns:arxiv="http://arxiv.org/schemas/atom"><title>arXiv Query</title>'
)


@dataclass(frozen=True)
class Record:
    """A version of a paper as arXiv has it; a field that is None is left out of its entry."""

    title: str | None = "A  Small\n  Model"
    abstract: str | None = "  We train a model.\nIt has 7 billion parameters.\n"
    authors: tuple[str, ...] = ("Ada Park", "Bo Kim")
    published: str | None = "2024-01-01T00:00:00Z"
    updated: str | None = "2024-01-01T00:00:00Z"
    comment: str | None = None


@dataclass
class Reply:
    """A whole answer, or part of one."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/atom+xml; charset=utf-8"})
    delay: float = 0.0
    is_cut: bool = False


@dataclass
class ArxivServer:
    """What the server knows, what it was asked, and what it does wrong next.

    Attributes:
        papers: Versions by identifier, the first first.
        faults: Each spoils one answer, in order; after the last the server answers well.
        asked: The identifiers of every request.
        agents: The user agent of every request.
    """

    papers: dict[str, list[Record]] = field(default_factory=dict)
    faults: deque[Callable[[Reply], Reply]] = field(default_factory=deque)
    asked: list[list[str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    url: str = ""

    def reply(self, path: str) -> Reply:
        """Answer one query."""
        query = parse_qs(urlsplit(path).query)
        names = query["id_list"][0].split(",")
        self.asked.append(names)
        reply = self._answer(names[: int(query["max_results"][0])])
        return self.faults.popleft()(reply) if self.faults else reply

    def _answer(self, names: list[str]) -> Reply:
        malformed = next((name for name in names if name.startswith("9999")), None)
        if malformed:
            return Reply(feed(error_entry(f"incorrect id format for {malformed}")), status=400)
        return Reply(feed(*(entry for name in names if (entry := self._entry(name)))))

    def _entry(self, name: str) -> str | None:
        arxiv_id, _, number = name.partition("v")
        versions = self.papers.get(arxiv_id, [])
        version = int(number or len(versions))
        return entry(f"{arxiv_id}v{version}", versions[version - 1]) if 0 < version <= len(versions) else None


def feed(*entries: str) -> bytes:
    """Return a feed of entries that announces as many as it has."""
    total = f"<opensearch:totalResults>{len(entries)}</opensearch:totalResults>"
    return f"{_HEAD}{total}{''.join(entries)}</feed>".encode()


def entry(name: str, record: Record) -> str:
    """Return the entry of one version."""
    fields = {
        "title": record.title,
        "summary": record.abstract,
        "published": record.published,
        "updated": record.updated,
        "arxiv:comment": record.comment,
    }
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in record.authors)
    texts = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in fields.items() if text is not None)
    return f'<entry><id>http://arxiv.org/abs/{name}</id>{texts}{authors}<category term="cs.CL"/></entry>'


def error_entry(summary: str) -> str:
    """Return the entry by which arXiv tells an error."""
    address = f"http://arxiv.org/api/errors#{summary.replace(' ', '_')}"
    return f"<entry><id>{address}</id><title>Error</title><summary>{escape(summary)}</summary></entry>"


def status(code: int, **headers: str) -> Callable[[Reply], Reply]:
    """Return a fault: another status, without a feed; `Retry_After` is written with a hyphen."""
    return lambda _: Reply(b"Rate exceeded.", code, {key.replace("_", "-"): value for key, value in headers.items()})


def empty(_: Reply) -> Reply:
    """Lose every entry."""
    return Reply(feed())


def body(content: bytes, content_type: str = "application/atom+xml") -> Callable[[Reply], Reply]:
    """Return a fault: a good status with something else in it."""
    return lambda _: Reply(content, headers={"Content-Type": content_type})


def truncated(reply: Reply) -> Reply:
    """End the feed in its middle, as if that were all."""
    return Reply(reply.body[: len(reply.body) * 2 // 3])


def dropped(reply: Reply) -> Reply:
    """Close the connection before the announced end."""
    return Reply(reply.body, is_cut=True)


def slow(reply: Reply) -> Reply:
    """Answer later than a client with a short time-out waits."""
    return Reply(reply.body, delay=0.5)


@contextmanager
def serve() -> Iterator[ArxivServer]:
    """Run a server for the length of the block."""
    state = ArxivServer()

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            state.agents.append(self.headers["User-Agent"])
            reply = state.reply(self.path)
            time.sleep(reply.delay)
            self.send_response(reply.status)
            for key, value in reply.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: len(reply.body) // 2] if reply.is_cut else reply.body)

    with serving(Handler) as address:
        state.url = f"{address}/api/query"
        yield state
