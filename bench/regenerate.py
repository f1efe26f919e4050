"""Measures regeneration with slow answers and all checks: how well it overlaps, memory, tokens of a paper.

    python bench/regenerate.py [SECONDS [ENTRIES]]

SECONDS is how long the server takes to answer (default 4), ENTRIES how many are written (default 640, 64 in flight).
"""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from evals.checks import CHECKS  # noqa: E402 - the server of the tests stands in the tree
from evals.runner.for_regeneration import EntryInspector  # noqa: E402
from evals.terms.glossary import read_glossary  # noqa: E402
from summarizer.arxiv.sources import SnapshotSource  # noqa: E402
from summarizer.cli.sources import add_fulltexts  # noqa: E402
from summarizer.digest import parse  # noqa: E402
from summarizer.digest.files import DigestFile  # noqa: E402
from summarizer.fulltext.evidence import DEFAULT_BUDGET, choose_evidence  # noqa: E402
from summarizer.io.store import OpenStore  # noqa: E402
from summarizer.models.calls import Caller  # noqa: E402
from summarizer.models.cost import Budget, Purse  # noqa: E402
from summarizer.models.endpoints import Endpoint  # noqa: E402
from summarizer.models.langchain_model import LangchainModel  # noqa: E402
from summarizer.models.ledger import Ledger  # noqa: E402
from summarizer.models.pacing import ModelPace  # noqa: E402
from summarizer.models.tokens import count_request, count_tokens  # noqa: E402
from summarizer.papers import read_snapshot  # noqa: E402
from summarizer.prompts import PromptLibrary  # noqa: E402
from summarizer.regenerate.drafting import Author  # noqa: E402
from summarizer.regenerate.entry import Workshop  # noqa: E402
from summarizer.regenerate.repairing import RepairPrompter  # noqa: E402
from summarizer.regenerate.run import Pace, regenerate_digests  # noqa: E402
from tests.models.openai_server import serve  # noqa: E402
from tests.regenerate.material import Study, good_digest, old_digest  # noqa: E402

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MODEL = "openai:gpt-5-mini"
INSPECTOR = EntryInspector(CHECKS, read_glossary())
IN_FLIGHT = 64
ENTRIES_A_DIGEST = 16
REAL = ROOT / os.environ.get("YOYAK_TEST_DATA", "../shared/data")
ORIGINAL_PROMPT = 100_000
_STUDY = re.compile(r"Study (\d{5})")


def main(arguments: list[str]) -> int:
    """Print the figures and return an exit code: 1 when less than 0.9 of the ideal rate is reached."""
    delay = float(arguments[0]) if arguments else 4.0
    entries = int(arguments[1]) if len(arguments) > 1 else 640
    seconds = written(entries, delay)
    ideal = entries / IN_FLIGHT * delay
    print(f"{IN_FLIGHT} in flight, {delay:g} s each {entries / seconds:8.1f} entries/s, {ideal / seconds:.2f} of ideal")
    before = megabytes()
    fast = written(4 * entries, 0.0)
    print(f"answers at once        {4 * entries / fast:8.1f} entries/s")
    print(f"peak memory            {before:8.0f} MB, after four times the entries {megabytes():.0f} MB")
    for line in tokens():
        print(line)
    return 0 if ideal / seconds >= 0.9 else 1


def written(entries: int, delay: float) -> float:
    """Write digests of that many entries, against a server in a process of its own; return the seconds it took."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=run_server, args=(delay, theirs))
    server.start()
    with tempfile.TemporaryDirectory() as folder:
        store = OpenStore(Path(folder) / "yoyak.db")
        try:
            model = LangchainModel(MODEL, Endpoint(ours.recv(), "bench-key"))
            workshop = workshop_with(Caller(model, Ledger(store), Budget(Purse(), None), ModelPace()))
            starts = range(1, entries + 1, ENTRIES_A_DIGEST)
            days = [[Study(n) for n in range(start, start + ENTRIES_A_DIGEST)] for start in starts]
            papers = SnapshotSource(study.paper for day in days for study in day)
            workshop.asker.ask(workshop.author.request(Study(0).paper, 0))  # loads what is loaded late
            begun = time.perf_counter()
            files = (DigestFile("day.md", parse(old_digest(day))) for day in days)
            for day, done in zip(days, regenerate_digests(files, papers, None, workshop, Pace(IN_FLIGHT)), strict=True):
                if done.after != good_digest(day):
                    message = "a digest is not what was written"
                    raise SystemExit(message)
            return time.perf_counter() - begun
        finally:
            store.close()
            ours.send(None)
            server.join()


def workshop_with(asker: Caller) -> Workshop:
    """Return what entries are written with: the prompts and checks of the program."""
    prompter = RepairPrompter(MODEL, PromptLibrary().load("repair"), INSPECTOR, {})
    return Workshop(asker, author(), prompter, INSPECTOR)


def author() -> Author:
    """Return who words the questions, as `yoyak regenerate` does by default."""
    count = partial(count_tokens, model=MODEL)
    return Author(
        MODEL,
        PromptLibrary().load("summarize"),
        INSPECTOR,
        lambda paper: choose_evidence(paper, DEFAULT_BUDGET, count),
        {},
    )


def tokens() -> list[str]:
    """Return a line for each real paper with its full text: what the prompt takes of it."""
    if not REAL.is_dir():
        return [f"no full texts at {REAL}"]
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((REAL / "fulltext").glob("*.txt"))}
    known = {
        p.arxiv_id: p for place in ("seed", "digests") for p in read_snapshot(REAL / place / "papers.jsonl").values()
    }
    stand_in = next(iter(known.values()))
    papers = [known.get(name) or replace(stand_in, arxiv_id=name, fulltext=None) for name in texts]
    lines = []
    for paper in add_fulltexts(papers, texts):
        whole = count_tokens(texts[paper.arxiv_id], MODEL)
        asked = count_request(author().request(paper, 0))
        share = asked / ORIGINAL_PROMPT
        lines.append(
            f"{paper.arxiv_id}: a text of {whole:,} tokens, a prompt of {asked:,}, {share:.1%} of {ORIGINAL_PROMPT:,}"
        )
    return lines


def run_server(delay: float, pipe: Connection) -> None:
    """Serve until the other end says something."""

    def write(body: dict[str, Any]) -> str:
        found = _STUDY.search(body["messages"][-1]["content"])
        return Study(int(found[1]) if found else 0).reply()

    with serve() as server:
        server.delay = delay
        server.write = write
        pipe.send(server.url)
        pipe.recv()


def megabytes() -> float:
    """Return the most memory this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
