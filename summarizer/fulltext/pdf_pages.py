"""Reads the pages of a PDF: a program of its own, since the reader is C++ and the file a stranger's.

It takes a PDF on standard input and prints a JSON list of pages, each a list of runs: signs of one size on one line,
as text, size, baseline, left and right in points. Size 0 has what the reader put in, and what stands turned.
What hangs, crashes or eats memory does so here, where it can be stopped. Nothing else may be imported from this file's
package: the program is started by its path.
"""

from __future__ import annotations

import json
import sys
from ctypes import byref, c_double
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

_Run = tuple[str, float, float, float, float]
_Edges = tuple[float, float, float, float]

_MOST_MEMORY = 2 << 30
_MOST_CHARACTERS = 10_000_000
_ONE_UNIT = 0xFFFF
_NO_PLACE = 0.0, 0.0, 0.0, 0.0


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


def _read_pages(file: bytes) -> list[list[_Run]]:
    pages = []
    length = 0
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            read = page.get_textpage()
            text = read.get_text_range()
            length += len(text)
            if length > _MOST_CHARACTERS:
                message = "the text is too long for a paper"
                raise ValueError(message)
            pages.append(_runs(read, text, page.get_bbox()))
            page.close()
    return pages


def _runs(page: pypdfium2.PdfTextPage, text: str, edges: _Edges) -> list[_Run]:
    runs = []
    for (size, baseline), group in groupby(_signs(page, text, edges), key=itemgetter(1, 2)):
        signs = list(group)
        runs.append(("".join(sign[0] for sign in signs), size, baseline, signs[0][3], signs[-1][4]))
    return runs


def _signs(page: pypdfium2.PdfTextPage, text: str, edges: _Edges) -> Iterator[_Run]:
    ruler = _Ruler(page, edges)
    place = 0
    for sign in text:
        measures = ruler.measure(place)
        if measures:
            yield (sign, *measures)
        # Text is counted in units of UTF-16 there.
        place += 1 + (ord(sign) > _ONE_UNIT)


class _Ruler:
    """Measures the signs of a page; they are many, so what pdfium writes into is made once."""

    def __init__(self, page: pypdfium2.PdfTextPage, edges: _Edges) -> None:
        self._page = page.raw
        self._edges = edges
        self._x, self._y, self._matrix, self._box = c_double(), c_double(), raw.FS_MATRIX(), raw.FS_RECTF()
        self._to = byref(self._x), byref(self._y), byref(self._matrix), byref(self._box)

    def measure(self, place: int) -> tuple[float, float, float, float] | None:
        """Return size, baseline, left and right of a sign; zeros where it has no place, or stands turned.

        What stands beside the page has none of these: nobody sees it.
        """
        page, (x, y, matrix, box) = self._page, self._to
        index = raw.FPDFText_GetCharIndexFromTextIndex(page, place)
        if (
            index < 0
            or raw.FPDFText_IsGenerated(page, index)
            or not raw.FPDFText_GetMatrix(page, index, matrix)
            or not raw.FPDFText_GetCharOrigin(page, index, x, y)
            or not raw.FPDFText_GetLooseCharBox(page, index, box)
        ):
            return _NO_PLACE
        if self._is_beside_the_page():
            return None
        if self._matrix.b:
            return _NO_PLACE
        size = raw.FPDFText_GetFontSize(page, index) * abs(self._matrix.d)
        return round(size, 1), round(self._y.value, 1), round(self._x.value, 1), round(self._box.right, 1)

    def _is_beside_the_page(self) -> bool:
        left, bottom, right, top = self._edges
        box = self._box
        return bool(box.right < left or box.left > right or box.top < bottom or box.bottom > top)


if __name__ == "__main__":
    sys.exit(main())
