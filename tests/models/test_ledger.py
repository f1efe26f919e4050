"""What was paid for once is never asked for again: not by other processes, not after kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.io.store import Store
from summarizer.io.table import Table
from summarizer.models.chat import Reply, Usage
from summarizer.models.ledger import Ledger, Mark, last_run
from tests.models.conftest import request

if TYPE_CHECKING:
    from tests.clock import Clock
    from tests.models.openai_server import OpenaiServer

PROJECT = Path(__file__).parents[2]
REPLY = Reply('{"text": "문장"}', "finished", Usage(3, 2, 1), "gpt")

# A model of its own, since LangChain takes seconds to load.
RUN = """
import json, sys
from pathlib import Path
from urllib.request import Request, urlopen
from summarizer.models.cost import Budget, Purse
from summarizer.models.calls import Caller
from summarizer.models.pacing import RetryPolicy
from summarizer.models.chat import Reply
from summarizer.models.pacing import keep_in_flight
from summarizer.models.ledger import Ledger
from summarizer.models.pacing import ModelPace
from summarizer.io.store import OpenStore
from tests.models.conftest import request

class Plain:
    def reply(self, asked):
        body = {"model": "plain", "messages": [{"content": asked.messages[-1].text}]}
        with urlopen(Request(sys.argv[2] + "/chat/completions", json.dumps(body).encode())) as response:
            text = json.load(response)["choices"][0]["message"]["content"]
        return Reply(text, "finished", None, "plain")

patience = RetryPolicy(first_rest=0.01)
caller = Caller(Plain(), Ledger(OpenStore(Path(sys.argv[1]))), Budget(Purse(), None), ModelPace(), patience)
for answer in keep_in_flight(lambda n: caller.ask(request(str(n))), range(40), 8, patience.stop):
    print(answer.reply.text)
"""


def start(database: Path, server: OpenaiServer) -> subprocess.Popen[str]:
    """Start a process that asks forty questions, eight at a time."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(database), server.url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"},
    )


def echo(body: dict[str, object]) -> str:
    """Answer with the question."""
    return f'{{"text": "{body["messages"][-1]["content"]}"}}'  # type: ignore[index]


def test_a_killed_run_is_finished_by_the_same_command(tmp_path: Path, server: OpenaiServer) -> None:
    """After kill -9 the same output comes, and only calls that were in flight are made again."""
    server.write, server.delay = echo, 0.05
    killed = start(tmp_path / "yoyak.db", server)
    while server.calls < 20:
        time.sleep(0.005)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    output, _ = start(tmp_path / "yoyak.db", server).communicate(timeout=60)

    assert output.split() == [str(number) for number in range(40)]
    assert 40 <= server.calls <= 48
    states = Counter(call.state for call in Ledger(Store(tmp_path / "yoyak.db")).calls())
    assert states["valid"] == 40
    # A mark that was made and not used yet is lost as well.
    assert server.calls - 40 <= states["lost"] <= 8


def test_processes_that_run_at_once_pay_once(tmp_path: Path, server: OpenaiServer) -> None:
    """Two runs of the same command share every reply."""
    server.write, server.delay = echo, 0.05
    runs = [start(tmp_path / "yoyak.db", server) for _ in range(2)]

    outputs = [run.communicate(timeout=60)[0] for run in runs]

    assert outputs[0] == outputs[1]
    assert server.calls == 40


def test_only_one_of_many_threads_gets_the_mark(ledger: Ledger) -> None:
    """Of threads that want the same reply, one may ask for it."""
    claims: list[object] = []
    threads = [threading.Thread(target=lambda: claims.append(ledger.claim(request()))) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(repr, claims)) == ["Mark(key=" + repr(request().key) + ", number=0)"] + ["None"] * 7


def test_a_reply_comes_back_whole(ledger: Ledger) -> None:
    """Text, stop reason, usage and model are kept."""
    mark = ledger.claim(request())
    assert isinstance(mark, Mark)
    ledger.keep(mark, REPLY, None)

    assert ledger.find(request()) == ledger.claim(request()) == REPLY


def test_another_server_is_another_ledger(tmp_path: Path) -> None:
    """The reply of a test server is never served in place of the provider's."""
    store = Store(tmp_path / "yoyak.db")
    local = Ledger(store, "127.0.0.1:8000/v1")
    mark = local.claim(request())
    assert isinstance(mark, Mark)
    local.keep(mark, REPLY, None)

    assert Ledger(store).find(request()) is None


def test_a_mark_of_an_unknown_machine_is_void_after_its_lease(tmp_path: Path, clock: Clock) -> None:
    """A process that cannot be looked at is believed to live for as long as a call may take."""
    store = Store(tmp_path / "yoyak.db")
    ledger = Ledger(store, clock=clock)
    ledger.claim(request())
    with store.transaction(Table("notes", "CREATE TABLE notes (words TEXT)")) as db:
        db.execute("UPDATE model_calls SET owner = 'elsewhere/1'")

    clock.now += 899
    assert ledger.claim(request()) is None
    clock.now += 1
    assert ledger.claim(request()) == Mark(request().key, 1)
    assert [call.state for call in ledger.calls()] == ["lost", "in flight"]


def test_a_withdrawn_mark_leaves_no_call(ledger: Ledger) -> None:
    """What was not asked is not counted."""
    mark = ledger.claim(request())
    assert isinstance(mark, Mark)
    ledger.withdraw(mark)

    assert ledger.calls() == []


def test_a_stored_reply_that_asks_too_little_is_dropped(ledger: Ledger) -> None:
    """A reply that is rejected later is kept for reading and not found again."""
    mark = ledger.claim(request())
    assert isinstance(mark, Mark)
    ledger.keep(mark, REPLY, None)
    ledger.reject(request(), "there are no words in it")

    assert ledger.find(request()) is None
    assert [(call.state, call.reason) for call in ledger.calls()] == [("rejected", "there are no words in it")]


@pytest.mark.parametrize("text", ["\ud800", "\0", "문장"])
def test_every_text_can_be_asked_and_has_its_key(text: str) -> None:
    """A text that is no valid Unicode has a key as well, and its own."""
    assert request(text).key != request(text + "!").key
    assert replace(request(text)).key == request(text).key


def test_a_run_is_told_from_earlier_ones(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was paid in vain by another process is no cost of the one that got the reply."""
    for run, reasons in (("here/1", ["empty"] * 3), ("here/2", ["empty", None])):
        monkeypatch.setattr("summarizer.models.ledger._owner", lambda run=run: run)
        for reason in reasons:
            mark = ledger.claim(request())
            assert isinstance(mark, Mark)
            ledger.keep(mark, REPLY, None, reason)

    calls = ledger.calls(request())
    assert [call.state for call in calls] == ["rejected"] * 4 + ["valid"]
    assert last_run(calls) == calls[3:]
    assert last_run([]) == []
