"""`yoyak regenerate`: what it writes, what it says, and that nothing is lost or paid for twice."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.models.langchain_model import LangchainModel
from tests.cli.conftest import start
from tests.models.openai_server import dropped, refusing, saying, slow, status
from tests.regenerate.conftest import MODEL
from tests.regenerate.desk import PINNED
from tests.regenerate.material import Study, good_digest, old_digest, studies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.models.openai_server import Answer, Body
    from tests.regenerate.desk import Desk

    Fault = Callable[[Answer], Answer]

GOOD = good_digest(studies(3))
ALL_THREE = "3 entries: 3 accepted."
_WRONG = Study(1).good[0].replace("30억", "3억")


def receipts(file: str = "receipts.jsonl") -> list[dict[str, Any]]:
    """Return the receipts of a run."""
    return [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]


def test_a_digest_is_written_again_in_place(desk: Desk) -> None:
    """Every better entry is there, the report has a line for each, and tokens and money are told."""
    result = desk.run("--receipt", "receipts.jsonl")
    assert (result.exit_code, desk.digest) == (0, GOOD)
    assert result.stderr == ""
    first, figures, *_, last = result.stdout.splitlines()
    assert first == "accepted    digest.md:3  Study 00001: Small Models on Many Images  2401.00001"
    assert figures == (
        "    the new text tells 2 of the abstract's main figures and contributions, the corrected old text 1"
        " (errors 1 -> 0, warnings 0 -> 0)"
    )
    assert ALL_THREE in result.stdout
    assert last.startswith("3 calls to the model, earlier runs included; 300 tokens read, 30 written.")
    assert last.endswith("Spent in this run: $0.0001.")
    assert "Answered by gpt-4.1-mini-2026-01-01." in result.stdout


def test_the_report_is_korean_for_koreans(desk: Desk) -> None:
    """Labels, reasons and sums are told in the language that was asked for."""
    desk.server.fault = lambda _: refusing("저는 할 수 없습니다")
    result = desk.run("--lang", "ko")
    assert result.exit_code == 3
    assert "실패  digest.md:3" in result.stdout
    assert "모델이 거절했습니다: '저는 할 수 없습니다'" in result.stdout
    assert "항목 3개: 실패 3개." in result.stdout


def test_receipts_tell_what_an_entry_rests_on(desk: Desk, scribe: Any) -> None:  # noqa: ANN401
    """Decision, prompts, calls, tokens, money, findings before and after, and the quotes of the paper."""
    scribe.says[1].append(Study(1).reply((_WRONG, *Study(1).good[1:])))
    desk.run("--receipt", "receipts.jsonl")
    first, *others = receipts()
    assert len(others) == 2
    assert (first["decision"], first["file"], first["line"]) == ("accepted", "digest.md", 3)
    assert first["reason"].startswith("the new text tells 2 of the abstract's main figures and contributions")
    assert (first["model"], first["source"], first["rounds"]) == (MODEL, "abstract", 0)
    assert set(first["prompts"]) == {"summarize@1", "repair@1"}
    assert first["before"]["checks"] == ["missing-contribution", "magnitude-shift"]
    assert (first["after"]["errors"], first["after"]["verdict"]) == (0, "pass")
    assert (first["after"]["headline"], first["after"]["told"], first["after"]["confirmed"]) == (2, 4, None)
    assert first["quotes"] == ["a model with 3 billion parameters"]
    assert (first["input_tokens"], first["output_tokens"], first["dollars"]) == (100, 10, "0.000044")
    (call,) = first["calls"]
    assert (call["state"], call["model"]) == ("valid", "gpt-4.1-mini-2026-01-01")


def test_an_old_text_that_is_better_is_corrected(desk: Desk) -> None:
    """Where a draft tells less, the old text stays without its error, and report and receipt tell it."""
    less = Study(1).reply(("모델을 제안합니다.", "이미지로 학습합니다.", "ImageNet에서 평가합니다."))
    desk.scribe.says[1].append(less)
    result = desk.run("--receipt", "receipts.jsonl", "--lang", "ko")
    label, reason, *_ = result.stdout.splitlines()
    assert (result.exit_code, label.split()[:2]) == (0, ["수정", "digest.md:3"])
    assert reason.strip() == (
        "초록의 핵심 수치와 기여를 고친 기존 글은 1개, 새 글은 0개 담았습니다 (오류 1 -> 0, 경고 0 -> 0)"
    )
    assert "항목 3개: 채택 2개, 수정 1개." in result.stdout
    first = receipts()[0]
    assert (first["decision"], first["after"]["errors"], first["quotes"]) == ("corrected", 0, [])
    head, old, *_ = old_digest(studies(3)).split("### ")
    assert desk.digest.split("### ") == [head, old.replace("3억", "30억"), *GOOD.split("### ")[2:]]


def test_receipts_of_earlier_runs_stay(desk: Desk) -> None:
    """A second run adds its lines, also behind one that a killed run left unfinished; another file is left alone."""
    desk.run("--receipt", "receipts.jsonl")
    file = Path("receipts.jsonl")
    first = file.read_bytes()
    file.write_bytes(first[:-1])
    desk.run("--receipt", "receipts.jsonl")
    assert file.read_bytes().startswith(first)
    assert [line["decision"] for line in receipts()] == ["accepted"] * 3 + ["kept"] * 3
    before = desk.digest
    result = desk.run("--receipt", "digest.md")
    assert (result.exit_code, desk.digest) == (2, before)
    assert "digest.md: it holds something else than receipts" in result.stderr


def test_a_second_run_pays_for_nothing(desk: Desk) -> None:
    """What was answered once is served from the ledger, and the digest stays as it is."""
    desk.run()
    os.utime("digest.md", (1, 1))
    result = desk.run()
    assert (result.exit_code, desk.server.calls, Path("digest.md").stat().st_mtime) == (0, 3, 1)
    assert result.stdout.splitlines()[-1].endswith("Spent in this run: $0.0000.")


def test_a_diff_or_another_file_leaves_the_digest_alone(desk: Desk) -> None:
    """The destination is that of `fix`."""
    diff = desk.run("--diff")
    assert diff.stdout.startswith("--- digest.md\n+++ digest.md\n")
    assert ALL_THREE in diff.stderr
    assert desk.digest == old_digest(studies(3))
    desk.run("-o", "new.md")
    assert desk.digest == old_digest(studies(3))
    assert Path("new.md").read_bytes().decode() == GOOD
    assert desk.run("-o", "-").stdout == GOOD


def test_a_dry_run_asks_nothing(desk: Desk) -> None:
    """Calls, tokens and money are told before the first call, several candidates counted."""
    result = desk.run("--dry-run", "--candidates", "2")
    assert (result.exit_code, desk.server.calls) == (0, 0)
    first, cost = result.stdout.splitlines()
    assert first.startswith("3 papers, 6 calls for drafts: about ")
    assert cost.startswith("About $0.0")
    unknown = desk.run("--dry-run", model="openai:unheard-of").stdout
    assert "The price of openai:unheard-of is unknown" in unknown
    assert desk.digest == old_digest(studies(3))


def _verbose(answer: Answer) -> Answer:
    usage = {"prompt_tokens": 1000, "completion_tokens": 2000, "total_tokens": 3000}
    return replace(answer, body=answer.body | {"usage": usage})


def test_a_budget_is_a_hard_stop(desk: Desk) -> None:
    """No call is made that could cost more than is left; the entries it would have been for fail, and say so."""
    desk.server.fault = lambda _: _verbose
    limits = ("--max-output-tokens", "2000", "--in-flight", "1")
    result = desk.run("--budget", "0.008", *limits)
    assert (result.exit_code, desk.server.calls) == (3, 2)
    assert "3 entries: 2 accepted, 1 failed." in result.stdout
    assert "the budget of $0.008 has $0.0008 left and another call may cost $0.00" in result.stdout
    assert desk.run("--budget", "1", *limits).exit_code == 0
    assert (desk.server.calls, desk.digest) == (3, GOOD)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--budget", "much"), "no amount of dollars"),
        (("--budget", "-1"), "no amount of dollars"),
        (("--budget", "1e999999999"), "no amount of dollars"),
        (("--temperature", "nan"), "'nan' is no number"),
        (("--temperature", "inf"), "not in the range"),
        (("--calls-per-minute", "nan"), "'nan' is no number"),
        (("--calls-per-minute", "1e-320"), "not in the range"),
        (("--candidates", "1000000"), "not in the range"),
        (("--max-output-tokens", "1" + "0" * 20), "not in the range"),
        (("--in-flight", "1" + "0" * 20), "not in the range"),
        (("--diff", "-o", "new.md"), "--diff writes nothing"),
        (("--in-flight", "0"), "--in-flight"),
        (("--prompts", "nowhere"), "no folder of prompts"),
        (("--replies", "nowhere.jsonl"), "nowhere.jsonl"),
        (("--receipt", "nowhere/receipts.jsonl"), "nowhere/receipts.jsonl"),
        (("--model", "gpt"), "provider:name"),
        (("--model", "replay:nowhere"), "nowhere"),
    ],
)
def test_wrong_use_is_told_before_anything_is_asked(desk: Desk, arguments: tuple[str, ...], words: str) -> None:
    """One sentence, exit code 2, no call."""
    result = desk.run(*arguments)
    assert (result.exit_code, desk.server.calls) == (2, 0)
    assert words in result.stderr.splitlines()[-1]


def test_without_a_model_nothing_begins(desk: Desk) -> None:
    """A model is named on the command line or in the settings, never by the program."""
    result = desk.yoyak("regenerate", "digest.md", *PINNED)
    assert result.exit_code == 2
    assert "--model" in result.stderr
    Path("yoyak.toml").write_text(f'model = "{MODEL}"\n', encoding="utf-8")
    assert desk.yoyak("regenerate", "digest.md", *PINNED).exit_code == 0


def test_a_model_without_a_price_may_be_used(desk: Desk) -> None:
    """Only a budget needs a price."""
    result = desk.run(model="openai:unheard-of")
    assert result.exit_code == 0
    assert "The price of the model is unknown" in result.stdout


def test_a_missing_paper_fails_its_entry_alone(desk: Desk) -> None:
    """The others are written, and the code says that one was not."""
    lines = Path("papers.jsonl").read_text(encoding="utf-8").splitlines()
    Path("papers.jsonl").write_text("\n".join(lines[1:]), encoding="utf-8")
    result = desk.run()
    assert result.exit_code == 3
    assert "3 entries: 2 accepted, 1 failed." in result.stdout
    old, good = (digest.split("### ") for digest in (old_digest(studies(3)), GOOD))
    assert desk.digest == "### ".join([*old[:2], *good[2:]])


def _spoilt(number: int, body: Body) -> Fault | None:
    """Return what spoils the first answer about a paper: a third of them, each in another way."""
    study = Study(number)
    kinds: list[Fault] = [
        status(429, Retry_After="0"),
        status(500),
        slow,
        dropped,
        saying('{"facts": ['),
        saying('{"whats_new": "글"}'),
        refusing("I would rather not"),
        saying(study.reply()[:80], "length"),
        saying(study.reply((study.good[0].replace("0억", "억"), *study.good[1:]))),
        saying(Study(number + 1).reply(quote="words of another paper")),
        saying(study.reply(("We present it.", "It learns.", "It is good."))),
    ]
    del body
    return kinds[number // 3 % len(kinds)] if number % 3 == 0 else None


@pytest.mark.slow
def test_nothing_is_lost_where_a_third_of_the_replies_is_bad(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over 200 entries: the digest is right, no finished call is repeated, and ledger, receipts and server agree."""
    count = 201
    desk.lay_out(count)
    monkeypatch.setattr("summarizer.models.langchain_model.LangchainModel", partial(LangchainModel, timeout=1.0))
    seen: set[int] = set()
    lock = threading.Lock()

    def fault(body: Body) -> Fault | None:
        number = desk.number(body)
        with lock:
            is_first = number not in seen
            seen.add(number)
        return _spoilt(number, body) if is_first else None

    desk.server.fault = fault
    result = desk.run("--in-flight", "16", "--receipt", "receipts.jsonl")
    assert result.exit_code == 0, result.stdout[-2000:]
    assert desk.digest == good_digest(studies(count))
    lines = receipts()
    assert [line["arxiv_id"] for line in lines] == [study.arxiv_id for study in studies(count)]
    assert sum(len(line["calls"]) for line in lines) == desk.server.calls
    assert all(sum(call["state"] == "valid" for call in line["calls"]) == 1 for line in lines)
    # A wrong magnitude is repaired by code; every other fault took one call more.
    assert desk.server.calls == count + count // 3 - sum(n // 3 % 11 == 8 for n in range(3, count + 1, 3))
    before = desk.server.calls
    desk.run("--in-flight", "16")
    assert desk.server.calls == before


