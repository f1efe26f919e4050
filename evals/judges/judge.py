"""Asking a judge: about every open claim of an entry, again where the answer is no."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from evals.judges.quotes import Quotable
from evals.judges.votes import Vote, is_settled, outcome, read_vote
from summarizer.messages import Message
from summarizer.models.chat import ChatRequest, GenerationError, ModelUnavailable, NotAsked, ReplyRejected
from summarizer.models.replies import JudgeReply, Stance
from summarizer.regenerate.drafting import source_sha

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evals.judges.claims import Claim
    from evals.subject.subject import Subject
    from summarizer.fulltext.evidence import Excerpts
    from summarizer.models.calls import Asker
    from summarizer.models.ledger import Call
    from summarizer.papers import Paper
    from summarizer.prompts import Prompt

_STANCES: tuple[Stance, ...] = get_args(Stance)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge makes of a claim.

    Attributes:
        claim: The claim.
        stance: How the paper stands to it; None when the judge could not tell.
        votes: What it rests on.
        why: Why it could not tell; None when it could.
        calls: Every call that was ever made for it.
        answered_by: The models that gave the answers, as they name themselves.
        lost: What kept an answer away that is needed; None when every such answer is there.
    """

    claim: Claim
    stance: Stance | None
    votes: tuple[Vote, ...] = ()
    why: Message | None = None
    calls: tuple[Call, ...] = ()
    answered_by: tuple[str, ...] = ()
    lost: GenerationError | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge makes of an entry.

    Attributes:
        opinions: One for each claim that was asked about, in order.
    """

    opinions: tuple[Opinion, ...]

    @property
    def out_of_reach(self) -> GenerationError | None:
        """Why the model gave no answer at all, when that is so and another question would fare no better."""
        lost = [opinion.lost for opinion in self.opinions]
        errors = (error for error in lost if isinstance(error, ModelUnavailable) and not isinstance(error, NotAsked))
        return next(errors, None)

    @property
    def undecided(self) -> tuple[Opinion, ...]:
        """The claims about which the judge could not tell."""
        return tuple(opinion for opinion in self.opinions if opinion.stance is None)

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Why the entry was not judged in full, in one sentence; nothing when it was."""
        lost = self.undecided
        if not lost:
            return ()
        why = lost[0].why or Message("it gave no answer", "답하지 않았습니다")
        counts = len(lost), len(self.opinions)
        return (
            Message(
                "the judge could not tell about {} of {} claims: {}".format(*counts, why.en),
                "판정 모델이 주장 {1}개 중 {0}개를 판단하지 못했습니다: {2}".format(*counts, why.ko),
            ),
        )


@dataclass(frozen=True, slots=True)
class Judge:
    """A model that is asked whether a paper says what a claim says.

    Attributes:
        asker: Asks the model.
        model: Provider and name.
        prompt: What asks for a verdict with quotes.
        evidence: What of a paper's full text fits the budget.
        votes: How many answers a failing verdict has to win the majority of.
        parameters: What the model is set to.
    """

    asker: Asker
    model: str
    prompt: Prompt
    evidence: Callable[[Paper], Excerpts]
    votes: int = 3
    parameters: Mapping[str, str | float | bool | None] = field(default_factory=dict)

    def hear(self, subject: Subject, claims: Sequence[Claim]) -> Judgement:
        """Return the opinion on every claim; once the model is out of reach the rest is not asked about."""
        if subject.paper is None or not claims:
            return Judgement(())
        case = _Case(self, subject.paper, Quotable(subject.sources), self.evidence(subject.paper).text)
        return Judgement(tuple(map(case.opinion, claims)))

    @staticmethod
    def decline(claims: Sequence[Claim], why: GenerationError) -> Judgement:
        """Return the opinion that nothing can be told, without asking."""
        return Judgement(tuple(Opinion(claim, None, why=why.message, lost=why) for claim in claims))


@dataclass(slots=True)
class _Ballot:
    """The votes on one claim while they come in."""

    votes: list[Vote] = field(default_factory=list)
    asked: list[ChatRequest[JudgeReply]] = field(default_factory=list)
    answered_by: dict[str, None] = field(default_factory=dict)
    lost: GenerationError | None = None
    is_over: bool = False


class _Case:
    """The questions about one entry."""

    def __init__(self, judge: Judge, paper: Paper, texts: Quotable, passages: str) -> None:
        self._judge = judge
        self._paper = paper
        self._texts = texts
        self._passages = passages
        self._source = source_sha(paper)
        self._out_of_reach: GenerationError | None = None

    def opinion(self, claim: Claim) -> Opinion:
        """Return what the judge makes of a claim."""
        of, ballot = self._judge.votes, _Ballot()
        for number in range(of):
            if self._out_of_reach or ballot.is_over or is_settled(ballot.votes, of):
                break
            self._ask(self._request(claim, number), ballot)
        calls = tuple(call for request in ballot.asked for call in self._judge.asker.calls(request))
        answered_by = tuple(ballot.answered_by)
        lost = ballot.lost or self._out_of_reach
        if lost and not is_settled(ballot.votes, of):
            return Opinion(claim, None, tuple(ballot.votes), lost.message, calls, answered_by, lost)
        stance = outcome(ballot.votes, of)
        return Opinion(claim, stance, tuple(ballot.votes), None if stance else _why(ballot.votes), calls, answered_by)

    def _ask(self, request: ChatRequest[JudgeReply], ballot: _Ballot) -> None:
        ballot.asked.append(request)
        try:
            answer = self._judge.asker.ask(request)
        except ReplyRejected as error:
            # It was asked several times for this one already: whoever refuses will go on refusing.
            ballot.is_over = not ballot.votes
            ballot.votes.append(Vote(None, void=error.message))
        except NotAsked as error:
            # By file the votes that confirm are collected in one round.
            ballot.is_over = not ballot.votes
            ballot.lost = error
        except GenerationError as error:
            self._out_of_reach = error
        else:
            ballot.votes.append(read_vote(answer.reply, self._texts))
            ballot.answered_by[answer.model] = None

    def _request(self, claim: Claim, number: int) -> ChatRequest[JudgeReply]:
        order = list(_STANCES)
        # The same order in every run, and another one for every claim and vote: no answer profits from its place.
        random.Random(f"{claim.fingerprint}:{number}").shuffle(order)  # noqa: S311 - no secret
        inputs = {
            "title": self._paper.title,
            "abstract": self._paper.abstract,
            "passages": self._passages,
            "before": claim.before,
            "claim": claim.text,
            "options": ", ".join(order),
        }
        return ChatRequest(
            model=self._judge.model,
            messages=self._judge.prompt.render(inputs),
            schema=JudgeReply,
            prompt=self._judge.prompt.id,
            entry=self._paper.arxiv_id,
            source_sha=self._source,
            candidate=number,
            parameters=self._judge.parameters,
        )


def _why(votes: Sequence[Vote]) -> Message:
    voids = [vote.void for vote in votes if vote.void]
    if voids and len(voids) == len(votes):
        return Message(f"every vote is void: {voids[0].en}", f"모든 표가 무효입니다: {voids[0].ko}")
    en, ko = (", ".join(vote.stance or void for vote in votes) for void in ("void", "무효"))
    return Message(f"its votes are divided: {en}", f"표가 갈렸습니다: {ko}")
