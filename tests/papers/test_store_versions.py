"""A database of an older version is used on with all that was paid for; one of a later version is left alone."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from evals.comparison.runs import Runs
from summarizer.arxiv.cache import PaperCache
from summarizer.arxiv.pace import ArxivPace
from summarizer.errors import ConfigError
from summarizer.fulltext.source import FulltextCache
from summarizer.io.store import Store
from summarizer.io.table import Table
from summarizer.models.ledger import Ledger
from summarizer.papers import Paper, PaperRef
from summarizer.papers.snapshots import write_line
from tests.models.conftest import request

if TYPE_CHECKING:
    from pathlib import Path

# As version 0.1 of the program made them, without a word about versions.
_FIRST = """
CREATE TABLE model_calls (
    key TEXT NOT NULL, endpoint TEXT NOT NULL, number INTEGER NOT NULL, label TEXT NOT NULL, model TEXT NOT NULL,
    prompt_sha TEXT NOT NULL, source_sha TEXT NOT NULL, state TEXT NOT NULL, owner TEXT NOT NULL,
    started_at REAL NOT NULL, ended_at REAL, reason TEXT, text TEXT, stop TEXT, served_by TEXT, input_tokens INTEGER,
    output_tokens INTEGER, cached_tokens INTEGER, dollars TEXT, PRIMARY KEY (key, endpoint, number)
) WITHOUT ROWID;
CREATE TABLE fulltexts (
    arxiv_id TEXT NOT NULL, version INTEGER NOT NULL, readers INTEGER NOT NULL, stored_at REAL NOT NULL,
    passages BLOB NOT NULL, PRIMARY KEY (arxiv_id, version, readers)
) WITHOUT ROWID;
CREATE TABLE arxiv_pace (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1), owner TEXT NOT NULL, free_at REAL NOT NULL,
    paused_until REAL NOT NULL
);
CREATE TABLE papers (
    arxiv_id TEXT NOT NULL, version INTEGER NOT NULL, stored_at REAL NOT NULL, line TEXT,
    PRIMARY KEY (arxiv_id, version)
) WITHOUT ROWID;
CREATE TABLE runs (
    id TEXT NOT NULL, kind TEXT NOT NULL, created TEXT NOT NULL, prompt_shas TEXT NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
"""
_SECOND = PaperRef("2401.00001", 2)
_PAPER = Paper("2401.00001", "A Small Model", "We train a model.", version=2)
_NOW = 1_700_000_000.0


@pytest.fixture
def old(tmp_path: Path) -> Store:
    """A database of version 0.1, with a row in every table."""
    path = tmp_path / "yoyak.db"
    asked = request()
    call = (asked.key, "", 1, asked.label, asked.model, "sha", "sha", "valid", "1", _NOW, _NOW + 1, None)
    reply = ('{"text": "고쳤습니다."}', "finished", "gpt", 20, 5, 0, "0.01")
    pages = zlib.compress(json.dumps([["1 Introduction", "We train."]]).encode())
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(_FIRST)
        db.execute(f"INSERT INTO model_calls VALUES ({', '.join('?' * 19)})", (*call, *reply))  # noqa: S608 - marks alone
        db.execute("INSERT INTO fulltexts SELECT ?, 2, 1, ?, ?", (_SECOND.arxiv_id, _NOW, pages))
        db.execute("INSERT INTO arxiv_pace VALUES (1, '', 0, ?)", (_NOW + 60,))
        db.execute("INSERT INTO papers VALUES (?, 2, ?, ?)", (_SECOND.arxiv_id, _NOW, write_line(_PAPER)))
        db.execute("INSERT INTO runs VALUES ('0123', 'run', '2026-11-23T00:00:00', 'sha', '{}')")
    return Store(path)


def test_what_was_fetched_and_paid_for_is_still_there(old: Store) -> None:
    """A reply, a paper and the pause that arXiv asked for are read from tables that know no version."""
    assert Ledger(old).find(request()) is not None
    assert PaperCache(old, clock=lambda: _NOW).find([_SECOND]) == {_SECOND: _PAPER}
    FulltextCache(old, clock=lambda: _NOW).find(_SECOND)
    ArxivPace(old, clock=lambda: _NOW).pause(1.0)
    with pytest.raises(ConfigError, match="was stored by another version"):
        Runs(old).run("0123")
    with closing(sqlite3.connect(old.path)) as db:
        versions = db.execute("SELECT name, version FROM schema_versions ORDER BY name").fetchall()
        counts = [db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name, _ in versions]  # noqa: S608
    assert versions == [(name, 1) for name in ("arxiv_pace", "fulltexts", "model_calls", "papers", "runs")]
    assert counts == [1] * 5


def test_a_table_is_brought_from_any_version_to_the_latest(old: Store) -> None:
    """Every step between is taken once, and rows are kept."""
    first = Table("papers", "never used")
    second = Table("papers", "never used", ("ALTER TABLE papers ADD COLUMN seen TEXT DEFAULT 'no'",))
    third = Table("papers", "never used", (*second.migrations, "UPDATE papers SET seen = seen || 'w'"))
    for table in (first, second, third, third):
        with old.transaction(table) as db:
            row = db.execute("SELECT * FROM papers").fetchone()
    assert row[-1] == "now"


def test_a_step_that_fails_changes_nothing(old: Store) -> None:
    """A table is either of the one version or of the next."""
    broken = Table("papers", "never used", ("ALTER TABLE papers ADD COLUMN seen TEXT", "no statement"))
    with pytest.raises(ConfigError), old.transaction(broken):
        pass
    assert PaperCache(old, clock=lambda: _NOW).find([_SECOND]) == {_SECOND: _PAPER}


def test_the_database_of_a_later_version_is_left_alone(old: Store) -> None:
    """An older program neither reads nor writes what it does not understand, and says so."""
    later = Table("papers", "never used", ("ALTER TABLE papers ADD COLUMN seen TEXT",))
    with old.transaction(later):
        pass
    with pytest.raises(ConfigError, match="a later version of yoyak wrote it"):
        PaperCache(old).find([_SECOND])
