"""Where changed digests go: into their own files, into another one, to standard output, or into a patch."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from summarizer.digest.files import STDIN
from summarizer.errors import ConfigError
from summarizer.io.files import rehearse_writing, require_apart, write_text_atomically
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_NO_NEWLINE = "\n\\ No newline at end of file\n"


class FileChange(Protocol):
    """A digest by the name it was given, as it was and as it is to be."""

    @property
    def name(self) -> str:
        """The file."""
        ...

    @property
    def before(self) -> str:
        """Its text."""
        ...

    @property
    def after(self) -> str:
        """The text that is to stand there."""
        ...


class Destination:
    """Where the changed digests go.

    Args:
        digests: Those that are changed, as they were named.
        output: The file that was named for the result, if one was.
        inputs: What else the run reads, so that the result cannot go there.
        refuse: Told in a sentence which digest cannot be written; the others are.
        is_diff: Whether only the difference is wanted.

    Raises:
        ConfigError: If one file is to hold several digests, the difference, or what the run reads besides.
    """

    def __init__(
        self,
        digests: Sequence[str],
        output: str | None,
        refuse: Callable[[Message], None],
        *,
        inputs: Iterable[str | Path] = (),
        is_diff: bool,
    ) -> None:
        if output is not None and is_diff:
            message = Message(
                "--diff writes nothing, so it takes no -o",
                "--diff는 아무것도 쓰지 않으므로 -o와 함께 쓸 수 없습니다",
            )
            raise ConfigError(message)
        if output is not None and (len(digests) > 1 or Path(digests[0]).is_dir()):
            message = Message("-o takes one digest", "-o에는 다이제스트를 하나만 지정할 수 있습니다")
            raise ConfigError(message)
        require_apart(output, inputs)
        self._digests = digests
        self._output = output
        self._refuse = refuse
        self._is_diff = is_diff

    @property
    def is_stdout(self) -> bool:
        """Whether standard output is taken, so that the report has to go elsewhere."""
        return self._is_diff or self._output == STDIN or (self._output is None and STDIN in self._digests)

    def rehearse(self, name: str, text: str) -> bool:
        """Return whether the digest of that name could be written if this were its text; it is refused where not."""
        target = name if self._output is None else self._output
        return self._is_diff or target == STDIN or self._attempt(rehearse_writing, target, text)

    def write(self, change: FileChange) -> bool:
        """Put the digest where it belongs, unless it is there already; return whether it is there now."""
        target = change.name if self._output is None else self._output
        if self._is_diff:
            _print("".join(patch(change)))
        elif target == STDIN:
            _print(change.after)
        elif self._output is not None or change.after != change.before:
            return self._attempt(write_text_atomically, target, change.after)
        return True

    def _attempt(self, write: Callable[[str, str], None], target: str, text: str) -> bool:
        try:
            write(target, text)
        except ConfigError as error:
            self._refuse(error.message)
            return False
        return True


def patch(change: FileChange) -> Iterator[str]:
    """Yield the change as the lines of a unified diff; nothing when there is none."""
    before, after = (_lines(text) for text in (change.before, change.after))
    for line in unified_diff(before, after, change.name, change.name):
        yield line if line.endswith("\n") else line + _NO_NEWLINE


def _lines(text: str) -> list[str]:
    # Only at line feeds, as `patch` does: other separators of Unicode belong to a line.
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _print(text: str) -> None:
    # As bytes: a digest stays UTF-8 whatever the locale is.
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()
