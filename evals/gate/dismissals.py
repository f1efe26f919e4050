"""Findings that were dismissed, with the reason: a committed file, keyed by fingerprint."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from evals.runner.run import gaps
from evals.subject.fingerprints import fingerprint, former_fingerprint
from summarizer.errors import ConfigError
from summarizer.findings import Severity, Verdict
from summarizer.io.file_locks import alone_beside
from summarizer.io.files import read_text, write_text_atomically
from summarizer.io.objections import Objection, objection
from summarizer.io.toml import parse_toml
from summarizer.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.runner.run import Result
    from summarizer.digest.model import Entry
    from summarizer.findings import Finding


def _fingerprint(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{32}", text):
        raise Objection(
            Message(
                f"a fingerprint is 32 digits and letters from a to f, as the gate shows it, not {text!r}",
                f"식별값은 게이트가 보여 주는 대로 숫자와 a부터 f까지의 문자 32개여야 합니다: {text!r}",
            )
        )
    return text


def _reason(text: str) -> str:
    if not text.strip():
        raise Objection(Message("a reason has to be given", "이유를 적어야 합니다"))
    if re.search("[\ud800-\udfff]", text):
        # A command line may hold bytes that are no text.
        raise Objection(Message("a reason has to be UTF-8 text", "이유는 UTF-8 텍스트여야 합니다"))
    return text


class _Dismissal(BaseModel):
    """One dismissed finding; check and words are there for those who read the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: Annotated[str, AfterValidator(_fingerprint)]
    reason: Annotated[str, AfterValidator(_reason)]
    check: str = ""
    text: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    dismissed: tuple[_Dismissal, ...] = ()


class Dismissals:
    """The findings that were dismissed, and those to be dismissed now.

    Args:
        path: The file that holds them; None for none.
        names: Fingerprints of findings to be dismissed now, in a file that may not be there yet.
        reason: Why these are.

    Raises:
        ConfigError: If the file cannot be read, is no TOML, or a dismissal has no reason.
    """

    def __init__(self, path: str | None, names: Sequence[str] = (), reason: str = "") -> None:
        self._path = path
        text = read_text(path) if path is not None and (not names or Path(path).exists()) else ""
        known = _read(text, path)
        self._new = [name for name in dict.fromkeys(names) if name not in known]
        self._reasons = known | dict.fromkeys(self._new, reason)
        self._met: dict[str, Finding] = {}

    @property
    def unmet(self) -> list[str]:
        """The fingerprints to be dismissed now that no finding has."""
        return [name for name in self._new if name not in self._met]

    def settle(self, result: Result) -> Result:
        """Return the result without its dismissed findings; what was not judged stays so."""
        outcome, entry = result.outcome, result.case.entry
        named = [(finding, self._name(finding, entry)) for finding in outcome.findings]
        kept = tuple(finding for finding, name in named if name not in self._reasons)
        # Without its finding, a paper that arXiv denies is a source that is not there.
        reasons = outcome.reasons or tuple(gaps(result.case, kept))
        verdict = outcome.verdict
        if verdict is Verdict.FAIL and all(finding.severity is not Severity.ERROR for finding in kept):
            verdict = Verdict.ERROR if reasons else Verdict.PASS
        self._met |= {name: finding for finding, name in named if name in self._reasons}
        dismissed = tuple((finding, self._reasons[name]) for finding, name in named if name in self._reasons)
        return replace(
            result, outcome=replace(outcome, verdict=verdict, findings=kept, reasons=reasons, dismissed=dismissed)
        )

    def _name(self, finding: Finding, entry: Entry) -> str:
        # A dismissal that was committed before sentences were told anew holds for a release more.
        former = former_fingerprint(finding, entry)
        return former if former in self._reasons else fingerprint(finding, entry)

    def write(self) -> None:
        """Add what was dismissed now to the file, and leave what stands there as it is.

        Raises:
            ConfigError: If the file cannot be written, or could not be read again.
        """
        if self._path and self._new:
            with alone_beside(self._path):
                # Read again: another process may have dismissed something meanwhile.
                self._add(read_text(self._path) if Path(self._path).exists() else "", self._path)

    def _add(self, before: str, path: str) -> None:
        known = _read(before, path)
        tables = [_table(name, self._reasons[name], self._met[name]) for name in self._new if name not in known]
        gap = "" if not before or before.endswith("\n") else "\n"
        text = before + gap + "".join(tables)
        _require_readable(text, path)
        write_text_atomically(path, text)


def _require_readable(text: str, path: str) -> None:
    # A list on one line takes no further table, and a reason may be no text.
    try:
        _read(text, path)
    except ConfigError as error:
        message = Message(
            f"cannot add to {path} what is dismissed: {error}",
            f"{path} 파일에 기각을 더할 수 없습니다: {error.message.ko}",
        )
        raise ConfigError(message) from error


def _read(text: str, path: str | None) -> dict[str, str]:
    try:
        file = _File.model_validate(parse_toml(text, path))
    except ValidationError as error:
        why = objection(error)
        message = Message(f"{path}: {why.en}", f"{path}: 기각 기록의 형식이 잘못되었습니다: {why.ko}")
        raise ConfigError(message) from error
    return {one.fingerprint: one.reason for one in file.dismissed}


def _table(name: str, reason: str, finding: Finding) -> str:
    values = {"fingerprint": name, "check": finding.check, "text": finding.text, "reason": reason}
    lines = "".join(f"{key} = {_quoted(value)}\n" for key, value in values.items())
    return f"\n[[dismissed]]\n{lines}"


def _quoted(text: str) -> str:
    # JSON's strings are TOML's, but for the one control character that JSON takes as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
