"""A model server on loopback, a fresh ledger, and a caller that stands between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from summarizer.io.store import OpenStore
from summarizer.models.calls import Caller
from summarizer.models.chat import ChatMessage, ChatRequest, PromptId, ReplyModel
from summarizer.models.cost import Budget, Purse
from summarizer.models.endpoints import Endpoint
from summarizer.models.ledger import Ledger
from summarizer.models.pacing import ModelPace, RetryPolicy
from tests.clock import Clock
from tests.models.openai_server import OpenaiServer, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.models.langchain_model import LangchainModel

KEY = "sk-very-secret-0123456789"
MODEL = "openai:gpt-4.1-mini"


class Sentence(ReplyModel):
    """A reply of one sentence."""

    text: str


def request(words: str = "고쳐 주세요.", **changes: object) -> ChatRequest[Sentence]:
    """Return a request to write a sentence."""
    asked = ChatRequest(
        model=MODEL,
        messages=(ChatMessage("system", "You correct sentences."), ChatMessage("user", words)),
        schema=Sentence,
        prompt=PromptId("repair", "1", "prompt-sha"),
        entry="2401.00001",
        source_sha="source-sha",
        parameters={"max_tokens": 200, "temperature": 0.3},
    )
    return replace(asked, **changes)  # type: ignore[arg-type]


@pytest.fixture
def server() -> Iterator[OpenaiServer]:
    """A server that answers well."""
    with serve() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    """The time of this test."""
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    store = OpenStore(tmp_path / "yoyak.db")
    yield Ledger(store)
    store.close()


@pytest.fixture
def model(server: OpenaiServer) -> LangchainModel:
    """The model behind the server."""
    from summarizer.models.langchain_model import LangchainModel  # noqa: PLC0415 - takes seconds to load

    return LangchainModel(MODEL, Endpoint(server.url, KEY), timeout=3)


@pytest.fixture
def caller(model: LangchainModel, ledger: Ledger, clock: Clock) -> Caller:
    """Whoever asks the model, without a limit."""
    pace = ModelPace(clock=clock, sleep=clock.sleep)
    return Caller(model, ledger, Budget(Purse(), None), pace, RetryPolicy(sleep=clock.sleep))
