"""One run of `regenerate` or `new`: flags over the settings of the project, and what they make together."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import (
    BATCH,
    DRAFTS,
    FILE,
    IN_FLIGHT,
    LANG,
    PACE,
    PROMPTS,
    REPLIES,
    ROUNDS,
    SOURCES,
    TEMPERATURE,
    TOKENS,
    Dollars,
)
from summarizer.cli.progress import Progress
from summarizer.cli.review import ReviewFlags, make_reviewer
from summarizer.fulltext.evidence import DEFAULT_BUDGET, NO_EVIDENCE
from summarizer.io.terminal import harmless
from summarizer.models.cost import Purse
from summarizer.models.options import ModelOptions, batches, named_model
from summarizer.prompts import PromptLibrary
from summarizer.regenerate.drafting import Author, evidence_within
from summarizer.regenerate.entry import Workshop
from summarizer.regenerate.repairing import RepairPrompter
from summarizer.regenerate.wording import WORDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from decimal import Decimal
    from pathlib import Path
    from typing import TypeVar

    from evals.reviewer.drafts import CandidateReviewer
    from summarizer.cli.wiring import Wiring
    from summarizer.fulltext.evidence import Excerpts
    from summarizer.messages import Message
    from summarizer.models.calls import Asker
    from summarizer.papers import Paper, PaperSource
    from summarizer.prompts import Prompt
    from summarizer.regenerate.run import Fulltext

    _Command = TypeVar("_Command", bound=Callable[..., object])


class RegenerateRun:
    """What a run consists of, as its flags and the settings say.

    Args:
        wiring: The machine.
        flags: Those given on the command line.

    Raises:
        ConfigError: If no model is named.
    """

    def __init__(self, wiring: Wiring, flags: RegenerateFlags) -> None:
        self._wiring = wiring
        self._settings = wiring.settings
        self.flags = flags
        self.stop = threading.Event()
        self._purse = Purse(flags.budget)
        self.is_misused = False
        self.wording = WORDINGS[flags.lang or self._settings.lang or wiring.language]
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
        return self._wiring.papers([*self._settings.sources, *self.flags.sources], offline=self._is_offline)

    @cached_property
    def fulltext(self) -> Fulltext | None:
        """What fetches the text of a paper; None when it is not to be fetched."""
        return None if self._is_offline or self.flags.no_fulltext else self._wiring.fulltext()

    @property
    def _is_offline(self) -> bool:
        return self.flags.offline or self._settings.offline

    @cached_property
    def author(self) -> Author:
        """Who words the question for a draft."""
        wiring, flags = self._wiring, self.flags
        prompt = self._prompt("summarize")
        evidence = _no_evidence if flags.no_fulltext else evidence_within(flags.evidence_tokens, self.model)
        return Author(self.model, prompt, wiring.inspector, evidence, flags.parameters)

    @property
    def _options(self) -> ModelOptions:
        flags = self.flags
        return ModelOptions(
            self.model,
            purse=self._purse,
            calls_a_minute=flags.calls_per_minute,
            batch=flags.batch,
            replies=flags.replies,
            stop=self.stop,
            tell=self.tell,
        )

    @property
    def batches(self) -> list[Path]:
        """The files that requests are written to."""
        return batches(self.flags.batch, self.flags.reviewer)

    def open_asker(self) -> AbstractContextManager[Asker]:
        """Return whoever is asked for replies, open for the length of a `with` block."""
        return self._wiring.asker(self._options)

    @contextmanager
    def open_reviewer(self) -> Iterator[CandidateReviewer | None]:
        """Hold whoever reads the candidates open for the length of a block; nobody where nobody is named.

        Raises:
            ConfigError: If the reviewer is the model that writes, or cannot be asked as named.
        """
        flags = self.flags
        if flags.reviewer is None:
            yield None
            return
        from evals.reviewer.drafts import CandidateReviewer  # noqa: PLC0415 - loads the checks

        reviewing = ReviewFlags(reviewer=flags.reviewer, prompts=flags.prompts)
        with self._wiring.reviewer_asker(self._options.for_reviewer(flags.reviewer), [self.model]) as asker:
            reviewer = make_reviewer(reviewing, flags.reviewer, asker, self._wiring.checks)
            yield CandidateReviewer(reviewer, self.model)

    def workshop(self, asker: Asker, reviewer: CandidateReviewer | None = None) -> Workshop:
        """Return everything that one entry is rewritten with."""
        wiring, flags = self._wiring, self.flags
        repair_prompter = RepairPrompter(self.model, self._prompt("repair"), wiring.inspector, flags.parameters)
        return Workshop(
            asker, self.author, repair_prompter, wiring.inspector, flags.rounds, flags.candidates, flags.force, reviewer
        )

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


def _no_evidence(_: Paper) -> Excerpts:
    return NO_EVIDENCE


MOST_OUTPUT = 8192
"""Room for a summary with its facts, and for a model that thinks a little before."""


@dataclass(frozen=True, slots=True)
class RegenerateFlags:
    """What a run is told about papers, model and report; what is not given is None or empty."""

    model: str | None
    reviewer: str | None
    candidates: int
    rounds: int
    temperature: float | None
    max_output_tokens: int
    evidence_tokens: int
    no_fulltext: bool
    prompts: Path | None
    budget: Decimal | None
    force: bool
    dry_run: bool
    batch: Path | None
    replies: tuple[Path, ...]
    receipt: Path | None
    in_flight: int
    calls_per_minute: float | None
    sources: tuple[str, ...]
    offline: bool
    lang: str | None

    @property
    def is_by_file(self) -> bool:
        """Whether the model is asked by file."""
        return self.batch is not None or bool(self.replies)

    @property
    def parameters(self) -> dict[str, str | float | bool | None]:
        """What the model is set to."""
        given = {} if self.temperature is None else {"temperature": self.temperature}
        return {"max_tokens": self.max_output_tokens, **given}


def writing_options(command: _Command) -> _Command:
    """Add the flags of `RegenerateFlags` to a command."""
    options: list[Callable[[_Command], _Command]] = [
        click.option("--model", metavar="PROVIDER:NAME", help="What writes; replay:FILE for recorded replies."),
        click.option(
            "--reviewer", metavar="PROVIDER:NAME", help="Ask another model what is wrong in every text, old and new."
        ),
        click.option("--candidates", type=DRAFTS, default=1, metavar="N", help="Drafts of an entry. Default: 1."),
        click.option("--rounds", type=ROUNDS, default=2, metavar="N", help="Rounds of repair. Default: 2."),
        click.option("--temperature", type=TEMPERATURE, metavar="T", help="Default: the model's own."),
        click.option("--max-output-tokens", type=TOKENS, default=MOST_OUTPUT, metavar="N", help="Of one reply."),
        click.option(
            "--evidence-tokens", type=TOKENS, default=DEFAULT_BUDGET, metavar="N", help="Of abstract and full text."
        ),
        click.option("--no-fulltext", is_flag=True, help="Write from titles and abstracts alone."),
        PROMPTS,
        click.option("--budget", type=Dollars(), metavar="DOLLARS", help="Make no call that could cost more."),
        click.option("--force", is_flag=True, help="Take the best new text even where it is not proven better."),
        click.option("--dry-run", is_flag=True, help="Print calls, tokens and money, and ask nothing."),
        BATCH,
        REPLIES,
        click.option("--receipt", type=FILE, metavar="FILE", help="Add what became of each entry there, as JSON."),
        click.option("--in-flight", type=IN_FLIGHT, default=8, metavar="N", help="Entries at once. Default: 8."),
        PACE,
        SOURCES,
        click.option("--offline", is_flag=True, help="Fetch no papers and no texts; the model is asked all the same."),
        LANG,
    ]
    for option in reversed(options):
        command = option(command)
    return command
