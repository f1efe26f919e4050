"""Checks that do one thing each, and digests for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from evals.subject.cases import Case, DigestCases
from summarizer.digest import parse
from summarizer.findings import Fix, Message, Observation, Severity
from summarizer.papers import Paper
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.subject.subject import Subject
    from summarizer.errors import SourceError


class WordCheck:
    """Flags a word wherever it stands in an entry; replaces it where a correction is given."""

    korean: ClassVar[str] = "정해진 낱말을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = tuple(Severity)

    def __init__(
        self,
        word: str,
        correction: str | None = None,
        *,
        id: str = "word",  # noqa: A002 - the name that a check has for it
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.id = id  # type: ignore[misc]
        self._word = word
        self._correction = correction
        self._severity = severity

    def inspect(self, subject: Subject) -> Observation:
        """Look for the word."""
        entry = subject.entry
        found = [found.span() for found in re.finditer(self._word, entry.source[: entry.end]) if found.end()]
        spans = [Span(*span) for span in found if span[0] >= entry.start]
        return Observation(1, tuple(self._finding(subject, span) for span in spans))

    def _finding(self, subject: Subject, span: Span) -> object:
        fix = None if self._correction is None else Fix((Edit(span.start, span.end, self._correction),))
        message = Message(f"{self._word} is wrong", f"{self._word} 오류")
        evidence = [subject.entry_evidence(span)]
        return subject.finding(self.id, self._severity, span, message, evidence=evidence, fix=fix)


class Idle(WordCheck):
    """Flags nothing, since it looks at nothing."""

    def __init__(self) -> None:
        super().__init__("", id="idle")

    def inspect(self, subject: Subject) -> Observation:  # noqa: ARG002
        """Look at nothing."""
        return Observation(0)


class Crashing(WordCheck):
    """Flags nothing, since it crashes where its word stands."""

    def __init__(self, word: str = "") -> None:
        super().__init__(word, id="crashing")

    def inspect(self, subject: Subject) -> Observation:
        """Crash."""
        if self._word in subject.entry.text:
            message = "no\nluck"
            raise LookupError(message)
        return Observation(1)


class Repeated:
    """Flags the title of every entry but the first."""

    id: ClassVar[str] = "repeated"
    korean: ClassVar[str] = "되풀이된 낱말을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def compare(self, subjects: Sequence[Subject]) -> tuple[Observation, ...]:
        """Count the entries."""
        message = Message("again", "또")
        return tuple(
            Observation(1, (s.finding(self.id, Severity.WARNING, s.heading, message),) if at else ())
            for at, s in enumerate(subjects)
        )


PAPER = Paper("2401.00001", "A Small Model", "We train a model.", updated="2024-01-01T00:00:00Z")


def digest_text(*proses: str, day: str = "2024-02-03") -> str:
    """Return a digest with an entry for every prose."""
    entries = [
        f"### [Paper {number}](https://arxiv.org/abs/2401.{number:05})\n\n- **What's New**: {prose}\n"
        for number, prose in enumerate(proses, 1)
    ]
    return f"## Daily Papers ({day})\n\n" + "\n".join(entries)


def cases_of(text: str, paper: Paper | SourceError = PAPER, name: str = "a.md") -> DigestCases:
    """Return the cases of a digest, all with one paper."""
    return DigestCases(name, text, tuple(Case(entry, paper) for entry in parse(text).entries))
