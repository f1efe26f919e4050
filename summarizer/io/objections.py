"""What is wrong with data from outside, in both languages."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from summarizer.messages import Message

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

# What pydantic tells in English, by its names of what can be wrong.
_KOREAN = {
    "missing": "필요한 값이 없습니다",
    "extra_forbidden": "알 수 없는 이름입니다",
    "string_type": "문자열이어야 합니다",
    "string_too_short": "{min_length}자 이상이어야 합니다",
    "string_pattern_mismatch": "다음 형식이어야 합니다: {pattern}",
    "int_type": "정수여야 합니다",
    "int_parsing": "정수여야 합니다",
    "int_from_float": "정수여야 합니다",
    "float_type": "숫자여야 합니다",
    "float_parsing": "숫자여야 합니다",
    "bool_type": "참이나 거짓이어야 합니다",
    "bool_parsing": "참이나 거짓이어야 합니다",
    "list_type": "목록이어야 합니다",
    "tuple_type": "목록이어야 합니다",
    "dict_type": "이름과 값의 모음이어야 합니다",
    "model_type": "이름과 값의 모음이어야 합니다",
    "greater_than": "{gt}보다 커야 합니다",
    "greater_than_equal": "{ge} 이상이어야 합니다",
    "less_than": "{lt}보다 작아야 합니다",
    "less_than_equal": "{le} 이하여야 합니다",
    "literal_error": "다음 가운데 하나여야 합니다: {expected}",
    "enum": "다음 가운데 하나여야 합니다: {expected}",
}


class Objection(ValueError):
    """Data from outside is not what it is taken for; for validators, too.

    Attributes:
        message: Why, in a few words of both languages.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


def objection(error: ValidationError, settings: type[BaseModel] | None = None) -> Message:
    """Return the first thing that is wrong, after its place; in pydantic's words where there are no Korean ones.

    Args:
        error: What pydantic found.
        settings: What was to be read, where a person writes it by hand: of an unknown name the nearest one is told.
    """
    first = error.errors(include_url=False, include_input=False)[0]
    if settings and first["type"] == "extra_forbidden" and len(first["loc"]) == 1:
        return _unknown(first, settings)
    if first["type"] == "json_invalid":
        return Message("it is not JSON", "JSON이 아닙니다")
    context = first.get("ctx", {})
    # No file of a user has tuples, or classes of ours.
    said = (
        first["msg"].removeprefix("Value error, ").replace("a valid tuple", "a list").partition(" or instance of ")[0]
    )
    english = said[:1].lower() + said[1:]
    ours = context.get("error")
    template = _KOREAN.get(first["type"])
    told = template.format(**context).replace(" or ", ", ") if template else english
    korean = ours.message.ko if isinstance(ours, Objection) else told
    place = ".".join(map(str, first["loc"]))
    return Message(f"{place}: {english}", f"{place}: {korean}") if place else Message(english, korean)


def _unknown(error: ErrorDetails, settings: type[BaseModel]) -> Message:
    key = str(error["loc"][0])
    names = [field.alias or name for name, field in settings.model_fields.items()]
    near = get_close_matches(key, names, n=1)
    if near:
        return Message(
            f"has no setting {key!r}; did you mean {near[0]}?",
            f"{key}: 알 수 없는 설정입니다. {near[0]} 설정을 쓰려고 하셨습니까?",
        )
    return Message(
        f"has no setting {key!r}; it knows {', '.join(names)}",
        f"{key}: 알 수 없는 설정입니다. 쓸 수 있는 설정: {', '.join(names)}",
    )
