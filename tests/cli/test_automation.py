"""The action for GitHub and the hook for pre-commit, read and run as those who run them do."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from summarizer.io.store import Store
from tests.cli.conftest import DIGEST, FIXED, command, write

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak

_ROOT = Path(__file__).parents[2]
_PINNED = 'sources = ["papers.jsonl"]\noffline = true\n'
_RECORD = '#!/bin/sh\nfor word in "$@"; do printf "%s\\0" "$word"; done >>"$RECORD"\n'


def action() -> dict[str, Any]:
    """Return the action."""
    return yaml.safe_load((_ROOT / "action.yml").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def step(name: str) -> dict[str, Any]:
    """Return a step of the action."""
    (found,) = [one for one in action()["runs"]["steps"] if one["name"] == name]
    return found  # type: ignore[no-any-return]


def program(path: str, text: str) -> None:
    """Write a program."""
    write(Path(path), text)
    Path(path).chmod(0o755)


def run(name: str, inputs: dict[str, str], **more: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as GitHub does: inputs into the environment, then bash."""
    given = {key: one.get("default", "") for key, one in action()["inputs"].items()} | inputs

    def fill(value: str) -> str:
        return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: given[found[1]], value)

    found = step(name)
    environment = {key: fill(value) for key, value in found["env"].items()}
    environment |= {"PATH": os.environ["PATH"], "RUNNER_TEMP": "temp", "RECORD": "record", "PYTHONPATH": str(_ROOT)}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],  # noqa: S607 - found on the path
        env=environment | more,
        capture_output=True,
        text=True,
        check=False,
    )


def recorded() -> list[str]:
    """Return the words that the stand-in for a program got."""
    return Path("record").read_text(encoding="utf-8").split("\0")[:-1]


def test_nothing_a_user_gives_becomes_code() -> None:
    """No expression stands in a script, every input is used, each step names its shell, and actions are pinned."""
    text = (_ROOT / "action.yml").read_text(encoding="utf-8")
    for one in action()["runs"]["steps"]:
        assert "${{" not in one.get("run", "")
        assert ("run" in one) == (one.get("shell") == "bash")
        assert ("uses" in one) == bool(re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40}", one.get("uses", "")))
    for name, one in action()["inputs"].items():
        assert one["description"]
        assert f"${{{{ inputs.{name} }}}}" in text


@pytest.mark.usefixtures("yoyak")
def test_words_reach_the_program_as_they_were_given() -> None:
    """Blanks, quotes and what a shell would run stay words; of digests and sources each line is one."""
    program("temp/yoyak/bin/python", _RECORD)
    hostile = "$(touch pwned) `touch pwned`; touch pwned \"'"
    inputs = {
        "digests": f"a b\n\n--help\n{hostile}",
        "sources": "x.jsonl\ny z",
        "policy": hostile,
        "changed-since": "-x",
    }
    assert run("Decide", inputs).returncode == 0
    assert recorded() == [
        *("-I", "temp/yoyak/bin/yoyak", "gate", "--format=github", "--changed-since=-x", f"--policy={hostile}"),
        *("--sources=x.jsonl", "--sources=y z", "--", "a b", "--help", hostile),
    ]
    assert not Path("pwned").exists()
    Path("record").unlink()
    run("Decide", {})
    assert recorded()[2:] == ["gate", "--format=github", "--", "."]


@pytest.mark.usefixtures("yoyak")
def test_it_marks_lines_writes_the_page_and_ends_as_the_gate_does() -> None:
    """An error is an annotation and a row of the job's page; the step fails with the gate's own exit code."""
    program("temp/yoyak/bin/python", f'#!/bin/sh\nshift 2\nexec {shlex.join(command([]))} "$@"\n')
    write(Path("yoyak.toml"), "offline = true\n")
    inputs = {"digests": "digest.md", "sources": "papers.jsonl"}
    result = run("Decide", inputs, GITHUB_STEP_SUMMARY="page.md")
    assert result.returncode == 1, result.stderr
    assert "::error file=digest.md,line=3," in result.stdout
    assert "title&#45;mismatch" in Path("page.md").read_text(encoding="utf-8")
    write(Path("digest.md"), FIXED)
    assert run("Decide", inputs).returncode == 0
    assert run("Decide", {"digests": "digest.md"}).returncode == 3
    assert run("Decide", {"digests": "absent.md"}).returncode == 2


