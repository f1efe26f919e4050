"""JSON Lines files whose lines are validated one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.errors import DatasetError
from summarizer.io.files import open_input
from summarizer.io.objections import objection
from summarizer.io.os_errors import unreadable
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_Line = TypeVar("_Line", bound=BaseModel)


def read_json_lines(path: Path, line_model: type[_Line]) -> Iterator[tuple[str, _Line]]:
    """Yield every line that is not blank, with its place as `file:line`.

    Raises:
        ConfigError: If the file cannot be read.
        DatasetError: If a line is not valid; the message names file and line.
    """
    try:
        with open_input(path) as lines:
            for number, line in enumerate(lines, start=1):
                text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                if text.strip():
                    yield f"{path}:{number}", _parsed(text, line_model, f"{path}:{number}")
    except OSError as error:
        raise unreadable(path, error) from error


def _parsed(text: bytes, line_model: type[_Line], place: str) -> _Line:
    try:
        return line_model.model_validate_json(text)
    except ValidationError as error:
        why = objection(error)
        raise DatasetError(Message(f"{place}: {why.en}", f"{place}: {why.ko}")) from error
