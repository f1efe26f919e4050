"""A server on loopback that answers like the site of arXiv, faults included."""

from __future__ import annotations

import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.loopback import QuietHandler, serving
from tests.papers.arxiv_server import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Site:
    """What the site has, by path, what it does wrong next, and the paths it was asked for."""

    files: dict[str, Reply] = field(default_factory=dict)
    faults: deque[Callable[[Reply], Reply]] = field(default_factory=deque)
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    url: str = ""

    def add_page(self, name: str, body: bytes, content_type: str = "text/html; charset=utf-8") -> None:
        """Put a web page there."""
        self.files[f"/html/{name}"] = Reply(body, headers={"Content-Type": content_type})

    def add_pdf(self, name: str, body: bytes, content_type: str = "application/pdf") -> None:
        """Put a PDF there."""
        self.files[f"/pdf/{name}"] = Reply(body, headers={"Content-Type": content_type})

    def reply(self, path: str) -> Reply:
        """Answer one request."""
        self.asked.append(path)
        reply = self.files.get(path, Reply(b"No such file.", 404, {"Content-Type": "text/html"}))
        return self.faults.popleft()(reply) if self.faults else reply


@contextmanager
def serve_site() -> Iterator[Site]:
    """Run a server for the length of the block."""
    site = Site()

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            site.agents.append(self.headers["User-Agent"])
            reply = site.reply(self.path)
            self.send_response(reply.status)
            for key, value in reply.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            time.sleep(reply.delay)
            self.wfile.write(reply.body[: len(reply.body) // 2] if reply.is_cut else reply.body)

    with serving(Handler) as site.url:
        yield site
