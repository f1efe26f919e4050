"""`regenerate --reviewer`: every candidate is read, confirmed problems are corrected, and fewer of them win."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.digest import parse
from summarizer.findings import Finding, Fix, Severity
from summarizer.messages import Message
from summarizer.models.chat import ModelUnavailable
from summarizer.regenerate.entry import regenerate_entry
from summarizer.regenerate.inspector import Reviewed
from summarizer.spans import Edit
from tests.regenerate.conftest import MODEL
from tests.regenerate.material import Study, good_digest

if TYPE_CHECKING:
    from summarizer.digest.model import Entry
    from summarizer.papers import Paper
    from summarizer.regenerate.entry import Workshop
    from tests.regenerate.desk import Desk

_STUDY = Study(1)
_ENTRY = parse(good_digest([_STUDY])).entries[0]


class Reader:
    """A reviewer that takes words for wrong wherever they stand.

    Args:
        words: The wrong words.
        correct: What ought to stand there; None where there is no such thing.
    """

    def __init__(self, words: str, correct: str | None = None) -> None:
        self.words = words
        self.correct = correct
        self.read: list[str] = []

    def review(self, entry: Entry, paper: Paper) -> Reviewed:  # noqa: ARG002 - the contract of a reviewer
        """Return a finding where the words stand."""
        self.read.append(entry.text)
        at = entry.source.find(self.words)
        if at < 0:
            return Reviewed()
        end, wrong = at + len(self.words), Message("It is wrong.", "틀립니다.")
        fix = None if self.correct is None else Fix((Edit(at, end, self.correct),))
        place = (None, at, end, self.words, 1, 1, 1, 2)
        return Reviewed((Finding("reviewed-claim", Severity.WARNING, wrong, *place, fix=fix),))


def test_an_old_text_with_a_confirmed_correction_is_corrected(workshop: Workshop) -> None:
    """What the old text tells more stays, and what is wrong in it goes."""
    reader = Reader("앞섰습니다", "능가했습니다")
    outcome = regenerate_entry(_ENTRY, _STUDY.paper, replace(workshop, reviewer=reader))
    assert outcome.decision == "corrected"
    assert outcome.edits[0].text == _ENTRY.text.replace("앞섰습니다", "능가했습니다")
    assert outcome.after
    assert outcome.after.confirmed == 0


def test_fewer_confirmed_problems_win(workshop: Workshop) -> None:
    """A draft without the problem takes the place of an old text that has it and cannot be corrected."""
    old = parse(good_digest([_STUDY]).replace("장으로 학습합니다", "장으로 훈련을 합니다")).entries[0]
    outcome = regenerate_entry(old, _STUDY.paper, replace(workshop, reviewer=Reader("훈련을 합니다")))
    assert outcome.decision == "accepted"
    assert "훈련을" not in outcome.edits[0].text


def test_without_a_problem_the_old_text_stays(workshop: Workshop) -> None:
    """Both are read once, and the old one wins a tie."""
    reader = Reader("없는 말")
    outcome = regenerate_entry(_ENTRY, _STUDY.paper, replace(workshop, reviewer=reader))
    assert (outcome.decision, len(reader.read)) == ("kept", 2)


def test_what_was_not_reviewed_is_not_taken(workshop: Workshop) -> None:
    """A reviewer out of reach fails the entry, and says why."""

    class Silent(Reader):
        def review(self, entry: Entry, paper: Paper) -> Reviewed:  # noqa: ARG002 - the contract of a reviewer
            message = Message("nobody is there", "아무도 없습니다")
            raise ModelUnavailable(message)

    outcome = regenerate_entry(_ENTRY, _STUDY.paper, replace(workshop, reviewer=Silent("")))
    assert (outcome.decision, outcome.edits) == ("failed", ())
    assert outcome.reason
    assert outcome.reason.ko == "아무도 없습니다"


def test_the_reviewer_is_another_model(desk: Desk) -> None:
    """A model does not read its own words."""
    desk.lay_out(1)
    result = desk.run("--reviewer", MODEL)
    assert (result.exit_code, "may not review what" in result.stderr) == (2, True), result.output
    assert desk.server.calls == 0


def test_writer_and_reviewer_are_asked_by_file_in_rounds(desk: Desk) -> None:
    """Each model has its file, both texts are asked about in one round, and all replies may be given back at once."""
    desk.lay_out(1)
    before = desk.digest
    rounds: list[tuple[int, ...]] = []
    replies: list[str] = []
    for number in range(3):
        result = desk.run("--reviewer", "openai:gpt-4o", "--batch", "asked.jsonl", *replies)
        assert (desk.digest == before) is (number < 2), result.output
        files = (desk.folder / name for name in ("asked.jsonl", "asked.reviewer.jsonl"))
        asked = [file.read_text(encoding="utf-8").splitlines() for file in files]
        rounds.append((result.exit_code, *map(len, asked)))
        answers = desk.folder / f"answered-{number}.jsonl"
        answers.write_text("".join(_answered(json.loads(line)) for lines in asked for line in lines), encoding="utf-8")
        replies += ["--replies", answers.name]
    assert rounds == [(3, 1, 0), (3, 0, 2), (0, 0, 0)]
    assert desk.server.calls == 0


def _answered(line: dict[str, Any]) -> str:
    """Return the line of a batch's output: a good draft of the writer, and no problem from the reviewer."""
    said = '{"problems": []}' if line["body"]["model"] == "gpt-4o" else _STUDY.reply()
    choice = {"message": {"content": said}, "finish_reason": "stop"}
    response = {"status_code": 200, "body": {"model": line["body"]["model"], "choices": [choice]}}
    return json.dumps({"custom_id": line["custom_id"], "response": response}) + "\n"


@pytest.mark.parametrize("is_away", [False, True])
def test_a_digest_is_written_with_a_reviewer(desk: Desk, *, is_away: bool) -> None:
    """The reviewer's calls stand in the receipts; where it does not answer, nothing is taken and the run ends in 3."""
    desk.lay_out(1)
    write = desk.server.write

    def answer(body: dict[str, object]) -> str:
        if body["model"] != "gpt-4o":
            return write(body)
        return "{}" if is_away else '{"problems": []}'

    desk.server.write = answer
    before = desk.digest
    result = desk.run("--reviewer", "openai:gpt-4o", "--receipt", "receipts.jsonl")
    receipt = json.loads((desk.folder / "receipts.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert result.exit_code == (3 if is_away else 0), result.output
    assert (desk.digest == before) is is_away
    assert is_away or any("review-ko@1" in call["label"] for call in receipt["calls"])
    assert is_away or f"${Decimal(receipt['dollars']):.4f}" in result.output
