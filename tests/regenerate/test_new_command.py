"""`yoyak new`: a whole digest from the papers of a day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.digest import parse
from summarizer.errors import ConfigError, SourceUnavailable
from summarizer.papers.daily import DailyPapers, ListedPaper
from tests.models.openai_server import refusing
from tests.regenerate.conftest import MODEL
from tests.regenerate.daily_server import item, serve
from tests.regenerate.desk import PINNED
from tests.regenerate.material import DAY, Study, good_digest, studies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

    from tests.regenerate.daily_server import DailyServer
    from tests.regenerate.desk import Desk

_DAY = dt.date(2024, 2, 3)


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> Iterator[DailyServer]:
    """A list of three papers, of which the server's order is not that of votes."""
    with serve() as server:
        server.items = [item(s.arxiv_id, 3, f"https://example.org/{s.number}.png") for s in studies(3)]
        monkeypatch.setenv("YOYAK_DAILY_PAPERS_URL", server.url)
        yield server


def new(desk: Desk, *arguments: str) -> Result:
    """Run `new` for the day."""
    return desk.yoyak("new", DAY, *PINNED, "--model", MODEL, *arguments)


def test_a_digest_is_written_whole(desk: Desk, listing: DailyServer) -> None:
    """It reads as a digest of the archive does, byte for byte, and nothing else is on standard output."""
    result = new(desk)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == good_digest(studies(3))
    assert listing.asked == [f"/api/daily_papers?date={DAY}"]
    assert "3 entries: 3 accepted." in result.stderr
    assert f"accepted    {DAY}.md:3  " in result.stderr
    assert "errors - -> 0" in result.stderr


def test_a_digest_goes_to_a_file(desk: Desk, listing: DailyServer) -> None:
    """With -o the digest is written there, and the report goes to standard output."""
    listing.items[1] |= {"thumbnail": "https://example.org/2.mp4"}
    result = new(desk, "-o", "new.md")
    assert "3 entries: 3 accepted." in result.stdout
    video = parse(Path("new.md").read_text(encoding="utf-8")).entries[1].image
    assert video
    assert (video.url, video.is_video) == ("https://example.org/2.mp4", True)


def test_an_entry_that_fails_is_left_out_and_told(desk: Desk, listing: DailyServer) -> None:
    """No placeholder stands in a digest, wherever the entry would have stood."""
    desk.server.fault = lambda body: refusing("no") if desk.number(body) in {1, 3} else None
    result = new(desk)
    assert result.exit_code == 3
    assert result.stdout == good_digest([Study(2)])
    assert "3 entries: 1 accepted, 2 failed." in result.stderr
    listing.items.append(item("2401.99999", 9))
    lost = new(desk)
    assert lost.stdout == good_digest([Study(2)])
    assert "2401.99999 is in no snapshot" in lost.stderr


def test_no_digest_is_written_from_nothing(desk: Desk, listing: DailyServer) -> None:
    """A day without papers, and one whose papers all fail, leave no file behind."""
    desk.server.fault = lambda _: refusing("no")
    assert new(desk, "-o", "new.md").exit_code == 3
    listing.items = []
    empty = new(desk, "-o", "new.md")
    assert (empty.exit_code, empty.stderr) == (3, f"yoyak: Hugging Face lists no papers for {DAY}\n")
    assert not Path("new.md").exists()


def test_a_dry_run_of_a_new_digest_asks_nothing(desk: Desk, listing: DailyServer) -> None:
    """The list and the papers are read, the model is not asked."""
    result = new(desk, "--dry-run")
    assert (result.exit_code, desk.server.calls, len(listing.asked)) == (0, 0, 1)
    assert result.stdout.startswith("3 papers, 3 calls for drafts")


@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", "../2024"])
def test_a_date_is_a_date(desk: Desk, day: str) -> None:
    """Anything else is misuse."""
    assert desk.yoyak("new", day, *PINNED, "--model", MODEL).exit_code == 2


def test_the_list_is_read_for_what_it_says(listing: DailyServer) -> None:
    """Most votes first, ties as listed, each paper once; what is no paper or no plain address is left out."""
    listing.items = [
        item("2401.00001", 1, "/relative.png"),
        item("2401.00002v2", 5, 'https://example.org/x" onerror="alert(1)'),
        item("../../etc/passwd", 9),
        item("2401.00003", 5, "https://example.org/3.MP4"),
        item("2401.00001", 1),
    ]
    papers = DailyPapers(listing.url).of(_DAY)
    assert papers == (
        ListedPaper("2401.00002", 5, None),
        ListedPaper("2401.00003", 5, "https://example.org/3.MP4"),
        ListedPaper("2401.00001", 1, None),
    )
    assert [paper.has_video for paper in papers] == [False, True, False]


def test_a_server_that_is_busy_is_asked_again(listing: DailyServer) -> None:
    """It is waited for as long as it asks, and three times at the most."""
    slept: list[float] = []
    listing.faults += [(503, b"", ""), (429, b"", "7")]
    assert len(DailyPapers(listing.url, sleep=slept.append).of(_DAY)) == 3
    assert slept == [3.0, 7.0]
    listing.faults += [(500, b"", "")] * 3
    with pytest.raises(SourceUnavailable, match="HTTP 500"):
        DailyPapers(listing.url, sleep=slept.append).of(_DAY)
    listing.faults.append((429, b"", "3600"))
    with pytest.raises(SourceUnavailable, match="HTTP 429"):
        DailyPapers(listing.url, sleep=slept.append).of(_DAY)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ((200, b"<html>", ""), "something other than a list of papers"),
        ((200, b'{"error": "no"}', ""), "something other than a list of papers"),
        ((200, b'[{"paper": {"id": 3}}]', ""), "something other than a list of papers"),
        ((200, b" " * 17_000_000, ""), "larger than 16 MB"),
        ((404, b"", ""), "has no list of papers of 2024-02-03: it answered with HTTP 404"),
    ],
)
def test_an_answer_that_is_no_list_is_told(listing: DailyServer, fault: tuple[int, bytes, str], words: str) -> None:
    """Each in one sentence, without another try."""
    listing.faults.append(fault)
    with pytest.raises(SourceUnavailable, match=words):
        DailyPapers(listing.url).of(_DAY)
    assert len(listing.asked) == 1


def test_a_server_that_is_not_there_is_told() -> None:
    """No connection is an error that names the server, and an address that is none is misuse."""
    with pytest.raises(SourceUnavailable, match="Hugging Face cannot be reached"):
        DailyPapers("http://127.0.0.1:9", sleep=lambda _: None).of(_DAY)
    with pytest.raises(ConfigError, match="address of Hugging Face"):
        DailyPapers("huggingface.co")
