"""Measures the program as its users start it: start-up, speed, memory, and the same output for any number of workers.

    python bench/speed.py [ENTRIES…]

The digests are those of `YOYAK_TEST_DATA` where it is there, else the example, repeated until there are ENTRIES.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from summarizer.digest import parse

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT / os.environ.get("YOYAK_TEST_DATA", "../shared/data") / "digests"
EXAMPLE = ROOT / "examples"
DEFAULT_SIZES = (1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Run:
    """One process: its wall time in seconds, its peak memory in MB, and the digest of what it printed."""

    seconds: float
    megabytes: float
    output: str


def main(arguments: list[str]) -> int:
    """Print the figures and return an exit code: 1 when the output depends on the number of workers."""
    material = REAL if REAL.is_dir() else EXAMPLE
    papers = material / "papers.jsonl"
    example = [str(EXAMPLE / "2023-09-01.md"), "--sources", str(EXAMPLE / "papers.jsonl"), "--offline"]
    print(f"yoyak --help           {best('--help'):8.2f} s")
    print(f"yoyak check, 1 digest  {best('check', *example):8.2f} s")
    print(f"digests of {material.name}/ with the sources in {papers.name}:")
    steady = True
    for size in map(int, arguments or DEFAULT_SIZES):
        with tempfile.TemporaryDirectory() as folder:
            entries = fill(Path(folder), material, size)
            runs = [started("check", folder, *options(papers, workers)) for workers in (1, 2)]
        steady &= runs[0].output == runs[1].output
        for workers, run in enumerate(runs, start=1):
            speed = f"{entries / run.seconds:8.0f} entries/s {run.megabytes:8.0f} MB"
            print(f"{entries:9,} entries, {workers} worker{'s' * (workers > 1)} {speed:>32}")
    print("output identical for 1 and 2 workers" if steady else "OUTPUT DIFFERS between 1 and 2 workers")
    return 0 if steady else 1


def options(papers: Path, workers: int) -> list[str]:
    """Return the options of a check that needs no network and prints everything it found."""
    return ["--sources", str(papers), "--offline", "--format", "json", "--workers", str(workers)]


def fill(folder: Path, material: Path, size: int) -> int:
    """Copy digests into the folder until they have `size` entries; return how many they have."""
    texts = [path.read_bytes() for path in sorted(material.glob("2*.md"))]
    counted = [(text, len(parse(text.decode("utf-8-sig")).entries)) for text in texts]
    entries = 0
    for number, (text, count) in enumerate(cycle(counted)):
        if entries >= size:
            break
        (folder / f"{number:06}.md").write_bytes(text)
        entries += count
    return entries


def best(*arguments: str) -> float:
    """Return the shortest wall time of five runs: the rest is noise of the machine."""
    return min(started(*arguments).seconds for _ in range(5))


def started(*arguments: str) -> Run:
    """Run the program once, as a process of its own."""
    with tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the program under measurement
            [Path(sys.executable).parent / "yoyak", *arguments], stdout=output, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        if process.returncode not in {0, 1, 3}:
            message = f"`yoyak {' '.join(arguments)}` ended with exit code {process.returncode}"
            raise SystemExit(message)
        output.seek(0)
        return Run(seconds, usage.ru_maxrss / 1024, hashlib.file_digest(output, "sha256").hexdigest())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
