"""Full texts that were read before, kept on disk as finished passages."""

from __future__ import annotations

import json
import time
import zlib
from typing import TYPE_CHECKING

from summarizer.arxiv.cache import DAY
from summarizer.papers import Passage

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.papers import PaperRef
    from summarizer.store import Store

# To be raised when the readers of pages would give other passages than before.
_READERS = 2
_LATEST = 0
_TABLE = """
CREATE TABLE IF NOT EXISTS fulltexts (
    arxiv_id TEXT NOT NULL,
    version INTEGER NOT NULL,    -- 0 is the latest version at the time
    readers INTEGER NOT NULL,    -- the edition of the readers that made the passages
    stored_at REAL NOT NULL,
    passages BLOB NOT NULL,      -- a zipped JSON list of pairs; empty when arXiv has no text
    PRIMARY KEY (arxiv_id, version, readers)
) WITHOUT ROWID
"""


class FulltextCache:
    """Passages by identifier and version; a text is whole or not there.

    The text of a version never changes and is kept for good. What was the latest version is believed for
    a day, and that there is no text likewise, since arXiv may make a page later.

    Args:
        store: The database.
        clock: Seconds since the epoch.
    """

    def __init__(self, store: Store, *, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def find(self, ref: PaperRef) -> tuple[Passage, ...] | None:
        """Return the passages, none of them when arXiv had no text, or None when it has to be asked."""
        query = "SELECT stored_at, passages FROM fulltexts WHERE arxiv_id = ? AND version = ? AND readers = ?"
        with self._store.transaction(_TABLE) as db:
            row = db.execute(query, (ref.arxiv_id, ref.version or _LATEST, _READERS)).fetchone()
        if row is None:
            return None
        passages = tuple(Passage(section, text) for section, text in json.loads(zlib.decompress(row[1])))
        is_final = ref.version is not None and passages
        return passages if is_final or 0 <= self._clock() - row[0] < DAY else None

    def keep(self, ref: PaperRef, passages: tuple[Passage, ...]) -> None:
        """Store the whole text of a paper, or that there is none."""
        line = json.dumps([(passage.section, passage.text) for passage in passages], ensure_ascii=False)
        row = (ref.arxiv_id, ref.version or _LATEST, _READERS, self._clock(), zlib.compress(line.encode()))
        with self._store.transaction(_TABLE) as db:
            db.execute("INSERT OR REPLACE INTO fulltexts VALUES (?, ?, ?, ?, ?)", row)
