"""The replies that prompts ask for, by name: no key more or less, and words in every text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from summarizer.escapes import CONTROL, restored
from summarizer.models.chat import ReplyModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.config import JsonDict


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


Stance = Literal["supported", "contradicted", "not-stated"]


class JudgeReply(_StrictReply):
    """What a judge says of a claim.

    Attributes:
        verdict: How the source stands to the claim.
        quotes: Words of the source that show it, as the model says; held against the source elsewhere.
        reason: Why, in a sentence.
    """

    verdict: Stance
    quotes: Annotated[tuple[_Words, ...], Field(strict=False)]
    reason: str


REPLY_SCHEMAS: Mapping[str, type[ReplyModel]] = {
    "judge": JudgeReply,
    "repair": RepairReply,
    "summarize": SummarizeReply,
}
