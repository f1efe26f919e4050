"""Cases from the formats of other data sets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from evals.datasets.case_line import CaseModel, LabelModel, case_of
from evals.datasets.files import read_rows
from evals.datasets.label_types import FACTUAL_TYPES, LANGUAGE
from evals.datasets.model import Confidence, LabelVerdict  # noqa: TC001 - pydantic reads them

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping

    from evals.datasets.model import LabelledCase


class _Row(BaseModel):
    """What an importer needs of a line; other keys are the other format's own."""

    model_config = ConfigDict(extra="ignore", strict=True)


class _ReaderLabel(_Row):
    span: str
    type: str
    verdict: LabelVerdict
    confidence: Confidence
    correct: str | None = None
    start: int | None = None
    end: int | None = None


class _ReadEntry(_Row):
    arxiv_id: str
    date: str
    title: str
    summary: str
    errors: tuple[_ReaderLabel, ...]


class _Pair(_Row):
    arxiv_id: str
    ko: str
    en: str


class _ExpectedQuantity(_Row):
    surface: str | None = None
    num: float | None = None
    span: tuple[int, int] | None = None
    range: dict[str, Any] | None = None


class _QuantityCase(_Row):
    id: str
    text: str
    lang: str
    task: str
    exhaustive: str
    expected: tuple[_ExpectedQuantity, ...]


def read_entries(path: str | os.PathLike[str]) -> Iterator[LabelledCase]:
    """Yield entries that were read by people, `{"arxiv_id", "date", "title", "summary", "errors": […]}` a line.

    The papers have to come from a snapshot. Errors of language were looked for when the file has one.

    Raises:
        ConfigError: If the file cannot be read.
        DatasetError: If a line is not valid; the message names file and line.
    """
    cases = list(read_rows(path, _entry_case))
    has_language = any(label.type == LANGUAGE for case in cases for label in case.labels)
    scope = frozenset(FACTUAL_TYPES) | ({LANGUAGE} if has_language else frozenset())
    return iter([replace(case, scope=scope) for case in cases])


def read_pairs(path: str | os.PathLike[str]) -> Iterator[LabelledCase]:
    """Yield sentence pairs, `{"arxiv_id", "ko", "en"}` a line, as clean entries of one bullet.

    The English sentence becomes the abstract of a paper without a title.

    Raises:
        ConfigError: If the file cannot be read.
        DatasetError: If a line is not valid; the message names file and line.
    """
    places = iter(range(1, 10**9))
    return read_rows(path, lambda line: _pair_case(line, next(places)))


def read_quantity_cases(path: str | os.PathLike[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the quantity cases that `tools.agreement` measures the readers of numbers with.

    Raises:
        ConfigError: If the file cannot be read.
        DatasetError: If a line is not valid; the message names file and line.
    """
    return read_rows(path, _quantity_case)


FORMATS: Mapping[str, Callable[[str | os.PathLike[str]], Iterator[LabelledCase]]] = {
    "entries": read_entries,
    "pairs": read_pairs,
}
"""The formats that hold cases, by the name that a user gives."""


def _entry_case(line: bytes) -> LabelledCase:
    row = _ReadEntry.model_validate_json(line)
    labels = tuple(
        LabelModel(
            type=label.type,
            verdict=label.verdict,
            confidence=label.confidence,
            start=label.start,
            end=label.end,
            text=None if label.start is None else label.span,
            correction=label.correct,
        )
        for label in row.errors
    )
    return case_of(
        CaseModel(
            id=f"{row.date}/{row.arxiv_id}",
            arxiv_id=row.arxiv_id,
            date=row.date,
            title=row.title,
            summary=row.summary,
            origin="read entries",
            labels=labels,
        )
    )


def _pair_case(line: bytes, place: int) -> LabelledCase:
    row = _Pair.model_validate_json(line)
    return case_of(
        CaseModel(
            id=f"pair-{place:05}",
            arxiv_id=row.arxiv_id,
            title="A",
            summary=f"- {row.ko}\n",
            origin="sentence pairs",
            scope=FACTUAL_TYPES,
            paper={"arxiv_id": row.arxiv_id, "title": "", "abstract": row.en},
        )
    )


def _quantity_case(line: bytes) -> Mapping[str, Any]:
    return _QuantityCase.model_validate_json(line).model_dump()
