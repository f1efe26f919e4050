"""Dataset files: JSON Lines, one labelled case a line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from summarizer.errors import DatasetError, PaperNotFound, SourceError
from summarizer.io.files import open_input, write_text_atomically
from summarizer.io.objections import Objection, objection
from summarizer.io.os_errors import unreadable
from summarizer.messages import Message
from summarizer.papers import PaperRef

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evals.datasets.model import LabelledCase
    from summarizer.papers import PaperSource

_Row = TypeVar("_Row")


class EmptyDataset(DatasetError):
    """A dataset has no case: nothing is wrong with a line of it, and nothing can be said of what it was to measure."""

    exit_code = 3


def read_dataset(path: str | os.PathLike[str]) -> Iterator[LabelledCase]:
    """Yield the cases of a dataset in the order of its lines.

    Raises:
        ConfigError: If the file cannot be read.
        DatasetError: If a line is no valid case or repeats an id; the message names file and line.
        EmptyDataset: If it has no case.
    """
    from evals.datasets.case_line import read_case  # noqa: PLC0415 - loads pydantic

    seen: set[str] = set()

    def read_new(line: bytes) -> LabelledCase:
        case = read_case(line)
        if case.id in seen:
            raise Objection(Message(f"id: {case.id!r} stands there twice", f"id: 두 번 나옵니다: {case.id!r}"))
        seen.add(case.id)
        return case

    return read_rows(path, read_new)


def write_dataset(cases: Iterable[LabelledCase], path: str | os.PathLike[str]) -> None:
    """Write the cases one a line in the order given, whole or not at all.

    Raises:
        ConfigError: If the file cannot be written; what stood there before still does.
    """
    from evals.datasets.case_line import write_case  # noqa: PLC0415 - loads pydantic

    write_text_atomically(path, "".join(f"{write_case(case)}\n" for case in cases))


def read_rows(path: str | os.PathLike[str], read: Callable[[bytes], _Row]) -> Iterator[_Row]:
    """Yield what `read` makes of every line that is not blank.

    A line is not valid when `read` raises `ValidationError` or `Objection`.

    Raises:
        ConfigError: If the file cannot be read.
        DatasetError: If a line is not valid; the message names file and line.
        EmptyDataset: If there is none.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - as late as what reads the lines

    try:
        with open_input(path) as file:
            data = file.read()
    except OSError as error:
        raise unreadable(path, error) from error
    is_empty = True
    # Lines end at \n alone: JSON allows other separators in a string.
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line or line.isspace():
            continue
        is_empty = False
        try:
            row = read(line)
        except (ValidationError, Objection) as error:
            why = objection(error) if isinstance(error, ValidationError) else error.message
            message = Message(
                f"{path}:{number}: not a valid case: {why.en}",
                f"{path}:{number}: 사례의 형식이 잘못되었습니다: {why.ko}",
            )
            raise DatasetError(message) from error
        yield row
    if is_empty:
        message = Message(f"{path}:1: there is no case in this file", f"{path}:1: 이 파일에는 사례가 없습니다")
        raise EmptyDataset(message)


def with_papers(cases: Sequence[LabelledCase], papers: PaperSource) -> list[LabelledCase]:
    """Return the cases, each with its paper where the source has it; one that carries its paper keeps that."""
    refs = dict.fromkeys(PaperRef(case.arxiv_id) for case in cases if case.paper is None)
    found = papers.fetch(list(refs)) if refs else {}

    def completed(case: LabelledCase) -> LabelledCase:
        paper = found.get(PaperRef(case.arxiv_id))
        if case.paper is not None or paper is None:
            return case
        return (
            case
            if isinstance(paper, SourceError) and not isinstance(paper, PaperNotFound)
            else replace(case, paper=paper)
        )

    return [completed(case) for case in cases]
