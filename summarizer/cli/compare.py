"""The commands `prompts compare` and `prompts promote`."""

from __future__ import annotations

import sys
import threading
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal
from itertools import cycle
from typing import TYPE_CHECKING, Any

import click

from evals.comparison.comparing import compare_runs
from evals.comparison.policy import PromotionPolicy, objections, read_promotion_policy
from evals.comparison.record import as_json
from evals.comparison.runs import Runs
from evals.comparison.text import TextComparison
from evals.comparison.trial import Gap, run_record, try_prompts
from summarizer.cli.compare_run import Invocation, TrialFlags
from summarizer.cli.options import (
    BATCH,
    DRAFTS,
    FILE,
    IN_FLIGHT,
    LANG,
    PACE,
    PAPERS,
    PROMPTS,
    REPLIES,
    TEMPERATURE,
    TOKENS,
    Dollars,
)
from summarizer.cli.progress import Progress
from summarizer.cli.regenerate_run import MOST_OUTPUT
from summarizer.cli.wiring import asked_language
from summarizer.errors import INCONCLUSIVE, INTERRUPTED, PromptError
from summarizer.fulltext.evidence import DEFAULT_BUDGET
from summarizer.io.interruption import ending_in_good_order
from summarizer.io.terminal import Paint, harmless
from summarizer.messages import Message, fill
from summarizer.models.cost import read_prices
from summarizer.prompts import PromptLibrary
from summarizer.prompts.releases import Promotion, put_to_use
from summarizer.regenerate.run import estimate
from summarizer.regenerate.wording import WORDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evals.comparison.record import ComparisonRecord, Verdict
    from evals.comparison.runs import RunRecord, SampleRecord
    from summarizer.cli.wiring import Wiring
    from summarizer.regenerate.drafting import Author

_CODES: dict[Verdict, int] = {"better": 0, "no-difference": 0, "worse": 1}
_RUN = "run:"
_MISSING = Message(
    "{} of {} (summary|summaries) could not be had, so there is nothing to compare yet; the same command goes on from"
    " here",
    "요약 {}개(전체 {}개)를 얻지 못하여 아직 비교할 수 없습니다. 같은 명령을 다시 실행하면 이어서 진행합니다",
)
_IN_USE = Message("{} is in use now", "이제 {} 버전을 사용합니다")
_FORCED = Message("{} is in use now, against the policy", "정책에 어긋나지만 이제 {} 버전을 사용합니다")
_REFUSED = Message("{} stays in use:", "{} 버전을 그대로 사용합니다:")
_NEVER_COMPARED = Message(
    "{} and {} were never compared as they are now: run `yoyak prompts compare {} {}`",
    "{}, {} 두 버전을 지금 내용으로 비교한 적이 없습니다. `yoyak prompts compare {} {}` 명령을 실행해 주십시오",
)
_CANNOT_TELL = Message("comparison {} cannot tell: {}", "비교 {}에서는 판단할 수 없습니다: {}")


