"""The library: which prompts there are, whose they are, and which version is in use."""

from __future__ import annotations

from pathlib import Path

import pytest

import prompts
from summarizer.errors import PromptError
from summarizer.prompts import PromptLibrary

_PACKAGED = Path(prompts.__path__[0])


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of the user's with two versions of `repair`, the first of them in use and released."""
    text = (_PACKAGED / "repair/1.md").read_text(encoding="utf-8")
    folder = tmp_path / "repair"
    folder.mkdir()
    (folder / "1.md").write_text(text, encoding="utf-8")
    (folder / "10.md").write_text(text.replace("교열 담당자", "편집자"), encoding="utf-8")
    (tmp_path / "champions.toml").write_text("repair = 1\n", encoding="utf-8")
    (tmp_path / "lock.toml").write_bytes((_PACKAGED / "lock.toml").read_bytes())
    return tmp_path


def test_the_version_in_use_is_the_default(own: Path) -> None:
    """A newer version changes nothing before it is made the champion."""
    library = PromptLibrary(own)
    assert library.versions("repair") == (1, 10)
    assert library.load("repair").version == library.champion("repair") == 1
    assert "편집자" in library.load("repair", 10).text


def test_a_prompt_belongs_to_one_folder(own: Path) -> None:
    """A user's prompts stand beside those of the package, and hide them only by their name."""
    (own / "repair/1.md").unlink()
    library = PromptLibrary(own)
    assert library.names == PromptLibrary().names
    assert library.versions("repair") == (10,)
    assert library.load("summarize") == PromptLibrary().load("summarize")


@pytest.mark.parametrize("name", ["01.md", "0.md", "-1.md", "１.md", "x.md", "2.txt", "1.5.md"])
def test_only_a_plain_number_is_a_version(own: Path, name: str) -> None:
    """A version has one name, and notes beside it are no version."""
    (own / "repair" / name).write_text("notes", encoding="utf-8")
    assert PromptLibrary(own).versions("repair") == (1, 10)


def test_an_edited_release_is_refused(own: Path) -> None:
    """A number of quality or cost stays true of the words it was measured with."""
    with (own / "repair/1.md").open("a", encoding="utf-8") as file:
        file.write("\n하나 더.\n")
    with pytest.raises(PromptError, match=r"repair 1 was edited after its release: restore .*1\.md, or make it a new"):
        PromptLibrary(own).load("repair")


@pytest.mark.parametrize(
    ("name", "version", "reason"),
    [
        (
            "sumarize",
            None,
            "there is no prompt 'sumarize'; there are confirm-en, confirm-ko, repair, review-en, review-ko, summarize",
        ),
        ("../repair", 1, "there is no prompt '../repair'"),
        ("repair", 2, "repair has no version 2; it has 1, 10"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(own: Path, name: str, version: int | None, reason: str) -> None:
    """A mistyped name is answered with the right ones, and leads nowhere else."""
    with pytest.raises(PromptError) as error:
        PromptLibrary(own).load(name, version)
    assert str(error.value).startswith(reason)


def test_a_folder_has_to_name_what_it_uses(own: Path) -> None:
    """Which version writes a newsletter is somebody's decision."""
    (own / "champions.toml").unlink()
    with pytest.raises(PromptError, match=r"no version of repair is in use; .*`repair = 1`"):
        PromptLibrary(own).load("repair")


@pytest.mark.parametrize("table", ["repair = [", 'repair = "newest"', "[repair]\nx = 1"])
def test_a_broken_table_is_named(own: Path, table: str) -> None:
    """A file that cannot be read is not taken for an empty one."""
    (own / "champions.toml").write_text(table, encoding="utf-8")
    with pytest.raises(PromptError, match=r"champions\.toml is no table"):
        PromptLibrary(own).champion("repair")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A wrong setting does not fall back to the package."""
    with pytest.raises(PromptError, match="there is no folder of prompts at"):
        PromptLibrary(tmp_path / "absent")
