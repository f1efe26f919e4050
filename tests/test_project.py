"""The project as a whole: its lock, its wheel, its examples and its commands hold together."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tools import lock

_ROOT = Path(__file__).parent.parent
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_PACKAGES = ("summarizer", "evals", "prompts")


def test_the_requirements_belong_to_the_lock() -> None:
    """A machine without uv installs what the lock says, and nothing older."""
    assert lock.stale_exports(_ROOT) == []


@pytest.mark.parametrize("name", ["pyproject.toml", "uv.lock", "requirements.txt"])
def test_a_changed_file_breaks_the_seal(tmp_path: Path, name: str) -> None:
    """Neither a dependency, nor the lock, nor a pin can be changed unnoticed."""
    for file in ("pyproject.toml", "uv.lock", *lock.EXPORTS, *lock.APART):
        (tmp_path / file).write_bytes((_ROOT / file).read_bytes())
    changed = (tmp_path / name).read_text(encoding="utf-8").replace("tenacity", "tenacity2")
    (tmp_path / name).write_text(changed, encoding="utf-8")
    assert "requirements.txt" in lock.stale_exports(tmp_path)


def test_settings_of_tools_do_not_break_the_seal(tmp_path: Path) -> None:
    """A change that cannot change a dependency needs no new lock."""
    for file in ("pyproject.toml", "uv.lock", *lock.EXPORTS, *lock.APART):
        (tmp_path / file).write_bytes((_ROOT / file).read_bytes())
    with (tmp_path / "pyproject.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[tool.something]\nelse = 1\n")
    assert lock.stale_exports(tmp_path) == []


def test_every_requirement_has_a_hash() -> None:
    """Nothing is installed that the lock has not seen."""
    for name in (*lock.EXPORTS, *lock.APART):
        pins = re.split(r"\n(?=\S)", (_ROOT / name).read_text(encoding="utf-8"))[1:]
        assert pins
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built as CI builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=_ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_everything_travels_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    """Prompts, data, specs and type markers are there for who installs the package."""
    files = {
        path.relative_to(_ROOT).as_posix()
        for package in _PACKAGES
        for path in (_ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files == {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert {f"{package}/py.typed" for package in _PACKAGES} <= files


def test_the_wheel_carries_its_licence(wheel: zipfile.ZipFile) -> None:
    """Who has the wheel has the terms."""
    text = next(wheel.read(name) for name in wheel.namelist() if name.endswith("licenses/LICENSE"))
    assert b"Apache License" in text


def test_the_version_has_a_place_in_the_changelog() -> None:
    """A reader finds what the installed version changed."""
    changelog = (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{_PROJECT['version']}]" in changelog or "## [Unreleased]" in changelog


def test_every_dependency_has_its_reason() -> None:
    """Whoever looks for it finds what each dependency is for."""
    decisions = (_ROOT / "docs/decisions.md").read_text(encoding="utf-8")
    names = [re.split(r"[<>=\[]", requirement)[0] for requirement in _PROJECT["dependencies"]]
    assert [name for name in names if f"**{name}**" not in decisions] == []


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "README.ko.md"])
def test_the_pages_name_files_that_exist(page: str) -> None:
    """Whoever follows a page finds the file that it names."""
    text = (_ROOT / page).read_text(encoding="utf-8")
    named = {
        *re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|toml|tsv|md|jsonl))`", text),
        *re.findall(r"\]\(([\w./-]+)\)", text),
    }
    houses = ("", "summarizer/", "evals/")
    assert named
    assert [
        name for name in named if "NAME" not in name and not any((_ROOT / house / name).exists() for house in houses)
    ] == []


def test_make_help_lists_every_target() -> None:
    """No target is hidden from who asks for help."""
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    listed = subprocess.run(
        ["/usr/bin/env", "make", "help"], cwd=_ROOT, check=True, capture_output=True, text=True
    ).stdout
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert targets
    assert [target for target in targets if f"make {target} " not in listed] == []


def test_ci_runs_as_a_program() -> None:
    """CI calls `.ci/run` as it is."""
    assert (_ROOT / ".ci/run").stat().st_mode & 0o111


def test_the_example_names_real_papers_and_its_planted_errors() -> None:
    """Nobody takes the example for a true digest, and every paper in it has its source."""
    digest = (_ROOT / "examples/2023-09-01.md").read_text(encoding="utf-8")
    papers = [json.loads(line) for line in (_ROOT / "examples/papers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert "일부러 심은 것" in digest.partition("\n")[0]
    assert re.findall(r"arxiv\.org/abs/([\d.]+)", digest) == [paper["arxiv_id"] for paper in papers]
