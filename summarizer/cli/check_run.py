"""What a command line asks for: the flags that `check`, `fix` and `gate` share, over the settings of the project."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evals.checks import CHECKS, REVIEWED
from evals.reports.formats import FORMATS, TEXT, Reports, machine_report
from evals.reports.markdown import MarkdownReport
from evals.reports.text import TextReport
from evals.reports.wording import ENGLISH, WORDINGS
from evals.runner.catalogue import select_checks
from evals.subject.cases import read_cases
from evals.terms.own_glossary import NO_OWN_GLOSSARY, read_own_glossary
from summarizer.cli.options import LANG, OFFLINE, PROCESSES, SOURCES
from summarizer.digest.files import Refusal, read_digests
from summarizer.errors import MISUSE
from summarizer.io.terminal import Paint, harmless
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from evals.checks.contract import Check, DigestCheck
    from evals.reports.text import Report
    from evals.reports.wording import Wording
    from evals.subject.cases import DigestCases
    from summarizer.cli.wiring import Wiring
    from summarizer.digest.files import DigestFile
    from summarizer.papers import PaperSource

    _Command = TypeVar("_Command", bound=Callable[..., object])
    Narrow = Callable[[Iterator[DigestFile | Refusal]], Iterator[DigestFile | Refusal]]


@dataclass(frozen=True, slots=True)
class CheckFlags:
    """The flags that `check`, `fix` and `gate` share; what is not given is None or empty."""

    digests: tuple[str, ...]
    sources: tuple[str, ...]
    offline: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: str | None
    workers: int | None
    lang: str | None


class NameList(click.ParamType[tuple[str, ...]]):
    """Names with commas between them."""

    name = "name,…"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ARG002
        """Return the names."""
        return tuple(name.strip() for name in str(value).split(",") if name.strip())


def shared_options(command: _Command) -> _Command:
    """Add the flags of `CheckFlags` to a command."""
    options: list[Callable[[_Command], _Command]] = [
        click.argument("digests", nargs=-1, required=True, metavar="DIGEST..."),
        SOURCES,
        OFFLINE,
        click.option("--select", type=NameList(), multiple=True, help="Run these checks only."),
        click.option("--ignore", type=NameList(), multiple=True, help="Leave these checks out."),
        click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), help="Default: error."),
        PROCESSES,
        LANG,
    ]
    for option in reversed(options):
        command = option(command)
    return command


def format_option(command: _Command) -> _Command:
    """Add the choice of what the results are written as."""
    return click.option("--format", "style", type=click.Choice(FORMATS), default="text", help="Default: text.")(command)


class CheckRun:
    """One run over digests: flags over settings, and what was said to the user on the way.

    Args:
        wiring: The machine.
        flags: Those given on the command line, by name.
        style: What the results are written as.
        is_reviewed: Whether a reviewer is asked, too.
    """

    def __init__(self, wiring: Wiring, flags: CheckFlags, *, style: str = TEXT, is_reviewed: bool = False) -> None:
        settings = wiring.settings
        self._wiring = wiring
        self._flags = flags
        self._style = style
        self.workers = flags.workers or settings.workers
        self.cores = wiring.cores
        self.fail_on = flags.fail_on or settings.fail_on or "error"
        self.language = flags.lang or settings.lang
        self.is_misused = False
        self.refusals: list[Message] = []
        self.checks = select_checks(
            chain(*flags.select) if flags.select else settings.select,
            chain(settings.ignore, *flags.ignore),
            image_base=settings.image_base,
            own_glossary=read_own_glossary(settings.glossary) if settings.glossary else NO_OWN_GLOSSARY,
            is_reviewed=is_reviewed,
        )

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests as they were named."""
        return self._flags.digests

    @property
    def rules(self) -> tuple[Check | DigestCheck, ...]:
        """All rules, those that were selected as the settings have them."""
        return (*(check for check in self.checks if check.id != REVIEWED.id), *self.other_checks)

    @property
    def other_checks(self) -> tuple[Check | DigestCheck, ...]:
        """The checks that were not selected."""
        names = {check.id for check in self.checks}
        return tuple(check for check in CHECKS if check.id not in names)

    @property
    def wording(self) -> Wording:
        """The words for people, who read beside a machine format in its language."""
        is_local = self._style == TEXT and not self.language
        return WORDINGS[self._wiring.language] if is_local else self._machine_wording

    @property
    def _machine_wording(self) -> Wording:
        return WORDINGS[self.language] if self.language else ENGLISH

    @property
    def code(self) -> int | None:
        """The exit code that wrong use makes, whatever was found."""
        return MISUSE if self.is_misused else None

    @property
    def inputs(self) -> list[str | Path]:
        """The files and folders that the run reads, but for digests."""
        settings = self._wiring.settings
        return [*settings.sources, *self._flags.sources, *([settings.glossary] if settings.glossary else [])]

    @cached_property
    def papers(self) -> PaperSource:
        """Where papers come from."""
        settings = self._wiring.settings
        sources: list[str | Path] = [*settings.sources, *self._flags.sources]
        return self._wiring.papers(sources, offline=self._flags.offline or settings.offline)

    def cases(self, narrow: Narrow = iter) -> Iterator[DigestCases]:
        """Yield the digests with their papers; say which of those named cannot be read, and go on.

        Args:
            narrow: Chooses among what was named, before any paper is fetched.
        """
        return read_cases(self._files(narrow), self.papers)

    def report(self, *, is_gate: bool = False) -> Report:
        """Return where the results go: standard output, and the page of the CI where it has one."""
        make = self._text_report if self._style == TEXT else self._machine_report
        report = make(is_gate=is_gate)
        page = self._wiring.step_summary
        return Reports(report, MarkdownReport(Path(page), self._machine_wording, is_gate=is_gate)) if page else report

    def _text_report(self, *, is_gate: bool) -> Report:
        paint = Paint(is_on=self._wiring.has_color(sys.stdout))
        return TextReport(sys.stdout, self.wording, paint, self._wiring.width(sys.stdout), is_gate=is_gate)

    def _machine_report(self, *, is_gate: bool) -> Report:
        # Whatever the locale is; what is no text in the name of a file becomes an escape that JSON knows.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        return machine_report(
            self._style, sys.stdout, sys.stderr, self.checks, self.fail_on, self._machine_wording, is_gate=is_gate
        )

    def refuse(self, sentence: Message, *, is_misuse: bool = True) -> None:
        """Say what cannot be done; the rest of the run goes on."""
        if is_misuse:
            self.is_misused = True
            self.refusals.append(sentence)
        click.echo(f"yoyak: {harmless(self.wording.of(sentence))}", err=True)

    def _files(self, narrow: Narrow) -> Iterator[DigestFile]:
        passed_over = 0
        for item in narrow(read_digests(self._flags.digests)):
            if isinstance(item, Refusal):
                self.refuse(item.sentence, is_misuse=item.is_misuse)
            else:
                passed_over += item.digest.passed_over
                yield item
        if passed_over:
            self.refuse(_passed_over(passed_over), is_misuse=False)


def _passed_over(count: int) -> Message:
    headings = "1 heading names" if count == 1 else f"{count} headings name"
    return Message(
        f"{headings} no paper, by a link to arXiv or by sections, and what stands there was not examined",
        f"arXiv 링크도 섹션도 없는 제목 {count}개는 논문 항목이 아니라고 보아 검사하지 않았습니다",
    )
