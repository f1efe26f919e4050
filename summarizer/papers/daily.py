"""The papers of a day, as Hugging Face lists them."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from summarizer.errors import SourceUnavailable
from summarizer.io.retries import retry_calls
from summarizer.io.web import TransientWebError, Web, checked_address
from summarizer.messages import Message
from summarizer.papers.ids import read_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

SITE = "https://huggingface.co"

_SERVER = "Hugging Face"
_LARGEST = 16_000_000
_ATTEMPTS = 3
_LONGEST_REST = 60.0
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>()]+\Z")
_VIDEO = re.compile(r"\.(?:mp4|webm|mov)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper of the list.

    Attributes:
        arxiv_id: Its identifier, without version.
        votes: How many votes it had when it was asked for.
        thumbnail: Address of its image or video; None when there is none.
    """

    arxiv_id: str
    votes: int
    thumbnail: str | None

    @property
    def has_video(self) -> bool:
        """Whether the thumbnail is a video."""
        return bool(self.thumbnail and _VIDEO.search(self.thumbnail))


class _Paper(BaseModel):
    id: str
    upvotes: Annotated[int, Field(ge=0)] = 0


class _Item(BaseModel):
    paper: _Paper
    thumbnail: str | None = None


_LIST = TypeAdapter(list[_Item])


class DailyPapers:
    """Asks Hugging Face for the papers of a day.

    Args:
        site: The address of Hugging Face, for a mirror or a test.
        clock: Seconds since the epoch.
        sleep: Waits for a number of seconds.

    Raises:
        ConfigError: If the address is no web address.
    """

    def __init__(
        self,
        site: str = SITE,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._site = checked_address(site, _SERVER)
        self._web = Web(_SERVER, timeout=30.0, deadline=60.0)
        self._clock = clock
        self._sleep = sleep

    def of(self, day: date) -> tuple[ListedPaper, ...]:
        """Return the papers of a day, the most voted first, each once.

        Raises:
            SourceUnavailable: If Hugging Face cannot be reached, has no list of that day, or answers with something
                else.
        """
        return retry_calls(
            lambda: self._ask(day), on=TransientWebError, attempts=_ATTEMPTS, rest=_rest, sleep=self._sleep
        )

    def _ask(self, day: date) -> tuple[ListedPaper, ...]:
        answer = self._web.get(f"{self._site}/api/daily_papers?date={day:%Y-%m-%d}", largest=_LARGEST)
        if answer.status != HTTPStatus.OK:
            message = Message(
                f"{_SERVER} has no list of papers of {day}: it answered with HTTP {answer.status}",
                f"{_SERVER}에서 {day}의 논문 목록을 받지 못했습니다(HTTP {answer.status})",
            )
            if answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise _Busy(message, answer.rest(self._clock()))
            raise SourceUnavailable(message)
        try:
            items = _LIST.validate_json(answer.body)
        except ValidationError as error:
            message = Message(
                f"{_SERVER} answered with something other than a list of papers",
                f"{_SERVER}의 응답이 논문 목록이 아닙니다",
            )
            raise SourceUnavailable(message) from error
        papers = {paper.arxiv_id: paper for item in items if (paper := _listed(item))}
        return tuple(sorted(papers.values(), key=lambda paper: -paper.votes))


class _Busy(TransientWebError):
    """Hugging Face is overloaded, or broken."""

    def __init__(self, sentence: Message, retry_after: float | None) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


def _listed(item: _Item) -> ListedPaper | None:
    ref = read_id(item.paper.id)
    if ref is None:
        return None
    # An address is written into the digest as it is: what could be more than an address is left out.
    is_address = item.thumbnail is not None and _WEB_ADDRESS.match(item.thumbnail)
    return ListedPaper(ref.arxiv_id, item.paper.upvotes, item.thumbnail if is_address else None)


def _rest(hiccup: TransientWebError, tries: int) -> float:
    asked_for = hiccup.retry_after if isinstance(hiccup, _Busy) else None
    if asked_for is None:
        return hiccup.pause * 2.0 ** (tries - 1)
    if asked_for > _LONGEST_REST:
        raise hiccup
    return asked_for
