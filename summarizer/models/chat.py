"""The seam to chat models: messages and a reply schema in; reply, usage and stop reason out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from summarizer.errors import INCONCLUSIVE, YoyakError
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

# `refused` is the model's own decision or that of a filter before it; `other` is what no one has a name for.
StopReason = Literal["finished", "length", "refused", "other"]
A_PERSON = Message("a person, not a model", "모델이 아닌 사람")
"""Who answered where a reply was written by hand; the English stands in place of a model's name."""
INTERRUPTED = Message("the run was interrupted", "실행이 중단되었습니다")
"""Why a question was not asked once the user had ended the run."""


class ReplyModel(BaseModel):
    """What a reply has to look like; every field is required, since some providers insist on that."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# No model reads or writes as much in one call.
_MOST_TOKENS = 1e9

R = TypeVar("R", bound=ReplyModel)
R_co = TypeVar("R_co", bound=ReplyModel, covariant=True)


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class PromptId:
    """The released version of a prompt that messages were rendered from."""

    name: str
    version: str
    sha: str

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


@dataclass(frozen=True, eq=False)
class ChatRequest(Generic[R_co]):
    """One question to a model, with everything that its answer may depend on.

    Attributes:
        model: Provider and name, such as `openai:gpt-5-mini`.
        messages: In order.
        schema: The shape of the reply.
        prompt: Where the messages come from.
        entry: The arXiv id of the paper that is asked about.
        source_sha: A hash over the text of the paper that the reply is held against.
        candidate: Which of several replies to the same question this is to be.
        parameters: What the model is set to, by LangChain's names: `temperature`, `max_tokens`, …
    """

    model: str
    messages: tuple[ChatMessage, ...]
    schema: type[R_co]
    prompt: PromptId
    entry: str
    source_sha: str
    candidate: int = 0
    parameters: Mapping[str, str | float | bool | None] = field(default_factory=dict)

    @property
    def schema_json(self) -> Mapping[str, object]:
        """The reply schema as JSON Schema."""
        return _json_schema(self.schema)

    @cached_property
    def inputs_sha(self) -> str:
        """A hash over the messages, which every input of the prompt is rendered into."""
        return _sha([[message.role, message.text] for message in self.messages])

    @cached_property
    def key(self) -> str:
        """A hash over what decides about the reply; equal for requests that need to be paid for only once."""
        decisive = [self.model, dict(self.parameters), self.prompt.sha, self.inputs_sha, self.source_sha]
        return _sha([*decisive, self.schema_json, self.candidate])

    @cached_property
    def label(self) -> str:
        """A name for people and batch files: entry, prompt and candidate, made unique by the start of the key."""
        return f"{self.entry}:{self.prompt}:{self.candidate}:{self.key[:16]}"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call or of several.

    Attributes:
        input_tokens: All tokens of the messages.
        output_tokens: All tokens that were written, thinking included.
        cached_tokens: Those of the input that the provider had seen before and charges less for.
    """

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0

    @classmethod
    def counted(cls, read: object, written: object, cached: object) -> Usage | None:
        """Return the tokens that a server says it counted; None where that cannot be a count of one call's tokens."""
        counts = [int(n) for n in (read, written, cached or 0) if isinstance(n, int | float) and 0 <= n < _MOST_TOKENS]
        return cls(*counts) if len(counts) == 3 else None

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model returned, not yet believed to be of any shape.

    Attributes:
        text: The reply, or the words of a refusal.
        stop: Why the model stopped.
        usage: What it counted; None from a server that counts nothing.
        model: The model that says it answered.
    """

    text: str
    stop: StopReason
    usage: Usage | None
    model: str


class ChatModel(Protocol):
    """A model that can be asked, from any number of threads."""

    def reply(self, request: ChatRequest[R]) -> Reply:
        """Return what the model answers to one call, whatever it is.

        Raises:
            TransientError: If another try may help.
            ModelUnavailable: If it may not.
        """
        ...


class GenerationError(YoyakError):
    """A model gave nothing that can be used."""

    exit_code = INCONCLUSIVE


class ModelUnavailable(GenerationError):
    """The model did not answer, or may not be asked; the message says whether a later try may help."""


class ReplyRejected(GenerationError):
    """The model answered with something that cannot be used.

    Attributes:
        reply: What it answered.
    """

    def __init__(self, sentence: Message | str, reply: Reply) -> None:
        super().__init__(sentence)
        self.reply = reply


class BudgetExceeded(GenerationError):
    """Another call could cost more than is left of the budget."""


class TransientError(ModelUnavailable):
    """A call that failed in a way that another try may better.

    Attributes:
        retry_after: Seconds for which the server asked to be left alone; None when it did not.
        is_perhaps_billed: Whether the server may have done the work all the same.
    """

    def __init__(
        self, sentence: Message | str, *, retry_after: float | None = None, is_perhaps_billed: bool = False
    ) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
        self.is_perhaps_billed = is_perhaps_billed


class UnreachableModel(TransientError):
    """No connection could be made."""


class NotAsked(ModelUnavailable):
    """No call was made, so there is nothing to note of it."""


@cache
def _json_schema(schema: type[ReplyModel]) -> Mapping[str, object]:
    return schema.model_json_schema()


def _sha(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
