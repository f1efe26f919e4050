"""The database serves whole records, to many processes, and says when it cannot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.arxiv.pace import ArxivPace
from summarizer.errors import ConfigError, PaperNotFound
from summarizer.io.store import Store
from summarizer.io.table import Table
from summarizer.papers import Paper, PaperRef
from tests.papers.arxiv_server import Record, serve

if TYPE_CHECKING:
    from summarizer.arxiv.cache import PaperCache
    from tests.clock import Clock

PROJECT = Path(__file__).parents[2]
PAPER = Paper("2401.00001", "A Small Model", "We train a model.", version=2, extra={"votes": 3})
LATEST, SECOND = PaperRef("2401.00001"), PaperRef("2401.00001", 2)
NOTES = Table("notes", "CREATE TABLE notes (words TEXT)")
HOUR = 3600.0

ASK = """
import json, sys
from summarizer.arxiv.client import ArxivClient
from summarizer.arxiv.http import ArxivHttp
from summarizer.arxiv.pace import ArxivPace
from summarizer.arxiv.cache import PaperCache
from summarizer.arxiv.sources import ArxivSource
from summarizer.papers import PaperRef
from summarizer.io.store import Store
from pathlib import Path

class Clock:
    now = 1_700_000_000.0
    def sleep(self, seconds): self.now += seconds

class Client(ArxivClient):
    def ask(self, refs):
        came = super().ask(refs)
        ends.append(clock.now)
        return came

clock, ends = Clock(), []
store = Store(Path(sys.argv[1]))
http = ArxivHttp(ArxivPace(store, clock=lambda: clock.now, sleep=clock.sleep))
source = ArxivSource(Client(http, base_url=sys.argv[2]), PaperCache(store, clock=lambda: clock.now), batch_size=2)
answers = source.fetch([PaperRef(name) for name in sys.argv[3:]])
print(json.dumps([ends, {ref.arxiv_id: answer.title for ref, answer in answers.items()}]))
"""


def test_a_paper_is_found_again_by_version_and_as_the_latest(cache: PaperCache) -> None:
    """The latest version is known under its number too, and comes back with every field."""
    cache.keep({LATEST: PAPER})

    assert cache.find([LATEST, SECOND, PaperRef("2401.00001", 1)]) == {LATEST: PAPER, SECOND: PAPER}


def test_the_latest_version_is_believed_for_a_day(cache: PaperCache, clock: Clock) -> None:
    """A paper may get a new version, a version never changes."""
    cache.keep({LATEST: PAPER})

    clock.now += 24 * HOUR - 1
    assert set(cache.find([LATEST, SECOND])) == {LATEST, SECOND}
    clock.now += 1
    assert set(cache.find([LATEST, SECOND])) == {SECOND}
    clock.now += 1000 * 24 * HOUR
    assert set(cache.find([LATEST, SECOND])) == {SECOND}


def test_a_clock_that_was_put_back_makes_nothing_fresh(cache: PaperCache, clock: Clock) -> None:
    """A record from the future has an unknown age and is asked for again."""
    cache.keep({LATEST: PAPER})

    clock.now -= HOUR

    assert not cache.find([LATEST])


def test_that_there_is_no_paper_is_believed_for_an_hour(cache: PaperCache, clock: Clock) -> None:
    """A paper that was announced a moment too late is found soon."""
    cache.keep({LATEST: PaperNotFound("arXiv has no paper 2401.00001")})

    clock.now += HOUR - 1
    assert isinstance(cache.find([LATEST])[LATEST], PaperNotFound)
    clock.now += 1
    assert not cache.find([LATEST])


def test_a_record_is_stored_whole_or_not_at_all(cache: PaperCache) -> None:
    """When one record of several cannot be stored, none is."""
    odd = replace(PAPER, arxiv_id="2401.00002", extra={"no json": object()})

    with pytest.raises(TypeError):
        cache.keep({LATEST: PAPER, PaperRef("2401.00002"): odd})

    assert not cache.find([LATEST])


def test_an_unreadable_record_is_asked_for_again(cache: PaperCache, store: Store) -> None:
    """A record that this version of the program cannot read is no answer."""
    cache.keep({LATEST: PAPER})
    with store.transaction(NOTES) as db:
        db.execute("UPDATE papers SET line = '{'")

    assert not cache.find([LATEST])


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    """An exception in the middle undoes what was written before it."""

    def fail() -> None:
        with store.transaction(NOTES) as db:
            db.execute("INSERT INTO notes VALUES ('half')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()

    with store.transaction(NOTES) as db:
        assert db.execute("SELECT count(*) FROM notes").fetchone() == (0,)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    """The user is told what to do; nothing that may have been paid for is deleted."""
    path = tmp_path / "yoyak.db"
    path.write_bytes(content)

    with pytest.raises(ConfigError, match="is damaged: move the file away") as refusal, Store(path).transaction(NOTES):
        pass

    assert str(path) in str(refusal.value)
    assert path.read_bytes() == content


def test_a_cache_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file where the folder should be, or a folder where the file should be, ends in one sentence."""
    (tmp_path / "file").touch()

    for path in (tmp_path / "file" / "yoyak.db", tmp_path):
        with pytest.raises(ConfigError, match="cannot use the cache"), Store(path).transaction(NOTES):
            pass


