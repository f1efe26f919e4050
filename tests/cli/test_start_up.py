"""The program starts at once: nothing is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from summarizer.cli.main import _COMMANDS
from tests.cli.conftest import PINNED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Yoyak

_REPORT = "import sys; from summarizer.cli.main import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
_HEAVY = {"openai", "langchain", "langchain_core", "tiktoken", "arxiv", "requests", "sqlite3", "asyncio"}


def loaded(*arguments: str) -> set[str]:
    """Return the modules that a command loads."""
    done = subprocess.run([sys.executable, "-c", _REPORT, *arguments], capture_output=True, text=True, check=False)
    return set(done.stderr.splitlines()[-1].split())


def test_help_loads_no_command() -> None:
    """`yoyak --help` shows every command and loads none of them."""
    modules = loaded("--help")
    assert not modules & (_HEAVY | {"pydantic", "evals", "summarizer.cli.check"})


@pytest.mark.usefixtures("yoyak")
def test_a_check_on_pinned_papers_loads_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is pinned is checked without what would fetch it."""
    monkeypatch.syspath_prepend(tmp_path)
    assert not loaded("check", "digest.md", *PINNED) & _HEAVY


def test_help_names_every_command(yoyak: Yoyak) -> None:
    """Every command that is listed exists, with a help text of its own that starts the same."""
    result = yoyak("--help")
    section = " ".join(result.stdout.partition("Commands:\n")[2].split())
    assert {"check", "fix", "sources", "checks", "gate"} <= _COMMANDS.keys()
    for name, (_, sentence) in _COMMANDS.items():
        assert f"{name} {sentence}" in section
        own = yoyak(name, "--help").stdout
        assert " ".join(own.split("\n\n")[1].split()).startswith(sentence.rstrip("."))


def test_an_unknown_command_is_misuse(yoyak: Yoyak) -> None:
    """A typing error in a command is told."""
    result = yoyak("chekc")
    assert result.exit_code == 2
    assert "chekc" in result.stderr
