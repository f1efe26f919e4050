"""A judge in a run: opened with its flags, asked about every entry after the checks, closed with its cost."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import click

from evals.judges.calibration import read_calibration
from evals.judges.claims import open_claims
from evals.judges.generators import generators, require_another
from evals.judges.judge import Judge
from evals.judges.judged_claim import JudgedClaim
from evals.judges.receipts import receipt
from evals.runner.run import examine, supplement
from summarizer.errors import PromptError
from summarizer.fulltext.evidence import DEFAULT_BUDGET, choose_evidence
from summarizer.io.interruption import ending_in_good_order
from summarizer.io.terminal import harmless
from summarizer.messages import Message
from summarizer.models.options import ModelOptions
from summarizer.models.pacing import keep_in_flight
from summarizer.models.receipts import ReceiptFile
from summarizer.models.tokens import count_tokens
from summarizer.prompts import PromptLibrary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from evals.judges.claims import Claim
    from evals.judges.flags import JudgeFlags
    from evals.judges.judge import Judgement
    from evals.runner.run import Examination, Result
    from evals.subject.subject import Subject
    from summarizer.models.calls import Asker
    from summarizer.models.chat import GenerationError

_VOTES, _IN_FLIGHT = 3, 8
# Entries in a row without any answer: each was asked about patiently, and so the rest is not asked about at all.
_ENOUGH_SILENCE = 20
# Room for quotes and a reason, and for a model that thinks before.
_MOST_OUTPUT = 4096

_ADVICE = Message("contradictions stay warnings", "어긋난다는 판정은 경고로 둡니다")

_Item = TypeVar("_Item")


class Surroundings(Protocol):
    """What a judge needs of the machine."""

    def judge_asker(self, options: ModelOptions, generators: Sequence[str]) -> AbstractContextManager[Asker]:
        """Return whoever is asked for verdicts; refuses a model that wrote what is judged."""
        ...


@dataclass(frozen=True, slots=True)
class Heard(Generic[_Item]):
    """Something that was judged, with what the judge made of it."""

    item: _Item
    subject: Subject
    judgement: Judgement


class Bench:
    """An open judge, and what it may do.

    Args:
        judge: Whom to ask.
        writers: The models that wrote what is judged.
        in_flight: How many entries to ask about at once.
        stop: Once set, running calls are finished and stored, and no further one is made.
        measured: The models that answered when it was measured: what one of them calls contradicted is an error.
        receipts: Where its receipts go.
    """

    def __init__(  # noqa: PLR0913 - the parts of a bench are its parts
        self,
        judge: Judge,
        writers: Sequence[str],
        in_flight: int,
        stop: threading.Event,
        *,
        measured: frozenset[str],
        receipts: ReceiptFile,
    ) -> None:
        self.judge = judge
        self._writers = writers
        self._in_flight = in_flight
        self._stop = stop
        self._measured = measured
        self._receipts = receipts
        self._silence: list[GenerationError] = []
        self.claims = 0
        self.undecided = 0
        self.strangers: dict[str, None] = {}

    def hear(self, cases: Iterable[tuple[_Item, Subject, Sequence[Claim]]]) -> Iterator[Heard[_Item]]:
        """Yield what the judge makes of the claims of each case, in order, while several are asked about.

        Raises:
            ConfigError: If the model that answers is one that wrote.
            KeyboardInterrupt: If `stop` was set; what was being asked is finished and stored.
        """
        for heard in keep_in_flight(self._heard, cases, self._in_flight, self._stop):
            if self._stop.is_set():
                raise KeyboardInterrupt
            for model in dict.fromkeys(m for opinion in heard.judgement.opinions for m in opinion.answered_by):
                require_another(model, self._writers)
            self.claims += len(heard.judgement.opinions)
            self.undecided += len(heard.judgement.undecided)
            yield heard

    def _heard(self, case: tuple[_Item, Subject, Sequence[Claim]]) -> Heard[_Item]:
        item, subject, claims = case
        why = next(iter(self._silence[_ENOUGH_SILENCE - 1 :]), None)
        judgement = self.judge.decline(claims, why) if why else self.judge.hear(subject, claims)
        if lost := judgement.out_of_reach:
            self._silence.append(lost)
        elif judgement.opinions:
            self._silence.clear()
        return Heard(item, subject, judgement)

    def examination(self, heard: Heard[_Item]) -> Examination:
        """Return what the check of judged claims finds; a provider's name may come to stand for another model."""
        answering = {model for opinion in heard.judgement.opinions for model in opinion.answered_by}
        strangers = sorted(answering - self._measured) if self._measured else []
        self.strangers |= dict.fromkeys(strangers)
        may_block = bool(self._measured) and not strangers
        return examine(heard.subject, [JudgedClaim(heard.judgement, may_block=may_block)])

    def keep(self, file: str, heard: Heard[_Item]) -> None:
        """Write the receipt of an entry."""
        self._receipts.write([receipt(file, heard.subject.entry, heard.judgement, self.judge)])

    def judged(self, results: Iterable[Result]) -> Iterator[Result]:
        """Yield the results with what the judge adds to them, in order; without a paper there is nothing to ask."""
        for heard in self.hear(map(_case, results)):
            result = heard.item
            self.keep(result.file, heard)
            yield supplement(result, self.examination(heard), heard.judgement.reasons)


