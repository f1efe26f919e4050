"""The program, run in this process or as one of its own, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from click.testing import CliRunner

from summarizer.arxiv.pace import ArxivPace
from summarizer.cli.main import main
from summarizer.papers import Paper
from summarizer.papers.snapshots import write_snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.testing import Result

_PROJECT = Path(__file__).parents[2]
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
# One title that can be corrected, one image that cannot, one list of authors in another order.
DIGEST = """## Daily Papers (2024-02-03)

### [A Small LLMtimesMapReduce](https://arxiv.org/abs/2401.00001)

![](/avatars/1.png)

Vote: 3

Authors: Bo Kim, Ada Park

- **What's New**: 작은 모델을 학습합니다.
- **Technical Details**: 학습이 빨리 끝납니다.
- **Performance Highlights**: 결과가 좋습니다.
"""
FIXED = DIGEST.replace("LLMtimes", "LLM×").replace("Bo Kim, Ada Park", "Ada Park, Bo Kim")
PAPER = Paper(
    "2401.00001",
    "A Small LLM×MapReduce",
    "We train a small model.",
    authors=("Ada Park", "Bo Kim"),
    updated="2024-01-01T00:00:00Z",
)
PINNED = ("--sources", "papers.jsonl", "--offline")


class Yoyak(Protocol):
    """Runs the command in this process."""

    def __call__(self, *arguments: str, stdin: str | bytes | None = None) -> Result:
        """Return what came of it."""
        ...


@pytest.fixture
def yoyak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Yoyak:
    """The command, in a folder with a digest that has an error, `digest.md`, and its paper, `papers.jsonl`."""
    monkeypatch.chdir(tmp_path)
    for name in _LOCALE:
        monkeypatch.delenv(name, raising=False)
    write(tmp_path / "digest.md", DIGEST)
    write_snapshot([PAPER], tmp_path / "papers.jsonl")

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin, prog_name="yoyak")

    return run


@pytest.fixture
def repository(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch) -> Yoyak:
    """The command, in a repository whose last commit holds the digest with an error."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    git("init", "-q")
    commit()
    return yoyak


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty cache, and a pace whose waiting takes no time."""
    waited = [1_700_000_000.0]
    paced = partial(ArxivPace, clock=lambda: sum(waited), sleep=waited.append)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("summarizer.arxiv.pace.ArxivPace", paced)


def write(path: Path, text: str) -> None:
    """Write a file as UTF-8, line ends as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def git(*arguments: str) -> str:
    """Run git in the current folder, as nobody, with no settings of this machine."""
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607 - found on the path
        env=environment | names,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commit() -> None:
    """Commit everything."""
    git("add", "--all")
    git("commit", "-qm", "x")


def command(arguments: Sequence[str]) -> list[str]:
    """Return the command line of the program as a process of its own."""
    return [sys.executable, "-c", "from summarizer.cli.main import main; main()", *arguments]


def start(arguments: Sequence[str], folder: Path, **options: object) -> subprocess.Popen[str]:
    """Start the program as a process of its own, in English."""
    environment = {name: value for name, value in os.environ.items() if name not in _LOCALE}
    environment |= {"PYTHONPATH": str(_PROJECT), "PYTHONUTF8": "1"}
    pipes: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        command(arguments),
        cwd=folder,
        env=environment,
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - it only resets a signal
        **pipes | options,
    )


def _hear_ctrl_c() -> None:
    # A shell that runs the tests in the background has them ignore it, and so would what they start.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