def test_faults_that_stay_end_in_a_line_each(desk: Desk) -> None:
    """An entry that no try could better fails with the reason, and its neighbours do not."""
    desk.server.fault = lambda body: refusing("no") if desk.number(body) == 2 else None
    result = desk.run()
    assert result.exit_code == 3
    assert "3 entries: 2 accepted, 1 failed." in result.stdout
    assert "the model refused: 'no'" in result.stdout
    assert Study(2).old[0] in desk.digest
    assert desk.server.calls == 2 + 3


def batch_results(file: str, desk: Desk) -> Iterator[str]:
    """Yield the result lines that a provider would return for a batch file."""
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        message = {"role": "assistant", "content": desk.scribe.write(asked["body"])}
        body = {"model": "gpt-batch", "choices": [{"message": message, "finish_reason": "stop"}]}
        usage = {"prompt_tokens": 100, "completion_tokens": 10}
        response = {"status_code": 200, "body": body | {"usage": usage}}
        yield json.dumps({"custom_id": asked["custom_id"], "response": response})


def test_batches_go_round_until_everything_is_decided(desk: Desk) -> None:
    """Requests go out as a file, replies come back as one, and repairs take a second round of both."""
    study = Study(1)
    damaged = ["정확도가 120%입니다.", "정확도가 130%입니다."]
    desk.scribe.says[1].append(study.reply((study.good[0], f"{study.good[1]} {' '.join(damaged)}", study.good[2])))
    desk.scribe.repairs |= dict.fromkeys(damaged, "결과도 살펴봅니다.")
    first = desk.run("--batch", "drafts.jsonl")
    assert first.exit_code == 3
    assert "3 entries: 3 unfinished." in first.stdout
    assert desk.digest == old_digest(studies(3))
    Path("replies.jsonl").write_text("\n".join(batch_results("drafts.jsonl", desk)), encoding="utf-8")
    second = desk.run("--batch", "repairs.jsonl", "--replies", "replies.jsonl")
    assert "3 entries: 2 accepted, 1 unfinished." in second.stdout
    assert len(Path("repairs.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    Path("replies2.jsonl").write_text("\n".join(batch_results("repairs.jsonl", desk)), encoding="utf-8")
    third = desk.run("--replies", "replies2.jsonl")
    assert third.exit_code == 0
    assert "3 entries: 1 accepted, 2 kept." in third.stdout
    assert desk.digest.replace(" 결과도 살펴봅니다.", "") == GOOD
    assert desk.server.calls == 0


def _until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize("is_killed", [True, False])
def test_an_interrupted_run_goes_on_where_it_was(desk: Desk, is_killed: bool) -> None:  # noqa: FBT001
    """After kill -9 or Ctrl-C the same command gives the bytes of an undisturbed run, and repeats no finished call."""
    count, in_flight = 24, 4
    desk.lay_out(count)
    desk.server.delay = 0.05
    arguments = ["regenerate", "digest.md", *PINNED, "--model", MODEL, "--in-flight", str(in_flight)]
    run = start(arguments, desk.folder, start_new_session=True)
    _until(lambda: desk.server.calls >= 8)
    os.killpg(run.pid, signal.SIGKILL if is_killed else signal.SIGINT)
    output, errors = run.communicate(timeout=30)
    if is_killed:
        assert desk.digest == old_digest(studies(count))
    else:
        assert run.returncode == 130, errors
        assert "Interrupted; the same command goes on from here." in output
        assert "Traceback" not in errors
        written = sum(Study(n).good[0] in desk.digest for n in range(1, count + 1))
        assert 4 <= written < count
        assert desk.digest.count("### ") == count
    again = start(arguments, desk.folder)
    output, errors = again.communicate(timeout=60)
    assert again.returncode == 0, errors
    assert desk.digest == good_digest(studies(count)), output
    assert desk.server.calls <= count + in_flight * is_killed


def test_the_first_interrupt_ends_a_run_within_two_seconds(desk: Desk) -> None:
    """However long the model takes, the run tells what it has done and ends; the same command goes on from there."""
    desk.lay_out(6)
    is_quick = threading.Event()
    desk.server.fault = lambda _: None if is_quick.is_set() or desk.server.calls <= 2 else _never
    arguments = ["regenerate", "digest.md", *PINNED, "--model", MODEL, "--in-flight", "2"]
    run = start(arguments, desk.folder, start_new_session=True)
    _until(lambda: desk.server.calls >= 4)
    os.killpg(run.pid, signal.SIGINT)
    begun = time.monotonic()
    output, errors = run.communicate(timeout=30)
    # Half a second is for what is being asked; the rest is the end of the program, slow where others use the machine.
    assert time.monotonic() - begun < 5
    assert (run.returncode, errors) == (130, "")
    assert "6 entries: 2 accepted, 4 unfinished." in output
    is_quick.set()
    again = start(arguments, desk.folder)
    output, errors = again.communicate(timeout=60)
    assert (again.returncode, desk.digest) == (0, good_digest(studies(6))), errors


def _never(answer: Answer) -> Answer:
    return replace(answer, delay=20.0)
