"""Whole digests: many entries wait for the model at once, and none of them waits for the computing of all others."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evals.checks import CHECKS
from evals.runner.for_regeneration import EntryInspector
from evals.terms.glossary import read_glossary
from summarizer.arxiv.sources import SnapshotSource
from summarizer.digest import parse
from summarizer.digest.files import DigestFile
from summarizer.models.replies import no_flaw
from summarizer.regenerate.run import Pace, regenerate_digests
from tests.regenerate.conftest import Scribe
from tests.regenerate.material import good_digest, old_digest, studies

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.digest.model import Entry
    from summarizer.messages import Message
    from summarizer.models.calls import Answer
    from summarizer.models.chat import ChatRequest, R
    from summarizer.papers import Paper
    from summarizer.regenerate.entry import Workshop
    from summarizer.regenerate.inspector import Inspection


@dataclass
class Gauge:
    """How many were in a room at once, each for a number of seconds."""

    seconds: float
    most: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self.seconds)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._now -= 1


@dataclass
class SlowScribe(Scribe):
    """A scribe that takes its time, and knows how many wait for it."""

    waiting: Gauge = field(default_factory=lambda: Gauge(0.2))

    def ask(self, request: ChatRequest[R], flaw: Callable[[R], Message | None] = no_flaw) -> Answer[R]:
        """Return the reply of a scribe, after a while."""
        with self.waiting:
            return super().ask(request, flaw)


def test_entries_are_computed_one_by_one_and_waited_for_together(workshop: Workshop) -> None:
    """Threads that all compute at once would all be late for the model, which then waits for them."""
    computing = Gauge(0.01)
    scribe = SlowScribe()

    class SlowInspector(EntryInspector):
        def inspect(self, entry: Entry, paper: Paper) -> Inspection:
            with computing:
                return workshop.inspector.inspect(entry, paper)

    those = studies(8)
    files = [DigestFile("day.md", parse(old_digest(those)))]
    slow = replace(workshop, asker=scribe, inspector=SlowInspector(CHECKS, read_glossary()))
    papers = SnapshotSource(study.paper for study in those)
    (done,) = regenerate_digests(files, papers, None, slow, Pace(in_flight=8))
    assert done.after == good_digest(those)
    assert (computing.most, scribe.waiting.most > 1) == (1, True)