def _case(result: Result) -> tuple[Result, Subject, tuple[Claim, ...]]:
    subject = result.case.subject
    return result, subject, open_claims(subject, result.outcome.findings)


@contextmanager
def open_bench(surroundings: Surroundings, flags: JudgeFlags, model: str, language: str) -> Iterator[Bench]:
    """Hold a judge open for the length of a block, then say what it cost.

    Raises:
        ConfigError: If the judge wrote what it is to judge, a flag cannot be used, or a file cannot be read.
        PromptError: If the prompt is not one for judges.
    """
    stop = threading.Event()
    options = ModelOptions(
        model,
        budget=flags.budget,
        calls_a_minute=flags.calls_per_minute,
        batch=flags.batch,
        replies=flags.replies,
        stop=stop,
        tell=partial(_say, language),
    )
    writers = generators(flags.generator)
    with (
        ending_in_good_order(stop),
        surroundings.judge_asker(options, writers) as asker,
        ReceiptFile(flags.receipt) as receipts,
    ):
        judge = make_judge(flags, model, asker)
        measured = _measured(flags, judge, language)
        in_flight = flags.in_flight or _IN_FLIGHT
        bench = Bench(judge, writers, in_flight, stop, measured=measured, receipts=receipts)
        yield bench
        if bench.strangers:
            _say(language, _unknown(bench.strangers, flags.calibration))
        _say(language, _spent(bench, asker))


def _say(language: str, sentence: Message) -> None:
    click.echo(f"yoyak: {harmless(sentence.text(language))}", err=True)


def make_judge(flags: JudgeFlags, model: str, asker: Asker) -> Judge:
    """Return the judge that the flags name.

    Raises:
        PromptError: If the prompt is not one for judges.
    """
    prompt = PromptLibrary(flags.prompts).load(f"judge-{flags.judge_prompt or 'ko'}")
    if prompt.reply != "judge":
        message = Message(
            f"{prompt} asks for a reply of the form {prompt.reply!r}, and has to ask for one of 'judge'",
            f"{prompt} 프롬프트는 'judge' 형식의 응답을 요구해야 하는데, {prompt.reply!r} 형식을 요구합니다",
        )
        raise PromptError(message)
    count = partial(count_tokens, model=model)
    return Judge(
        asker,
        model,
        prompt,
        lambda paper: choose_evidence(paper, DEFAULT_BUDGET, count),
        flags.votes or _VOTES,
        {"max_tokens": _MOST_OUTPUT},
    )


def _measured(flags: JudgeFlags, judge: Judge, language: str) -> frozenset[str]:
    if flags.calibration is None:
        return frozenset()
    record = read_calibration(flags.calibration)
    record.require(judge, flags.calibration)
    if why := record.objection:
        _say(
            language,
            Message(f"{flags.calibration}: {_ADVICE.en}: {why.en}", f"{flags.calibration}: {_ADVICE.ko}: {why.ko}"),
        )
        return frozenset()
    return frozenset(record.answered_by)


def _unknown(strangers: Iterable[str], calibration: Path | None) -> Message:
    names = ", ".join(strangers)
    return Message(
        f"{calibration}: {_ADVICE.en} where {names} answered, which it does not measure",
        f"{calibration}: 측정하지 않은 모델({names})이 답한 항목에서 {_ADVICE.ko}",
    )


def _spent(bench: Bench, asker: Asker) -> Message:
    dollars = "?" if asker.spent is None else format(asker.spent, ".4f")
    counts = bench.claims, bench.undecided, dollars
    return Message(
        "the judge was asked about {} claims and could not tell about {}; spent in this run: ${}".format(*counts),
        "판정 모델에 주장 {}개를 물었고, 그중 {}개는 판단하지 못했습니다. 이번 실행의 비용: ${}".format(*counts),
    )
