"""Speaks to chat models through LangChain: the only file that knows it, and OpenAI's client below it.

LangChain is given nothing to decide: it makes one request a call, tries nothing again and traces nothing.
"""

from __future__ import annotations

import json
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from langchain.chat_models import init_chat_model
from langchain_core.exceptions import ContextOverflowError
from langchain_openai.chat_models.base import BaseChatOpenAI
from langsmith import tracing_context
from pydantic import SecretStr

from summarizer.errors import ConfigError
from summarizer.messages import Message
from summarizer.models.chat import ModelUnavailable, Reply, TransientError, UnreachableModel, Usage
from summarizer.models.endpoints import missing_key
from summarizer.models.failures import read_failure
from summarizer.models.redaction import Redaction
from summarizer.models.replies import ReplyForm, ReplyForms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

    from summarizer.models.chat import ChatRequest, R, StopReason
    from summarizer.models.endpoints import Endpoint

_TIMEOUT_SECONDS = 120.0
_SHOWN = 200
# Statuses that say: not this kind of request, whatever stands in it.
_NOT_UNDERSTOOD = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_IMPLEMENTED})
_STOP_FIELDS = ("finish_reason", "stop_reason", "done_reason")
_STOPS: Mapping[str, StopReason] = {
    **dict.fromkeys(("stop", "end_turn", "stop_sequence", "tool_calls", "tool_use", "function_call"), "finished"),
    **dict.fromkeys(("length", "max_tokens", "model_context_window_exceeded", "model_length"), "length"),
    **dict.fromkeys(("content_filter", "refusal", "safety", "prohibited_content", "blocklist", "spii"), "refused"),
}


