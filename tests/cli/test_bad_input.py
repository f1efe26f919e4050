"""What goes wrong ends in one clear sentence and the right code, with nothing lost or half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.checks import CHECKS
from tests.cli.conftest import DIGEST, FIXED, PINNED, command, start, write
from tests.papers.arxiv_server import Record, Reply, serve
from tests.runner.fake_checks import Crashing

if TYPE_CHECKING:
    from click.testing import Result

    from tests.cli.conftest import Yoyak


def refuses(result: Result, *words: str) -> bool:
    """Return whether the run ended as misuse, with one sentence that has the words in it."""
    (sentence,) = result.stderr.splitlines()
    return result.exit_code == 2 and sentence.startswith("yoyak: ") and all(word in sentence for word in words)


@pytest.mark.parametrize("subcommand", ["check", "fix"])
def test_a_missing_file_is_named(yoyak: Yoyak, subcommand: str) -> None:
    """A path that leads nowhere is misuse."""
    assert refuses(yoyak(subcommand, "no.md", *PINNED), "cannot read no.md")


def test_a_file_that_cannot_be_read_does_not_stop_the_others(yoyak: Yoyak) -> None:
    """The rest is reported, and the code still says that something was not read."""
    result = yoyak("check", "no.md", "digest.md", *PINNED, "--format", "json")
    assert refuses(result, "no.md")
    assert json.loads(result.stdout)["summary"]["errors"] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no\x1b]8;;x\x07\u202e.md", *PINNED),
        ("check", "digest.md", "--sources", "\x1b]8;;x\x07\u202e"),
        ("gate", "digest.md", *PINNED, "--dismiss", "\x1b]8;;x\x07", "--dismissals", "d.toml", "--reason", "x"),
        ("eval", "run", "no\n\x1b[31m"),
        ("report", "result.json", "-o", "page.html"),
    ],
)
def test_no_refusal_obeys_what_it_names(yoyak: Yoyak, arguments: tuple[str, ...]) -> None:
    """A name with an escape sequence in it reaches the terminal as one line that does nothing."""
    result = json.loads(yoyak("check", "digest.md", *PINNED, "--format", "json").stdout)
    result["entries"][0]["file"] = "a\nb\x1b]8;;x\x07.md"
    write(Path("result.json"), json.dumps(result))
    told = yoyak(*arguments)
    assert refuses(told, "\ufffd")
    assert told.stderr.rstrip("\n").isprintable()


@pytest.mark.parametrize("arguments", [("--workers", "100000"), ("--reviewer", "a:b", "--votes", "1000000")])
def test_a_number_that_is_a_slip_of_the_finger_is_refused(yoyak: Yoyak, arguments: tuple[str, ...]) -> None:
    """A hundred thousand processes are not started, and a claim is not asked about a million times."""
    result = yoyak("check", "digest.md", *PINNED, *arguments)
    assert result.exit_code == 2
    assert f"{arguments[-1]} is not in the range 1<=x<=" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check", ""), "cannot read the folder ''"),
        (("fix", "digest.md", "-o", ""), "cannot write '': is a directory"),
        (("gate", "digest.md", "--policy", ""), "cannot read '': is a directory"),
        (("gate", "digest.md", "--dismissals", ""), "cannot read '': is a directory"),
        (("report", "", "-o", "page.html"), "cannot read '': is a directory"),
        (("check", "digest.md", "--sources", ""), "cannot read '': no such file or directory"),
    ],
)
def test_an_empty_name_is_not_taken_for_none(yoyak: Yoyak, arguments: tuple[str, ...], sentence: str) -> None:
    """A variable that a script left empty overwrites no digest and loosens no gate."""
    assert refuses(yoyak(*arguments, *PINNED), sentence)
    assert Path("digest.md").read_text(encoding="utf-8") == DIGEST


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("report", "no\udcff", "-o", "page.html"), "no run whose id starts with"),
        (("prompts", "compare", "run:\udcff", "run:x"), "no run whose id starts with"),
        (("prompts", "new", "summarize", "--prompts", "loop"), "cannot write loop"),
    ],
)
def test_a_name_that_leads_nowhere_is_told(yoyak: Yoyak, arguments: tuple[str, ...], sentence: str) -> None:
    """Bytes that are no text and links that go round in a circle end in one sentence."""
    Path("loop").symlink_to("pool")
    Path("pool").symlink_to("loop")
    assert refuses(yoyak(*arguments), sentence)


def test_a_folder_without_digests_is_misuse(yoyak: Yoyak) -> None:
    """A wrong folder is not a good folder."""
    write(Path("empty/notes.txt"), DIGEST)
    assert refuses(yoyak("check", "empty", *PINNED), "empty", "no digest")


def test_a_file_without_entries_is_misuse(yoyak: Yoyak) -> None:
    """A wrong file is not a good file."""
    write(Path("notes.md"), "# Notes\n")
    assert refuses(yoyak("check", "notes.md", *PINNED), "notes.md", "no entry")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", DIGEST.encode("cp949", "replace"), b"\xff\xfe#"])
def test_a_file_that_is_no_text_is_refused(yoyak: Yoyak, data: bytes) -> None:
    """Nothing is guessed about bytes that are not UTF-8, wherever they come from."""
    Path("binary.md").write_bytes(data)
    assert refuses(yoyak("check", "binary.md", *PINNED), "cannot read binary.md")
    assert refuses(yoyak("fix", "-", *PINNED, stdin=data), "cannot read -")
    assert Path("binary.md").read_bytes() == data


def test_a_broken_snapshot_line_is_named(yoyak: Yoyak) -> None:
    """File and line of a broken snapshot are told before anything is checked."""
    with Path("papers.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"arxiv_id": \n')
    result = yoyak("check", "digest.md", *PINNED)
    assert refuses(result, "papers.jsonl:2")
    assert not result.stdout


def test_a_missing_snapshot_is_named(yoyak: Yoyak) -> None:
    """A wrong path is not an empty snapshot."""
    assert refuses(yoyak("check", "digest.md", "--sources", "no.jsonl"), "no.jsonl")


@pytest.mark.parametrize("flag", ["--select", "--ignore"])
def test_an_unknown_check_is_answered_with_the_nearest(yoyak: Yoyak, flag: str) -> None:
    """A typing error does not leave a check out in silence."""
    assert refuses(yoyak("check", "digest.md", *PINNED, flag, "title-mismtch"), "title-mismtch", "title-mismatch")
    assert refuses(yoyak("checks", "title-mismtch"), "title-mismatch")


def test_nothing_left_to_run_is_misuse(yoyak: Yoyak) -> None:
    """A run without a check is not a good run."""
    assert refuses(yoyak("check", "digest.md", *PINNED, "--ignore", ",".join(c.id for c in CHECKS)), "nothing to run")


@pytest.mark.parametrize("arguments", [("--workers", "0"), ("--format", "xml"), ("--fail-on", "note"), ("--nope",)])
def test_a_bad_flag_is_misuse(yoyak: Yoyak, arguments: tuple[str, ...]) -> None:
    """The flag is named."""
    result = yoyak("check", "digest.md", *arguments)
    assert result.exit_code == 2
    assert arguments[0] in result.stderr


@pytest.mark.usefixtures("impatient")
def test_without_a_network_nothing_passes(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where arXiv cannot be reached, entries are not judged, and the reason is told."""
    monkeypatch.setenv("YOYAK_ARXIV_URL", "http://127.0.0.1:9/api/query")
    result = yoyak("check", "digest.md")
    assert result.exit_code == 3
    assert "digest.md:3  " in result.stdout
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("impatient")
def test_a_storm_of_refusals_is_waited_out_once(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """While arXiv refuses, papers are missing sources, and a snapshot from before is kept."""
    before = Path("papers.jsonl").read_bytes()
    with serve() as server:
        monkeypatch.setenv("YOYAK_ARXIV_URL", server.url)
        server.papers["2401.00001"] = [Record()]
        server.faults.extend([lambda _: Reply(b"slow down", 429, {"Retry-After": "1"})] * 20)
        assert yoyak("check", "digest.md").exit_code == 3
        fresh = yoyak("sources", "digest.md", "-o", "new.jsonl")
        assert (fresh.exit_code, Path("new.jsonl").exists()) == (3, False)
        assert yoyak("sources", "digest.md", "-o", "papers.jsonl").exit_code == 0
    assert Path("papers.jsonl").read_bytes() == before


@pytest.mark.parametrize("arguments", [(), ("-o", "new.md")])
def test_a_read_only_target_stays_as_it_is(yoyak: Yoyak, arguments: tuple[str, ...]) -> None:
    """What is marked read-only is not written, even where the right to do so is there."""
    target = Path(arguments[-1] if arguments else "digest.md")
    write(target, DIGEST)
    target.chmod(0o444)
    write(Path("later/other.md"), DIGEST)
    result = yoyak("fix", "digest.md", *([] if arguments else ["later"]), *PINNED, *arguments)
    assert refuses(result, f"cannot write {target}", "read-only")
    assert f"fixed  {target}" not in result.stdout
    assert target.read_text(encoding="utf-8") == DIGEST
    if not arguments:
        assert Path("later/other.md").read_text(encoding="utf-8") == FIXED


def test_a_full_disk_leaves_the_digest_whole(yoyak: Yoyak, tmp_path: Path) -> None:
    """A digest that does not fit is told, and stays as it was, without a half file beside it."""
    assert refuses(yoyak("fix", "digest.md", *PINNED, "-o", "/dev/full"), "/dev/full", "no space left")
    write(tmp_path / "digest.md", DIGEST + "\n<!-- " + "x" * 40_000 + " -->\n")
    before = (tmp_path / "digest.md").read_bytes()
    limited = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
    arguments = command(["fix", "digest.md", *PINNED])
    done = subprocess.run(
        [arguments[0], "-c", limited + arguments[2], *arguments[3:]],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (2, "yoyak: cannot write digest.md: file too large\n")
    assert (tmp_path / "digest.md").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["digest.md", "papers.jsonl"]


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.usefixtures("yoyak")
def test_a_result_that_cannot_be_written_is_told(tmp_path: Path, style: str) -> None:
    """A full disk behind standard output is not taken for a good end."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = start(["check", "digest.md", *PINNED, "--format", style], tmp_path, stdout=full)
        assert run.communicate()[1] == "yoyak: cannot write the result: no space left on device\n"
    assert run.returncode == 2


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("--version",)])
@pytest.mark.usefixtures("yoyak")
def test_help_that_cannot_be_written_is_told(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """What is written before a command runs ends as cleanly as what a command writes."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        run = start(arguments, tmp_path, stdout=full)
        assert run.communicate()[1] == "yoyak: cannot write the result: no space left on device\n"
    assert run.returncode == 2


@pytest.mark.parametrize(
    ("closed", "arguments", "code", "sentence"),
    [
        (">&-", ("fix", "digest.md", *PINNED), 2, "yoyak: cannot write the result: standard output is closed\n"),
        ("<&-", ("check", "-", *PINNED), 2, "yoyak: -: no entry is in this file\n"),
        ("2>&-", ("check", "digest.md", *PINNED, "--format", "json"), 1, ""),
    ],
)
@pytest.mark.usefixtures("yoyak")
def test_a_closed_stream_is_no_traceback(
    tmp_path: Path, closed: str, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    """A result that goes nowhere fails before a digest is changed; what is not needed may be closed."""
    shell = ["sh", "-c", f'exec "$0" "$@" {closed}', *command(arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(shell, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, sentence)
    assert Path("digest.md").read_text(encoding="utf-8") == DIGEST


@pytest.mark.usefixtures("yoyak")
def test_a_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    """`yoyak check | head` is quiet."""
    for day in range(400):
        write(tmp_path / f"days/{day}.md", DIGEST)
    with start(["check", "days", *PINNED], tmp_path) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        assert not run.stderr.read()
    assert run.returncode == 2


def test_a_crash_of_a_check_is_no_traceback(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in a check is told in one line, with the name of the check."""
    monkeypatch.setattr("evals.runner.catalogue.CHECKS", (Crashing(),))
    result = yoyak("check", "digest.md", *PINNED, "--format", "json")
    assert result.exit_code == 3
    assert result.stderr == "digest.md:3: the check crashing crashed: LookupError: no luck\n"


@pytest.mark.parametrize("command", ["check", "gate"])
@pytest.mark.parametrize("style", ["text", "json", "sarif", "junit", "github"])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "the 301 numbers of the entry were not compared"), ("ko", "항목의 숫자가 301개여서 비교하지 못했습니다")],
)
def test_too_many_numbers_are_told_once_and_as_no_crash(  # noqa: PLR0913, PLR0917 - everything that tells it
    yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch, command: str, style: str, language: str, sentence: str
) -> None:
    """An entry too full to compare is inconclusive for that reason, in words and not in names of our code."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "page.md")
    write(Path("full.md"), FIXED.replace("작은 모델을", f"{'장면 102개와 ' * 301}작은 모델을"))
    numbers = "magnitude-shift,number-mismatch,unit-mismatch"
    result = yoyak(command, "full.md", *PINNED, "--format", style, "--lang", language, "--select", numbers)
    assert result.exit_code == 3
    assert result.stdout.count(sentence) == (2 if style == "junit" else 1)
    for text in (result.output, Path("page.md").read_text("utf-8")):
        assert "CannotTell" not in text
        assert "crash" not in text
        assert "비정상 종료" not in text


@pytest.mark.parametrize(("style", "workers"), [("text", "1"), ("json", "1"), ("text", "2"), ("json", "2")])
@pytest.mark.usefixtures("yoyak")
def test_ctrl_c_keeps_what_was_finished(tmp_path: Path, style: str, workers: str) -> None:
    """An interrupted run tells what it found so far, leaves no process behind, and ends with 130."""
    numbers = iter(range(1, 1000))
    for day in range(20):
        # Texts of their own: one under many papers would be told at length, and fill the pipe that nobody reads yet.
        places = [f"{next(numbers):05}" for _ in range(12)]
        entries = [DIGEST.replace("2401.00001", f"2401.{at}").replace("작은 모델", f"모델 M{at}") for at in places]
        write(tmp_path / f"days/{day}.md", "\n".join(entries))
    arguments = ["check", "days", "-", *PINNED, "--format", style, "--workers", workers]
    run = start(arguments, tmp_path, start_new_session=True, stdin=subprocess.PIPE)
    assert run.stdin
    # More than a pipe holds: once it is written, the program reads it, and has read the others.
    run.stdin.write(" " * (1 << 20))
    run.stdin.flush()
    os.killpg(run.pid, signal.SIGINT)
    output, errors = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in errors
    if style == "json":
        told = json.loads(output)
        assert (told["summary"]["entries"] > 50, told["interrupted"]) == (True, True)
    else:
        assert "Interrupted; these are the results so far." in output
        assert output.count("title-mismatch") + output.count("is in no snapshot") > 50
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)
