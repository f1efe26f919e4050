"""Precision by reading: findings drawn for readers who are not told what says them, and the verdicts that came back.

What readers could not tell counts neither way, and is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ValidationError

from evals.checks import GROUPS
from evals.scores.tables import NOTHING, rate, table
from evals.statistics import Rate
from summarizer.errors import ConfigError
from summarizer.findings import Severity  # noqa: TC001 - pydantic reads the annotations
from summarizer.io.files import read_text
from summarizer.io.json_lines import read_json_lines
from summarizer.messages import Message
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    _Stratum = tuple[str, Severity]

_HEADS = ("check", "severity", "found", "per 1,000 entries", "read", "right", "false", "cannot tell", "share right")
_POOLS = {"numbers": "quantities", "names": "names and terms", "terms": "names and terms"}


class KeyItem(BaseModel):
    """What an item hides: who says it, of which words, and where they stand."""

    check: str
    severity: Severity
    file: str
    line: int
    start: int
    end: int
    words: str
    message: str


class Found(BaseModel):
    """How many findings there were of a check at a severity, drawn or not."""

    check: str
    severity: Severity
    found: int


class Key(BaseModel):
    """What stays behind: the items by id, how many there were in all, and in how many entries that could be judged."""

    entries: int
    found: tuple[Found, ...]
    items: dict[str, KeyItem]


class Reading(BaseModel):
    """What a reader says of an item."""

    id: str
    verdict: Literal["right", "false", "cannot tell"]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader said of words of a case: whether they are wrong."""

    case: str
    span: Span
    is_right: bool


def read_key(path: str) -> Key:
    """Return a key that was written when items were drawn.

    Raises:
        ConfigError: If the file cannot be read, or holds none.
    """
    try:
        return Key.model_validate_json(read_text(path))
    except ValidationError as error:
        message = Message(
            f"{path} is no key to items that were drawn", f"{path} 파일은 뽑아 둔 항목의 열쇠 파일이 아닙니다"
        )
        raise ConfigError(message) from error


def read_readings(paths: Iterable[str], key: Key) -> dict[str, Reading]:
    """Return what was said of every item of the key, once each.

    Raises:
        ConfigError: If a file cannot be read, or an item is unknown, doubled or missing.
        DatasetError: If a line is no verdict; the message names file and line.
    """
    readings: dict[str, Reading] = {}
    for path in paths:
        for place, reading in read_json_lines(Path(path), Reading):
            if reading.id not in key.items or reading.id in readings:
                raise ConfigError(_misplaced(place, reading.id, is_known=reading.id in readings))
            readings[reading.id] = reading
    missing = sorted(key.items.keys() - readings.keys())
    if missing:
        some = ", ".join(missing[:10])
        message = Message(
            f"{len(missing)} of {len(key.items)} items have no verdict: {some}",
            f"항목 {len(key.items)}개 가운데 {len(missing)}개에 판정이 없습니다: {some}",
        )
        raise ConfigError(message)
    return readings


def _misplaced(place: str, name: str, *, is_known: bool) -> Message:
    if is_known:
        return Message(f"{place}: {name!r} has a verdict already", f"{place}: {name!r} 항목에는 이미 판정이 있습니다")
    return Message(f"{place}: {name!r} is no item of this key", f"{place}: {name!r} 항목은 이 열쇠 파일에 없습니다")


def readings_table(key: Key, readings: Mapping[str, Reading]) -> str:
    """Return a row for each check and severity, then for groups of checks, then for all.

    Rows of several checks count what was read of each, which is fewer than what was found where a part was drawn.
    """
    return table(_HEADS, _rows(key, readings))


def false_text(key: Key, readings: Mapping[str, Reading]) -> str:
    """Return what readers called false, by check and place, with the message and the reader's reason."""
    order = sorted(key.items.items(), key=lambda item: (item[1].check, item[1].file, item[1].start))
    return "".join(
        f"{one.file}:{one.line}: {one.check}, {one.severity}: {one.words}\n    {one.message}\n"
        f"    reader of {name}: {readings[name].why}\n"
        for name, one in order
        if readings[name].verdict == "false"
    )


def _rows(key: Key, readings: Mapping[str, Reading]) -> Iterator[tuple[str, ...]]:
    said: dict[_Stratum, Counter[str]] = defaultdict(Counter)
    for name, item in key.items.items():
        said[item.check, item.severity][readings[name].verdict] += 1
    pools: dict[_Stratum, list[Found]] = defaultdict(list)
    for one in key.found:
        if not said[one.check, one.severity]:
            continue
        group = GROUPS.get(one.check, "other")
        pools[f"all of {_POOLS.get(group, group)}", one.severity].append(one)
        yield _row(f"`{one.check}`", [one], said, key.entries)
        pools["all", one.severity].append(one)
    for (pool, _), several in sorted(pools.items(), key=lambda pool: (pool[0][0] == "all", *pool[0])):
        yield _row(pool, several, said, key.entries)


def _row(name: str, several: Sequence[Found], said: Mapping[_Stratum, Counter[str]], entries: int) -> tuple[str, ...]:
    found = sum(one.found for one in several)
    verdicts = sum((said[one.check, one.severity] for one in several), Counter[str]())
    right, false = verdicts["right"], verdicts["false"]
    counts = (verdicts.total(), right, false, verdicts["cannot tell"])
    per_thousand = f"{1000 * found / entries:.1f}" if entries else NOTHING
    return (name, several[0].severity, str(found), per_thousand, *map(str, counts), rate(Rate(right, right + false)))


def read_words(key_path: str, verdicts: str) -> tuple[Read, ...]:
    """Return what readers said of words of cases, whose files are named for the cases; what they could not tell is out.

    Raises:
        ConfigError: If a file cannot be read, or an item is unknown, doubled or missing.
        DatasetError: If a line is no verdict.
    """
    key = read_key(key_path)
    readings = read_readings([verdicts], key)
    return tuple(
        Read(Path(item.file).stem, Span(item.start, item.end), readings[name].verdict == "right")
        for name, item in key.items.items()
        if readings[name].verdict != "cannot tell"
    )
