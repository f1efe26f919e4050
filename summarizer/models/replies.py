"""Reads a reply into the shape that was asked for, or says why it cannot be used."""

from __future__ import annotations

import threading
from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, ValidationError

from summarizer.messages import Message
from summarizer.models.chat import ReplyModel, ReplyRejected
from summarizer.models.escapes import CONTROL, restored

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic.config import JsonDict

    from summarizer.models.chat import R, Reply

_SHOWN = 160
_LONGEST = 100_000
# What is wrong with a field, by pydantic's name for it.
_KOREAN = {
    "missing": "필드가 없습니다",
    "extra_forbidden": "스키마에 없는 필드입니다",
    "string_type": "문자열이 아닙니다",
    "list_type": "목록이 아닙니다",
    "model_type": "객체가 아닙니다",
    "value_error": "내용이 없습니다",
}


def no_flaw(_: ReplyModel) -> None:
    """Accept every reply of the right shape."""


def read_reply(reply: Reply, schema: type[R], flaw: Callable[[R], Message | None] = no_flaw) -> R:
    """Return the reply in the shape of the schema.

    Words around the JSON object are forgiven, as models without structured output write them: a code fence,
    a greeting, a chain of thought.

    Args:
        reply: What the model returned.
        schema: The shape.
        flaw: Says what else makes a reply of the right shape useless, in one sentence.

    Raises:
        ReplyRejected: If the model refused, was cut off, said nothing or far too much, or wrote something of another
            shape or use.
    """
    text = reply.text.strip()
    if (failure := _failure(reply, text)) is not None:
        raise ReplyRejected(failure, reply)
    try:
        parsed = schema.model_validate_json(_object_in(text))
    except ValidationError as error:
        raise ReplyRejected(_sentence(error, text), reply) from error
    if (objection := flaw(parsed)) is not None:
        raise ReplyRejected(objection, reply)
    return parsed


def _failure(reply: Reply, text: str) -> Message | None:
    if reply.stop == "refused":
        return Message(f"the model refused{_quoted(text)}", f"모델이 거절했습니다{_quoted(text)}")
    if reply.stop == "length":
        return Message(
            "the reply was cut off at the limit of output tokens", "응답이 출력 토큰 한도에 걸려 중간에 끊겼습니다"
        )
    if len(text) > _LONGEST:
        return Message(f"the reply is longer than {_LONGEST:,} characters", f"응답이 {_LONGEST:,}자보다 깁니다")
    return None if text else Message("the reply is empty", "응답이 비어 있습니다")


def _object_in(text: str) -> str:
    answer = text.rpartition("</think>")[2]
    start, end = answer.find("{"), answer.rfind("}")
    return answer[start : end + 1] if 0 <= start < end else answer


def _sentence(error: ValidationError, text: str) -> Message:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return Message(f"the reply is not JSON{_quoted(text)}", f"응답이 JSON이 아닙니다{_quoted(text)}")
    # A name that the model made up is as long as it likes.
    place = ".".join(map(str, first["loc"]))[:_SHOWN] or "reply"
    return Message(
        f"the reply does not fit its schema: {place}: {first['msg'][0].lower()}{first['msg'][1:]}",
        f"응답이 스키마에 맞지 않습니다: {place}: {_KOREAN.get(first['type'], '값의 형식이 다릅니다')}",
    )


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f": {words if len(words) <= _SHOWN else words[:_SHOWN] + '…'!r}" if words else ""


# A server that breaks over a form breaks every time; one that broke once may have had another reason.
_FAILURES_THAT_TELL = 2


class ReplyForm(IntEnum):
    """The ways to ask for a shape, the strictest first."""

    SCHEMA = 0  # `response_format` with the JSON Schema
    TOOL = 1  # a function that has to be called
    TEXT = 2  # words in the prompt


