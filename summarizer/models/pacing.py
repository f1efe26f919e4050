"""How fast a model may be asked, agreed on by all threads."""

from __future__ import annotations

import threading
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from summarizer.messages import Message
from summarizer.models.chat import ModelUnavailable, UnreachableModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from summarizer.models.chat import TransientError

_MINUTE = 60.0


class ModelPace:
    """Spreads calls evenly over a minute, and lets all of them rest when the server asks one to.

    Args:
        calls: Calls a minute; None for no limit.
        clock: Seconds since any moment.
        sleep: Waits for a number of seconds.
    """

    def __init__(
        self,
        calls: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._seconds_a_call = _MINUTE / calls if calls else 0.0
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._free_at = clock()

    def wait(self) -> None:
        """Wait until a call may be made."""
        with self._lock:
            now = self._clock()
            start = max(now, self._free_at)
            self._free_at = start + self._seconds_a_call
        if start > now:
            self._sleep(start - now)

    def pause(self, seconds: float) -> None:
        """Let no further call start for this long."""
        with self._lock:
            self._free_at = max(self._free_at, self._clock() + seconds)


# How many rounds of work may be done before the result that is next in order is there.
_ROUNDS_AHEAD = 4

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def keep_in_flight(
    work: Callable[[_Item], _Result], items: Iterable[_Item], count: int, stop: threading.Event
) -> Iterator[_Result]:
    """Yield the result for every item, in order, while `count` items are worked on.

    Args:
        work: Called in threads; mostly waits.
        items: Read a little ahead, never as a whole.
        count: How many to work on at once.
        stop: Set when the caller stops early, by Ctrl-C too: work that looks at it can end in good order.
    """
    stream = iter(items)
    with ThreadPoolExecutor(count, "in-flight") as pool:
        try:
            running = deque(pool.submit(work, item) for item in islice(stream, _ROUNDS_AHEAD * count))
            while running:
                result = running.popleft().result()
                running.extend(pool.submit(work, item) for item in islice(stream, 1))
                yield result
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


# A shorter wait is no news.
_NEWS_AFTER = 5.0
_SECONDS_BETWEEN_NEWS = 30.0


@dataclass(frozen=True)
class RetryPolicy:
    """How often something is tried, and until when.

    Attributes:
        calls: Calls in a row that may fail in a way that another may better.
        replies: Replies to one request that may be of no use, in this run.
        rejections: The same in all runs; then the request is not made any more.
        first_rest: Seconds to wait after the first failed call; twice as long after each further one.
        silence: Seconds from the first failed call without a reply to any request, after which none is made any more.
        absence: The same where no connection could be made in that time: nobody is there to wait for.
        deadline: Seconds that a call may take in all, however busily its answer drips in.
        stop: Once set, running calls that end within half a second are stored, and no further one is made.
        tell: Told in a sentence that the program waits, and for how long; twice a minute at the most.
        sleep: Waits for a number of seconds; by default until `stop` is set at the longest.
        clock: Seconds since any moment.
    """

    calls: int = 6
    replies: int = 3
    rejections: int = 9
    first_rest: float = 1.0
    silence: float = 600.0
    absence: float = 4.0
    deadline: float = 150.0
    stop: threading.Event = field(default_factory=threading.Event)
    tell: Callable[[Message], object] = lambda _: None
    sleep: Callable[[float], object] | None = None
    clock: Callable[[], float] = time.monotonic

    def wait(self, seconds: float) -> None:
        """Wait, at the longest until `stop` is set."""
        (self.sleep or self.stop.wait)(seconds)


class Outage:
    """Lasts from the first call that failed until the next reply.

    Args:
        retry_policy: How long it may last.
    """

    def __init__(self, retry_policy: RetryPolicy) -> None:
        self._retry_policy = retry_policy
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

    def note(self, hiccup: TransientError, seconds: float) -> None:
        """Note a call that failed, before a wait; the model is given up if patience ends before the wait would.

        Raises:
            TransientError: If it is.
        """
        with self._lock:
            now = self._retry_policy.clock()
            self._cause = hiccup.message
            self._since = now if self._since is None else self._since
            if not isinstance(hiccup, UnreachableModel):
                self._gone_since = None
            elif self._gone_since is None:
                self._gone_since = now
            self._is_given_up = self._is_given_up or self._silent() + seconds > self._limit()
            if self._is_given_up:
                raise hiccup

    def wait(self, seconds: float) -> None:
        """Wait, and say so where it takes long and has not just been said."""
        if news := self._news(seconds):
            self._retry_policy.tell(news)
        self._retry_policy.wait(seconds)

    def _silent(self) -> float:
        return 0.0 if self._since is None else self._retry_policy.clock() - self._since

    def _limit(self) -> float:
        """Return the seconds of silence after which patience ends."""
        if self._since is None or self._gone_since is None:
            return self._retry_policy.silence
        return min(self._retry_policy.silence, self._gone_since - self._since + self._retry_policy.absence)

    def _news(self, seconds: float) -> Message | None:
        with self._lock:
            now, silent, limit = self._retry_policy.clock(), self._silent(), self._limit()
            is_old = self._told_at is not None and now - self._told_at < _SECONDS_BETWEEN_NEWS
            if is_old or silent + seconds < _NEWS_AFTER:
                return None
            self._told_at = now
        en = f"asking again in {seconds:.0f} s; no reply for {silent:.0f} s, giving up after {limit:.0f} s"
        ko = f"{seconds:.0f}초 뒤에 다시 요청합니다. {silent:.0f}초째 응답이 없으며 {limit:.0f}초가 지나면 포기합니다"
        return Message(f"{self._cause.en} ({en})", f"{self._cause.ko} ({ko})")
