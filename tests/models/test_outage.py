"""A model that gives no reply: the user is told, and in the end it is given up."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from summarizer.models.calls import Caller
from summarizer.models.chat import ModelUnavailable, UnreachableModel
from summarizer.models.cost import Budget, Purse
from summarizer.models.endpoints import Endpoint
from summarizer.models.pacing import ModelPace, RetryPolicy
from tests.models.conftest import KEY, MODEL, request
from tests.models.openai_server import status

if TYPE_CHECKING:
    from summarizer.messages import Message
    from summarizer.models.chat import ChatRequest, Reply
    from summarizer.models.langchain_model import LangchainModel
    from summarizer.models.ledger import Ledger
    from tests.clock import Clock
    from tests.models.conftest import Sentence
    from tests.models.openai_server import OpenaiServer


@pytest.fixture
def told() -> list[Message]:
    """What the user is told."""
    return []


@pytest.fixture
def caller(model: LangchainModel, ledger: Ledger, clock: Clock, told: list[Message]) -> Caller:
    """Whoever asks the model, with two minutes of patience."""
    retry_policy = RetryPolicy(silence=120.0, tell=told.append, sleep=clock.sleep, clock=clock)
    return Caller(model, ledger, Budget(Purse(), None), ModelPace(clock=clock, sleep=clock.sleep), retry_policy)


def ask_in_vain(caller: Caller, count: int) -> list[str]:
    """Ask that many questions and return what each of them fails with."""
    reasons = []
    for number in range(count):
        with pytest.raises(ModelUnavailable) as failure:
            caller.ask(request(f"{number}번째 문장"))
        reasons.append(str(failure.value))
    return reasons


@pytest.mark.parametrize("headers", [{}, {"Retry_After": "25"}], ids=["silent", "Retry-After"])
def test_a_server_that_is_busy_for_ever_is_given_up(
    caller: Caller, server: OpenaiServer, clock: Clock, headers: dict[str, str]
) -> None:
    """All questions together wait no longer than the patience lasts, and those that are left make no call."""
    server.fault = lambda _: status(429, "slow down", **headers)
    begun = clock.now
    reasons = ask_in_vain(caller, 30)
    assert 60 < clock.now - begun <= 120
    assert "HTTP 429" in reasons[0]
    assert "is not asked again: the model's server answered with HTTP 429" in reasons[-1]
    calls = server.calls
    ask_in_vain(caller, 30)
    assert server.calls == calls


def test_a_server_that_is_not_there_is_given_up_in_seconds(ledger: Ledger, clock: Clock, told: list[Message]) -> None:
    """The address is named, every question ends, and nobody waits as long as for a server that is busy."""
    from summarizer.models.langchain_model import LangchainModel  # noqa: PLC0415 - takes seconds to load

    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    model = LangchainModel(MODEL, Endpoint(f"http://127.0.0.1:{port}/v1", KEY))
    retry_policy = RetryPolicy(tell=told.append, sleep=clock.sleep, clock=clock)
    caller = Caller(model, ledger, Budget(Purse(), None), ModelPace(clock=clock, sleep=clock.sleep), retry_policy)
    begun = clock.now

    reasons = ask_in_vain(caller, 30)

    assert clock.now - begun < 5
    assert reasons[0] == f"the model's server at 127.0.0.1:{port}/v1 cannot be reached"
    assert reasons[-1].endswith(f"is not asked again: {reasons[0]}")


def test_a_server_that_is_gone_for_a_moment_is_waited_for(
    caller: Caller, server: OpenaiServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RetryPolicy with a busy server is not ended by one connection that failed."""
    server.faults.extend([status(503, Retry_After="30"), status(503, Retry_After="30")])
    answer = caller._model.reply
    faults = iter([UnreachableModel("the model's server cannot be reached")])

    def reply(asked: ChatRequest[Sentence]) -> Reply:
        if server.calls == 1 and (fault := next(faults, None)):
            raise fault
        return answer(asked)

    monkeypatch.setattr(caller._model, "reply", reply)
    assert caller.ask(request()).reply.text == "문장입니다."
    assert 60 < sum(clock.slept) < 70


def test_a_long_wait_is_told_twice_a_minute_at_the_most(
    caller: Caller, server: OpenaiServer, clock: Clock, told: list[Message]
) -> None:
    """The sentence says why, for how long, and when it ends."""
    server.fault = lambda _: status(429, "slow down", Retry_After="20")
    ask_in_vain(caller, 1)
    assert clock.slept[0] == 20
    assert [message.en.partition("(")[2] for message in told] == [
        "asking again in 20 s; no reply for 0 s, giving up after 120 s)",
        "asking again in 20 s; no reply for 40 s, giving up after 120 s)",
        "asking again in 20 s; no reply for 80 s, giving up after 120 s)",
    ]
    assert "HTTP 429: " in told[0].en
    assert "20초 뒤에 다시 요청합니다" in told[0].ko


def test_a_short_wait_is_no_news(caller: Caller, server: OpenaiServer, told: list[Message]) -> None:
    """A server that is busy for a moment now and then is not worth a line."""
    for number in range(40):
        server.faults.append(status(429, Retry_After="4"))
        caller.ask(request(f"{number}번째 문장"))
    assert told == []


def test_a_reply_ends_an_outage(caller: Caller, server: OpenaiServer, clock: Clock, told: list[Message]) -> None:
    """RetryPolicy is counted from the last reply, not from the first failure of the run."""
    begun = clock.now
    for number in range(5):
        server.faults.extend([status(503, Retry_After="20")] * 4)
        caller.ask(request(f"{number}번째 문장"))
    assert clock.now - begun > 2 * 120
    assert len(told) == 2 * 5
