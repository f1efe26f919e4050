"""The flags by which a reviewer is asked, and a reviewer held open for a run; what speaks to models is loaded late."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.options import BATCH, FILE, IN_FLIGHT, PACE, PROMPTS, REPLIES, VOTES, Dollars
from summarizer.errors import ConfigError
from summarizer.io.terminal import harmless
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal
    from pathlib import Path
    from typing import TypeVar

    from evals.checks.contract import Check, DigestCheck
    from evals.reviewer.confirm import Language
    from evals.reviewer.request import ReviewPrompter
    from evals.reviewer.reviewer import Reviewer
    from evals.reviewer.reviewing import Reviewing
    from evals.runner.run import Result
    from evals.subject.cases import DigestCases
    from summarizer.cli.check_run import CheckRun
    from summarizer.cli.wiring import Wiring
    from summarizer.models.calls import Asker

    _Command = TypeVar("_Command", bound=Callable[..., object])

_VOTES, _IN_FLIGHT = 3, 8
# Room for a list of problems, and for a model that thinks before.
_MOST_OUTPUT = 6144
_ADVICE = Message("confirmed problems stay warnings", "확인된 문제는 경고로 둡니다")


@dataclass(frozen=True, slots=True)
class ReviewFlags:
    """What a run is told about its reviewer; what is not given is None or empty.

    Raises:
        ConfigError: If a flag is given that says nothing without a reviewer, or that speaks of the judge of old.
    """

    reviewer: str | None = None
    generator: tuple[str, ...] = ()
    votes: int | None = None
    reviewer_prompt: str | None = None
    calibration: Path | None = None
    prompts: Path | None = None
    budget: Decimal | None = None
    batch: Path | None = None
    replies: tuple[Path, ...] = ()
    receipt: Path | None = None
    in_flight: int | None = None
    calls_per_minute: float | None = None
    judge: str | None = None

    def __post_init__(self) -> None:
        if self.judge is not None:
            message = Message(
                "--judge is no more: a reviewer reads the whole entry instead; name it with --reviewer",
                "--judge는 없어졌습니다. 항목 전체를 읽는 검토 모델을 --reviewer로 지정하십시오",
            )
            raise ConfigError(message)
        idle = [field.name for field in fields(self) if getattr(self, field.name) not in {None, ()}]
        if self.reviewer is None and idle:
            flag = f"--{idle[0].replace('_', '-')}"
            message = Message(
                f"{flag} says how a reviewer is asked: name one with --reviewer",
                f"{flag} 옵션은 검토 모델이 있어야 쓸 수 있습니다. --reviewer로 모델을 지정하십시오",
            )
            raise ConfigError(message)


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "reviewer": click.option("--reviewer", metavar="PROVIDER:NAME", help="Ask a model what is wrong in meaning."),
    "generator": click.option(
        "--generator", multiple=True, metavar="MODEL|RECEIPT", help="What wrote the digests; it may not review them."
    ),
    "votes": click.option("--votes", type=VOTES, metavar="N", help="Votes of the second opinion. Default: 3."),
    "reviewer_prompt": click.option(
        "--reviewer-prompt", type=click.Choice(["ko", "en"]), help="Language of the reviewer's orders. Default: ko."
    ),
    "calibration": click.option(
        "--calibration", type=FILE, metavar="FILE", help="The record that makes confirmed problems errors."
    ),
    "prompts": PROMPTS,
    "budget": click.option(
        "--budget", type=Dollars(), metavar="DOLLARS", help="Make no call to the reviewer that could cost more."
    ),
    "batch": BATCH,
    "replies": REPLIES,
    "receipt": click.option(
        "--receipt", type=FILE, metavar="FILE", help="Write what the reviewer said of each entry there, and its cost."
    ),
    "in_flight": click.option(
        "--in-flight", type=IN_FLIGHT, metavar="N", help="Entries asked about at once. Default: 8."
    ),
    "calls_per_minute": PACE,
    "judge": click.option("--judge", hidden=True),
}


def review_options(command: _Command) -> _Command:
    """Add the flags of `ReviewFlags` to a command, which gets them as one, named `reviewing`."""
    return _gathered(command, _OPTIONS.values())


def calibration_options(command: _Command) -> _Command:
    """Add the flags of `ReviewFlags` to a command that measures a reviewer."""
    return _gathered(command, [option for name, option in _OPTIONS.items() if name != "calibration"])


def _gathered(command: _Command, options: Iterable[Callable[[Any], Any]]) -> _Command:
    @wraps(command)
    def gathering(*args: object, **given: Any) -> object:  # noqa: ANN401 - click's parameters
        own = {field.name: given.pop(field.name) for field in fields(ReviewFlags) if field.name in given}
        return command(*args, reviewing=ReviewFlags(**own), **given)

    gathered: Any = gathering
    for option in reversed([*options]):
        gathered = option(gathered)
    return gathered  # type: ignore[no-any-return]


@contextmanager
def reviewed(
    results: Iterable[Result], wiring: Wiring, flags: ReviewFlags, checks: Sequence[Check | DigestCheck], language: str
) -> Iterator[Iterable[Result]]:
    """Hold the reviewer open, and give the results with what it finds; without one they stay as they are.

    Raises:
        ConfigError: If the reviewer cannot be asked as the flags say.
    """
    if flags.reviewer is None:
        yield results
        return
    with open_reviewing(wiring, flags, flags.reviewer, checks, language) as reviewing:
        yield reviewing.reviewed(results)


@contextmanager
def confirmed(run: CheckRun, wiring: Wiring, flags: ReviewFlags) -> Iterator[Iterator[DigestCases]]:
    """Hold the reviewer open, and give the digests with what it confirms; without one they stay as they are.

    Raises:
        ConfigError: If the reviewer cannot be asked as the flags say.
    """
    if flags.reviewer is None:
        yield run.cases()
        return
    from evals.runner.run import inspect_digests  # noqa: PLC0415 - loads the checks

    with open_reviewing(wiring, flags, flags.reviewer, run.rules, run.wording.language) as reviewing:
        yield reviewing.with_reviews(
            run.cases(), lambda digests: inspect_digests(digests, run.checks, run.workers, run.cores)
        )


@contextmanager
def open_reviewing(
    wiring: Wiring, flags: ReviewFlags, model: str, checks: Sequence[Check | DigestCheck], language: str
) -> Iterator[Reviewing]:
    """Hold a reviewer open for the length of a block, then say what it cost.

    Raises:
        ConfigError: If the reviewer wrote what it is to review, a flag cannot be used, or a file cannot be read.
        PromptError: If a prompt is not one for reviewers.
    """
    from evals.reviewer.reviewing import Reviewing  # noqa: PLC0415 - loads what speaks to models
    from evals.reviewer.writers import writers  # noqa: PLC0415 - likewise
    from summarizer.io.interruption import ending_in_good_order  # noqa: PLC0415 - likewise
    from summarizer.models.cost import Purse  # noqa: PLC0415 - likewise
    from summarizer.models.options import ModelOptions  # noqa: PLC0415 - likewise
    from summarizer.models.receipts import ReceiptFile  # noqa: PLC0415 - likewise

    stop, wrote = threading.Event(), writers(flags.generator)
    options = ModelOptions(
        model,
        purse=Purse(flags.budget),
        calls_a_minute=flags.calls_per_minute,
        batch=flags.batch,
        replies=flags.replies,
        stop=stop,
        tell=partial(_say, language),
    )
    with (
        ending_in_good_order(stop),
        wiring.reviewer_asker(options, wrote) as asker,
        ReceiptFile(flags.receipt) as receipts,
    ):
        reviewer = make_reviewer(flags, model, asker, checks)
        trusted, measured = _measured(flags, reviewer)
        in_flight = flags.in_flight or _IN_FLIGHT
        reviewing = Reviewing(reviewer, wrote, in_flight, stop, receipts, trusted, measured)
        yield reviewing
        if reviewing.strangers:
            _say(language, _unknown(reviewing.strangers, flags.calibration))
        _say(language, _spent(reviewing, asker))


def make_reviewer(flags: ReviewFlags, model: str, asker: Asker, checks: Sequence[Check | DigestCheck]) -> Reviewer:
    """Return the reviewer that the flags name.

    Raises:
        PromptError: If a prompt is not one for reviewers.
    """
    from evals.reviewer.reviewer import Reviewer  # noqa: PLC0415 - loads what speaks to models
    from evals.runner.run import of_entries  # noqa: PLC0415 - likewise

    prompter, votes = make_prompter(flags, model), flags.votes or _VOTES
    return Reviewer(asker, prompter, of_entries(checks), _prompt_language(flags), votes)


def make_prompter(flags: ReviewFlags, model: str) -> ReviewPrompter:
    """Return who words the reviewer's questions.

    Raises:
        PromptError: If a prompt is not one for reviewers.
    """
    from evals.reviewer.request import ReviewPrompter  # noqa: PLC0415 - loads what speaks to models
    from summarizer.fulltext.evidence import choose_evidence  # noqa: PLC0415 - likewise
    from summarizer.models.tokens import count_tokens  # noqa: PLC0415 - likewise
    from summarizer.prompts import PromptLibrary  # noqa: PLC0415 - likewise

    lang = _prompt_language(flags)
    library, count = PromptLibrary(flags.prompts), partial(count_tokens, model=model)
    return ReviewPrompter(
        model,
        library.load(f"review-{lang}").for_replies("review"),
        library.load(f"confirm-{lang}").for_replies("confirm"),
        lambda paper, claims: choose_evidence(paper, _EVIDENCE, count, claims=claims),
        {"max_tokens": _MOST_OUTPUT},
    )


def _prompt_language(flags: ReviewFlags) -> Language:
    return "en" if flags.reviewer_prompt == "en" else "ko"


_EVIDENCE = 2_000
"""Tokens of abstract and passages that the reviewer reads."""


def _say(language: str, sentence: Message) -> None:
    click.echo(f"yoyak: {harmless(sentence.text(language))}", err=True)


def _measured(flags: ReviewFlags, reviewer: Reviewer) -> tuple[frozenset[str], frozenset[str]]:
    """Return the types of problem that may be errors, and the models for which that was measured."""
    if flags.calibration is None:
        return frozenset(), frozenset()
    from evals.reviewer.calibration import read_calibration  # noqa: PLC0415 - loads pydantic

    record = read_calibration(flags.calibration)
    record.require(reviewer, flags.calibration)
    return record.trusted, frozenset(record.answered_by)


def _unknown(strangers: Iterable[str], calibration: Path | None) -> Message:
    names = ", ".join(strangers)
    return Message(
        f"{calibration}: {_ADVICE.en} where {names} answered, which it does not measure",
        f"{calibration}: 측정하지 않은 모델({names})이 답한 항목에서 {_ADVICE.ko}",
    )


def _spent(reviewing: Reviewing, asker: Asker) -> Message:
    dollars = "?" if asker.spent is None else format(asker.spent, ".4f")
    counts = reviewing.entries, reviewing.unreviewed, reviewing.confirmed, reviewing.voids, dollars
    return Message(
        "the reviewer read {} entries and could not review {}; {} problems confirmed, {} void; "
        "spent in this run: ${}".format(*counts),
        "검토 모델이 항목 {}개를 읽었고 {}개는 검토하지 못했습니다. 확인된 문제 {}개, 무효 {}개. "
        "이번 실행의 비용: ${}".format(*counts),
    )
