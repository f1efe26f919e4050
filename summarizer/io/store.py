"""The one database of this machine: what was fetched or paid for once is kept here.

This is the only module that opens databases. Each store in it is a table, and whoever owns a table
hands its definition in, with the way from older versions of it.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from summarizer.errors import ConfigError
from summarizer.io.os_errors import reason
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.io.table import Table

Connection = sqlite3.Connection

_BUSY_SECONDS = 30.0
_LATER = Message("a later version of yoyak wrote it", "더 새로운 버전의 yoyak이 쓴 파일입니다")
_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})


_VERSIONS = "CREATE TABLE IF NOT EXISTS schema_versions (name TEXT PRIMARY KEY, version INTEGER NOT NULL)"


class Store:
    """A database file that any number of threads and processes may use at once.

    It holds no connection: one is opened for each transaction, so a store can be shared between
    threads and carried into another process. A damaged file is reported and never deleted, since it
    may hold replies that were paid for.

    Args:
        path: The file; by default `yoyak.db` in the user's cache folder.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(platformdirs.user_cache_dir("yoyak", appauthor=False)) / "yoyak.db"

    @contextmanager
    def transaction(self, table: Table) -> Iterator[sqlite3.Connection]:
        """Open the database for one transaction that is done whole or, on any exception, not at all.

        Args:
            table: The table that is used; it is made where there is none, and brought to its latest version.

        Raises:
            ConfigError: If the file is damaged, cannot be written, stays locked or was written by a later version.
        """
        try:
            with self._connection() as connection:
                connection.execute("BEGIN IMMEDIATE")
                with connection:
                    self._prepare(connection, table)
                    yield connection
        except sqlite3.Error as error:
            raise self._translated(error) from error

    def _prepare(self, connection: sqlite3.Connection, table: Table) -> None:
        connection.execute(_VERSIONS)
        row = connection.execute("SELECT version FROM schema_versions WHERE name = ?", (table.name,)).fetchone()
        found: int | None = row[0] if row else None
        if found == table.version:
            return
        if found is None:
            known = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
            found = 1 if connection.execute(known, (table.name,)).fetchone()[0] else 0
        if found > table.version:
            raise self._unusable(_LATER)
        for statement in table.migrations[found - 1 :] if found else (table.create,):
            connection.execute(statement)
        connection.execute("INSERT OR REPLACE INTO schema_versions VALUES (?, ?)", (table.name, table.version))

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as connection:
            yield connection

    def _connect(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable(reason(error)) from error
        # A connection has one user at a time, which may be another thread than the one before.
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _translated(self, error: sqlite3.Error) -> ConfigError:
        # The low byte is the kind of error, the rest its finer variant.
        if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF not in _DAMAGED:
            return self._unusable(Message(str(error), str(error)))
        return ConfigError(
            Message(
                f"the cache {self.path} is damaged: move the file away and run again to start a new one",
                f"캐시 파일이 손상되었습니다: {self.path}. 파일을 다른 곳으로 옮기고 다시 실행하면 새로 만듭니다",
            )
        )

    def _unusable(self, why: Message) -> ConfigError:
        return ConfigError(
            Message(f"cannot use the cache {self.path}: {why.en}", f"{self.path} 캐시를 쓸 수 없습니다: {why.ko}")
        )


class OpenStore(Store):
    """A database that stays open, for many small transactions: the threads of a process take turns at one connection.

    Opening and closing takes several times as long as the transaction itself. It is not carried into another process.
    """

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path)
        self._turn = threading.Lock()
        self._open: sqlite3.Connection | None = None

    def close(self) -> None:
        """Close the database; the next transaction opens it again."""
        with self._turn:
            if self._open is not None:
                self._open.close()
                self._open = None

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with self._turn:
            if self._open is None:
                self._open = self._connect()
            yield self._open
