"""The fields of an entry above its bullets: thumbnail, votes and authors."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from summarizer.digest.markdown import find_address
from summarizer.digest.model import SECTION_NAMES, Dialect, Image, SpeechLevel
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.digest.model import Section

_VOTES = re.compile(r"[ ]{0,3}\*{0,2}votes?\*{0,2}[ ]?[:：]\*{0,2}[ \t]*([0-9]{1,9})?", re.IGNORECASE)
_AUTHORS = re.compile(r"[ ]{0,3}\*{0,2}authors?\*{0,2}[ ]?[:：]\*{0,2}[ \t]*", re.IGNORECASE)
_LAYOUT = re.compile(r"[ \t]*(?:!\[|\[!\[|</?(?:div|video|source|img)\b)", re.IGNORECASE)
_LONE_LINK = re.compile(r"[ \t]*\[[^\]\n]*\]\([^)\n]*\)[ \t\r]*")
_SRC = re.compile(r"""\bsrc=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'>]+))""", re.IGNORECASE)
# An item that is never closed reaches to the end, so that no quote is tried twice.
_QUOTED = re.compile(r"""'((?:[^'\\]+|\\.)*)\\?'?|"((?:[^"\\]+|\\.)*)\\?"?""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)


def match_votes(line: str) -> re.Match[str] | None:
    """Match a line of votes; its group holds the digits, None where the line has a dash or nothing."""
    return _VOTES.match(line)


def match_authors(line: str) -> re.Match[str] | None:
    """Match the label of a line of authors; the match ends where the names begin."""
    return _AUTHORS.match(line)


def is_layout(line: str) -> bool:
    """Return whether the line places an image or a video, and so ends the prose above it."""
    return _LAYOUT.match(line) is not None


def is_lone_link(line: str) -> bool:
    """Return whether the line is one link and nothing else, as the archive has above a video."""
    return _LONE_LINK.fullmatch(line) is not None


def read_image(line: str, start: int) -> Image | None:
    """Return the image or video of a line that starts at `start` in the file; None when it has none."""
    return _video(line, start) if "<video" in line else _picture(line, start)


def _picture(line: str, start: int) -> Image | None:
    opening = line.find("![")
    middle = line.find("](", opening) if opening != -1 else -1
    if middle == -1:
        return None
    url_start, url_end, behind = find_address(line, middle + 2, len(line))
    return _image(
        line, start, (opening, behind if line[behind - 1] == ")" else url_end), (url_start, url_end), is_video=False
    )


def _video(line: str, start: int) -> Image | None:
    opening = line.find("<video")
    closing = line.find("</video>", opening)
    end = len(line.rstrip()) if closing == -1 else closing + len("</video>")
    src = _SRC.search(line, opening, end)
    return _image(line, start, (opening, end), src.span(src.lastindex or 0), is_video=True) if src else None


def _image(line: str, start: int, whole: tuple[int, int], url: tuple[int, int], *, is_video: bool) -> Image:
    return Image(
        url=line[slice(*url)],
        span=Span(*whole).shifted(start),
        url_span=Span(*url).shifted(start) if url[0] < url[1] else None,
        is_video=is_video,
    )


def goes_on(line: str, *, in_list: bool) -> bool:
    """Return whether a line of names goes on in the next: after a comma, or in a list that is still open."""
    return line.rstrip().endswith(",") or (in_list and not line.rstrip().endswith("]"))


def read_names(names: str) -> tuple[str, ...]:
    """Return the names of `A, B` or of a list that Python or JSON wrote, `['A', "B"]`; empty ones are left out."""
    if names.startswith("["):
        names = names[1:].removesuffix("]")
        quoted = tuple(_unescaped(match[match.lastindex or 0]) for match in _QUOTED.finditer(names))
        if names.lstrip().startswith(("'", '"')):
            return tuple(name for name in quoted if name)
    return tuple(name for part in names.split(",") if (name := part.strip()))


def _unescaped(literal: str) -> str:
    return _ESCAPE.sub(lambda match: match[3] or chr(int(match[1] or match[2], 16)), literal).strip()


_FEWEST_SENTENCES = 3
_STATED_FORMAL = ("니다.", "니다\n")
_ASKED_FORMAL = ("니까?",)
_STATED = ("다.", "다\n")
_NOMINAL = ("함.", "함\n", "음.", "음\n", "됨.", "됨\n", "임.", "임\n")


def dialect_of(text: str, sections: Iterable[Section]) -> Dialect:
    """Return how most bullets of a digest write the names of their sections; `PLAIN` when none has one.

    A bullet of a plain digest may start with a word in bold: only the keys that every entry has are counted.
    """
    keys = (section.key.start for section in sections if section.key and section.name in SECTION_NAMES)
    count = Counter(dialect for start in keys if (dialect := _dialect(text[max(0, start - 11) : start])))
    return max((Dialect.BOLD, Dialect.BOLD_ITALIC), key=count.__getitem__) if count else Dialect.PLAIN


def _dialect(before_key: str) -> Dialect | None:
    marks = before_key.rstrip()
    if marks.endswith("***"):
        return Dialect.BOLD_ITALIC
    return Dialect.BOLD if marks.endswith("**") else None


def speech_level_of(sections: Sequence[Section]) -> SpeechLevel | None:
    """Return the level in which most sentences end; None with fewer than three to judge by, or at a tie.

    Endings are counted, not parsed: this is read once for every digest and has to cost next to nothing.
    """
    prose = unicodedata.normalize("NFC", "\n".join(section.text for section in sections)) + "\n"
    stated_formal = _endings(prose, _STATED_FORMAL)
    count = Counter(
        {
            SpeechLevel.FORMAL: stated_formal + _endings(prose, _ASKED_FORMAL),
            SpeechLevel.PLAIN: _endings(prose, _STATED) - stated_formal,
            SpeechLevel.NOMINAL: _endings(prose, _NOMINAL),
        }
    )
    (level, most), (_, next_most), _ = count.most_common()
    return level if count.total() >= _FEWEST_SENTENCES and most > next_most else None


def _endings(prose: str, endings: Iterable[str]) -> int:
    return sum(map(prose.count, endings))
