"""A batch file asks what a live call asks, and its results are read like live replies."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import ConfigError, DatasetError
from summarizer.models.batch import BatchModel
from summarizer.models.calls import Caller
from summarizer.models.chat import ModelUnavailable, NotAsked, ReplyRejected
from summarizer.models.cost import Budget, Purse
from summarizer.models.endpoints import Endpoint
from summarizer.models.langchain_model import LangchainModel
from summarizer.models.pacing import ModelPace
from tests.models.conftest import KEY, request
from tests.models.openai_server import completion, refusing, saying
from tests.models.test_calls import A_CALL, CHEAP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from summarizer.models.ledger import Ledger
    from tests.models.openai_server import Answer, OpenaiServer


def asked(batch: BatchModel, ledger: Ledger) -> Caller:
    """Return a caller that asks by file."""
    return Caller(batch, ledger, Budget(Purse(), None), ModelPace())


def results(path: Path, requests: Path, answer: Callable[[dict[str, object]], dict[str, object]]) -> Path:
    """Answer a batch file as OpenAI does."""
    lines = [json.loads(line) for line in requests.read_text(encoding="utf-8").splitlines()]
    path.write_text(
        "".join(
            f"{json.dumps({'id': 'batch_req', 'custom_id': line['custom_id']} | answer(line))}\n" for line in lines
        ),
        encoding="utf-8",
    )
    return path


def write_result(path: Path, *results: dict[str, object]) -> None:
    """Write results for the usual request as OpenAI does."""
    lines = [json.dumps({"id": "batch_req", "custom_id": request().label} | result) for result in results]
    path.write_text("\n".join(lines), encoding="utf-8")


def good(line: dict[str, object]) -> dict[str, object]:
    """Answer well."""
    body = completion(line["body"], '{"text": "문장입니다."}')  # type: ignore[arg-type]
    return {"response": {"status_code": 200, "request_id": "r", "body": body}, "error": None}


def test_a_batch_asks_what_a_live_call_asks(
    model: LangchainModel, caller: Caller, server: OpenaiServer, tmp_path: Path
) -> None:
    """The bodies are identical, and the line is one that OpenAI accepts."""
    batch = BatchModel(model.body)
    with pytest.raises(NotAsked):
        batch.reply(request())

    assert batch.write(tmp_path / "out.jsonl") == 1

    caller.ask(request())
    line = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert {"path": line["url"]} | line["body"] == server.bodies[0]
    assert line["method"] == "POST"
    assert line["custom_id"].startswith("2401.00001:repair@1:0:")
    assert len(line["custom_id"]) <= 64
    assert KEY not in str(line)


def test_the_replies_of_a_batch_equal_live_ones(
    model: LangchainModel, caller: Caller, ledger: Ledger, tmp_path: Path
) -> None:
    """A reply by file comes out of the seam as a live one does, and is not asked for again."""
    batch = BatchModel(model.body)
    with pytest.raises(NotAsked):
        asked(batch, ledger).ask(request())
    assert ledger.calls() == []
    batch.write(tmp_path / "out.jsonl")
    replies = results(tmp_path / "in.jsonl", tmp_path / "out.jsonl", good)

    by_file = asked(BatchModel(model.body, [replies]), ledger).ask(request())
    again = asked(BatchModel(model.body), ledger).ask(request())
    live = caller.ask(request(candidate=1))

    assert (by_file.reply, by_file.usage, by_file.model) == (live.reply, live.usage, live.model)
    assert (again.reply, again.is_from_ledger) == (live.reply, True)


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ({"response": None, "error": {"code": "batch_expired", "message": "too late"}}, "batch_expired too late"),
        ({"response": {"status_code": 429, "body": {"error": {"message": "slow down"}}}}, "HTTP 429 slow down"),
        ({"response": {"status_code": 502, "body": "<html>"}}, "HTTP 502"),
        ({"response": {"status_code": 200, "body": {"choices": []}}}, "holds no reply"),
        ({"response": "garbage"}, "cannot be read: response: "),
        ({"response": {"status_code": 200, "body": {"choices": [{"message": None}]}}}, "cannot be read: response.body"),
        ({"response": {"status_code": 200, "body": {"choices": [{"message": {"content": [5]}}]}}}, "cannot be read"),
    ],
)
def test_an_error_in_a_batch_is_told(
    model: LangchainModel, ledger: Ledger, tmp_path: Path, result: dict[str, object], reason: str
) -> None:
    """A request that failed ends in a sentence with the reason that the file gives."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"custom_id": request().label} | result), encoding="utf-8")

    with pytest.raises(ModelUnavailable, match=reason):
        asked(BatchModel(model.body, [tmp_path / "in.jsonl"]), ledger).ask(request())

    assert [call.state for call in ledger.calls()] == ["failed"]


BAD = {
    "refused": (refusing("no"), "the model refused: 'no'"),
    "truncated": (saying("{", "length"), "was cut off"),
    "malformed": (saying("{"), "is not JSON"),
}


