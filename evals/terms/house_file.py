"""The file in which a newsletter keeps its own glossary."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from evals.terms.house import House, HouseTerm
from summarizer.errors import ConfigError
from summarizer.files import read_text

if TYPE_CHECKING:
    from pathlib import Path

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


def read_house(path: Path) -> House:
    """Read a `glossary.toml`.

    Under `[terms]`, a term is given its rendering, or a table with the rendering to `use` and those that are `not`:

        [terms]
        "fine-tuning" = "파인튜닝"
        "ground truth" = { use = "정답", not = ["실측값"] }

    Raises:
        ConfigError: If the file cannot be read, or an entry says something else; the message names file and entry.
    """
    try:
        file = _File.model_validate(tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as error:
        message = f"{path} is not valid TOML: {error}"
        raise ConfigError(message) from error
    except ValidationError as error:
        raise ConfigError(_sentence(path, error)) from error
    return House(tuple(_term(english, rendering) for english, rendering in file.terms.items()))


def _term(english: str, rendering: str | _Rendering) -> HouseTerm:
    if isinstance(rendering, str):
        return HouseTerm(english, rendering)
    return HouseTerm(english, rendering.use, rendering.avoid)


def _sentence(path: Path, error: ValidationError) -> str:
    table, *rest = (str(part) for part in error.errors()[0]["loc"])
    if table == "terms" and rest:
        return (
            f"{path}: the entry {rest[0]!r} is no English term with its Korean rendering, "
            'such as "fine-tuning" = "파인튜닝" or { use = "파인튜닝", not = ["미세 조정"] }'
        )
    if table == "terms":
        return f"{path}: has no table [terms] of English terms with their Korean renderings"
    return f"{path}: has no table {table!r}; it knows [terms] only"
