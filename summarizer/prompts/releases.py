"""How a prompt changes: a draft that may be edited at will, released and locked once it is put to use.

A version without a line in the lock is a draft. A comparison knows a draft by its hash, so that a draft edited after
its comparison has to be compared again; putting a version to use adds its line to the lock.
"""

from __future__ import annotations

import json
import os
import re
from datetime import date, datetime  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from summarizer.errors import PromptError
from summarizer.io.files import create_text, read_text, unmarked, write_text_atomically
from summarizer.io.json_lines import read_json_lines
from summarizer.io.os_errors import unwritable
from summarizer.messages import Message
from summarizer.prompts.library import CHAMPIONS, LOCK, PromptLibrary, read_lock
from summarizer.prompts.prompt import read_prompt

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from summarizer.prompts.prompt import Prompt

_LOG = "promotions.jsonl"
_LOCK_HEAD = """\
# The SHA-256 of every released version. A released version is never edited: begin the next one with
# `yoyak prompts new`; `yoyak prompts promote` adds its line.
"""
_HEAD_END = "+++ system\n"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


class Promotion(BaseModel):
    """A line of the log: a version that was put to use.

    Attributes:
        at: When.
        prompt: Its name.
        version: The version that is in use from then on.
        sha: Of its text.
        before: The version in use until then.
        comparison: The comparison it rests on; None when there was none.
        forced: Whether it was put to use against the policy.
        reasons: What the policy said, as sentences in English.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: datetime
    prompt: str
    version: int
    sha: str
    before: int
    comparison: str | None
    forced: bool
    reasons: tuple[str, ...]


def begin_version(library: PromptLibrary, name: str, own: Path | None, *, why: str | None, day: date) -> Path:
    """Copy the version in use to the next one, a draft, and return its file.

    Where `own` has no prompt of that name yet, it first gets the version in use, released and in use there too.

    Args:
        library: The prompts of `own` and of the package.
        name: Which prompt.
        own: The user's folder, made if there is none yet; None for the folder that the prompt stands in.
        why: Why the version is written; by default, what it was begun from.
        day: The date of the version.

    Raises:
        PromptError: If there is no such prompt, none of its versions is in use, or its head cannot be filled in.
        ConfigError: If a file cannot be written.
    """
    champion = library.load(name)
    place = own or library.editable_place(name)
    if os.path.realpath(place) != os.path.realpath(library.place(name)):
        _adopt(champion, place)
        library = PromptLibrary(place)
    version = library.versions(name)[-1] + 1
    reason = (why or "").strip() or f"Begun from version {champion.version}."
    text = _begun(champion, version, reason, day)
    file = place / name / f"{version}.md"
    create_text(file, text)
    return file


def _adopt(prompt: Prompt, place: Path) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(place, error) from error
    # The text last: until it is there the folder has no such prompt, and its tables speak of none.
    _lock(prompt, place)
    _point(prompt, place)
    create_text(place / prompt.name / f"{prompt.version}.md", prompt.text)


def _begun(champion: Prompt, version: int, why: str, day: date) -> str:
    head, mark, rest = champion.text.partition(_HEAD_END)
    head = _with_line(_with_line(head, "why", json.dumps(why, ensure_ascii=False)), "date", day.isoformat())
    begun = read_prompt(champion.name, version, head + mark + rest)
    if (begun.why, begun.date) != (why, day):
        message = Message(
            f"why and date of {champion} are not a line each, so that the next version has to be begun by hand",
            f"{champion} 프롬프트의 why와 date가 각각 한 줄이 아니어서 다음 버전을 직접 만들어야 합니다",
        )
        raise PromptError(message)
    return begun.text


def _with_line(head: str, key: str, value: str) -> str:
    # A function, since the words of a person may look like a reference to a group.
    return re.sub(rf"^{key}\s*=.*$", lambda _: f"{key} = {value}", head, count=1, flags=re.MULTILINE)


def put_to_use(prompt: Prompt, place: Path, promotion: Promotion) -> None:
    """Release a version, note it in the log, and put it to use, in this order.

    Raises:
        PromptError: If a table of the folder is not valid.
        ConfigError: If a file cannot be written.
    """
    release(prompt, place)
    log = place / _LOG
    before = read_text(log) if log.exists() else ""
    write_text_atomically(log, f"{before}{promotion.model_dump_json()}\n")
    _point(prompt, place)


def release(prompt: Prompt, place: Path) -> None:
    """Add a version to the lock, so that it can be edited no more.

    Raises:
        PromptError: If the lock is not valid.
        ConfigError: If it cannot be written.
    """
    if prompt.version not in read_lock(place).get(prompt.name, {}):
        _lock(prompt, place)


def _lock(prompt: Prompt, place: Path) -> None:
    lock = read_lock(place)
    lock.setdefault(prompt.name, {})[prompt.version] = prompt.sha256
    write_text_atomically(place / LOCK, _lock_text(lock))


def read_log(place: Path) -> tuple[Promotion, ...]:
    """Return what was put to use in a folder of prompts, oldest first.

    Raises:
        ConfigError: If the log cannot be read.
        DatasetError: If a line of it is not valid.
    """
    log = place / _LOG
    return tuple(line for _, line in read_json_lines(log, Promotion)) if log.exists() else ()


def _lock_text(lock: Mapping[str, Mapping[int, str]]) -> str:
    tables = [
        f"\n[{_key(name)}]\n" + "".join(f'{version} = "{sha}"\n' for version, sha in sorted(versions.items()))
        for name, versions in sorted(lock.items())
    ]
    return _LOCK_HEAD + "".join(tables)


def _point(prompt: Prompt, place: Path) -> None:
    """Name the version as the one in use; the other lines stay as they are."""
    file = place / CHAMPIONS
    text = unmarked(read_text(file)) if file.exists() else "# The version of each prompt that is in use.\n"
    line = f"{_key(prompt.name)} = {prompt.version}"
    old = re.compile(rf'^(?:{re.escape(prompt.name)}|"{re.escape(prompt.name)}")\s*=\s*[0-9]+', re.MULTILINE)
    text, count = old.subn(lambda _: line, text, count=1)
    end = "" if text.endswith("\n") or not text else "\n"
    write_text_atomically(file, text if count else f"{text}{end}{line}\n")


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)
