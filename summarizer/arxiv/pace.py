"""When the next request to arXiv may be made, agreed on by every process of this machine."""

from __future__ import annotations

import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.errors import SourceUnavailable
from summarizer.io.table import Table
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.io.store import Store

_TABLE = Table(
    "arxiv_pace",
    """
CREATE TABLE arxiv_pace (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    owner TEXT NOT NULL,         -- whose turn it is or was
    free_at REAL NOT NULL,       -- when the next turn may start
    paused_until REAL NOT NULL   -- until when arXiv asked for rest
)
""",
)
_NO_ROW = ("", 0.0, 0.0)
# A turn that was not given back, by a process that was killed, ends by itself after this time.
_LEASE_SECONDS = 45.0
# What a run is ready to wait; a longer pause is reported at once.
_RETRY_SECONDS = 60.0
LONGEST_PAUSE_SECONDS = 3600.0
# What rounding may leave over of a wait.
_INSTANT = 1e-6


class ArxivOutOfReach(SourceUnavailable):
    """arXiv cannot be asked now, for this paper or for any other."""


class ArxivPace:
    """Lets one request at a time pass, a gap after the one before it, as arXiv's terms of use ask.

    Args:
        store: Where the processes of this machine meet.
        gap: Seconds from the end of a request to the start of the next; arXiv asks for three.
        clock: Seconds since the epoch, the same in every process.
        sleep: Waits for a number of seconds.
    """

    def __init__(
        self,
        store: Store,
        *,
        gap: float = 3.0,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._store = store
        self._gap = gap
        self._sleep = sleep
        self.clock = clock

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for this process's turn and hold it.

        Raises:
            ArxivOutOfReach: If arXiv asked for a pause that is longer than a run should wait.
        """
        owner = secrets.token_hex(8)
        while (wait := self._claim(owner)) > 0:
            # A turn that is being held ends earlier than its lease, so it is worth asking again.
            self._sleep(min(wait, self._gap))
        try:
            yield
        finally:
            self._release(owner)

    def pause(self, seconds: float) -> None:
        """Let no process make a request for `seconds`, an hour at most."""
        until = self.clock() + min(seconds, LONGEST_PAUSE_SECONDS)
        with self._store.transaction(_TABLE) as db:
            db.execute("INSERT OR IGNORE INTO arxiv_pace VALUES (1, ?, ?, ?)", _NO_ROW)
            db.execute("UPDATE arxiv_pace SET paused_until = max(paused_until, ?)", (until,))

    def _claim(self, owner: str) -> float:
        """Take the turn and return 0, or return for how many seconds it cannot be had."""
        with self._store.transaction(_TABLE) as db:
            row = db.execute("SELECT free_at, paused_until FROM arxiv_pace").fetchone() or _NO_ROW[1:]
            now = self.clock()
            wait = max(_ahead(row[0], now), pause := _ahead(row[1], now))
            if pause > _RETRY_SECONDS:
                message = Message(
                    f"arXiv asked for a pause: try again in {pause / 60:.0f} min",
                    f"arXiv가 요청을 제한하고 있습니다. {pause / 60:.0f}분 뒤에 다시 시도하십시오",
                )
                raise ArxivOutOfReach(message)
            if wait < _INSTANT:
                db.execute("INSERT OR REPLACE INTO arxiv_pace VALUES (1, ?, ?, 0)", (owner, now + _LEASE_SECONDS))
                return 0
            return wait

    def _release(self, owner: str) -> None:
        with self._store.transaction(_TABLE) as db:
            db.execute("UPDATE arxiv_pace SET free_at = ? WHERE owner = ?", (self.clock() + self._gap, owner))


def _ahead(moment: float, now: float) -> float:
    ahead = moment - now
    # A moment that nobody can have set comes from a clock that was put back since.
    return ahead if ahead <= LONGEST_PAUSE_SECONDS else 0.0
