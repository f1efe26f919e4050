"""Text files are read and written whole, byte for byte."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ConfigError
from summarizer.io.files import create_text, read_text, rehearse_writing, write_text_atomically

PROJECT = Path(__file__).parents[1]


@pytest.mark.parametrize("text", ["", "가\r\n나\n다\r", "\ufeff## 제목\r\n", "끝에 줄바꿈 없음"])
def test_a_text_comes_back_as_it_was_written(tmp_path: Path, text: str) -> None:
    """Line ends, a byte order mark and a missing last line break survive."""
    write_text_atomically(tmp_path / "digest.md", text)

    assert (tmp_path / "digest.md").read_bytes() == text.encode()
    assert read_text(tmp_path / "digest.md") == text


def test_a_name_with_a_nul_in_it_is_no_file() -> None:
    """A name out of a result or of settings can hold what no file is named, and is told like any that is not there."""
    with pytest.raises(ConfigError, match="no such file"):
        read_text("a\0b")


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """No text is changed on its way to the disk and back."""
    path = tmp_path_factory.getbasetemp() / "any.md"

    write_text_atomically(path, text)

    assert read_text(path) == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"one\ntwo \xff\n", "line 2 is not UTF-8 (byte 0xff)"),
        ("요약".encode("utf-16"), "line 1 is not UTF-8"),
        ("요약".encode("cp949"), "line 1 is not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    """A binary file or one in another encoding is never decoded by guess."""
    path = tmp_path / "digest.md"
    path.write_bytes(data)

    with pytest.raises(ConfigError) as refusal:
        read_text(path)

    assert str(path) in str(refusal.value)
    assert any(word in str(refusal.value) for word in words.split("|"))
    assert "\n" not in str(refusal.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """What cannot be opened is named together with the reason."""
    with pytest.raises(ConfigError, match="no such file"):
        read_text(tmp_path / "missing.md")
    with pytest.raises(ConfigError, match="is a directory"):
        read_text(tmp_path)


def test_permissions_are_kept(tmp_path: Path) -> None:
    """A file keeps its mode when its content is replaced."""
    path = tmp_path / "digest.md"
    path.write_text("old")
    path.chmod(0o640)

    write_text_atomically(path, "new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    """A new file obeys the umask as any other, instead of being private like a temporary file."""
    (tmp_path / "usual").touch()

    write_text_atomically(tmp_path / "new", "new")

    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_symbolic_link_is_followed_and_stays(tmp_path: Path) -> None:
    """The file behind a link changes; the link does not become a file."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "real.md").write_text("old")
    link = tmp_path / "link.md"
    link.symlink_to(Path("archive") / "real.md")

    write_text_atomically(link, "new")

    assert link.is_symlink()
    assert (tmp_path / "archive" / "real.md").read_text() == "new"


def test_a_read_only_file_stays_untouched(tmp_path: Path) -> None:
    """Replacing needs no right to write the file itself, so a read-only mark has to be honoured on purpose."""
    path = tmp_path / "digest.md"
    path.write_text("old")
    path.chmod(0o444)

    with pytest.raises(ConfigError, match="read-only"):
        write_text_atomically(path, "new")

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    """A target that cannot be a file ends in one sentence."""
    with pytest.raises(ConfigError, match="is a directory"):
        write_text_atomically(tmp_path, "new")
    with pytest.raises(ConfigError, match="no such file or directory"):
        write_text_atomically(tmp_path / "missing" / "digest.md", "new")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_is_written_to_and_not_replaced() -> None:
    """`-o /dev/stdout` and its like stay devices, and a full one is reported."""
    with pytest.raises(ConfigError, match="no space left"):
        write_text_atomically("/dev/full", "new")

    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout here")
def test_a_pipe_behind_standard_output_is_written_to() -> None:
    """`-o /dev/stdout | head` is what a user types where a command takes a file alone."""
    code = "from summarizer.io.files import *; rehearse_writing(f := '/dev/stdout', ''); write_text_atomically(f, '가')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=PROJECT)
    assert (run.returncode, run.stdout.decode(), run.stderr.decode()) == (0, "가", "")


@pytest.mark.parametrize("how", ["write_text_atomically", "rehearse_writing"])
def test_a_disk_that_fills_up_costs_nothing(tmp_path: Path, how: str) -> None:
    """When the write fails half-way, or would, the old file stands and no temporary file is left."""
    path = tmp_path / "digest.md"
    path.write_text("old")
    program = (
        f"import sys; from summarizer.errors import ConfigError; from summarizer.io.files import {how}\n"
        f"try: {how}(sys.argv[1], 'x' * 100_000)\n"
        "except ConfigError as error: print(error)"
    )

    run = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"]},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
    )

    assert run.stdout.startswith(f"cannot write {path}: file too large")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["old", None])
def test_a_rehearsal_leaves_everything_as_it_was(tmp_path: Path, text: str | None) -> None:
    """Where a text could be written nothing is, neither into a file that is there nor into one that is not."""
    path = tmp_path / "digest.md"
    if text is not None:
        path.write_text(text)

    rehearse_writing(path, "new")

    assert [file.read_text() for file in tmp_path.iterdir()] == ([] if text is None else [text])


def test_what_a_killed_writer_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """A write that is killed costs nothing for good, and one that still goes on is left alone."""
    path = tmp_path / "digest.md"
    code = (
        "import os, signal, sys; from pathlib import Path; from summarizer.io import files\n"
        "with files._draft(Path(sys.argv[1]), b'half', None):\n    print('held', flush=True); sys.stdin.read()"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT
    )
    with writer as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        write_text_atomically(path, "first")
        (draft,) = tmp_path.glob(".*")
        process.kill()
    assert draft.exists()

    write_text_atomically(path, "second")

    assert list(tmp_path.iterdir()) == [path]


def test_a_text_is_created_whole_and_once(tmp_path: Path) -> None:
    """Who comes second does not write over the first."""
    create_text(tmp_path / "new" / "1.md", "first")

    with pytest.raises(ConfigError, match="file exists"):
        create_text(tmp_path / "new" / "1.md", "second")

    assert [file.read_text() for file in (tmp_path / "new").iterdir()] == ["first"]
