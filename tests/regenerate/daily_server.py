"""A server on loopback that lists the papers of a day like Hugging Face, faults included."""

from __future__ import annotations

import json
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.loopback import QuietHandler, serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class DailyServer:
    """What the server lists, what it was asked, and what it says instead.

    Attributes:
        items: The papers of every day.
        faults: Status, body and Retry-After of answers, in order; after the last the server answers well.
        asked: The paths of all requests.
    """

    items: list[dict[str, Any]] = field(default_factory=list)
    faults: deque[tuple[int, bytes, str]] = field(default_factory=deque)
    asked: list[str] = field(default_factory=list)
    url: str = ""


def item(arxiv_id: str, votes: int, thumbnail: str | None = None) -> dict[str, Any]:
    """Return a paper as the list has it, with keys that nobody asked for."""
    paper = {"id": arxiv_id, "upvotes": votes, "title": "A title", "summary": "…", "authors": [{"name": "Ada Park"}]}
    return {"paper": paper, "thumbnail": thumbnail, "numComments": 1, "title": "A title"}


@contextmanager
def serve() -> Iterator[DailyServer]:
    """Run a server for the length of the block."""
    state = DailyServer()

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            well = (200, json.dumps(state.items).encode(), "")
            code, body, retry_after = state.faults.popleft() if state.faults else well
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if retry_after:
                self.send_header("Retry-After", retry_after)
            self.end_headers()
            self.wfile.write(body)

    with serving(Handler) as state.url:
        yield state
