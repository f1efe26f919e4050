"""One version of a prompt: its file, read, and rendered into messages."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic reads the annotations
import hashlib
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from summarizer.errors import PromptError
from summarizer.io.files import unmarked
from summarizer.messages import Message
from summarizer.models.chat import ChatMessage, PromptId
from summarizer.models.replies import REPLY_SCHEMAS
from summarizer.prompts.template import parse_template

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from summarizer.prompts.template import Template

_PARTS = ("head", "system", "user")
_PART_LINE = re.compile(rf"^\+\+\+ ({'|'.join(_PARTS)})\n", re.MULTILINE)

_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Head(BaseModel):
    model_config = ConfigDict(extra="forbid")

    why: _Words
    date: dt.date
    reply: _Words
    required: tuple[_Words, ...]
    optional: tuple[_Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of a prompt.

    Attributes:
        name: What the prompt is for, the name of its folder.
        version: From 1; a released version is never edited, only succeeded.
        text: The file, with plain line feeds, so that a checkout cannot change a prompt.
        sha256: Of the text, in hexadecimal digits.
        why: Why this version was written.
        date: When it was written.
        reply: The name of the reply schema, a key of `REPLY_SCHEMAS`.
        required: Inputs that have to say something.
        optional: Inputs that may be missing or empty.
        system: The template of the standing orders; best without inputs, so that providers can cache it.
        user: The template of the material.
    """

    name: str
    version: int
    text: str
    sha256: str
    why: str
    date: dt.date
    reply: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    system: Template
    user: Template

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def id(self) -> PromptId:
        """What a request, a ledger and a receipt know the prompt by."""
        return PromptId(self.name, str(self.version), self.sha256)

    def for_replies(self, form: str) -> Self:
        """Return the prompt itself, if it asks for replies of that form.

        Raises:
            PromptError: If it asks for others.
        """
        if self.reply != form:
            message = Message(
                f"{self} asks for a reply of the form {self.reply!r}, and has to ask for one of {form!r}",
                f"{self} 프롬프트는 {form!r} 형식의 응답을 요구해야 하는데, {self.reply!r} 형식을 요구합니다",
            )
            raise PromptError(message)
        return self

    def render(self, inputs: Mapping[str, str]) -> tuple[ChatMessage, ChatMessage]:
        """Return the messages of the system and the user; they depend on the text of the prompt and the inputs alone.

        Raises:
            PromptError: If a required input is missing or blank, or the prompt has no such input.
        """
        unknown = sorted(inputs.keys() - {*self.required, *self.optional})
        missing = [name for name in self.required if not inputs.get(name, "").strip()]
        if unknown or missing:
            raise PromptError(
                Message(f"{self} has no input {unknown[0]!r}", f"{self} 프롬프트에는 {unknown[0]!r} 입력이 없습니다")
                if unknown
                else Message(
                    f"{self} needs its input {missing[0]!r}", f"{self} 프롬프트에 {missing[0]!r} 입력이 필요합니다"
                )
            )
        return ChatMessage("system", self.system.render(inputs)), ChatMessage("user", self.user.render(inputs))


def read_prompt(name: str, version: int, text: str) -> Prompt:
    """Return the prompt that the text of a file is.

    A file has three parts, each under a line of its own: `+++ head` in TOML, `+++ system` and `+++ user`.

    Raises:
        PromptError: If a part is missing, the head says something unknown or too little, or an input is
            used without being declared, or declared without being used.
    """
    text = unmarked(text).replace("\r\n", "\n")
    try:
        parts = _parts(text)
        head = _head(parts["head"])
        system, user = parse_template(parts["system"]), parse_template(parts["user"])
        _check_inputs({*head.required, *head.optional}, system, user)
    except PromptError as error:
        message = Message(
            f"the prompt {name} {version} cannot be used: {error}",
            f"{name}@{version} 프롬프트를 쓸 수 없습니다: {error.message.ko}",
        )
        raise PromptError(message) from error
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Prompt(name, version, text, sha256, **dict(head), system=system, user=user)


def _parts(text: str) -> dict[str, str]:
    before, *rest = _PART_LINE.split(text)
    if before or tuple(rest[::2]) != _PARTS:
        names = ", ".join(f"`+++ {part}`" for part in _PARTS)
        message = Message(
            f"it is not made of the parts {names}, once each, in this order",
            f"다음 부분이 이 순서로 하나씩 있어야 합니다: {names}",
        )
        raise PromptError(message)
    return {part: body.strip("\n") for part, body in zip(_PARTS, rest[1::2], strict=True)}


def _head(toml: str) -> _Head:
    try:
        head = _Head.model_validate(tomllib.loads(toml))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = Message(f"its head is not valid TOML: {error}", f"머리 부분이 올바른 TOML이 아닙니다: {error}")
        raise PromptError(message) from error
    except ValidationError as error:
        first = error.errors()[0]
        key, why = ".".join(map(str, first["loc"])), f"{first['msg'][0].lower()}{first['msg'][1:]}"
        message = Message(f"{key} in its head: {why}", f"머리 부분의 {key} 값이 올바르지 않습니다: {why}")
        raise PromptError(message) from error
    if head.reply not in REPLY_SCHEMAS:
        names = ", ".join(sorted(REPLY_SCHEMAS))
        message = Message(
            f"there is no reply schema {head.reply!r}; there are {names}",
            f"{head.reply!r} 응답 형식은 없습니다. 있는 형식: {names}",
        )
        raise PromptError(message)
    return head


def _check_inputs(declared: set[str], system: Template, user: Template) -> None:
    used = system.inputs | user.inputs
    if differing := sorted(declared ^ used):
        name = differing[0]
        message = (
            Message(f"the input {name!r} is declared but not used", f"{name!r} 입력을 선언하고 쓰지 않았습니다")
            if name in declared
            else Message(f"the input {name!r} is used but not declared", f"{name!r} 입력을 선언하지 않고 썼습니다")
        )
        raise PromptError(message)
