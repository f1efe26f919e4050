"""The errors a user can meet, and the exit code each one ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.models.chat import Reply


class YoyakError(Exception):
    """An expected failure; `str()` of it is one sentence a user can act on."""

    exit_code = 2


class ConfigError(YoyakError):
    """A flag, a setting or a named file cannot be used as given."""


class PromptError(YoyakError):
    """A prompt template or its metadata is not usable."""


class DatasetError(YoyakError):
    """A line of a snapshot or dataset is not valid; the message names file and line."""


class DigestSyntaxError(YoyakError):
    """A digest cannot be used as one; the message names the file, and the line where there is one."""


class SourceError(YoyakError):
    """A paper could not be had."""

    exit_code = 3


class PaperNotFound(SourceError):
    """arXiv itself says that there is no such paper."""


class SourceUnavailable(SourceError):
    """The source did not answer, or may not be asked; a later try may succeed."""


class GenerationError(YoyakError):
    """A model gave nothing that can be used."""

    exit_code = 3


class ModelUnavailable(GenerationError):
    """The model did not answer, or may not be asked; the message says whether a later try may help."""


class ReplyRejected(GenerationError):
    """The model answered with something that cannot be used.

    Attributes:
        reply: What it answered.
    """

    def __init__(self, message: str, reply: Reply) -> None:
        super().__init__(message)
        self.reply = reply


class BudgetExceeded(GenerationError):
    """Another call could cost more than is left of the budget."""
