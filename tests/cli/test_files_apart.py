"""What a run reads is a file, stays what it is while it is read, and is not what the run writes."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import DIGEST, FIXED, PINNED, command, start, write

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak

_REPLAY = ("--model", "replay:replies.jsonl")


@pytest.mark.parametrize("kind", ["fifo", "zero"])
@pytest.mark.parametrize("folder", [True, False])
def test_what_never_ends_is_refused(tmp_path: Path, kind: str, *, folder: bool) -> None:
    """A pipe that nobody writes and a link to a device are named in a sentence, and the digests beside them judged."""
    write(tmp_path / "digests/digest.md", FIXED)
    odd = tmp_path / "digests/odd.md"
    os.mkfifo(odd) if kind == "fifo" else odd.symlink_to("/dev/zero")
    names = ["digests"] if folder else ["digests/odd.md"]
    process = start(["check", *names, "--offline"], tmp_path)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 2
    assert f"cannot read {names[0]}{'/odd.md' if folder else ''}: it is a device or a pipe, no file\n" in told


@pytest.mark.parametrize("flag", ["--sources", "--policy"])
def test_other_inputs_are_files_too(yoyak: Yoyak, flag: str) -> None:
    """Snapshots and settings are no more read from a device than digests are."""
    Path("odd.jsonl").symlink_to("/dev/zero")
    result = yoyak("gate", "digest.md", *PINNED, flag, "odd.jsonl")
    assert (result.exit_code, "odd.jsonl: it is a device" in result.stderr) == (2, True)


def test_what_a_shell_makes_of_a_command_is_read(tmp_path: Path) -> None:
    """`yoyak check <(…)` and `/dev/stdin` are pipes without a name of their own."""
    write(tmp_path / "digest.md", DIGEST)
    for words in ("<(cat digest.md)", "/dev/stdin"):
        line = f"cat digest.md | {shlex.join(command(['check']))} {words} --offline"
        done = subprocess.run(
            ["bash", "-c", line],  # noqa: S607 - found on the path
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "1 entry" in done.stdout) == (3, True), done.stderr


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        (["fix", "digest.md", *PINNED, "-o", "papers.jsonl"], "papers.jsonl"),
        (["fix", "digest.md", "--offline", "-o", "./own.jsonl"], "own.jsonl"),
        (["fix", "digest.md", "--offline", "-o", "terms.toml"], "terms.toml"),
        (["fix", "digest.md", "--offline", "--sources", "pinned", "-o", "pinned/a.jsonl"], "pinned/a.jsonl"),
        (["regenerate", "digest.md", *PINNED, *_REPLAY, "-o", "papers.jsonl"], "papers.jsonl"),
        (["regenerate", "digest.md", *PINNED, *_REPLAY, "--batch", "digest.md"], "digest.md"),
        (["new", "2024-02-03", *PINNED, *_REPLAY, "-o", "papers.jsonl"], "papers.jsonl"),
        (["sources", "digest.md", *PINNED, "-o", "papers.jsonl"], "papers.jsonl"),
        (["sources", "digest.md", *PINNED, "-o", "digest.md"], "digest.md"),
        (["sources", "digests", *PINNED, "-o", "digests/a.md"], "digests/a.md"),
        (["sources", "digest.md", "--offline", "--fulltext", "2401.00001=text", "-o", "text"], "text"),
        (["report", "result.json", *PINNED, "-o", "result.json"], "result.json"),
        (["report", "result.json", *PINNED, "-o", "digest.md"], "digest.md"),
        (["report", "result.json", *PINNED, "-o", "papers.jsonl"], "papers.jsonl"),
        (["eval", "seed", "cases.jsonl", "-o", "link.jsonl"], "cases.jsonl"),
        (["eval", "import", "cases.jsonl", "--from", "pairs", "-o", "cases.jsonl"], "cases.jsonl"),
        (["eval", "run", "cases.jsonl", "--baseline", "cases.jsonl", "--update-baseline"], "cases.jsonl"),
        (["eval", "run", "cases.jsonl", "--reviewer", "openai:x", "--batch", "cases.jsonl"], "cases.jsonl"),
        (["prompts", "compare", "a", "b", "--papers", "papers.jsonl", "--batch", "papers.jsonl"], "papers.jsonl"),
        (["check", "digest.md", *PINNED, "--reviewer", "openai:x", "--batch", "digest.md"], "digest.md"),
        (["gate", "digest.md", *PINNED, "--reviewer", "openai:x", "--batch", "papers.jsonl"], "papers.jsonl"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_an_input_is_never_written_over(yoyak: Yoyak, arguments: list[str], target: str) -> None:
    """Whatever name or link an output has, it does not take the place of what the run reads."""
    result = yoyak("check", "digest.md", *PINNED, "--format", "json")
    write(Path("result.json"), result.stdout)
    for name in ("own.jsonl", "pinned/a.jsonl"):
        write(Path(name), Path("papers.jsonl").read_text(encoding="utf-8"))
    write(Path("cases.jsonl"), '{"id": "x"}\n')
    write(Path("digests/a.md"), DIGEST)
    write(Path("terms.toml"), "[terms]\n")
    write(Path("text"), "A text.")
    Path("link.jsonl").symlink_to("cases.jsonl")
    write(Path("yoyak.toml"), 'sources = ["own.jsonl"]\nglossary = "terms.toml"\n')
    before = Path(target).read_bytes()
    refused = yoyak(*arguments)
    assert (refused.exit_code, "this run reads it" in refused.stderr) == (2, True), refused.stderr
    assert Path(target).read_bytes() == before


def test_a_digest_may_be_written_back_to_itself(yoyak: Yoyak) -> None:
    """`-o` with the digest's own name is what happens without it."""
    assert yoyak("fix", "digest.md", *PINNED, "-o", "digest.md").exit_code == 0
    assert Path("digest.md").read_text(encoding="utf-8") != DIGEST


