"""Whatever a server does wrong, a call ends as a valid reply or as one clear sentence, and is in the ledger."""

from __future__ import annotations

import base64
import logging
import traceback
from collections import Counter, deque
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ConfigError
from summarizer.models.calls import Caller
from summarizer.models.chat import BudgetExceeded, ModelUnavailable, Reply, ReplyRejected, Usage
from summarizer.models.cost import Budget, Price, Purse, read_prices
from summarizer.models.endpoints import Endpoint
from summarizer.models.ledger import Mark
from summarizer.models.pacing import ModelPace, RetryPolicy, keep_in_flight
from tests.models.conftest import KEY, MODEL, request
from tests.models.openai_server import dropped, garbled, refusing, saying, slow, status, uncounted, understands_only

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.models.langchain_model import LangchainModel
    from summarizer.models.ledger import Ledger
    from tests.clock import Clock
    from tests.models.openai_server import Answer, Body, OpenaiServer

CHEAP = Price(input=Decimal(1), cached=Decimal("0.5"), output=Decimal(10), max_output=500)
# 60 fresh tokens at 1, 40 at 0.5, 10 written at 10, a million each.
A_CALL = Decimal("0.00018")


def test_a_good_reply_comes_in_its_shape(caller: Caller, server: OpenaiServer) -> None:
    """Reply, model and usage come out of the seam; the schema and the parameters went in."""
    answer = caller.ask(request())

    assert answer.reply.text == "문장입니다."
    assert answer.model == "gpt-4.1-mini-2026-01-01"
    assert answer.usage == Usage(100, 10, cached_tokens=40)
    body = server.bodies[0]
    assert body["path"] == "/v1/chat/completions"
    assert body["response_format"]["type"] == "json_schema"
    schema = body["response_format"]["json_schema"]["schema"]
    assert (schema["required"], schema["additionalProperties"]) == (["text"], False)
    assert (body["temperature"], body["max_completion_tokens"]) == (0.3, 200)


PASSING_FAULTS = {"500": status(500), "503": status(503), "429": status(429), "dropped": dropped, "garbled": garbled}


@pytest.mark.parametrize("fault", PASSING_FAULTS.values(), ids=PASSING_FAULTS)
def test_a_fault_that_may_pass_is_tried_again(
    caller: Caller, server: OpenaiServer, ledger: Ledger, fault: Callable[[Answer], Answer]
) -> None:
    """One bad answer costs one more call, and both are in the ledger."""
    server.faults.append(fault)

    assert caller.ask(request()).reply.text == "문장입니다."

    assert server.calls == 2
    assert [call.state for call in ledger.calls()] == ["failed", "valid"]


@pytest.fixture
def hasty(server: OpenaiServer) -> LangchainModel:
    """The model, given little time."""
    from summarizer.models.langchain_model import LangchainModel  # noqa: PLC0415 - takes seconds to load

    return LangchainModel(MODEL, Endpoint(server.url, KEY), timeout=0.5)


def test_a_time_out_is_tried_again_and_counts_as_spent(
    hasty: LangchainModel, ledger: Ledger, server: OpenaiServer, clock: Clock
) -> None:
    """An answer that came too late may have been paid for; the budget believes the worst."""
    server.faults.append(slow)
    budget = Budget(Purse(Decimal(1)), CHEAP)
    Caller(hasty, ledger, budget, ModelPace(), RetryPolicy(sleep=clock.sleep)).ask(request())

    assert [call.reason for call in ledger.calls()] == ["the model did not answer within 0.5 s", None]
    assert budget.spent
    assert budget.spent > 200 * 10 / Decimal(1_000_000)


def test_the_server_says_how_long_to_wait(caller: Caller, server: OpenaiServer, clock: Clock) -> None:
    """Retry-After is honoured."""
    server.faults.append(status(429, Retry_After="7"))

    caller.ask(request())

    assert clock.slept[0] == 7


def test_the_server_may_name_a_moment(caller: Caller, server: OpenaiServer, clock: Clock) -> None:
    """Retry-After is honoured as a date too."""
    moment = datetime.now(UTC) + timedelta(seconds=60)
    server.faults.append(status(503, Retry_After=format_datetime(moment, usegmt=True)))

    caller.ask(request())

    assert clock.slept[0] == pytest.approx(60, abs=5)


def test_a_wait_beyond_all_patience_is_reported(caller: Caller, server: OpenaiServer, clock: Clock) -> None:
    """A server that wants to rest for an hour ends the call at once."""
    server.faults.append(status(429, Retry_After="3600"))

    with pytest.raises(ModelUnavailable, match="HTTP 429"):
        caller.ask(request())

    assert (server.calls, clock.slept) == (1, [])


