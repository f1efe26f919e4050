"""The command `report`: a result as a page to read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evals.comparison.record import SCHEMA as COMPARISON_SCHEMA
from evals.comparison.record import parse_record
from evals.comparison.runs import Runs
from evals.reports.html.check_page import CheckPage
from evals.reports.html.comparison_page import comparison_data, run_data
from evals.reports.html.page import write_page
from evals.reports.html.result_file import parse_result, schema_of
from summarizer.cli.options import OFFLINE, SOURCES
from summarizer.cli.wiring import Wiring, asked_language
from summarizer.digest.files import STDIN
from summarizer.errors import INCONCLUSIVE, ConfigError
from summarizer.io.files import decode_text, read_text, require_apart, unmarked, write_text_atomically
from summarizer.io.terminal import harmless
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_LACKING = Message("the page lacks a source that the check had: {}", "검사할 때 있던 원문이 보고서에는 없습니다: {}")


@click.command()
@click.argument("result", metavar="RUN|RESULT.json")
@click.option("-o", "--output", required=True, metavar="FILE", help="Write the page there; - is standard output.")
@SOURCES
@OFFLINE
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Language shown first; default: the locale's.")
@click.pass_obj
def report(  # noqa: PLR0913 - the flags are the command's interface
    wiring: Wiring, /, result: str, output: str, sources: Sequence[str], lang: str | None, *, offline: bool
) -> int:
    """Write one HTML page of a result, to read it with both texts in view.

    RESULT.json is what `yoyak check`, `gate` or `prompts compare` wrote with --format json; - is standard input.
    RUN is the id of a stored comparison or run. The page needs no network, and sends nothing anywhere.
    """
    settings = wiring.settings
    require_apart(output, [result, *settings.sources, *sources])
    papers = wiring.papers([*settings.sources, *sources], offline=offline or settings.offline)
    missing: Sequence[Message] = ()
    text = _read(result)
    if text is None:
        data = _stored(Runs(wiring.store), result)
    elif schema_of(text, result) == COMPARISON_SCHEMA:
        data = comparison_data(parse_record(text, result))
    else:
        examined = parse_result(text, result)
        require_apart(output, {entry.file for entry in examined.entries})
        page = CheckPage(examined, papers)
        data, missing = page.data, page.missing
    language = asked_language(wiring, lang)
    _write(write_page(data, language), output)
    for reason in missing:
        click.echo(f"yoyak: {_LACKING.text(language).format(harmless(reason.text(language)))}", err=True)
    return INCONCLUSIVE if missing else 0


def _read(name: str) -> str | None:
    """Return the text of a result, or None when the name is that of a stored one."""
    if name == STDIN:
        return unmarked(decode_text(sys.stdin.buffer.read(), name))
    return unmarked(read_text(name)) if name.endswith(".json") or Path(name).exists() else None


def _stored(runs: Runs, name: str) -> Mapping[str, object]:
    try:
        comparison = runs.comparison(name)
    except ConfigError:
        return run_data(runs.run(name))
    return comparison_data(comparison)


def _write(page: str, output: str) -> None:
    if output == STDIN:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        click.echo(page, nl=False)
    else:
        write_text_atomically(output, page)
