"""Digests that cannot be written: nothing is paid for them, and what was paid for already is not lost."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.models.pacing import RetryPolicy
from tests.models.openai_server import status
from tests.regenerate.conftest import MODEL
from tests.regenerate.daily_server import serve as serve_listing
from tests.regenerate.desk import PINNED
from tests.regenerate.material import good_digest, old_digest, studies

if TYPE_CHECKING:
    from tests.regenerate.desk import Desk

OLD, GOOD = old_digest(studies(3)), good_digest(studies(3))


def is_refused(desk: Desk, *arguments: str, words: str) -> bool:
    """Return whether a run ends in one sentence with those words, before the first call."""
    result = desk.yoyak(*arguments, *PINNED, "--model", MODEL)
    (sentence,) = result.stderr.splitlines()
    return (result.exit_code, result.stdout, desk.server.calls) == (2, "", 0) and words in sentence


def test_a_digest_that_is_read_only_costs_nothing(desk: Desk) -> None:
    """It is refused before the model is asked; what writes nothing to it is not."""
    Path("digest.md").chmod(0o444)
    assert is_refused(desk, "regenerate", "digest.md", words="cannot write digest.md: it is read-only")
    assert desk.digest == OLD
    assert desk.run("--dry-run").exit_code == 0
    assert desk.run("--diff").exit_code == 0
    assert desk.run("-o", "-").stdout == GOOD


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("nowhere/new.md", "no such file or directory"),
        ("folder", "is a directory"),
        ("marked.md", "read-only"),
        ("digest.md/new.md", "not a directory"),
    ],
)
def test_a_place_that_is_none_costs_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, target: str, words: str
) -> None:
    """Neither `regenerate` nor `new` asks anyone before it knows that the result has a place."""
    Path("folder").mkdir()
    Path("marked.md").write_text("", encoding="utf-8")
    Path("marked.md").chmod(0o444)
    before = sorted(Path().rglob("*"))
    assert is_refused(desk, "regenerate", "digest.md", "-o", target, words=words)
    with serve_listing() as listing:
        monkeypatch.setenv("YOYAK_DAILY_PAPERS_URL", listing.url)
        assert is_refused(desk, "new", "2024-02-03", "-o", target, words=words)
        assert listing.asked == []
    assert sorted(path for path in Path().rglob("*") if "cache" not in path.parts) == before


def test_one_digest_that_is_read_only_does_not_hold_up_the_others(desk: Desk) -> None:
    """Of a folder the rest is written, and the exit code tells of the one that is not."""
    Path("digests").mkdir()
    for name in ("2024-02-03.md", "2024-02-04.md"):
        Path("digests", name).write_bytes(OLD.encode())
    Path("digests/2024-02-03.md").chmod(0o444)
    result = desk.yoyak("regenerate", "digests", *PINNED, "--model", MODEL)
    assert (result.exit_code, desk.server.calls) == (2, 3)
    assert "2024-02-03.md" not in result.stdout
    assert [Path("digests", name).read_bytes().decode() for name in ("2024-02-03.md", "2024-02-04.md")] == [OLD, GOOD]


def test_what_could_not_be_written_is_not_accepted_and_not_paid_for_again(desk: Desk) -> None:
    """A target lost during the run fails its entries, in the receipts too; the same command ends it for nothing."""

    def write(body: dict[str, Any]) -> str:
        Path("digest.md").chmod(0o444)
        return desk.scribe.write(body)

    desk.server.write = write
    result = desk.run("--receipt", "receipts.jsonl")
    assert (result.exit_code, desk.digest) == (2, OLD)
    assert "accepted" not in result.stdout
    assert "3 entries: 3 failed." in result.stdout
    assert "its file could not be written" in result.stdout
    assert result.stderr == "yoyak: cannot write digest.md: it is read-only\n"
    lines = Path("receipts.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["decision"] for line in lines} == {"failed"}
    calls = desk.server.calls
    Path("digest.md").chmod(0o644)
    again = desk.run()
    assert (again.exit_code, desk.digest, desk.server.calls) == (0, GOOD, calls)
    assert again.stdout.endswith("Spent in this run: $0.0000.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_that_is_full_loses_no_reply(desk: Desk) -> None:
    """That it is full only writing tells; the replies are kept all the same."""
    result = desk.run("-o", "/dev/full")
    assert (result.exit_code, "accepted" in result.stdout) == (2, False)
    assert "no space left" in result.stderr
    assert desk.run("-o", "new.md").exit_code == 0
    assert (Path("new.md").read_bytes().decode(), desk.server.calls) == (GOOD, 3)


def test_a_server_that_is_busy_for_ever_ends_the_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is waited for until patience ends, which is told; then every entry has failed, and the exit code is 3."""
    monkeypatch.setattr("summarizer.models.opening.RetryPolicy", partial(RetryPolicy, first_rest=0.05, silence=0.5))
    monkeypatch.setattr("summarizer.models.pacing._NEWS_AFTER", 0.0)
    desk.lay_out(40)
    desk.server.fault = lambda _: status(429, "slow down")
    result = desk.run("--in-flight", "2")
    assert (result.exit_code, desk.digest) == (3, old_digest(studies(40)))
    assert "40 entries: 40 failed." in result.stdout
    assert result.stdout.count("is not asked again") > 20
    (news,) = result.stderr.splitlines()
    assert news.startswith("yoyak: the model's server answered with HTTP 429")
    assert "asking again in 0 s; no reply for 0 s, giving up after 0 s" in news