@pytest.mark.usefixtures("yoyak")
def test_it_installs_what_the_lock_says() -> None:
    """Dependencies come by hash from the action's own folder, into an environment of their own."""
    # Stands in for the interpreter, and for the one that it makes an environment with.
    program("python", f'{_RECORD}if [ "$3" = venv ]; then mkdir -p "$4/bin" && cp "$0" "$4/bin/python"; fi\n')
    result = run("Install yoyak", {}, GITHUB_ACTION_PATH=str(_ROOT), PYTHON="./python")
    assert result.returncode == 0, result.stderr
    words = recorded()
    assert words[:4] == ["-I", "-m", "venv", "temp/yoyak"]
    files = [Path(after) for word, after in pairwise(words) if word == "-r"]
    assert words.count("--require-hashes") == len(files)
    assert words[-3:] == ["--no-deps", "--no-build-isolation", str(_ROOT)]
    needed = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    pinned = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [name for name in needed if f"\n{name.partition('>')[0]}==" not in pinned] == []


@pytest.mark.usefixtures("yoyak")
def test_no_file_of_the_newsletter_is_run() -> None:
    """Modules in the folder of the digests, by whatever name of the standard library, are data to the action."""
    for name in ("venv", "ensurepip", "pip", "logging", "runpy", "multiprocessing"):
        write(Path(f"{name}.py"), "open('pwned', 'w')\n")
    hostile = {"PYTHONPATH": ".", "PIP_NO_INDEX": "1"}
    installed = run("Install yoyak", {}, GITHUB_ACTION_PATH=str(_ROOT), PYTHON=sys.executable, **hostile)
    assert "No matching distribution" in installed.stderr
    start = "if __name__ == '__main__': multiprocessing.get_context('spawn').Process().start()"
    program("temp/yoyak/bin/yoyak", f"import logging, multiprocessing\n{start}\n")
    assert run("Decide", {}, **hostile).returncode == 0
    assert not Path("pwned").exists()


def test_papers_are_kept_between_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is restored and saved is the folder of the cache, and it is saved when the gate says no, too."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    folder = Store().path.parent
    restored, saved = step("Restore the papers"), step("Save the papers")
    paths = [Path(line).expanduser() for line in restored["with"]["path"].split()]
    assert folder in paths
    assert {key: restored["with"][key] for key in ("path", "key")} == saved["with"]
    assert restored["with"]["key"].startswith(restored["with"]["restore-keys"])
    assert saved["if"] == "always()"


def hook(repository: Yoyak, *names: str) -> Any:  # noqa: ANN401 - click's result
    """Run the hook as pre-commit does: its entry, then the files of the commit."""
    (found,) = yaml.safe_load((_ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (found["id"], found["language"], found["types"]) == ("yoyak-gate", "python", ["markdown"])
    name, *arguments = shlex.split(found["entry"])
    assert name == "yoyak"
    return repository(*arguments, *names)


def test_the_hook_stops_a_commit_that_brings_an_error(repository: Yoyak) -> None:
    """What the commit changes has to be right; what was wrong before, and other Markdown, do not hold it up."""
    write(Path("yoyak.toml"), _PINNED)
    write(Path("README.md"), "# Read me\n\nSee https://arxiv.org/abs/2401.00001.\n")
    assert hook(repository, "README.md").exit_code == 0
    assert hook(repository, "README.md", "digest.md").exit_code == 0
    write(Path("new.md"), DIGEST)
    assert hook(repository, "README.md", "new.md").exit_code == 1
    write(Path("new.md"), FIXED)
    assert hook(repository, "README.md", "new.md").exit_code == 0
    write(Path("yoyak.toml"), "offline = true\n")
    assert hook(repository, "new.md").exit_code == 3


def test_a_file_is_no_flag_of_the_hook(repository: Yoyak) -> None:
    """A commit that brings files named like flags does not choose what it is judged by."""
    write(Path("yoyak.toml"), _PINNED)
    write(Path("new.md"), DIGEST)
    write(Path("--policy=p.md"), "max-errors = 9\n")
    write(Path("--fail-on=never.md"), DIGEST)
    assert hook(repository, "--policy=p.md", "new.md").exit_code == 1
    assert hook(repository, "--fail-on=never.md").exit_code == 1
