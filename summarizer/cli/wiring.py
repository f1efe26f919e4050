"""The maker of clients, and the only reader of the environment."""

from __future__ import annotations

import os
import shutil
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import TextIO

    from evals.checks.contract import Check, DigestCheck
    from evals.terms.own_glossary import OwnGlossary
    from summarizer.errors import SourceError
    from summarizer.io.settings import Settings
    from summarizer.io.store import Store
    from summarizer.models.calls import Asker
    from summarizer.models.chat import ChatRequest, ReplyModel
    from summarizer.models.options import ModelOptions
    from summarizer.papers import Paper, PaperRef, PaperSource
    from summarizer.papers.daily import DailyPapers
    from summarizer.regenerate.inspector import Inspector
    from summarizer.regenerate.run import Fulltext

# Longer lines are hard to read; a pipe has no width of its own.
_WIDEST = 120
_PIPE = 100


class _LateArxiv:
    """arXiv, with the cache before it; made only when a paper is asked for, which most runs never do."""

    def __init__(self, base_url: str | None) -> None:
        self._base_url = base_url

    @cached_property
    def _source(self) -> PaperSource:
        from summarizer.arxiv.cache import PaperCache  # noqa: PLC0415
        from summarizer.arxiv.client import BASE_URL, ArxivClient  # noqa: PLC0415
        from summarizer.arxiv.http import ArxivHttp  # noqa: PLC0415 - loads HTTP
        from summarizer.arxiv.pace import ArxivPace  # noqa: PLC0415
        from summarizer.arxiv.sources import ArxivSource  # noqa: PLC0415
        from summarizer.io.store import Store  # noqa: PLC0415

        store = Store()
        client = ArxivClient(ArxivHttp(ArxivPace(store)), base_url=self._base_url or BASE_URL)
        return ArxivSource(client, PaperCache(store))

    def fetch(self, refs: Sequence[PaperRef]) -> Mapping[PaperRef, Paper | SourceError]:
        """Return what arXiv or the cache has."""
        return self._source.fetch(refs)


