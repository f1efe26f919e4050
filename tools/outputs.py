"""Compares what two trees print: `python tools/outputs.py OLD NEW`, each with its own `.venv`.

Every command runs in both over the data beside the tree; what differs is shown, and the exit code is 1. It is run
before and after a change that must not change behaviour.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(os.environ.get("YOYAK_TEST_DATA", "../shared/data")).resolve()
_SHOWN = 12


def commands(tree: Path) -> Iterator[list[str]]:
    """Yield the arguments of every command that is compared."""
    example = ["examples/2023-09-01.md", "--sources", "examples/papers.jsonl", "--offline"]
    places = [("seed", [DATA / "seed"]), ("digests", [DATA / "digests"])]
    for place, digests in places:
        pinned = [*map(str, digests), "--sources", str(DATA / place), "--offline"]
        for style in ("text", "json", "sarif", "junit", "github"):
            yield ["check", *pinned, "--format", style, "--workers", "1"]
        yield ["check", *pinned, "--lang", "ko", "--workers", "1"]
        yield ["fix", *pinned, "--diff", "--workers", "1"]
        yield ["gate", *pinned, "--format", "json"]
    for digest in sorted((DATA / "wild").glob("*.md")):
        yield ["check", str(digest), "--sources", str(DATA / "wild"), "--offline", "--format", "json", "--workers", "1"]
    replayed = ["--model", "replay:examples/replies.jsonl"]
    yield ["regenerate", *example, *replayed, "--diff"]
    yield ["regenerate", *example, *replayed, "-o", "-", "--lang", "ko"]
    for language in ("en", "ko"):
        yield ["report", "RESULT", "-o", "-", "--sources", "examples/papers.jsonl", "--offline", "--lang", language]
    yield ["checks"]
    yield ["checks", "--lang", "ko"]
    yield ["prompts", "list"]
    if (tree / "evals/data/gold.jsonl").exists():
        yield ["eval", "run", "evals/data/gold.jsonl", "--offline"]


def run(tree: Path, arguments: list[str]) -> str:
    """Return what a command prints in a tree, on both streams, with its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        program = str(tree / ".venv/bin/yoyak")
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "XDG_CACHE_HOME": folder, "LANG": "C.UTF-8"}
        if "RESULT" in arguments:
            result = Path(folder) / "result.json"
            checked = ["check", "examples", "--sources", "examples/papers.jsonl", "--offline", "--format", "json"]
            done = subprocess.run([program, *checked], cwd=tree, env=environment, capture_output=True, check=False)
            result.write_bytes(done.stdout)
            arguments = [str(result) if word == "RESULT" else word for word in arguments]
        done = subprocess.run([program, *arguments], cwd=tree, env=environment, capture_output=True, check=False)
    out, told = done.stdout.decode(), done.stderr.decode()
    return f"{out}\n── stderr\n{told}\n── exit code {done.returncode}\n".replace(folder, "FOLDER")


def differences(old: Path, new: Path, arguments: list[str]) -> list[str]:
    """Return the lines in which the outputs of two trees differ, none where they are the same."""
    before, after = (run(tree, arguments).splitlines() for tree in (old, new))
    return [] if before == after else [*difflib.unified_diff(before, after, lineterm="", n=0)][2:]


def main(old: str, new: str) -> int:
    """Print what differs between two trees; return 1 if anything does."""
    trees = Path(old).resolve(), Path(new).resolve()
    every = list(commands(trees[0]))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda arguments: differences(*trees, arguments), every))
    for arguments, lines in zip(every, found, strict=True):
        if lines:
            print(f"yoyak {' '.join(arguments)}: {len(lines)} lines differ")
            print(*(f"  {line[:300]}" for line in lines[:_SHOWN]), sep="\n")
    print(f"{len(every)} commands, {sum(map(bool, found))} of them with another output")
    return int(any(found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
