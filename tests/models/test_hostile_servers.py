"""A server that says anything at all: a call ends in a reply or in a sentence, and no budget grows."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.models.batch import BatchModel
from summarizer.models.calls import Caller
from summarizer.models.chat import BudgetExceeded, ModelUnavailable, Usage
from summarizer.models.cost import Budget, Purse
from summarizer.models.pacing import ModelPace, RetryPolicy
from tests.models.conftest import request
from tests.models.openai_server import saying, status
from tests.models.test_batch import asked
from tests.models.test_calls import CHEAP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from summarizer.models.langchain_model import LangchainModel
    from summarizer.models.ledger import Ledger
    from tests.clock import Clock
    from tests.models.openai_server import Answer, OpenaiServer

    Fault = Callable[[Answer], Answer]

COUNTS: dict[str, dict[str, Any]] = {
    "words": {"prompt_tokens": "many"},
    "a list": {"prompt_tokens": [1]},
    "an object": {"completion_tokens": {}},
    "more than a database holds": {"prompt_tokens": 10**30},
    "negative": {"prompt_tokens": -(10**9)},
    "negative output": {"completion_tokens": -5},
    "no number": {"completion_tokens": float("nan")},
    "infinite": {"prompt_tokens": float("inf")},
    "words of a cache": {"prompt_tokens_details": {"cached_tokens": "x"}},
    "a negative cache": {"prompt_tokens_details": {"cached_tokens": -(10**30)}},
}
GOOD = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}


def counting(usage: object) -> Fault:
    """Return a fault: another count of tokens."""
    return lambda answer: replace(answer, body=answer.body | {"usage": usage})


@pytest.fixture
def budget() -> Budget:
    """A limit that a call or two come near."""
    return Budget(Purse(Decimal("0.01")), CHEAP)


@pytest.fixture
def careful(model: LangchainModel, ledger: Ledger, clock: Clock, budget: Budget) -> Caller:
    """Whoever asks the model within the limit."""
    retry_policy = RetryPolicy(sleep=clock.sleep, clock=clock)
    return Caller(model, ledger, budget, ModelPace(clock=clock, sleep=clock.sleep), retry_policy)


@pytest.mark.parametrize("usage", COUNTS.values(), ids=COUNTS)
def test_a_count_that_is_none_is_estimated(
    careful: Caller, server: OpenaiServer, budget: Budget, usage: dict[str, Any]
) -> None:
    """What cannot be a count of tokens neither ends the run nor enlarges the budget."""
    server.faults.append(counting(GOOD | usage))

    answer = careful.ask(request())

    assert 40 < answer.usage.input_tokens < 120
    assert 5 < answer.usage.output_tokens < 20
    assert budget.spent == CHEAP.dollars(answer.usage) > 0


def test_negative_counts_buy_nothing(careful: Caller, server: OpenaiServer) -> None:
    """A server that gives tokens back meets the limit all the same."""
    server.fault = lambda _: counting({"prompt_tokens": -(10**9), "completion_tokens": 0, "total_tokens": 0})

    with pytest.raises(BudgetExceeded):
        deque(careful.ask(request(str(number))) for number in range(60))


@pytest.mark.parametrize("usage", COUNTS.values(), ids=COUNTS)
def test_a_count_in_a_batch_that_is_none_is_estimated(
    model: LangchainModel, ledger: Ledger, tmp_path: Path, usage: dict[str, Any]
) -> None:
    """Of a file no count is believed either, and its other lines are read."""
    from tests.models.openai_server import completion  # noqa: PLC0415
    from tests.models.test_batch import write_result  # noqa: PLC0415

    body = completion({"model": "gpt"}, '{"text": "문장"}') | {"usage": GOOD | usage}
    write_result(tmp_path / "in.jsonl", {"response": {"status_code": 200, "body": body}})

    answer = asked(BatchModel(model.body, [tmp_path / "in.jsonl"]), ledger).ask(request())

    assert answer.usage != Usage()
    assert answer.usage.input_tokens < 120


MOMENTS = {
    "thirty nines": "9" * 30,
    "four hundred nines": "9" * 400,
    "infinite": "inf",
    "a year of twenty digits": "Fri, 31 Dec 99999999999999999999 23:59:59 GMT",
    "the first year": "Mon, 01 Jan 0001 00:00:00 -0000",
    "the last year": "Fri, 31 Dec 9999 23:59:59 -0000",
    "no number": "nan",
    "negative": "-5",
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_rest_beyond_all_clocks_is_told(careful: Caller, server: OpenaiServer, clock: Clock, moment: str) -> None:
    """Whatever stands in Retry-After, the call ends in a sentence, and nobody waits for years."""
    server.fault = lambda _: status(429, Retry_After=moment)

    with pytest.raises(ModelUnavailable, match="HTTP 429"):
        careful.ask(request())

    assert sum(clock.slept) < 600


def _instead(raw: bytes) -> Fault:
    return lambda answer: replace(answer, raw=raw)


def _with(**body: object) -> Fault:
    return lambda answer: replace(answer, body=answer.body | body)


ODD_ANSWERS: dict[str, Fault] = {
    "null": _instead(b"null"),
    "a number": _instead(b"5"),
    "a list": _instead(b"[]"),
    "a page": _instead(b"<html>welcome</html>"),
    "deep": _instead(b"[" * 200_000 + b"]" * 200_000),
    "a number of ten thousand digits": _instead(b'{"a":' + b"9" * 10_000 + b"}"),
    "no text at all": _instead(b'{"choices": "\xff\xfe"}'),
    "no choice": _with(choices=[]),
    "null for choices": _with(choices=None),
    "a choice that is none": _with(choices=[1]),
    "no message": _with(choices=[{"index": 0, "message": None, "finish_reason": "stop"}]),
    "a list of counts": _with(usage=[1]),
    "a number for a text": saying(5),  # type: ignore[arg-type]
    "a tool call that is none": saying(None, tool_calls=[None]),
    "words for tool calls": saying(None, tool_calls="x"),
    "said by nobody that we know": saying("{}", role="narrator"),
}


@pytest.mark.parametrize("fault", ODD_ANSWERS.values(), ids=ODD_ANSWERS)
def test_an_answer_that_is_no_reply_is_told_in_our_words(caller: Caller, server: OpenaiServer, fault: Fault) -> None:
    """It is asked for again; what a library thinks of it is not shown."""
    server.faults.extend([fault] * RetryPolicy.calls)

    with pytest.raises(ModelUnavailable, match=r"^the server answered with something that is no reply$"):
        caller.ask(request())

    assert caller.ask(request()).reply.text == "문장입니다."
