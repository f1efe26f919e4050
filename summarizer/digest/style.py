"""How a digest is written: the dialect of its bullets and the speech level of its sentences."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from summarizer.digest.model import SECTION_NAMES, Dialect, SpeechLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.digest.model import Section

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
