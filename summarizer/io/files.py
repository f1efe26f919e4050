"""Text files, read and written so that not a byte of them is changed by accident."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError
from summarizer.io.file_locks import alone_beside, hold
from summarizer.io.os_errors import unreadable, unwritable
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedReader
    from typing import BinaryIO


_DRAFT = (".yoyak-", ".tmp")
_DEVICES = Path("/dev")
# What a folder that is named stands for.
_KINDS = frozenset({".md", ".jsonl", ".gz"})


def open_input(path: str | os.PathLike[str]) -> BufferedReader:
    """Open a file that was named to be read.

    A device may never end, and a pipe with a name never begin. A pipe of a shell's, as `<(…)` gives, is read.

    Raises:
        OSError: If it is neither, is not there, or cannot be opened.
    """
    mode = Path(path).stat().st_mode
    is_of_a_shell = stat.S_ISFIFO(mode) and Path(path).absolute().is_relative_to(_DEVICES)
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or is_of_a_shell):
        raise OSError(errno.ENODEV, "it is a device or a pipe, no file")
    return Path(path).open("rb")


def require_apart(output: str | os.PathLike[str] | None, inputs: Iterable[str | os.PathLike[str]]) -> None:
    """Refuse an output in whose place stands an input of the same run; a folder stands for the files in it.

    Raises:
        ConfigError: If there is such an input.
    """
    if output is None or not Path(output).is_file():
        return
    target = Path(os.path.realpath(output))
    for name in inputs:
        source = Path(os.path.realpath(name))
        if target == source or (target.suffix in _KINDS and source in target.parents):
            message = Message(
                f"cannot write {output}: this run reads it",
                f"{output} 파일에 쓸 수 없습니다: 이번 실행에서 읽는 파일입니다",
            )
            raise ConfigError(message)


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a UTF-8 file as it stands: a byte order mark and CRLF are kept.

    Raises:
        ConfigError: If there is no such file, it cannot be read, or it is not UTF-8 text.
    """
    try:
        with open_input(path) as file:
            data = file.read()
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:
        # Only a name out of a file can hold a NUL, which no name of a file has.
        raise unreadable(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))) from error
    return decode_text(data, path)


def decode_text(data: bytes, name: str | os.PathLike[str]) -> str:
    """Return the text of UTF-8 bytes; `name` says in errors where they came from.

    Raises:
        ConfigError: If the bytes are not UTF-8 text.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02x}"
        message = Message(
            f"cannot read {name}: line {line} is not UTF-8 (byte {byte})",
            f"{name} 파일을 읽을 수 없습니다: {line}행이 UTF-8이 아닙니다(바이트 {byte})",
        )
        raise ConfigError(message) from error


def unmarked(text: str) -> str:
    """Return the text without a byte order mark: some editors begin files with one, which JSON and TOML do not know."""
    return text.removeprefix("\ufeff")


def write_text_atomically(path: str | os.PathLike[str], text: str) -> None:
    """Make `text` the whole content of a file, or leave the file as it was.

    The text goes to a temporary file beside the target, which then takes the target's place in one step,
    with its permissions. A symbolic link is followed and stays one. What is no regular file, such as
    `/dev/stdout`, is written to directly. A file marked read-only stays untouched, even for root. What a writer
    that was killed left beside the target is removed.

    Raises:
        ConfigError: If the target cannot be written or the disk is full; nothing is left behind.
    """
    data = text.encode("utf-8")
    target = Path(os.path.realpath(path))
    try:
        # By the name given: that of a pipe behind `/dev/stdout` leads nowhere.
        current = _status(Path(path))
        if current is None or stat.S_ISREG(current.st_mode):
            with _draft(target, data, current) as draft:
                draft.replace(target)
        else:
            Path(path).write_bytes(data)
    except OSError as error:
        raise unwritable(path, error) from error


def create_text(path: Path, text: str) -> None:
    """Write a file that must not be there yet, whole or not at all; its folder is made if need be.

    Raises:
        ConfigError: If it is there, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone_beside(path):
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            write_text_atomically(path, text)
    except OSError as error:
        raise unwritable(path, error) from error


def rehearse_writing(path: str | os.PathLike[str], text: str) -> None:
    """Do what `write_text_atomically` does, short of touching the target: what fails now would fail then.

    That a device is full cannot be told without writing to it.

    Raises:
        ConfigError: If the target cannot be written or the disk is full; nothing is left behind.
    """
    target = Path(os.path.realpath(path))
    try:
        current = _status(Path(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if current is None or stat.S_ISREG(current.st_mode):
            with _draft(target, text.encode("utf-8"), current):
                pass
    except OSError as error:
        raise unwritable(path, error) from error


def _status(target: Path) -> os.stat_result | None:
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    # Taking the place of a file asks for no right to write it, so the right is asked for here.
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EROFS, "it is read-only")
    return status


@contextmanager
def _draft(target: Path, data: bytes, current: os.stat_result | None) -> Iterator[Path]:
    """Hold a file beside the target that has the data and the target's permissions."""
    _remove_abandoned(target.parent)
    with _new_draft(target) as file:
        draft = Path(file.name)
        try:
            if current is not None:
                _adopt(file.fileno(), current)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            yield draft
        finally:
            draft.unlink(missing_ok=True)


def _new_draft(target: Path) -> BinaryIO:
    while True:
        file = target.with_name(f"{_DRAFT[0]}{secrets.token_hex(8)}{_DRAFT[1]}").open("xb")
        hold(file.fileno())
        if os.fstat(file.fileno()).st_nlink:
            return file
        # Between the two steps another process took it for abandoned.
        file.close()


def _remove_abandoned(folder: Path) -> None:
    """Remove drafts whose writers were killed: a living one holds a lock on its own."""
    for draft in folder.glob("*".join(_DRAFT)):
        with suppress(OSError), draft.open("rb") as file:
            if hold(file.fileno(), waits=False):
                draft.unlink()


def _adopt(descriptor: int, current: os.stat_result) -> None:
    with suppress(PermissionError):
        os.fchown(descriptor, current.st_uid, current.st_gid)
    # After the owner, since a change of owner drops the set-id bits.
    os.fchmod(descriptor, stat.S_IMODE(current.st_mode))
