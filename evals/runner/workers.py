"""The one place of concurrency: work spread over processes, results in the order of the input."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from summarizer.errors import YoyakError
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

# Long enough that handing a task over costs nothing, short enough that Ctrl-C is quick.
_ITEMS_A_TASK = 16
# Starting processes takes longer than working through this many items.
_FEW = 128
# Named, since the default changes with the version of Python. A fork shares what is loaded already and starts nobody
# besides the workers; where the system has no safe one, every worker begins anew.
_START_METHOD = "fork" if sys.platform == "linux" else "spawn"

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def spread(
    work: Callable[[_Item], _Result], items: Iterable[_Item], workers: int | None, cores: int
) -> Iterator[_Result]:
    """Yield the result for every item, in order, while later ones are still worked on.

    Args:
        work: Pure; it and its items are pickled when there is more than one worker.
        items: Read a little ahead, never as a whole.
        workers: Processes to use; None for one while there are few items, else one a core.
        cores: How many cores there are.

    Raises:
        YoyakError: If a worker process died.
    """
    stream = iter(items)
    if workers is None:
        head = list(islice(stream, _FEW))
        workers = 1 if len(head) < _FEW else cores
        stream = chain(head, stream)
    return map(work, stream) if workers == 1 else _in_processes(work, stream, workers)


def _in_processes(work: Callable[[_Item], _Result], items: Iterator[_Item], workers: int) -> Iterator[_Result]:
    tasks = iter(lambda: list(islice(items, _ITEMS_A_TASK)), [])
    context = multiprocessing.get_context(_START_METHOD)
    with ProcessPoolExecutor(workers, context, initializer=_start) as pool:
        try:
            running = deque(_submit(pool, work, task) for task in islice(tasks, 2 * workers))
            while running:
                results = running.popleft().result()
                running.extend(_submit(pool, work, task) for task in islice(tasks, 1))
                yield from results
        except BrokenProcessPool as error:
            message = Message(
                "a worker process died, perhaps for lack of memory; try again with --workers 1",
                "작업 프로세스가 비정상 종료되었습니다. 메모리가 부족할 수 있으니 --workers 1로 다시 실행하십시오",
            )
            raise YoyakError(message) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, work: Callable[[_Item], _Result], task: list[_Item]) -> Future[list[_Result]]:
    with _ctrl_c_waits():
        return pool.submit(_work_on, work, task)


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    # Between two starts it would leave processes that the pool does not know of; who starts meanwhile never sees it.
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start() -> None:
    # Ctrl-C reaches the whole group of processes; the first one answers it and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    # A parent that is killed can end nobody.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work_on(work: Callable[[_Item], _Result], task: list[_Item]) -> list[_Result]:
    return [work(item) for item in task]
