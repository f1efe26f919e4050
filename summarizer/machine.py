"""What every command needs of the machine it runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TextIO

    from summarizer.papers import PaperSource
    from summarizer.settings import Settings


class Machine(Protocol):
    """The surroundings that commands share; the roof of the program hands them over in click's context."""

    @property
    def settings(self) -> Settings:
        """The settings of the project."""
        ...

    @property
    def language(self) -> str:
        """The language of the locale."""
        ...

    def papers(self, sources: Sequence[str | Path], *, offline: bool) -> PaperSource:
        """Return where papers come from."""
        ...

    def has_color(self, stream: TextIO) -> bool:
        """Return whether colors are welcome."""
        ...

    def width(self, stream: TextIO) -> int:
        """Return how many columns a line may have."""
        ...


def asked_language(machine: Machine, lang: str | None, style: str = "text") -> str:
    """Return the language of messages: the flag's, then the settings', then the locale's.

    What a program reads is English where the locale alone would choose.
    """
    return lang or machine.settings.lang or (machine.language if style == "text" else "en")