class LangchainModel:
    """A model of any provider that LangChain knows, or behind any server that speaks OpenAI's protocol.

    Args:
        model: Provider and name, such as `openai:gpt-5-mini`.
        endpoint: Where it is reached.
        timeout: Seconds to wait for an answer.
        is_traced: Whether LangSmith may be told of every call, as its own environment variables say.

    Raises:
        ConfigError: If the provider is unknown, its package is missing, or it lacks a key.
    """

    def __init__(
        self, model: str, endpoint: Endpoint, *, timeout: float = _TIMEOUT_SECONDS, is_traced: bool = False
    ) -> None:
        self._provider, _, self._name = model.partition(":")
        self._endpoint = endpoint
        self._timeout = timeout
        self._tracing = None if is_traced else False
        self._forms = ReplyForms()
        self._clients: dict[str, BaseChatModel] = {}
        self._lock = threading.Lock()
        keys = _keys(self._client({})).values()
        self._redaction = Redaction({endpoint.key or "", *keys})

    def reply(self, request: ChatRequest[R]) -> Reply:
        """Make one call and return what came back.

        Raises:
            TransientError: If another try may help, also because the next one is made in another form.
            ModelUnavailable: If none can.
            ConfigError: If the model cannot be set as the request wants it.
        """
        form = self._forms.current
        client = self._client(request.parameters)
        try:
            with tracing_context(enabled=self._tracing):
                reply = self._reply(_invoke(client, request, form))
        except Exception as error:  # noqa: BLE001 - the package of each provider raises errors of its own
            # The foreign error holds the request, and with it the key: it is not kept as the cause.
            raise self._translated(error, form) from None
        self._forms.confirm(form)
        return reply

    def body(self, request: ChatRequest[R]) -> dict[str, object]:
        """Return the body that a live call sends to `/v1/chat/completions`.

        Raises:
            ConfigError: If the model is not spoken to in OpenAI's protocol.
        """
        client = self._client(request.parameters)
        if not isinstance(client, BaseChatOpenAI):
            message = Message(
                f"batch files are in OpenAI's format, which {request.model} does not understand",
                f"배치 파일은 OpenAI 형식이어서 이 모델에는 쓸 수 없습니다: {request.model}",
            )
            raise ConfigError(message)
        form = self._forms.current
        # What a live call sends is made in no public place.
        payload = client._get_request_payload(_messages(request, form), **_wire_form(request, form))  # noqa: SLF001
        extra: dict[str, object] = payload.pop("extra_body", {})
        return payload | extra

    def _client(self, parameters: Mapping[str, object]) -> BaseChatModel:
        key = json.dumps(dict(parameters), sort_keys=True)
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._made(parameters)
            return self._clients[key]

    def _made(self, parameters: Mapping[str, object]) -> BaseChatModel:
        settings = _settings(self._provider, self._timeout, parameters)
        if self._endpoint.base_url:
            settings["base_url"] = self._endpoint.base_url
        if self._endpoint.key is not None:
            settings["api_key"] = self._endpoint.key
        try:
            client: BaseChatModel = init_chat_model(self._name, model_provider=self._provider, **settings)
        except ImportError as error:
            raise ConfigError(_without_package(self._provider, error)) from None
        except Exception as error:  # noqa: BLE001 - the package of each provider raises errors of its own
            raise ConfigError(self._unusable(error)) from None
        _require_key(self._provider, client)
        return client

    def _unusable(self, error: Exception) -> Message:
        name, kind = f"{self._provider}:{self._name}", type(error).__name__
        return Message(
            f"{name} cannot be used: its provider is unknown or refuses the settings ({kind})",
            f"{name} 모델을 쓸 수 없습니다. 제공자를 알 수 없거나 설정이 맞지 않습니다({kind})",
        )

    def _translated(self, error: Exception, form: ReplyForm) -> ModelUnavailable:
        failure = read_failure(error)
        server = self._endpoint.name or failure.address
        if failure.kind == "unreachable":
            en, ko = (f" at {server}", f"({server})") if server else ("", "")
            gone = Message(f"the model's server{en} cannot be reached", f"모델 서버{ko}에 연결할 수 없습니다")
            return UnreachableModel(gone)
        if failure.kind == "late":
            late = Message(
                f"the model did not answer within {self._timeout:g} s",
                f"모델이 {self._timeout:g}초 안에 응답하지 않았습니다",
            )
            return TransientError(late, is_perhaps_billed=True)
        if failure.kind == "broken off":
            broken = Message("the connection to the model broke off", "모델과의 연결이 끊겼습니다")
            return TransientError(broken, is_perhaps_billed=True)
        if failure.kind == "unreadable":
            foreign = Message(
                "the server answered with something that is no reply", "모델 서버의 응답을 읽을 수 없습니다"
            )
            return TransientError(foreign, is_perhaps_billed=True)
        said = f": {words}" if (words := self._clean(failure.words)) else ""
        kind = f"HTTP {failure.status}" if failure.status else ""
        message = Message(
            f"the model's server answered with {kind or 'an error'}{said}",
            f"모델 서버가 오류를 돌려주었습니다{f'({kind})' if kind else ''}{said}",
        )
        if not isinstance(error, ContextOverflowError) and self._is_worth_another_form(failure.status, form):
            return TransientError(message, retry_after=0.0)
        return (
            TransientError(message, retry_after=failure.retry_after) if failure.may_pass else ModelUnavailable(message)
        )

    def _is_worth_another_form(self, status: int | None, form: ReplyForm) -> bool:
        is_failing = status == HTTPStatus.INTERNAL_SERVER_ERROR
        if not is_failing and status not in _NOT_UNDERSTOOD:
            return False
        return self._forms.refuse(form, is_sure=not is_failing)

    def _reply(self, message: AIMessage) -> Reply:
        facts = message.response_metadata
        refusal = message.additional_kwargs.get("refusal")
        stop = str(next(filter(None, map(facts.get, _STOP_FIELDS)), "")).lower()
        return Reply(
            text=self._safe(str(refusal) if refusal else _text(message)),
            stop="refused" if refusal else _STOPS.get(stop, "other"),
            usage=_usage(message),
            model=self._safe(str(facts.get("model_name") or facts.get("model") or self._name)),
        )

    def _clean(self, words: str) -> str:
        return self._redaction.of_words(" ".join(_whole(words).split()))[:_SHOWN]

    def _safe(self, text: str) -> str:
        """Return a text of the server without the key, and without halves of characters, which cannot be stored."""
        return self._redaction.of(_whole(text))


