"""Every call to a model that was ever made: what was paid for once is never asked for again."""

from __future__ import annotations

import os
import socket
import sys
import time
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from summarizer.io.table import Table
from summarizer.models.chat import Reply, Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.io.store import Connection, Store
    from summarizer.models.chat import ChatRequest, R

_TABLE = Table(
    "model_calls",
    """
CREATE TABLE model_calls (
    key TEXT NOT NULL,           -- a hash over all that decides about the reply
    endpoint TEXT NOT NULL,      -- the server, empty for the provider's own
    number INTEGER NOT NULL,     -- of the calls with this key
    label TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt_sha TEXT NOT NULL,
    source_sha TEXT NOT NULL,
    state TEXT NOT NULL,         -- 'in flight', 'valid', 'rejected', 'failed' or 'lost'
    owner TEXT NOT NULL,         -- the process that made it
    started_at REAL NOT NULL,
    ended_at REAL,
    reason TEXT,                 -- why it failed or was rejected
    text TEXT,                   -- the reply, whatever became of it
    stop TEXT,
    served_by TEXT,
    input_tokens INTEGER,
    output_tokens INTEGER,
    cached_tokens INTEGER,
    dollars TEXT,                -- NULL when the price is unknown
    PRIMARY KEY (key, endpoint, number)
) WITHOUT ROWID
""",
)
_COLUMNS = (
    "label, state, reason, text, stop, served_by, input_tokens, output_tokens, cached_tokens, dollars,"
    " ended_at - started_at, owner"
)
# Longer than any call may take; after it, a mark of which nothing more is known is void.
_LEASE_SECONDS = 900.0

CallState = Literal["in flight", "valid", "rejected", "failed", "lost"]


@dataclass(frozen=True, slots=True)
class Call:
    """A call as the ledger knows it.

    Attributes:
        label: What it was about.
        state: `lost` when the process that made it is gone.
        reason: Why it failed, or why its reply was rejected.
        reply: What came back; None when nothing did.
        dollars: What it cost; None when that is unknown.
        seconds: How long it took; None while it is made.
        run: The process that made it.
    """

    label: str
    state: CallState
    reason: str | None
    reply: Reply | None
    dollars: Decimal | None
    seconds: float | None = None
    run: str = ""


def last_run(calls: Sequence[Call]) -> list[Call]:
    """Return those of the calls for a request that the process made which made the last of them."""
    return [call for call in calls if call.run == calls[-1].run]


@dataclass(frozen=True, slots=True)
class Mark:
    """The right to make a call, and the duty to say what came of it."""

    key: str
    number: int


