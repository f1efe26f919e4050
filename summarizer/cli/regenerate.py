"""The commands `regenerate` and `new`."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.destination import Destination
from summarizer.cli.regenerate_run import RegenerateFlags, RegenerateRun, writing_options
from summarizer.digest.files import STDIN, DigestFile, Refusal, read_digests
from summarizer.errors import INCONCLUSIVE, INTERRUPTED, MISUSE, SourceUnavailable
from summarizer.io.files import require_apart
from summarizer.io.interruption import ending_in_good_order
from summarizer.io.terminal import Paint
from summarizer.messages import Message
from summarizer.models.cost import read_prices
from summarizer.models.receipts import ReceiptFile
from summarizer.regenerate.new_digest import without_text, written
from summarizer.regenerate.report import RegenerationReport, receipt
from summarizer.regenerate.run import Pace, cited_papers, estimate, regenerate_digests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from typing import TextIO

    from evals.reviewer.drafts import CandidateReviewer
    from summarizer.cli.wiring import Wiring
    from summarizer.errors import SourceError
    from summarizer.models.calls import Asker
    from summarizer.papers import Paper
    from summarizer.regenerate.run import Regeneration


@click.command()
@click.argument("digests", nargs=-1, required=True, metavar="DIGEST...")
@writing_options
@click.option("--diff", is_flag=True, help="Print the changes as a patch, and write nothing.")
@click.option("-o", "--output", metavar="FILE", help="Write the new digest there; - is standard output.")
@click.pass_obj
def regenerate(
    wiring: Wiring,
    /,
    digests: tuple[str, ...],
    output: str | None,
    *,
    diff: bool,
    **flags: Any,  # noqa: ANN401 - the fields of RegenerateFlags
) -> int:
    """Write the summaries again with a model, and keep what is better.

    An entry gets the old text, the old one with what can be proven corrected, or a new one: whichever is best by the
    checks, and never one with an error while there is one without.
    """
    run = RegenerateRun(wiring, RegenerateFlags(**flags))
    for batch in run.batches:
        require_apart(batch, [*digests, *run.inputs])
    destination = Destination(digests, output, run.refuse, inputs=run.inputs, is_diff=diff)
    out = sys.stderr if destination.is_stdout else sys.stdout
    return _carried_out(run, wiring, _files(run, digests, destination), destination.write, out)


@click.command()
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
@writing_options
@click.option("-o", "--output", default=STDIN, metavar="FILE", help="Default: - for standard output.")
@click.pass_obj
def new(wiring: Wiring, /, day: datetime, output: str, **flags: Any) -> int:  # noqa: ANN401 - the fields of RegenerateFlags
    """Write a whole digest of the papers of a day.

    The papers are those that Hugging Face lists for DATE. One that no proven text could be written for is left out,
    and told.
    """
    run = RegenerateRun(wiring, RegenerateFlags(**flags))
    for batch in run.batches:
        require_apart(batch, run.inputs)
    destination = Destination([STDIN], output, run.refuse, inputs=run.inputs, is_diff=False)
    if not run.flags.dry_run and not destination.rehearse(output, ""):
        return MISUSE
    listed = wiring.daily_papers().of(day.date())
    if not listed:
        message = Message(
            f"Hugging Face lists no papers for {day:%Y-%m-%d}", f"Hugging Face에 {day:%Y-%m-%d}의 논문 목록이 없습니다"
        )
        raise SourceUnavailable(message)
    name = f"{day:%Y-%m-%d}.md" if output == STDIN else output

    def write(regeneration: Regeneration) -> bool:
        digest = written(name, regeneration)
        return digest is None or destination.write(digest)

    files = (DigestFile(name, without_text(day.date(), listed, run.papers)) for _ in range(1))
    return _carried_out(run, wiring, files, write, sys.stderr if destination.is_stdout else sys.stdout)


def _files(run: RegenerateRun, names: tuple[str, ...], destination: Destination) -> Iterator[DigestFile]:
    """Yield the digests that can be read, and written back: nothing is paid for what would have nowhere to go."""
    for item in read_digests(names):
        if isinstance(item, Refusal):
            run.refuse(item.sentence, is_misuse=item.is_misuse)
        elif run.flags.dry_run or destination.rehearse(item.name, item.digest.text):
            yield item


def _carried_out(
    run: RegenerateRun,
    wiring: Wiring,
    files: Iterator[DigestFile],
    write: Callable[[Regeneration], bool],
    out: TextIO,
) -> int:
    """Write the digests again, or tell what that would take, and return the exit code."""
    if run.flags.dry_run:
        return _estimated(run, cited_papers(files, run.papers, run.fulltext))
    report = RegenerationReport(out, run.wording, Paint(is_on=wiring.has_color(out)), wiring.width(out))
    pace = Pace(run.flags.in_flight, run.stop, run.progress.track)
    with (
        ending_in_good_order(run.stop),
        run.open_asker() as asker,
        run.open_reviewer() as reviewer,
        ReceiptFile(run.flags.receipt) as receipts,
    ):
        workshop = run.workshop(asker, reviewer)
        for made in regenerate_digests(files, run.papers, run.fulltext, workshop, pace):
            regeneration = made if write(made) else made.unwritten()
            receipts.write(receipt(regeneration.name, one, workshop) for one in regeneration.outcomes)
            report.add(regeneration)
        report.finish(_spent(asker, reviewer), is_interrupted=run.stop.is_set())
    if run.stop.is_set():
        return INTERRUPTED
    if run.is_misused:
        return MISUSE
    return 0 if report.is_settled else INCONCLUSIVE


def _spent(asker: Asker, reviewer: CandidateReviewer | None) -> Decimal | None:
    """Return the dollars of a run; None when a price is unknown."""
    read = reviewer.reviewer.asker.spent if reviewer else Decimal(0)
    return None if asker.spent is None or read is None else asker.spent + read


def _estimated(run: RegenerateRun, papers: Iterable[Paper | SourceError]) -> int:
    """Print what the drafts of a run would take, and return the exit code."""
    wording = run.wording
    price = read_prices(run.prices).of(run.model)
    if price and run.flags.is_by_file:
        price = price.for_batches()
    would = estimate(papers, run.author, run.flags.candidates, price)
    usage = would.usage
    click.echo(wording.fill(wording.estimate, would.papers, would.calls, usage.input_tokens, usage.output_tokens))
    if would.missing:
        click.echo(wording.fill(wording.estimate_missing, would.missing))
    cost = wording.estimate_unpriced.format(run.model)
    click.echo(cost if would.dollars is None else wording.estimate_cost.format(would.dollars))
    if run.is_misused:
        return MISUSE
    return INCONCLUSIVE if would.missing else 0
