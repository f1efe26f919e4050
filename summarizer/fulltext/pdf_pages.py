"""Reads the pages of a PDF: a program of its own, since the reader is C++ and the file a stranger's.

It takes a PDF on standard input and prints a JSON list with the text of each page. What hangs, crashes or eats
memory does so here, where it can be stopped. Nothing else may be imported from this file's package: the
program is started by its path.
"""

from __future__ import annotations

import json
import sys

import pypdfium2  # type: ignore[import-untyped]

_MOST_MEMORY = 2 << 30
_MOST_CHARACTERS = 10_000_000


def main() -> int:
    """Print the pages and return 0, or return 1 when the file cannot be read to its end."""
    _limit_memory()
    try:
        pages = _read_pages(sys.stdin.buffer.read())
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - it is how a program says what is wrong
        return 1
    json.dump(pages, sys.stdout)
    return 0


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _read_pages(file: bytes) -> list[str]:
    pages = []
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            pages.append(page.get_textpage().get_text_range())
            page.close()
            if sum(map(len, pages)) > _MOST_CHARACTERS:
                message = "the text is too long for a paper"
                raise ValueError(message)
    return pages


if __name__ == "__main__":
    sys.exit(main())
