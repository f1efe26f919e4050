"""Runs of a prompt and comparisons of two, kept so that no figure has to be believed from memory."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from evals.comparison.record import ComparisonRecord, SideRecord, SourceRecord
from summarizer.errors import ConfigError
from summarizer.io.table import Table
from summarizer.messages import Message

if TYPE_CHECKING:
    from typing import TypeVar

    from summarizer.io.store import Store

    _Stored = TypeVar("_Stored", "RunRecord", ComparisonRecord)

_TABLE = Table(
    "runs",
    """
CREATE TABLE runs (
    id TEXT NOT NULL,            -- a hash over what the record says, without its time
    kind TEXT NOT NULL,          -- 'run' or 'comparison'
    created TEXT NOT NULL,       -- ISO 8601, in UTC
    prompt_shas TEXT NOT NULL,   -- of one prompt, or of two with a space between them
    record TEXT NOT NULL,        -- JSON
    PRIMARY KEY (id)
) WITHOUT ROWID
""",
)
_ID_LENGTH = 16


class SampleRecord(BaseModel):
    """What the prompt made of one paper, one time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    arxiv_id: str
    title: str
    repeat: int
    source: SourceRecord
    side: SideRecord


class RunRecord(BaseModel):
    """One prompt, tried on papers with one model.

    Attributes:
        schema_: Its form.
        id: A hash over all but itself and `created`: the same run, replayed, is the same.
        created: When it was made.
        prompt: Its name.
        version: Its version.
        sha: Of its text.
        model: What wrote, as provider and name.
        parameters: What the model was set to, and how much of a paper it was shown.
        repeats: How often every paper was written.
        dataset: A hash over the papers.
        git: The commit of the program, or its version where it was installed.
        checks: A hash over the checks and their versions.
        reviewer: The model that reviewed, with its prompts and the number of its votes; empty for none.
        samples: In the order of their papers, and of one paper in the order of its repeats.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: Annotated[Literal["yoyak.run/1"], Field(alias="schema")] = "yoyak.run/1"
    id: str
    created: datetime
    prompt: str
    version: int
    sha: str
    model: str
    parameters: dict[str, str | float | bool | None]
    repeats: int
    dataset: str
    git: str
    checks: str
    # Records of version 0.1 have a judge here.
    reviewer: Annotated[str, Field(validation_alias=AliasChoices("reviewer", "judge"))] = ""
    samples: tuple[SampleRecord, ...]


def identify(record: BaseModel) -> str:
    """Return the hash that names a record: the same for the same content, whenever it was made."""
    content = record.model_dump(mode="json", exclude={"id", "created"})
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]


class Runs:
    """The runs and comparisons of this machine.

    Args:
        store: The database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, record: RunRecord | ComparisonRecord) -> None:
        """Store a record; one that is made again is the same, and then counts as made last."""
        kind, shas = ("run", record.sha) if isinstance(record, RunRecord) else ("comparison", _both(record))
        row = (record.id, kind, record.created.isoformat(), shas, record.model_dump_json(by_alias=True))
        with self._store.transaction(_TABLE) as db:
            db.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)", row)

    def run(self, name: str) -> RunRecord:
        """Return the run whose id starts with `name`.

        Raises:
            ConfigError: If there is none, or several, or it was stored by another version of the program.
        """
        return _parsed(RunRecord, *self._find("run", name))

    def comparison(self, name: str) -> ComparisonRecord:
        """Return the comparison whose id starts with `name`.

        Raises:
            ConfigError: If there is none, or several, or it was stored by another version of the program.
        """
        return _parsed(ComparisonRecord, *self._find("comparison", name))

    def last_comparison(self, sha_a: str, sha_b: str) -> ComparisonRecord | None:
        """Return the comparison of the two texts that was made last; None when they were never compared."""
        query = (
            "SELECT id, record FROM runs WHERE kind = 'comparison' AND prompt_shas = ? ORDER BY created DESC LIMIT 1"
        )
        with self._store.transaction(_TABLE) as db:
            row = db.execute(query, (f"{sha_a} {sha_b}",)).fetchone()
        return _parsed(ComparisonRecord, *row) if row else None

    def _find(self, kind: Literal["run", "comparison"], name: str) -> tuple[str, str]:
        query = "SELECT id, record FROM runs WHERE kind = ? AND substr(id, 1, ?) = ? ORDER BY id LIMIT 2"
        with self._store.transaction(_TABLE) as db:
            # Ids are ASCII; a name from the command line may hold bytes that are no text, which no query takes.
            rows = db.execute(query, (kind, len(name), name)).fetchall() if name.isascii() else []
        if not name or len(rows) != 1:
            raise _not_one(kind, name, is_several=bool(name and rows))
        found: tuple[str, str] = rows[0]
        return found


def _not_one(kind: Literal["run", "comparison"], name: str, *, is_several: bool) -> ConfigError:
    what = "실행" if kind == "run" else "비교"
    count, korean = ("more than one", "둘 이상입니다") if is_several else ("no", "없습니다")
    return ConfigError(
        Message(
            f"there is {count} {kind} whose id starts with {name!r}",
            f"{name!r}: ID가 이렇게 시작하는 {what} 기록이 {korean}",
        )
    )


def _both(record: ComparisonRecord) -> str:
    return f"{record.a.sha} {record.b.sha}"


def _parsed(form: type[_Stored], name: str, text: str) -> _Stored:
    try:
        return form.model_validate_json(text)
    except ValidationError as error:
        message = Message(
            f"{name} was stored by another version of the program; compare the prompts again, which costs nothing",
            f"프로그램의 다른 버전이 저장한 기록입니다: {name}. 프롬프트를 다시 비교하십시오. 비용은 들지 않습니다",
        )
        raise ConfigError(message) from error