class Wiring:
    """What a command gets from the machine it runs on: settings, papers, and facts about the terminal."""

    def __init__(self) -> None:
        self._environ = os.environ

    @cached_property
    def settings(self) -> Settings:
        """The settings of the project in whose folder the command runs.

        Raises:
            ConfigError: If they are not usable.
        """
        from summarizer.io.settings import find_settings  # noqa: PLC0415 - loads pydantic

        return find_settings(Path.cwd())

    def papers(self, sources: Sequence[str | Path], *, offline: bool) -> PaperSource:
        """Return where papers come from: the snapshots, the later first, then arXiv unless `offline`.

        Raises:
            ConfigError: If a snapshot cannot be read.
            DatasetError: If a line of one is no valid paper.
        """
        from summarizer.arxiv.sources import LayeredSource, OfflineSource, open_snapshots  # noqa: PLC0415 - pydantic

        last = OfflineSource() if offline else _LateArxiv(self._environ.get("YOYAK_ARXIV_URL"))
        return LayeredSource(open_snapshots(sources), last) if sources else last

    def fulltext(self) -> Fulltext:
        """Return what fetches the text of a paper from arXiv, or from the cache."""
        from summarizer.arxiv.http import ArxivHttp  # noqa: PLC0415 - loads HTTP
        from summarizer.arxiv.pace import ArxivPace  # noqa: PLC0415
        from summarizer.fulltext.source import SITE, FulltextCache, FulltextSource  # noqa: PLC0415
        from summarizer.io.store import Store  # noqa: PLC0415

        store = Store()
        site = self._environ.get("YOYAK_ARXIV_SITE") or SITE
        return FulltextSource(ArxivHttp(ArxivPace(store)), FulltextCache(store), site=site).fetch

    def daily_papers(self) -> DailyPapers:
        """Return what lists the papers of a day.

        Raises:
            ConfigError: If the address in the environment is no web address.
        """
        from summarizer.papers.daily import SITE, DailyPapers  # noqa: PLC0415 - loads HTTP

        return DailyPapers(self._environ.get("YOYAK_DAILY_PAPERS_URL") or SITE)

    @cached_property
    def inspector(self) -> Inspector:
        """What regeneration knows of the checks and of the newsletter's terms."""
        from evals.runner.for_regeneration import EntryInspector  # noqa: PLC0415 - loads the checks
        from evals.terms.glossary import read_glossary  # noqa: PLC0415

        return EntryInspector(self.checks, read_glossary(self.own_glossary))

    @property
    def checks(self) -> tuple[Check | DigestCheck, ...]:
        """All checks, told what the newsletter's own glossary and settings say."""
        from evals.runner.catalogue import select_checks  # noqa: PLC0415 - loads the checks

        return select_checks(image_base=self.settings.image_base, own_glossary=self.own_glossary)

    @cached_property
    def own_glossary(self) -> OwnGlossary:
        """The newsletter's own glossary."""
        from evals.terms.own_glossary import NO_OWN_GLOSSARY, read_own_glossary  # noqa: PLC0415 - loads pydantic

        return read_own_glossary(self.settings.glossary) if self.settings.glossary else NO_OWN_GLOSSARY

    def asker(self, options: ModelOptions) -> AbstractContextManager[Asker]:
        """Return whoever is asked for replies, open for the length of a `with` block.

        Raises:
            ConfigError: If the model cannot be used as named, or a file cannot be read or written.
            DatasetError: If a line of a file of replies is not valid.
        """
        from summarizer.models.opening import open_asker  # noqa: PLC0415 - loads what speaks to models

        return open_asker(options, self.settings, self._environ)

    def kept_replies(self, model: str) -> AbstractContextManager[Callable[[ChatRequest[ReplyModel]], bool]]:
        """Return what knows of which questions to a model the reply is kept, open for the length of a `with` block.

        Raises:
            ConfigError: If the model cannot be used as named.
        """
        from summarizer.models.opening import kept_replies  # noqa: PLC0415 - loads what speaks to models

        return kept_replies(model, self._environ)

    def reviewer_asker(self, options: ModelOptions, writers: Sequence[str]) -> AbstractContextManager[Asker]:
        """Return whoever is asked to review, which is none of the writers, nor the model of the settings.

        Raises:
            ConfigError: As `asker`, and if the reviewer is one of those that write.
            DatasetError: As `asker`.
        """
        from evals.reviewer.writers import require_another  # noqa: PLC0415 - loads pydantic

        own = [self.settings.model] if self.settings.model else []
        require_another(options.model, [*writers, *own])
        return self.asker(options)

    @property
    def store(self) -> Store:
        """The database of this wiring."""
        from summarizer.io.store import Store  # noqa: PLC0415 - loads the database

        return Store()

    @property
    def commit(self) -> str:
        """The commit of the program where it runs from a checkout, else its version."""
        import subprocess  # noqa: PLC0415 - one command needs it
        from importlib.metadata import version  # noqa: PLC0415 - likewise

        root = Path(__file__).parents[1]
        # A folder of installed packages may lie in somebody else's checkout.
        if not (root / ".git").exists():
            return version("yoyak")
        git = ["git", "-C", str(root), "rev-parse", "HEAD"]
        try:
            return subprocess.run(git, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - our own words
        except (OSError, subprocess.CalledProcessError):
            return version("yoyak")

    @property
    def language(self) -> Literal["ko", "en"]:
        """The language of the locale, Korean or else English."""
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        locale = next((value for name in names if (value := self._environ.get(name))), "")
        return "ko" if locale.partition("_")[0] == "ko" else "en"

    @property
    def step_summary(self) -> str | None:
        """The file whose Markdown GitHub shows beside the run, where the program runs in a workflow of it."""
        return self._environ.get("GITHUB_STEP_SUMMARY") or None

    @property
    def cores(self) -> int:
        """How many cores this process may use."""
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def has_color(self, stream: TextIO) -> bool:
        """Return whether colors are welcome: on a terminal, unless NO_COLOR says otherwise."""
        return stream.isatty() and not self._environ.get("NO_COLOR") and self._environ.get("TERM") != "dumb"

    def width(self, stream: TextIO) -> int:
        """Return how many columns a line may have."""
        return min(shutil.get_terminal_size().columns, _WIDEST) if stream.isatty() else _PIPE


def asked_language(wiring: Wiring, lang: str | None, style: str = "text") -> str:
    """Return the language of messages: the flag's, then the settings', then the locale's.

    What a program reads is English where the locale alone would choose.
    """
    return lang or wiring.settings.lang or (wiring.language if style == "text" else "en")
