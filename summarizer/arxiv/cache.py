"""Papers that arXiv gave before, kept on disk."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from summarizer.errors import PaperNotFound
from summarizer.io.table import Table
from summarizer.papers.snapshots import read_line, write_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from summarizer.io.store import Store
    from summarizer.papers import Paper, PaperRef

_TABLE = Table(
    "papers",
    """
CREATE TABLE papers (
    arxiv_id TEXT NOT NULL,
    version INTEGER NOT NULL,    -- 0 is the latest version at the time
    stored_at REAL NOT NULL,
    line TEXT,                   -- as in a snapshot; NULL when arXiv had no such paper
    PRIMARY KEY (arxiv_id, version)
) WITHOUT ROWID
""",
)
_LATEST = 0
DAY = 86_400.0
HOUR = 3_600.0


class PaperCache:
    """Papers by identifier and version; a record is whole or not there.

    A version of a paper never changes and is kept for good. What was the latest version is believed
    for a day, since a new one may appear, and that there is no such paper for an hour.

    Args:
        store: The database.
        fresh_for: Seconds for which the latest version is believed to be the latest.
        absent_for: Seconds for which a paper is believed not to exist.
        clock: Seconds since the epoch.
    """

    def __init__(
        self, store: Store, *, fresh_for: float = DAY, absent_for: float = HOUR, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._fresh_for = fresh_for
        self._absent_for = absent_for
        self._clock = clock

    def find(self, refs: Iterable[PaperRef]) -> dict[PaperRef, Paper | PaperNotFound]:
        """Return what is known of the references; those that have to be asked for are left out."""
        with self._store.transaction(_TABLE) as db:
            query = "SELECT stored_at, line FROM papers WHERE arxiv_id = ? AND version = ?"
            rows = {ref: db.execute(query, (ref.arxiv_id, ref.version or _LATEST)).fetchone() for ref in refs}
        now = self._clock()
        answers = {ref: self._answer(ref, now - row[0], row[1]) for ref, row in rows.items() if row}
        return {ref: answer for ref, answer in answers.items() if answer is not None}

    def keep(self, answers: Mapping[PaperRef, Paper | PaperNotFound]) -> None:
        """Store what arXiv answered, all of it or nothing; a latest version is stored under its number too."""
        now = self._clock()
        rows = []
        for ref, answer in answers.items():
            line = None if isinstance(answer, PaperNotFound) else write_line(answer)
            rows.append((ref.arxiv_id, ref.version or _LATEST, now, line))
            if not isinstance(answer, PaperNotFound) and answer.version and ref.version is None:
                rows.append((ref.arxiv_id, answer.version, now, line))
        with self._store.transaction(_TABLE) as db:
            db.executemany("INSERT OR REPLACE INTO papers VALUES (?, ?, ?, ?)", rows)

    def _answer(self, ref: PaperRef, age: float, line: str | None) -> Paper | PaperNotFound | None:
        if line is None:
            return PaperNotFound.of(ref) if 0 <= age < self._absent_for else None
        if ref.version is None and not 0 <= age < self._fresh_for:
            return None
        try:
            return read_line(line)
        except ValueError:
            # Written by another version of the program: it is asked for again.
            return None
