"""The texts of files as git has them at a commit."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Commit:
    """A commit of the repository in whose folder the command runs.

    Args:
        ref: Its name, as git understands names of commits.

    Raises:
        ConfigError: If git is absent, the folder is in no repository, or nothing there is named so.
    """

    def __init__(self, ref: str) -> None:
        self._top = os.path.realpath(_line("cannot find a git repository", "rev-parse", "--show-toplevel"))
        self._name = _resolve(ref)

    def text(self, path: str) -> str | None:
        """Return what stood in a file at the commit, under its earlier name if it was renamed.

        Returns:
            The text; None for a file that was not there, is in no such repository or was no text.

        Raises:
            ConfigError: If git cannot tell.
        """
        name = os.path.relpath(os.path.realpath(path), self._top)
        blob = self._touched.get(name, self._blobs.get(name))
        if blob is None:
            return None
        try:
            return _git(f"cannot read {path} as it was", "cat-file", "blob", blob).decode()
        except UnicodeDecodeError:
            return None

    def has_touched(self, path: str) -> bool:
        """Return whether a file may be other than it was at the commit."""
        name = os.path.relpath(os.path.realpath(path), self._top)
        return name in self._touched or name not in self._blobs

    @cached_property
    def _blobs(self) -> dict[str, str]:
        """The name of the content of every file at the commit."""
        rows = _rows("ls-tree", "-r", "-z", "--full-tree", self._name)
        return {name: head.split()[2] for head, _, name in (row.partition("\t") for row in rows)}

    @cached_property
    def _touched(self) -> dict[str, str | None]:
        """The name of the earlier content of every file that was touched since, by its present name."""
        rows = iter(_rows("diff-index", "--raw", "-z", "-M", "--no-abbrev", "--no-relative", self._name))
        earlier: dict[str, str | None] = {}
        for row in rows:
            _, _, blob, _, kind = row.split()
            name = next(rows)
            if kind.startswith(("R", "C")):
                name = next(rows)
            earlier[name] = blob if blob.strip("0") else None
        return earlier


def _resolve(ref: str) -> str:
    what = f"{ref!r} names no commit of this repository"
    if ref.startswith("-"):
        # An option to git, and no name of a commit.
        raise ConfigError(what)
    try:
        return _line(what, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    except ConfigError:
        if _line(what, "rev-parse", "--is-shallow-repository") == "true":
            what += ", which is a shallow clone: fetch it whole, in a workflow with `fetch-depth: 0`"
        raise ConfigError(what) from None


def _line(what: str, *arguments: str) -> str:
    return os.fsdecode(_git(what, *arguments).removesuffix(b"\n"))


def _rows(*arguments: str) -> Sequence[str]:
    return os.fsdecode(_git("cannot tell what changed", *arguments)).split("\0")[:-1]


def _git(what: str, *arguments: str) -> bytes:
    git = shutil.which("git")
    if git is None:
        message = "--changed-since asks git, which is not installed"
        raise ConfigError(message)
    done = subprocess.run([git, *arguments], capture_output=True, stdin=subprocess.DEVNULL, check=False)  # noqa: S603 - no shell, and no word of a digest
    if done.returncode:
        why = os.fsdecode(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ")
        message = f"{what}: {why}" if why else what
        raise ConfigError(message)
    return done.stdout
