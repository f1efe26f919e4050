"""What a reviewer would cost, told before it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from summarizer.cli.review import make_prompter
from summarizer.errors import INCONCLUSIVE, ConfigError
from summarizer.messages import Message

if TYPE_CHECKING:
    from evals.reviewer.estimate import ReviewEstimate
    from summarizer.cli.check_run import CheckRun
    from summarizer.cli.review import ReviewFlags
    from summarizer.cli.wiring import Wiring


def print_estimate(run: CheckRun, wiring: Wiring, flags: ReviewFlags) -> int:
    """Print what a reviewer of the digests would take, ask nothing, and return the exit code.

    Raises:
        ConfigError: If no reviewer is named, or it cannot be used as named.
        PromptError: If a prompt is not one for reviewers.
    """
    from evals.reviewer.estimate import estimate  # noqa: PLC0415 - loads what counts tokens
    from summarizer.models.cost import read_prices  # noqa: PLC0415 - likewise

    model = flags.reviewer
    if model is None:
        message = Message(
            "--dry-run tells the price of a reviewer, which --reviewer names; what the rules would write --diff shows",
            "--dry-run은 --reviewer로 지정한 모델의 비용을 알려 줍니다. 규칙이 고칠 내용은 --diff로 볼 수 있습니다",
        )
        raise ConfigError(message)
    price = read_prices(wiring.settings.prices).of(model)
    if price and (flags.batch or flags.replies):
        price = price.for_batches()
    with wiring.kept_replies(model) as is_kept:
        would = estimate(run.cases(), make_prompter(flags, model), is_kept, price)
    click.echo(_told(would, model).text(run.wording.language))
    return run.code or (INCONCLUSIVE if would.missing else 0)


def _told(would: ReviewEstimate, model: str) -> Message:
    asked = would.entries - would.paid
    cost = Message(
        f"The price of {model} is unknown: give it in the file of the setting prices.",
        f"{model}의 가격을 알 수 없습니다. prices 설정이 가리키는 파일에 가격을 적어 주십시오.",
    )
    if would.dollars is not None:
        cost = Message(
            f"About ${would.dollars:.4f}, without what a thinking model thinks.",
            f"예상 비용은 약 ${would.dollars:.4f}이며, 모델의 사고 토큰은 뺀 값입니다.",
        )
    counts = asked, would.paid, would.missing
    usage = would.usage.input_tokens, would.usage.output_tokens
    return Message(
        "Reviews to ask for: {}, kept from before: {}, entries without a paper: {}.\n".format(*counts)
        + "With second opinions about {:,} tokens to read and {:,} to write.\n".format(*usage)
        + cost.en,
        "새로 검토할 항목 {}개, 받아 둔 검토 {}개, 원문을 구하지 못한 항목 {}개.\n".format(*counts)
        + "확인 질문까지 입력 토큰 약 {:,}개, 출력 토큰 약 {:,}개입니다.\n".format(*usage)
        + cost.ko,
    )
