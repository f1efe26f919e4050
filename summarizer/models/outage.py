"""A model that gives no reply: how long that lasts, agreed on by all threads, and what the user is told of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from summarizer.errors import ModelUnavailable
from summarizer.messages import Message
from summarizer.models.chat import Unreachable

if TYPE_CHECKING:
    from summarizer.models.calls import Patience
    from summarizer.models.chat import Hiccup

# A shorter wait is no news.
_NEWS_AFTER = 5.0
_SECONDS_BETWEEN_NEWS = 30.0


class Outage:
    """Lasts from the first call that failed until the next reply.

    Args:
        patience: How long it may last.
    """

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._since: float | None = None
        self._gone_since: float | None = None
        self._told_at: float | None = None
        self._cause = Message("", "")
        self._is_given_up = False

    def end(self) -> None:
        """Note that the model replied."""
        with self._lock:
            self._since = self._gone_since = self._told_at = None
            self._is_given_up = False

    def check(self) -> None:
        """Return at once while the model may be asked.

        Raises:
            ModelUnavailable: If it was given up.
        """
        if self._is_given_up:
            en = f"the model has not replied for {self._silent():.0f} s and is not asked again: {self._cause.en}"
            ko = f"모델이 {self._silent():.0f}초째 응답하지 않아 더 요청하지 않습니다: {self._cause.ko}"
            raise ModelUnavailable(Message(en, ko))

    def note(self, hiccup: Hiccup, seconds: float) -> None:
        """Note a call that failed, before a wait; the model is given up if patience ends before the wait would.

        Raises:
            Hiccup: If it is.
        """
        with self._lock:
            now = self._patience.clock()
            self._cause = hiccup.message
            self._since = now if self._since is None else self._since
            if not isinstance(hiccup, Unreachable):
                self._gone_since = None
            elif self._gone_since is None:
                self._gone_since = now
            self._is_given_up = self._is_given_up or self._silent() + seconds > self._limit()
            if self._is_given_up:
                raise hiccup

    def wait(self, seconds: float) -> None:
        """Wait, and say so where it takes long and has not just been said."""
        if news := self._news(seconds):
            self._patience.tell(news)
        self._patience.wait(seconds)

    def _silent(self) -> float:
        return 0.0 if self._since is None else self._patience.clock() - self._since

    def _limit(self) -> float:
        """Return the seconds of silence after which patience ends."""
        if self._since is None or self._gone_since is None:
            return self._patience.silence
        return min(self._patience.silence, self._gone_since - self._since + self._patience.absence)

    def _news(self, seconds: float) -> Message | None:
        with self._lock:
            now, silent, limit = self._patience.clock(), self._silent(), self._limit()
            is_old = self._told_at is not None and now - self._told_at < _SECONDS_BETWEEN_NEWS
            if is_old or silent + seconds < _NEWS_AFTER:
                return None
            self._told_at = now
        en = f"asking again in {seconds:.0f} s; no reply for {silent:.0f} s, giving up after {limit:.0f} s"
        ko = f"{seconds:.0f}초 뒤에 다시 요청합니다. {silent:.0f}초째 응답이 없으며 {limit:.0f}초가 지나면 포기합니다"
        return Message(f"{self._cause.en} ({en})", f"{self._cause.ko} ({ko})")
