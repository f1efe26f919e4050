"""The digests a command is given: files, folders and standard input."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.digest import parse
from summarizer.errors import ConfigError
from summarizer.io.files import decode_text, read_text
from summarizer.io.os_errors import reason
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.digest.model import Digest

STDIN = "-"


@dataclass(frozen=True, slots=True)
class DigestFile:
    """A digest with the name it was given by; `-` is standard input."""

    name: str
    digest: Digest


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something that was named is not read.

    Attributes:
        sentence: The reason, in one sentence.
        is_misuse: Whether the user named something unusable; a file without entries in a folder is only skipped.
        empty: The name of the file, where it was read and no entry is in it.
    """

    sentence: Message
    is_misuse: bool = True
    empty: str | None = None


def read_digests(names: Iterable[str]) -> Iterator[DigestFile | Refusal]:
    """Yield what stands behind the names in order, every file once, one file in memory at a time.

    A folder means the `*.md` in and below it in sorted order, folders whose name starts with a dot left out.
    """
    seen: set[str] = set()
    for name in names:
        if name == STDIN:
            yield from _read(name, seen)
        elif Path(name).is_dir():
            yield from _read_folder(name, seen)
        else:
            yield from _read(name, seen)


def _read_folder(folder: str, seen: set[str]) -> Iterator[DigestFile | Refusal]:
    has_entries = False
    problems: list[Refusal] = []
    for path in _markdown_files(folder, problems):
        for item in _read(path, seen, in_folder=True):
            has_entries = has_entries or isinstance(item, DigestFile)
            yield item
    yield from problems
    if not has_entries and not problems:
        yield Refusal(
            Message(
                f"{folder}: no digest with an entry is in this folder",
                f"{folder}: 이 폴더에는 항목이 있는 다이제스트가 없습니다",
            )
        )


def _markdown_files(folder: str, problems: list[Refusal]) -> list[str]:
    def report(error: OSError) -> None:
        why, folder = reason(error), error.filename or "''"
        problems.append(
            Refusal(
                Message(f"cannot read the folder {folder}: {why.en}", f"{folder} 폴더를 읽을 수 없습니다: {why.ko}")
            )
        )

    paths: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=report):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(here, name) for name in files if name.endswith(".md")]
    return [str(path) for path in sorted(paths)]


def _read(name: str, seen: set[str], *, in_folder: bool = False) -> Iterator[DigestFile | Refusal]:
    identity = name if name == STDIN else os.path.realpath(name)
    if identity in seen:
        return
    seen.add(identity)
    try:
        digest = parse(decode_text(sys.stdin.buffer.read(), STDIN) if name == STDIN else read_text(name))
    except ConfigError as error:
        yield Refusal(error.message)
        return
    if digest.entries:
        yield DigestFile(name, digest)
    elif in_folder:
        yield Refusal(skipped(name), is_misuse=False, empty=name)
    else:
        yield Refusal(no_entry(name), empty=name)


def skipped(name: str) -> Message:
    """Return what is said of a file that holds no entry and was not named as a digest."""
    return Message(f"{name}: skipped, it has no entry", f"{name}: 항목이 없어 건너뛰었습니다")


def no_entry(name: str) -> Message:
    """Return what is said of a file that was named and holds no entry."""
    return Message(f"{name}: no entry is in this file", f"{name}: 이 파일에는 항목이 없습니다")
