"""Builds the wheel, installs it into an empty environment outside the tree and runs the program there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from set_up import ROOT, base_python, new_environment, working_uv

_EXAMPLE = ("examples/2023-09-01.md", "--sources", "examples/papers.jsonl", "--offline")
# What a user would try first, and the exit code it ends with: the example has planted errors.
_COMMANDS = ((("--version",), 0), (("checks",), 0), (("check", *_EXAMPLE), 1))


def main() -> int:
    """Try the wheel and return an exit code."""
    with tempfile.TemporaryDirectory(prefix="yoyak-wheel-") as folder:
        home = Path(folder)
        wheel = build(home)
        install = new_environment(home / "env", base_python(), working_uv())
        subprocess.run([*install, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True)
        subprocess.run([*install, str(wheel)], check=True)
        shutil.copytree(ROOT / "examples", home / "examples")
        failed = [arguments for arguments, code in _COMMANDS if run(home, arguments) != code]
    for arguments in failed:
        print(f"installed from the wheel, `yoyak {' '.join(arguments)}` did not end as it should", file=sys.stderr)
    return 1 if failed else 0


def build(folder: Path) -> Path:
    """Build the wheel in the folder, by the build backend that the lock names."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def run(home: Path, arguments: tuple[str, ...]) -> int | None:
    """Run the installed program away from the tree; return its exit code, or None when it crashed or said nothing."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [home / "env/bin/yoyak", *arguments], cwd=home, env=environment, capture_output=True, check=False, text=True
    )
    if "Traceback" in done.stderr or not done.stdout:
        print(done.stdout + done.stderr, file=sys.stderr)
        return None
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
