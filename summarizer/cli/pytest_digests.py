"""Digests as tests of pytest: an entry that has an error fails, and one that could not be judged is an error."""

from __future__ import annotations

import io
import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

from evals.reports.text import TextReport, unjudged_lines
from evals.runner.run import Comparisons, examine, of_entries, result
from evals.subject.cases import read_cases
from summarizer.cli.check_run import CheckFlags, CheckRun
from summarizer.digest import parse
from summarizer.digest.files import DigestFile, no_entry
from summarizer.errors import YoyakError
from summarizer.findings import Severity, Verdict
from summarizer.io.files import read_text
from summarizer.io.terminal import Paint
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evals.runner.run import Examination, Result
    from evals.subject.cases import Case
    from summarizer.cli.wiring import Wiring

_WIDTH = 100
_NO_ENTRY = Message(
    "--yoyak tests digests, and no entry of one was collected",
    "--yoyak은 다이제스트를 검사하는데 수집된 항목이 없습니다",
)


class _Verdict(Exception):
    """An entry is not good; `str()` of it is what a person reads."""


def collector(wiring: Wiring, config: pytest.Config) -> DigestTests:
    """Return what collects the entries of digests, by the options of pytest and the settings of the project.

    Raises:
        pytest.UsageError: If the settings or the options cannot be used.
    """
    flags = CheckFlags(
        digests=(),
        sources=tuple(config.getoption("yoyak_sources")),
        offline=config.getoption("yoyak_offline"),
        select=(),
        ignore=(),
        fail_on=None,
        workers=None,
        lang=None,
    )
    try:
        run = CheckRun(wiring, flags)
        run.papers  # noqa: B018 - a snapshot that cannot be read is told once, before anything runs
    except YoyakError as error:
        raise pytest.UsageError(error.message.text(wiring.language)) from error
    return DigestTests(run)


class DigestTests:
    """Collects the entries of digests."""

    def __init__(self, run: CheckRun) -> None:
        self._run = run
        self._comparisons = Comparisons(run.checks)

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Take Markdown files; whether one is a digest is told by its entries."""
        if file_path.suffix != ".md":
            return None
        node: DigestNode = DigestNode.from_parent(parent, path=file_path, run=self._run, comparisons=self._comparisons)
        return node

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Fail a run that was to test digests and found none, whatever else it tests."""
        if not any(isinstance(item, EntryItem) for item in items):
            items.append(NoEntryItem.from_parent(session, name="yoyak", sentence=self._run.wording.of(_NO_ENTRY)))


class DigestNode(pytest.File):
    """A Markdown file."""

    def __init__(self, *, run: CheckRun, comparisons: Comparisons, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**kwargs)
        self.run = run
        self._comparisons = comparisons

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for every entry; a file without one is no digest, unless it was named."""
        try:
            entries = self.digest.digest.entries
        except YoyakError as error:
            raise self.CollectError(self.run.wording.of(error.message)) from error
        if not entries and self.session.isinitpath(self.path):
            raise self.CollectError(self.run.wording.of(no_entry(self.digest.name)))
        # Now, when files come in their order: tests may run in another one.
        self._together  # noqa: B018
        names: dict[str, int] = {}
        for index, entry in enumerate(entries):
            name = entry.arxiv_id or "no-arxiv-link"
            names[name] = names.get(name, 0) + 1
            again = f"-{names[name]}" if names[name] > 1 else ""
            yield EntryItem.from_parent(self, name=name + again, index=index)

    @cached_property
    def digest(self) -> DigestFile:
        """The file as `yoyak check` would name and read it."""
        name = os.path.relpath(self.path, self.config.invocation_params.dir)
        return DigestFile(name, parse(read_text(self.path)))

    def result(self, index: int) -> Result:
        """Return what comes of an entry."""
        case = self._cases[index]
        alone = examine(case.subject, of_entries(self.run.checks))
        return result(self.digest.name, case, alone + self._together[index])

    @cached_property
    def _cases(self) -> tuple[Case, ...]:
        (digest,) = read_cases([self.digest], self.run.papers)
        return digest.cases

    @cached_property
    def _together(self) -> list[Examination]:
        return self._comparisons.compare(self.digest.name, self.digest.digest.entries)


class EntryItem(pytest.Item):
    """The test of an entry."""

    def __init__(self, *, index: int, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**kwargs)
        self._node: DigestNode = kwargs["parent"]
        self._index = index

    def setup(self) -> None:
        """Examine the entry; what cannot be judged is an error of the set-up, neither passed nor skipped."""
        if self._result.outcome.verdict in {Verdict.ERROR, Verdict.SKIP}:
            raise _Verdict(self._text)

    def runtest(self) -> None:
        """Fail for a finding that would fail `yoyak check`; an error fails whatever the settings allow."""
        limit = Severity.WARNING if self._node.run.fail_on == Severity.WARNING else Severity.ERROR
        if any(finding.severity.rank <= limit.rank for finding in self._result.outcome.findings):
            raise _Verdict(self._text)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Return the findings, or why there are none; only a fault of ours shows code."""
        if isinstance(excinfo.value, (_Verdict, YoyakError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **kwargs)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the place of the entry, and its title."""
        entry = self._node.digest.digest.entries[self._index]
        return self.path, entry.line - 1, self.name

    @cached_property
    def _result(self) -> Result:
        return self._node.result(self._index)

    @property
    def _text(self) -> str:
        out, wording = io.StringIO(), self._node.run.wording
        report = TextReport(out, wording, Paint(is_on=False), _WIDTH)
        report.add(self._result)
        lines = unjudged_lines(self._result, wording)
        return "\n".join([out.getvalue().rstrip("\n"), *([wording.unjudged, *lines] if lines else [])]).strip("\n")


class NoEntryItem(pytest.Item):
    """Stands for the digests that were not found."""

    def __init__(self, *, sentence: str, **kwargs: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**kwargs)
        self._sentence = sentence

    def runtest(self) -> None:
        """Fail."""
        raise _Verdict(self._sentence)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any, **__: Any) -> str:  # noqa: ANN401
        """Return the sentence."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return no place but the project."""
        return self.path, None, self.name
