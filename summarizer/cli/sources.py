"""The command `sources`: pins the papers that digests cite."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.arxiv.sources import LayeredSource, open_snapshots
from summarizer.cli.options import OFFLINE
from summarizer.cli.wiring import asked_language
from summarizer.digest.files import STDIN, Refusal, read_digests
from summarizer.errors import INCONCLUSIVE, MISUSE, ConfigError, SourceError, SourceUnavailable
from summarizer.fulltext.passages import split_passages
from summarizer.io.files import read_text, require_apart, unmarked
from summarizer.io.terminal import harmless
from summarizer.messages import Message
from summarizer.papers.model import Paper, PaperRef
from summarizer.papers.snapshots import snapshot_text, write_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from summarizer.cli.wiring import Wiring
    from summarizer.digest.model import Digest
    from summarizer.papers.model import PaperSource


@dataclass(frozen=True, slots=True)
class Pinned:
    """What was found of the papers that were asked for.

    Attributes:
        papers: Sorted by identifier and version; the one that a link without version means comes last.
        missing: Why each of the others is not there.
    """

    papers: tuple[Paper, ...]
    missing: Mapping[PaperRef, SourceError]


def cited_refs(digests: Iterable[Digest]) -> list[PaperRef]:
    """Return every paper that the digests link to, once, in order of first appearance."""
    entries = (entry for digest in digests for entry in digest.entries)
    return list(dict.fromkeys(PaperRef(e.arxiv_id, e.version) for e in entries if e.arxiv_id is not None))


def pin_papers(refs: Iterable[PaperRef], source: PaperSource, *, at: date | None = None) -> Pinned:
    """Return the papers as the source has them now, or as they stood at the end of a day.

    With `at`, a paper that changed later is followed back through its versions to the one of that day, or to
    its first. A link that names a version means that version on any day.
    """
    refs = list(dict.fromkeys(refs))
    answers = dict(source.fetch(refs))
    if at is not None:
        answers |= _as_of(at, {ref: answer for ref, answer in answers.items() if ref.version is None}, source)
    order = sorted(refs, key=lambda ref: (ref.arxiv_id, ref.version is None, ref.version or 0))
    found = [(ref, answers[ref]) for ref in order]
    return Pinned(
        tuple(answer for _, answer in found if isinstance(answer, Paper)),
        {ref: answer for ref, answer in found if isinstance(answer, SourceError)},
    )


def add_fulltexts(papers: Iterable[Paper], texts: Mapping[str, str]) -> tuple[Paper, ...]:
    """Return the papers, those named by `texts` with their full text cut into passages.

    Raises:
        ConfigError: If a text is for a paper that is not there.
    """
    papers = tuple(papers)
    unknown = sorted(texts.keys() - {paper.arxiv_id for paper in papers})
    if unknown:
        ids = ", ".join(unknown)
        message = Message(
            f"there is a full text for {ids}, but no such paper among those that were found",
            f"--fulltext로 논문 본문을 지정했지만 구한 논문 가운데 없습니다: {ids}",
        )
        raise ConfigError(message)
    return tuple(
        replace(paper, fulltext=split_passages(texts[paper.arxiv_id])) if paper.arxiv_id in texts else paper
        for paper in papers
    )


def _as_of(
    day: date, answers: Mapping[PaperRef, Paper | SourceError], source: PaperSource
) -> dict[PaperRef, Paper | SourceError]:
    settled: dict[PaperRef, Paper | SourceError] = {}
    pending = dict(answers)
    while pending:
        earlier: dict[PaperRef, PaperRef] = {}
        for ref, answer in pending.items():
            if not isinstance(answer, Paper) or answer.version == 1 or not _changed_after(day, answer):
                settled[ref] = answer
            elif answer.version is None:
                settled[ref] = SourceUnavailable(
                    Message(
                        f"which version of {ref} stood on {day} cannot be told",
                        f"{day}에 {ref} 논문의 어느 버전이 올라와 있었는지 알 수 없습니다",
                    )
                )
            else:
                earlier[ref] = PaperRef(ref.arxiv_id, answer.version - 1)
        came = source.fetch(list(earlier.values())) if earlier else {}
        pending = {ref: came[wanted] for ref, wanted in earlier.items()}
    return settled


def _changed_after(day: date, paper: Paper) -> bool:
    return paper.updated is not None and paper.updated[:10] > day.isoformat()


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
@OFFLINE
@click.pass_obj
def sources(  # noqa: PLR0913 - its flags
    wiring: Wiring,
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
    language = asked_language(wiring, None)
    # A folder of snapshots may hold the one that is written anew.
    require_apart(output, [*digests, *(name for name in sources if not Path(name).is_dir()), *dict(fulltext).values()])
    texts = {arxiv_id: unmarked(read_text(file)) for arxiv_id, file in fulltext}
    refusals: list[Refusal] = []
    refs = cited_refs(_read(digests, refusals))
    source = wiring.papers(sources, offline=offline)
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
