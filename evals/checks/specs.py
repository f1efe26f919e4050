"""Specs: what a check must flag and must leave alone, in examples that an editor can review.

A spec is a Markdown file beside its check. Prose explains; fenced blocks are the examples, under three headings:

- `## Flagged`: every example marks the words that must be flagged.
- `## Clean`: nothing is flagged.
- `## Not detected yet`: the marked words ought to be flagged and are not; once they are, the example moves up.

A `source` block is the paper of the examples after it, up to the next one; without one there is no paper. It is a
header, an empty line, the abstract, and any passages of the full text, each under a line `§ NAME`:

    title: Tiny Readers for Long Books
    authors: Mina Park, Leo Ortiz
    updated: 2024-09-01
    day: 2024-09-26

    We train TinyReader, a model with 8 billion parameters.

    § 4 Results
    It finishes 102 books.

Keys are `id`, `title`, `authors`, `published`, `updated`, `comment`, `day` (the digest's) and `status`, which is
`not found` or `withdrawn`; a key left out is unknown. A `summary` block is the bullets of one entry about that paper;
a `digest` block is a whole file, for checks that look at headings, images or authors.

Flagged words stand in ⟦ ⟧. Braces may follow with severity, `superseded`, and how the words read after the fix (from
the first to the last character that is flagged or edited): `⟦8조⟧{error → 80억}`, `⟦A+⟧{warning superseded}`. What
is not written is not asserted, but a severity without `superseded` asserts that the finding is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import TYPE_CHECKING

from summarizer.findings import Severity
from summarizer.papers import Paper, Passage
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evals.checks.contract import Defect

_DAY = "2024-09-26"
_ID = "2401.00001"
_KEYS = {"id", "title", "authors", "published", "updated", "comment", "day", "status"}
_STATUSES = {None, "not found", "withdrawn"}
_MARK = re.compile(r"⟦([^⟦⟧]+)⟧(?:\{([^{}]*)\})?")


class SpecPart(StrEnum):
    """The three headings of a spec."""

    FLAGGED = "Flagged"
    CLEAN = "Clean"
    UNDETECTED = "Not detected yet"


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words of an example that must be flagged, and what the finding must say.

    Attributes:
        span: Their place in the example's text.
        severity: None when it is not asserted.
        superseded: Asserted only together with a severity.
        correction: How the words read after the fix; None when it is not asserted.
    """

    span: Span
    severity: Severity | None = None
    superseded: bool = False
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The paper of an example, or the news that there is none."""

    paper: Paper | None = None
    not_found: bool = False
    day: str = _DAY


@dataclass(frozen=True, slots=True)
class Example:
    """A digest with the places that must be flagged.

    Attributes:
        part: The heading it stands under.
        line: Line of its block in the spec, from 1.
        source: What is known about the paper.
        text: The digest, without marks.
        marks: The marked places, in order.
    """

    part: SpecPart
    line: int
    source: Source
    text: str
    marks: tuple[MarkedWords, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """The examples of a check, and the Markdown they were read from."""

    text: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    part: SpecPart | None
    kind: str
    line: int
    body: str


def read_spec(check: Defect) -> Spec:
    """Return the spec that stands beside the module of `check`.

    Raises:
        FileNotFoundError: If the check has none.
        ValueError: If the spec is malformed; the message names file and line.
    """
    package, _, module = type(check).__module__.rpartition(".")
    text = resources.files(package).joinpath(f"{module}.md").read_text(encoding="utf-8")
    return parse_spec(text, f"{module}.md")


def parse_spec(text: str, name: str = "spec") -> Spec:
    """Read the examples of a spec; `name` stands in error messages.

    Raises:
        ValueError: If a block is malformed, or an example marks what its heading says it cannot.
    """
    source = Source()
    examples: list[Example] = []
    for block in _blocks(text):
        try:
            if block.kind == "source":
                source = _read_source(block.body)
            else:
                examples.append(_read_example(block, source))
        except ValueError as exc:
            message = f"{name}:{block.line}: {exc}"
            raise ValueError(message) from exc
    return Spec(text, tuple(examples))


def _blocks(text: str) -> Iterator[_Block]:
    part: SpecPart | None = None
    kind, opened, body = None, 0, ""
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if kind is not None:
            if line.rstrip() == "```":
                yield _Block(part, kind, opened, body)
                kind = None
            else:
                body += line
        elif line.startswith("```"):
            kind, opened, body = line.strip("`\n "), number, ""
        elif line.startswith("## "):
            part = next((p for p in SpecPart if p == line[3:].strip()), None)


def _read_source(body: str) -> Source:
    header, _, rest = body.partition("\n\n")
    fields: dict[str, str] = {}
    for line in header.splitlines():
        key, colon, value = line.partition(":")
        if key not in _KEYS or not colon:
            message = f"a source's header has no {line!r}"
            raise ValueError(message)
        fields[key] = value.strip()
    status = fields.get("status")
    if status not in _STATUSES:
        message = f"a paper has no status {status!r}"
        raise ValueError(message)
    paper = None if status == "not found" else _paper(fields, rest)
    return Source(paper, not_found=status == "not found", day=fields.get("day", _DAY))


def _paper(fields: Mapping[str, str], text: str) -> Paper:
    abstract, *passages = re.split(r"^§ ", text, flags=re.MULTILINE)
    return Paper(
        arxiv_id=fields.get("id", _ID),
        title=fields.get("title", ""),
        abstract=_folded(abstract),
        authors=tuple(fields["authors"].split(", ")) if "authors" in fields else (),
        published=fields.get("published"),
        updated=fields.get("updated"),
        comment=fields.get("comment"),
        withdrawn=fields.get("status") == "withdrawn",
        fulltext=tuple(map(_passage, passages)) or None,
    )


def _passage(text: str) -> Passage:
    section, _, body = text.partition("\n")
    return Passage(section.strip(), _folded(body))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _read_example(block: _Block, source: Source) -> Example:
    if block.part is None:
        message = "an example stands under one of the headings " + ", ".join(SpecPart)
        raise ValueError(message)
    if block.kind not in {"summary", "digest"}:
        message = f"a block is a source, a summary or a digest, not {block.kind!r}"
        raise ValueError(message)
    text, marks = _read_marks(_heading(source) + block.body if block.kind == "summary" else block.body)
    if bool(marks) is (block.part is SpecPart.CLEAN):
        message = f"an example under {block.part} {'marks nothing' if marks else 'marks the words'}"
        raise ValueError(message)
    return Example(block.part, block.line, source, text, marks)


def _heading(source: Source) -> str:
    paper = source.paper
    title = paper.title if paper and paper.title else "Untitled"
    arxiv_id = paper.arxiv_id if paper else _ID
    return f"## Daily Papers ({source.day})\n\n### [{title}](https://arxiv.org/abs/{arxiv_id})\n\n"


def _read_marks(marked: str) -> tuple[str, tuple[MarkedWords, ...]]:
    text, done = "", 0
    marks: list[MarkedWords] = []
    for found in _MARK.finditer(marked):
        text += marked[done : found.start()]
        marks.append(_mark(Span(len(text), len(text) + len(found[1])), found[2] or ""))
        text += found[1]
        done = found.end()
    return text + marked[done:], tuple(marks)


def _mark(span: Span, remark: str) -> MarkedWords:
    words, arrow, correction = remark.partition("→")
    severity: Severity | None = None
    superseded = False
    for word in words.split():
        if word == "superseded":
            superseded = True
        else:
            severity = Severity(word)
    return MarkedWords(span, severity, superseded=superseded, correction=correction.strip() if arrow else None)
