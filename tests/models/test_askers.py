"""The environment and the settings decide which server is asked, by which key, and within which limits."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.language_models import FakeMessagesListChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda
from pydantic import SecretStr

from summarizer.errors import ConfigError
from summarizer.io.settings import Settings
from summarizer.models.chat import BudgetExceeded, ModelUnavailable, NotAsked, Reply, Usage
from summarizer.models.cost import Purse
from summarizer.models.endpoints import Endpoint, find_endpoint
from summarizer.models.langchain_model import LangchainModel
from summarizer.models.opening import open_asker
from summarizer.models.options import ModelOptions
from summarizer.models.replay import record
from tests.models.conftest import MODEL, request
from tests.models.openai_server import status

if TYPE_CHECKING:
    from pathlib import Path

    from langchain_core.runnables import Runnable

    from tests.models.openai_server import OpenaiServer


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_server_on_this_machine_needs_no_key(server: OpenaiServer) -> None:
    """OPENAI_BASE_URL is enough for a local server, and a reply is stored for the next run."""
    environ = {"OPENAI_BASE_URL": server.url}
    for _ in range(2):
        with open_asker(ModelOptions(MODEL), Settings(), environ) as asker:
            assert asker.ask(request()).reply.text == "문장입니다."

    assert server.calls == 1


def test_the_key_of_the_environment_is_sent(server: OpenaiServer) -> None:
    """OPENAI_API_KEY is honoured."""
    environ = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "sk-0123456789"}
    with open_asker(ModelOptions(MODEL), Settings(), environ) as asker:
        asker.ask(request())

    assert server.headers[0]["authorization"] == "Bearer sk-0123456789"


@pytest.mark.parametrize(
    ("model", "environ", "reason"),
    [
        ("gpt-5", {}, "name the model as provider:name"),
        ("openai:gpt-5", {}, "set OPENAI_API_KEY"),
        ("openai:gpt-5", {"OPENAI_BASE_URL": "http://192.0.2.1/v1"}, "set OPENAI_API_KEY"),
        ("openai:gpt-5", {"OPENAI_BASE_URL": "localhost:8000"}, "has to start with http"),
        ("nobody:gpt-5", {}, "its provider is unknown or refuses the settings"),
        ("mistralai:mistral", {}, "not installed: pip install langchain-mistralai"),
        ("anthropic:claude", {}, "models of anthropic need a key: set ANTHROPIC_API_KEY"),
        ("google_genai:gemini", {}, "models of google_genai need a key: set GOOGLE_API_KEY"),
        ("replay:/no/such/file", {}, "cannot read /no/such/file"),
    ],
)
def test_what_cannot_work_is_refused_before_the_first_call(model: str, environ: dict[str, str], reason: str) -> None:
    """A wrong name or a missing key ends in one sentence that says what to do."""
    with pytest.raises(ConfigError, match=reason) as refusal, open_asker(ModelOptions(model), Settings(), environ):
        pass

    assert "\n" not in str(refusal.value)


def test_a_budget_for_an_unknown_price_is_refused(server: OpenaiServer) -> None:
    """A limit that cannot be held is not promised; the user's own prices make it hold."""
    environ = {"OPENAI_BASE_URL": server.url}
    options = ModelOptions("openai:mine", purse=Purse(Decimal(1)))

    with pytest.raises(ConfigError, match="the price of the model"), open_asker(options, Settings(), environ):
        pass


def test_the_prices_of_the_settings_hold_the_budget(server: OpenaiServer, tmp_path: Path) -> None:
    """A model that costs a dollar a token is not called for a dollar."""
    price = "{ input = 1_000_000, output = 1_000_000, max_output = 9 }"
    (tmp_path / "own.toml").write_text(f'as_of = 2027-01-01\n[models]\n"openai:mine" = {price}\n', encoding="utf-8")
    options = ModelOptions("openai:mine", purse=Purse(Decimal(1)))
    settings = Settings(prices=tmp_path / "own.toml")

    with open_asker(options, settings, {"OPENAI_BASE_URL": server.url}) as asker, pytest.raises(BudgetExceeded):
        asker.ask(request(model="openai:mine"))

    assert server.calls == 0


def test_a_batch_is_written_without_a_key_and_without_a_call(tmp_path: Path) -> None:
    """Who asks by file needs no server; the file is complete when the run is."""
    options = ModelOptions(MODEL, batch=tmp_path / "out.jsonl")

    with open_asker(options, Settings(), {}) as asker, pytest.raises(NotAsked):
        asker.ask(request())

    line = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert line["body"]["model"] == "gpt-4.1-mini"


def test_recorded_replies_need_neither_key_nor_cache(tmp_path: Path) -> None:
    """`replay:FILE` is a model as well."""
    reply = Reply('{"text": "문장"}', "finished", None, "gpt")
    (tmp_path / "replies.jsonl").write_text(record(request(), reply, "written"), encoding="utf-8")

    with open_asker(ModelOptions(f"replay:{tmp_path / 'replies.jsonl'}"), Settings(), {}) as asker:
        assert asker.ask(request()).reply.text == "문장"

    assert not (tmp_path / "cache").exists()