@pytest.mark.parametrize(("code", "calls"), [(401, 1), (403, 1), (404, 1), (400, 3)])
def test_a_request_that_is_wrong_is_not_repeated(
    caller: Caller, server: OpenaiServer, ledger: Ledger, code: int, calls: int
) -> None:
    """What no other try can better is asked once; a bad request once in each form."""
    server.fault = lambda _: status(code, "no such thing")

    with pytest.raises(ModelUnavailable, match=f"HTTP {code}: .*no such thing"):
        caller.ask(request())

    assert server.calls == calls == len(ledger.calls())


def test_a_server_that_stays_down_is_given_up(caller: Caller, server: OpenaiServer, clock: Clock) -> None:
    """Tries are counted, and rests grow."""
    server.fault = lambda _: status(503)

    with pytest.raises(ModelUnavailable, match="HTTP 503"):
        caller.ask(request())

    assert server.calls == RetryPolicy().calls
    assert clock.slept == sorted(clock.slept)


BAD_REPLIES = {
    "malformed JSON": (saying('{"text": "끝나지 않'), "is not JSON"),
    "no JSON": (saying("네, 알겠습니다."), "is not JSON"),
    "another shape": (saying('{"sentence": "문장"}'), "does not fit its schema: text: field required"),
    "too much": (saying('{"text": "문장", "extra": 1}'), "does not fit its schema: extra"),
    "truncated": (saying('{"text": "끝나지 않', "length"), "was cut off"),
    "truncated and valid": (saying('{"text": "문장"}', "length"), "was cut off"),
    "refused": (refusing("I cannot do that."), "the model refused: 'I cannot do that.'"),
    "filtered": (saying("", "content_filter"), "the model refused"),
    "empty": (saying(""), "is empty"),
    "endless": (saying('{"text": "' + "문장" * 60_000 + '"}'), "is longer than 100,000 characters"),
    "no content": (saying(None), "is empty"),
}


@pytest.mark.parametrize(("fault", "reason"), BAD_REPLIES.values(), ids=BAD_REPLIES)
def test_a_bad_reply_is_kept_and_asked_for_again(
    caller: Caller, server: OpenaiServer, ledger: Ledger, fault: Callable[[Answer], Answer], reason: str
) -> None:
    """A reply that cannot be used is stored with its reason; the next one counts."""
    server.faults.append(fault)

    assert caller.ask(request()).reply.text == "문장입니다."

    bad, good = ledger.calls()
    assert (bad.state, good.state) == ("rejected", "valid")
    assert reason in (bad.reason or "")
    assert bad.reply
    assert bad.reply.usage == Usage(100, 10, 40)


@pytest.mark.parametrize(("fault", "reason"), BAD_REPLIES.values(), ids=BAD_REPLIES)
def test_bad_replies_end_in_a_sentence_and_are_never_served(
    caller: Caller, server: OpenaiServer, fault: Callable[[Answer], Answer], reason: str
) -> None:
    """After three bad replies the error keeps the last; another run asks again."""
    server.fault = lambda _: fault

    with pytest.raises(ReplyRejected) as rejection:
        caller.ask(request())

    assert reason in str(rejection.value)
    assert "\n" not in str(rejection.value)
    assert rejection.value.reply.model == "gpt-4.1-mini-2026-01-01"
    assert rejection.value.exit_code == 3
    assert server.calls == 3
    server.fault = lambda _: None
    assert caller.ask(request()).reply.text == "문장입니다."


def test_replies_of_no_use_are_asked_for_up_to_a_limit(
    model: LangchainModel, ledger: Ledger, server: OpenaiServer
) -> None:
    """The same command goes on with the next attempt; in the end it says what that cost, and pays no more."""
    server.fault = lambda _: refusing("no")
    reasons = []
    for _ in range(5):
        caller = Caller(model, ledger, Budget(Purse(), CHEAP), ModelPace(), RetryPolicy(replies=3, rejections=7))
        with pytest.raises(ReplyRejected) as rejection:
            caller.ask(request())
        reasons.append(str(rejection.value))

    assert server.calls == len(ledger.calls()) == 7
    assert reasons[:3] == ["the model refused: 'no'"] * 3
    assert set(reasons[3:]) == {
        f"7 replies, which cost ${7 * A_CALL:.4f}, were of no use, and it is not asked again: {reasons[0]}"
    }
    assert rejection.value.reply.model == "gpt-4.1-mini-2026-01-01"
    assert rejection.value.message.ko.endswith("더 요청하지 않습니다: 모델이 거절했습니다: 'no'")


