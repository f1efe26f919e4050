"""A model on loopback that writes for papers, and a workshop around it."""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from evals.checks import CHECKS
from evals.runner.for_regeneration import EntryInspector
from evals.terms.glossary import read_glossary
from summarizer.fulltext.evidence import choose_evidence
from summarizer.models.calls import Answer
from summarizer.models.chat import Reply, Usage
from summarizer.models.pacing import RetryPolicy
from summarizer.models.replies import no_flaw, read_reply
from summarizer.prompts import PromptLibrary
from summarizer.regenerate.drafting import Author
from summarizer.regenerate.entry import Workshop
from summarizer.regenerate.repairing import RepairPrompter
from tests.models.openai_server import serve
from tests.regenerate.material import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from summarizer.messages import Message
    from summarizer.models.chat import ChatRequest, GenerationError, R
    from summarizer.models.ledger import Call
    from tests.regenerate.desk import Desk

MODEL = "openai:gpt-4.1-mini"
_STUDY = re.compile(r"Study (\d{5})")
_SENTENCE = re.compile(r"<문장>(.*?)</문장>", re.DOTALL)


@dataclass
class Scribe:
    """Answers like a model that has read every paper, unless it is told what to say instead.

    Attributes:
        says: What is said next about a paper, by its number; afterwards a good reply.
        repairs: What a sentence is repaired to; any other comes back as it was.
        asked: The messages of the user, in order.
    """

    says: dict[int, deque[str | GenerationError]] = field(default_factory=lambda: defaultdict(deque))
    repairs: dict[str, str | GenerationError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    spent: Decimal = Decimal(0)

    def answer(self, words: str) -> str | GenerationError:
        """Return the reply to the words of a prompt."""
        self.asked.append(words)
        if sentence := _SENTENCE.search(words):
            repaired = self.repairs.get(sentence[1], sentence[1])
            return json.dumps({"text": repaired}, ensure_ascii=False) if isinstance(repaired, str) else repaired
        number = self.number(words)
        return self.says[number].popleft() if self.says[number] else Study(number).reply()

    @staticmethod
    def number(words: str) -> int:
        """Return the number of the paper that the words of a prompt are about."""
        found = _STUDY.search(words)
        return int(found[1]) if found else 0

    def write(self, body: dict[str, Any]) -> str:
        """Return the reply to a request as a server gets it."""
        text = self.answer(body["messages"][-1]["content"])
        return text if isinstance(text, str) else "{}"

    def ask(self, request: ChatRequest[R], flaw: Callable[[R], Message | None] = no_flaw) -> Answer[R]:
        """Return the reply in the shape that is asked for, or raise what it was told to."""
        said = self.answer(request.messages[-1].text)
        if not isinstance(said, str):
            raise said
        reply = Reply(said, "finished", Usage(), "scribe")
        return Answer(read_reply(reply, request.schema, flaw), "scribe", Usage(), Decimal(0), is_from_ledger=False)

    def calls(self, request: ChatRequest[R]) -> list[Call]:  # noqa: ARG002
        """Return no calls: there is no ledger."""
        return []


@pytest.fixture
def scribe() -> Scribe:
    """A model that answers well."""
    return Scribe()


@pytest.fixture
def workshop(scribe: Scribe) -> Workshop:
    """Everything that an entry is rewritten with, the checks of the program included."""
    library, inspector = PromptLibrary(), EntryInspector(CHECKS, read_glossary())
    author = Author(
        MODEL,
        library.load("summarize"),
        inspector,
        lambda paper: choose_evidence(paper, 2000, len),
        {"max_tokens": 2000},
    )
    return Workshop(
        scribe,
        author,
        RepairPrompter(MODEL, library.load("repair"), inspector, {}),
        inspector,
    )


@pytest.fixture
def desk(scribe: Scribe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A folder with a digest of three papers, an empty cache, and a server that answers well; waiting is short."""
    from tests.regenerate.desk import Desk  # noqa: PLC0415 - it needs what stands above

    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("summarizer.models.opening.RetryPolicy", partial(RetryPolicy, first_rest=0.01))
    with serve() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        desk = Desk(server, scribe, tmp_path)
        desk.lay_out(3)
        yield desk
