"""The flags that `regenerate` and `new` share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.amounts import CALLS_PER_MINUTE, DRAFTS, IN_FLIGHT, ROUNDS, TEMPERATURE, TOKENS
from summarizer.fulltext.evidence import DEFAULT_BUDGET
from summarizer.models.dollars import Dollars

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import TypeVar

    _Command = TypeVar("_Command", bound=Callable[..., object])

MOST_OUTPUT = 8192
"""Room for a summary with its facts, and for a model that thinks a little before."""


@dataclass(frozen=True, slots=True)
class Flags:
    """What a run is told about papers, model and report; what is not given is None or empty."""

    model: str | None
    candidates: int
    rounds: int
    temperature: float | None
    max_output_tokens: int
    evidence_tokens: int
    no_fulltext: bool
    prompts: Path | None
    budget: Decimal | None
    force: bool
    dry_run: bool
    batch: Path | None
    replies: tuple[Path, ...]
    receipt: Path | None
    in_flight: int
    calls_per_minute: float | None
    sources: tuple[str, ...]
    offline: bool
    lang: str | None

    @property
    def is_by_file(self) -> bool:
        """Whether the model is asked by file."""
        return self.batch is not None or bool(self.replies)

    @property
    def parameters(self) -> dict[str, str | float | bool | None]:
        """What the model is set to."""
        given = {} if self.temperature is None else {"temperature": self.temperature}
        return {"max_tokens": self.max_output_tokens, **given}


_FILE = click.Path(dir_okay=False, path_type=Path)


def writing_options(command: _Command) -> _Command:
    """Add the flags of `Flags` to a command."""
    options: list[Callable[[_Command], _Command]] = [
        click.option("--model", metavar="PROVIDER:NAME", help="What writes; replay:FILE for recorded replies."),
        click.option("--candidates", type=DRAFTS, default=1, metavar="N", help="Drafts of an entry. Default: 1."),
        click.option("--rounds", type=ROUNDS, default=2, metavar="N", help="Rounds of repair. Default: 2."),
        click.option("--temperature", type=TEMPERATURE, metavar="T", help="Default: the model's own."),
        click.option("--max-output-tokens", type=TOKENS, default=MOST_OUTPUT, metavar="N", help="Of one reply."),
        click.option(
            "--evidence-tokens", type=TOKENS, default=DEFAULT_BUDGET, metavar="N", help="Of abstract and full text."
        ),
        click.option("--no-fulltext", is_flag=True, help="Write from titles and abstracts alone."),
        click.option("--prompts", type=click.Path(path_type=Path), metavar="DIR", help="Prompts of your own."),
        click.option("--budget", type=Dollars(), metavar="DOLLARS", help="Make no call that could cost more."),
        click.option("--force", is_flag=True, help="Take the best new text even where it is not proven better."),
        click.option("--dry-run", is_flag=True, help="Print calls, tokens and money, and ask nothing."),
        click.option("--batch", type=_FILE, metavar="FILE", help="Write the requests there instead of making them."),
        click.option("--replies", type=_FILE, multiple=True, metavar="FILE", help="Take a batch's replies from there."),
        click.option("--receipt", type=_FILE, metavar="FILE", help="Add what became of each entry there, as JSON."),
        click.option("--in-flight", type=IN_FLIGHT, default=8, metavar="N", help="Entries at once. Default: 8."),
        click.option("--calls-per-minute", type=CALLS_PER_MINUTE, metavar="N", help="No more calls."),
        click.option("--sources", multiple=True, metavar="FILE|DIR", help="Pinned papers; of several the later wins."),
        click.option("--offline", is_flag=True, help="Fetch no papers and no texts; the model is asked all the same."),
        click.option("--lang", type=click.Choice(["ko", "en"]), help="Language of messages; default: the locale's."),
    ]
    for option in reversed(options):
        command = option(command)
    return command