def test_a_good_reply_after_bad_ones_is_served(caller: Caller, server: OpenaiServer) -> None:
    """The limit is for replies of no use: what was paid for at last is used for ever."""
    server.faults.extend([refusing("no")] * 2)

    assert not caller.ask(request()).is_from_ledger
    assert caller.ask(request()).is_from_ledger


def test_a_reply_of_the_right_shape_may_have_a_flaw(caller: Caller, server: OpenaiServer) -> None:
    """Who asks can say what else makes a reply useless; it is kept with that reason and not served again."""
    server.write = lambda _: '{"text": "English."}' if server.calls == 1 else '{"text": "한국어."}'

    answer = caller.ask(request(), lambda reply: "it is English" if reply.text.isascii() else None)

    assert answer.reply.text == "한국어."
    assert [(call.state, call.reason) for call in caller.calls(request())] == [
        ("rejected", "it is English"),
        ("valid", None),
    ]
    assert caller.calls(request("다른 문장")) == []


@pytest.mark.parametrize("text", ['```json\n{"text": "문장"}\n```', '<think>{"a"?}</think>\n{"text": "문장"}'])
def test_words_around_the_object_are_forgiven(caller: Caller, server: OpenaiServer, text: str) -> None:
    """A model without structured output may fence its JSON and think aloud."""
    server.write = lambda _: text

    assert caller.ask(request()).reply.text == "문장"


@pytest.mark.parametrize(("form", "calls"), [("tool", 2), ("text", 3)])
def test_a_server_without_json_schema_is_asked_otherwise(
    caller: Caller, server: OpenaiServer, form: str, calls: int
) -> None:
    """The form that a server understands is found once; later requests use it at once."""
    server.fault = understands_only(form)

    caller.ask(request())
    caller.ask(request("다른 문장"))

    assert server.calls == calls + 1


def test_a_broken_tool_call_is_rejected(caller: Caller, server: OpenaiServer, ledger: Ledger) -> None:
    """Arguments that are no JSON are a bad reply like any other."""
    server.fault = understands_only("tool")
    server.write = lambda _: '{"text": "끝' if len(server.bodies) < 3 else '{"text": "문장"}'

    assert caller.ask(request()).reply.text == "문장"

    assert [call.state for call in ledger.calls()] == ["failed", "rejected", "valid"]


def test_half_a_character_does_no_harm(caller: Caller, server: OpenaiServer) -> None:
    """A reply that is no valid Unicode can be stored and shown."""
    server.faults.append(saying('{"text": "문장\ud800"}'))

    assert caller.ask(request()).reply.text == "문장?"


def test_a_server_that_breaks_over_a_schema_is_asked_otherwise(caller: Caller, server: OpenaiServer) -> None:
    """Some servers answer 500 to a JSON schema: it is taken for the reason when it happens again."""
    server.fault = lambda body: status(500) if "response_format" in body else None

    assert caller.ask(request()).reply.text == "문장입니다."

    assert server.calls == 3


def test_a_server_that_understood_a_schema_keeps_getting_it(caller: Caller, server: OpenaiServer) -> None:
    """Errors after the first good answer are no reason to ask in a weaker form."""
    caller.ask(request())
    server.faults.extend([status(500), status(500), status(500)])

    caller.ask(request("다른 문장"))

    assert all("response_format" in body for body in server.bodies)


def test_a_finished_call_is_never_repeated(caller: Caller, server: OpenaiServer) -> None:
    """The same request is served from the ledger, for nothing."""
    first = caller.ask(request())
    second = caller.ask(request())

    assert (second.reply, second.usage) == (first.reply, first.usage)
    assert (second.is_from_ledger, second.dollars) == (True, 0)
    assert server.calls == 1


def test_threads_that_ask_the_same_pay_once(model: LangchainModel, ledger: Ledger, server: OpenaiServer) -> None:
    """The same entry twice in one run waits for the first of them."""
    server.delay = 0.2
    retry_policy = RetryPolicy()
    caller = Caller(model, ledger, Budget(Purse(), None), ModelPace(), retry_policy)

    answers = list(keep_in_flight(lambda _: caller.ask(request()), range(4), 4, retry_policy.stop))

    assert sorted(answer.is_from_ledger for answer in answers) == [False, True, True, True]
    assert server.calls == 1


