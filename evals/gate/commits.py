"""The texts of files as git has them at a commit."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_REPOSITORY = Message("cannot find a git repository", "git 저장소를 찾을 수 없습니다")
# A folder of a newsletter may hold what git takes for a repository, and settings may name programs to run.
_RUN_NOTHING = ("-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false")
_UNTOLD = Message("cannot tell what changed", "무엇이 바뀌었는지 알 수 없습니다")


class Commit:
    """A commit of the repository in whose folder the command runs.

    Args:
        ref: Its name, as git understands names of commits.

    Raises:
        ConfigError: If git is absent, the folder is in no repository, or nothing there is named so.
    """

    def __init__(self, ref: str) -> None:
        self._top = os.path.realpath(_line(_NO_REPOSITORY, "rev-parse", "--show-toplevel"))
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
            what = Message(f"cannot read {path} as it was", f"커밋 당시의 {path} 파일을 읽을 수 없습니다")
            return _git(what, "cat-file", "blob", blob).decode()
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
    what = Message(f"{ref!r} names no commit of this repository", f"이 저장소에 없는 커밋입니다: {ref!r}")
    if ref.startswith("-"):
        # An option to git, and no name of a commit.
        raise ConfigError(what)
    try:
        return _line(what, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    except ConfigError:
        if ref == "HEAD":
            # Before the first commit: nothing is old, as since an empty one.
            return _line(what, "hash-object", "-t", "tree", "--stdin")
        if _line(what, "rev-parse", "--is-shallow-repository") == "true":
            what = Message(
                f"{what.en}, which is a shallow clone: fetch it whole, in a workflow with `fetch-depth: 0`",
                f"{what.ko}. 얕은 복제본이므로 전체를 받으십시오. 워크플로에서는 `fetch-depth: 0`으로 받습니다",
            )
        raise ConfigError(what) from None


def _line(what: Message, *arguments: str) -> str:
    return os.fsdecode(_git(what, *arguments).removesuffix(b"\n"))


def _rows(*arguments: str) -> Sequence[str]:
    return os.fsdecode(_git(_UNTOLD, *arguments)).split("\0")[:-1]


def _git(what: Message, *arguments: str) -> bytes:
    git = shutil.which("git")
    if git is None:
        message = Message(
            "--changed-since asks git, which is not installed",
            "--changed-since에는 git이 필요한데 설치되어 있지 않습니다",
        )
        raise ConfigError(message)
    done = subprocess.run(  # noqa: S603 - no shell, and no word of a digest
        [git, *_RUN_NOTHING, *arguments], capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        why = os.fsdecode(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ")
        raise ConfigError(Message(f"{what.en}: {why}", f"{what.ko}: {why}") if why else what)
    return done.stdout
