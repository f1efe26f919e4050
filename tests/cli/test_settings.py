"""Settings of a project, and the flags that win over them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ConfigError
from summarizer.io.settings import Settings, find_settings
from tests.cli.conftest import DIGEST, write

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak


def test_settings_are_found_in_the_nearest_folder_that_has_some(tmp_path: Path) -> None:
    """A project without settings of its own inherits those above it; sources count from the file that names them."""
    write(tmp_path / "pyproject.toml", '[tool.yoyak]\nsources = ["papers"]\nfail-on = "warning"\n')
    write(tmp_path / "a/pyproject.toml", "[project]\nname = 'x'\n")
    assert find_settings(tmp_path / "a") == Settings(**{"sources": (tmp_path / "papers",), "fail-on": "warning"})


def test_the_own_file_wins_in_its_folder(tmp_path: Path) -> None:
    """Two files in one folder are not mixed."""
    write(tmp_path / "pyproject.toml", "[tool.yoyak]\noffline = true\n")
    write(tmp_path / "yoyak.toml", 'lang = "ko"\n')
    assert find_settings(tmp_path) == Settings(lang="ko")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ignroe = []", "yoyak.toml: has no setting 'ignroe'; did you mean ignore?"),
        ("zzz = 1", "yoyak.toml: has no setting 'zzz'; it knows sources, offline, select"),
        ("workers = 0", "yoyak.toml: workers: input should be greater than or equal to 1"),
        ("workers = 100000", "yoyak.toml: workers: input should be less than or equal to 256"),
        (r'sources = ["a\u0000b"]', "yoyak.toml: sources.0: no name of a file has a NUL in it"),
        (r'prices = "a\u0000b"', "yoyak.toml: prices: no name of a file has a NUL in it"),
        ('image-base = "ftp://x"', "yoyak.toml: image-base: "),
        ("select = ", "yoyak.toml is not valid TOML: "),
    ],
)
def test_what_settings_cannot_say_is_told_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    """A typing error in a settings file is not passed over."""
    write(tmp_path / "yoyak.toml", text)
    with pytest.raises(ConfigError) as caught:
        find_settings(tmp_path)
    assert f"{tmp_path}/{sentence}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_run_takes_what_no_flag_says_from_the_settings(yoyak: Yoyak) -> None:
    """A project says once where its papers are and what it ignores."""
    write(
        Path("pyproject.toml"),
        '[tool.yoyak]\nsources = ["papers.jsonl"]\noffline = true\nignore = ["title-mismatch"]\nlang = "ko"\n',
    )
    write(Path("days/digest.md"), DIGEST)
    result = yoyak("check", "days", "--format", "json")
    (entry,) = json.loads(result.stdout)["entries"]
    assert {finding["check"] for finding in entry["findings"]} == {"author-mismatch", "broken-image"}
    assert "저자" in result.stdout


def test_flags_win_over_settings(yoyak: Yoyak) -> None:
    """What is asked for on the command line counts, and what is ignored there comes on top."""
    write(Path("yoyak.toml"), 'select = ["broken-image"]\nfail-on = "warning"\nsources = ["papers.jsonl"]\n')
    arguments = ("check", "digest.md", "--offline")
    assert yoyak(*arguments).exit_code == 1
    assert yoyak(*arguments, "--fail-on", "error").exit_code == 0
    assert "title-mismatch" in yoyak(*arguments, "--select", "title-mismatch").stdout


def test_a_check_that_settings_name_must_exist(yoyak: Yoyak) -> None:
    """A typing error in a list of checks is misuse wherever it stands."""
    write(Path("yoyak.toml"), 'ignore = ["broken-imag"]\n')
    result = yoyak("check", "digest.md")
    assert (result.exit_code, result.stderr) == (
        2, "yoyak: there is no check 'broken-imag'; did you mean 'broken-image'?\n",
    )  # fmt: skip
