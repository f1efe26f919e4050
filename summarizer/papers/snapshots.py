"""Snapshots: papers pinned in a JSON Lines file, one a line, compressed by gzip or not."""

from __future__ import annotations

import errno
import gzip
import json
import os
import zlib
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import ConfigError, DatasetError
from summarizer.io.files import open_input, write_text_atomically
from summarizer.io.objections import Objection, objection
from summarizer.io.os_errors import unreadable
from summarizer.messages import Message
from summarizer.papers.ids import read_id
from summarizer.papers.model import Paper, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_GZIP = b"\x1f\x8b"


def read_snapshot(path: str | os.PathLike[str]) -> dict[str, Paper]:
    """Return the papers of a snapshot by arXiv id; of several lines with one id the last wins.

    A folder stands for its `*.jsonl` and `*.jsonl.gz` files in sorted order.

    Raises:
        ConfigError: If there is no such file or folder, or it cannot be read.
        DatasetError: If a line is no valid paper; the message names file and line.
    """
    return {paper.arxiv_id: paper for paper in read_papers(path)}


def read_papers(path: str | os.PathLike[str]) -> Iterator[Paper]:
    """Yield the papers of a snapshot in the order of its lines, every version of a paper that it holds.

    Raises:
        ConfigError: If there is no such file or folder, or it cannot be read.
        DatasetError: If a line is no valid paper; the message names file and line.
    """
    if not os.fspath(path):
        # `Path` takes it for the folder one stands in.
        raise unreadable(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
    for file in _files(Path(path)):
        try:
            yield from _read_file(file)
        except OSError as error:
            raise unreadable(file, error) from error


def snapshot_text(papers: Iterable[Paper]) -> str:
    """Return the papers one a line in the order given."""
    from summarizer.papers.snapshots import write_line  # noqa: PLC0415 - loads pydantic

    return "".join(f"{write_line(paper)}\n" for paper in papers)


def write_snapshot(papers: Iterable[Paper], path: str | os.PathLike[str]) -> None:
    """Write the papers one a line in the order given, whole or not at all.

    Raises:
        ConfigError: If the file cannot be written; what stood there before still does.
    """
    write_text_atomically(path, snapshot_text(papers))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted([*path.glob("*.jsonl"), *path.glob("*.jsonl.gz")])
    if not files:
        message = Message(
            f"cannot read {path}: the folder has no *.jsonl or *.jsonl.gz file",
            f"{path}: 이 폴더에는 *.jsonl이나 *.jsonl.gz 파일이 없습니다",
        )
        raise ConfigError(message)
    return files


def _read_file(file: Path) -> Iterator[Paper]:
    from summarizer.papers.snapshots import read_line  # noqa: PLC0415 - loads pydantic

    # Binary lines end at \n alone; text lines would also end at separators that JSON allows in a string.
    with _opened(file) as lines:
        for number, line in enumerate(lines, start=1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901 - a byte order mark is no part of the line
            if line.isspace():
                continue
            try:
                yield read_line(line)
            except Objection as error:
                message = Message(
                    f"{file}:{number}: not a valid paper: {error}",
                    f"{file}:{number}: 논문 기록의 형식이 잘못되었습니다: {error.message.ko}",
                )
                raise DatasetError(message) from error


@contextmanager
def _opened(file: Path) -> Iterator[Iterable[bytes]]:
    """Hold the lines of a file, whatever its name says of how it was written.

    Raises:
        OSError: If it cannot be read.
        ConfigError: If what was compressed is damaged or cut short.
    """
    with open_input(file) as raw:
        if not raw.peek(len(_GZIP)).startswith(_GZIP):
            yield raw
            return
        try:
            with gzip.open(raw) as lines:
                yield lines
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            message = Message(
                f"cannot read {file}: it is damaged or cut short",
                f"{file} 파일을 읽을 수 없습니다: 손상되었거나 끝까지 받지 못했습니다",
            )
            raise ConfigError(message) from error


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