class Ledger:
    """The calls to the models of one server; safe with any number of threads and processes.

    A call is marked before it is made. The mark of a process that was killed is void at once when it ran on
    this machine, and after a quarter of an hour otherwise.

    Args:
        store: The database.
        endpoint: The server, as another server's reply is another reply; empty for the provider's own.
        clock: Seconds since the epoch.
    """

    def __init__(self, store: Store, endpoint: str = "", *, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._endpoint = endpoint
        self._clock = clock

    def find(self, request: ChatRequest[R]) -> Reply | None:
        """Return the valid reply that was paid for already."""
        query = f"SELECT {_COLUMNS} FROM model_calls WHERE key = ? AND endpoint = ? AND state = 'valid'"  # noqa: S608
        with self._store.transaction(_TABLE) as db:
            row = db.execute(query, (request.key, self._endpoint)).fetchone()
        return _call(row).reply if row else None

    def claim(self, request: ChatRequest[R]) -> Reply | Mark | None:
        """Return the right to ask, or the reply that another one got meanwhile, or None while that one is asking."""
        with self._store.transaction(_TABLE) as db:
            now = self._clock()
            rows = db.execute(
                f"SELECT number, owner, started_at, {_COLUMNS} FROM model_calls WHERE key = ? AND endpoint = ?"  # noqa: S608
                " AND state IN ('valid', 'in flight')",
                (request.key, self._endpoint),
            ).fetchall()
            for _, owner, started, *columns in rows:
                call = _call(columns)
                if call.state == "valid" and call.reply is not None:
                    return call.reply
                if _may_live(owner) and abs(now - started) < _LEASE_SECONDS:
                    return None
            self._end(db, [Mark(request.key, row[0]) for row in rows], "lost")
            return self._mark(db, request, now)

    def keep(self, mark: Mark, reply: Reply, dollars: Decimal | None, reason: str | None = None) -> None:
        """Store the reply to a call; with a reason it is kept for reading only and never served."""
        tokens = astuple(reply.usage) if reply.usage else (None, None, None)
        with self._store.transaction(_TABLE) as db:
            self._end(db, [mark], "rejected" if reason else "valid", reason)
            db.execute(
                "UPDATE model_calls SET text = ?, stop = ?, served_by = ?, input_tokens = ?, output_tokens = ?,"
                " cached_tokens = ?, dollars = ? WHERE key = ? AND endpoint = ? AND number = ?",
                (
                    *(reply.text, reply.stop, reply.model),
                    *tokens,
                    *(None if dollars is None else str(dollars), mark.key, self._endpoint, mark.number),
                ),
            )

    def fail(self, mark: Mark, reason: str) -> None:
        """Note that a call brought no reply."""
        with self._store.transaction(_TABLE) as db:
            self._end(db, [mark], "failed", reason)

    def withdraw(self, mark: Mark) -> None:
        """Forget a mark for a call that was not made."""
        with self._store.transaction(_TABLE) as db:
            db.execute(
                "DELETE FROM model_calls WHERE key = ? AND endpoint = ? AND number = ?",
                (mark.key, self._endpoint, mark.number),
            )

    def reject(self, request: ChatRequest[R], reason: str) -> None:
        """Serve the stored reply to this request no more."""
        with self._store.transaction(_TABLE) as db:
            db.execute(
                "UPDATE model_calls SET state = 'rejected', reason = ? WHERE key = ? AND endpoint = ?"
                " AND state = 'valid'",
                (reason, request.key, self._endpoint),
            )

    def calls(self, request: ChatRequest[R] | None = None) -> list[Call]:
        """Return the calls for a request, or all calls to this server, in the order in which they were made."""
        condition, values = "endpoint = ?", [self._endpoint]
        if request:
            condition, values = f"{condition} AND key = ?", [*values, request.key]
        with self._store.transaction(_TABLE) as db:
            query = f"SELECT {_COLUMNS} FROM model_calls WHERE {condition} ORDER BY started_at, key, number"  # noqa: S608
            rows = db.execute(query, values).fetchall()
        return [_call(row) for row in rows]

    def _mark(self, db: Connection, request: ChatRequest[R], now: float) -> Mark:
        count = "SELECT count(*) FROM model_calls WHERE key = ? AND endpoint = ?"
        mark = Mark(request.key, db.execute(count, (request.key, self._endpoint)).fetchone()[0])
        db.execute(
            "INSERT INTO model_calls (key, endpoint, number, label, model, prompt_sha, source_sha, state, owner,"
            " started_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'in flight', ?, ?)",
            (
                *(mark.key, self._endpoint, mark.number, request.label, request.model),
                *(request.prompt.sha, request.source_sha, _owner(), now),
            ),
        )
        return mark

    def _end(self, db: Connection, marks: list[Mark], state: CallState, reason: str | None = None) -> None:
        db.executemany(
            "UPDATE model_calls SET state = ?, reason = ?, ended_at = ? WHERE key = ? AND endpoint = ? AND number = ?",
            [(state, reason, self._clock(), mark.key, self._endpoint, mark.number) for mark in marks],
        )


def _call(columns: list[object]) -> Call:
    label, state, reason, text, stop, served_by, *tokens, dollars, seconds, run = columns
    usage = None if None in tokens else Usage(*tokens)  # type: ignore[arg-type]
    reply = None if text is None else Reply(text, stop, usage, served_by)  # type: ignore[arg-type]
    paid = None if dollars is None else Decimal(str(dollars))
    return Call(label, state, reason, reply, paid, seconds, run)  # type: ignore[arg-type]


# Two containers that share a database may know different processes by one number.
_HOST = f"{socket.gethostname()}/{os.name}"


def _owner() -> str:
    return f"{_HOST}/{os.getpid()}"


def _may_live(owner: str) -> bool:
    host, _, process = owner.rpartition("/")
    if host != _HOST or sys.platform == "win32":
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
