"""arXiv on loopback, a clock that only sleeping moves, and a fresh store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.arxiv.cache import PaperCache
from summarizer.arxiv.client import ArxivClient
from summarizer.arxiv.http import ArxivHttp
from summarizer.arxiv.pace import ArxivPace
from summarizer.arxiv.sources import ArxivSource
from summarizer.io.store import Store
from tests.clock import Clock
from tests.papers.arxiv_server import ArxivServer, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[ArxivServer]:
    """arXiv, with no paper yet."""
    with serve() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    """The time of this test."""
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty database."""
    return Store(tmp_path / "cache" / "yoyak.db")


@pytest.fixture
def cache(store: Store, clock: Clock) -> PaperCache:
    """An empty cache."""
    return PaperCache(store, clock=clock)


@pytest.fixture
def client(server: ArxivServer, store: Store, clock: Clock) -> ArxivClient:
    """A client that asks the server."""
    pace = ArxivPace(store, clock=clock, sleep=clock.sleep)
    return ArxivClient(ArxivHttp(pace, timeout=0.2), base_url=server.url)


@pytest.fixture
def source(client: ArxivClient, cache: PaperCache) -> ArxivSource:
    """A source that asks the server for what the cache does not know, four papers at a time."""
    return ArxivSource(client, cache, batch_size=4)
