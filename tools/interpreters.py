"""Tries the project on every other supported Python of the machine, and compares what the program says on each.

The Python of this environment runs all tests elsewhere. The others run all but the slow ones, each in an environment
of its own beside `.venv`; a version that the machine lacks, or cannot make environments with, is told and no failure.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from set_up import ROOT, makes_environments, working_uv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
# What the project says it supports is what is looked for.
MINORS = tuple(map(int, re.findall(r'"Programming Language :: Python :: 3\.([0-9]+)"', _PROJECT)))
DATA = ROOT / os.environ.get("YOYAK_TEST_DATA", "../shared/data")
_SYSTEM = Path("/usr/bin")
_PROBE = "import json, os, sys; print(json.dumps([sys.version_info[:3], os.path.realpath(sys._base_executable)]))"
_FOLDERS = ("seed", "digests")
_SOURCES = [part for name in _FOLDERS for part in ("--sources", f"{name}/papers.jsonl")]
_COMMANDS = (("check", "--format", "json"), ("fix", "--diff"))


@dataclass(frozen=True, slots=True, order=True)
class Interpreter:
    """A Python of the machine.

    Attributes:
        version: Major, minor and micro version.
        path: Where it is, links resolved.
    """

    version: tuple[int, ...]
    path: Path

    @property
    def name(self) -> str:
        """Its version as one says it."""
        return ".".join(map(str, self.version))


def main() -> int:
    """Try every other Python and return an exit code."""
    found = chosen(filter(None, map(probed, candidates())))
    here = next((each for each in found if each.version == sys.version_info[:3]), None)
    lacking = [each for each in found if not (working_uv() or makes_environments(each.path))]
    missed = [f"3.{minor}" for minor in MINORS if not any(each.version[1] == minor for each in found)]
    print(f"found:  {', '.join(f'{each.name} ({each.path})' for each in found)}")
    print(f"missed: {', '.join(missed) or 'none'}")
    for each in lacking:
        print(f"missed: {each.name}, since {each.path} cannot make environments (on Debian: install python3-venv)")
    wanted = outputs(Path(sys.executable)) if DATA.is_dir() else None
    if wanted is None:
        print(f"outputs are not compared: no real data at {DATA} (set YOYAK_TEST_DATA)")
    # None is left out after another failed.
    failed = [each for each in found if each != here and each not in lacking and not tried(each, wanted)]
    return int(bool(failed) or wanted == [])


def candidates() -> Iterator[Path]:
    """Yield what may be a supported Python: of the system, on the path, or of pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    for folder in (_SYSTEM, *path, *pyenv.glob("versions/*/bin")):
        yield from (folder / f"python3.{minor}" for minor in MINORS)


def probed(path: Path) -> Interpreter | None:
    """Return the Python behind a path; None where there is none, as behind many a shim of pyenv."""
    try:
        done = subprocess.run([path, "-c", _PROBE], capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    version, real = json.loads(done.stdout)
    return Interpreter(tuple(version), Path(real))


def chosen(found: Iterable[Interpreter]) -> list[Interpreter]:
    """Return the newest of every minor version and the system's own besides, one of a version, oldest first."""
    by_version: dict[tuple[int, ...], Interpreter] = {}
    for each in found:
        by_version.setdefault(each.version, each)
    newest = {version[:2]: version for version in sorted(by_version)}
    kept = (each for each in by_version.values() if each.version in newest.values() or each.path.parent == _SYSTEM)
    return sorted(kept)


def tried(interpreter: Interpreter, wanted: Sequence[str] | None) -> bool:
    """Set up, test and compare one Python, say how it went, and return whether all is well."""
    folder = f".venv-{interpreter.name}"
    if subprocess.run([str(interpreter.path), "tools/set_up.py", folder], cwd=ROOT, check=False).returncode:
        print(f"{interpreter.name}: could not be set up")
        return False
    python = ROOT / folder / "bin/python"
    passed, summary = tested(python)
    said = {None: "outputs not compared", True: "outputs are the same", False: "OUTPUTS DIFFER"}
    same = None if wanted is None else bool(wanted) and outputs(python) == wanted
    print(f"{interpreter.name}: {summary}; {said[same]}", flush=True)
    return passed and same is not False


def tested(python: Path) -> tuple[bool, str]:
    """Run all but the slow tests; return whether they passed, and the line that says how many."""
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow", "--numprocesses=auto"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    lines = done.stdout.splitlines() or ["no test ran"]
    passed = done.returncode == 0 and re.search(r"\b[1-9][0-9]* passed", lines[-1]) is not None
    if not passed:
        print("\n".join(lines[-80:]) + done.stderr)
    return passed, lines[-1].strip("= ")


def outputs(python: Path) -> list[str]:
    """Return the exit code of every compared command and the digest of what it says on the real data.

    Nothing is returned where one says nothing at all: that is like no other output.
    """
    said = []
    for command in _COMMANDS:
        arguments: list[str | Path] = [
            python.parent / "yoyak",
            *command,
            *_FOLDERS,
            *_SOURCES,
            "--offline",
            "--lang",
            "en",
        ]
        done = subprocess.run(arguments, cwd=DATA, capture_output=True, check=False)
        if not done.stdout:
            print(done.stderr.decode(errors="replace"), file=sys.stderr)
            return []
        said.append(f"{done.returncode} {hashlib.sha256(done.stdout).hexdigest()}")
    return said


if __name__ == "__main__":
    sys.exit(main())
