"""The file in which a newsletter keeps its own glossary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from summarizer.errors import ConfigError
from summarizer.io.toml import read_toml
from summarizer.messages import Message

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """What a newsletter says about a term."""

    english: str
    preferred: str
    ruled_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnGlossary:
    """The glossary of a newsletter."""

    entries: tuple[OwnTerm, ...] = ()


NO_OWN_GLOSSARY = OwnGlossary()

_English = Annotated[str, StringConstraints(pattern=r"[A-Za-z]")]
_Korean = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
_RuledOut = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]


class _Rendering(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    use: _Korean
    avoid: tuple[_RuledOut, ...] = Field(default=(), alias="not")


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    terms: dict[_English, _Korean | _Rendering]


def read_own_glossary(path: Path) -> OwnGlossary:
    """Read a `glossary.toml`.

    Under `[terms]`, a term is given its rendering, or a table with the rendering to `use` and those that are `not`:

        [terms]
        "fine-tuning" = "파인튜닝"
        "ground truth" = { use = "정답", not = ["실측값"] }

    Raises:
        ConfigError: If the file cannot be read, or an entry says something else; the message names file and entry.
    """
    try:
        file = _File.model_validate(read_toml(path))
    except ValidationError as error:
        raise ConfigError(_sentence(path, error)) from error
    return OwnGlossary(tuple(_term(english, rendering) for english, rendering in file.terms.items()))


def _term(english: str, rendering: str | _Rendering) -> OwnTerm:
    if isinstance(rendering, str):
        return OwnTerm(english, rendering)
    return OwnTerm(english, rendering.use, rendering.avoid)


def _sentence(path: Path, error: ValidationError) -> Message:
    table, *rest = (str(part) for part in error.errors()[0]["loc"])
    if table == "terms" and rest:
        example = '"fine-tuning" = "파인튜닝"', '{ use = "파인튜닝", not = ["미세 조정"] }'
        return Message(
            "{}: the entry {!r} is no English term with its Korean rendering, such as {} or {}".format(
                path, rest[0], *example
            ),
            "{}: 용어집 항목의 형식이 잘못되었습니다: {!r}. {} 또는 {}처럼 적으십시오".format(path, rest[0], *example),
        )
    if table == "terms":
        return Message(
            f"{path}: has no table [terms] of English terms with their Korean renderings",
            f"{path}: 영어 용어와 한국어 번역어를 적은 [terms] 표가 없습니다",
        )
    return Message(
        f"{path}: has no table {table!r}; it knows [terms] only",
        f"{path}: {table!r} 표는 쓸 수 없습니다. [terms] 표만 쓸 수 있습니다",
    )
