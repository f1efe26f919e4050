"""The command `gate`: the decision of a CI about digests."""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evals.gate.baseline import read_baseline, update_baseline
from evals.gate.changes import Changes
from evals.gate.decision import rule
from evals.gate.dismissals import Dismissals
from evals.gate.entries import GatedRun, gated
from evals.gate.policy import Policy, read_policy
from evals.gate.rules import COVERAGE, decide
from evals.reports.wording import why_stopped
from evals.runner.run import inspect_digests
from summarizer.cli.check_run import CheckFlags, CheckRun, format_option, shared_options
from summarizer.cli.progress import Progress
from summarizer.cli.review import review_options, reviewed
from summarizer.errors import INCONCLUSIVE, ConfigError, YoyakError
from summarizer.findings import Verdict
from summarizer.io.files import rehearse_writing, require_apart
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evals.gate.baseline import Baseline
    from evals.gate.entries import GatedEntry
    from evals.gate.rules import RuleAnswer
    from evals.reports.text import Report
    from evals.runner.run import Result
    from summarizer.cli.review import ReviewFlags
    from summarizer.cli.wiring import Wiring

_CODES = {Verdict.PASS: 0, Verdict.SKIP: 0, Verdict.FAIL: 1, Verdict.ERROR: INCONCLUSIVE}


@dataclass(frozen=True, slots=True)
class Demands:
    """The flags that only `gate` has; what is not given is None or empty."""

    policy: str | None
    changed_since: str | None
    baseline: str | None
    update_baseline: bool
    dismissals: str | None
    dismiss: tuple[str, ...]
    reason: str | None

    def __post_init__(self) -> None:
        if self.update_baseline and self.baseline is None:
            message = Message(
                "--update-baseline needs --baseline, the file to write",
                "--update-baseline에는 기록할 파일을 가리키는 --baseline이 필요합니다",
            )
            raise ConfigError(message)
        if self.update_baseline and self.changed_since is not None:
            message = Message(
                "a baseline holds every entry of a file: --update-baseline and --changed-since do not go together",
                "기준선에는 파일의 모든 항목이 들어가므로 --update-baseline과 --changed-since를 함께 쓸 수 없습니다",
            )
            raise ConfigError(message)
        if self.dismiss and not (self.dismissals and (self.reason or "").strip()):
            message = Message(
                "--dismiss needs --dismissals, the file to write, and a --reason",
                "--dismiss에는 기록할 파일을 가리키는 --dismissals와 이유를 적는 --reason이 필요합니다",
            )
            raise ConfigError(message)


@click.command()
@shared_options
@format_option
@review_options
@click.option("--policy", metavar="FILE", help="What is asked for; default: no error, nine entries in ten examined.")
@click.option("--changed-since", metavar="REF", help="Ask only about entries whose text changed since a git commit.")
@click.option("--baseline", metavar="FILE", help="The earlier run to compare with.")
@click.option("--update-baseline", is_flag=True, help="Record the files of this run in the baseline instead.")
@click.option("--dismissals", metavar="FILE", help="Findings that were dismissed, with reasons.")
@click.option(
    "--dismiss", metavar="FINGERPRINT", multiple=True, help="Dismiss a finding, and write it to --dismissals."
)
@click.option("--reason", metavar="TEXT", help="Why it is dismissed.")
@click.pass_obj
def gate(
    wiring: Wiring,
    /,
    style: str,
    reviewing: ReviewFlags,
    **flags: Any,  # noqa: ANN401 - the fields of Demands and CheckFlags
) -> int:
    """Decide whether digests may be published, by a policy and a baseline."""
    demands = Demands(**{field.name: flags.pop(field.name) for field in fields(Demands)})
    run = CheckRun(wiring, CheckFlags(**flags), style=style, is_reviewed=reviewing.reviewer is not None)
    policy = Policy() if demands.policy is None else read_policy(demands.policy)
    record = demands.baseline if demands.update_baseline else None
    require_apart(reviewing.batch, [*run.digests, *run.inputs, *reviewing.replies])
    if record:
        rehearse_writing(record, "")
    earlier = _recorded(demands)
    changes = Changes(demands.changed_since) if demands.changed_since is not None else None
    accepted = Dismissals(demands.dismissals, demands.dismiss, demands.reason or "")
    report = run.report(is_gate=True)
    with reviewed(_results(run, changes), wiring, reviewing, run.rules, run.wording.language) as results:
        entries = _try(results, run, report, accepted)
    for name in accepted.unmet:
        run.refuse(
            Message(
                f"no finding of this run has the fingerprint {name}",
                f"이번 실행에 식별값이 {name}인 지적 사항이 없습니다",
            )
        )
    trial = GatedRun(entries, {check.id for check in run.checks}, run.refusals, record=record)
    if changes:
        trial = replace(trial, ref=changes.ref, untouched=changes.untouched, added=changes.added)
    rule_answers = rule(policy, trial, run.fail_on, earlier)
    report.finish(rule_answers=rule_answers, refusals=run.refusals)
    if run.code is None:
        accepted.write()
        if record and _is_covered(rule_answers):
            update_baseline(entries, record)
    return run.code or _CODES[decide(rule_answers)]


def _recorded(demands: Demands) -> Baseline | None:
    path = demands.baseline
    if path is None or (demands.update_baseline and not Path(path).exists()):
        return None
    return read_baseline(path)


def _results(run: CheckRun, changes: Changes | None) -> Iterator[Result]:
    cases = run.cases(changes.narrow) if changes else run.cases()
    results = inspect_digests(cases, run.checks, run.workers, run.cores)
    return (result for result in results if changes is None or result in changes)


def _try(results: Iterable[Result], run: CheckRun, report: Report, accepted: Dismissals) -> list[GatedEntry]:
    entries = []
    try:
        for result in Progress(sys.stderr, run.wording.progress).track(results):
            settled = accepted.settle(result)
            entries.append(gated(settled))
            report.add(settled)
    except (KeyboardInterrupt, YoyakError) as cause:
        report.finish(refusals=run.refusals, stopped=why_stopped(cause))
        raise
    return entries


def _is_covered(rule_answers: Sequence[RuleAnswer]) -> bool:
    return any(rule_answer.rule == COVERAGE and not rule_answer.is_in_the_way for rule_answer in rule_answers)
