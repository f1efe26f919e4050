"""One run of `regenerate` or `new`: flags over the settings of the project, and what they make together."""

from __future__ import annotations

import sys
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import click

from summarizer.fulltext.evidence import NO_EVIDENCE
from summarizer.machine import Machine
from summarizer.models.options import ModelOptions, named_model
from summarizer.progress import Progress
from summarizer.prompts import PromptLibrary
from summarizer.regenerate.drafting import Author, evidence_within
from summarizer.regenerate.loop import Workshop
from summarizer.regenerate.repairing import Mender
from summarizer.regenerate.wording import WORDINGS
from summarizer.terminal import harmless

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from summarizer.daily_papers import DailyPapers
    from summarizer.fulltext.evidence import Evidence
    from summarizer.messages import Message
    from summarizer.models.calls import Asker
    from summarizer.papers import Paper, PaperSource
    from summarizer.prompts import Prompt
    from summarizer.regenerate.flags import Flags
    from summarizer.regenerate.inspection import Inspect, Lines
    from summarizer.regenerate.run import Fulltext


class Surroundings(Machine, Protocol):
    """What the commands need of the machine and of the checks."""

    @property
    def inspect(self) -> Inspect:
        """Checks an entry against its paper."""
        ...

    @property
    def conversions(self) -> Lines:
        """The number table of a paper."""
        ...

    @property
    def glossary(self) -> Lines:
        """The terms of a paper with their Korean renderings."""
        ...

    def fulltext(self) -> Fulltext:
        """Return what fetches the text of a paper."""
        ...

    def daily_papers(self) -> DailyPapers:
        """Return what lists the papers of a day."""
        ...

    def asker(self, options: ModelOptions) -> AbstractContextManager[Asker]:
        """Return whoever is asked for replies."""
        ...


class Run:
    """What a run consists of, as its flags and the settings say.

    Args:
        surroundings: The machine.
        flags: Those given on the command line.

    Raises:
        ConfigError: If no model is named.
    """

    def __init__(self, surroundings: Surroundings, flags: Flags) -> None:
        self._surroundings = surroundings
        self._settings = surroundings.settings
        self.flags = flags
        self.stop = threading.Event()
        self.is_misused = False
        self.wording = WORDINGS[flags.lang or self._settings.lang or surroundings.language]
        self.progress = Progress(sys.stderr, self.wording.progress)
        self.model = named_model(flags.model, self._settings)

    @property
    def prices(self) -> Path | None:
        """The user's own file of prices."""
        return self._settings.prices

    @property
    def inputs(self) -> list[str | Path]:
        """The files and folders that the run reads, but for digests and prompts."""
        settings, flags = self._settings, self.flags
        of_settings = (file for file in (settings.glossary, settings.prices) if file)
        return [*settings.sources, *flags.sources, *of_settings, *flags.replies]

    @cached_property
    def papers(self) -> PaperSource:
        """Where papers come from."""
        return self._surroundings.papers([*self._settings.sources, *self.flags.sources], offline=self._is_offline)

    @cached_property
    def fulltext(self) -> Fulltext | None:
        """What fetches the text of a paper; None when it is not to be fetched."""
        return None if self._is_offline or self.flags.no_fulltext else self._surroundings.fulltext()

    @property
    def _is_offline(self) -> bool:
        return self.flags.offline or self._settings.offline

    @cached_property
    def author(self) -> Author:
        """Who words the question for a draft."""
        surroundings, flags = self._surroundings, self.flags
        prompt = self._prompt("summarize")
        evidence = _no_evidence if flags.no_fulltext else evidence_within(flags.evidence_tokens, self.model)
        return Author(self.model, prompt, surroundings.conversions, surroundings.glossary, evidence, flags.parameters)

    def open_asker(self) -> AbstractContextManager[Asker]:
        """Return whoever is asked for replies, open for the length of a `with` block."""
        flags = self.flags
        return self._surroundings.asker(
            ModelOptions(
                self.model,
                budget=flags.budget,
                calls_a_minute=flags.calls_per_minute,
                batch=flags.batch,
                replies=flags.replies,
                stop=self.stop,
                tell=self.tell,
            )
        )

    def workshop(self, asker: Asker) -> Workshop:
        """Return everything that one entry is rewritten with."""
        surroundings, flags = self._surroundings, self.flags
        mender = Mender(self.model, self._prompt("repair"), surroundings.conversions, flags.parameters)
        inspect = surroundings.inspect
        return Workshop(asker, self.author, mender, inspect, flags.rounds, flags.candidates, flags.force)

    def refuse(self, sentence: Message, *, is_misuse: bool = True) -> None:
        """Say what cannot be done; the rest of the run goes on."""
        self.is_misused = self.is_misused or is_misuse
        self.tell(sentence)

    def tell(self, sentence: Message) -> None:
        """Say something about the run on standard error."""
        self.progress.clear()
        click.echo(f"yoyak: {harmless(self.wording.of(sentence))}", err=True)

    def _prompt(self, name: str) -> Prompt:
        return PromptLibrary(self.flags.prompts).load(name).for_replies(name)


def _no_evidence(_: Paper) -> Evidence:
    return NO_EVIDENCE
