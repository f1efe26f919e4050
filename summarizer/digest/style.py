"""How a digest is written: the dialect of its bullets and the speech level of its sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.digest.model import SECTION_NAMES, Dialect, SpeechLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.digest.model import Section

_TOO_FEW_SENTENCES = 3
_FORMAL = ("니다", "니까")
_AFTER = (".", "?", "!", "\n")
_NOMINAL = ("함", "음", "됨", "임")


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
    prose = "\n".join(section.text for section in sections) + "\n"
    formal = sum(_endings(prose, ending) for ending in _FORMAL)
    count = Counter(
        {
            SpeechLevel.FORMAL: formal,
            SpeechLevel.PLAIN: _endings(prose, "다") - _endings(prose, "니다"),
            SpeechLevel.NOMINAL: sum(_endings(prose, ending) for ending in _NOMINAL),
        }
    )
    (level, most), (_, next_most), _ = count.most_common()
    return level if count.total() >= _TOO_FEW_SENTENCES and most > next_most else None


def _endings(prose: str, ending: str) -> int:
    return sum(prose.count(ending + after) for after in _AFTER)
