"""A recorded reply answers exactly the prompt and the inputs that it was recorded for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import DatasetError
from summarizer.models.chat import NotAsked, PromptId, Reply, ReplyRejected, Usage
from summarizer.models.replay import ReplayModel, record
from tests.models.conftest import request

if TYPE_CHECKING:
    from pathlib import Path

REPLY = Reply('{"text": "문장"}', "finished", Usage(3, 2), "openai:gpt")


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """A file that answers one request."""
    path = tmp_path / "replies.jsonl"
    path.write_text(record(request(), REPLY, "recorded") + "\n", encoding="utf-8")
    return path


def test_a_recording_is_served_any_number_of_times(recordings: Path) -> None:
    """What was recorded comes back, for nothing."""
    model = ReplayModel([recordings])

    assert model.reply(request()) == REPLY
    assert model.ask(request()).reply.text == "문장"
    assert model.ask(request()).dollars == 0


@pytest.mark.parametrize(
    "change", [{"prompt": PromptId("repair", "2", "other-sha")}, {"words": "다른 문장"}, {"candidate": 1}]
)
def test_a_recording_answers_nothing_else(recordings: Path, change: dict[str, object]) -> None:
    """A changed prompt or input cannot replay an old answer; the error says what to record."""
    asked = request(**change)  # type: ignore[arg-type]

    with pytest.raises(NotAsked, match=asked.inputs_sha):
        ReplayModel([recordings]).reply(asked)


def test_another_model_may_be_replayed(recordings: Path) -> None:
    """A recording stands in for any model."""
    assert ReplayModel([recordings]).reply(replace(request(), model="replay:file")) == REPLY


def test_unused_recordings_are_listed(recordings: Path) -> None:
    """A test can fail on a recording that nobody asks for any more."""
    model = ReplayModel([recordings])
    assert model.unused == [f"{recordings}:1 {request().label}"]

    model.reply(request())

    assert model.unused == []


def test_a_written_reply_may_be_an_object(tmp_path: Path) -> None:
    """Who writes a reply by hand writes JSON, not a string with JSON in it; what is left out has a default."""
    line = (
        '{"origin": "written", "label": "x", "prompt_sha": "prompt-sha", "inputs_sha": "%s", "reply": {"text": "글"}}'
    )
    (tmp_path / "replies.jsonl").write_text(line % request().inputs_sha, encoding="utf-8")

    assert ReplayModel([tmp_path / "replies.jsonl"]).ask(request()).reply.text == "글"


def test_a_recorded_bad_reply_stays_bad(tmp_path: Path) -> None:
    """Faults can be recorded too."""
    line = record(request(), replace(REPLY, stop="length"), "recorded")
    (tmp_path / "replies.jsonl").write_text(line, encoding="utf-8")

    with pytest.raises(ReplyRejected, match="was cut off"):
        ReplayModel([tmp_path / "replies.jsonl"]).ask(request())


@pytest.mark.parametrize(
    ("line", "reason"),
    [("{", "it is not JSON"), ('{"origin": "guessed"}', "origin: "), (None, "is recorded twice")],
)
def test_a_wrong_line_is_named(recordings: Path, line: str | None, reason: str) -> None:
    """The writer of recordings learns which line is wrong."""
    with recordings.open("a", encoding="utf-8") as file:
        file.write(line or record(request(), REPLY, "written"))

    with pytest.raises(DatasetError, match=rf"replies\.jsonl:2: .*{reason}"):
        ReplayModel([recordings])