@pytest.mark.parametrize(("fault", "reason"), BAD.values(), ids=BAD)
def test_a_bad_reply_in_a_batch_is_told_as_what_it_is(
    model: LangchainModel, ledger: Ledger, tmp_path: Path, fault: Callable[[Answer], Answer], reason: str
) -> None:
    """A reply by file is judged like a live one, asked for anew in the next batch, and counted once."""
    from tests.models.openai_server import Answer as Whole  # noqa: PLC0415

    body = fault(Whole(completion({"model": "gpt"}, ""))).body
    write_result(tmp_path / "in.jsonl", {"response": {"status_code": 200, "body": body}})
    budget = Budget(Purse(), CHEAP)
    for _ in range(2):
        batch = BatchModel(model.body, [tmp_path / "in.jsonl"])
        with pytest.raises(ReplyRejected, match=reason):
            Caller(batch, ledger, budget, ModelPace()).ask(request())
        assert batch.write(tmp_path / "out.jsonl") == 1

    (call,) = ledger.calls()
    assert (call.state, reason in (call.reason or "")) == ("rejected", True)
    assert budget.spent == call.dollars == A_CALL


def test_an_error_in_a_batch_is_counted_once(model: LangchainModel, ledger: Ledger, tmp_path: Path) -> None:
    """A file that is read by a second run tells the same, and no second call."""
    write_result(tmp_path / "in.jsonl", {"error": {"code": "batch_expired", "message": "too late"}})
    for _ in range(2):
        with pytest.raises(ModelUnavailable, match="too late"):
            asked(BatchModel(model.body, [tmp_path / "in.jsonl"]), ledger).ask(request())

    assert [call.state for call in ledger.calls()] == ["failed"]


EXPIRED: dict[str, object] = {"response": None, "error": {"code": "batch_expired", "message": "too late"}}


@pytest.mark.parametrize("is_last", [True, False])
def test_an_error_takes_the_place_of_no_reply(
    model: LangchainModel, ledger: Ledger, tmp_path: Path, *, is_last: bool
) -> None:
    """A reply that was paid for counts, whichever of two batches the files are named after."""
    replied = good({"body": {"model": "gpt"}})
    write_result(tmp_path / "in.jsonl", *([replied, EXPIRED] if is_last else [EXPIRED, replied]))
    answer = asked(BatchModel(model.body, [tmp_path / "in.jsonl"]), ledger).ask(request())
    assert answer.reply.text == "문장입니다."


def test_what_a_batch_has_no_reply_to_is_asked_by_the_next(
    model: LangchainModel, ledger: Ledger, tmp_path: Path
) -> None:
    """A request that expired stands in the file that the same run writes."""
    write_result(tmp_path / "in.jsonl", EXPIRED)
    batch = BatchModel(model.body, [tmp_path / "in.jsonl"])
    with pytest.raises(ModelUnavailable, match="too late"):
        asked(batch, ledger).ask(request())
    assert batch.write(tmp_path / "out.jsonl") == 1
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["custom_id"] == request().label


def test_a_reply_to_what_was_asked_in_other_words_is_told(
    model: LangchainModel, ledger: Ledger, tmp_path: Path
) -> None:
    """Whose paper or prompt changed between two runs learns why replies that were paid for are not taken."""
    write_result(tmp_path / "in.jsonl", good({"body": {"model": "gpt"}}))
    batch = BatchModel(model.body, [tmp_path / "in.jsonl"])
    other = request("다시 고쳐 주세요.")
    with pytest.raises(NotAsked) as failure:
        asked(batch, ledger).ask(other)
    told = f"the files have one to {request().label}, which was asked in other words"
    assert str(failure.value) == f"there is no reply to {other.label} yet; {told}"
    with pytest.raises(NotAsked, match=r" yet$"):
        asked(batch, ledger).ask(request(entry="2401.00002"))


@pytest.mark.parametrize("body", [None, [], 5, {"choices": None}, {"error": "odd"}, {"choices": [{"message": 5}]}])
def test_no_name_of_ours_is_in_what_is_told(
    model: LangchainModel, ledger: Ledger, tmp_path: Path, body: object
) -> None:
    """A result that cannot be read is told in the words of its file."""
    write_result(tmp_path / "in.jsonl", {"response": {"status_code": 200, "body": body}})
    with pytest.raises(ModelUnavailable) as failure:
        asked(BatchModel(model.body, [tmp_path / "in.jsonl"]), ledger).ask(request())
    assert not re.search(r"\b_|instance", str(failure.value))


def test_a_line_that_is_no_result_is_named(model: LangchainModel, tmp_path: Path) -> None:
    """The user learns which line of which file is wrong."""
    (tmp_path / "in.jsonl").write_text('\n{"custom_id": 3}\n', encoding="utf-8")

    with pytest.raises(DatasetError, match=r"in\.jsonl:2: custom_id: "):
        BatchModel(model.body, [tmp_path / "in.jsonl"])


def test_requests_are_written_in_the_order_of_their_names(model: LangchainModel, tmp_path: Path) -> None:
    """The file is the same, whatever the order in which threads asked."""
    files = []
    for number, order in enumerate([(1, 2, 3), (3, 1, 2)]):
        batch = BatchModel(model.body)
        for entry in order:
            with pytest.raises(NotAsked):
                batch.reply(request(entry=f"2401.0000{entry}"))
        batch.write(tmp_path / f"{number}.jsonl")
        files.append((tmp_path / f"{number}.jsonl").read_bytes())

    assert files[0] == files[1]


def test_a_provider_without_the_format_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch file that the provider cannot read is not written."""
    from langchain_core.language_models import FakeListChatModel  # noqa: PLC0415

    fake = FakeListChatModel(responses=["{}"])
    monkeypatch.setattr("summarizer.models.langchain_model.init_chat_model", lambda *_, **__: fake)
    other = LangchainModel("elsewhere:model", Endpoint())

    with pytest.raises(ConfigError, match="batch files are in OpenAI's format"):
        other.body(request())
