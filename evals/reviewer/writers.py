"""Who wrote a digest, since no model may review its own words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from summarizer.errors import ConfigError
from summarizer.io.json_lines import read_json_lines
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SNAPSHOT = re.compile(r"(?:-latest|[-@]\d{4}-?\d{2}-?\d{2})\Z")


class _Receipt(BaseModel):
    model_config = ConfigDict(extra="ignore")

    model: str
    answered_by: tuple[str, ...] = ()


def writers(named: Iterable[str]) -> tuple[str, ...]:
    """Return the models that are named, or that the receipts of `yoyak regenerate` name: each a model or a file.

    Raises:
        ConfigError: If a name is neither `provider:name` nor a file.
        DatasetError: If a line of a file is no receipt.
    """
    return tuple(dict.fromkeys(model for name in named for model in _models(name)))


def _models(name: str) -> Iterator[str]:
    if Path(name).is_file():
        for _, receipt in read_json_lines(Path(name), _Receipt):
            yield receipt.model
            yield from receipt.answered_by
    elif name.partition(":")[2]:
        yield name
    else:
        message = Message(
            f"--generator takes provider:name or a file of receipts, and {name!r} is neither",
            f"--generator에는 provider:name이나 --receipt로 쓴 파일을 적습니다: {name!r}",
        )
        raise ConfigError(message)


def require_another(reviewer: str, writers: Iterable[str]) -> None:
    """See to it that the reviewer is none of the models that wrote.

    Providers, folders of models and the dates of snapshots make no other model.

    Raises:
        ConfigError: If it is one of them.
    """
    for writer in writers:
        if _bare(writer) == _bare(reviewer):
            message = Message(
                f"{reviewer} may not review what {writer} wrote: models prefer their own words; name another reviewer",
                f"{reviewer} 모델에는 {writer} 모델이 쓴 글의 검토를 맡길 수 없습니다. 다른 검토 모델을 지정하십시오",
            )
            raise ConfigError(message)


def _bare(model: str) -> str:
    provider, _, name = model.rpartition(":") if model.startswith("replay:") else model.partition(":")
    return _SNAPSHOT.sub("", (name or provider).rpartition("/")[2].lower())
