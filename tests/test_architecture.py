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
# A module that is in no line is bound by the other tests only.
_LAYERS = (
    ("summarizer.spans", "summarizer.messages", "summarizer.errors", "summarizer.sentences", "summarizer.io.waiting"),
    ("summarizer.errors", "summarizer.models.chat"),
    ("summarizer.io.objections", "summarizer.io.os_errors"),
    (
        "summarizer.io.files",
        "summarizer.io.json_lines",
        "summarizer.io.retries",
        "summarizer.io.store",
        "summarizer.io.web",
    ),
    ("summarizer.io.toml",),
    ("summarizer.digest", "summarizer.papers", "summarizer.arxiv", "summarizer.fulltext", "summarizer.papers.daily"),
    ("prompts",),
    ("summarizer.models",),
    ("summarizer.prompts",),
    ("summarizer.regenerate",),
    ("summarizer.findings", "evals.korean"),
    ("evals.subject.cases", "evals.subject.normalised", "evals.subject.subject"),
    ("evals.quantities",),
    ("evals.checks", "evals.judges", "evals.datasets", "evals.seeding"),
    ("evals.runner.catalogue", "evals.subject.cases", "evals.runner.workers"),
    ("evals.runner.run",),
    ("evals.hearings", "evals.runner.inspect", "evals.judging", "evals.fixes.proof", "evals.runner.counts"),
    ("evals.fixes.fix",),
    ("evals.comparison.record", "evals.comparison.runs", "evals.comparison.verdicts"),
    ("evals.scores", "evals.gate", "evals.reports"),
    ("evals.comparison",),
    ("summarizer.cli.check_run",),
    (
        "summarizer.cli.check",
        "summarizer.cli.pytest_digests",
        "summarizer.cli.eval",
        "summarizer.cli.gate",
        "summarizer.cli.prompts",
        "summarizer.cli.report",
    ),
    ("summarizer.cli.wiring",),
    ("summarizer.cli.main",),
)
_ROOF = ("summarizer.cli.main", "summarizer.cli.wiring")
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


def _imports_at_once(module: str) -> set[str]:
    """Return the modules that are loaded with a module: not those that only types need, or a function at its call."""
    return _imported(_TREES[module].body)


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


def _layer(module: str) -> int | None:
    ranks = [rank for rank, rooms in enumerate(_LAYERS) if any(_is_in(module, room) for room in rooms)]
    return ranks[0] if ranks else None


@pytest.mark.parametrize("module", sorted(_TREES))
def test_imports_point_down(module: str) -> None:
    """No room knows one that stands above it."""
    own = _layer(module)
    above = [name for name in _imports(module) if own is not None and (_layer(name) or 0) > own]
    assert not above


def test_only_the_roof_of_the_summarizer_knows_evals() -> None:
    """Everything that writes a digest works without everything that distrusts one."""
    summarizer = [name for name in _TREES if _is_in(name, "summarizer") and not any(_is_in(name, r) for r in _ROOF)]
    assert not [name for name in summarizer if any(_is_in(imported, "evals") for imported in _imports(name))]


def test_evals_gets_its_surroundings_from_the_roof() -> None:
    """What distrusts a digest is handed clients and settings, and makes none."""
    evals = [name for name in _TREES if _is_in(name, "evals")]
    assert not [name for name in evals if any(_is_in(imported, r) for imported in _imports(name) for r in _ROOF)]


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


def test_there_are_no_import_cycles() -> None:
    """Every module can be loaded with only what stands below it."""
    remaining = {name: (_imports_at_once(name) & _TREES.keys()) - {name} for name in _TREES}
    while free := {name for name, needed in remaining.items() if not needed}:
        remaining = {name: needed - free for name, needed in remaining.items() if name not in free}
    assert not remaining
