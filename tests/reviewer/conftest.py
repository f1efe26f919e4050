"""A reviewer on loopback that says what it is told to say, and digests for it."""

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
_SENTENCE = re.compile(r"^(\d+)\. \[[^\]\n]*\] (.*)$", re.MULTILINE)
_PAIR = re.compile(r"^(\d+)\. quote: .*\nA: (.*)\nB: (.*)$", re.MULTILINE)


@dataclass
class Bar:
    """A folder with `digest.md` and `papers.jsonl`, and a reviewer that finds nothing but what it is told of.

    Attributes:
        server: The server.
        folder: Where the commands run.
        problems: What it says of every sentence that holds the words of a problem.
        raw: A reply that it gives to every review in place of one, if there is one.
        opinions: What the second opinion says, a vote each, the last again and again: `correct`, `old`, `both`,
            `neither`.
        reviews: How many reviews it was asked for.
        pairs: The pairs it was asked about, in the order of the questions.
    """

    server: OpenaiServer
    folder: Path
    problems: list[dict[str, Any]] = field(default_factory=list)
    raw: str | None = None
    opinions: list[str] = field(default_factory=lambda: ["correct"])
    reviews: int = 0
    pairs: list[tuple[str, str]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.server.write = self.answer

    def lay_out(self, count: int) -> None:
        """Put a digest of that many papers there, in which the checks find no error."""
        (self.folder / "digest.md").write_text(good_digest(studies(count)), encoding="utf-8")
        write_snapshot([study.paper for study in studies(count)], self.folder / "papers.jsonl")

    def answer(self, body: dict[str, Any]) -> str:
        """Return what the model says to a request."""
        words = body["messages"][-1]["content"]
        with self._lock:
            if "problems" in body["response_format"]["json_schema"]["schema"]["properties"]:
                self.reviews += 1
                return self.raw or json.dumps({"problems": [*self._found(words)]}, ensure_ascii=False)
            return json.dumps({"answers": [*self._picked(words)]})

    def _found(self, words: str) -> Iterator[dict[str, Any]]:
        for number, sentence in _SENTENCE.findall(words):
            for problem in self.problems:
                if problem["words"] in sentence:
                    yield {"sentence": int(number)} | problem

    def _picked(self, words: str) -> Iterator[dict[str, Any]]:
        opinion = self.opinions.pop(0) if len(self.opinions) > 1 else self.opinions[0]
        for number, a, b in _PAIR.findall(words):
            self.pairs.append((a, b))
            is_first = any(problem["correct"] in a and problem["correct"] not in b for problem in self.problems)
            picked = {"correct": "AB"[not is_first], "old": "AB"[is_first]}.get(opinion, opinion)
            yield {"n": int(number), "answer": picked}

    def run(self, *arguments: str, command: str = "check", reviewer: str = MODEL) -> Result:
        """Run a command on the digest with the reviewer, in this process."""
        return self.yoyak(command, "digest.md", *PINNED, "--reviewer", reviewer, *arguments)

    @staticmethod
    def yoyak(*arguments: str) -> Result:
        """Run the program in this process."""
        return CliRunner().invoke(main, arguments, prog_name="yoyak")


def problem(words: str, correct: str, quote: str = "learns from", **changes: object) -> dict[str, Any]:
    """Return a problem as a reviewer states it, but for the number of its sentence."""
    stated = {"type": "direction", "words": words, "from": "abstract", "quote": quote, "correct": correct}
    return stated | {"certain": True} | changes


@pytest.fixture
def bar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bar]:
    """A digest of two papers, an empty cache, and a reviewer that finds nothing; waiting is short."""
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
