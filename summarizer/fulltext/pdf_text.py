"""The text of a paper from its PDF, for papers of which there is no web page.

A PDF says where its signs stand, not what they mean: the rows of a table are lines without cells, and a raised digit
may be a power or a mark. Where there is a page of LaTeXML, it is the better source.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import SourceUnavailable
from summarizer.fulltext.passages import split_passages
from summarizer.fulltext.pdf_heights import GlyphRun, marked
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from summarizer.papers import Passage

_READER = Path(__file__).with_name("pdf_pages.py")
_SECONDS = 60.0
# Lines at either end of a page that may be a running head or foot, and on how many pages one of them has to stand.
_MARGIN = 2
_RUNNING = 3
_NUMBER = re.compile(r"[0-9]+")
_STAMP = re.compile(r"arXiv:[0-9]{4}\.[0-9]{4,5}v[0-9]|\[?[0-9]{1,4}\]?$")
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
# pdfium's sign for a hyphen at the end of a line, whose break it takes out.
_LINE_HYPHEN = "\ufffe"
_HEAD = re.compile(r"[A-Za-z-]+\Z")
_TAIL = re.compile(r"[A-Za-z]+")
_LONGEST_WORD = 40
# A number in words has its hyphen wherever a line ends.
_TENS = re.compile(r"(?:\A|-)(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\Z", re.IGNORECASE)
_ONES = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\Z",
    re.IGNORECASE,
)
_SIGNS = {
    **dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xAD, 0x200B]),
    **dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), start=0xFB00)),
}
_ITEM = re.compile(r"[•–▪◦*]|[-(]?[0-9a-z]{1,2}[.)] ")
# Of the long lines of a section, what a line has to have to be a full one.
_FULL = 0.75


def read_pdf(file: bytes) -> tuple[Passage, ...]:
    """Return the text in order, by section, without references and running heads.

    Words that a line break cut are whole again, and lines of one paragraph are one line.

    Raises:
        SourceUnavailable: If the file is broken, locked, without text, or takes too long to read.
    """
    pages = [_cut_lines(page) for page in _read_pages(file)]
    text = _join_words("\n".join(_without_running_lines(pages)))
    passages = tuple(replace(passage, text=_reflow(passage.text)) for passage in split_passages(text))
    if not passages:
        message = Message("the PDF has no text", "PDF에 텍스트가 없습니다")
        raise SourceUnavailable(message)
    return passages


def _read_pages(file: bytes) -> list[str]:
    # -P: no file of the folder that the user is in takes the place of a module.
    command = [sys.executable, "-P", str(_READER)]
    try:
        ended = subprocess.run(command, input=file, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        message = Message(
            f"the PDF cannot be read within {_SECONDS:.0f} s", f"PDF를 {_SECONDS:.0f}초 안에 읽지 못했습니다"
        )
        raise SourceUnavailable(message) from error
    except subprocess.CalledProcessError as error:
        message = Message("the PDF cannot be read", "PDF를 읽을 수 없습니다")
        raise SourceUnavailable(message) from error
    return [marked([GlyphRun(*run) for run in page]) for page in json.loads(ended.stdout)]


def _cut_lines(page: str) -> list[str]:
    lines = (" ".join(line.split()) for line in page.translate(_SIGNS).splitlines())
    return [line for line in lines if line]


def _without_running_lines(pages: Iterable[list[str]]) -> Iterator[str]:
    """Yield the lines but those that stand at the edge of many pages, with their number or another."""
    pages = list(pages)
    edges = [{*range(min(_MARGIN, len(page))), *range(max(0, len(page) - _MARGIN), len(page))} for page in pages]
    seen = Counter(
        form for page, edge in zip(pages, edges, strict=True) for form in {_form(page[place]) for place in edge}
    )
    for page, edge in zip(pages, edges, strict=True):
        for place, line in enumerate(page):
            if not (place in edge and (seen[_form(line)] >= _RUNNING or _STAMP.match(line))):
                yield line


def _form(line: str) -> str:
    return _NUMBER.sub("0", line)


def _join_words(text: str) -> str:
    """Take out the hyphens at line ends, but for those that belong to their word."""
    words = Counter(word.lower() for word in _WORD.findall(text))
    first, *rest = text.split(_LINE_HYPHEN)
    parts = [first]
    for before, after in pairwise([first, *rest]):
        # Longer than a word is nothing to join.
        head, tail = _HEAD.search(before[-_LONGEST_WORD:]), _TAIL.match(after)
        keeps = not (head and tail) or _is_hyphenated(head[0], tail[0], words)
        parts += ["-" if keeps else "", after]
    return "".join(parts)


def _is_hyphenated(head: str, tail: str, words: Mapping[str, int]) -> bool:
    """Return whether a hyphen stays: GPT-4 and Chain-of-Thought keep theirs even where they stand nowhere else."""
    if _TENS.search(head) and _ONES.match(tail):
        return True
    whole, hyphenated = words.get((head + tail).lower(), 0), words.get(f"{head}-{tail}".lower(), 0)
    return tail[0].isupper() or ("-" in head and not whole) or hyphenated > whole


def _reflow(text: str) -> str:
    """Return the text with the lines of a paragraph in one; a short line ends one."""
    lines = text.split("\n")
    longest = sorted(map(len, lines))[len(lines) * 9 // 10]
    parts = [lines[0]]
    for before, line in pairwise(lines):
        parts += [_joint(before, line, longest), line]
    return "".join(parts)


def _joint(before: str, line: str, longest: int) -> str:
    """Return what stands between two lines: a line break between paragraphs, else a space or nothing."""
    if before[-1] == "-" and before[-2:-1].isalnum():
        return ""
    goes_on = len(before) >= _FULL * longest or (line[0].islower() and not before[-1].isdigit())
    return " " if goes_on and not _ITEM.match(line) else "\n"
