"""Writes the lock and the hashed requirements made from it, or says that they are stale.

`make lock` writes them by uv. The check needs no uv: each requirements file carries, in its first line, a digest over
the dependency tables of `pyproject.toml`, the lock and its own pins.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The others name only what building, development and the tests of other providers add to the first.
EXPORTS = {
    "requirements.txt": ("--no-dev",),
    "requirements-build.txt": ("--only-group", "build"),
    "requirements-dev.txt": ("--only-dev",),
    "requirements-providers.txt": ("--only-group", "providers"),
}
# What cannot be in one environment with the program has a lock of its own; the tests start it as a server.
APART = {"requirements-litellm.txt": "litellm[proxy]>=1.108"}
_SEAL = "# made by `make lock` from uv.lock; do not edit; sha256:"


def main(arguments: list[str]) -> int:
    """Write the lock and its exports; with `--check` only name those that are stale."""
    if arguments == ["--check"]:
        stale = stale_exports(ROOT)
        for name in stale:
            print(f"{name} does not belong to pyproject.toml and uv.lock: run `make lock`", file=sys.stderr)
        return 1 if stale else 0
    subprocess.run(["uv", "lock"], cwd=ROOT, check=True)
    for name, options in EXPORTS.items():
        _write(name, _export(*options))
    for name, requirement in APART.items():
        _write(name, _compile(name, requirement))
    return 0


def stale_exports(root: Path) -> list[str]:
    """Return the requirements files whose first line does not seal the state of the project."""
    return [name for name in (*EXPORTS, *APART) if not _is_sealed(root, (root / name).read_text(encoding="utf-8"))]


def seal(root: Path, pins: str) -> str:
    """Return the digest over everything that a requirements file depends on, and its own pins."""
    declared = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    project = declared["project"]
    decisive = [
        project["requires-python"],
        project["dependencies"],
        project.get("optional-dependencies"),
        declared["dependency-groups"],
        declared["tool"].get("uv"),
        APART,
        (root / "uv.lock").read_text(encoding="utf-8"),
        pins,
    ]
    return hashlib.sha256(json.dumps(decisive).encode()).hexdigest()


def _is_sealed(root: Path, text: str) -> bool:
    first, _, pins = text.partition("\n")
    return first == f"{_SEAL}{seal(root, pins)}"


def _write(name: str, pins: str) -> None:
    (ROOT / name).write_text(f"{_SEAL}{seal(ROOT, pins)}\n{pins}", encoding="utf-8")


def _export(*options: str) -> str:
    command = ["uv", "export", "--frozen", *options, "--no-emit-project", "--no-header", "--no-annotate"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _compile(name: str, requirement: str) -> str:
    """Return the pins of a requirement, those that stand in the file kept where they can be."""
    options = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate")
    command = ["uv", "pip", "compile", "--quiet", *options, "--output-file", name, "-"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, input=requirement, text=True)
    return (ROOT / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
