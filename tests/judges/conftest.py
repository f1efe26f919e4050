"""A judge on loopback that says what it is told to say, and digests for it."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from summarizer.cli.main import main
from summarizer.models.pacing import RetryPolicy
from summarizer.papers.snapshots import write_snapshot
from tests.models.openai_server import serve
from tests.regenerate.material import good_digest, studies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from tests.models.openai_server import OpenaiServer

MODEL = "openai:gpt-4.1-mini"
PINNED = ("--sources", "papers.jsonl", "--offline")
_CLAIM = re.compile(r"<(?:주장|claim)>(.*?)</", re.DOTALL)
_ABSTRACT = re.compile(r"<(?:초록|abstract)>\n(.*?)\n</", re.DOTALL)


def reply(verdict: str, *quotes: str, reason: str = "까닭입니다.") -> str:
    """Return the reply of a judge."""
    return json.dumps({"verdict": verdict, "quotes": quotes, "reason": reason}, ensure_ascii=False)


@dataclass
class Bar:
    """A folder with `digest.md` and `papers.jsonl`, and a judge that supports every claim but those it is told of.

    Attributes:
        server: The server.
        folder: Where the commands run.
        says: What it says of a claim that holds these words: one reply a vote, the last again and again. `{abstract}`
            in it stands for the abstract.
        claims: The claims it was asked about, in the order of the questions.
    """

    server: OpenaiServer
    folder: Path
    says: dict[str, list[str]] = field(default_factory=dict)
    claims: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.server.write = self.answer

    def lay_out(self, count: int) -> None:
        """Put a digest of that many papers there, in which the checks find no error."""
        (self.folder / "digest.md").write_text(good_digest(studies(count)), encoding="utf-8")
        write_snapshot([study.paper for study in studies(count)], self.folder / "papers.jsonl")

    def answer(self, body: dict[str, Any]) -> str:
        """Return what the judge says to a request."""
        words = body["messages"][-1]["content"]
        claim = (_CLAIM.search(words) or ["", ""])[1]
        abstract = (_ABSTRACT.search(words) or ["", ""])[1]
        with self._lock:
            self.claims.append(claim)
            said = next((replies for key, replies in self.says.items() if key in claim), None)
            if said is None:
                return reply("supported", abstract)
            text = said.pop(0) if len(said) > 1 else said[0]
        return text.replace("{abstract}", json.dumps(abstract)[1:-1])

    def run(self, *arguments: str, command: str = "check", judge: str = MODEL) -> Result:
        """Run a command on the digest with the judge, in this process."""
        return self.yoyak(command, "digest.md", *PINNED, "--judge", judge, *arguments)

    @staticmethod
    def yoyak(*arguments: str) -> Result:
        """Run the program in this process."""
        return CliRunner().invoke(main, arguments, prog_name="yoyak")


CONTRADICTED = reply("contradicted", "{abstract}", reason="원문과 다릅니다.")
NOT_STATED = reply("not-stated", reason="원문에 없습니다.")
SUPPORTED = reply("supported", "{abstract}")
VOID = reply("contradicted", "words that no paper has")


@pytest.fixture
def bar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bar]:
    """A digest of two papers, an empty cache, and a judge that supports everything; waiting is short."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("summarizer.models.opening.RetryPolicy", partial(RetryPolicy, first_rest=0.01))
    with serve() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        bar = Bar(server, tmp_path)
        bar.lay_out(2)
        yield bar
