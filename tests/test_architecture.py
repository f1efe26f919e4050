"""Imports point down, and each foreign thing is touched in one file."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOT = Path(__file__).parent.parent
_PACKAGES = ("summarizer", "evals", "prompts")
# From the ground to the roof: a room imports from its own line and from those above it here, never from one below.
_ROOMS = (
    "summarizer.messages",
    "summarizer.errors",
    "summarizer.spans",
    "summarizer.findings",
    "summarizer.sentences",
    "summarizer.io",
    "summarizer.papers",
    "summarizer.digest",
    "summarizer.arxiv",
    "summarizer.fulltext",
    "summarizer.models",
    "prompts",
    "summarizer.prompts",
    "summarizer.regenerate",
    "evals.statistics",
    "evals.korean",
    "evals.terms",
    "evals.quantities",
    "evals.subject",
    # Names are looked up in what a subject holds.
    "evals.names",
    "evals.relations",
    "evals.checks",
    "evals.runner",
    "evals.fixes",
    "evals.reviewer",
    "evals.datasets",
    "evals.seeding",
    "evals.gate",
    "evals.scores",
    "evals.comparison",
    "evals.reports",
    "summarizer.cli",
)
# Packages whose front door opens rooms that stand above their ground floor, on first use.
_HOUSES = ("summarizer", "evals")
_ROOF = "summarizer.cli"
# The outside world, each part behind one seam.
_FOREIGN = (
    "arxiv",
    "kiwipiepy",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "openai",
    "platformdirs",
    "pypdfium2",
    "requests",
    "sqlite3",
    "tenacity",
    "tiktoken",
)


def _module(path: Path) -> str:
    parts = path.relative_to(_ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


_TREES = {
    _module(path): ast.parse(path.read_text(encoding="utf-8"))
    for package in _PACKAGES
    for path in sorted((_ROOT / package).rglob("*.py"))
}


def _imports(module: str) -> set[str]:
    """Return the modules that a module imports anywhere in it."""
    return _imported(ast.walk(_TREES[module]))


def _imported(nodes: Iterable[ast.AST]) -> set[str]:
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from package import module` names the module.
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & _TREES.keys()) or {node.module}
    return found


def _is_in(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def _floor(module: str) -> int:
    """Return how high the room of a module stands; the house itself, which opens all rooms, stands highest."""
    return next((floor for floor, room in enumerate(_ROOMS) if _is_in(module, room)), len(_ROOMS))


def test_every_module_has_a_room() -> None:
    """No file lies about at the root of a house, but for the few words that all rooms use."""
    assert [name for name in _TREES if _floor(name) == len(_ROOMS)] == [*_HOUSES]


@pytest.mark.parametrize("module", sorted(_TREES.keys() - {*_HOUSES}))
def test_imports_point_down(module: str) -> None:
    """No room knows one that stands above it, neither for types nor late."""
    assert not [name for name in _imports(module) & _TREES.keys() if _floor(name) > _floor(module)]


def test_only_the_command_line_knows_both_houses() -> None:
    """Everything that writes a digest works without everything that distrusts one."""
    summarizer = [name for name in _TREES if _is_in(name, "summarizer") and not _is_in(name, _ROOF)]
    assert not [name for name in summarizer if any(_is_in(imported, "evals") for imported in _imports(name))]


@pytest.mark.parametrize("library", ["click", "rich"])
def test_only_the_command_line_knows_a_terminal(library: str) -> None:
    """What is computed below can be shown elsewhere."""
    users = [name for name in _TREES if any(_is_in(imported, library) for imported in _imports(name))]
    assert not [name for name in users if not _is_in(name, _ROOF)]


@pytest.mark.parametrize("library", _FOREIGN)
def test_a_foreign_library_has_one_seam(library: str) -> None:
    """A library of the outside world can be replaced in one file."""
    assert len([name for name in _TREES if any(_is_in(imported, library) for imported in _imports(name))]) <= 1


def test_the_environment_is_read_in_one_file() -> None:
    """What the program depends on besides its flags and settings stands in one place."""
    readers = [
        name
        for name, tree in _TREES.items()
        if any(isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"} for node in ast.walk(tree))
    ]
    assert len(readers) <= 1


def test_files_go_in_no_circle() -> None:
    """Every module can be read with only what stands below it, types included."""
    remaining = {name: (_imports(name) & _TREES.keys()) - {name} for name in _TREES if name not in _HOUSES}
    while free := {name for name, needed in remaining.items() if not needed & remaining.keys()}:
        remaining = {name: needed for name, needed in remaining.items() if name not in free}
    assert not remaining
