"""The line of a snapshot: the only form in which a paper is written down."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.arxiv_ids import read_id
from summarizer.messages import Message
from summarizer.objections import Objection, objection
from summarizer.papers.model import Paper, Passage

_KEYS = (
    *("arxiv_id", "version", "title", "authors", "abstract", "published", "updated"),
    *("categories", "comment", "doi", "withdrawn"),
)


class _PassageModel(BaseModel):
    model_config = ConfigDict(strict=True)

    section: str | None = None
    text: str


class _PaperModel(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)

    arxiv_id: str
    title: str
    abstract: str
    version: Annotated[int, Field(ge=1)] | None = None
    authors: tuple[str, ...] | None = None
    published: str | None = None
    updated: str | None = None
    categories: tuple[str, ...] | None = None
    comment: str | None = None
    doi: str | None = None
    withdrawn: bool | None = None
    fulltext: tuple[_PassageModel, ...] | None = None


def read_line(line: str | bytes) -> Paper:
    """Return the paper of one line; null and missing mean unknown, unknown keys are kept.

    White space of the title and the names is folded; abstract and full text stay as they are, so
    that offsets into them hold.

    Raises:
        Objection: If the line is no valid paper; the message says why in a few words.
    """
    try:
        model = _PaperModel.model_validate_json(line)
    except ValidationError as error:
        raise Objection(objection(error)) from error
    ref = read_id(model.arxiv_id)
    if ref is None:
        message = Message(
            f"arxiv_id: {model.arxiv_id!r} is no arXiv identifier",
            f"arxiv_id: arXiv 식별자가 아닙니다: {model.arxiv_id!r}",
        )
        raise Objection(message)
    if None not in (ref.version, model.version) and ref.version != model.version:
        message = Message(
            f"arxiv_id: {model.arxiv_id!r} is not version {model.version}",
            f"arxiv_id: version 값({model.version})과 다른 버전입니다: {model.arxiv_id!r}",
        )
        raise Objection(message)
    return Paper(
        arxiv_id=ref.arxiv_id,
        title=_folded(model.title),
        abstract=model.abstract,
        version=model.version or ref.version,
        authors=tuple(map(_folded, model.authors or ())),
        published=model.published or None,
        updated=model.updated or None,
        categories=model.categories or (),
        comment=model.comment or None,
        doi=model.doi or None,
        withdrawn=bool(model.withdrawn),
        fulltext=None if model.fulltext is None else tuple(Passage(p.section or "", p.text) for p in model.fulltext),
        extra=model.model_extra or {},
    )


def write_line(paper: Paper) -> str:
    """Return the paper as a line without its line break; the keys come in a fixed order, the kept ones last."""
    line: dict[str, object] = {key: getattr(paper, key) for key in _KEYS}
    line["fulltext"] = None if paper.fulltext is None else [asdict(passage) for passage in paper.fulltext]
    return json.dumps({**line, **paper.extra}, ensure_ascii=False)


def _folded(text: str) -> str:
    return " ".join(text.split())
