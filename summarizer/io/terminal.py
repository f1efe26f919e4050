"""Text for terminals: display columns, harmless characters, excerpts that fit, and colour."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# Control characters could move the cursor or hide text; characters that change direction could reorder it.
_HIDDEN = "\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
# The log of a CI obeys a line that begins with `::` and, in an older form, `##[` anywhere in a line.
_HARMFUL = re.compile(rf"#(?=#\[)|^\s*:(?=:)|[\x00-\x1f{_HIDDEN}\ud800-\udfff]")
_SPELLED = re.compile(rf"#(?=#\[)|^[^\S\n{_HIDDEN}]*:(?=:)|[{_HIDDEN}]", re.MULTILINE)
# ASCII: the three-dot character is two columns wide in some terminals.
_CUT = "..."


class Clipped(NamedTuple):
    """A piece of a line that fits, with words of it to underline; `indent` and `width` are columns."""

    text: str
    indent: int
    width: int


def harmless(text: str) -> str:
    """Return the text, as long as before, with white space as spaces and without what a terminal or CI would obey."""
    return _HARMFUL.sub(lambda found: " " if found[0] in "\t\n\r" else "\ufffd".rjust(len(found[0])), text)


def spelled(text: str, escape: str) -> str:
    r"""Return a text that programs read, with what a terminal or a CI would obey as an escape such as `\u{:04x}`.

    Who undoes the escapes gets every character, at its offset. What JSON and XML escape by themselves is left alone.
    """
    return _SPELLED.sub(lambda found: found[0][:-1] + escape.format(ord(found[0][-1])), text)


def columns(text: str) -> int:
    """Return how many columns a terminal shows the text in: two for Hangul and Chinese characters."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    # Vowels and final consonants of decomposed Hangul join the letter before them.
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clip(text: str, start: int, end: int, room: int) -> Clipped:
    """Cut the line around `[start, end)` to what fits into `room` columns, the words in the middle if need be."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    words = _fitting(harmless(text[start : min(end, stop)]), room)
    rest = room - columns(words)
    # Nothing farther away than `room` characters can be shown.
    before = harmless(text[max(begin, start - room) : start])
    after = harmless(text[min(end, stop) : min(stop, end + room)])
    left = _fitting(before, max(rest // 2, rest - columns(after)), from_end=True)
    right = _fitting(after, rest - columns(left))
    return Clipped((left + words + right).rstrip(), columns(left), columns(words))


def shorten(text: str, room: int) -> str:
    """Return the text, harmless, cut at the end to what fits into `room` columns."""
    return _fitting(harmless(text[: room + 1]), room)


def _fitting(text: str, room: int, *, from_end: bool = False) -> str:
    if columns(text) <= room:
        return text
    cut = _CUT if room >= len(_CUT) else ""
    kept = _prefix(reversed(text) if from_end else text, room - len(cut))
    return cut + kept[::-1] if from_end else kept + cut


def _prefix(text: Iterable[str], room: int) -> str:
    kept: list[str] = []
    for character in text:
        room -= _columns_of(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept)


class Paint:
    """Colours words, or leaves them as they are."""

    def __init__(self, *, is_on: bool) -> None:
        self._is_on = is_on

    def __call__(self, text: str, *codes: int) -> str:
        """Return the text in the given ANSI styles."""
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m" if self._is_on and codes else text