def test_an_address_is_named_without_its_secrets() -> None:
    """What is stored of a server is host, port and path."""
    assert Endpoint("https://user:secret@example.org:8443/v1/?token=secret").name == "example.org:8443/v1"
    assert Endpoint().name == ""
    assert find_endpoint("ollama", {"OPENAI_BASE_URL": "http://127.0.0.1/v1"}) == Endpoint()
    assert find_endpoint("google_genai", {"GEMINI_API_KEY": "AIza-0123"}) == Endpoint(key="AIza-0123")


class Elsewhere(FakeMessagesListChatModel):
    """A model of another provider, which is asked for a shape in its own way."""

    def with_structured_output(self, schema: Any, **_: Any) -> Runnable[Any, Any]:  # noqa: ANN401 - LangChain's signature
        """Return the raw message beside what was parsed."""
        return self | RunnableLambda(lambda message: {"raw": message, "parsed": None, "schema": schema})


@pytest.mark.parametrize(
    ("stop", "reads"), [("end_turn", "finished"), ("MAX_TOKENS", "length"), ("refusal", "refused"), ("odd", "other")]
)
def test_another_provider_is_asked_in_its_own_way(monkeypatch: pytest.MonkeyPatch, stop: str, reads: str) -> None:
    """Tool calls, usage and stop reason of any LangChain model come out of the seam in our words."""
    call = {"name": "Sentence", "args": {"text": "문장"}, "id": "1"}
    usage = {"input_tokens": 5, "output_tokens": 2, "total_tokens": 7}
    message = AIMessage("", tool_calls=[call], usage_metadata=usage, response_metadata={"stop_reason": stop})  # type: ignore[arg-type, list-item]
    model = Elsewhere(responses=[message])
    monkeypatch.setattr("summarizer.models.langchain_model.init_chat_model", lambda *_, **__: model)

    reply = LangchainModel("elsewhere:model", Endpoint()).reply(request())

    assert (reply.text, reply.stop, reply.model) == ('{"text": "문장"}', reads, "model")
    assert reply.usage == Usage(5, 2)


def test_ollama_gets_its_limit_and_its_time_out_by_its_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its package drops what it does not know, and its cut-off is told as one."""
    message = AIMessage("{}", response_metadata={"done_reason": "length"})
    settings: dict[str, Any] = {}

    def make(_: str, **given: object) -> Elsewhere:
        settings.update(given)
        return Elsewhere(responses=[message])

    monkeypatch.setattr("summarizer.models.langchain_model.init_chat_model", make)
    reply = LangchainModel("ollama:llama3", Endpoint(), timeout=7).reply(request())

    assert (settings["num_predict"], settings["client_kwargs"]) == (200, {"timeout": 7})
    assert "max_tokens" not in settings
    assert reply.stop == "length"


def test_a_key_that_a_client_misses_is_told_before_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """LangChain knows which variable of the environment it looks for."""

    class Locked(Elsewhere):
        elsewhere_api_key: SecretStr | None = None

        @property
        def lc_secrets(self) -> dict[str, str]:
            return {"elsewhere_api_key": "ELSEWHERE_API_KEY"}

    key: list[SecretStr | None] = [None, SecretStr(""), SecretStr("a-key-of-its-own")]
    monkeypatch.setattr(
        "summarizer.models.langchain_model.init_chat_model",
        lambda *_, **__: Locked(responses=[AIMessage("a-key-of-its-own")], elsewhere_api_key=key[0]),
    )
    for _ in range(2):
        with pytest.raises(ConfigError, match="models of elsewhere need a key: set ELSEWHERE_API_KEY"):
            LangchainModel("elsewhere:model", Endpoint())
        key.pop(0)
    assert LangchainModel("elsewhere:model", Endpoint()).reply(request()).text == "[key]"


def test_a_client_that_breaks_as_it_is_made_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the package of a provider raises, it is one sentence, and none of the package's own."""

    def fail(*_: object, **__: object) -> None:
        message = "Your default credentials were not found."
        raise RuntimeError(message)

    monkeypatch.setattr("summarizer.models.langchain_model.init_chat_model", fail)
    with pytest.raises(ConfigError, match=r"refuses the settings \(RuntimeError\)$"):
        LangchainModel("elsewhere:model", Endpoint())


def test_an_unknown_error_of_a_provider_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that raises errors of its own cannot end the run."""

    class Odd(Elsewhere):
        def _generate(self, *_: Any, **__: Any) -> Any:  # noqa: ANN401 - LangChain's signature
            message = "the quota of sk-abcdef0123456789 is used up"
            raise RuntimeError(message)

    monkeypatch.setattr("summarizer.models.langchain_model.init_chat_model", lambda *_, **__: Odd(responses=[]))

    with pytest.raises(ModelUnavailable, match=r"answered with an error: the quota of \[key\] is used up"):
        LangchainModel("elsewhere:model", Endpoint()).reply(request())


def test_a_wrong_first_request_does_not_weaken_the_others(server: OpenaiServer) -> None:
    """A request that is refused in every form says nothing about the forms."""
    model = LangchainModel(MODEL, Endpoint(server.url, "none"))
    server.faults.extend([status(400)] * 3)
    for _ in range(3):
        with pytest.raises(ModelUnavailable):
            model.reply(request())

    model.reply(request())

    assert "response_format" in server.bodies[-1]
