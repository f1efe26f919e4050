"""A judge in a run of checks, where one was asked for; what speaks to models is loaded only then."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evals.hearings import Surroundings
    from evals.judges.flags import JudgeFlags
    from evals.runner.run import Result


@contextmanager
def judged(
    results: Iterable[Result], surroundings: Surroundings, flags: JudgeFlags, language: str
) -> Iterator[Iterable[Result]]:
    """Hold the judge open, and give the results with its answers; without a judge they stay as they are.

    Raises:
        ConfigError: If the judge cannot be asked as the flags say.
    """
    if flags.judge is None:
        yield results
        return
    from evals.hearings import open_bench  # noqa: PLC0415 - loads what speaks to models

    with open_bench(surroundings, flags, flags.judge, language) as bench:
        yield bench.judged(results)
