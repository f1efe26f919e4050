"""What holds for OpenAI holds for other providers: through the package of each, to a server that speaks its protocol.

Users install these packages for themselves; the tests of one that is not installed are skipped.
"""

from __future__ import annotations

import json
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.models.calls import Caller
from summarizer.models.chat import ModelUnavailable, Reply, TransientError, UnreachableModel, Usage
from summarizer.models.cost import Budget, Purse
from summarizer.models.endpoints import Endpoint, find_endpoint
from summarizer.models.pacing import ModelPace, RetryPolicy
from tests.loopback import QuietHandler, serving
from tests.models.conftest import request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.models.langchain_model import LangchainModel
    from summarizer.models.ledger import Ledger
    from tests.clock import Clock

    Body = dict[str, Any]

pytestmark = pytest.mark.slow

TEXT = '{"text": "문장입니다."}'
SECRET = "Bearer very-secret-0123456789"  # noqa: S105 - no password, and one that is known for a key where it is shown
ENVIRON = {"ANTHROPIC_API_KEY": SECRET, "GOOGLE_API_KEY": SECRET}


@dataclass(frozen=True)
class Provider:
    """A provider as its servers and its package have it.

    Attributes:
        model: A model of it.
        package: What speaks to it.
        variable: Where its address stands in the environment.
        path: What is asked for, in part.
        answer: Returns the body of an answer, by why the model stopped.
        limit: Where a request has its limit of output tokens.
    """

    model: str
    package: str
    variable: str
    path: str
    answer: Callable[[bool], Body]
    limit: Callable[[Body], int]


def anthropic(is_cut: bool) -> Body:  # noqa: FBT001 - the shape of a Provider's answer
    """Return an answer of Anthropic's Messages API."""
    call = {"type": "tool_use", "id": "toolu_1", "name": "Sentence", "input": json.loads(TEXT)}
    usage = {"input_tokens": 60, "cache_read_input_tokens": 40, "output_tokens": 10}
    said = {"id": "msg_1", "type": "message", "role": "assistant", "model": "served", "content": [call]}
    return said | {"stop_reason": "max_tokens" if is_cut else "tool_use", "stop_sequence": None, "usage": usage}


def google(is_cut: bool) -> Body:  # noqa: FBT001 - likewise
    """Return an answer of Gemini's generateContent."""
    counts = {"promptTokenCount": 100, "candidatesTokenCount": 10, "cachedContentTokenCount": 40}
    reason = "MAX_TOKENS" if is_cut else "STOP"
    said = {"content": {"role": "model", "parts": [{"text": TEXT}]}, "finishReason": reason}
    return {"candidates": [said], "usageMetadata": counts | {"totalTokenCount": 110}, "modelVersion": "served"}


