"""The command `regenerate`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from summarizer.destination import Destination
from summarizer.errors import GenerationError, SourceError
from summarizer.inputs import Refusal, read_digests
from summarizer.interruption import ending_in_good_order
from summarizer.models.prices import read_prices
from summarizer.progress import Progress
from summarizer.regenerate.estimate import estimate
from summarizer.regenerate.flags import Flags, writing_options
from summarizer.regenerate.invocation import Run
from summarizer.regenerate.receipts import Receipts
from summarizer.regenerate.report import Report
from summarizer.regenerate.run import Pace, cited_papers, regenerate_digests
from summarizer.regenerate.wording import WORDINGS
from summarizer.terminal import Paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from summarizer.inputs import DigestFile
    from summarizer.papers import Paper
    from summarizer.regenerate.invocation import Surroundings

_INTERRUPTED = 130
_MISUSE = 2


@click.command()
@click.argument("digests", nargs=-1, required=True, metavar="DIGEST...")
@writing_options
@click.option("--force", is_flag=True, help="Take the best new text even where it is not proven better.")
@click.option("--diff", is_flag=True, help="Print the changes as a patch, and write nothing.")
@click.option("-o", "--output", metavar="FILE", help="Write the new digest there; - is standard output.")
@click.pass_obj
def regenerate(
    surroundings: Surroundings,
    /,
    digests: tuple[str, ...],
    output: str | None,
    *,
    force: bool,
    diff: bool,
    **flags: Any,  # noqa: ANN401 - the fields of Flags
) -> int:
    """Write the summaries again, from the papers, and keep what is proven better."""
    run = Run(surroundings, Flags(**flags))
    destination = Destination(digests, output, run.refuse, is_diff=diff)
    if run.flags.dry_run:
        return dry_run(run, cited_papers(_files(run, digests), run.papers, run.fulltext))
    report = open_report(run, surroundings, sys.stderr if destination.is_stdout else sys.stdout)
    progress = Progress(sys.stderr, WORDINGS[run.language].progress)
    with ending_in_good_order(run.stop), run.open_asker() as asker, Receipts(run.flags.receipt) as receipts:
        workshop = run.workshop(asker, force=force)
        pace = Pace(run.flags.in_flight, run.stop, progress.track)
        files = _files(run, digests)
        for regeneration in regenerate_digests(files, run.papers, run.fulltext, workshop, pace):
            receipts.write(regeneration, workshop)
            destination.write(regeneration)
            report.add(regeneration)
        report.finish(asker.spent, is_interrupted=run.stop.is_set())
    return exit_code(run, report)


def _files(run: Run, names: tuple[str, ...]) -> Iterator[DigestFile]:
    for item in read_digests(names):
        if isinstance(item, Refusal):
            run.refuse(item.sentence, is_misuse=item.is_misuse)
        else:
            yield item


def open_report(run: Run, surroundings: Surroundings, out: TextIO) -> Report:
    """Return the report of a run."""
    paint = Paint(is_on=surroundings.has_color(out))
    return Report(out, WORDINGS[run.language], paint, surroundings.width(out))


def dry_run(run: Run, papers: Iterable[Paper | SourceError]) -> int:
    """Print what the drafts of a run would take; return its exit code."""
    wording = WORDINGS[run.language]
    price = read_prices(run.prices).of(run.model)
    if price and run.flags.is_by_file:
        price = price.for_batches()
    would = estimate(papers, run.author, run.flags.candidates, price)
    usage = would.usage
    click.echo(wording.fill(wording.estimate, would.papers, would.calls, usage.input_tokens, usage.output_tokens))
    if would.missing:
        click.echo(wording.fill(wording.estimate_missing, would.missing))
    if would.dollars is None:
        click.echo(wording.estimate_unpriced.format(run.model))
    else:
        click.echo(wording.estimate_cost.format(would.dollars))
    if run.is_misused:
        return _MISUSE
    return SourceError.exit_code if would.missing else 0


def exit_code(run: Run, report: Report) -> int:
    """Return the code that a run ends with."""
    if run.stop.is_set():
        return _INTERRUPTED
    if run.is_misused:
        return _MISUSE
    return 0 if report.is_settled else GenerationError.exit_code
