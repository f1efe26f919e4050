"""Measures the program as its users start it: start-up, entries and text a second of one core, and memory.

    python bench/speed.py [ENTRIES…]

The digests are those of `YOYAK_TEST_DATA` where it is there, else the example, repeated until there are ENTRIES; their
papers come from a snapshot. A rate is one of processor time, start-up included, so that it holds on a machine that is
busy with other things too. The checks of numbers and form are run on every size, all checks on the first one.
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

from summarizer.cli.sources import add_fulltexts
from summarizer.digest import parse
from summarizer.papers import read_snapshot
from summarizer.papers.snapshots import write_snapshot

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT / os.environ.get("YOYAK_TEST_DATA", "../shared/data")
EXAMPLE = ROOT / "examples"
DEFAULT_SIZES = (1_000, 10_000)
ENTRIES_WITH_TEXT = 200
NUMBERS_AND_FORM = (
    "magnitude-shift,doubled-digits,number-mismatch,unit-mismatch,bound-mismatch,impossible-quantity,"
    "unsupported-number,version-mismatch,title-mismatch,author-mismatch,unknown-paper,missing-section,leaked-markup,"
    "truncated-text,duplicate-entry,broken-image"
)
FAST_ENOUGH = {"numbers and form": 400, "all checks": 60}


@dataclass(frozen=True, slots=True)
class Run:
    """One process, with those that it started.

    Attributes:
        seconds: Wall time.
        cpu: Seconds of processor time.
        megabytes: The most memory that one process had.
        output: The digest of what was printed.
    """

    seconds: float
    cpu: float
    megabytes: float
    output: str


def main(arguments: list[str]) -> int:
    """Print the figures and return an exit code: 1 when the output depends on the number of workers."""
    sizes = [int(argument) for argument in arguments] or list(DEFAULT_SIZES)
    material = REAL / "digests" if REAL.is_dir() else EXAMPLE
    example = [str(EXAMPLE / "2023-09-01.md"), "--sources", str(EXAMPLE / "papers.jsonl"), "--offline"]
    for name, command in (("yoyak --help", ["--help"]), ("yoyak check, 1 digest", ["check", *example])):
        run = best(*command)
        print(f"{name:24} {run.seconds:6.2f} s, {run.cpu:.2f} s of a core")
    print(f"digests of {material.name}/, title and abstract, 1 worker:")
    is_steady = measured("numbers and form", sizes, material, "--select", NUMBERS_AND_FORM)
    is_steady &= measured("all checks", sizes[:1], material)
    print("output identical for 1 and 2 workers" if is_steady else "OUTPUT DIFFERS between 1 and 2 workers")
    print(fulltext_rate(material))
    return 0 if is_steady else 1


def measured(checks: str, sizes: list[int], material: Path, *options: str) -> bool:
    """Print a line for each size, and return whether two workers print what one does for the first of them."""
    costs: list[float] = []
    is_steady = True
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            entries = fill(Path(folder), material, size)
            run = checked(folder, material / "papers.jsonl", 1, *options)
            if not costs:
                is_steady = checked(folder, material / "papers.jsonl", 2, *options).output == run.output
        costs.append(run.cpu / entries)
        rate = f"{entries / run.cpu:6.0f} entries/s a core (goal {FAST_ENOUGH[checks]})"
        print(f"  {checks:16} {entries:9,} entries {rate} {run.cpu:7.1f} s {run.megabytes:6.0f} MB", flush=True)
    if len(sizes) > 1:
        print(f"  an entry of {sizes[-1]:,} takes {costs[-1] / costs[0]:.2f} of the time of one of {sizes[0]:,}")
    return is_steady


def fulltext_rate(material: Path) -> str:
    """Return how fast full texts are read and searched: what they add to the time of a run without them."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((REAL / "fulltext").glob("*.txt"))]
    if not texts:
        return "no full texts to measure with"
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as pinned:
        fill(Path(folder), material, ENTRIES_WITH_TEXT)
        parsed = [parse(path.read_text(encoding="utf-8-sig")) for path in sorted(Path(folder).iterdir())]
        cited = {entry.arxiv_id for digest in parsed for entry in digest.entries}
        papers = [paper for paper in read_snapshot(material / "papers.jsonl").values() if paper.arxiv_id in cited]
        given = {paper.arxiv_id: text for paper, text in zip(papers, cycle(texts), strict=False)}
        runs = []
        for name, those in (("without", papers), ("with", add_fulltexts(papers, given))):
            write_snapshot(those, Path(pinned, name))
            runs.append(checked(folder, Path(pinned, name), 1, "--select", NUMBERS_AND_FORM))
    megabytes = sum(len(text.encode()) for text in given.values()) / 1e6
    added = runs[1].cpu - runs[0].cpu
    return f"full texts               {megabytes / added:6.1f} MB/s a core ({len(given)} papers, {megabytes:.1f} MB)"


def checked(folder: str, papers: Path, workers: int, *options: str) -> Run:
    """Run a check that needs no network and prints everything it finds."""
    pinned = ("--sources", str(papers), "--offline")
    return started("check", folder, *pinned, "--format", "json", "--workers", str(workers), *options)


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


def best(*arguments: str) -> Run:
    """Return the fastest of five runs: the rest is noise of the machine."""
    return min((started(*arguments) for _ in range(5)), key=lambda run: run.seconds)


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
        printed = hashlib.file_digest(output, "sha256").hexdigest()
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
