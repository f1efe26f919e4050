"""Markup, prompt text and placeholders in the prose."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from evals.checks.form.damage import REMAINS, damaged, unreadable
from summarizer.findings import Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evals.subject.subject import Subject
    from summarizer.digest.model import Entry, Section
    from summarizer.findings import Finding


class _Leak(NamedTuple):
    en: str
    ko: str
    pattern: re.Pattern[str]
    is_formula: bool = False
    """Whether a formula between its signs may hold it."""
    marks: str = ""
    """Characters one of which every such leak has, so that most texts are done at a glance; none known when empty."""


# A reply says these of itself at the start of a section or sentence; inside one they may be the paper's subject.
_SENTENCE = r"(?:\A|(?<=[.!?]\s)|(?<=\n))"

_LEAKS = (
    _Leak(
        "a Python or JSON value",
        "Python 또는 JSON 값",
        re.compile(
            r"""\A(?!\[[^\]\n]{0,300}\]\()[\[{]{1,2}\s{0,4}["'](?:[^"'\n]{1,60}["']\s?:\s?["'\[{])?"""
            r"""|["']\}?,\s{0,4}\{["'][^"'\n]{1,60}["']:"""
            r"""|"?\b(?:whats_new|technical_details|performance_highlights)\b"?(?=\s?:)"""
        ),
        marks="\"'_",
    ),
    _Leak(
        "a LaTeX command",
        "LaTeX 명령",
        re.compile(
            r"\\{1,2}[A-Za-z]{2,}(?:\{[^{}\n]{0,60}\}){0,2}|(?<=\S)[\^_]\{(?:(?:[^{}\n]|\{[^{}\n]{0,30}\}){1,30}\})?"
        ),
        is_formula=True,
        marks="\\{",
    ),
    _Leak(
        "the alternative text of a formula",
        "수식의 대체 텍스트",
        re.compile(
            r"\b(?:(?:bold_)?italic|bold|roman|typewriter|script|fraktur|caligraphic|blackboard_bold)_[^\W\d_](?![a-z_])"
            r"|\b(?:start|end)_(?:POST|PRE|FLOAT)?(?:SUPERSCRIPT|SUBSCRIPT|ARG|ROW|CELL|ARRAY)\b"
        ),
        marks="_",
    ),
    _Leak(
        "an HTML tag",
        "HTML 태그",
        re.compile(
            r"</?(?:br|sub|sup|strong|em|span|div|font|center|ul|ol|li|tr|td|th|h[1-6])(?:\s[^<>\n]{0,200})?/?>"
            r"|<(?:a|img|p|span|iframe)\s[^<>\n]{1,300}>|</(?:a|b|i|u|p)>"
            r"|&(?:amp|lt|gt|quot|nbsp|#\d{2,6}|#x[0-9A-Fa-f]{2,6});"
        ),
        marks="<&",
    ),
    _Leak(
        "placeholder text",
        "자리 표시 문구",
        re.compile(
            r"\A[\[(<]?(?:N/A|none|null|nan|undefined|placeholder|TODO|TBD|없음|해당\s?없음|-|\.{3}|…)[\])>]?\.?\Z"
            r"|\A\[(?:요약|내용|본문|결과|설명|summary|content|text)\]"
            r"|\A[$%]?[\[<{]{1,2}[A-Za-z][A-Za-z_. ]{2,40}[\]>}]{1,2}\.?\Z"
            r"|\{\{ ?[A-Za-z_]{3,40} ?\}\}|\[(?:여기에|insert)\s[^\]\n]{1,60}\]|\b(?:TODO|TBD):",
            re.IGNORECASE,
        ),
    ),
    _Leak(
        "text of a prompt or of a model about itself",
        "프롬프트 문구 또는 모델이 스스로를 가리키는 말",
        re.compile(
            _SENTENCE + r"(?:(?:Sure[,!] )?Here(?: is|'s|’s) (?:the|a|an|your) (?:\w+ ){0,3}(?:summary|translation)"
            r"|As an AI\b|Certainly!|Sure!|(?:저는 )?(?:AI|인공지능)(?: 언어)? 모델로서|저는 (?:AI|인공지능|언어 모델)"
            r"|(?:다음은|아래는) [^.\n]{0,40}요약(?:입니다|한 내용입니다))"
            r"|\Aassistant\s?:"
            r"|\A(?:\[/?INST\]|#{2,4} (?:Instruction|Response|Input))"
            r"|<\|(?:im_start|im_end|eot_id|start_header_id|end_header_id)\|>|^```\w*",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
)
# What a page of formulas typesets. The sign that closes a formula stands beside its last letter: `$와 $` is the prose
# between two. Signs with no Korean between them are a pair in any case, so that an eaten command parts no others.
_INDEX = re.compile(r"[\^_]\{[^{}\\\n]{1,12}\}")
_LONE_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_가-힣]$")
_FORMULA = re.compile(
    r"\$\$[^$\n]{1,400}\$\$|\$(?:[^$\s](?:[^$\n]{0,400}[^$\s])?|[^$\n가-힣]{1,400})\$"
    r"|\\\([^\n]{1,400}?\\\)|\\\[[^\n]{1,400}?\\\]"
)
# A letter of a formula, and the mathematical alphabets that extraction puts after it.
_MATH_RUN = re.compile(r"[A-Za-z]{0,8}[\U0001D400-\U0001D7CB]{1,16}")


class LeakedMarkup:
    r"""Flags markup, prompt text or a placeholder that leaked into the prose.

    That is a Python or JSON value (`[{'code': '…`), a LaTeX command (`\times`), the alternative text of a formula
    (`italic_F`), a formula that was extracted twice (`𝐥𝐜𝐥𝐜`), HTML, what a model says of itself (`As an AI`), and text
    that stands for a summary (`N/A`). So is what damage leaves: a command whose backslash was eaten (a tab and `imes`,
    `extbf{`), a control character, text in the wrong encoding, a Han character inside a Korean word.

    ## Why it matters
    Readers see what no editor has read, and stop trusting the rest.

    ## Known gaps
    - Markup inside `code` is the author's and is left alone; so are formulas without a command (`π_θ`, or `k^{-b}`
      where the paper writes so too), and whole ones between their signs (`$\theta$`), which many pages typeset.
    - Only tags of layout are flagged: others (`<think>`) may be what the paper is about.
    - A line that lost `\n` of a command (`eq`) looks like any other line, and so does what is left of a short
      command (`ho`) or is a word (`angle`) without its control character.
    - A no-break space is read as a blank, also where it is half of a letter in the wrong encoding.
    - A model's words about itself are known only at the start of a sentence.
    """

    id: ClassVar[str] = "leaked-markup"
    korean: ClassVar[str] = "요약문에 섞여 들어간 마크업, 프롬프트 문구, 자리 표시 문구를 찾습니다."
    version: ClassVar[int] = 6
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR,)

    def inspect(self, subject: Subject) -> Observation:
        """Search the prose of every bullet, and the rest of the entry for signs that stand in no text."""
        sections = [section for section in subject.entry.sections if section.text]
        findings = [
            _finding(subject, span.shifted(section.start), leak)
            for section in sections
            for span, leak in _leaks(section.text, subject.code_in(section))
            if not (_may_be_notation(section.text, span, leak) and _is_of_paper(subject, span.of(section.text)))
        ]
        for start, end in _between(subject.entry, sections):
            findings += [
                _finding(subject, span, damage) for span, damage in unreadable(subject.entry.source, start, end)
            ]
        return Observation(len(sections), tuple(sorted(findings, key=lambda finding: finding.start)))


