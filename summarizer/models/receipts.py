"""Files of receipts: one line of JSON for each thing that a model was asked about, with what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import ConfigError
from summarizer.io.os_errors import unwritable
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import Self, TextIO

    from summarizer.models.ledger import Call


_START = b'{"schema": "yoyak.'


class ReceiptFile:
    """A file of receipts that grows while a run goes on, and from run to run; nothing where none was asked for.

    What earlier runs wrote stays: of a call that was paid for when the paper or the prompt was another one, there is
    no other receipt.

    Args:
        path: The file; None for none.

    Raises:
        ConfigError: If the file cannot be written, or holds something else than receipts.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO | None = None
        try:
            self._file = _opened(path) if path else None
        except OSError as error:
            raise self._refused(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def write(self, receipts: Iterable[str]) -> None:
        """Write receipts, a line each, and see to it that they are on the disk's side.

        Raises:
            ConfigError: If they cannot be written.
        """
        if self._file is None:
            return
        try:
            self._file.writelines(f"{receipt}\n" for receipt in receipts)
            self._file.flush()
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> ConfigError:
        return unwritable(self._path, error)


def _opened(path: Path) -> TextIO:
    """Open a file to write behind the receipts that it holds.

    Raises:
        ConfigError: If it holds something else.
    """
    before = path.read_bytes() if path.is_file() else b""
    if before and not before.startswith(_START):
        message = Message(
            f"cannot write {path}: it holds something else than receipts",
            f"{path} 파일에 쓸 수 없습니다: --receipt로 쓴 파일이 아닙니다",
        )
        raise ConfigError(message)
    file = path.open("a", encoding="utf-8", errors="backslashreplace")
    if before and not before.endswith(b"\n"):
        file.write("\n")  # an earlier run was killed while it wrote
    return file


def costs(calls: Sequence[Call]) -> dict[str, object]:
    """Return the tokens and dollars of calls, earlier runs included, and each of them.

    `dollars` is null as soon as one of them has no known price.
    """
    prices = [call.dollars for call in calls]
    usages = [call.reply.usage for call in calls if call.reply and call.reply.usage]
    return {
        "input_tokens": sum(usage.input_tokens for usage in usages),
        "output_tokens": sum(usage.output_tokens for usage in usages),
        "dollars": None if None in prices else format(sum(p for p in prices if p is not None), "f"),
        "calls": [_call(call) for call in calls],
    }


def _call(call: Call) -> dict[str, object]:
    usage = call.reply.usage if call.reply else None
    return {
        "label": call.label,
        "state": call.state,
        "reason": call.reason,
        "model": call.reply.model if call.reply else None,
        "input_tokens": usage.input_tokens if usage else None,
        "output_tokens": usage.output_tokens if usage else None,
        "dollars": None if call.dollars is None else format(call.dollars, "f"),
    }