def test_a_snapshot_is_written_anew(yoyak: Yoyak) -> None:
    """A folder of snapshots may hold the one that is written, which is read before."""
    write(Path("pinned/a.jsonl"), Path("papers.jsonl").read_text(encoding="utf-8"))
    assert yoyak("sources", "digest.md", "--offline", "--sources", "pinned", "-o", "pinned/a.jsonl").exit_code == 0


def test_runs_at_once_keep_what_each_records(tmp_path: Path, yoyak: Yoyak) -> None:
    """Of eight digests that are recorded at the same time, all eight are in the baseline afterwards."""
    names = [f"{day}.md" for day in range(8)]
    for name in names:
        write(Path(name), FIXED)
    run = ["gate", *PINNED, "--baseline", "b.json", "--update-baseline"]
    processes = [start([*run, name], tmp_path) for name in names]
    assert [process.communicate(timeout=120) and process.returncode for process in processes] == [0] * 8
    assert sorted(entry["file"] for entry in json.loads(Path("b.json").read_text())["entries"]) == names
    assert yoyak("gate", *names, *PINNED, "--baseline", "b.json").exit_code == 0


@pytest.mark.parametrize(("style", "is_heard"), [("text", True), ("github", True), ("junit", True), ("json", False)])
@pytest.mark.parametrize("name", ["check", "gate"])
def test_a_cache_that_cannot_be_used_is_told_as_that(
    yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch, name: str, style: str, *, is_heard: bool
) -> None:
    """Nobody interrupted the run, so nobody reads that it was interrupted; the cause stands beside the results."""
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    result = yoyak(name, "digest.md", "--format", style)
    assert result.exit_code == 2
    assert "cannot use the cache" in result.stderr
    assert ("cannot use the cache" in result.stdout) is is_heard
    assert "interrupted;" not in result.output.lower()
