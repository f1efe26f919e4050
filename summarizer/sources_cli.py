"""The command `sources`: pins the papers that digests cite."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.exit_codes import INCONCLUSIVE, MISUSE
from summarizer.files import read_text, require_apart, unmarked
from summarizer.inputs import STDIN, Refusal, read_digests
from summarizer.machine import asked_language
from summarizer.messages import Message
from summarizer.papers.pinning import add_fulltexts, cited_refs, pin_papers
from summarizer.papers.snapshots import snapshot_text, write_snapshot
from summarizer.papers.sources import LayeredSource, open_snapshots
from summarizer.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from summarizer.digest.model import Digest
    from summarizer.machine import Machine
    from summarizer.papers import Paper


class Fulltext(click.ParamType[tuple[str, str]]):
    """An identifier and the file with the paper's text."""

    name = "id=file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return both."""
        arxiv_id, separator, file = str(value).partition("=")
        if not (arxiv_id and separator and file):
            self.fail(f"{value!r} is not of the form ID=FILE", param, ctx)
        return arxiv_id, file


@click.command()
@click.argument("digests", nargs=-1, required=True, metavar="DIGEST...")
@click.option("-o", "--output", required=True, metavar="FILE", help="Write the snapshot there; - is standard output.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The papers as they stood on that day.")
@click.option("--fulltext", type=Fulltext(), multiple=True, metavar="ID=FILE", help="Add the text of a paper.")
@click.option("--sources", multiple=True, metavar="FILE|DIR", help="Pinned papers to take before arXiv is asked.")
@click.option("--offline", is_flag=True, help="Fetch no papers.")
@click.pass_obj
def sources(  # noqa: PLR0913 - its flags
    machine: Machine,
    /,
    digests: tuple[str, ...],
    output: str,
    *,
    at: datetime | None,
    fulltext: tuple[tuple[str, str], ...],
    sources: tuple[str, ...],
    offline: bool,
) -> int:
    """Fetch the papers of digests and pin them in a snapshot.

    A paper that cannot be had now, and stands in FILE from an earlier time, is kept as it stands there.
    """
    language = asked_language(machine, None)
    # A folder of snapshots may hold the one that is written anew.
    require_apart(output, [*digests, *(name for name in sources if not Path(name).is_dir()), *dict(fulltext).values()])
    texts = {arxiv_id: unmarked(read_text(file)) for arxiv_id, file in fulltext}
    refusals: list[Refusal] = []
    refs = cited_refs(_read(digests, refusals))
    source = machine.papers(sources, offline=offline)
    if Path(output).is_file():
        source = LayeredSource(source, open_snapshots([output]))
    pinned = pin_papers(refs, source, at=at.date() if at else None)
    if pinned.papers:
        _write(add_fulltexts(pinned.papers, texts), output)
    missed = [error.message for error in pinned.missing.values()]
    for sentence in dict.fromkeys([*(refusal.sentence for refusal in refusals), *missed]):  # of one cause one is enough
        click.echo(f"yoyak: {harmless(sentence.text(language))}", err=True)
    click.echo(_sum_up(len(pinned.papers), len(refs), output).text(language), err=True)
    if any(refusal.is_misuse for refusal in refusals):
        return MISUSE
    return INCONCLUSIVE if pinned.missing or not refs else 0


def _write(papers: Iterable[Paper], output: str) -> None:
    if output == STDIN:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        click.echo(snapshot_text(papers), nl=False)
    else:
        write_snapshot(papers, output)


def _sum_up(found: int, cited: int, output: str) -> Message:
    if not found:
        return Message(
            f"0 of {cited} papers could be had, and nothing was written",
            f"논문 {cited}편 중 하나도 구하지 못해 아무것도 쓰지 않았습니다",
        )
    place = Message("standard output", "표준 출력") if output == STDIN else Message(output, output)
    return Message(
        f"papers pinned in {place.en}: {found} of {cited}",
        f"논문 {cited}편 중 {found}편을 스냅샷에 담았습니다: {place.ko}",
    )


def _read(names: tuple[str, ...], refusals: list[Refusal]) -> Iterator[Digest]:
    for item in read_digests(names):
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            yield item.digest
