"""Work spread over processes."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial

import pytest

from evals.runner.workers import spread
from summarizer.errors import YoyakError


def _die(item: int) -> int:
    os._exit(item)


@pytest.mark.parametrize("workers", [None, 1, 2, 5])
def test_results_come_in_the_order_of_the_items(workers: int | None) -> None:
    """Order does not depend on who finishes first."""
    assert list(spread(partial(pow, 2), range(300), workers, cores=2)) == [2**n for n in range(300)]


@pytest.mark.parametrize("workers", [None, 1, 3])
def test_an_endless_stream_is_read_only_a_little_ahead(workers: int | None) -> None:
    """Memory does not grow with the number of items."""
    counter = itertools.count()
    results = spread(abs, counter, workers, cores=2)
    assert [next(results) for _ in range(40)] == list(range(40))
    assert next(counter) < 300


def test_a_dead_worker_is_told_in_one_sentence() -> None:
    """A process that was killed ends the run with a reason, not with a hang."""
    with pytest.raises(YoyakError, match="--workers 1"):
        list(spread(_die, range(40), 2, cores=2))


def test_workers_leave_with_a_parent_that_is_killed() -> None:
    """No process is left behind, however the run ends."""
    program = (
        "import time, os\n"
        "from evals.runner.workers import spread\n"
        "for pid in spread(work, range(200), 2, 2): print(pid, flush=True)\n"
    )
    prelude = "import os, time\ndef work(item):\n    time.sleep(0.01)\n    return os.getpid()\n"
    with subprocess.Popen([sys.executable, "-c", prelude + program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not _is_running(worker):
            break
        time.sleep(0.05)
    assert not _is_running(worker)


_CTRL_C_AT_EVERY_START = """
import os, signal
from evals.runner.workers import spread
# A shell without a terminal starts what it runs in the background deaf to the keys.
signal.signal(signal.SIGINT, signal.default_int_handler)
fork = os.fork
def interrupted():
    pid = fork()
    os.killpg(0, signal.SIGINT)
    return pid
os.fork = interrupted
try:
    for result in spread(abs, range(10_000), 3, 3): pass
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are not forked")
def test_ctrl_c_between_two_starts_leaves_nobody() -> None:
    """Who presses the keys at once has an end of it, without a word from a worker and without a hang."""
    program = [sys.executable, "-c", _CTRL_C_AT_EVERY_START]
    with subprocess.Popen(program, stdout=-1, stderr=-1, text=True, start_new_session=True) as run:
        try:
            told = run.communicate(timeout=20)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
    assert told == ("interrupted\n", "")


def test_the_way_workers_start_is_named() -> None:
    """It is no matter of the Python's version: 3.14 changed its own choice."""
    assert list(spread(_start_method, range(40), 2, cores=2)) == ["fork" if sys.platform == "linux" else "spawn"] * 40


def _start_method(_: int) -> str:
    return type(multiprocessing.current_process()).__name__.removesuffix("Process").lower()


def _is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:  # noqa: PTH123
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
