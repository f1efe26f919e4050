"""The command group `eval`: the checks themselves, measured on labelled cases."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evals.checks import CHECKS
from evals.datasets import read_dataset, write_dataset
from evals.datasets.files import EmptyDataset, with_papers
from evals.datasets.imports import FORMATS
from evals.runner.catalogue import select_checks
from evals.scores.baseline import lost, read_passed, write_passed
from evals.scores.examination import examine_cases, no_source, reviewed_cases
from evals.scores.readings import read_words
from evals.scores.scoring import score_checks, score_types
from evals.scores.tables import scores_json, scores_text
from evals.seeding.inject_errors import KINDS, inject_errors
from summarizer.cli.check_run import NameList
from summarizer.cli.options import LANG, OFFLINE, PROCESSES, SOURCES
from summarizer.cli.review import ReviewFlags, calibration_options, open_reviewing, review_options
from summarizer.cli.wiring import asked_language
from summarizer.digest.files import STDIN
from summarizer.errors import INCONCLUSIVE, ConfigError, DatasetError
from summarizer.io.files import rehearse_writing, require_apart
from summarizer.io.terminal import harmless
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.datasets import LabelledCase
    from evals.scores.examination import ExaminedCase
    from summarizer.cli.wiring import Wiring

_OUTPUT = click.option("-o", "--output", metavar="FILE", default=STDIN, help="Write there; default: standard output.")


@click.group(name="eval")
def eval() -> None:  # noqa: A001 - the module's attribute is named for the command, as every command's is
    """Measure the checks on cases whose errors are known.

    DATASET is a file of labelled cases, one a line; `yoyak eval import` makes one from other formats.
    """


@eval.command()
@click.argument("datasets", nargs=-1, required=True, metavar="DATASET...")
@SOURCES
@OFFLINE
@click.option("--select", type=NameList(), multiple=True, help="Run these checks only.")
@click.option("--ignore", type=NameList(), multiple=True, help="Leave these checks out.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
@PROCESSES
@click.option("--baseline", metavar="FILE", help="The cases that passed; one that is lost is named, and ends in 1.")
@click.option("--update-baseline", is_flag=True, help="Record the cases that pass in the baseline instead.")
@LANG
@review_options
@click.pass_obj
def run(  # noqa: PLR0913, PLR0917 - the flags are the command's interface
    wiring: Wiring,
    datasets: Sequence[str],
    sources: Sequence[str],
    select: Sequence[tuple[str, ...]],
    ignore: Sequence[tuple[str, ...]],
    style: str,
    workers: int | None,
    baseline: str | None,
    lang: str | None,
    reviewing: ReviewFlags,
    *,
    offline: bool,
    update_baseline: bool,
) -> int:
    """Score the checks on datasets, with intervals; 3 when a case could not be judged."""
    require_apart(reviewing.batch, [*datasets, *sources, *reviewing.replies])
    record = _record(baseline, [*datasets, *sources]) if update_baseline else None
    passed = () if baseline is None or record is not None else read_passed(baseline)
    language = asked_language(wiring, lang, style)
    checks = select_checks(chain(*select), chain(*ignore), image_base=None, is_reviewed=reviewing.reviewer is not None)
    papers = wiring.papers(sources, offline=offline)
    try:
        cases = with_papers(_read(datasets), papers)
    except EmptyDataset as error:
        if style == "json":
            reasons = [{"id": None, "reasons": [error.message.text(language)]}]
            click.echo(scores_json([], [], [], reasons, []), nl=False)
        raise
    examined = list(examine_cases(cases, checks, workers or wiring.settings.workers, wiring.cores))
    if reviewing.reviewer is not None:
        with open_reviewing(wiring, reviewing, reviewing.reviewer, checks, language) as open_reviewer:
            examined = list(reviewed_cases(examined, open_reviewer))
    gone = lost(passed, examined)
    _show(style, language, examined, [check.id for check in checks], gone)
    for name in gone:
        _tell(f"{name}: {_lost_since(baseline).text(language)}")
    is_decided = not any(case.reasons for case in examined)
    if record is not None and is_decided:
        write_passed(examined, record)
    if gone:
        return 1
    return 0 if is_decided else INCONCLUSIVE


def _record(baseline: str | None, inputs: Sequence[str]) -> str:
    """Return the file that the cases that pass are to be recorded in, which can be written.

    Raises:
        ConfigError: If none was named, it is read by this run, or it cannot be written.
    """
    if baseline is None:
        message = Message(
            "--update-baseline needs --baseline, the file to write",
            "--update-baseline에는 기록할 파일을 가리키는 --baseline이 필요합니다",
        )
        raise ConfigError(message)
    require_apart(baseline, inputs)
    rehearse_writing(baseline, "")
    return baseline


def _lost_since(baseline: str | None) -> Message:
    return Message(f"it passed in {baseline}, and does not now", f"{baseline} 기준선에서는 맞았으나 지금은 틀립니다")


@eval.command()
@click.argument("datasets", nargs=-1, required=True, metavar="DATASET...")
@SOURCES
@OFFLINE
@click.option("--kind", "kinds", type=click.Choice(list(KINDS)), multiple=True, help="Make these errors only.")
@click.option("--seed", "number", type=int, default=0, show_default=True, help="Another number, other places.")
@_OUTPUT
@LANG
@click.pass_obj
def seed(  # noqa: PLR0913, PLR0917 - the flags are the command's interface
    wiring: Wiring,
    /,
    datasets: Sequence[str],
    sources: Sequence[str],
    kinds: Sequence[str],
    number: int,
    output: str,
    lang: str | None,
    *,
    offline: bool,
) -> int:
    """Put errors of known kind and place into the clean cases of datasets; 3 when the paper of one is missing."""
    language = asked_language(wiring, lang)
    require_apart(output, [*datasets, *sources])
    cases = with_papers(_read(datasets), wiring.papers(sources, offline=offline))
    seeds = list(inject_errors(cases, kinds or KINDS, number))
    _write(seeds, output)
    unplaced = [case for case in cases if not case.labels and case.paper is None]
    for case in unplaced:
        _tell(f"{case.id}: {no_source(case.arxiv_id).message.text(language)}")
    if not seeds:
        nowhere = Message(
            "no case is clean and has room for such an error", "그런 오류를 넣을 수 있는, 오류 없는 사례가 없습니다"
        )
        _tell(nowhere.text(language))
    return INCONCLUSIVE if unplaced or not seeds else 0


@eval.command(name="import")
@click.argument("file")
@click.option("--from", "style", type=click.Choice(sorted(FORMATS)), required=True, help="The format of FILE.")
@_OUTPUT
@LANG
def import_(file: str, style: str, output: str, lang: str | None) -> None:  # noqa: ARG001 - an error is told in it
    """Make a dataset from FILE, which is in another format."""
    require_apart(output, [file])
    _write(FORMATS[style](file), output)


@eval.command()
@click.argument("datasets", nargs=-1, required=True, metavar="DATASET...")
@SOURCES
@OFFLINE
@click.option("-o", "--output", metavar="FILE", required=True, help="Where the record goes, for --calibration.")
@click.option(
    "--readings", nargs=2, metavar="KEY VERDICTS", help="What readers said of findings that were drawn from the cases."
)
@LANG
@calibration_options
@click.pass_obj
def calibrate(  # noqa: PLR0913, PLR0917 - the flags are the command's interface
    wiring: Wiring,
    datasets: Sequence[str],
    sources: Sequence[str],
    output: str,
    readings: tuple[str, str] | None,
    lang: str | None,
    reviewing: ReviewFlags,
    *,
    offline: bool,
) -> int:
    """Measure a reviewer on datasets, and write the record that lets it block; 3 when a case was not reviewed."""
    if reviewing.reviewer is None:
        message = Message(
            "name the reviewer to measure with --reviewer", "측정할 검토 모델을 --reviewer로 지정하십시오"
        )
        raise ConfigError(message)
    language = asked_language(wiring, lang)
    require_apart(output, [*datasets, *sources])
    if output != STDIN:
        rehearse_writing(output, "")
    cases = with_papers(_read(datasets), wiring.papers(sources, offline=offline))
    from evals.reviewer.calibration import calibration_json, write_calibration  # noqa: PLC0415 - loads what asks models
    from evals.scores.calibrating import calibration, calibration_text  # noqa: PLC0415 - likewise

    read = read_words(*readings) if readings else ()
    examined = list(examine_cases(cases, CHECKS, None, wiring.cores))
    with open_reviewing(wiring, reviewing, reviewing.reviewer, CHECKS, language) as open_reviewer:
        examined = list(reviewed_cases(examined, open_reviewer))
        record = calibration(examined, read, open_reviewer.reviewer, open_reviewer.answered_by)
    click.echo(calibration_text(record, language), nl=False, err=output == STDIN)
    unreviewed = [(case.case.id, case.reasons[0]) for case in examined if case.reasons]
    if unreviewed:
        _tell(_unmeasured(unreviewed).text(language))
        return INCONCLUSIVE
    if output == STDIN:
        click.echo(calibration_json(record), nl=False)
    else:
        write_calibration(record, Path(output))
    return 0 if examined else INCONCLUSIVE


def _unmeasured(unreviewed: Sequence[tuple[str, Message]]) -> Message:
    name, why = unreviewed[0]
    return Message(
        f"{len(unreviewed)} cases were not reviewed, so there is no record; {name}: {why.en}",
        f"검토하지 못한 사례가 {len(unreviewed)}개 있어 기록하지 않았습니다. {name}: {why.ko}",
    )


def _tell(sentence: str) -> None:
    click.echo(f"yoyak: {harmless(sentence)}", err=True)


def _read(names: Iterable[str]) -> list[LabelledCase]:
    cases = list(chain.from_iterable(map(read_dataset, names)))
    names_seen: set[str] = set()
    for case in cases:
        if case.id in names_seen:
            message = Message(
                f"the datasets hold two cases named {case.id!r}",
                f"데이터셋에 id가 같은 사례가 둘 있습니다: {case.id!r}",
            )
            raise DatasetError(message)
        names_seen.add(case.id)
    return cases


def _write(cases: Iterable[LabelledCase], output: str) -> None:
    if output != STDIN:
        write_dataset(cases, output)
        return
    from evals.datasets.case_line import write_case  # noqa: PLC0415 - loads pydantic

    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    for case in cases:
        click.echo(write_case(case))


def _show(
    style: str, language: str, examined: Sequence[ExaminedCase], checks: Sequence[str], gone: Sequence[str]
) -> None:
    types, scores = score_types(examined, checks), score_checks(examined, checks)
    open_cases = [
        (case.case.id, [reason.text(language) for reason in case.reasons]) for case in examined if case.reasons
    ]
    if style == "json":
        inconclusive = [{"id": name, "reasons": reasons} for name, reasons in open_cases]
        click.echo(scores_json(examined, types, scores, inconclusive, gone), nl=False)
        return
    click.echo(scores_text(examined, types, scores, language), nl=False)
    for name, reasons in open_cases:
        _tell(f"{name}: {reasons[0]}")
