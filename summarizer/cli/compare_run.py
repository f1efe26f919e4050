"""What `yoyak prompts` needs of the machine, and what its flags make of it."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.comparison.trial import Conditions, Desk
from summarizer.cli.review import ReviewFlags, make_reviewer
from summarizer.errors import ConfigError, DatasetError, PromptError
from summarizer.fulltext.evidence import DEFAULT_BUDGET
from summarizer.io.files import require_apart
from summarizer.messages import Message
from summarizer.models.cost import Purse
from summarizer.models.options import ModelOptions, batches, named_model
from summarizer.papers.snapshots import read_papers
from summarizer.prompts import PromptLibrary
from summarizer.regenerate.drafting import Author, evidence_within

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal
    from pathlib import Path

    from summarizer.cli.wiring import Wiring
    from summarizer.papers import Paper
    from summarizer.prompts import Prompt


@dataclass(frozen=True, slots=True)
class TrialFlags:
    """How prompts are tried; what is not given is None or empty."""

    papers: tuple[str, ...]
    model: str | None
    reviewer: str | None
    count: int | None
    repeat: int
    temperature: float | None
    max_output_tokens: int
    evidence_tokens: int
    prompts: Path | None
    budget: Decimal | None
    dry_run: bool
    batch: Path | None
    replies: tuple[Path, ...]
    in_flight: int
    calls_per_minute: float | None

    @property
    def is_by_file(self) -> bool:
        """Whether the model is asked by file."""
        return self.batch is not None or bool(self.replies)


class Invocation:
    """A command line over the settings of the project.

    Args:
        wiring: The machine.
        flags: Those given on the command line.

    Raises:
        ConfigError: If a batch would be written over what the run reads.
    """

    def __init__(self, wiring: Wiring, flags: TrialFlags) -> None:
        for batch in batches(flags.batch, flags.reviewer):
            require_apart(batch, [*flags.papers, *flags.replies])
        self._wiring = wiring
        self._flags = flags

    @property
    def model(self) -> str:
        """What writes.

        Raises:
            ConfigError: If nothing is named.
        """
        return named_model(self._flags.model, self._wiring.settings)

    def author(self, reference: str) -> Author:
        """Return who words the question with the prompt that is named.

        Raises:
            PromptError: If there is no such prompt, or it asks for no summary.
            ConfigError: If no model is named.
        """
        prompt = PromptLibrary(self._flags.prompts).find(reference)
        return author(self._wiring, prompt, self.model, self._flags.evidence_tokens, self._parameters)

    def conditions(self) -> Conditions:
        """Return what both runs have in common.

        Raises:
            ConfigError: If no papers are named, or they cannot be read.
            DatasetError: If a line of a snapshot is no valid paper, or a paper lacks what a summary is written from.
        """
        flags, wiring = self._flags, self._wiring
        sources = flags.papers or tuple(map(str, wiring.settings.sources))
        if not sources:
            message = Message(
                "name papers with --papers, a snapshot that `yoyak sources` writes, or in the setting sources",
                "`yoyak sources`로 만든 스냅샷을 --papers나 sources 설정으로 지정하십시오",
            )
            raise ConfigError(message)
        papers = _chosen((paper for source in sources for paper in read_papers(source)), flags.count)
        if not papers:
            places = ", ".join(sources)
            message = Message(f"there is no paper in {places}", f"논문이 하나도 없습니다: {places}")
            raise ConfigError(message)
        if silent := next((paper for paper in papers if not (paper.title.strip() and paper.abstract.strip())), None):
            message = Message(
                f"{silent.arxiv_id} has no title or no abstract in the snapshot, so nothing can be written of it",
                f"스냅샷에 {silent.arxiv_id} 논문의 제목이나 초록이 없어 요약을 쓸 수 없습니다",
            )
            raise DatasetError(message)
        parameters = {**self._parameters, "evidence_tokens": flags.evidence_tokens}
        own_glossary = repr(wiring.own_glossary)
        return Conditions(papers, flags.repeat, parameters, wiring.commit, wiring.checks, own_glossary)

    @contextmanager
    def open_desk(
        self, conditions: Conditions, stop: threading.Event, tell: Callable[[Message], object]
    ) -> Iterator[Desk]:
        """Hold whoever is asked for replies and verdicts open for the length of a block.

        Args:
            conditions: What the prompts are tried on.
            stop: Once set, running calls are finished and stored, and no further one is made.
            tell: Told in a sentence that a model keeps the run waiting.

        Raises:
            ConfigError: If a model cannot be asked as named, or would review its own words.
        """
        flags, wiring = self._flags, self._wiring
        options = ModelOptions(
            self.model,
            purse=Purse(flags.budget),
            calls_a_minute=flags.calls_per_minute,
            batch=flags.batch,
            replies=flags.replies,
            stop=stop,
            tell=tell,
        )
        with ExitStack() as stack:
            reviewer = None
            if flags.reviewer is not None:
                asked = wiring.reviewer_asker(options.for_reviewer(flags.reviewer), [self.model])
                reviewing = ReviewFlags(reviewer=flags.reviewer, prompts=flags.prompts)
                reviewer = make_reviewer(reviewing, flags.reviewer, stack.enter_context(asked), conditions.checks)
            asker = stack.enter_context(wiring.asker(options))
            yield Desk(asker, conditions, is_timed=not flags.is_by_file, reviewer=reviewer)

    @property
    def _parameters(self) -> dict[str, str | float | bool | None]:
        given = {} if self._flags.temperature is None else {"temperature": self._flags.temperature}
        return {"max_tokens": self._flags.max_output_tokens, **given}


def author(
    wiring: Wiring,
    prompt: Prompt,
    model: str,
    evidence_tokens: int = DEFAULT_BUDGET,
    parameters: dict[str, str | float | bool | None] | None = None,
) -> Author:
    """Return who words the question for a summary with a prompt.

    Raises:
        PromptError: If the prompt asks for something else.
    """
    if prompt.reply != "summarize":
        message = Message(
            f"{prompt} asks for no summary of a paper, so it cannot be tried on papers",
            f"{prompt} 프롬프트는 논문의 요약을 요구하지 않으므로 논문으로 시험할 수 없습니다",
        )
        raise PromptError(message)
    evidence = evidence_within(evidence_tokens, model)
    return Author(model, prompt, wiring.inspector, evidence, parameters or {})


def _chosen(papers: Iterable[Paper], count: int | None) -> tuple[Paper, ...]:
    """Return the papers by their ids, or `count` of them: always the same ones, also as others are added."""
    by_id = {paper.arxiv_id: paper for paper in papers}
    drawn = sorted(by_id.values(), key=lambda paper: hashlib.sha256(paper.arxiv_id.encode()).digest())
    return tuple(sorted(drawn[:count], key=lambda paper: paper.arxiv_id))
