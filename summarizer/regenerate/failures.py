"""Why an entry could not be generated, for people."""

from __future__ import annotations

from summarizer.errors import BudgetExceeded, GenerationError, ModelUnavailable, ReplyRejected, SourceError, YoyakError
from summarizer.messages import Message
from summarizer.models.chat import NotAsked

# The first that fits counts; the error's own sentence follows in its own words.
_KINDS: tuple[tuple[type[YoyakError], str], ...] = (
    (SourceError, "원문을 구하지 못했습니다"),
    (NotAsked, "모델에 아직 묻지 못했습니다"),
    (BudgetExceeded, "예산이 부족합니다"),
    (ReplyRejected, "응답을 쓸 수 없습니다"),
    (ModelUnavailable, "모델이 응답하지 않았습니다"),
    (GenerationError, "생성하지 못했습니다"),
)


def failure(error: YoyakError) -> Message:
    """Return why there is no new text: in Korean the kind of failure, then what exactly happened."""
    kind = next(korean for kind, korean in _KINDS if isinstance(error, kind))
    return Message(str(error), f"{kind}: {error}")