def _may_be_notation(text: str, span: Span, leak: tuple[str, str]) -> bool:
    """Return whether words are damage only where the paper does not write so itself: `O(1/sqrt{t})`, `k^{-b}`."""
    return leak == REMAINS or (
        _INDEX.fullmatch(span.of(text)) is not None
        and _LONE_LETTER.search(text[max(0, span.start - 2) : span.start]) is not None
    )


def _is_of_paper(subject: Subject, words: str) -> bool:
    """Return whether the paper writes so itself: `O(1/sqrt{t})`."""
    return any(words in source.text for source in subject.sources)


def _between(entry: Entry, sections: Iterable[Section]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of an entry that are no prose: heading, authors, picture, the keys of its sections."""
    start = entry.start
    for section in sections:
        yield start, section.start
        start = section.end
    yield start, entry.end


def _leaks(text: str, code: Iterable[Span]) -> Iterator[tuple[Span, tuple[str, str]]]:
    """Yield the leaks of a text in order, without those that begin inside code or inside another leak."""
    done = 0
    for start, end, words in sorted(_candidates(text, code), key=lambda c: (c[0], c[2] is not None, -c[1])):
        if start >= done:
            done = end
            if words is not None:
                yield Span(start, end), words


def _candidates(text: str, code: Iterable[Span]) -> Iterator[tuple[int, int, tuple[str, str] | None]]:
    yield from ((span.start, span.end, None) for span in code)
    for leak in _LEAKS:
        if leak.marks and not any(mark in text for mark in leak.marks):
            continue
        formulas = [found.span() for found in _FORMULA.finditer(text)] if leak.is_formula else []
        for found in leak.pattern.finditer(text):
            if not any(start <= found.start() and found.end() <= end for start, end in formulas):
                yield *found.span(), (leak.en, leak.ko)
    for span, damage in damaged(text):
        yield span.start, span.end, damage
    if max(text) < "\U0001d400":
        return
    for found in _MATH_RUN.finditer(text):
        if _is_doubled(found[0]):
            yield *found.span(), ("a formula that was extracted twice", "두 번 추출된 수식")


def _is_doubled(run: str) -> bool:
    # `𝐥𝐜𝐥𝐜`, or `lc𝐥𝐜`: one pair of letters may be a product, a letter before its own sign may not.
    half, odd = divmod(len(run), 2)
    if odd:
        return False
    first, second = run[:half], run[half:]
    return unicodedata.normalize("NFKC", first) == unicodedata.normalize("NFKC", second) and (
        half > 1 or first != second
    )


def _finding(subject: Subject, span: Span, words: tuple[str, str]) -> Finding:
    en, ko = words
    message = Message(en=f"The prose contains {en}.", ko=f"요약문에 섞여 들어간 {ko}입니다.")
    return subject.finding(LeakedMarkup.id, Severity.ERROR, span, message, evidence=[subject.entry_evidence(span)])