@click.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--reviewer", metavar="PROVIDER:NAME", help="Ask a model what is wrong in what was written.")
@click.option("--papers", multiple=True, metavar="FILE|DIR", help="Pinned papers; default: the setting sources.")
@click.option("--model", metavar="PROVIDER:NAME", help="What writes; replay:FILE for recorded replies.")
@click.option("-n", "--count", type=PAPERS, metavar="N", help="Of the papers, always the same N.")
@click.option("--repeat", type=DRAFTS, default=1, metavar="R", help="Write every paper R times. Default: 1.")
@click.option("--temperature", type=TEMPERATURE, metavar="T", help="Default: the model's own.")
@click.option("--max-output-tokens", type=TOKENS, default=MOST_OUTPUT, metavar="N", help="Of one reply.")
@click.option("--evidence-tokens", type=TOKENS, default=DEFAULT_BUDGET, metavar="N", help="Of abstract and full text.")
@PROMPTS
@click.option("--budget", type=Dollars(), metavar="DOLLARS", help="Of both models together; make no call beyond.")
@click.option("--dry-run", is_flag=True, help="Print calls, tokens and money, and ask nothing.")
@BATCH
@REPLIES
@click.option("--in-flight", type=IN_FLIGHT, default=8, metavar="N", help="Summaries at once. Default: 8.")
@PACE
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
@LANG
@click.pass_obj
def compare(wiring: Wiring, /, a: str, b: str, style: str, lang: str | None, **flags: Any) -> int:  # noqa: ANN401 - the fields of TrialFlags
    """Try two prompts on the same papers, and say which is better.

    A and B are prompts, as NAME or NAME@VERSION, or finished runs, as run:ID. Exit codes: 0 B is not worse, 1 it is
    worse, 3 there is no telling, or the two may not be compared. Full texts are those of the snapshot: none is fetched.
    """
    comparison = _Comparison(wiring, TrialFlags(**flags), lang)
    if flags["dry_run"]:
        return comparison.estimate([name for name in (a, b) if not name.startswith(_RUN)])
    found = comparison.runs(a, b)
    if found is None:
        return comparison.code
    record = compare_runs(*found)
    Runs(wiring.store).keep(record)
    if style == "json":
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
        click.echo(as_json(record))
    else:
        paint = Paint(is_on=wiring.has_color(sys.stdout))
        for line in (*TextComparison(comparison.language, paint).lines(record), comparison.cost):
            click.echo(line, color=True)
    return _CODES.get(record.verdict, INCONCLUSIVE)


class _Comparison:
    """The two runs of a comparison, stored ones found and new ones made.

    Args:
        wiring: The machine.
        flags: Those given on the command line.
        lang: The language, where one was asked for.
    """

    def __init__(self, wiring: Wiring, flags: TrialFlags, lang: str | None) -> None:
        self._wiring = wiring
        self._flags = flags
        self._invocation = Invocation(wiring, flags)
        self._stored = Runs(wiring.store)
        self._stop = threading.Event()
        self._spent: Decimal | None = Decimal(0)
        self.language = asked_language(wiring, lang)

    @property
    def code(self) -> int:
        """The exit code of a comparison that was not finished."""
        return INTERRUPTED if self._stop.is_set() else INCONCLUSIVE

    @property
    def cost(self) -> str:
        """The sentence that says what was paid for just now; stored replies are not paid for again."""
        wording = WORDINGS[self.language]
        return wording.unpriced if self._spent is None else wording.spent.format(self._spent)

    def runs(self, *names: str) -> list[RunRecord] | None:
        """Return a run for every name, in order; None, having said why, when one could not be finished."""
        stored = {name: self._stored.run(name.removeprefix(_RUN)) for name in names if name.startswith(_RUN)}
        authors = {name: self._invocation.author(name) for name in names if name not in stored}
        made = self._made(list(authors.values())) if authors else []
        if made is None:
            return None
        for run in made:
            self._stored.keep(run)
        found = stored | dict(zip(authors, made, strict=True))
        return [found[name] for name in names]

    def estimate(self, names: Sequence[str]) -> int:
        """Print what the drafts would take, and return the exit code."""
        wording = WORDINGS[self.language]
        conditions, model = self._invocation.conditions(), self._invocation.model
        price = read_prices(self._wiring.settings.prices).of(model)
        price = price.for_batches() if price and self._flags.is_by_file else price
        for name in dict.fromkeys(names):
            would = estimate(conditions.papers, self._invocation.author(name), conditions.repeats, price)
            tokens = would.usage.input_tokens, would.usage.output_tokens
            click.echo(f"{name}: {wording.fill(wording.estimate, would.papers, would.calls, *tokens)}")
            unpriced = wording.estimate_unpriced.format(model)
            click.echo(unpriced if would.dollars is None else wording.estimate_cost.format(would.dollars))
        return 0

    def _made(self, authors: Sequence[Author]) -> list[RunRecord] | None:
        conditions = self._invocation.conditions()
        progress = Progress(sys.stderr, WORDINGS[self.language].progress)
        # A text is tried once, also where both names mean it.
        distinct = list({author.prompt.sha256: author for author in authors}.values())
        samples: dict[str, list[SampleRecord]] = defaultdict(list)
        gaps: list[Gap] = []

        def tell(sentence: Message) -> None:
            progress.clear()
            click.echo(f"yoyak: {harmless(sentence.text(self.language))}", err=True)

        with ending_in_good_order(self._stop), self._invocation.open_desk(conditions, self._stop, tell) as desk:
            written = try_prompts(desk, distinct, self._flags.in_flight, self._stop)
            for author, sample in zip(cycle(distinct), progress.track(written), strict=False):
                if isinstance(sample, Gap):
                    gaps.append(sample)
                else:
                    samples[author.prompt.sha256].append(sample)
            self._spent = desk.spent
        if gaps:
            self._tell(gaps, len(conditions.papers) * conditions.repeats * len(distinct))
            return None
        return [run_record(author, desk, samples[author.prompt.sha256]) for author in authors]

    def _tell(self, gaps: Sequence[Gap], total: int) -> None:
        sentence = fill(_MISSING.text(self.language), len(gaps), total)
        click.echo(f"yoyak: {sentence}: {harmless(gaps[0].error.message.text(self.language))}", err=True)


