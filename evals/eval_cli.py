"""The command group `eval`: the checks themselves, measured on labelled cases."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evals.catalogue import select_checks
from evals.datasets import read_dataset, write_dataset
from evals.datasets.files import EmptyDataset
from evals.datasets.imports import FORMATS
from evals.datasets.papers import with_papers
from evals.gate.case_baseline import lost, read_passed, write_passed
from evals.invocation import Names
from evals.judges.flags import calibration_options, judge_options
from evals.scores.examination import examine_cases
from evals.scores.scoring import score_checks, score_types
from evals.scores.tables import check_json, check_table, type_json, type_table
from evals.seeding.sowing import KINDS, sow
from summarizer.errors import ConfigError, DatasetError
from summarizer.exit_codes import INCONCLUSIVE
from summarizer.inputs import STDIN
from summarizer.messages import Message
from summarizer.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evals.datasets import LabelledCase
    from evals.invocation import Surroundings
    from evals.judges.flags import JudgeFlags
    from evals.judges.judge import Opinion
    from evals.scores.examination import ExaminedCase
    from evals.scores.scoring import CheckScore, TypeScore

_OUTPUT = click.option("-o", "--output", metavar="FILE", default=STDIN, help="Write there; default: standard output.")


@click.group(name="eval")
def eval() -> None:  # noqa: A001 - the module's attribute is named for the command, as every command's is
    """Measure the checks on cases whose errors are known.

    DATASET is a file of labelled cases, one a line; `yoyak eval import` makes one from other formats.
    """


@eval.command()
@click.argument("datasets", nargs=-1, required=True, metavar="DATASET...")
@click.option("--sources", multiple=True, metavar="FILE|DIR", help="Pinned papers; of several the later wins.")
@click.option("--offline", is_flag=True, help="Fetch no papers.")
@click.option("--select", type=Names(), multiple=True, help="Run these checks only.")
@click.option("--ignore", type=Names(), multiple=True, help="Leave these checks out.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes to use.")
@click.option("--baseline", metavar="FILE", help="The cases that passed; one that is lost is named, and ends in 1.")
@click.option("--update-baseline", is_flag=True, help="Record the cases that pass in the baseline instead.")
@judge_options
@click.pass_obj
def run(  # noqa: PLR0913, PLR0917 - the flags are the command's interface
    surroundings: Surroundings,
    datasets: Sequence[str],
    sources: Sequence[str],
    select: Sequence[tuple[str, ...]],
    ignore: Sequence[tuple[str, ...]],
    style: str,
    workers: int | None,
    baseline: str | None,
    judging: JudgeFlags,
    *,
    offline: bool,
    update_baseline: bool,
) -> int:
    """Score the checks on datasets, with intervals; 3 when a case could not be judged."""
    if update_baseline and baseline is None:
        message = Message(
            "--update-baseline needs --baseline, the file to write",
            "--update-baseline에는 기록할 파일을 가리키는 --baseline이 필요합니다",
        )
        raise ConfigError(message)
    passed = read_passed(baseline) if baseline and not update_baseline else ()
    checks = select_checks(chain(*select), chain(*ignore), image_base=None, is_judged=judging.judge is not None)
    papers = surroundings.papers(sources, offline=offline)
    try:
        cases = with_papers(_read(datasets), papers)
    except EmptyDataset as error:
        if style == "json":
            click.echo(_as_json([], [], [], [{"id": None, "reasons": [str(error)]}]), nl=False)
        raise
    examined = list(examine_cases(cases, checks, workers or surroundings.settings.workers, surroundings.cores))
    if judging.judge is not None:
        examined = _judged(examined, surroundings, judging, judging.judge)
    gone = lost(passed, examined)
    language = _language(surroundings, style)
    _show(style, language, examined, [check.id for check in checks], gone)
    for name in gone:
        sentence = Message(
            f"it passed in {baseline}, and does not now", f"{baseline} 기준선에서는 맞았으나 지금은 틀립니다"
        )
        click.echo(f"yoyak: {harmless(f'{name}: {sentence.text(language)}')}", err=True)
    is_decided = not any(case.reasons for case in examined)
    if update_baseline and baseline and is_decided:
        write_passed(examined, baseline)
    if gone:
        return 1
    return 0 if is_decided else INCONCLUSIVE


@eval.command()
@click.argument("datasets", nargs=-1, required=True, metavar="DATASET...")
@click.option("--sources", multiple=True, metavar="FILE|DIR", help="Pinned papers; of several the later wins.")
@click.option("--offline", is_flag=True, help="Fetch no papers.")
@click.option("--kind", "kinds", type=click.Choice(list(KINDS)), multiple=True, help="Make these errors only.")
@click.option("--seed", "number", type=int, default=0, show_default=True, help="Another number, other places.")
@_OUTPUT
@click.pass_obj
def seed(  # noqa: PLR0913, PLR0917 - the flags are the command's interface
    surroundings: Surroundings,
    /,
    datasets: Sequence[str],
    sources: Sequence[str],
    kinds: Sequence[str],
    number: int,
    output: str,
    *,
    offline: bool,
) -> None:
    """Put errors of known kind and place into the clean cases of datasets."""
    cases = with_papers(_read(datasets), surroundings.papers(sources, offline=offline))
    _write(sow(cases, kinds or KINDS, number), output)


@eval.command(name="import")
@click.argument("file")
@click.option("--from", "style", type=click.Choice(sorted(FORMATS)), required=True, help="The format of FILE.")
@_OUTPUT
def import_(file: str, style: str, output: str) -> None:
    """Make a dataset from FILE, which is in another format."""
    _write(FORMATS[style](file), output)


@eval.command()
@click.argument("datasets", nargs=-1, required=True, metavar="DATASET...")
@click.option("--sources", multiple=True, metavar="FILE|DIR", help="Pinned papers; of several the later wins.")
@click.option("--offline", is_flag=True, help="Fetch no papers.")
@click.option("-o", "--output", metavar="FILE", required=True, help="Where the record goes, for --calibration.")
@calibration_options
@click.pass_obj
def calibrate(  # noqa: PLR0913 - the flags are the command's interface
    surroundings: Surroundings,
    datasets: Sequence[str],
    sources: Sequence[str],
    output: str,
    judging: JudgeFlags,
    *,
    offline: bool,
) -> int:
    """Measure a judge on datasets, and write the record that lets it block; 3 when it could not tell of a claim."""
    if judging.judge is None:
        message = Message("name the judge to measure with --judge", "측정할 판정 모델을 --judge로 지정하십시오")
        raise ConfigError(message)
    cases = with_papers(_read(datasets), surroundings.papers(sources, offline=offline))
    from evals.hearings import open_bench  # noqa: PLC0415 - loads what speaks to models
    from evals.judges.calibration import dataset_record, write_calibration  # noqa: PLC0415
    from evals.scores.calibrating import UNDECIDED, calibration, calibration_text, rate_cases  # noqa: PLC0415

    with open_bench(surroundings, judging, judging.judge, _language(surroundings)) as bench:
        ratings = list(rate_cases(cases, bench))
        record = calibration(ratings, len(cases), bench, tuple(map(dataset_record, datasets)))
    click.echo(calibration_text(record), nl=False)
    unasked = [rating.opinion for rating in ratings if rating.opinion.lost]
    if unasked:
        click.echo(f"yoyak: {_unmeasured(unasked).text(_language(surroundings))}", err=True)
        return INCONCLUSIVE
    write_calibration(record, Path(output))
    return INCONCLUSIVE if any(rating.answer == UNDECIDED for rating in ratings) or not ratings else 0


def _unmeasured(unasked: Sequence[Opinion]) -> Message:
    why = unasked[0].why or Message("", "")
    return Message(
        f"{len(unasked)} claims have no answer, so there is no record: {why.en}",
        f"답이 없는 주장이 {len(unasked)}개 있어 기록하지 않았습니다: {why.ko}",
    )


def _judged(
    examined: Sequence[ExaminedCase], surroundings: Surroundings, judging: JudgeFlags, model: str
) -> list[ExaminedCase]:
    from evals.hearings import open_bench  # noqa: PLC0415 - loads what speaks to models
    from evals.scores.judged import judged_cases  # noqa: PLC0415

    with open_bench(surroundings, judging, model, _language(surroundings)) as bench:
        return list(judged_cases(examined, bench))


def _language(surroundings: Surroundings, style: str = "text") -> str:
    return surroundings.settings.lang or (surroundings.language if style == "text" else "en")


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
    types, scores = score_types(examined), score_checks(examined, checks)
    reasons = [
        {"id": case.case.id, "reasons": [reason.en for reason in case.reasons]} for case in examined if case.reasons
    ]
    if style == "json":
        click.echo(_as_json(examined, types, scores, reasons, gone), nl=False)
        return
    click.echo(_as_text(examined, types, scores), nl=False)
    for case in examined:
        if case.reasons:
            click.echo(f"yoyak: {harmless(f'{case.case.id}: {case.reasons[0].text(language)}')}", err=True)


def _as_text(examined: Sequence[ExaminedCase], types: Iterable[TypeScore], scores: Iterable[CheckScore]) -> str:
    clean = sum(not case.case.labels for case in examined)
    head = f"{len(examined)} cases, {clean} of them clean.\n\n"
    return f"{head}{type_table(types)}\n{check_table(scores)}"


def _as_json(
    examined: Sequence[ExaminedCase],
    types: Iterable[TypeScore],
    scores: Iterable[CheckScore],
    inconclusive: Sequence[object],
    gone: Sequence[str] = (),
) -> str:
    result = {
        "schema": "yoyak.eval/1",
        "version": version("yoyak"),
        "cases": len(examined),
        "inconclusive": inconclusive,
        "lost": gone,
        "types": [type_json(one) for one in types],
        "checks": [check_json(one) for one in scores],
    }
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"
