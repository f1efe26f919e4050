"""A run of reviews: several entries at a time, in order, with what the rules found of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evals.reviewer.findings import observe
from evals.reviewer.reviewer import Review
from evals.reviewer.writers import require_another
from evals.runner.run import Examination, supplement
from evals.subject.excerpts import excerpt, moved_finding
from evals.subject.subject import Subject
from summarizer.errors import SourceError
from summarizer.models.pacing import keep_in_flight
from summarizer.models.receipts import costs

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Iterator

    from evals.reviewer.reviewer import Reviewer
    from evals.runner.run import Result
    from summarizer.models.chat import GenerationError
    from summarizer.models.receipts import ReceiptFile

# Entries in a row without any answer: each was asked about patiently, and so the rest is not asked about at all.
_ENOUGH_SILENCE = 20


@dataclass(slots=True)
class Reviewing:
    """An open reviewer, and what it may do.

    Attributes:
        reviewer: Whom to ask.
        writers: The models that wrote what is reviewed.
        in_flight: How many entries to ask about at once.
        stop: Once set, running calls are finished and stored, and no further one is made.
        receipts: Where its receipts go.
        trusted: The types of problem whose precision is on record.
        measured: The models that answered when it was measured; of another one nothing is trusted.
        strangers: The others that answered.
        answered_by: All models that answered.
    """

    reviewer: Reviewer
    writers: tuple[str, ...]
    in_flight: int
    stop: threading.Event
    receipts: ReceiptFile
    trusted: frozenset[str] = frozenset()
    measured: frozenset[str] = frozenset()
    strangers: dict[str, None] = field(default_factory=dict)
    answered_by: dict[str, None] = field(default_factory=dict)
    entries: int = 0
    unreviewed: int = 0
    confirmed: int = 0
    voids: int = 0
    _silence: list[GenerationError] = field(default_factory=list)

    def reviewed(self, results: Iterable[Result]) -> Iterator[Result]:
        """Yield the results with what the reviewer adds to them, in order, while several are asked about.

        Raises:
            ConfigError: If the model that answers is one that wrote.
            KeyboardInterrupt: If `stop` was set; what was being asked is finished and stored.
        """
        for result, subject, offset, review in keep_in_flight(self._review, results, self.in_flight, self.stop):
            if self.stop.is_set():
                raise KeyboardInterrupt
            for model in review.answered_by:
                require_another(model, self.writers)
            self._count(review)
            self.receipts.write([receipt(result, review, self.reviewer)])
            rules = [moved_finding(finding, -offset) for finding in result.outcome.findings]
            seen = observe(subject, review, rules, self._trusted(review))
            yield supplement(result, Examination(seen.examined, seen.findings).moved(offset), review.reasons)

    def _review(self, result: Result) -> tuple[Result, Subject, int, Review]:
        cut = excerpt(result.case.entry)
        paper = None if isinstance(result.case.paper, SourceError) else result.case.paper
        subject = Subject(cut.entry, paper)
        why = next(iter(self._silence[_ENOUGH_SILENCE - 1 :]), None)
        review = Review(lost=why) if why and paper else self.reviewer.review(subject)
        if lost := review.out_of_reach:
            self._silence.append(lost)
        elif review.entry:
            self._silence.clear()
        return result, subject, cut.offset, review

    def _count(self, review: Review) -> None:
        self.answered_by |= dict.fromkeys(review.answered_by)
        self.entries += review.entry is not None
        self.unreviewed += review.lost is not None
        self.confirmed += sum(problem.is_confirmed for problem in review.problems)
        self.voids += review.voids.total()

    def _trusted(self, review: Review) -> frozenset[str]:
        strangers = sorted({*review.answered_by} - self.measured) if self.trusted else []
        self.strangers |= dict.fromkeys(strangers)
        return frozenset() if strangers else self.trusted


def receipt(result: Result, review: Review, reviewer: Reviewer) -> str:
    """Return the receipt of an entry, without a line break: what was said, what became of it, and its cost."""
    return json.dumps(
        {
            "schema": "yoyak.review/1",
            "file": result.file,
            "line": result.case.entry.line,
            "arxiv_id": result.case.entry.arxiv_id,
            "reviewer": reviewer.model,
            "answered_by": review.answered_by,
            "prompts": {str(prompt.id): prompt.sha256 for prompt in reviewer.prompts},
            "reason": review.lost.message.en if review.lost else None,
            "problems": [
                {**one.proven.problem.model_dump(by_alias=True), "confirmed": one.is_confirmed}
                for one in review.problems
            ],
            "void": dict(sorted(review.voids.items())),
            **costs(review.calls),
        },
        ensure_ascii=False,
    )
