"""The commands `check`, `fix` and `checks`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

import click

from evals.cases import read_cases
from evals.catalogue import select_checks
from evals.checks import CHECKS, check_named
from evals.progress import Progress
from evals.reports.catalogue_text import explain, list_checks
from evals.reports.check_json import JsonReport
from evals.reports.terminal import Paint
from evals.reports.text import TextReport
from evals.reports.wording import ENGLISH, WORDINGS
from evals.runner import inspect_digests
from evals.tally import MISUSE
from summarizer.errors import YoyakError
from summarizer.inputs import Refusal, read_digests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import TextIO, TypeVar

    from evals.cases import DigestCases
    from evals.reports.text import Report
    from evals.reports.wording import Wording
    from summarizer.inputs import DigestFile
    from summarizer.papers import PaperSource
    from summarizer.settings import Settings

    _Command = TypeVar("_Command", bound=Callable[..., object])


class Surroundings(Protocol):
    """What the commands need of the machine; the roof of the program hands it over in click's context."""

    @property
    def settings(self) -> Settings:
        """The settings of the project."""
        ...

    @property
    def language(self) -> str:
        """The language of the locale."""
        ...

    @property
    def cores(self) -> int:
        """How many cores there are."""
        ...

    def papers(self, sources: Sequence[str | Path], *, offline: bool) -> PaperSource:
        """Return where papers come from."""
        ...

    def has_color(self, stream: TextIO) -> bool:
        """Return whether colors are welcome."""
        ...

    def width(self, stream: TextIO) -> int:
        """Return how many columns a line may have."""
        ...


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags that `check` and `fix` share; what is not given is None or empty."""

    digests: tuple[str, ...]
    sources: tuple[str, ...]
    offline: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    workers: int | None
    lang: str | None


class Names(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "name,…"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ARG002
        """Return the names."""
        return tuple(name.strip() for name in str(value).split(",") if name.strip())


def _shared_options(command: _Command) -> _Command:
    """Add the flags of `Flags` to a command."""
    options: list[Callable[[_Command], _Command]] = [
        click.argument("digests", nargs=-1, required=True, metavar="DIGEST..."),
        click.option("--sources", multiple=True, metavar="FILE|DIR", help="Pinned papers; of several the later wins."),
        click.option("--offline", is_flag=True, help="Fetch no papers."),
        click.option("--select", type=Names(), multiple=True, help="Run these checks only."),
        click.option("--ignore", type=Names(), multiple=True, help="Leave these checks out."),
        click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), help="Default: error."),
        click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes to use."),
        click.option("--lang", type=click.Choice(["ko", "en"]), help="Language of messages; default: the locale's."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


class Run:
    """One run of `check` or `fix`: flags over settings, and what was said to the user on the way.

    Args:
        surroundings: The machine.
        flags: Those given on the command line, by name.
    """

    def __init__(self, surroundings: Surroundings, flags: Flags) -> None:
        settings = surroundings.settings
        self._surroundings = surroundings
        self._flags = flags
        self.workers = flags.workers or settings.workers
        self.cores = surroundings.cores
        self.fail_on = flags.fail_on or settings.fail_on or "error"
        self.language = flags.lang or settings.lang
        self.is_misused = False
        self.checks = select_checks(
            chain(*flags.select) if flags.select else settings.select,
            chain(settings.ignore, *flags.ignore),
            image_base=settings.image_base,
        )

    @property
    def wording(self) -> Wording:
        """The words for people."""
        return WORDINGS[self.language or self._surroundings.language]

    @property
    def code(self) -> int | None:
        """The exit code that wrong use makes, whatever was found."""
        return MISUSE if self.is_misused else None

    def cases(self) -> Iterator[DigestCases]:
        """Yield the digests with their papers; say which of those named cannot be read, and go on."""
        settings = self._surroundings.settings
        sources: list[str | Path] = [*settings.sources, *self._flags.sources]
        papers = self._surroundings.papers(sources, offline=self._flags.offline or settings.offline)
        return read_cases(self._files(), papers)

    def _files(self) -> Iterator[DigestFile]:
        for item in read_digests(self._flags.digests):
            if isinstance(item, Refusal):
                self.is_misused = self.is_misused or item.is_misuse
                click.echo(f"yoyak: {item.sentence}", err=True)
            else:
                yield item


@click.command()
@_shared_options
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
@click.pass_obj
def check(surroundings: Surroundings, /, style: str, **flags: Any) -> int:  # noqa: ANN401 - the fields of Flags
    """Find errors in digests, with the words that prove them."""
    run = Run(surroundings, Flags(**flags))
    report = _report(run, surroundings, style)
    results = inspect_digests(run.cases(), run.checks, run.workers, run.cores)
    try:
        for result in Progress(sys.stderr, run.wording.progress).track(results):
            report.add(result)
    except (KeyboardInterrupt, YoyakError):
        report.finish(is_interrupted=True)
        raise
    report.finish()
    return run.code or report.tally.exit_code(run.fail_on)


def _report(run: Run, surroundings: Surroundings, style: str) -> Report:
    if style == "json":
        return JsonReport(sys.stdout, sys.stderr, WORDINGS[run.language] if run.language else ENGLISH)
    paint = Paint(is_on=surroundings.has_color(sys.stdout))
    return TextReport(sys.stdout, run.wording, paint, surroundings.width(sys.stdout))


@click.command()
@click.argument("name", required=False)
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Language of headings; default: the locale's.")
@click.pass_obj
def checks(surroundings: Surroundings, name: str | None, lang: str | None) -> None:
    """List the checks, or explain one with examples."""
    wording = WORDINGS[lang or surroundings.settings.lang or surroundings.language]
    click.echo(explain(check_named(name), wording) if name else list_checks(CHECKS, wording), nl=False)
