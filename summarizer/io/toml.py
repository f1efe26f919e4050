"""The one way in which a TOML file is read."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from summarizer.errors import ConfigError
from summarizer.io.files import read_text, unmarked
from summarizer.messages import Message

if TYPE_CHECKING:
    import os
    from collections.abc import Callable


def read_toml(path: str | os.PathLike[str], *, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Return what a file says, its numbers with a point as `parse_float` makes them.

    Raises:
        ConfigError: If it cannot be read, or is no TOML.
    """
    return parse_toml(read_text(path), path, parse_float=parse_float)


def parse_toml(
    text: str, name: str | os.PathLike[str] | None, *, parse_float: Callable[[str], Any] = float
) -> dict[str, Any]:
    """Return what a text says; `name` says in errors where it came from.

    Raises:
        ConfigError: If it is no TOML.
    """
    try:
        return tomllib.loads(unmarked(text), parse_float=parse_float)
    except (ValueError, RecursionError) as error:  # besides what is no TOML: what is too long or too deep
        message = Message(f"{name} is not valid TOML: {error}", f"{name} 파일은 올바른 TOML이 아닙니다: {error}")
        raise ConfigError(message) from error
