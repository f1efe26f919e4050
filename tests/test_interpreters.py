"""Every Python of the machine is found once, and none that fails, lacks something or says nothing passes for good."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

_ROOT = Path(__file__).parent.parent


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The tool, which is a script and finds its neighbours as one."""
    monkeypatch.syspath_prepend(str(_ROOT / "tools"))
    return __import__("interpreters")


def _python(path: Path, version: str, *, exits: int = 0) -> Path:
    said = json.dumps([[int(part) for part in version.split(".")], str(path)])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{said}'\nexit {exits}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_pythons_are_found_on_the_path_and_in_pyenv(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shim without a Python behind it is none."""
    monkeypatch.setattr(tool, "_SYSTEM", tmp_path / "system")
    monkeypatch.setenv("PATH", f"{tmp_path / 'shims'}:{tmp_path / 'local'}")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    _python(tmp_path / "shims/python3.12", "3.12.9", exits=127)
    wanted = {
        _python(tmp_path / "system/python3.11", "3.11.2"),
        _python(tmp_path / "local/python3.13", "3.13.1"),
        _python(tmp_path / "pyenv/versions/3.12.4/bin/python3.12", "3.12.4"),
    }
    assert {each.path for each in map(tool.probed, tool.candidates()) if each} == wanted


def test_the_newest_of_a_version_and_the_systems_own_are_chosen(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One Python that is found by two ways is tried once."""
    monkeypatch.setattr(tool, "_SYSTEM", tmp_path)
    own = tool.Interpreter((3, 11, 2), tmp_path / "python3.11")
    old, new, again = (
        tool.Interpreter((3, 11, micro), Path(f"/{name}")) for micro, name in ((5, "old"), (9, "new"), (9, "again"))
    )
    other = tool.Interpreter((3, 13, 0), Path("/other"))
    assert tool.chosen([other, new, own, old, again, own]) == [own, new, other]


def test_every_version_that_the_project_names_is_looked_for(tool: ModuleType) -> None:
    """The versions are those of the classifiers, this one among them."""
    assert min(tool.MINORS) == 11
    assert sys.version_info[1] in tool.MINORS


@pytest.mark.parametrize(
    ("said", "exits"), [("12 passed, 3 deselected in 1s", 0), ("1 failed, 12 passed in 1s", 1), ("3 deselected", 0)]
)
def test_an_empty_run_proves_nothing(
    tool: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str, exits: int
) -> None:
    """Tests passed on a Python where some ran and none failed; what failed is shown."""
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho '== {said} =='\nexit {exits}\n", encoding="utf-8")
    python.chmod(0o755)
    passed = said.startswith("12 passed")
    assert tool.tested(python) == (passed, said)
    assert (said in capsys.readouterr().out) is not passed


@pytest.mark.parametrize(
    ("wanted", "said", "told"),
    [
        (["1 a"], ["1 a"], "outputs are the same"),
        (["1 a"], ["1 b"], "OUTPUTS DIFFER"),
        ([], [], "OUTPUTS DIFFER"),
        (None, [], "outputs not compared"),
    ],
)
def test_another_output_is_a_failure(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch, wanted: list[str] | None, said: list[str], told: str
) -> None:
    """Without output nothing is alike, and without data nothing is claimed."""
    lines: list[str] = []
    monkeypatch.setattr(tool, "tested", lambda _: (True, "5 passed"))
    monkeypatch.setattr(tool, "outputs", lambda _: said)
    monkeypatch.setattr(tool, "print", lambda line, **_: lines.append(line), raising=False)
    monkeypatch.setattr(subprocess, "run", lambda *command, **_: subprocess.CompletedProcess(command, 0))
    good = tool.tried(tool.Interpreter((3, 12, 1), Path("/python")), wanted)
    assert lines == [f"3.12.1: 5 passed; {told}"]
    assert good is (told != "OUTPUTS DIFFER")


def test_a_python_that_cannot_be_set_up_is_a_failure(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What could not be tried never passes."""
    monkeypatch.setattr(subprocess, "run", lambda *command, **_: subprocess.CompletedProcess(command, 1))
    assert not tool.tried(tool.Interpreter((3, 12, 1), Path("/python")), None)
    assert "3.12.1: could not be set up" in capsys.readouterr().out