def ollama(is_cut: bool) -> Body:  # noqa: FBT001 - likewise
    """Return the last line of an answer of Ollama's chat."""
    said = {"model": "served", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": TEXT}}
    counts = {"prompt_eval_count": 100, "eval_count": 10}
    return said | {"done": True, "done_reason": "length" if is_cut else "stop"} | counts


PROVIDERS = {
    "anthropic": Provider(
        "anthropic:claude-haiku-4-5",
        "langchain_anthropic",
        "ANTHROPIC_API_URL",
        "/v1/messages",
        anthropic,
        lambda body: body["max_tokens"],
    ),
    "google": Provider(
        "google_genai:gemini-3-flash",
        "langchain_google_genai",
        "GOOGLE_GEMINI_BASE_URL",
        ":generateContent",
        google,
        lambda body: body["generationConfig"]["maxOutputTokens"],
    ),
    "ollama": Provider(
        "ollama:llama3",
        "langchain_ollama",
        "OLLAMA_HOST",
        "/api/chat",
        ollama,
        lambda body: body["options"]["num_predict"],
    ),
}


@dataclass
class Server:
    """What a server was asked, and what it does wrong.

    Attributes:
        provider: Whose server it is.
        address: Where it is.
        statuses: Of the next answers, in order; afterwards it answers well.
        is_cut: Whether replies end at their limit.
        delay: Seconds that an answer takes.
        asked: Paths and bodies of all requests.
    """

    provider: Provider
    address: str = ""
    statuses: deque[int] = field(default_factory=deque)
    is_cut: bool = False
    delay: float = 0.0
    asked: list[tuple[str, Body]] = field(default_factory=list)

    def answer(self, path: str, body: Body) -> tuple[int, Body]:
        """Answer one request."""
        self.asked.append((path, body))
        time.sleep(self.delay)
        status = self.statuses.popleft() if self.statuses else 200
        if status == 200:
            return status, self.provider.answer(self.is_cut)
        said = {"type": "odd", "message": f"{SECRET} is odd", "code": status, "status": "ODD"}
        return status, {"type": "error", "error": said}


@pytest.fixture(params=PROVIDERS.values(), ids=PROVIDERS)
def provider(request: pytest.FixtureRequest) -> Provider:
    """A provider whose package is installed."""
    asked: Provider = request.param
    pytest.importorskip(asked.package)
    return asked


@pytest.fixture
def server(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of the provider, which its package finds in the environment."""
    state = Server(provider)

    class Handler(QuietHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, said = state.answer(self.path, body)
            content = json.dumps(said).encode() + b"\n"
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with serving(Handler) as address:
        state.address = address
        monkeypatch.setenv(provider.variable, address)
        yield state


def model_of(provider: Provider, timeout: float = 10.0) -> LangchainModel:
    """Return the model as a run has it."""
    from summarizer.models.langchain_model import LangchainModel  # noqa: PLC0415 - takes seconds to load

    return LangchainModel(provider.model, find_endpoint(provider.model.partition(":")[0], ENVIRON), timeout=timeout)


def test_a_reply_comes_in_its_shape_with_its_counts(provider: Provider, server: Server) -> None:
    """The limit of output tokens goes in; text, stop reason, usage and model come out."""
    reply = model_of(provider).reply(request(model=provider.model))

    ((path, body),) = server.asked
    assert provider.path in path
    assert provider.limit(body) == 200
    cached = 0 if provider.package == "langchain_ollama" else 40
    assert json.loads(reply.text) == json.loads(TEXT)
    assert reply == Reply(reply.text, "finished", Usage(100, 10, cached), reply.model)


def test_a_reply_that_was_cut_off_is_told_as_one(provider: Provider, server: Server) -> None:
    """Every provider has words of its own for it."""
    server.is_cut = True
    assert model_of(provider).reply(request(model=provider.model)).stop == "length"


def test_an_error_is_told_in_our_words(provider: Provider, server: Server) -> None:
    """Status and the server's own words are shown, its keys and the library's sentences are not."""
    model = model_of(provider)
    for status, kind in ((401, ModelUnavailable), (429, TransientError), (500, TransientError)):
        server.statuses.append(status)
        with pytest.raises(ModelUnavailable) as failure:
            model.reply(request(model=provider.model))
        assert type(failure.value) is kind
        assert str(failure.value) == f"the model's server answered with HTTP {status}: [key] is odd"
        assert failure.value.__cause__ is None
    assert len(server.asked) == 3


def test_a_server_that_is_late_is_told(provider: Provider, server: Server) -> None:
    """The time-out is that of the run."""
    server.delay = 1.5
    with pytest.raises(TransientError, match=r"^the model did not answer within 0\.3 s$"):
        model_of(provider, timeout=0.3).reply(request(model=provider.model))


def test_a_server_that_is_not_there_is_named_and_given_up(
    provider: Provider, server: Server, ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is that which could not be reached, and it is not waited for."""
    monkeypatch.setenv(provider.variable, "http://127.0.0.1:9")
    retry_policy = RetryPolicy(sleep=clock.sleep, clock=clock)
    pace = ModelPace(clock=clock, sleep=clock.sleep)
    with pytest.raises(UnreachableModel, match=r"^the model's server at 127\.0\.0\.1:9 cannot be reached$"):
        Caller(model_of(provider), ledger, Budget(Purse(), None), pace, retry_policy).ask(request(model=provider.model))
    assert sum(clock.slept) < 5
    assert server.asked == []


def test_a_run_goes_through(provider: Provider, server: Server, ledger: Ledger, clock: Clock) -> None:
    """A fault that passes is tried again, and what was answered once is served for ever."""
    server.statuses.append(503)
    retry_policy = RetryPolicy(sleep=clock.sleep, clock=clock)
    pace = ModelPace(clock=clock, sleep=clock.sleep)
    caller = Caller(model_of(provider), ledger, Budget(Purse(), None), pace, retry_policy)
    for _ in range(2):
        assert caller.ask(request(model=provider.model)).reply.text == "문장입니다."
    assert [call.state for call in ledger.calls()] == ["failed", "valid"]


def test_a_key_that_a_client_finds_itself_is_hidden(provider: Provider, server: Server) -> None:
    """Where the endpoint has no key, that of the client is taken out of what is shown."""
    if provider.package != "langchain_anthropic":
        pytest.skip("its client needs no key, or is given one before")
    from summarizer.models.langchain_model import LangchainModel  # noqa: PLC0415 - takes seconds to load

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANTHROPIC_API_KEY", SECRET)
        model = LangchainModel(provider.model, Endpoint())
    server.statuses.append(401)
    with pytest.raises(ModelUnavailable, match=r"\[key\] is odd"):
        model.reply(request(model=provider.model, parameters={}))
