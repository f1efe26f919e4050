"""The numbers of a command line, each with a limit beyond which it can only be a slip of the finger."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from math import isnan
from pathlib import Path

import click

from summarizer.io.settings import MOST_WORKERS


class _Real(click.FloatRange):
    """A number in a range, which `nan` is not, although nothing is larger or smaller than it."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        number = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"{value!r} is no number", param, ctx)
        return number


WORKERS = click.IntRange(1, MOST_WORKERS)
IN_FLIGHT = click.IntRange(1, 256)
VOTES = click.IntRange(1, 25)
DRAFTS = click.IntRange(1, 100)
ROUNDS = click.IntRange(0, 100)
PAPERS = click.IntRange(1, 1_000_000_000)
TOKENS = click.IntRange(1, 100_000_000)
TEMPERATURE = _Real(0, 100)
CALLS_PER_MINUTE = _Real(0.001, 1_000_000)

# Far more than anybody spends, and few enough to reckon with exactly.
_MOST = 1_000_000_000


class Dollars(click.ParamType[Decimal]):
    """An amount of dollars, exact to the last digit."""

    name = "dollars"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """Return the amount."""
        try:
            dollars = Decimal(str(value))
        except InvalidOperation:
            dollars = Decimal("NaN")
        if not (dollars.is_finite() and 0 <= dollars <= _MOST):
            self.fail(f"{value!r} is no amount of dollars", param, ctx)
        return dollars


# The options that several commands have, declared once; each is a decorator.
FILE = click.Path(dir_okay=False, path_type=Path)
LANG = click.option("--lang", type=click.Choice(["ko", "en"]), help="Language of messages; default: the locale's.")
SOURCES = click.option("--sources", multiple=True, metavar="FILE|DIR", help="Pinned papers; of several the later wins.")
OFFLINE = click.option("--offline", is_flag=True, help="Fetch no papers.")
PROCESSES = click.option("--workers", type=WORKERS, metavar="N", help="Processes to use.")
PROMPTS = click.option("--prompts", type=click.Path(path_type=Path), metavar="DIR", help="Prompts of your own.")
BATCH = click.option("--batch", type=FILE, metavar="FILE", help="Write the requests there instead of making them.")
REPLIES = click.option("--replies", type=FILE, multiple=True, metavar="FILE", help="Take a batch's replies from there.")
PACE = click.option("--calls-per-minute", type=CALLS_PER_MINUTE, metavar="N", help="No more calls.")
