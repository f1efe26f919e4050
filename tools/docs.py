"""Keeps the READMEs true: runs every command they show, and writes the catalogue of checks from the checks.

In a `console` block each line that starts with `$ ` is a command and what follows is its output. A block runs in a
fresh copy of `examples/`, in the language of its page and without color. Its commands must end well; where one does
not, the exit code stands after the language, as in `console exit=1`. A block that shows set-up only is preceded by the
comment `<!-- not run -->`. A `python` block is run as a program that must end well.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from evals.checks import CHECKS, REVIEWED
from evals.reports.wording import WORDINGS

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"README.md": "en", "README.ko.md": "ko"}
BEGIN = "<!-- checks: written by `make docs` -->\n"
END = "<!-- /checks -->"
NOT_RUN = "<!-- not run -->\n"
_BLOCK = re.compile(r"^```(?P<language>[a-z]*)(?: exit=(?P<exit>\d+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_SHELLS = ("sh", "bash", "shell")
_HEADS = {"en": ("check", "severities", "flags"), "ko": ("검사", "심각도", "하는 일")}
_LOCALES = {"en": {"LC_ALL": "C.UTF-8"}, "ko": {"LANG": "ko_KR.UTF-8"}}


class DocsError(Exception):
    """The README shows something that is not so and cannot be rewritten; `str()` of it says what."""


def main() -> int:
    """Rewrite the READMEs and return an exit code: 1 if one cannot be brought up to date."""
    return max(_rewrite(ROOT / name, language) for name, language in PAGES.items())


def _rewrite(page: Path, language: str) -> int:
    try:
        text = refreshed(page.read_text(encoding="utf-8"), language)
    except DocsError as error:
        print(f"{page.name}: {error}", file=sys.stderr)
        return 1
    page.write_text(text, encoding="utf-8")
    return 0


def refreshed(text: str, language: str = "en") -> str:
    """Return a page in a language with outputs and catalogue as they are now."""
    return _BLOCK.sub(lambda block: _refreshed_block(block, language), _with_catalogue(text, language))


def transcript(body: str, expected_exit: int = 0, language: str = "en") -> str:
    """Run the commands of one block in a language and return the block as a terminal would show it.

    Raises:
        DocsError: A command crashed, or ended with another exit code than the block says.
    """
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    shown = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder, "examples"))
        for command in commands:
            output = _output(["bash", "-c", command.removeprefix("$ ")], folder, expected_exit, language)
            shown += [command, *output.splitlines()]
    return "".join(f"{line}\n" for line in shown)


def try_program(body: str) -> None:
    """Run a Python program in a fresh copy of the example.

    Raises:
        DocsError: It did not end well.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder, "examples"))
        _output([sys.executable, "-c", body], folder, 0, "en")


def catalogue(language: str) -> str:
    """Return the table of checks in a language, in the order in which they run."""
    rows = [f"| {' | '.join(_HEADS[language])} |", "|---|---|---|"]
    for check in (*CHECKS, REVIEWED):
        summary = check.korean if language == "ko" else (check.__doc__ or "").partition("\n")[0].removeprefix("Flags ")
        flags = summary.removesuffix(".")
        severities = ", ".join(WORDINGS[language].severities[severity] for severity in check.severities)
        rows.append(f"| `{check.id}` | {severities} | {flags} |")
    return "".join(f"{row}\n" for row in rows)


def _with_catalogue(text: str, language: str) -> str:
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        message = "the markers of the catalogue are missing"
        raise DocsError(message)
    return f"{before}{begin}\n{catalogue(language)}\n{end}{after}"


def _refreshed_block(block: re.Match[str], language: str) -> str:
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
    body = transcript(block["body"], int(block["exit"] or 0), language)
    return whole[: start - offset] + body + whole[end - offset :]


def _output(command: list[str], folder: str, expected_exit: int, language: str) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(folder, language),
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


def _environment(home: str, language: str) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": home, "COLUMNS": "100", "NO_COLOR": "1"} | _LOCALES[language]


if __name__ == "__main__":
    sys.exit(main())
