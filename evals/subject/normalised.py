"""An entry as its text reads: composed letters, plain blanks, one kind of line end, no markup inside a sentence.

The same words can be spelled in many ways: decomposed Hangul from macOS, `**8조** 파라미터`, a no-break space, a
full-width digit, 兆 for 조. Checks read the words; what they find is told in the places of the file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from evals.subject.excerpts import excerpt
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.digest.model import Entry, Image, Section

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}
_HANJA = {"兆": "조", "億": "억", "亿": "억", "萬": "만", "万": "만"}
_TO_HANJA = {"조": "兆", "억": "億", "만": "萬"}
# Decomposed letters are composed a cluster at a time: a letter with the marks, or Hangul parts, that belong to it.
_MARKS = "\u0300-\u036f\u1160-\u11ff\u3099\u309a"
_CLUSTER = re.compile(f"[^{_MARKS}][{_MARKS}]+")
_ODD = re.compile(
    # Overrides (U+202D, U+202E) stay: they show a text in another order than it has, and that is damage.
    r"(?P<unseen>[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202c\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\U000e0000-\U000e0fff]+|<wbr ?/?>|<!--[^<>\n]{0,200}-->|(?<=[0-9])\\(?=[.,%~-]))"
    r"|(?<=[^\s|]) {2,}(?=[^\s|0-9])"
    # A blank between two digits is theirs: it may part the thousands of one number.
    r"|(?<![0-9])[\u00a0\u2000-\u200a\u202f\u205f\u3000]|[\u00a0\u2000-\u200a\u202f\u205f\u3000](?![0-9])"
    r"|(?P<line>\r(?=\n))|(?P<wide>[\uff01-\uff5e]+)"
    r"|(?<=[0-9\uff10-\uff19십백천만억조])\s?(?P<hanja>[兆億亿萬万]+)"
)
_RETURN = re.compile("\r")
# Commands that only say in which letters a number is set.
_STRESS = "math(?:bf|rm|it|sf|tt)|text(?:bf|rm|it|sf|tt)?|boldsymbol|bm"
_PAIRS = (
    re.compile(r"(?P<open>(?<!\\)(?P<mark>\*{1,3})(?=[^\s*]))[^*\n]{1,400}(?<=[^\s*])(?P<close>(?P=mark)(?!\*))"),
    re.compile(r"(?P<open>(?<![\w\\])(?P<mark>__?)(?=[^\s_]))[^_\n]{1,400}(?<=[^\s_])(?P<close>(?P=mark)(?!\w))"),
    re.compile(r"(?P<open>(?<![`\\])(?P<mark>`{1,2})(?!`))[^`\n]{1,400}(?P<close>(?<!`)(?P=mark)(?!`))"),
    re.compile(r"(?P<open>(?<![!\\\]])\[)[^\[\]\n]{1,400}(?P<close>\]\([^()\s]{1,400}(?: \"[^\"\n]{0,200}\")?\))"),
    re.compile(r"(?P<open>(?<![!\\\]])\[)(?=[^\[\]]{0,400}[^\W\d_])[^\[\]\n]{1,400}(?P<close>\]\[[^\[\]\n]{0,80}\])"),
    re.compile(rf"(?P<open>(?<![\\\w$])\$\\(?:{_STRESS})\{{)\d[\d.,]{{0,40}}(?P<close>(?<=\d)\}}\$(?![\dA-Za-z_$]))"),
    re.compile(r"(?P<open>(?<![\\\w$])\$)\d[\d.,]{0,40}(?P<close>(?<=\d)\$(?![\dA-Za-z_$]))"),
    re.compile(r"(?P<open>(?<!\\)\\\()\d[\d.,]{0,40}(?P<close>\\\))"),
)
_MARKUP = frozenset("*_`[$\\")
_CODE = 2
_LETTER = re.compile(r"[^\W\d_]")
_SIDES = ("open", "close")


class NormalisedText:
    """A text with its odd spellings replaced, and the way back to the places of the original.

    Args:
        original: The text as written.
        edits: The replacements, sorted, without overlap.
        pairs: Markup of which one mark opens and one closes; each mark is one of the edits.
    """

    def __init__(self, original: str, edits: Sequence[Edit], pairs: Iterable[tuple[Edit, Edit]] = ()) -> None:
        self._original = original
        self._edits = edits
        self._partners = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
        self._starts = [edit.start for edit in edits]
        self._placed: list[int] = []
        pieces: list[str] = []
        done = length = 0
        for edit in edits:
            length += edit.start - done
            self._placed.append(length)
            pieces += (original[done : edit.start], edit.text)
            length += len(edit.text)
            done = edit.end
        self.text = "".join([*pieces, original[done:]])

    def offset(self, original: int) -> int:
        """Return where a place of the original is in the text; inside a replacement, behind it."""
        index = bisect_right(self._starts, original) - 1
        if index < 0:
            return original
        edit, placed = self._edits[index], self._placed[index]
        if original == edit.start:
            return placed
        return placed + len(edit.text) + max(0, original - edit.end)

    def place(self, span: Span) -> Span:
        """Return the place in the original of a place of the text; the marks that lie inside belong to it."""
        return Span(self._start(span.start), self._end(span.end))

    def edit(self, edit: Edit) -> Edit:
        """Return what an edit of the text does to the original: in its spelling, and with the markup around it."""
        if edit.start == edit.end:
            at = self._end(edit.start) if edit.start else self._start(0)
            return Edit(at, at, self._spelled(edit.text, ""))
        place = self.place(Span(edit.start, edit.end))
        marks = [one for one in self._inside(place) if one in self._partners]
        torn = [one for one in marks if not _lies_in(self._partners[one], place)]
        opened = [self._words(one) for one in torn if one < self._partners[one]]
        closed = [self._words(one) for one in torn if one > self._partners[one]]
        # Of `**3**만 **2,580**` the first mark and the last remain: they are a pair, and nothing else is needed.
        for mark in [one for one in torn if one < self._partners[one]]:
            if (last := self._words(self._partners[mark])) in closed:
                closed.remove(last)
                opened.remove(self._words(mark))
        words = self._spelled(edit.text, place.of(self._original))
        return Edit(place.start, place.end, "".join([*opened, words, *closed]))

    def _spelled(self, words: str, written: str) -> str:
        sample = written if not written.isascii() else self._original
        if not unicodedata.is_normalized("NFC", sample):
            words = unicodedata.normalize("NFD", words)
        if any(ord(sign) in _FULL_WIDTH for sign in written if sign.isdigit()):
            words = words.translate(_TO_FULL_WIDTH)
        if not _HANJA.keys().isdisjoint(written):
            words = re.sub(r"(?<=\d)[조억만]", lambda unit: _TO_HANJA[unit[0]], words)
        return words

    def _words(self, edit: Edit) -> str:
        return self._original[edit.start : edit.end]

    def _inside(self, place: Span) -> Iterator[Edit]:
        for index in range(bisect_right(self._starts, place.start - 1), len(self._edits)):
            if self._edits[index].start >= place.end:
                return
            yield self._edits[index]

    def _start(self, offset: int) -> int:
        """Return where the sign at an offset of the text begins in the original."""
        index = self._last_before(offset)
        if index < 0:
            return offset
        edit, behind = self._edits[index], offset - self._placed[index] - len(self._edits[index].text)
        return edit.start if behind < 0 else edit.end + behind

    def _end(self, offset: int) -> int:
        """Return where the sign before an offset of the text ends in the original."""
        index = self._last_before(offset - 1)
        if index < 0:
            return offset
        edit, behind = self._edits[index], offset - self._placed[index] - len(self._edits[index].text)
        return edit.end if behind <= 0 else edit.end + behind

    def _last_before(self, offset: int) -> int:
        """Return the last edit whose text begins at or before an offset of the text."""
        return bisect_right(self._placed, offset) - 1


class NormalisedEntry(NamedTuple):
    """An entry whose text is normalised; its offsets count in its own text.

    Attributes:
        entry: The entry, cut out of its file.
        text: Its text, and the way back.
        offset: Where the original of the text starts in the file.
        code: What stood between back ticks, in the places of the text.
    """

    entry: Entry
    text: NormalisedText
    offset: int
    code: tuple[Span, ...]

    def place(self, span: Span) -> Span:
        """Return the place in the file."""
        return self.text.place(span).shifted(self.offset)

    def edit(self, edit: Edit) -> Edit:
        """Return the edit of the file."""
        there = self.text.edit(edit)
        return Edit(there.start + self.offset, there.end + self.offset, there.text)


def normalised(entry: Entry) -> NormalisedEntry | None:
    """Return the entry with a normalised text; None where its text is that already."""
    if _is_plain(entry):
        return None
    cut, offset = excerpt(entry)
    pairs = [pair for section in cut.sections for pair in _pairs(section)]
    marks = [mark for pair, _ in pairs for mark in pair]
    edits = _apart([*marks, *_respelled(cut.source)])
    text = NormalisedText(cut.source, edits, (pair for pair, _ in pairs))
    code = tuple(Span(text.offset(first.end), text.offset(last.start)) for (first, last), is_code in pairs if is_code)
    return NormalisedEntry(_placed(cut, text), text, offset, code)


def _is_plain(entry: Entry) -> bool:
    words = entry.text
    return (
        all(_MARKUP.isdisjoint(section.text) for section in entry.sections)
        and (words.isascii() or unicodedata.is_normalized("NFC", words))
        and _ODD.search(words) is None
        and ("\r" not in words or "\n" in words)
    )


def _pairs(section: Section) -> Iterator[tuple[tuple[Edit, Edit], bool]]:
    """Yield the marks of markup inside the prose of a section that open and close it, and whether it is code."""
    for kind, pattern in enumerate(_PAIRS):
        for found in pattern.finditer(section.text):
            first, last = (
                Edit(section.start + start, section.start + end, "") for start, end in map(found.span, _SIDES)
            )
            # A number between back ticks is stressed, not code.
            yield (first, last), kind == _CODE and _LETTER.search(found[0]) is not None


def _respelled(text: str) -> Iterator[Edit]:
    if not unicodedata.is_normalized("NFC", text):
        for cluster in _CLUSTER.finditer(text):
            composed = unicodedata.normalize("NFC", cluster[0])
            if composed != cluster[0]:
                yield Edit(*cluster.span(), composed)
    if "\n" not in text:
        yield from (Edit(at.start(), at.end(), "\n") for at in _RETURN.finditer(text))
    for odd in _ODD.finditer(text):
        if odd["hanja"]:
            yield Edit(*odd.span("hanja"), "".join(_HANJA[sign] for sign in odd["hanja"]))
        elif odd["wide"]:
            # One by one, so that each keeps its place.
            yield from (
                Edit(odd.start() + at, odd.start() + at + 1, chr(_FULL_WIDTH[ord(sign)]))
                for at, sign in enumerate(odd["wide"])
            )
        else:
            yield Edit(*odd.span(), "" if odd["unseen"] or odd["line"] else " ")


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits in order, without those that begin inside another one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _lies_in(edit: Edit, place: Span) -> bool:
    return place.start <= edit.start and edit.end <= place.end


def _placed(entry: Entry, text: NormalisedText) -> Entry:
    """Return the entry with the text for its source, and its parts at their places in it."""
    return replace(
        entry,
        source=text.text,
        start=text.offset(entry.start),
        end=text.offset(entry.end),
        title=_words(entry.title_span, text) if entry.title_span else entry.title,
        title_span=_place(entry.title_span, text),
        authors=tuple(unicodedata.normalize("NFC", name) for name in entry.authors),
        authors_span=_place(entry.authors_span, text),
        sections=tuple(_section(section, text) for section in entry.sections),
        image=_image(entry.image, text),
    )


def _section(section: Section, text: NormalisedText) -> Section:
    start, end = text.offset(section.start), text.offset(section.end)
    words = text.text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return replace(
        section,
        text=words,
        start=start,
        end=start + len(words),
        bullet=_place(section.bullet, text) or Span(start, start + 1),
        key=_place(section.key, text),
    )


def _image(image: Image | None, text: NormalisedText) -> Image | None:
    if image is None:
        return None
    span = _place(image.span, text)
    return replace(image, span=span, url_span=_place(image.url_span, text)) if span else None


def _words(span: Span, text: NormalisedText) -> str:
    place = _place(span, text)
    return place.of(text.text) if place else ""


def _place(span: Span | None, text: NormalisedText) -> Span | None:
    """Return a place of the original in the text; None where nothing is left of it."""
    if span is None:
        return None
    start, end = text.offset(span.start), text.offset(span.end)
    return Span(start, end) if start < end else None
