"""Text files, read and written so that not a byte of them is changed by accident."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from summarizer.errors import ConfigError


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a UTF-8 file as it stands: a byte order mark and CRLF are kept.

    Raises:
        ConfigError: If there is no such file, it cannot be read, or it is not UTF-8 text.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        message = f"cannot read {path}: {_reason(error)}"
        raise ConfigError(message) from error
    return decode_text(data, path)


def decode_text(data: bytes, name: str | os.PathLike[str]) -> str:
    """Return the text of UTF-8 bytes; `name` says in errors where they came from.

    Raises:
        ConfigError: If the bytes are not UTF-8 text.
    """
    if b"\0" in data:
        message = f"cannot read {name}: it is a binary file, not UTF-8 text"
        raise ConfigError(message)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"cannot read {name}: line {line} is not UTF-8 (byte 0x{data[error.start]:02x})"
        raise ConfigError(message) from error


def write_text_atomically(path: str | os.PathLike[str], text: str) -> None:
    """Make `text` the whole content of a file, or leave the file as it was.

    The text goes to a temporary file beside the target, which then takes the target's place in one step,
    with its permissions. A symbolic link is followed and stays one. What is no regular file, such as
    `/dev/stdout`, is written to directly. A file marked read-only stays untouched, even for root.

    Raises:
        ConfigError: If the target cannot be written or the disk is full; nothing is left behind.
    """
    data = text.encode("utf-8")
    target = Path(os.path.realpath(path))
    try:
        current = _status(target)
        if current is None or stat.S_ISREG(current.st_mode):
            _replace(target, data, current)
        else:
            target.write_bytes(data)
    except OSError as error:
        message = f"cannot write {path}: {_reason(error)}"
        raise ConfigError(message) from error


def _status(target: Path) -> os.stat_result | None:
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    # Taking the place of a file asks for no right to write it, so the right is asked for here.
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(None, "it is read-only")
    return status


def _replace(target: Path, data: bytes, current: os.stat_result | None) -> None:
    draft = target.with_name(f".yoyak-{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("xb") as file:
            if current is not None:
                _adopt(file.fileno(), current)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _adopt(descriptor: int, current: os.stat_result) -> None:
    with suppress(PermissionError):
        os.fchown(descriptor, current.st_uid, current.st_gid)
    # After the owner, since a change of owner drops the set-id bits.
    os.fchmod(descriptor, stat.S_IMODE(current.st_mode))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