class ReplyForms:
    """The strictest form that a model understands, found out by asking; shared by all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._understood: ReplyForm | None = None
        self._tried = ReplyForm.SCHEMA
        self._failures: Counter[ReplyForm] = Counter()

    @property
    def current(self) -> ReplyForm:
        """The form that the next call is made in."""
        with self._lock:
            return self._tried if self._understood is None else self._understood

    def confirm(self, form: ReplyForm) -> None:
        """Note that the model answered; from now on errors have other reasons than the form."""
        with self._lock:
            self._understood = form if self._understood is None else min(form, self._understood)

    def refuse(self, form: ReplyForm, *, is_sure: bool) -> bool:
        """Note that a call was refused, and return whether it is worth making in another form.

        Args:
            form: The form of the call.
            is_sure: Whether the server said that the request was the reason.
        """
        with self._lock:
            if self._understood is not None:
                return self._understood != form
            self._failures[form] += 1
            if form is ReplyForm.TEXT:
                # Plain words are refused as well, so the form was not the reason.
                self._tried, self._failures = ReplyForm.SCHEMA, Counter()
                return False
            if is_sure or self._failures[form] >= _FAILURES_THAT_TELL:
                self._tried = max(self._tried, ReplyForm(form + 1))
            return self._tried != form


def _with_words(text: str) -> str:
    text = restored(text).strip()
    if CONTROL.search(text) or "\t" in text:
        message = "a control character stands in it"
        raise ValueError(message)
    if not any(character.isalnum() for character in text):
        message = "there are no words in it"
        raise ValueError(message)
    return text


def _without_description(schema: JsonDict) -> None:
    # What a model is told stands in the prompt: a docstring that is reworded must not change a request.
    schema.pop("description", None)


# Validators rather than lengths: providers refuse a schema that limits the length of a text or list.
_Words = Annotated[str, AfterValidator(_with_words)]


class _StrictReply(ReplyModel):
    model_config = ConfigDict(strict=True, json_schema_extra=_without_description)


class Fact(_StrictReply):
    """A fact that a summary rests on.

    Attributes:
        quote: Words of the source that show it, as the model says; held against the source elsewhere.
        fact: What they say, in Korean.
    """

    quote: _Words
    fact: _Words


def _with_a_fact(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    if not facts:
        message = "there is no fact in it"
        raise ValueError(message)
    return facts


class SummarizeReply(_StrictReply):
    """A summary and what it rests on; the facts come first, so that a model finds them before it writes."""

    # Lax about its kind, since JSON that was parsed before has a list here.
    facts: Annotated[tuple[Fact, ...], Field(strict=False), AfterValidator(_with_a_fact)]
    whats_new: _Words
    technical_details: _Words
    performance_highlights: _Words


class RepairReply(_StrictReply):
    """A corrected sentence."""

    text: _Words


ProblemType = Literal[
    "number",
    "unit",
    "bound",
    "direction",
    "comparison",
    "attribution",
    "entity",
    "version",
    "mistranslation",
    "overclaim",
    "off-topic",
    "damage",
]


class Problem(_StrictReply):
    """A problem of an entry as a reviewer states it; nothing of it is believed.

    Attributes:
        sentence: The number of the sentence.
        type: What kind of problem it is.
        words: The wrong words, as the sentence has them.
        source: Which text the quote is from, `from` in the reply: `title`, `abstract`, `passage N` or `entry`.
        quote: The words of that text that show it; empty where the entry itself does.
        correct: What ought to stand in place of the words; empty where there is no such thing.
        certain: Whether any expert would agree from these texts alone.
    """

    sentence: int
    type: ProblemType
    words: _Words
    source: Annotated[str, Field(alias="from")]
    quote: str
    correct: str
    certain: bool


class ReviewReply(_StrictReply):
    """Everything that a reviewer takes to be wrong in an entry."""

    problems: Annotated[tuple[Problem, ...], Field(strict=False)]


class PairAnswer(_StrictReply):
    """Which of two versions of a sentence is right."""

    n: int
    answer: Literal["A", "B", "both", "neither"]


class ConfirmReply(_StrictReply):
    """An answer for every pair."""

    answers: Annotated[tuple[PairAnswer, ...], Field(strict=False)]


REPLY_SCHEMAS: Mapping[str, type[ReplyModel]] = {
    "confirm": ConfirmReply,
    "repair": RepairReply,
    "review": ReviewReply,
    "summarize": SummarizeReply,
}
