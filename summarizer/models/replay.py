"""Serves replies from a file instead of a model: for tests, for demonstrations, for looking again at a run.

A recording is found by the prompt and its inputs, so one that was made for another version of the prompt, or
for another text, answers nothing. It says where it comes from: `recorded` from a model, or `written` by hand.
"""

from __future__ import annotations

import json
import threading
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from summarizer.errors import DatasetError
from summarizer.io.json_lines import read_json_lines
from summarizer.messages import Message
from summarizer.models.calls import Answer
from summarizer.models.chat import A_PERSON, NotAsked, Reply, StopReason, Usage
from summarizer.models.replies import no_flaw, read_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from summarizer.models.chat import ChatRequest, R
    from summarizer.models.ledger import Call

Origin = Literal["recorded", "written"]


class Recording(BaseModel):
    """A line of a file of recordings.

    Attributes:
        origin: Whether a model gave the reply, or a person wrote it.
        label: Entry, prompt and candidate, for people.
        prompt_sha: The prompt.
        inputs_sha: What it was rendered with.
        candidate: Which of several replies this is.
        reply: The text, or the JSON object that stands for it.
        model: What gave it.
        stop: Why it stopped.
        input_tokens: What was read.
        output_tokens: What was written.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    origin: Origin
    label: str
    prompt_sha: str
    inputs_sha: str
    candidate: int = 0
    reply: str | dict[str, JsonValue]
    model: str = "replay"
    stop: StopReason = "finished"
    input_tokens: int = 0
    output_tokens: int = 0

    @property
    def key(self) -> tuple[str, str, int]:
        """What it is found by."""
        return self.prompt_sha, self.inputs_sha, self.candidate


class ReplayModel:
    """A model that says again what the recordings hold, each any number of times; it costs nothing.

    Args:
        paths: Files of recordings.

    Raises:
        ConfigError: If a file cannot be read.
        DatasetError: If a line is no valid recording, or answers what another line answers already.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._recordings: dict[tuple[str, str, int], Recording] = {}
        self._unused: dict[tuple[str, str, int], str] = {}
        self._lock = threading.Lock()
        for path in paths:
            for place, recording in read_json_lines(path, Recording):
                if recording.key in self._recordings:
                    message = Message(
                        f"{place}: {recording.label} is recorded twice",
                        f"{place}: 두 번 기록되었습니다: {recording.label}",
                    )
                    raise DatasetError(message)
                self._recordings[recording.key] = recording
                self._unused[recording.key] = f"{place} {recording.label}"

    @property
    def unused(self) -> list[str]:
        """Where the recordings stand that nobody asked for."""
        with self._lock:
            return sorted(self._unused.values())

    def reply(self, request: ChatRequest[R]) -> Reply:
        """Return the recorded reply.

        Raises:
            NotAsked: If there is none.
        """
        key = (request.prompt.sha, request.inputs_sha, request.candidate)
        recording = self._recordings.get(key)
        if recording is None:
            shas = request.prompt.sha, request.inputs_sha
            message = Message(
                "there is no recording of {} (prompt {}, inputs {})".format(request.label, *shas),
                "기록된 응답이 없습니다: {} (프롬프트 {}, 입력 {})".format(request.label, *shas),
            )
            raise NotAsked(message)
        with self._lock:
            self._unused.pop(key, None)
        text = recording.reply if isinstance(recording.reply, str) else json.dumps(recording.reply, ensure_ascii=False)
        usage = Usage(recording.input_tokens, recording.output_tokens)
        # What a person wrote is never taken for a model's.
        model = recording.model if recording.origin == "recorded" else A_PERSON.en
        return Reply(text, recording.stop, usage, model)

    def calls(self, request: ChatRequest[R]) -> list[Call]:  # noqa: ARG002 - what an asker has to offer
        """Return no calls: none was made."""
        return []

    @property
    def spent(self) -> Decimal:
        """Nothing."""
        return Decimal(0)

    def ask(self, request: ChatRequest[R], flaw: Callable[[R], Message | None] = no_flaw) -> Answer[R]:
        """Return the recorded reply in the shape that is asked for; asking again would not change it.

        Raises:
            NotAsked: If there is none.
            ReplyRejected: If it cannot be used.
        """
        reply = self.reply(request)
        usage = reply.usage or Usage()
        return Answer(read_reply(reply, request.schema, flaw), reply.model, usage, Decimal(0), is_from_ledger=False)


def record(request: ChatRequest[R], reply: Reply, origin: Origin) -> str:
    """Return the line, without its line break, that answers this request with this reply."""
    usage = reply.usage or Usage()
    recording = Recording(
        origin=origin,
        label=request.label,
        prompt_sha=request.prompt.sha,
        inputs_sha=request.inputs_sha,
        candidate=request.candidate,
        reply=reply.text,
        model=reply.model,
        stop=reply.stop,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
    )
    return recording.model_dump_json(exclude_defaults=True)
