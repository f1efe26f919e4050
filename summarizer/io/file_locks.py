"""Locks on files and folders, which end with whoever holds them, even one that is killed."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def hold(descriptor: int, *, waits: bool = True) -> bool:
    """Lock an open file or folder until it is closed; return whether it is locked now.

    Args:
        descriptor: Of what is locked.
        waits: Whether to wait for another process that holds it.
    """
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 - not there on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except OSError:
        # Held by another, or a file system that has no locks.
        return False
    return True


@contextmanager
def alone_beside(path: str | os.PathLike[str]) -> Iterator[None]:
    """Keep other processes out of such blocks for files of one folder, so that what was read may be written back.

    No lock is left behind. Where a folder cannot be locked nobody is kept out.
    """
    descriptor = _opened(Path(os.path.realpath(path)).parent)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _opened(folder: Path) -> int | None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        # It is not there, or the system opens no folders, as Windows.
        return None
    hold(descriptor)
    return descriptor
