"""The commands `check`, `fix` and `checks`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from evals.checks import CHECKS, REVIEWED, check_named
from evals.fixes.fix import repair_digests
from evals.reports.catalogue_text import explain, list_checks
from evals.reports.fix_text import FixReport
from evals.reports.wording import WORDINGS, why_stopped
from evals.runner.run import inspect_digests
from summarizer.cli.check_run import CheckFlags, CheckRun, format_option, shared_options
from summarizer.cli.destination import Destination
from summarizer.cli.progress import Progress
from summarizer.cli.review import confirmed, review_options, reviewed
from summarizer.cli.review_estimate import print_estimate
from summarizer.cli.wiring import asked_language
from summarizer.errors import YoyakError
from summarizer.io.files import require_apart
from summarizer.io.terminal import Paint

if TYPE_CHECKING:
    from summarizer.cli.review import ReviewFlags
    from summarizer.cli.wiring import Wiring


@click.command()
@shared_options
@format_option
@review_options
@click.pass_obj
def check(wiring: Wiring, /, style: str, reviewing: ReviewFlags, **flags: Any) -> int:  # noqa: ANN401 - the fields of CheckFlags
    """Find errors in digests, with the words that prove them."""
    run = CheckRun(wiring, CheckFlags(**flags), style=style, is_reviewed=reviewing.reviewer is not None)
    require_apart(reviewing.batch, [*run.digests, *run.inputs, *reviewing.replies])
    report = run.report()
    results = inspect_digests(run.cases(), run.checks, run.workers, run.cores)
    with reviewed(results, wiring, reviewing, run.rules, run.wording.language) as settled:
        try:
            for result in Progress(sys.stderr, run.wording.progress).track(settled):
                report.add(result)
        except (KeyboardInterrupt, YoyakError) as cause:
            report.finish(refusals=run.refusals, stopped=why_stopped(cause))
            raise
    report.finish(refusals=run.refusals)
    return run.code or report.counts.exit_code(run.fail_on)


@click.command()
@shared_options
@click.option("--diff", is_flag=True, help="Print the corrections as a patch, and write nothing.")
@click.option("-o", "--output", metavar="FILE", help="Write the corrected digest there; - is standard output.")
@click.option("--dry-run", is_flag=True, help="Print what the reviewer would cost; ask and write nothing.")
@review_options
@click.pass_obj
def fix(
    wiring: Wiring,
    /,
    output: str | None,
    reviewing: ReviewFlags,
    *,
    diff: bool,
    dry_run: bool,
    **flags: Any,  # noqa: ANN401 - the fields of CheckFlags
) -> int:
    """Apply the corrections that can be proven, and touch nothing else.

    With a reviewer, what it says of the text before is confirmed, proven and applied too; the text after is checked by
    the rules alone.
    """
    run = CheckRun(wiring, CheckFlags(**flags))
    if dry_run:
        return print_estimate(run, wiring, reviewing)
    require_apart(reviewing.batch, [*run.digests, *run.inputs, *reviewing.replies])
    destination = Destination(run.digests, output, run.refuse, inputs=run.inputs, is_diff=diff)
    out = sys.stderr if destination.is_stdout else sys.stdout
    paint = Paint(is_on=wiring.has_color(out))
    report = FixReport(out, run.wording, paint, wiring.width(out), is_diff=diff)
    with confirmed(run, wiring, reviewing) as cases:
        repairs = repair_digests(cases, run.checks, run.other_checks, run.workers, run.cores)
        try:
            for repair in Progress(sys.stderr, run.wording.progress).track(repairs):
                if destination.write(repair):
                    report.add(repair)
        except (KeyboardInterrupt, YoyakError) as cause:
            report.finish(stopped=why_stopped(cause))
            raise
    report.finish()
    return run.code or report.counts.exit_code(run.fail_on)


@click.command()
@click.argument("name", required=False)
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Language of headings; default: the locale's.")
@click.pass_obj
def checks(wiring: Wiring, name: str | None, lang: str | None) -> None:
    """List the checks, or explain one with examples."""
    wording = WORDINGS[asked_language(wiring, lang)]
    click.echo(explain(check_named(name), wording) if name else list_checks((*CHECKS, REVIEWED), wording), nl=False)
