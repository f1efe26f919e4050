"""A folder of prompts and papers, and a model on loopback that writes as well as the prompt it is given."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from summarizer.cli.main import main
from summarizer.models.pacing import RetryPolicy
from summarizer.papers.snapshots import write_snapshot
from tests.models.openai_server import serve
from tests.regenerate.conftest import Scribe
from tests.regenerate.material import Study, studies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result

    from tests.models.openai_server import OpenaiServer

MODEL = "openai:gpt-4.1-mini"
REVIEWER = "openai:gpt-4o"
INVENTED = "추론에 드는 메모리도 크게 줄입니다."
PAPERS = 60
# What the versions are told by: an order that stands in no other.
BETTER, WORSE = "변환표를 두 번 확인합니다.", "변환표를 보지 않습니다."


def errs(number: int) -> bool:
    """Return whether the version in use makes an error about the paper: in one of three."""
    return number % 3 == 0


@dataclass
class Bench:
    """Where prompts are tried: `prompts/` with three versions, `papers.jsonl`, and a server.

    Version 1 is in use; the model errs with it by a power of ten about one paper in three. With version 2 it never
    does, with version 3 it does so about every paper.

    Attributes:
        server: The server.
        folder: Where the commands run.
        says: What is said about a paper instead, by the words of the prompt that hold and the number of the paper.
    """

    server: OpenaiServer
    folder: Path
    says: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.server.write = self._write

    def _write(self, body: dict[str, Any]) -> str:
        orders, words = body["messages"][0]["content"], body["messages"][-1]["content"]
        if body["model"] == REVIEWER.partition(":")[2]:
            return _review(words)
        number = Scribe.number(words)
        version = BETTER if BETTER in orders else WORSE if WORSE in orders else ""
        if (version, number) in self.says:
            return self.says[version, number]
        study = Study(number)
        is_wrong = version == WORSE or (not version and errs(number))
        return study.reply((study.old[0], *study.good[1:]) if is_wrong else None)

    def write_version(self, version: int, order: str) -> None:
        """Write a version of the prompt that differs from the one in use by an order."""
        text = (self.folder / "prompts/summarize/1.md").read_text(encoding="utf-8")
        changed = text.replace("\n# 표현\n", f"\n# 표현\n- {order}\n")
        (self.folder / f"prompts/summarize/{version}.md").write_text(changed, encoding="utf-8")

    def yoyak(self, *arguments: str) -> Result:
        """Run a command of `yoyak prompts` in this process."""
        command = ("prompts", *arguments, "--prompts", "prompts")
        return CliRunner().invoke(main, command, prog_name="yoyak")

    def compare(self, a: str, b: str, *arguments: str) -> Result:
        """Compare two prompts on the papers."""
        return self.yoyak("compare", a, b, "--papers", "papers.jsonl", "--model", MODEL, *arguments)

    def record(self, a: str, b: str, *arguments: str) -> dict[str, Any]:
        """Compare two prompts, and return the record."""
        result = self.compare(a, b, "--format", "json", *arguments)
        record: dict[str, Any] = json.loads(result.stdout)
        return record


def _review(words: str) -> str:
    """Return what a good reviewer says: that inventions are wrong, also when it is asked again."""
    pairs = re.findall(r"^(\d+)\. quote: .*\nA: (.*)\nB: ", words, re.MULTILINE)
    if pairs:
        answers = [{"n": int(number), "answer": "AB"["틀린 곳이 아니다" in a]} for number, a in pairs]
        return json.dumps({"answers": answers})
    shown = re.findall(rf"^(\d+)\. \[.*\] .*{re.escape(INVENTED)}", words, re.MULTILINE)
    stated = {"type": "overclaim", "words": INVENTED, "from": "abstract", "quote": "a model with", "correct": ""}
    problems = [{"sentence": int(number)} | stated | {"certain": True} for number in shown]
    return json.dumps({"problems": problems}, ensure_ascii=False)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """Three versions of a prompt, sixty papers, an empty cache, and a server; waiting is short."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("summarizer.models.opening.RetryPolicy", partial(RetryPolicy, first_rest=0.01))
    # The checkout may get a commit while the tests run.
    monkeypatch.setattr("summarizer.cli.wiring.Wiring.commit", "c0ffee")
    (tmp_path / "prompts").mkdir()
    write_snapshot([study.paper for study in studies(PAPERS)], tmp_path / "papers.jsonl")
    with serve() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        bench = Bench(server, tmp_path)
        bench.yoyak("new", "summarize")
        bench.write_version(2, BETTER)
        bench.write_version(3, WORSE)
        yield bench
