"""Keeps the README true: runs every command it shows, and writes the catalogue of checks from their docstrings.

In a `console` block each line that starts with `$ ` is a command and what follows is its output. A block runs in a
fresh copy of `examples/`, in English and without color. Its commands must end well; where one does not, the exit code
stands after the language, as in `console exit=1`. A block that shows set-up only is preceded by the comment
`<!-- not run -->`. A `python` block is run as a program that must end well.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from evals.checks import CHECKS

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "<!-- checks: written by `make docs` -->\n"
END = "<!-- /checks -->"
NOT_RUN = "<!-- not run -->\n"
_BLOCK = re.compile(r"^```(?P<language>[a-z]*)(?: exit=(?P<exit>\d+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_SHELLS = ("sh", "bash", "shell")


class DocsError(Exception):
    """The README shows something that is not so and cannot be rewritten; `str()` of it says what."""


def main() -> int:
    """Rewrite the README and return an exit code."""
    readme = ROOT / "README.md"
    try:
        text = refreshed(readme.read_text(encoding="utf-8"))
    except DocsError as error:
        print(f"README.md: {error}", file=sys.stderr)
        return 1
    readme.write_text(text, encoding="utf-8")
    return 0


def refreshed(text: str) -> str:
    """Return the text with outputs and catalogue as they are now."""
    return _BLOCK.sub(_refreshed_block, _with_catalogue(text))


def transcript(body: str, expected_exit: int = 0) -> str:
    """Run the commands of one block and return the block as a terminal would show it.

    Raises:
        DocsError: A command crashed, or ended with another exit code than the block says.
    """
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    shown = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder, "examples"))
        for command in commands:
            output = _output(["bash", "-c", command.removeprefix("$ ")], folder, expected_exit)
            shown += [command, *output.splitlines()]
    return "".join(f"{line}\n" for line in shown)


def try_program(body: str) -> None:
    """Run a Python program in a fresh copy of the example.

    Raises:
        DocsError: It did not end well.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder, "examples"))
        _output([sys.executable, "-c", body], folder, 0)


def catalogue() -> str:
    """Return the table of checks, in the order in which they run."""
    rows = ["| check | severities | flags |", "|---|---|---|"]
    for check in CHECKS:
        flags = (check.__doc__ or "").partition("\n")[0].removeprefix("Flags ").removesuffix(".")
        rows.append(f"| `{check.id}` | {', '.join(check.severities)} | {flags} |")
    return "".join(f"{row}\n" for row in rows)


def _with_catalogue(text: str) -> str:
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        message = "the markers of the catalogue are missing"
        raise DocsError(message)
    return f"{before}{begin}\n{catalogue()}\n{end}{after}"


def _refreshed_block(block: re.Match[str]) -> str:
    if block.string.endswith(NOT_RUN, 0, block.start()):
        return block[0]
    if block["language"] in _SHELLS:
        message = f"a block of commands is run as `console`, or marked {NOT_RUN.strip()}: {block[0]}"
        raise DocsError(message)
    if block["language"] == "python":
        try_program(block["body"])
    if block["language"] != "console":
        return block[0]
    start, end = block.span("body")
    whole, offset = block[0], block.start()
    body = transcript(block["body"], int(block["exit"] or 0))
    return whole[: start - offset] + body + whole[end - offset :]


def _output(command: list[str], folder: str, expected_exit: int) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    # A program that crashes ends with 1, as one that found something does.
    if done.returncode != expected_exit or "Traceback (most recent call last)" in done.stdout:
        message = f"`{command[-1]}` ended with exit code {done.returncode}, expected is {expected_exit}:\n{done.stdout}"
        raise DocsError(message)
    return done.stdout


def _environment(home: str) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": home, "LC_ALL": "C.UTF-8", "COLUMNS": "100", "NO_COLOR": "1"}


if __name__ == "__main__":
    sys.exit(main())
