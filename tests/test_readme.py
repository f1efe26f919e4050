"""The READMEs tell the truth: their commands run, and what they show is what these print."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from tools import docs

_ROOT = Path(__file__).parent.parent


@pytest.mark.slow
@pytest.mark.parametrize("name", docs.PAGES)
def test_a_page_shows_what_is(name: str) -> None:
    """A newcomer who types what a README shows sees what it shows; `make docs` brings it up to date."""
    text = (_ROOT / name).read_text(encoding="utf-8")
    stale = list(unified_diff(text.splitlines(), docs.refreshed(text, docs.PAGES[name]).splitlines(), n=1, lineterm=""))
    assert not stale, "\n".join([f"{name} is stale, run `make docs`:", *stale])


def test_both_pages_show_the_same_commands() -> None:
    """Neither language of the README lags behind the other."""
    english, korean = (
        [line for line in (_ROOT / name).read_text(encoding="utf-8").splitlines() if line.startswith("$ ")]
        for name in docs.PAGES
    )
    assert english == korean


def test_outputs_are_written_below_their_commands() -> None:
    """Each command keeps its place, and an old output makes way for what the command prints now."""
    body = "$ echo one\nstale\n$ ls examples/papers.jsonl\n"
    assert docs.transcript(body) == "$ echo one\none\n$ ls examples/papers.jsonl\nexamples/papers.jsonl\n"


def test_an_exit_code_that_is_not_shown_is_an_error() -> None:
    """A command that fails cannot pass for one that works."""
    with pytest.raises(docs.DocsError, match="ended with exit code 1, expected is 0"):
        docs.transcript("$ false\n")
    assert docs.transcript("$ false\n", expected_exit=1) == "$ false\n"


def test_a_crash_is_no_finding() -> None:
    """A traceback never gets into the README, though it ends with the exit code of a finding."""
    with pytest.raises(docs.DocsError, match="ZeroDivisionError"):
        docs.transcript("$ python -c 1/0\n", expected_exit=1)


def test_a_program_that_fails_is_an_error() -> None:
    """The Python shown to a newcomer works as it stands."""
    docs.try_program("from summarizer.papers import read_snapshot\nread_snapshot('examples/papers.jsonl')\n")
    with pytest.raises(docs.DocsError, match="NameError"):
        docs.try_program("undefined\n")


def test_a_command_cannot_change_the_example() -> None:
    """Blocks do not depend on one another: each has its own copy of the example."""
    docs.transcript("$ rm examples/papers.jsonl\n")
    assert docs.transcript("$ ls examples/papers.jsonl\n") == "$ ls examples/papers.jsonl\nexamples/papers.jsonl\n"


def test_commands_that_are_not_run_are_marked() -> None:
    """A block of commands is either run or says that it is not."""
    page = f"{docs.BEGIN}{docs.END}\n\n```sh\nmake demo\n```\n"
    with pytest.raises(docs.DocsError, match="make demo"):
        docs.refreshed(page)
    assert "make demo" in docs.refreshed(page.replace("```sh", f"{docs.NOT_RUN}```sh"))


def test_lost_markers_are_an_error() -> None:
    """The catalogue cannot vanish from the README unnoticed."""
    with pytest.raises(docs.DocsError, match="markers"):
        docs.refreshed("# yoyak\n")
