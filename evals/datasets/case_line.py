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

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.datasets.label_types import label_types
from evals.datasets.model import Confidence, Label, LabelledCase, LabelVerdict
from summarizer.arxiv_ids import read_id
from summarizer.digest import parse
from summarizer.errors import PaperNotFound
from summarizer.papers.snapshot_line import read_line, write_line
from summarizer.spans import Span

if TYPE_CHECKING:
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
            message = "start, end and text are given together, or none of them"
            raise ValueError(message)
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
            message = "a case has either a summary or an entry"
            raise ValueError(message)
        if (self.title is None) != (self.summary is None):
            message = "a summary needs a title, and an entry has its own"
            raise ValueError(message)
        return self


def read_case(line: str | bytes) -> LabelledCase:
    """Return the case of one line.

    Raises:
        ValueError: If it is no valid case; the message says why in a few words.
    """
    try:
        model = CaseModel.model_validate_json(line)
    except ValidationError as error:
        raise ValueError(_reason(error)) from error
    return case_of(model)


def case_of(model: CaseModel) -> LabelledCase:
    """Return the case that was written down; a summary becomes a digest of one entry.

    Raises:
        ValueError: If a label, the paper or the text is not what it says it is.
    """
    ref = read_id(model.arxiv_id)
    if ref is None:
        message = f"arxiv_id: {model.arxiv_id!r} is no arXiv identifier"
        raise ValueError(message)
    head = f"## Daily Papers ({model.date})\n\n" if model.date else ""
    if model.summary is not None:
        head += f"### [{model.title}](https://arxiv.org/abs/{ref})\n\n"
    body = model.entry if model.summary is None else model.summary
    text = head + (body or "")
    if not parse(text).entries:
        message = "the text holds no entry"
        raise ValueError(message)
    labels = sorted((_label(label, text, len(head)) for label in model.labels), key=lambda label: label.span)
    scope = label_types() if model.scope is None else frozenset(map(_known, model.scope))
    paper: Paper | PaperNotFound | None = read_line(json.dumps(model.paper)) if model.paper else None
    if model.not_found:
        paper = PaperNotFound.of(ref)
    return LabelledCase(model.id, ref.arxiv_id, text, paper, tuple(labels), scope, model.split, model.origin)


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
    is_whole = label.start is None or label.end is None
    span = (
        Span(0, len(text)) if label.start is None or label.end is None else Span(label.start, label.end).shifted(offset)
    )
    if not is_whole and span.of(text) != label.text:
        message = f"labels: {span.of(text)!r} stands at [{label.start}, {label.end}), not {label.text!r}"
        raise ValueError(message)
    return Label(_known(label.type), label.verdict, label.confidence, span, is_whole, label.correction)


def _known(label_type: str) -> str:
    if label_type not in label_types():
        message = f"labels: there is no type {label_type!r}"
        raise ValueError(message)
    return label_type


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return "it is not JSON"
    where = ".".join(map(str, first["loc"]))
    message = first["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    return f"{where}: {message}" if where else message
