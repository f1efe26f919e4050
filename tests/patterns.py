r"""Which patterns mean the same on every Python that runs the project; run as a program, it looks at all of them.

CPython before 3.11.5 matches a possessive quantifier or an atomic group wrongly where what it holds can fail midway,
`\B` matches an empty text from 3.14 on, and `\z` is an error before.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("summarizer", "evals", "prompts")
_FOLDERS = tuple(str(ROOT / name) for name in (*_PACKAGES, "tools", "bench"))
_COMPILER = str(Path(_compiler.__file__).parent)
_DIFFERING = (_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP, _constants.AT_NON_BOUNDARY)


def differing(pattern: str | bytes, flags: int = 0) -> list[str]:
    """Return what in a pattern does not mean the same on every Python, by the names of the parser."""
    found = [str(code) for code in _codes(_parser.parse(pattern, flags)) if any(code is each for each in _DIFFERING)]
    shown = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    return found + ([r"\z"] if r"\z" in shown.replace(r"\\", "") else [])


def _codes(part: object) -> Iterator[object]:
    if isinstance(part, _parser.SubPattern | tuple | list):
        for each in part:
            yield from _codes(each)
    else:
        yield part


def watch(tell: Callable[[str | bytes, int, str], None]) -> Callable[[], None]:
    """Tell of every pattern that the project compiles from now on, with its file and line; return what ends this."""
    compile_pattern = _compiler.compile

    def watched(pattern: str | bytes, flags: int = 0) -> object:
        if (place := _caller()).startswith(_FOLDERS):
            tell(pattern, flags, place)
        return compile_pattern(pattern, flags)

    def end() -> None:
        _compiler.compile = compile_pattern

    _compiler.compile = watched
    return end


def _caller() -> str:
    frame = sys._getframe(2)
    while frame.f_back and frame.f_code.co_filename.startswith(_COMPILER):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def main() -> None:
    """Import every module of the packages; print how many patterns they compile, then a line for each that differs."""
    sys.path.insert(0, str(ROOT))
    seen: list[tuple[str | bytes, int, str]] = []
    watch(lambda *told: seen.append(told))
    for package in map(importlib.import_module, _PACKAGES):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    lines = [str(len(seen))]
    for pattern, flags, place in seen:
        if found := differing(pattern, flags):
            lines.append(f"{place}: {', '.join(found)} in {pattern!r}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