@click.command()
@click.argument("prompt", metavar="PROMPT")
@click.option("--policy", type=FILE, metavar="FILE", help="What a comparison has to show; default: the program's own.")
@click.option("--force", is_flag=True, help="Put it to use against the policy; the log says so.")
@PROMPTS
@LANG
@click.pass_obj
def promote(  # noqa: PLR0913 - the flags are the command's interface
    wiring: Wiring,
    /,
    prompt: str,
    policy: Path | None,
    prompts: Path | None,
    lang: str | None,
    *,
    force: bool,
) -> int:
    """Put a version of a prompt to use, if its comparison with the one in use meets the policy.

    PROMPT is NAME@VERSION. Exit codes: 0 it is in use, 1 the policy says no, 3 no comparison can tell.
    """
    language = asked_language(wiring, lang)
    asked = read_promotion_policy(policy) if policy else PromotionPolicy()
    library = PromptLibrary(prompts)
    candidate = library.find(prompt)
    champion = library.load(candidate.name)
    if candidate.version == champion.version:
        message = Message(f"{candidate} is in use already", f"이미 사용 중인 버전입니다: {candidate}")
        raise PromptError(message)
    place = library.editable_place(candidate.name)
    record = Runs(wiring.store).last_comparison(champion.sha256, candidate.sha256)
    names = f"{champion.name}@{champion.version}", f"{candidate.name}@{candidate.version}"
    reasons, code = _ruled(record, asked, *names)
    if reasons and not force:
        click.echo(_REFUSED.text(language).format(names[0]))
        for reason in reasons:
            click.echo(f"  {harmless(reason.text(language))}")
        return code
    promotion = Promotion(
        at=datetime.now(UTC),
        prompt=candidate.name,
        version=candidate.version,
        sha=candidate.sha256,
        before=champion.version,
        comparison=record.id if record else None,
        forced=bool(reasons),
        reasons=tuple(reason.en for reason in reasons),
    )
    put_to_use(candidate, place, promotion)
    click.echo((_FORCED if reasons else _IN_USE).text(language).format(names[1]))
    return 0


def _ruled(record: ComparisonRecord | None, policy: PromotionPolicy, a: str, b: str) -> tuple[list[Message], int]:
    """Return what speaks against putting B to use, and the exit code that makes."""
    if record is None:
        return [_filled(_NEVER_COMPARED, a, b, a, b)], INCONCLUSIVE
    if record.verdict not in _CODES:
        why = Message("; ".join(record.reasons), "; ".join(record.reasons_ko))
        return [Message(_CANNOT_TELL.en.format(record.id, why.en), _CANNOT_TELL.ko.format(record.id, why.ko))], (
            INCONCLUSIVE
        )
    return list(objections(record, policy)), 1


def _filled(message: Message, *values: str) -> Message:
    return Message(message.en.format(*values), message.ko.format(*values))
