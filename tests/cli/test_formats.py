"""The formats for machines, asked for on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import DIGEST, FIXED, PINNED, write

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak


@pytest.mark.parametrize("style", ["sarif", "junit", "github"])
def test_machine_formats_are_english_unless_a_language_is_given(
    yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    """A Korean locale does not change what a program reads; `--lang` does."""
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    arguments = ("check", "digest.md", *PINNED, "--select", "title-mismatch", "--format", style)
    english, korean = yoyak(*arguments), yoyak(*arguments, "--lang", "ko")
    assert english.exit_code == korean.exit_code == 1
    assert "제목" not in english.stdout
    assert "제목" in korean.stdout


def test_the_page_is_added_to_where_the_workflow_says(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """What earlier steps wrote stays, and standard output is as without it."""
    write(Path("page.md"), "before\n")
    plain = yoyak("check", "digest.md", *PINNED)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "page.md")
    assert yoyak("check", "digest.md", *PINNED).stdout == plain.stdout
    assert Path("page.md").read_text(encoding="utf-8").startswith("before\n## yoyak\n")


@pytest.mark.parametrize("style", ["text", "json", "sarif", "junit", "github"])
def test_a_page_that_cannot_be_written_is_named(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch, style: str) -> None:
    """The results are written whole, and the run does not end well."""
    write(Path("digest.md"), FIXED)
    arguments = ("gate", "digest.md", *PINNED, "--format", style)
    plain = yoyak(*arguments)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "absent/page.md")
    result = yoyak(*arguments)
    assert (plain.exit_code, result.exit_code, result.stdout) == (0, 2, plain.stdout)
    assert "cannot write absent/page.md: no such file or directory" in result.stderr


@pytest.mark.parametrize("style", ["text", "json", "sarif", "junit", "github"])
def test_neither_stream_holds_a_command_of_a_ci(yoyak: Yoyak, style: str) -> None:
    """Names of files, titles and broken files begin no command, in a form old or new, wherever they are told."""
    hostile = "##[add-mask]x ::error::"
    write(Path(f"{hostile}.md"), DIGEST.replace("A Small LLM", f"{hostile} A Small LLM"))
    write(Path(f"{hostile} broken.md"), "\0")
    calls = (["gate", "."], ["fix", "."], ["check", "./##[group]x.md"], ["check", "::error::x.md"])
    misuse = (["check", "--fail-on", hostile], ["check", f"--x\n{hostile}"], ["check", f"--x\n::error::{hostile}"])
    for arguments in (*calls, *misuse):
        flags = [] if arguments[0] == "fix" else ["--format", style]
        result = yoyak(*arguments, *PINNED, *flags)
        assert result.stdout + result.stderr
        for line in [*result.stdout.splitlines(), *result.stderr.splitlines()]:
            assert "##[" not in line
            assert style == "github" or not line.lstrip().startswith("::")


@pytest.mark.parametrize("sign", ["\x1b", "\v", "\x85", "\u2028"])
def test_no_name_of_a_file_steers_a_terminal(yoyak: Yoyak, sign: str) -> None:
    """A control character in a name, which no place of an annotation can be found by, is not in the log."""
    write(Path(f"a{sign}[2J.md"), DIGEST)
    result = yoyak("gate", ".", *PINNED, "--format", "github")
    assert "file=a\ufffd[2J.md,line=3," in result.stdout
    assert sign not in result.stdout + result.stderr
