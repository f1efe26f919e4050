"""`yoyak sources`: papers pinned from arXiv on loopback."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.papers.snapshots import read_snapshot
from tests.cli.conftest import DIGEST, PAPER, write
from tests.papers.arxiv_server import ArxivServer, Record, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Yoyak

pytestmark = pytest.mark.usefixtures("impatient")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ArxivServer]:
    """A server that answers like arXiv and knows two versions of the digest's paper; nothing is cached."""
    with serve() as server:
        server.papers[PAPER.arxiv_id] = [Record(updated=f"2024-0{month}-01T00:00:00Z") for month in (1, 5)]
        monkeypatch.setenv("YOYAK_ARXIV_URL", server.url)
        yield server


def test_cited_papers_are_pinned(yoyak: Yoyak, server: ArxivServer) -> None:
    """A snapshot holds what arXiv has, and a second run asks for nothing again."""
    result = yoyak("sources", "digest.md", "-o", "new.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "papers pinned in new.jsonl: 1 of 1\n"
    assert read_snapshot("new.jsonl")[PAPER.arxiv_id].version == 2
    assert yoyak("sources", "digest.md", "-o", "again.jsonl").exit_code == 0
    assert len(server.asked) == 1


def test_a_snapshot_goes_to_standard_output(yoyak: Yoyak, server: ArxivServer) -> None:
    """What is piped on is what a file would hold, and no file is called -."""
    assert server
    assert yoyak("sources", "digest.md", "-o", "new.jsonl").exit_code == 0
    result = yoyak("sources", "digest.md", "-o", "-")
    assert (result.exit_code, result.stdout) == (0, Path("new.jsonl").read_text(encoding="utf-8"))
    assert result.stderr == "papers pinned in standard output: 1 of 1\n"
    assert not Path("-").exists()


def test_papers_are_pinned_as_they_stood(yoyak: Yoyak, server: ArxivServer) -> None:
    """A digest of the past is compared with the papers of its day."""
    assert server
    assert yoyak("sources", "digest.md", "-o", "new.jsonl", "--at", "2024-02-03").exit_code == 0
    assert read_snapshot("new.jsonl")[PAPER.arxiv_id].version == 1


def test_a_full_text_is_added(yoyak: Yoyak, server: ArxivServer) -> None:
    """The second tier of evidence comes from a file that the user has."""
    assert server
    write(Path("text.txt"), "1 Introduction\n\nWe train for three days.\n")
    assert yoyak("sources", "digest.md", "-o", "new.jsonl", "--fulltext", "2401.00001=text.txt").exit_code == 0
    assert "three days" in str(read_snapshot("new.jsonl")[PAPER.arxiv_id].fulltext)


def test_a_paper_that_arxiv_does_not_have_is_told(yoyak: Yoyak, server: ArxivServer) -> None:
    """What is there is pinned, what is missing is named, and the code says so."""
    write(Path("two.md"), DIGEST + "\n" + DIGEST.replace("2401.00001", "2401.99999"))
    result = yoyak("sources", "two.md", "-o", "new.jsonl")
    assert server
    assert result.exit_code == 3
    assert result.stderr == "yoyak: arXiv has no paper 2401.99999\npapers pinned in new.jsonl: 1 of 2\n"
    assert list(read_snapshot("new.jsonl")) == [PAPER.arxiv_id]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no.md",), "cannot read no.md"),
        (("digest.md", "--fulltext", "2401.00001"), "ID=FILE"),
        (("digest.md", "--fulltext", "2401.00001=no.txt"), "cannot read no.txt"),
        (("digest.md", "--at", "yesterday"), "yesterday"),
    ],
)
def test_wrong_use_is_told(yoyak: Yoyak, arguments: tuple[str, ...], words: str) -> None:
    """One sentence says what cannot be done, and no snapshot is made."""
    result = yoyak("sources", *arguments, "-o", "new.jsonl", "--offline")
    assert result.exit_code == 2
    assert words in result.stderr
    assert not Path("new.jsonl").exists()
