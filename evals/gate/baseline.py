"""The baseline: what an earlier run said of each entry, in a file that is committed beside the digests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import ConfigError
from summarizer.findings import Verdict  # noqa: TC001 - pydantic reads the annotations
from summarizer.io.file_locks import alone_beside
from summarizer.io.files import read_text, unmarked, write_text_atomically
from summarizer.io.objections import objection
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.gate.entries import GatedEntry


class BaselineEntry(BaseModel):
    """An entry as it was; fingerprints stand for its text and its findings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    paper: str
    entry: str
    verdict: Verdict
    findings: tuple[str, ...]


class Baseline(BaseModel):
    """The entries of an earlier run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    entries: tuple[BaselineEntry, ...]


def read_baseline(path: str) -> Baseline:
    """Return the baseline in a file.

    Raises:
        ConfigError: If it cannot be read or is none.
    """
    try:
        return Baseline.model_validate_json(unmarked(read_text(path)))
    except ValidationError as error:
        why = objection(error)
        message = Message(f"{path} is no baseline: {why.en}", f"{path} 파일은 기준선이 아닙니다: {why.ko}")
        raise ConfigError(message) from error


def update_baseline(entries: Sequence[GatedEntry], path: str) -> None:
    """Write what was tried into the baseline, an entry a line, in an order that does not depend on the run.

    What stands there by then of files that were not tried is kept, also what another process has just written.

    Raises:
        ConfigError: If the file cannot be written, or what stands there is no baseline.
    """
    with alone_beside(path):
        earlier = read_baseline(path) if Path(path).exists() else Baseline(entries=())
        _write(entries, earlier, path)


def _write(entries: Sequence[GatedEntry], earlier: Baseline, path: str) -> None:
    files = {entry.file for entry in entries}
    others = [entry for entry in earlier.entries if entry.file not in files]
    together: list[GatedEntry | BaselineEntry] = [*entries, *others]
    kept = sorted((e.file, e.paper, e.entry, e.verdict, e.findings) for e in together)
    lines = [json.dumps(dict(zip(BaselineEntry.model_fields, entry, strict=True))) for entry in kept]
    rows = ",\n    ".join(lines)
    write_text_atomically(path, f'{{\n  "version": 1,\n  "entries": [\n    {rows}\n  ]\n}}\n')
