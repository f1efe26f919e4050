"""Settings of a project: `[tool.yoyak]` of a pyproject.toml, or a yoyak.toml; flags win over them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import ConfigError
from summarizer.io.objections import Objection, objection
from summarizer.io.toml import read_toml
from summarizer.messages import Message

MOST_WORKERS = 256
"""All of them are started at once."""


def _possible(path: Path) -> Path:
    if "\0" in str(path):
        raise Objection(Message("no name of a file has a NUL in it", "파일 이름에는 NUL 문자를 쓸 수 없습니다"))
    return path


_File = Annotated[Path, AfterValidator(_possible)]


class Settings(BaseModel):
    """What may stand in a settings file; every key is optional.

    Attributes:
        sources: Snapshots of papers, relative to the settings file.
        offline: Whether papers may not be fetched.
        select: Checks to run; empty for all.
        ignore: Checks to leave out.
        fail_on: The severity that fails a run.
        workers: Processes to use; None to choose.
        lang: Language of messages.
        image_base: Address that a relative image is completed with by `fix`.
        glossary: The newsletter's own renderings of terms, relative to the settings file.
        model: What writes, as PROVIDER:NAME.
        prices: Prices of models, in a file of the form of our `prices.toml`, relative to the settings file.
        tracing: Whether LangSmith may be told of the calls to models, as its environment variables say.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-"))

    sources: tuple[_File, ...] = ()
    offline: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Literal["error", "warning", "never"] | None = None
    workers: Annotated[int, Field(ge=1, le=MOST_WORKERS)] | None = None
    lang: Literal["ko", "en"] | None = None
    image_base: Annotated[str, Field(pattern=r"^https?://")] | None = None
    glossary: _File | None = None
    model: str | None = None
    prices: _File | None = None
    tracing: bool = False


def find_settings(directory: Path) -> Settings:
    """Return the settings of the nearest folder, from `directory` upwards, that has some.

    In one folder `yoyak.toml` wins over `pyproject.toml`.

    Raises:
        ConfigError: If a settings file cannot be read, or says something unknown.
    """
    for folder in (directory, *directory.parents):
        own = folder / "yoyak.toml"
        if own.is_file():
            return _checked(own, read_toml(own), "")
        project = folder / "pyproject.toml"
        if project.is_file():
            tool = read_toml(project).get("tool")
            if isinstance(tool, dict) and "yoyak" in tool:
                return _checked(project, tool["yoyak"], "[tool.yoyak] ")
    return Settings()


def _checked(path: Path, table: object, where: str) -> Settings:
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        what = objection(error, Settings)
        raise ConfigError(Message(f"{path}: {where}{what.en}", f"{path}: {where}{what.ko}")) from error
    sources = tuple(path.parent / source for source in settings.sources)
    files = {name: path.parent / file for name in ("glossary", "prices") if (file := getattr(settings, name))}
    return settings.model_copy(update={"sources": sources, **files})
