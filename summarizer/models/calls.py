"""Asks a model for a reply that can be used: within the budget, at its pace, again where that may help, never twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, Protocol

from summarizer.io.retries import retry_calls
from summarizer.io.waiting import Overdue, Stopped, finish
from summarizer.messages import Message
from summarizer.models.batch import BatchModel
from summarizer.models.chat import INTERRUPTED, NotAsked, R, R_co, Reply, ReplyRejected, TransientError, Usage
from summarizer.models.ledger import Mark
from summarizer.models.pacing import Outage, RetryPolicy
from summarizer.models.replies import no_flaw, read_reply
from summarizer.models.tokens import count_request, count_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.models.chat import ChatModel, ChatRequest
    from summarizer.models.cost import Bill, Budget
    from summarizer.models.ledger import Call, Ledger
    from summarizer.models.pacing import ModelPace

_LONGEST_REST = 120.0
_POLL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Answer(Generic[R_co]):
    """A reply that can be used, and what it took.

    Attributes:
        reply: In the shape that was asked for.
        model: The model that says it answered.
        usage: Tokens of the call that brought it.
        dollars: What that call cost in this run: nothing when it was paid for before, None when unknown.
        is_from_ledger: Whether it was paid for before.
    """

    reply: R_co
    model: str
    usage: Usage
    dollars: Decimal | None
    is_from_ledger: bool


@dataclass(frozen=True, slots=True)
class _Question(Generic[R]):
    request: ChatRequest[R]
    flaw: Callable[[R], Message | None]

    def read(self, reply: Reply) -> R:
        return read_reply(reply, self.request.schema, self.flaw)


class Asker(Protocol):
    """Whoever can be asked for a reply of a given shape, from any number of threads."""

    def ask(self, request: ChatRequest[R], flaw: Callable[[R], Message | None] = no_flaw) -> Answer[R]:
        """Return a reply that can be used; `flaw` says in a sentence what makes one of the right shape useless.

        Raises:
            GenerationError: If there is none.
        """
        ...

    def calls(self, request: ChatRequest[R]) -> list[Call]:
        """Return every call that was ever made for a request, those without a usable reply included."""
        ...

    @property
    def spent(self) -> Decimal | None:
        """Dollars that were spent since it was opened; None when the price is unknown."""
        ...


class Caller:
    """Stands between whoever has a question and the model; may be used from any number of threads.

    Args:
        model: What is called.
        ledger: What was called before.
        budget: What may be spent.
        pace: How fast.
        retry_policy: How often.
    """

    def __init__(
        self, model: ChatModel, ledger: Ledger, budget: Budget, pace: ModelPace, retry_policy: RetryPolicy | None = None
    ) -> None:
        self._model = model
        self._ledger = ledger
        self._budget = budget
        self._pace = pace
        self._retry_policy = retry_policy or RetryPolicy()
        self._outage = Outage(self._retry_policy)

    def calls(self, request: ChatRequest[R]) -> list[Call]:
        """Return every call that was ever made for a request, in order."""
        return self._ledger.calls(request)

    @property
    def spent(self) -> Decimal | None:
        """Dollars that were spent since it was opened; None when the price is unknown."""
        return self._budget.spent

    def ask(self, request: ChatRequest[R], flaw: Callable[[R], Message | None] = no_flaw) -> Answer[R]:
        """Return a reply that can be used, from the ledger if it was paid for before.

        Raises:
            ReplyRejected: If the model gave several, none of which can be used, now or in earlier runs.
            ModelUnavailable: If it cannot be asked, or has given no reply to anyone for too long.
            NotAsked: If `stop` is set.
            BudgetExceeded: If asking could cost more than is left.
        """
        question = _Question(request, flaw)
        stored = self._ledger.find(request)
        if stored and (answer := self._served(question, stored)):
            return answer
        refused = [call for call in self._ledger.calls(request) if call.state == "rejected"]
        attempts = min(self._retry_policy.replies, self._retry_policy.rejections - len(refused))
        if attempts <= 0:
            raise _exhausted(question, refused)
        rejections: list[ReplyRejected] = []

        def note(rejection: ReplyRejected, _: int) -> float:
            rejections.append(rejection)
            return 0.0

        try:
            return retry_calls(
                lambda: self._ask_patiently(question),
                on=ReplyRejected,
                attempts=attempts,
                rest=note,
                sleep=self._retry_policy.wait,
            )
        except NotAsked:
            # A reply by file is not replaced by the next one before there is another file.
            if rejections and not self._retry_policy.stop.is_set():
                raise rejections[-1] from None
            raise

    def _ask_patiently(self, question: _Question[R]) -> Answer[R]:
        return retry_calls(
            lambda: self._ask_once(question),
            on=TransientError,
            attempts=self._retry_policy.calls,
            rest=lambda hiccup, tries: self._rest(question.request, hiccup, tries),
            sleep=self._outage.wait,
        )

    def _ask_once(self, question: _Question[R]) -> Answer[R]:
        self._outage.check()
        self._pace.wait()
        with self._budget.reserve(self._most(question.request)) as bill:
            claimed = self._claimed(question.request)
            if isinstance(claimed, Mark):
                return self._call(question, claimed, bill)
        return self._served(question, claimed) or self._ask_once(question)

    def _call(self, question: _Question[R], mark: Mark, bill: Bill) -> Answer[R]:
        try:
            reply = self._reply(question.request)
        except NotAsked:
            self._ledger.withdraw(mark)
            raise
        except Stopped:
            bill.dollars = bill.most
            self._ledger.fail(mark, INTERRUPTED.en)
            raise NotAsked(INTERRUPTED) from None
        except Exception as error:
            if isinstance(error, TransientError) and error.is_perhaps_billed:
                bill.dollars = bill.most
            self._fail(question.request, mark, str(error))
            raise
        self._outage.end()
        reply, dollars = self._billed(question.request, reply, bill)
        is_known = self._was_read_before(question.request, lambda call: call.reply == reply)
        if is_known:
            bill.dollars = dollars = Decimal(0)
        try:
            parsed = question.read(reply)
        except ReplyRejected as error:
            if is_known:
                self._ledger.withdraw(mark)
            else:
                self._ledger.keep(mark, reply, dollars, str(error))
            raise
        self._ledger.keep(mark, reply, dollars)
        return Answer(parsed, reply.model, reply.usage or Usage(), dollars, is_from_ledger=False)

    def _fail(self, request: ChatRequest[R], mark: Mark, reason: str) -> None:
        if self._was_read_before(request, lambda call: call.reason == reason):
            self._ledger.withdraw(mark)
        else:
            self._ledger.fail(mark, reason)

    def _was_read_before(self, request: ChatRequest[R], is_same: Callable[[Call], bool]) -> bool:
        """Return whether a result comes from a file that an earlier run read as well, and counted."""
        return isinstance(self._model, BatchModel) and any(map(is_same, self._ledger.calls(request)))

    def _reply(self, request: ChatRequest[R]) -> Reply:
        seconds = self._retry_policy.deadline
        try:
            return finish(lambda: self._model.reply(request), seconds, self._retry_policy.stop)
        except Overdue:
            message = Message(
                f"the model's answer was not whole after {seconds:g} s",
                f"모델의 응답이 {seconds:g}초가 지나도 끝나지 않았습니다",
            )
            raise TransientError(message, is_perhaps_billed=True) from None

    def _billed(self, request: ChatRequest[R], reply: Reply, bill: Bill) -> tuple[Reply, Decimal | None]:
        """Return the reply with its usage, estimated where the server counts nothing, and what it cost."""
        usage = reply.usage or Usage(count_request(request), count_tokens(reply.text, request.model))
        dollars = self._budget.cost(usage)
        bill.dollars = dollars or Decimal(0)
        return replace(reply, usage=usage), dollars

    def _claimed(self, request: ChatRequest[R]) -> Mark | Reply:
        while not self._retry_policy.stop.is_set():
            claimed = self._ledger.claim(request)
            if claimed is not None:
                return claimed
            self._retry_policy.wait(_POLL_SECONDS)
        raise NotAsked(INTERRUPTED)

    def _served(self, question: _Question[R], reply: Reply) -> Answer[R] | None:
        try:
            parsed = question.read(reply)
        except ReplyRejected as error:
            # It was stored by a version of the program that asked for less.
            self._ledger.reject(question.request, str(error))
            return None
        return Answer(parsed, reply.model, reply.usage or Usage(), Decimal(0), is_from_ledger=True)

    def _most(self, request: ChatRequest[R]) -> Usage:
        """Return the most tokens that a call can take, which nobody asks for without a budget."""
        price = self._budget.price
        if not self._budget.is_limited or price is None:
            return Usage()
        limit = request.parameters.get("max_tokens")
        return Usage(count_request(request), limit if isinstance(limit, int) else price.max_output)

    def _rest(self, request: ChatRequest[R], hiccup: TransientError, tries: int) -> float:
        seconds = hiccup.retry_after
        if seconds is None:
            # Calls that failed together do not come back together, and yet at the same time in every run.
            spread = 0.5 + int(request.key[:8], 16) / 2**32
            seconds = min(self._retry_policy.first_rest * 2.0 ** (tries - 1) * spread, _LONGEST_REST)
        if seconds > _LONGEST_REST:
            raise hiccup
        self._outage.note(hiccup, seconds)
        if hiccup.retry_after is not None:
            self._pace.pause(seconds)
        return seconds


def _exhausted(question: _Question[R], refused: Sequence[Call]) -> ReplyRejected:
    """Return the error for a request that was made in vain too often, with what that has cost."""
    last = refused[-1]
    reply, why = last.reply or Reply("", "other", None, ""), Message(last.reason or "", last.reason or "")
    try:
        question.read(reply)
    except ReplyRejected as error:
        # The ledger has the reason in one language.
        why = error.message
    prices = [call.dollars for call in refused]
    paid = None if None in prices else f"${sum(price for price in prices if price):.4f}"
    en, ko = (f", which cost {paid},", f"(비용 {paid})") if paid else ("", "")
    message = Message(
        f"{len(refused)} replies{en} were of no use, and it is not asked again: {why.en}",
        f"쓸 수 없는 응답을 {len(refused)}번 받아{ko} 더 요청하지 않습니다: {why.ko}",
    )
    return ReplyRejected(message, reply)
