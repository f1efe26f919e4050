"""The command `report`: a result as a page to read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from evals.reports.html.check_page import CheckPage
from evals.reports.html.page import write_page
from evals.reports.html.result_file import parse_result
from evals.tally import INCONCLUSIVE
from summarizer.files import decode_text, read_text, write_text_atomically
from summarizer.inputs import STDIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.invocation import Surroundings


@click.command()
@click.argument("result", metavar="RUN|RESULT.json")
@click.option("-o", "--output", required=True, metavar="FILE", help="Write the page there; - is standard output.")
@click.option("--sources", multiple=True, metavar="FILE|DIR", help="Pinned papers; of several the later wins.")
@click.option("--offline", is_flag=True, help="Fetch no papers.")
@click.option("--lang", type=click.Choice(["ko", "en"]), help="Language shown first; default: the locale's.")
@click.pass_obj
def report(  # noqa: PLR0913 - the flags are the command's interface
    surroundings: Surroundings, /, result: str, output: str, sources: Sequence[str], lang: str | None, *, offline: bool
) -> int:
    """Write one HTML page of a result, to read it with both texts in view.

    RESULT.json is what `yoyak check --format json` wrote, - that on standard input. The page needs no network.
    """
    settings = surroundings.settings
    papers = surroundings.papers([*settings.sources, *sources], offline=offline or settings.offline)
    text = decode_text(sys.stdin.buffer.read(), STDIN) if result == STDIN else read_text(result)
    page = CheckPage(parse_result(text, result), papers)
    html = write_page(page.data, lang or settings.lang or surroundings.language)
    if output == STDIN:
        click.echo(html, nl=False)
    else:
        write_text_atomically(output, html)
    for reason in page.missing:
        click.echo(f"yoyak: the page lacks a source that the check had: {reason}", err=True)
    return INCONCLUSIVE if page.missing else 0
