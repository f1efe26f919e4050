"""What the operating system objects to, in both languages."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from summarizer.errors import ConfigError
from summarizer.messages import Message

if TYPE_CHECKING:
    import os

# Python tells them in English whatever the locale is.
_KOREAN = {
    errno.ENOENT: "그런 파일이나 폴더가 없습니다",
    errno.EACCES: "권한이 없습니다",
    errno.EPERM: "허용되지 않은 작업입니다",
    errno.EISDIR: "파일이 아니라 폴더입니다",
    errno.ENOTDIR: "경로 중간에 폴더가 아닌 것이 있습니다",
    errno.EROFS: "읽기 전용입니다",
    errno.ENOSPC: "저장 장치에 남은 공간이 없습니다",
    errno.EDQUOT: "할당된 저장 공간을 다 썼습니다",
    errno.EFBIG: "파일이 너무 큽니다",
    errno.ENAMETOOLONG: "이름이 너무 깁니다",
    errno.ELOOP: "심볼릭 링크가 서로를 가리킵니다",
    errno.EMFILE: "열려 있는 파일이 너무 많습니다",
    errno.EBADF: "표준 출력이 닫혀 있습니다",
    errno.EEXIST: "이미 있습니다",
    errno.ENODEV: "파일이 아니라 장치나 파이프입니다",
    errno.EIO: "입출력 오류가 났습니다",
}


def reason(error: OSError) -> Message:
    """Return what the system says, in its own words where there are no Korean ones."""
    english = (error.strerror or str(error)).lower()
    return Message(english, _KOREAN.get(error.errno or 0, english))


def unreadable(path: str | os.PathLike[str], error: OSError) -> ConfigError:
    """Return the error for a file that cannot be read."""
    why, name = reason(error), str(path) or "''"
    return ConfigError(Message(f"cannot read {name}: {why.en}", f"{name} 파일을 읽을 수 없습니다: {why.ko}"))


def unwritable(path: str | os.PathLike[str] | None, error: OSError) -> ConfigError:
    """Return the error for a file that cannot be written."""
    why, name = reason(error), str(path) or "''"
    return ConfigError(Message(f"cannot write {name}: {why.en}", f"{name} 파일에 쓸 수 없습니다: {why.ko}"))
