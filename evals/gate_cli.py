"""The command `gate`: the decision of a CI about digests."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from evals.findings import Verdict
from evals.gate.baseline import read_baseline, write_baseline
from evals.gate.decision import rule
from evals.gate.dismissals import dismiss, read_dismissals
from evals.gate.policy import Policy, read_policy
from evals.gate.tried import tried
from evals.invocation import Flags, Run, format_option, shared_options
from evals.rulings import COVERAGE, decide
from evals.runner import inspect_digests
from evals.tally import INCONCLUSIVE
from summarizer.errors import ConfigError, YoyakError
from summarizer.progress import Progress

if TYPE_CHECKING:
    from evals.invocation import Surroundings

_CODES = {Verdict.PASS: 0, Verdict.FAIL: 1, Verdict.ERROR: INCONCLUSIVE}


@click.command()
@shared_options
@format_option
@click.option("--policy", metavar="FILE", help="What is asked for; default: no error, nine entries in ten examined.")
@click.option("--baseline", metavar="FILE", help="The earlier run to compare with.")
@click.option("--update-baseline", is_flag=True, help="Record this run in the baseline instead of comparing.")
@click.option("--dismissals", metavar="FILE", help="Findings that were accepted, with reasons.")
@click.pass_obj
def gate(  # noqa: PLR0913 - the flags are the command's interface
    surroundings: Surroundings,
    /,
    style: str,
    policy: str | None,
    baseline: str | None,
    dismissals: str | None,
    *,
    update_baseline: bool,
    **flags: Any,  # noqa: ANN401 - the fields of Flags
) -> int:
    """Decide whether digests may be published, by a policy and a baseline."""
    if update_baseline and baseline is None:
        message = "--update-baseline needs --baseline, the file to write"
        raise ConfigError(message)
    run = Run(surroundings, Flags(**flags))
    asked = read_policy(policy) if policy else Policy()
    earlier = read_baseline(baseline) if baseline and not update_baseline else None
    reasons = read_dismissals(dismissals) if dismissals else {}
    report = run.report(style)
    entries = []
    results = inspect_digests(run.cases(), run.checks, run.workers, run.cores)
    try:
        for result in Progress(sys.stderr, run.wording.progress).track(results):
            settled = dismiss(result, reasons)
            entries.append(tried(settled))
            report.add(settled)
    except (KeyboardInterrupt, YoyakError):
        report.finish(is_interrupted=True)
        raise
    rulings = rule(asked, entries, {check.id for check in run.checks}, run.fail_on, earlier)
    report.finish(rulings=rulings)
    is_covered = any(ruling.rule == COVERAGE and not ruling.is_in_the_way for ruling in rulings)
    if update_baseline and baseline and is_covered and run.code is None:
        write_baseline(entries, baseline)
    return run.code or _CODES[decide(rulings)]
