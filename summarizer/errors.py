"""The errors a user can meet, and the exit code each one ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summarizer.messages import Message

if TYPE_CHECKING:
    from typing import Self

MISUSE: Final = 2
INCONCLUSIVE: Final = 3
INTERRUPTED: Final = 130


class YoyakError(Exception):
    """An expected failure; `str()` of it is one sentence, in English, that a user can act on.

    Args:
        sentence: In English and Korean; in English alone where only a program or a developer reads it.

    Attributes:
        message: The sentence in both languages.
    """

    exit_code: int = MISUSE

    def __init__(self, sentence: Message | str) -> None:
        super().__init__(sentence)
        self.message = sentence if isinstance(sentence, Message) else Message(sentence, sentence)

    def __str__(self) -> str:
        return self.message.en


class ConfigError(YoyakError):
    """A flag, a setting or a named file cannot be used as given."""


class PromptError(YoyakError):
    """A prompt template or its metadata is not usable."""


class DatasetError(YoyakError):
    """A line of a snapshot or dataset is not valid; the message names file and line."""


class SourceError(YoyakError):
    """A paper could not be had."""

    exit_code = INCONCLUSIVE


class PaperNotFound(SourceError):
    """arXiv itself says that there is no such paper."""

    @classmethod
    def of(cls, ref: object) -> Self:
        """Return the error for the paper of a reference, which is told by its words."""
        return cls(Message(f"arXiv has no paper {ref}", f"arXiv에 {ref} 논문이 없습니다"))


class SourceUnavailable(SourceError):
    """The source did not answer, or may not be asked; a later try may succeed."""
