"""A call takes no longer than it may, whatever the server sends, and ends when the user has had enough."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from summarizer.models.calls import Caller
from summarizer.models.chat import ModelUnavailable, NotAsked
from summarizer.models.cost import Budget, Purse
from summarizer.models.endpoints import Endpoint
from summarizer.models.langchain_model import LangchainModel
from summarizer.models.pacing import ModelPace, RetryPolicy
from tests.loopback import QuietHandler, serving
from tests.models.conftest import KEY, MODEL, request
from tests.models.test_calls import CHEAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.models.ledger import Ledger
    from tests.clock import Clock
    from tests.models.openai_server import OpenaiServer


class Dripping(QuietHandler):
    """Answers with a byte every tenth of a second."""

    def do_POST(self) -> None:
        """Answer for half a minute."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        with suppress(OSError):
            for _ in range(300):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)


@pytest.fixture
def drip() -> Iterator[LangchainModel]:
    """A model whose answer is never whole, and never late in any part."""
    with serving(Dripping) as address:
        yield LangchainModel(MODEL, Endpoint(f"{address}/v1", KEY), timeout=3)


def test_an_answer_that_drips_ends(drip: LangchainModel, ledger: Ledger, clock: Clock) -> None:
    """The deadline is that of the whole call; what was not waited for may have been paid for."""
    budget = Budget(Purse(Decimal(1)), CHEAP)
    retry_policy = RetryPolicy(calls=2, deadline=0.5, sleep=clock.sleep, clock=clock)
    begun = time.monotonic()

    with pytest.raises(ModelUnavailable, match=r"^the model's answer was not whole after 0\.5 s$"):
        Caller(drip, ledger, budget, ModelPace(), retry_policy).ask(request())

    assert time.monotonic() - begun < 3
    assert [call.state for call in ledger.calls()] == ["failed", "failed"]
    assert budget.spent
    assert budget.spent > 2 * 200 * 10 / Decimal(1_000_000)


def test_a_call_is_left_soon_after_a_stop(drip: LangchainModel, ledger: Ledger) -> None:
    """It is noted as interrupted, counts as paid for, and no other one is made."""
    budget, retry_policy = Budget(Purse(Decimal(1)), CHEAP), RetryPolicy()
    threading.Timer(0.3, retry_policy.stop.set).start()
    begun = time.monotonic()

    with pytest.raises(NotAsked, match="interrupted"):
        Caller(drip, ledger, budget, ModelPace(), retry_policy).ask(request())

    assert time.monotonic() - begun < 2.3
    assert [(call.state, call.reason) for call in ledger.calls()] == [("failed", "the run was interrupted")]
    assert budget.spent


def test_a_call_that_ends_soon_after_a_stop_is_kept(
    model: LangchainModel, ledger: Ledger, server: OpenaiServer
) -> None:
    """What was paid for is not thrown away for the sake of a moment."""
    server.delay, retry_policy = 0.6, RetryPolicy()
    threading.Timer(0.3, retry_policy.stop.set).start()

    caller = Caller(model, ledger, Budget(Purse(), None), ModelPace(), retry_policy)
    assert caller.ask(request()).reply.text == "문장입니다."

    assert [call.state for call in ledger.calls()] == ["valid"]
