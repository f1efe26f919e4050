"""Counts what the shape of the code costs a newcomer: files, lines, loose files, names, circles, upward imports.

`python tools/layout.py [TREE]` prints the figures of a tree, this one by default; `--entered COMMAND…` prints how many
files of ours a command enters. Two trees are compared by counting both.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tokenize
from collections import Counter, defaultdict
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HOUSES = ("summarizer", "evals", "prompts")
_NO_CODE = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT})


@dataclass(frozen=True, slots=True)
class Module:
    """A file of code.

    Attributes:
        name: Its dotted name.
        lines: All its lines.
        code: Its lines without blank ones, comments and docstrings.
        importing: How many of its code lines are imports.
        tree: What it parses to.
    """

    name: str
    lines: int
    code: int
    importing: int
    tree: ast.Module


def read_modules(tree: Path) -> dict[str, Module]:
    """Return the modules of the houses in a tree by name."""
    files = (path for house in HOUSES for path in sorted((tree / house).rglob("*.py")))
    return {module.name: module for module in (_read(path, tree) for path in files)}


def _read(path: Path, tree: Path) -> Module:
    parts = path.relative_to(tree).with_suffix("").parts
    source = path.read_bytes()
    parsed = ast.parse(source)
    documented = set[int]()
    for node in ast.walk(parsed):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            text = node.body[0]
            documented |= set(range(text.lineno, (text.end_lineno or text.lineno) + 1))
    code = {
        line
        for token in tokenize.tokenize(BytesIO(source).readline)
        if token.type not in _NO_CODE and token.string
        for line in range(token.start[0], token.end[0] + 1)
    } - documented
    imports = [node for node in ast.walk(parsed) if isinstance(node, ast.Import | ast.ImportFrom)]
    importing = {line for node in imports for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, source.count(b"\n"), len(code - {0}), len(importing), parsed)


def imported(module: Module, modules: Mapping[str, Module]) -> set[str]:
    """Return the modules of the houses that a module imports anywhere in it, for types and late ones included."""
    found = set[str]()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from package import module` names the module.
            names = {f"{node.module}.{alias.name}" for alias in node.names} & modules.keys()
            found |= names or {node.module}
    return (found & modules.keys()) - {module.name}


def circles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return the groups of nodes that reach each other, sorted."""
    reach = {name: _reached(name, graph) for name in graph}
    left, found = set(graph), []
    while left:
        name = min(left)
        group = {name} | {other for other in reach[name] if other in left and name in reach[other]}
        left -= group
        if len(group) > 1:
            found.append(sorted(group))
    return found


def _reached(name: str, graph: Mapping[str, Iterable[str]]) -> set[str]:
    seen, waiting = set[str](), [name]
    while waiting:
        for other in graph.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def _room(name: str, modules: Mapping[str, Module]) -> str:
    parts = name.split(".")
    is_loose = len(parts) == 2 and not any(other.startswith(f"{name}.") for other in modules)
    return name if is_loose else ".".join(parts[:2])


def _entered(command: list[str], tree: Path) -> int:
    """Return how many files of the houses run a line of a function while a command runs in this process."""
    code = (
        "import sys, atexit, os\n"
        f"root = {str(tree.resolve())!r} + os.sep\n"
        "seen = set()\n"
        "def trace(frame, event, arg):\n"
        "    code = frame.f_code\n"
        "    if code.co_filename.startswith(root) and code.co_name != '<module>': seen.add(code.co_filename)\n"
        "sys.setprofile(trace)\n"
        f"houses = tuple(root + h + os.sep for h in {HOUSES!r})\n"
        "atexit.register(lambda: sys.stderr.write(f'\\n{sum(f.startswith(houses) for f in seen)}\\n'))\n"
        "from importlib.metadata import entry_points\n"
        "main = next(e for e in entry_points(group='console_scripts') if e.name == 'yoyak').load()\n"
        "main(sys.argv[1:])\n"
    )
    environment = os.environ | {"PYTHONPATH": str(tree)}
    done = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    return int(done.stderr.splitlines()[-1])


def figures(tree: Path) -> dict[str, object]:
    """Return the figures of a tree by what they count."""
    modules = read_modules(tree)
    graph = {name: imported(module, modules) for name, module in modules.items()}
    importers = Counter(other for others in graph.values() for other in others)
    classes = defaultdict[str, int](int)
    for module in modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                classes[node.name] += 1
    rooms = defaultdict[str, set[str]](set)
    for name, others in graph.items():
        rooms[_room(name, modules)] |= {_room(other, modules) for other in others} - {_room(name, modules)}
    code = sum(module.code for module in modules.values())
    upward = [
        f"{name} -> {other}"
        for name, others in graph.items()
        for other in others
        if name.startswith("summarizer.") and other.startswith("evals") and not name.startswith("summarizer.cli")
    ]
    return {
        "files": len(modules),
        "lines": sum(module.lines for module in modules.values()),
        "lines of code": code,
        "median lines of a file": median(module.lines for module in modules.values()),
        "share of lines that import": f"{sum(m.importing for m in modules.values()) / code:.3f}",
        "modules with one importer": sum(count == 1 for count in importers.values()),
        "public class names with two meanings": sum(count > 1 for count in classes.values()),
        **{f"loose files in {h}": len([*(tree / h).glob("[!_]*.py")]) for h in ("summarizer", "evals")},
        "circles of files": circles(graph) or 0,
        "circles of rooms": circles(rooms) or 0,
        "imports of evals in summarizer outside cli": upward or 0,
    }


def main(words: list[str]) -> None:
    """Print the figures of a tree."""
    if words[:1] == ["--entered"]:
        print(_entered(words[1:], Path()))
        return
    for name, value in figures(Path(words[0] if words else ".")).items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main(sys.argv[1:])