def test_the_store_stands_in_the_cache_of_the_user() -> None:
    """Without a path the database goes where caches go, not into the working directory."""
    assert Store().path == Path(os.environ["XDG_CACHE_HOME"]) / "yoyak" / "yoyak.db"


def test_a_turn_that_was_never_given_back_ends_by_itself(store: Store, clock: Clock) -> None:
    """A process that is killed in the middle of a request does not lock the others out."""
    killed = ArxivPace(store, clock=clock, sleep=clock.sleep).turn()
    killed.__enter__()
    start = clock.now

    with ArxivPace(store, clock=clock, sleep=clock.sleep).turn():
        assert clock.now - start == pytest.approx(45)


def test_a_turn_given_back_late_does_not_end_the_turn_of_another(store: Store, clock: Clock) -> None:
    """Who outlives the lease has no say over the next one's turn."""
    late = ArxivPace(store, clock=clock, sleep=clock.sleep).turn()
    late.__enter__()
    other = ArxivPace(store, clock=clock, sleep=clock.sleep).turn()
    other.__enter__()

    late.__exit__(None, None, None)
    start = clock.now

    with ArxivPace(store, clock=clock, sleep=clock.sleep).turn():
        assert clock.now - start == pytest.approx(45)


def test_a_clock_that_was_put_back_does_not_stop_the_asking(store: Store, clock: Clock) -> None:
    """A turn that ends years from now is a mistake of the clock."""
    with ArxivPace(store, clock=clock, sleep=clock.sleep).turn():
        pass
    clock.now -= 400 * 24 * HOUR

    with ArxivPace(store, clock=clock, sleep=clock.sleep).turn():
        assert clock.slept == []


def test_processes_share_the_cache_and_the_gap(tmp_path: Path) -> None:
    """Of three processes that start at once on no database, no two make requests within three seconds."""
    with serve() as server:
        names = [f"2401.{number:05}" for number in range(1, 7)]
        server.papers = {name: [Record(title=f"Paper {name}")] for name in names}
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", ASK, str(tmp_path / "cache" / "yoyak.db"), server.url, *names],
                stdout=subprocess.PIPE,
                text=True,
                cwd=PROJECT,
            )
            for _ in range(3)
        ]
        outputs = [json.loads(process.communicate(timeout=60)[0]) for process in processes]

    moments = sorted(moment for ends, _ in outputs for moment in ends)
    assert all(later - earlier >= 2.999 for earlier, later in pairwise(moments))
    assert all(titles == {name: f"Paper {name}" for name in names} for _, titles in outputs)
    assert len(server.asked) == len(moments)