def _invoke(client: BaseChatModel, request: ChatRequest[R], form: ReplyForm) -> AIMessage:
    if isinstance(client, BaseChatOpenAI):
        return client.invoke(_messages(request, form), **_wire_form(request, form))
    if form is ReplyForm.TEXT:
        return client.invoke(_messages(request, form))
    structured = client.with_structured_output(request.schema, include_raw=True)
    answer: Any = structured.invoke(_messages(request, form))
    message: AIMessage = answer["raw"]
    return message


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _settings(provider: str, timeout: float, parameters: Mapping[str, object]) -> dict[str, Any]:
    """Return what a client is set to, by the names that its provider's package has for it."""
    if provider == "ollama":
        # What its package does not know it drops without a word.
        renamed = {"num_predict" if name == "max_tokens" else name: value for name, value in parameters.items()}
        return {"client_kwargs": {"timeout": timeout}} | renamed
    settings: dict[str, Any] = {"timeout": timeout, "max_retries": 0} | dict(parameters)
    return settings | {"use_responses_api": False} if provider == "openai" else settings


def _without_package(provider: str, error: ImportError) -> Message:
    missing = error.name or getattr(error.__cause__, "name", None) or f"langchain-{provider}"
    package = missing.partition(".")[0].replace("_", "-")
    return Message(
        f"models of {provider} need a package that is not installed: pip install {package}",
        f"{provider} 모델에 필요한 패키지가 설치되어 있지 않습니다: pip install {package}",
    )


def _keys(client: BaseChatModel) -> dict[str, str]:
    """Return the keys that a client knows of, by the variable of the environment; those that are missing are empty."""
    secrets = {variable: getattr(client, name, None) for name, variable in client.lc_secrets.items()}
    return {
        variable: secret.get_secret_value() if secret else ""
        for variable, secret in secrets.items()
        if variable.endswith("_KEY") and isinstance(secret, SecretStr | None)
    }


def _require_key(provider: str, client: BaseChatModel) -> None:
    keys = _keys(client)
    if keys and not any(keys.values()):
        raise ConfigError(missing_key(provider, next(iter(keys))))


def _messages(request: ChatRequest[R], form: ReplyForm) -> list[tuple[str, str]]:
    messages: list[tuple[str, str]] = [(message.role, message.text) for message in request.messages]
    if form is ReplyForm.TEXT:
        schema = json.dumps(request.schema_json, ensure_ascii=False)
        messages.append(("user", f"Answer with one JSON object and nothing else. Its JSON Schema: {schema}"))
    return messages


def _wire_form(request: ChatRequest[R], form: ReplyForm) -> dict[str, Any]:
    """Return what asks a server of OpenAI's protocol for the form."""
    name = request.schema.__name__
    if form is ReplyForm.SCHEMA:
        schema = {"name": name, "schema": request.schema_json, "strict": True}
        # As an extra field it passes by the client's own parsing, which throws a truncated reply away.
        return {"extra_body": {"response_format": {"type": "json_schema", "json_schema": schema}}}
    if form is ReplyForm.TOOL:
        function = {"name": name, "description": "Gives the answer.", "parameters": request.schema_json}
        choice = {"type": "function", "function": {"name": name}}
        return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
    return {}


def _text(message: AIMessage) -> str:
    for call in message.tool_calls:
        return json.dumps(call["args"], ensure_ascii=False)
    for broken in message.invalid_tool_calls:
        return broken["args"] or ""
    return message.text


def _usage(message: AIMessage) -> Usage | None:
    counted = message.usage_metadata
    if not counted:
        return None
    cached = (counted.get("input_token_details") or {}).get("cache_read")
    return Usage.counted(counted["input_tokens"], counted["output_tokens"], cached)
