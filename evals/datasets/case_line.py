"""The line of a dataset: the only form in which a labelled case is written down.

    {"id", "split", "origin", "arxiv_id", "date", "title" and "summary" | "entry",
     "paper", "not_found", "scope", "labels"}

`summary` is the bullets of an entry, `entry` the whole of it with its heading; one of them is given. `paper` is a line
of a snapshot. A label has `type`, `verdict`, `confidence`, `start`, `end`, `text` and `correction`; its offsets count
code points in `summary` or `entry`, and `text` repeats the words there. A label without a place is one of the entry.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from evals.datasets.label_types import label_types
from evals.datasets.model import Confidence, Label, LabelledCase, LabelVerdict
from summarizer.digest import parse
from summarizer.errors import PaperNotFound
from summarizer.io.objections import Objection
from summarizer.messages import Message
from summarizer.papers.ids import read_id
from summarizer.papers.snapshots import read_line, write_line
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.papers import Paper


class LabelModel(BaseModel):
    """A label as it is written down."""

    model_config = ConfigDict(extra="forbid", strict=True)

    type: str
    verdict: LabelVerdict
    confidence: Confidence = "sure"
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=1)
    text: str | None = None
    correction: str | None = None

    @model_validator(mode="after")
    def _is_whole_or_has_a_place(self) -> LabelModel:
        if len({self.start is None, self.end is None, self.text is None}) > 1:
            message = Message(
                "start, end and text are given together, or none of them",
                "start, end, text는 모두 적거나 모두 적지 않습니다",
            )
            raise Objection(message)
        if self.start is not None and self.end is not None and self.start >= self.end:
            message = Message(
                f"a label holds at least one character, not [{self.start}, {self.end})",
                f"구간에는 한 글자 이상이 있어야 합니다: [{self.start}, {self.end})",
            )
            raise Objection(message)
        return self


class CaseModel(BaseModel):
    """A case as it is written down."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = Field(min_length=1)
    arxiv_id: str
    split: str = "dev"
    origin: str = ""
    date: str | None = Field(default=None, pattern=r"^\d{4}-\d\d-\d\d$")
    title: str | None = None
    summary: str | None = None
    entry: str | None = None
    paper: dict[str, Any] | None = None
    not_found: bool = False
    scope: tuple[str, ...] | None = None
    labels: tuple[LabelModel, ...] = ()

    @model_validator(mode="after")
    def _has_one_text(self) -> CaseModel:
        if (self.summary is None) == (self.entry is None):
            message = Message(
                "a case has either a summary or an entry", "사례에는 summary와 entry 가운데 하나만 적습니다"
            )
            raise Objection(message)
        if (self.title is None) != (self.summary is None):
            message = Message(
                "a summary needs a title, and an entry has its own",
                "summary에는 title이 필요하고, entry에는 제목이 이미 있습니다",
            )
            raise Objection(message)
        if self.paper and self.not_found:
            message = Message(
                "a case has either a paper or not_found", "사례에는 paper와 not_found 가운데 하나만 적습니다"
            )
            raise Objection(message)
        return self


def read_case(line: str | bytes) -> LabelledCase:
    """Return the case of one line.

    Raises:
        ValidationError: If it has not the keys of a case, or a value is of another kind.
        Objection: If it is no valid case for another reason.
    """
    return case_of(CaseModel.model_validate_json(line))


def case_of(model: CaseModel) -> LabelledCase:
    """Return the case that was written down; a summary becomes a digest of one entry.

    Raises:
        Objection: If a label, the paper or the text is not what it says it is.
    """
    ref = read_id(model.arxiv_id)
    if ref is None:
        message = Message(
            f"arxiv_id: {model.arxiv_id!r} is no arXiv identifier",
            f"arxiv_id: arXiv 식별자가 아닙니다: {model.arxiv_id!r}",
        )
        raise Objection(message)
    head = f"## Daily Papers ({model.date})\n\n" if model.date else ""
    if model.summary is not None:
        head += f"### [{model.title}](https://arxiv.org/abs/{ref})\n\n"
    body = model.entry if model.summary is None else model.summary
    text = head + (body or "")
    _require_entries_about(ref.arxiv_id, text)
    labels = sorted((_label(label, text, len(head)) for label in model.labels), key=lambda label: label.span)
    _require_known("scope", model.scope or ())
    scope = label_types() if model.scope is None else frozenset(model.scope)
    paper = PaperNotFound.of(ref) if model.not_found else _paper(ref.arxiv_id, model.paper)
    return LabelledCase(model.id, ref.arxiv_id, text, paper, tuple(labels), scope, model.split, model.origin)


def _require_entries_about(arxiv_id: str, text: str) -> None:
    entries = parse(text).entries
    if not entries:
        raise Objection(Message("the text holds no entry", "글에 항목이 없습니다"))
    for entry in entries:
        if entry.arxiv_id != arxiv_id:
            message = Message(
                f"the entry in line {entry.line} of the text is about {entry.arxiv_id}, and the case about {arxiv_id}",
                f"글 {entry.line}행의 항목은 {entry.arxiv_id}, 사례는 {arxiv_id} 논문을 다룹니다",
            )
            raise Objection(message)


def _paper(arxiv_id: str, written: dict[str, Any] | None) -> Paper | None:
    if not written:
        return None
    try:
        paper = read_line(json.dumps(written))
    except Objection as error:
        message = Message(f"paper.{error.message.en}", f"paper.{error.message.ko}")
        raise Objection(message) from error
    if paper.arxiv_id != arxiv_id:
        message = Message(
            f"paper.arxiv_id: the case is about {arxiv_id}, not {paper.arxiv_id}",
            f"paper.arxiv_id: 사례의 논문({arxiv_id})과 다릅니다: {paper.arxiv_id}",
        )
        raise Objection(message)
    return paper


def write_case(case: LabelledCase) -> str:
    """Return the case as a line without its line break."""
    line = {
        "id": case.id,
        "split": case.split,
        "origin": case.origin,
        "arxiv_id": case.arxiv_id,
        "entry": case.text,
        "paper": json.loads(write_line(case.source)) if case.source else None,
        "not_found": isinstance(case.paper, PaperNotFound),
        "scope": None if case.scope == label_types() else sorted(case.scope),
        "labels": [_written(label, case.text) for label in case.labels],
    }
    return json.dumps(line, ensure_ascii=False)


def _written(label: Label, text: str) -> dict[str, object]:
    place = None if label.is_whole else label.span
    return {
        "type": label.type,
        "verdict": label.verdict,
        "confidence": label.confidence,
        "start": place and place.start,
        "end": place and place.end,
        "text": place and place.of(text),
        "correction": label.correction,
    }


def _label(label: LabelModel, text: str, offset: int) -> Label:
    _require_known("labels", [label.type])
    is_whole = label.start is None or label.end is None
    span = (
        Span(0, len(text)) if label.start is None or label.end is None else Span(label.start, label.end).shifted(offset)
    )
    if not is_whole and (span.end > len(text) or span.of(text) != label.text):
        place = f"[{label.start}, {label.end})"
        message = Message(
            f"labels: {span.of(text)!r} stands at {place}, not {label.text!r}",
            f"labels: {place}에 있는 글이 text와 다릅니다: {span.of(text)!r}, {label.text!r}",
        )
        raise Objection(message)
    return Label(label.type, label.verdict, label.confidence, span, is_whole, label.correction)


def _require_known(key: str, types: Iterable[str]) -> None:
    for name in types:
        if name not in label_types():
            message = Message(f"{key}: there is no type {name!r}", f"{key}: 알 수 없는 유형입니다: {name!r}")
            raise Objection(message)
