"""Set-up is done once, done again when something changed, and says in one sentence what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools import set_up

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = Path(__file__).parent.parent
_PYTHON = Path(sys.executable)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that has every file which decides the content of its environment."""
    (tmp_path / "tools").mkdir()
    for name in ("pyproject.toml", "uv.lock", "requirements.txt", "requirements-dev.txt", "tools/set_up.py"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A uv that makes an environment with a working Python in no time; lists what it was asked to make."""
    calls: list[Path] = []

    def sync(_uv: str, _root: Path, _python: Path, env: Path) -> None:
        calls.append(env)
        (env / "bin").mkdir(parents=True, exist_ok=True)
        (env / "bin/python").unlink(missing_ok=True)
        (env / "bin/python").symlink_to(sys.executable)

    monkeypatch.setattr(set_up, "working_uv", lambda: "uv")
    monkeypatch.setattr(set_up, "sync", sync)
    return calls


def test_a_second_set_up_does_nothing(project: Path, synced: list[Path]) -> None:
    """`make` costs no time when the environment stands."""
    set_up.set_up(project, _PYTHON)
    set_up.set_up(project, _PYTHON)
    assert synced == [project / ".venv"]


@pytest.mark.parametrize(
    "change",
    [
        lambda project: (project / "uv.lock").write_text("another", encoding="utf-8"),
        lambda project: (project / "requirements-dev.txt").write_text("another", encoding="utf-8"),
        lambda project: (project / ".venv/set-up.stamp").unlink(),
        lambda project: (project / ".venv/bin/python").unlink(),
    ],
    ids=["lock changed", "requirements changed", "interrupted", "interpreter gone"],
)
def test_set_up_is_repeated_when_it_has_to_be(
    project: Path, synced: list[Path], change: Callable[[Path], object]
) -> None:
    """An environment that is old, unfinished or broken is never used."""
    set_up.set_up(project, _PYTHON)
    change(project)
    set_up.set_up(project, _PYTHON)
    assert len(synced) == 2


def test_another_python_makes_another_environment(project: Path, synced: list[Path]) -> None:
    """`make PYTHON=…` is heeded also where an environment stands already."""
    set_up.set_up(project, _PYTHON)
    set_up.set_up(project, Path("/another/python3"))
    assert len(synced) == 2


def test_two_pythons_have_environments_side_by_side(project: Path, synced: list[Path]) -> None:
    """What one interpreter needs is not taken from another."""
    set_up.set_up(project, _PYTHON)
    set_up.set_up(project, Path("/another/python3"), ".venv-another")
    set_up.set_up(project, _PYTHON)
    assert synced == [project / ".venv", project / ".venv-another"]


def test_a_failed_set_up_leaves_no_stamp(project: Path, synced: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What broke off half-way is made again the next time."""
    set_up.set_up(project, _PYTHON)
    (project / "uv.lock").write_text("another", encoding="utf-8")

    def broken(*_: object) -> None:
        raise subprocess.CalledProcessError(2, ["uv"])

    monkeypatch.setattr(set_up, "sync", broken)
    with pytest.raises(subprocess.CalledProcessError):
        set_up.set_up(project, _PYTHON)
    assert not (project / ".venv/set-up.stamp").exists()
    assert len(synced) == 1


def test_a_python_without_venv_is_named_with_the_remedy(tmp_path: Path) -> None:
    """Debian's bare Python cannot make environments; the user reads which package is missing."""
    python = tmp_path / "python3"
    python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    with pytest.raises(set_up.SetUpFailed, match="apt-get install python3-venv"):
        set_up.new_environment(tmp_path / "env", python)


@pytest.mark.parametrize("python", ["false", "no-such-python"])
def test_an_unfit_python_is_refused_in_one_sentence(python: str) -> None:
    """An interpreter that is too old or absent ends `make` with the remedy and without a traceback."""
    done = subprocess.run(
        ["/usr/bin/env", "make", "setup", f"PYTHON={python}"], cwd=_ROOT, capture_output=True, check=False, text=True
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode != 0
    assert said == [f"yoyak needs Python 3.11 or newer and `{python}` is not: name one with `make PYTHON=…`"]
