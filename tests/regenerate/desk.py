"""The commands that write, run against a model on loopback."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from summarizer.cli.main import main
from summarizer.papers.snapshots import write_snapshot
from tests.regenerate.conftest import MODEL
from tests.regenerate.material import old_digest, studies

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from tests.models.openai_server import OpenaiServer
    from tests.regenerate.conftest import Scribe

PINNED = ("--sources", "papers.jsonl", "--offline")


@dataclass
class Desk:
    """A folder with `digest.md` and `papers.jsonl`, and a server that writes like the scribe.

    Attributes:
        server: The server.
        scribe: Who writes its replies.
        folder: Where the commands run.
    """

    server: OpenaiServer
    scribe: Scribe
    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.server.write = self._write

    def _write(self, body: dict[str, object]) -> str:
        with self._lock:
            return self.scribe.write(body)

    def lay_out(self, count: int, digests: Callable[..., str] = old_digest) -> None:
        """Put a digest of that many papers there."""
        (self.folder / "digest.md").write_bytes(digests(studies(count)).encode())
        write_snapshot([study.paper for study in studies(count)], self.folder / "papers.jsonl")

    def number(self, body: dict[str, Any]) -> int:
        """Return the number of the paper that a request is about."""
        return self.scribe.number(body["messages"][-1]["content"])

    @property
    def digest(self) -> str:
        """The digest as it is now."""
        return (self.folder / "digest.md").read_bytes().decode()

    def run(self, *arguments: str, model: str = MODEL) -> Result:
        """Run `regenerate` on the digest in this process."""
        return self.yoyak("regenerate", "digest.md", *PINNED, "--model", model, *arguments)

    @staticmethod
    def yoyak(*arguments: str) -> Result:
        """Run the program in this process."""
        return CliRunner().invoke(main, arguments, prog_name="yoyak")