def test_a_stored_reply_that_cannot_be_used_is_asked_for_again(
    caller: Caller, server: OpenaiServer, ledger: Ledger
) -> None:
    """What an older version of the program was content with is not served."""
    mark = ledger.claim(request())
    assert isinstance(mark, Mark)
    ledger.keep(mark, Reply("{}", "finished", None, "gpt"), None)

    assert caller.ask(request()).reply.text == "문장입니다."

    assert [call.state for call in ledger.calls()] == ["rejected", "valid"]
    assert server.calls == 1


@pytest.mark.parametrize(
    "change",
    [{"words": "다른 문장"}, {"source_sha": "other"}, {"candidate": 1}, {"parameters": {}}, {"model": "openai:x"}],
)
def test_another_question_is_another_call(caller: Caller, server: OpenaiServer, change: dict[str, object]) -> None:
    """Whatever a reply may depend on makes a new call."""
    caller.ask(request())
    caller.ask(request(**change))  # type: ignore[arg-type]

    assert server.calls == 2


def test_a_fault_in_a_third_of_the_replies_loses_nothing(
    model: LangchainModel, ledger: Ledger, server: OpenaiServer
) -> None:
    """Over 200 requests from 16 threads, every reply arrives, and ledger and server count the same calls."""
    wrongs = [
        status(500),
        status(429, Retry_After="0.01"),
        dropped,
        saying("{"),
        refusing("no"),
        saying("{}", "length"),
    ]
    asked: Counter[str] = Counter()

    def fault(body: Body) -> Callable[[Answer], Answer] | None:
        words = body["messages"][-1]["content"]
        asked[words] += 1
        number = int(words)
        return wrongs[number // 3 % len(wrongs)] if number % 3 == 0 and asked[words] == 1 else None

    server.fault = fault
    server.write = lambda body: f'{{"text": "{body["messages"][-1]["content"]}"}}'
    retry_policy = RetryPolicy(first_rest=0.01)
    caller = Caller(model, ledger, Budget(Purse(), CHEAP), ModelPace(), retry_policy)

    answers = keep_in_flight(lambda n: caller.ask(request(str(n))), range(200), 16, retry_policy.stop)

    assert [answer.reply.text for answer in answers] == [str(number) for number in range(200)]
    calls = ledger.calls()
    assert len(calls) == server.calls == 267
    assert Counter(call.state for call in calls) == {"valid": 200, "rejected": 33, "failed": 34}
    assert sum(call.dollars or 0 for call in calls) == 233 * A_CALL


def test_the_budget_is_never_overspent(model: LangchainModel, ledger: Ledger, server: OpenaiServer) -> None:
    """A call that could cost more than is left is not made."""
    budget = Budget(Purse(Decimal("0.005")), CHEAP)
    caller = Caller(model, ledger, budget, ModelPace())

    with pytest.raises(BudgetExceeded, match=r"the budget of \$0.005 has \$0.00\d+ left and another call may cost"):
        deque(caller.ask(request(str(number))) for number in range(100))

    assert budget.spent == server.calls * A_CALL
    assert Decimal("0.002") < budget.spent <= Decimal("0.005")
    assert len(ledger.calls()) == server.calls


def test_two_models_of_a_run_spend_from_one_purse() -> None:
    """What the writer has spent is not there for the reviewer."""
    purse = Purse(Decimal("0.01"))
    writer, reviewer = Budget(purse, CHEAP), Budget(purse, CHEAP)

    with writer.reserve(Usage(0, 600)) as bill:
        bill.dollars = Decimal("0.006")
    with pytest.raises(BudgetExceeded), reviewer.reserve(Usage(0, 600)):
        pass
    assert (writer.spent, reviewer.spent) == (Decimal("0.006"), 0)


def test_calls_in_flight_count_against_the_budget() -> None:
    """What running calls may cost is set aside, so that many at once cannot overspend together."""
    budget = Budget(Purse(Decimal("0.01")), CHEAP)

    with budget.reserve(Usage(0, 600)), pytest.raises(BudgetExceeded), budget.reserve(Usage(0, 600)):
        pass
    with budget.reserve(Usage(0, 600)):
        pass
    assert budget.spent == 0


def test_a_budget_without_a_price_is_refused() -> None:
    """A limit that cannot be held is not promised."""
    with pytest.raises(ConfigError, match="which is unknown"):
        Budget(Purse(Decimal(1)), read_prices().of("openai:no-such-model"))


def test_an_unknown_price_is_no_price(caller: Caller) -> None:
    """Without a price the cost is unknown, not zero."""
    assert caller.ask(request()).dollars is None


def test_a_server_that_counts_nothing_is_counted_for(caller: Caller, server: OpenaiServer) -> None:
    """Tokens are estimated where the server names none."""
    server.faults.append(uncounted)

    usage = caller.ask(request()).usage

    assert 40 < usage.input_tokens < 120
    assert 5 < usage.output_tokens < 20


def test_calls_are_spread_over_the_minute(clock: Clock) -> None:
    """Thirty calls a minute are two seconds apart."""
    pace = ModelPace(calls=30, clock=clock, sleep=clock.sleep)
    start = clock.now

    starts = []
    for _ in range(3):
        pace.wait()
        starts.append(clock.now - start)

    assert starts == pytest.approx([0, 2, 4])


def test_a_run_that_is_stopped_makes_no_further_call(
    model: LangchainModel, ledger: Ledger, server: OpenaiServer
) -> None:
    """After Ctrl-C nothing new is paid for."""
    retry_policy = RetryPolicy()
    caller = Caller(model, ledger, Budget(Purse(), None), ModelPace(), retry_policy)
    retry_policy.stop.set()

    with pytest.raises(ModelUnavailable, match="interrupted"):
        caller.ask(request())

    assert (server.calls, ledger.calls()) == (0, [])


def test_work_that_is_stopped_early_finishes_what_is_running(
    model: LangchainModel, ledger: Ledger, server: OpenaiServer
) -> None:
    """Calls in flight at Ctrl-C are finished and stored, the others are not begun."""
    server.delay = 0.1
    retry_policy = RetryPolicy()
    caller = Caller(model, ledger, Budget(Purse(), None), ModelPace(), retry_policy)
    answers = keep_in_flight(lambda n: caller.ask(request(str(n))), range(100), 4, retry_policy.stop)

    next(iter(answers))
    answers.close()  # type: ignore[attr-defined]

    assert server.calls < 20
    assert {call.state for call in ledger.calls()} == {"valid"}
    assert len(ledger.calls()) == server.calls


IN_BASE64 = base64.b64encode(f"user:{KEY}".encode()).decode()
PERCENT_ENCODED = KEY.replace("-", "%2d")
INDISCRETIONS = {
    "in an error": status(401, f"Incorrect API key provided: {KEY}"),
    "in a crash": status(500, KEY),
    "in a reply": saying(KEY),
    "in a refusal": refusing(KEY),
    "in base64": status(401, f"who is {IN_BASE64}?"),
    "in an address": status(401, f"no such page: /?key={PERCENT_ENCODED}"),
}


@pytest.mark.parametrize("fault", INDISCRETIONS.values(), ids=INDISCRETIONS)
def test_the_key_is_shown_nowhere(
    caller: Caller,
    server: OpenaiServer,
    ledger: Ledger,
    fault: Callable[[Answer], Answer],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither errors, nor their traces, nor logs, nor the ledger hold the key, even where a server sends it back."""
    caplog.set_level(logging.DEBUG)
    server.fault = lambda _: fault

    with pytest.raises((ModelUnavailable, ReplyRejected)) as failure:
        caller.ask(request())

    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    shown = "".join(traceback.format_exception(failure.value))
    hidden = shown + caplog.text + repr(ledger.calls())
    assert not [writing for writing in (IN_BASE64, PERCENT_ENCODED) if writing in hidden]
    assert KEY not in shown + caplog.text + repr(ledger.calls()) + repr(Endpoint(server.url, KEY))


@pytest.mark.parametrize("is_traced", [False, True])
def test_nothing_is_traced_unless_asked_for(
    server: OpenaiServer, monkeypatch: pytest.MonkeyPatch, *, is_traced: bool
) -> None:
    """Tracing that is on in the environment stays off; a setting lets it happen."""
    from langchain_core.tracers.langchain import LangChainTracer  # noqa: PLC0415 - takes seconds to load
    from langsmith.utils import get_env_var  # noqa: PLC0415

    from summarizer.models.langchain_model import LangchainModel  # noqa: PLC0415

    get_env_var.cache_clear()
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    tracers: list[object] = []

    def refuse(tracer: object, **_: object) -> None:
        tracers.append(tracer)
        raise RuntimeError

    monkeypatch.setattr(LangChainTracer, "__init__", refuse)
    LangchainModel(MODEL, Endpoint(server.url, KEY), is_traced=is_traced).reply(request())

    assert bool(tracers) == is_traced
    get_env_var.cache_clear()


def test_a_call_may_cost_all_that_is_left() -> None:
    """The limit itself is within the budget, to the last cent."""
    budget = Budget(Purse(Decimal("0.01")), CHEAP)

    with budget.reserve(Usage(0, 1000)) as bill:
        bill.dollars = bill.most
    assert budget.spent == Decimal("0.01")
