"""The reviewer of texts that regeneration chooses among."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.reviewer.findings import observe
from evals.reviewer.writers import require_another
from evals.subject.subject import Subject
from summarizer.findings import Severity
from summarizer.regenerate.inspector import Reviewed

if TYPE_CHECKING:
    from evals.reviewer.reviewer import Reviewer
    from summarizer.digest.model import Entry
    from summarizer.papers import Paper


@dataclass(frozen=True, slots=True)
class CandidateReviewer:
    """A reviewer of drafts, which may not be the model that wrote them.

    Attributes:
        reviewer: Whom to ask.
        writer: The model that writes.
    """

    reviewer: Reviewer
    writer: str

    def review(self, entry: Entry, paper: Paper) -> Reviewed:
        """Return what is confirmed of an entry that was parsed on its own.

        Raises:
            GenerationError: If it could not be reviewed, or not confirmed in full.
            ConfigError: If the model that answers is the one that wrote.
        """
        subject = Subject(entry, paper)
        review = self.reviewer.review(subject)
        if review.lost:
            raise review.lost
        for model in review.answered_by:
            require_another(model, [self.writer])
        found = observe(subject, review, (), frozenset()).findings
        confirmed = tuple(one for one in found if one.severity is not Severity.NOTE)
        return Reviewed(confirmed, review.calls, review.answered_by)
