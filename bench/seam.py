"""Measures what stands between the program and a model: calls a second, and how well many slow calls overlap.

    python bench/seam.py [SECONDS [CALLS]]

The server is a process of its own on loopback; SECONDS is how long it takes to answer (default 2; a real one
takes about 4), CALLS how many calls are made at that pace (default 640, 64 of them in flight).
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from summarizer.io.store import OpenStore  # noqa: E402 - the server of the tests stands in the tree
from summarizer.models.calls import Caller  # noqa: E402
from summarizer.models.cost import Budget, Purse  # noqa: E402
from summarizer.models.endpoints import Endpoint  # noqa: E402
from summarizer.models.langchain_model import LangchainModel  # noqa: E402
from summarizer.models.ledger import Ledger  # noqa: E402
from summarizer.models.pacing import (  # noqa: E402
    ModelPace,
    RetryPolicy,
    keep_in_flight,
)
from tests.models.conftest import KEY, MODEL, request  # noqa: E402
from tests.models.openai_server import serve  # noqa: E402

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

IN_FLIGHT = 64


@dataclass(frozen=True, slots=True)
class Round:
    """Calls made, and the wall time in seconds that they took."""

    calls: int
    seconds: float

    @property
    def rate(self) -> float:
        """Calls a second."""
        return self.calls / self.seconds


def main(arguments: list[str]) -> int:
    """Print the figures and return an exit code: 1 when slow calls reach less than 0.9 of the ideal rate."""
    delay = float(arguments[0]) if arguments else 2.0
    calls = int(arguments[1]) if len(arguments) > 1 else 640
    with tempfile.TemporaryDirectory() as folder:
        fast = measured(Path(folder) / "fast.db", delay=0.0, calls=calls, in_flight=4)
        print(f"seam alone             {fast.rate:8.0f} calls/s")
        slow = measured(Path(folder) / "slow.db", delay=delay, calls=calls, in_flight=IN_FLIGHT)
        ideal = calls / IN_FLIGHT * delay
        print(
            f"{IN_FLIGHT} in flight, {delay:g} s each {slow.rate:8.1f} calls/s, {ideal / slow.seconds:.2f} of the ideal"
        )
        before = megabytes()
        measured(Path(folder) / "more.db", delay=0.0, calls=4 * calls, in_flight=IN_FLIGHT)
        print(f"peak memory            {before:8.0f} MB, after four times the calls {megabytes():.0f} MB")
    return 0 if ideal / slow.seconds >= 0.9 else 1


def measured(database: Path, *, delay: float, calls: int, in_flight: int) -> Round:
    """Make the calls on an empty ledger, against a server in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=run_server, args=(delay, theirs))
    server.start()
    store = OpenStore(database)
    try:
        url = ours.recv()
        retry_policy = RetryPolicy()
        model = LangchainModel(MODEL, Endpoint(url, KEY))
        caller = Caller(model, Ledger(store), Budget(Purse(), None), ModelPace(), retry_policy)
        caller.ask(request("the first call loads what is loaded late"))
        begun = time.perf_counter()
        for _ in keep_in_flight(
            lambda number: caller.ask(request(str(number))), range(calls), in_flight, retry_policy.stop
        ):
            pass
        return Round(calls, time.perf_counter() - begun)
    finally:
        store.close()
        ours.send(None)
        server.join()


def run_server(delay: float, pipe: Connection) -> None:
    """Serve until the other end says something."""
    with serve() as server:
        server.delay = delay
        pipe.send(server.url)
        pipe.recv()


def megabytes() -> float:
    """Return the most memory this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
