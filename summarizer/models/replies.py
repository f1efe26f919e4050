"""Reads a reply into the shape that was asked for, or says why it cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from summarizer.errors import ReplyRejected
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.models.chat import R, Reply, ReplyModel

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
