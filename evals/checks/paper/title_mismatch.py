"""Titles that are not the paper's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from evals.names.spelling import LATEX_SIGNS, folded, is_near, without_latex
from evals.subject.source_text import SourceText
from summarizer.findings import Fix, Message, Observation, Severity, Where
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from evals.subject.subject import Subject

_BRACKET = re.compile(r"([\[\]])")
_WORD = re.compile(r"\S+")
_SIGNS = {sign: name for name, sign in LATEX_SIGNS.items()}
_FEW_SIGNS = 4
_TYPOS = 2
_LONG_ENOUGH = 12


class TitleMismatch:
    """Flags a title that differs from arXiv's.

    White space, case, dashes, quotes, accents, punctuation and ways to write a formula may differ. A sign that was
    lost or became a word (`LLMtimesMapReduce` for LLM×MapReduce) is damage that no version explains. Any other
    difference is an error only if the paper did not change after the digest's day; else it may have been renamed,
    and the finding is a superseded warning.

    ## Why it matters
    The title is what readers search for and cite.

    ## Known gaps
    - A lost or added punctuation mark is not flagged.
    - While the time of the paper's last version is unknown, a typo is a warning.
    - A damaged title that arXiv has too is not noticed.
    """

    id: ClassVar[str] = "title-mismatch"
    korean: ClassVar[str] = "arXiv의 제목과 다른 제목을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING)

    def inspect(self, subject: Subject) -> Observation:
        """Compare the entry's title with the paper's."""
        entry, paper = subject.entry, subject.paper
        if paper is None or not paper.title or entry.title_span is None:
            return Observation(0)
        here, there = _key(entry.title), _key(paper.title)
        if here == there or not here or not there:
            return Observation(1)
        is_damage = _is_damaged(here, without_latex(paper.title))
        superseded = not is_damage and subject.may_be_superseded
        span, evidence = _difference(entry.title, paper.title)
        finding = subject.finding(
            self.id,
            Severity.ERROR,
            span.shifted(entry.title_span.start),
            Message(en=f"arXiv's title is {paper.title!r}.", ko=f"arXiv의 제목은 '{paper.title}'입니다."),
            evidence=[SourceText(Where.TITLE, None, paper.title).evidence(evidence)],
            fix=_fix(entry.title_span, paper.title, safe=is_damage or (_is_typo(here, there) and not superseded)),
            superseded=superseded,
        )
        return Observation(1, (finding,))


def _is_damaged(here: str, title: str) -> bool:
    """Return whether signs of the title became the names of their commands, or nothing, and all else is the same."""
    signs = [c for c in title if c in _SIGNS or _is_greek(c)]
    if not 0 < len(signs) <= _FEW_SIGNS:
        return False
    pattern = "".join(
        f"(?:{re.escape(folded(c))}|{_SIGNS.get(c, '')}|)" if c in _SIGNS or _is_greek(c) else re.escape(folded(c))
        for c in title
    )
    return re.fullmatch(pattern, here) is not None


def _is_greek(c: str) -> bool:
    return "\u0370" <= c <= "\u03ff"


def _is_typo(here: str, there: str) -> bool:
    is_cut = len(here) >= _LONG_ENOUGH and there.startswith(here)
    return is_cut or (len(there) >= _LONG_ENOUGH and is_near(here, there, _TYPOS))


def _difference(here: str, there: str) -> tuple[Span, Span]:
    """Return the words that differ in both titles: without common words at both ends, or all if none would be left."""
    a, b = ([Span(*found.span()) for found in _WORD.finditer(title)] for title in (here, there))
    keys_a, keys_b = [_key(span.of(here)) for span in a], [_key(span.of(there)) for span in b]
    room = min(len(a), len(b)) - 1
    head = 0
    while head < room and keys_a[head] == keys_b[head]:
        head += 1
    tail = 1
    while tail <= room - head and keys_a[-tail] == keys_b[-tail]:
        tail += 1
    return Span(a[head].start, a[-tail].end), Span(b[head].start, b[-tail].end)


def _key(title: str) -> str:
    return folded(without_latex(title))


def _fix(span: Span, title: str, *, safe: bool) -> Fix:
    shown = without_latex(title) if "\\" in title else title
    return Fix((Edit(span.start, span.end, _BRACKET.sub(r"\\\1", shown)),), safe=safe)
