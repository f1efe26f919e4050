"""`yoyak prompts compare`: the right verdict, told with its figures, and nothing paid for twice."""

from __future__ import annotations

import json
import signal
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from evals.comparison.record import parse_record
from summarizer.papers.snapshots import write_snapshot
from tests.cli.conftest import start
from tests.comparison.conftest import BETTER, INVENTED, MODEL, PAPERS, REVIEWER, WORSE, errs
from tests.models.openai_server import refusing, status
from tests.regenerate.material import Study, studies

if TYPE_CHECKING:
    from tests.comparison.conftest import Bench

_WRONG = sum(errs(number) for number in range(1, PAPERS + 1))
_FEW = ("-n", "12")


def metric(record: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a metric of a record."""
    (found,) = [one for one in record["metrics"] if one["name"] == name]
    return dict(found)


def test_a_truly_better_prompt_is_found_better(bench: Bench) -> None:
    """The verdict, the known difference, its interval and the wins by paper are right; again, it costs no call."""
    record = bench.record("summarize@1", "summarize@2")
    errors = metric(record, "errors")
    assert record["verdict"] == "better"
    assert (errors["a"], errors["b"], errors["difference"]) == pytest.approx((1 / 3, 0, -1 / 3))
    assert errors["low"] < -1 / 3 < errors["high"] < 0
    assert errors["p"] < 0.01
    assert (errors["wins"], errors["ties"], errors["losses"]) == (_WRONG, PAPERS - _WRONG, 0)
    assert metric(record, "check:magnitude-shift")["wins"] == _WRONG
    assert not [entry for entry in record["entries"] if entry["worse"]]
    assert bench.server.calls == 2 * PAPERS
    again = bench.record("summarize@1", "summarize@2")
    assert {**again, "created": record["created"]} == record
    assert bench.server.calls == 2 * PAPERS


def test_a_prompt_compared_with_itself_makes_no_difference(bench: Bench) -> None:
    """Sixty papers, asked about once, show no difference anywhere."""
    record = bench.record("summarize", "summarize@1")
    assert (record["verdict"], bench.server.calls) == ("no-difference", PAPERS)
    for one in record["metrics"]:
        assert (one["difference"], one["p"], one["wins"], one["losses"]) == (0, 1, 0, 0)
    assert bench.compare("summarize", "summarize@1").exit_code == 0


def test_a_worse_prompt_fails_and_names_its_papers_first(bench: Bench) -> None:
    """A CI can hold a prompt back, and its author sees at once which papers to read."""
    result = bench.compare("summarize@2", "summarize@3", *_FEW)
    lines = result.stdout.splitlines()
    assert (result.exit_code, lines[0]) == (1, "summarize@3 is worse than summarize@2")
    assert lines[1].startswith("  errors: 0 -> 1, a difference of +1 (95% interval +1 to +1, corrected p 0.")
    assert lines[4] == "12 papers got worse:"
    assert lines[5].endswith(": Small Models on Many Images: errors 0 -> 1, warnings 0 -> 0")
    record = bench.record("summarize@2", "summarize@3", *_FEW)
    flags = [entry["worse"] for entry in record["entries"]]
    assert flags == sorted(flags, reverse=True)
    assert lines[-2] == f"12 papers, model {MODEL}. Comparison {record['id']}."
    assert lines[-1] == "Spent in this run: $0.0011."
    assert bench.compare("summarize@2", "summarize@3", *_FEW).stdout.endswith("Spent in this run: $0.0000.\n")


def test_korean_is_spoken_to_koreans(bench: Bench) -> None:
    """Verdict, reasons, table and sums are told in Korean."""
    result = bench.compare("summarize@1", "summarize@2", *_FEW, "--lang", "ko")
    assert "나빠진 논문이 없습니다." in result.stdout
    assert "지표" in result.stdout
    assert "오류" in result.stdout
    assert "95% 신뢰 구간" in result.stdout


def test_a_changed_prompt_pays_only_for_its_own(bench: Bench) -> None:
    """An edit of a draft asks again for its own summaries alone, and more papers for the new ones alone."""
    bench.compare("summarize@1", "summarize@2", *_FEW)
    bench.write_version(2, f"{BETTER} 그리고 다시 확인합니다.")
    bench.compare("summarize@1", "summarize@2", *_FEW)
    assert bench.server.calls == 3 * 12
    bench.compare("summarize@1", "summarize@2", "-n", "15")
    assert bench.server.calls == 3 * 12 + 2 * 3


def test_tokens_money_and_time_are_those_of_the_ledger(bench: Bench) -> None:
    """A replayed comparison reports what its summaries took when they were written, not nothing."""
    bench.server.delay = 0.05
    bench.compare("summarize@1", "summarize@2", "-n", "6")
    bench.server.delay = 0
    record = bench.record("summarize@1", "summarize@2", "-n", "6")
    assert [metric(record, name)["a"] for name in ("calls", "input-tokens", "output-tokens")] == [1, 100, 10]
    assert metric(record, "dollars")["a"] == pytest.approx(0.000044)
    assert metric(record, "seconds")["a"] >= 0.05


def test_repeats_are_other_seeds_and_one_paper(bench: Bench) -> None:
    """Every repeat is a draft of its own, and a paper counts once however often it was written."""
    record = bench.record("summarize@1", "summarize@2", "-n", "6", "--repeat", "2")
    assert bench.server.calls == 2 * 2 * 6
    assert [entry["repeat"] for entry in record["entries"]].count(1) == 6
    assert metric(record, "errors")["papers"] == 6


def test_replies_of_no_use_are_a_result(bench: Bench) -> None:
    """A prompt that makes the model refuse is worse for it, however good the rest is; nothing is asked again."""
    bench.server.fault = lambda body: refusing("no") if WORSE in body["messages"][0]["content"] else None
    result = bench.compare("summarize@2", "summarize@3", *_FEW)
    calls = bench.server.calls
    assert result.exit_code == 1
    assert "unusable replies: 0 -> 1" in result.stdout.splitlines()[1]
    assert result.stdout.splitlines()[4].endswith(": no usable reply")
    record = bench.record("summarize@2", "summarize@3", *_FEW)
    assert record["entries"][0]["b"]["reason"] == "the model refused: 'no'"
    assert record["entries"][0]["b"]["text"] is None
    assert metric(record, "errors")["papers"] == 0
    assert bench.server.calls == calls


def test_a_model_out_of_reach_is_no_result(bench: Bench) -> None:
    """What could not be asked is told, stored as no run, and asked for by the same command alone."""
    bench.server.fault = lambda body: status(401) if "Study 00007:" in body["messages"][-1]["content"] else None
    result = bench.compare("summarize@1", "summarize@2", *_FEW)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("yoyak: 2 of 24 summaries could not be had")
    bench.server.fault = lambda _: None
    calls = bench.server.calls
    assert bench.compare("summarize@1", "summarize@2", *_FEW).exit_code == 0
    assert bench.server.calls == calls + 2


def test_too_few_papers_are_no_answer(bench: Bench) -> None:
    """With five papers nothing could be shown, and that is not called a draw."""
    result = bench.compare("summarize@1", "summarize@2", "-n", "5")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (3, "summarize@1 and summarize@2: inconclusive")


def test_runs_of_other_conditions_are_not_comparable(bench: Bench) -> None:
    """Two stored runs are compared without a model where they agree; else it is said in what they differ."""
    first = bench.record("summarize@1", "summarize@2", *_FEW)
    other = bench.record("summarize@1", "summarize@2", "-n", "10", "--temperature", "0.5")
    calls = bench.server.calls
    mine, same, another = (f"run:{one['run']}" for one in (first["a"], first["b"], other["b"]))
    assert json.loads(bench.yoyak("compare", mine, same, "--format", "json").stdout)["id"] == first["id"]
    result = bench.yoyak("compare", mine, another, "--format", "json")
    record = json.loads(result.stdout)
    assert (result.exit_code, record["verdict"], record["metrics"], record["entries"]) == (3, "not-comparable", [], [])
    assert [reason.partition(":")[0] for reason in record["reasons"]] == [
        "the two runs differ in settings of the model",
        "the two runs differ in papers",
    ]
    text = bench.yoyak("compare", mine, another, "--lang", "ko")
    assert text.stdout.splitlines()[0] == "summarize@1 대 summarize@2: 비교할 수 없습니다"
    assert bench.server.calls == calls


def test_the_model_may_be_asked_by_file(bench: Bench) -> None:
    """Requests of both prompts go to one file, and their replies make the same comparison, its time unknown."""
    result = bench.compare("summarize@1", "summarize@2", "-n", "6", "--batch", "requests.jsonl")
    requests = [json.loads(line) for line in (bench.folder / "requests.jsonl").read_text("utf-8").splitlines()]
    assert (result.exit_code, len(requests), bench.server.calls) == (3, 12, 0)
    with (bench.folder / "replies.jsonl").open("w", encoding="utf-8") as file:
        for request in requests:
            text = bench.server.write(request["body"])
            body = {
                "model": "m",
                "choices": [{"message": {"content": text}, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 100, "completion_tokens": 10},
            }
            line = {"custom_id": request["custom_id"], "response": {"status_code": 200, "body": body}}
            file.write(f"{json.dumps(line)}\n")
    record = bench.record("summarize@1", "summarize@2", "-n", "6", "--replies", "replies.jsonl")
    assert metric(record, "dollars")["a"] == pytest.approx(0.000028)
    assert metric(record, "seconds")["papers"] == 0
    assert bench.server.calls == 0


def test_a_reviewer_sees_what_the_checks_cannot(bench: Bench) -> None:
    """Inventions that no rule can prove make a prompt worse by what the reviewer says, and nothing is asked twice."""
    for study in studies(PAPERS):
        whats_new, details, results = study.good
        bench.says[BETTER, study.number] = study.reply((whats_new, f"{details} {INVENTED}", results))
    reviewed = ("summarize@1", "summarize@2", "-n", "24", "--reviewer", REVIEWER)
    record = bench.record(*reviewed)
    confirmed = metric(record, "problems")
    assert (confirmed["a"], confirmed["b"], confirmed["losses"]) == (0, 1, 24)
    assert record["verdict"] == "worse"
    assert "confirmed problems: 0 -> 1" in " ".join(record["reasons"])
    assert record["reviewer"].startswith(f"{REVIEWER}, review-ko@")
    assert "reviewed-claim" in {finding["check"] for finding in record["entries"][0]["b"]["findings"]}
    assert metric(record, "calls")["b"] == 1
    calls = bench.server.calls
    assert bench.record(*reviewed)["id"] == record["id"]
    assert bench.server.calls == calls
    unreviewed = bench.record("summarize@1", "summarize@2", "-n", "24")
    assert "problems" not in {one["name"] for one in unreviewed["metrics"]}
    apart = bench.yoyak("compare", f"run:{record['a']['run']}", f"run:{unreviewed['b']['run']}")
    assert apart.exit_code == 3
    assert "the two runs differ in reviewer" in apart.stdout


def test_no_model_reviews_its_own_words(bench: Bench) -> None:
    """A reviewer that wrote is refused before anything is asked."""
    result = bench.compare("summarize@1", "summarize@2", "--reviewer", MODEL)
    assert (result.exit_code, bench.server.calls) == (2, 0)
    assert "may not review what" in result.stderr


def test_a_reviewer_out_of_reach_is_no_result(bench: Bench) -> None:
    """Without all its answers there is no run, and the same command goes on."""
    bench.server.fault = lambda body: status(401) if body["model"] == REVIEWER.partition(":")[2] else None
    for study in studies(PAPERS):
        bench.says["", study.number] = study.reply((study.good[0], INVENTED, study.good[2]))
    reviewed = ("summarize@1", "summarize@1", *_FEW, "--reviewer", REVIEWER)
    assert bench.compare(*reviewed).exit_code == 3
    bench.server.fault = lambda _: None
    assert bench.record(*reviewed)["verdict"] == "no-difference"


def test_a_dry_run_asks_nothing(bench: Bench) -> None:
    """Calls, tokens and money are told before the first call."""
    result = bench.compare("summarize@1", "summarize@2", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"summarize@1: {PAPERS} papers, {PAPERS} calls for drafts")
    assert bench.server.calls == 0


def test_a_budget_is_kept(bench: Bench) -> None:
    """No call is made that could cost more, and the comparison says what it lacks."""
    result = bench.compare("summarize@1", "summarize@2", "--budget", "0")
    assert (result.exit_code, bench.server.calls) == (3, 0)
    assert "the budget of $0 has" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("summarize@9", "summarize"), "summarize has no version 9; it has 1, 2, 3"),
        (("summarize@x", "summarize"), "name a prompt as NAME or NAME@VERSION, such as summarize@1, not 'summarize@x'"),
        (("repair", "summarize"), "repair 1 asks for no summary of a paper, so it cannot be tried on papers"),
        (("run:", "summarize"), "there is no run whose id starts with ''"),
        (("run:00", "summarize"), "there is no run whose id starts with '00'"),
        (("summarize", "summarize@2", "--papers", "empty.jsonl"), "there is no paper in empty.jsonl"),
        (("summarize", "summarize@2", "--papers", "silent.jsonl"), "2401.00001 has no title or no abstract in the"),
        (("summarize", "summarize@2", "--papers", "absent.jsonl"), "cannot read absent.jsonl: no such file"),
        (("summarize", "summarize@2"), "name papers with --papers, a snapshot that `yoyak sources` writes"),
    ],
)
def test_bad_input_is_one_clear_sentence(bench: Bench, arguments: tuple[str, ...], reason: str) -> None:
    """A mistake is told before a model is asked."""
    write_snapshot([], bench.folder / "empty.jsonl")
    write_snapshot([replace(Study(1).paper, abstract=" ")], bench.folder / "silent.jsonl")
    result = bench.yoyak("compare", *arguments, "--model", MODEL)
    assert (result.exit_code, bench.server.calls) == (2, 0)
    assert result.stderr.startswith(f"yoyak: {reason}")
    assert result.stderr.count("\n") == 1


def test_the_record_is_one_that_a_report_reads(bench: Bench) -> None:
    """The output is the record of the contract, findings with the words they stand at."""
    text = bench.compare("summarize@1", "summarize@3", *_FEW, "--format", "json").stdout
    record = parse_record(text, "standard output")
    entry = record.entries[0]
    assert (entry.source.title, entry.source.authors) == (entry.title, ("Ada Park", "Bo Kim"))
    assert entry.b.text is not None
    for finding in entry.b.findings:
        assert entry.b.text[finding.start : finding.end] == finding.text
    assert {finding.check for finding in entry.b.findings} >= {"magnitude-shift"}


@pytest.mark.slow
def test_ctrl_c_loses_nothing(bench: Bench) -> None:
    """What was answered before Ctrl-C is not asked for again."""
    bench.server.delay = 0.2
    arguments = ["prompts", "compare", "summarize@1", "summarize@2", "--papers", "papers.jsonl", "--model", MODEL]
    program = start([*arguments, "--prompts", "prompts", "--in-flight", "4"], bench.folder)
    while bench.server.calls < 6:
        assert program.poll() is None
        time.sleep(0.05)
    program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 130
    assert errors.startswith("yoyak: ")
    bench.server.delay = 0
    answered = bench.server.calls
    assert answered < 2 * PAPERS
    assert bench.compare("summarize@1", "summarize@2").exit_code == 0
    assert bench.server.calls == 2 * PAPERS


def test_a_paper_whose_title_breaks_its_heading_is_told(bench: Bench) -> None:
    """A hostile title makes no entry and no crash, with either prompt."""
    papers = [study.paper for study in studies(8)]
    hostile = replace(papers[0], title="x](https://arxiv.org/abs/2401.00099) [")
    write_snapshot([hostile, *papers[1:]], bench.folder / "papers.jsonl")
    record = bench.record("summarize@1", "summarize@2")
    (entry,) = [entry for entry in record["entries"] if entry["arxiv_id"] == papers[0].arxiv_id]
    assert entry["a"]["reason"] == "the title of 2401.00001 cannot stand in the heading of an entry"
    assert entry["a"]["reason_ko"] == "2401.00001 논문의 제목은 항목의 제목으로 쓸 수 없습니다"
    assert (entry["a"]["text"], entry["b"]["text"], entry["worse"]) == (None, None, False)
