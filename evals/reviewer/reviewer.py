"""Reviewing an entry: one question about the whole, proof by code, and a blind second opinion."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evals.reviewer.confirm import Ballot, VersionPairs
from evals.reviewer.proof import Proof, Void, VoidReason, harmless, is_number_quoted
from summarizer.messages import Message
from summarizer.models.chat import GenerationError, ModelUnavailable, NotAsked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evals.checks.contract import Check
    from evals.reviewer.confirm import Language
    from evals.reviewer.model import ProvenProblem, ReviewedEntry
    from evals.reviewer.request import ReviewPrompter
    from evals.subject.subject import Subject
    from summarizer.models.calls import Asker
    from summarizer.models.chat import ChatRequest, R, ReplyModel
    from summarizer.models.ledger import Call
    from summarizer.prompts import Prompt

UNREVIEWED = Message("the entry was not reviewed", "항목을 검토하지 못했습니다")
"""What every reason begins with for which an entry was not reviewed."""
MOST_PROBLEMS = 100
"""So many problems no entry has: a reply with more is of no use."""


@dataclass(frozen=True, slots=True)
class ReviewedProblem:
    """A proven problem, and what the second opinion says of it."""

    proven: ProvenProblem
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer makes of an entry.

    Attributes:
        entry: What it was shown; None where there was nothing to review.
        problems: What is proven, in the reviewer's order.
        voids: How many problems were not believed, by reason.
        lost: Why it could not be reviewed, or not confirmed in full; None when it was.
        calls: Every call that was ever made for it.
        answered_by: The models that answered, as they name themselves.
    """

    entry: ReviewedEntry | None = None
    problems: tuple[ReviewedProblem, ...] = ()
    voids: Counter[VoidReason] = field(default_factory=Counter)
    lost: GenerationError | None = None
    calls: tuple[Call, ...] = ()
    answered_by: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Why the entry was not reviewed in full, in one sentence; nothing when it was."""
        if self.lost is None:
            return ()
        why = self.lost.message
        return (Message(f"{UNREVIEWED.en}: {why.en}", f"{UNREVIEWED.ko}: {why.ko}"),)

    @property
    def out_of_reach(self) -> GenerationError | None:
        """Why the model gave no answer at all, when another entry would fare no better."""
        is_away = isinstance(self.lost, ModelUnavailable) and not isinstance(self.lost, NotAsked)
        return self.lost if is_away else None


@dataclass(slots=True)
class _Log:
    """What was asked about one entry."""

    asker: Asker
    asked: dict[str, ChatRequest[ReplyModel]] = field(default_factory=dict)
    answered_by: dict[str, None] = field(default_factory=dict)

    def ask(self, request: ChatRequest[R], flaw: Callable[[R], Message | None]) -> R:
        self.asked[request.key] = request
        answer = self.asker.ask(request, flaw)
        self.answered_by[answer.model] = None
        return answer.reply

    @property
    def calls(self) -> tuple[Call, ...]:
        return tuple(call for request in self.asked.values() for call in self.asker.calls(request))


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A model that reads entries, and the rules that its corrections have to stand.

    Attributes:
        asker: Asks the model.
        prompter: Words the questions.
        checks: The rules.
        language: That of the prompts.
        votes: How many votes a problem may need more than half of.
    """

    asker: Asker
    prompter: ReviewPrompter
    checks: Sequence[Check]
    language: Language = "ko"
    votes: int = 3

    @property
    def model(self) -> str:
        """Provider and name."""
        return self.prompter.model

    @property
    def prompts(self) -> tuple[Prompt, Prompt]:
        """The prompts of the review and of the second opinion."""
        return self.prompter.review, self.prompter.confirm

    def review(self, subject: Subject) -> Review:
        """Return what the reviewer makes of an entry; nothing expected is raised.

        Args:
            subject: An entry whose text is its own lines alone, with its paper.
        """
        paper = subject.paper
        if paper is None or not (paper.abstract or paper.fulltext):
            return Review()  # by a title alone nobody can tell, and the runner says that there is no source
        entry = self.prompter.reviewed(subject, paper)
        if not entry.sentences:
            return Review()
        log, ballots, voids = _Log(self.asker), list[Ballot](), Counter[VoidReason]()
        lost = None
        try:
            reply = log.ask(self.prompter.review_request(entry, paper), _too_many)
            for found in Proof(entry).read(reply.problems):
                if isinstance(found, Void):
                    voids[found.reason] += 1
                else:
                    ballots.append(Ballot(found))
            self._confirm(ballots, subject, log)
        except GenerationError as error:
            lost, ballots = error, []
        problems = self._sound(subject, ballots, voids)
        return Review(entry, problems, voids, lost, log.calls, tuple(log.answered_by))

    def _confirm(self, ballots: Sequence[Ballot], subject: Subject, log: _Log) -> None:
        """Collect votes until every problem is settled; all that are open travel in one question."""
        paper = subject.paper
        for vote in range(self.votes):
            open_ones = [ballot for ballot in ballots if not ballot.is_settled(self.votes)]
            if not open_ones or paper is None:
                return
            pairs = VersionPairs([ballot.proven for ballot in open_ones], vote, self.language)
            reply = log.ask(self.prompter.confirm_request(pairs.text, paper, vote), pairs.flaw)
            for ballot, picked in zip(open_ones, pairs.votes(reply), strict=True):
                ballot.votes.append(picked)

    def _sound(
        self, subject: Subject, ballots: Sequence[Ballot], voids: Counter[VoidReason]
    ) -> tuple[ReviewedProblem, ...]:
        """Return the problems that the rules have nothing against, and count the others as void."""
        exact = [ballot for ballot in ballots if is_number_quoted(ballot.proven)]
        voids["number"] += len(ballots) - len(exact)
        kept = set(map(id, harmless(subject, [ballot.proven for ballot in exact], self.checks)))
        sound = [ballot for ballot in exact if id(ballot.proven) in kept]
        voids["rules"] += len(exact) - len(sound)
        return tuple(ReviewedProblem(ballot.proven, ballot.is_confirmed(self.votes)) for ballot in sound)


def _too_many(reply: ReplyModel) -> Message | None:
    count = len(getattr(reply, "problems", ()))
    if count <= MOST_PROBLEMS:
        return None
    return Message(
        f"it lists {count} problems, and no entry has more than {MOST_PROBLEMS}",
        f"문제를 {count}개 적었습니다. 한 항목에 {MOST_PROBLEMS}개를 넘을 수 없습니다",
    )
