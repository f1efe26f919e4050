"""Requests as files and replies from files, in the format of OpenAI's Batch API."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from summarizer.io.files import write_text_atomically
from summarizer.io.json_lines import read_json_lines
from summarizer.io.objections import objection
from summarizer.messages import Message
from summarizer.models.chat import ModelUnavailable, NotAsked, Reply, StopReason, Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from summarizer.models.chat import ChatRequest, R, ReplyModel

_URL = "/v1/chat/completions"
_OK = 200
_STOPS: Mapping[str, StopReason] = {
    "stop": "finished",
    "tool_calls": "finished",
    "length": "length",
    "content_filter": "refused",
}


class _CachedTokens(BaseModel):
    cached_tokens: object = None


class _Usage(BaseModel):
    prompt_tokens: object = None
    completion_tokens: object = None
    prompt_tokens_details: _CachedTokens | None = None


class _Function(BaseModel):
    arguments: str


class _ToolCall(BaseModel):
    function: _Function


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[_ToolCall] | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Error(BaseModel):
    code: str | int | None = None
    message: str | None = None


class _Body(BaseModel):
    choices: list[_Choice] = []
    usage: _Usage | None = None
    model: str = ""
    error: _Error | None = None


def _without_page(body: object) -> object:
    # A server in between answers with a page, which is no reply and says nothing that helps.
    return None if isinstance(body, str) else body


class _Response(BaseModel):
    status_code: int
    body: Annotated[_Body | None, BeforeValidator(_without_page)] = None


class _Result(BaseModel):
    response: _Response | None = None
    error: _Error | None = None


class _Line(BaseModel):
    model_config = ConfigDict(extra="allow")

    custom_id: str


class BatchModel:
    """A model that is asked by file: what has no reply yet is collected to be asked for.

    Args:
        body: Returns the body that a live call would send.
        replies: Files of results, of finished and of failed requests; of several for one request the last
            reply counts.

    Raises:
        ConfigError: If a file cannot be read.
        DatasetError: If a line is no result.
    """

    def __init__(
        self, body: Callable[[ChatRequest[ReplyModel]], Mapping[str, object]], replies: Iterable[Path] = ()
    ) -> None:
        self._body = body
        self._lock = threading.Lock()
        self._requests: dict[str, str] = {}
        self._results: dict[str, _Line] = {}
        for path in replies:
            for _, line in read_json_lines(path, _Line):
                before = self._results.get(line.custom_id)
                if before is None or _is_reply(line) or not _is_reply(before):
                    self._results[line.custom_id] = line

    def reply(self, request: ChatRequest[R]) -> Reply:
        """Return the reply from the files, once; a request that has none is remembered.

        Raises:
            NotAsked: If there is no reply.
            ModelUnavailable: If there is an error in its place.
        """
        with self._lock:
            result = self._results.pop(request.label, None)
        if result is None:
            self._remember(request)
            raise NotAsked(self._missing(request.label))
        try:
            return _reply(result)
        except ModelUnavailable:
            self._remember(request)
            raise

    def _remember(self, request: ChatRequest[R]) -> None:
        line = {"custom_id": request.label, "method": "POST", "url": _URL, "body": self._body(request)}
        with self._lock:
            self._requests[request.label] = json.dumps(line, ensure_ascii=False)

    def _missing(self, label: str) -> Message:
        en, ko = f"there is no reply to {label} yet", f"아직 응답이 없습니다: {label}"
        stem = label.rpartition(":")[0]
        with self._lock:
            other = next((name for name in self._results if name.rpartition(":")[0] == stem), None)
        if other is None:
            return Message(en, ko)
        return Message(
            f"{en}; the files have one to {other}, which was asked in other words",
            f"{ko}. 파일에는 내용이 다른 요청의 응답만 있습니다: {other}",
        )

    def write(self, path: Path) -> int:
        """Write the requests that have no reply yet, in the order of their names; return how many.

        Raises:
            ConfigError: If the file cannot be written.
        """
        with self._lock:
            lines = [line for _, line in sorted(self._requests.items())]
        write_text_atomically(path, "".join(f"{line}\n" for line in lines))
        return len(lines)


def _is_reply(line: _Line) -> bool:
    try:
        _reply(line)
    except ModelUnavailable:
        return False
    return True


def _reply(line: _Line) -> Reply:
    name = line.custom_id
    try:
        result = _Result.model_validate(line.model_extra)
    except ValidationError as error:
        why = objection(error)
        message = Message(
            f"the result of {name} cannot be read: {why.en}", f"배치 결과를 읽을 수 없습니다: {name}: {why.ko}"
        )
        raise ModelUnavailable(message) from error
    body = result.response.body if result.response else None
    if result.error or result.response is None or result.response.status_code != _OK or body is None:
        raise ModelUnavailable(_why(name, result, body))
    if not body.choices:
        message = Message(f"the result of {name} holds no reply", f"배치 결과에 응답이 없습니다: {name}")
        raise ModelUnavailable(message)
    choice = body.choices[0]
    said = choice.message
    calls = [call.function.arguments for call in said.tool_calls or ()]
    return Reply(
        text=said.refusal or (calls[0] if calls else said.content or ""),
        stop="refused" if said.refusal else _STOPS.get(choice.finish_reason or "", "other"),
        usage=_usage(body.usage),
        model=body.model,
    )


def _usage(counted: _Usage | None) -> Usage | None:
    if counted is None:
        return None
    cached = counted.prompt_tokens_details.cached_tokens if counted.prompt_tokens_details else None
    return Usage.counted(counted.prompt_tokens, counted.completion_tokens, cached)


def _why(name: str, result: _Result, body: _Body | None) -> Message:
    error = result.error or (body.error if body else None) or _Error()
    status = f"HTTP {result.response.status_code}" if result.response else "no response"
    words = " ".join(str(part) for part in (error.code or status, error.message) if part)
    said = f"{name}: {words[:200]}"
    return Message(f"the batch has no reply to {said}", f"배치에 응답이 없습니다: {said}")
