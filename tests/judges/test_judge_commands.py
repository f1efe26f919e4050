"""`--judge` in `check`, `gate` and `eval run`, against a judge on loopback."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import start
from tests.judges.conftest import CONTRADICTED, MODEL, NOT_STATED, PINNED, SUPPORTED, VOID
from tests.models.openai_server import refusing, status
from tests.regenerate.material import Study, old_digest, studies

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.judges.conftest import Bar

_FORMATS = ("text", "json", "sarif", "junit", "github")
_IMAGES = "이미지 1,100만"


def found(bar: Bar, *arguments: str) -> list[dict[str, Any]]:
    """Return the findings of the judge."""
    result = bar.run("--format", "json", *arguments)
    entries = json.loads(result.stdout)["entries"]
    return [one for entry in entries for one in entry["findings"] if one["check"] == "judged-claim"]


def receipts(file: str = "receipts.jsonl") -> list[dict[str, Any]]:
    """Return the receipts of a run."""
    return [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]


def test_what_the_rules_leave_open_is_asked_once(bar: Bar) -> None:
    """A supported claim costs one call, and is no finding."""
    result = bar.run()
    assert (result.exit_code, result.stdout) == (0, "2 entries judged. Nothing found.\n")
    assert sorted(bar.claims) == sorted(sentence for study in studies(2) for sentence in study.good)
    assert "the judge was asked about 6 claims and could not tell about 0; spent in this run: $0.0003" in result.stderr


def test_an_error_of_the_rules_is_not_asked_about(bar: Bar) -> None:
    """The judge sees only what is left."""
    Path("digest.md").write_text(old_digest(studies(1)), encoding="utf-8")
    assert bar.run().exit_code == 1
    assert bar.claims == list(Study(1).old[1:])


def test_a_contradiction_is_shown_in_both_languages(bar: Bar) -> None:
    """The finding points at the sentence and at the words of the paper, both cut from their texts."""
    bar.says[_IMAGES] = [CONTRADICTED]
    (finding,) = found(bar)
    digest = Path("digest.md").read_text(encoding="utf-8")
    assert (finding["severity"], finding["text"]) == ("warning", Study(1).good[1])
    assert digest[finding["start"] : finding["end"]] == finding["text"]
    (evidence,) = finding["evidence"]
    abstract = Study(1).paper.abstract
    assert (evidence["where"], abstract[evidence["start"] : evidence["end"]]) == ("abstract", evidence["quote"])
    assert "판정 모델: 원문과 어긋납니다: 원문과 다릅니다." in bar.run("--lang", "ko").stdout


def test_a_failing_verdict_is_confirmed_by_votes(bar: Bar) -> None:
    """Two votes that agree are enough, one that is outvoted is no finding, and only failing verdicts cost votes."""
    bar.says[_IMAGES] = [CONTRADICTED]
    assert len(found(bar)) == 1
    assert bar.claims.count(Study(1).good[1]) == 2
    bar.says["이미지 1,200만"] = [CONTRADICTED, SUPPORTED]
    bar.claims.clear()
    digest = Path("digest.md").read_text(encoding="utf-8")
    Path("digest.md").write_text(digest.replace("1,200만 장으로", "1,200만 장으로만"), encoding="utf-8")
    assert len(found(bar)) == 1
    assert bar.claims == [Study(2).good[1].replace("장으로", "장으로만")] * 3
    assert len(found(bar, "--votes", "1")) == 2


def test_options_are_shuffled_the_same_way_in_every_run(bar: Bar) -> None:
    """Each claim and vote has an order of its own, so that a place favors no answer, and a rerun costs nothing."""
    bar.lay_out(12)
    bar.run()
    first = [body["messages"][-1]["content"].rpartition("<보기>")[2].partition("</")[0] for body in bar.server.bodies]
    assert len(set(first)) == 6
    before = bar.server.calls
    bar.run("--in-flight", "3")
    assert bar.server.calls == before


def test_a_changed_sentence_is_asked_about_again_and_nothing_else(bar: Bar) -> None:
    """Answers are kept by the text that they are about."""
    bar.run()
    bar.claims.clear()
    digest = Path("digest.md").read_text(encoding="utf-8").replace("장으로 학습합니다", "장으로 훈련합니다")
    Path("digest.md").write_text(digest, encoding="utf-8")
    assert bar.run().exit_code == 0
    assert sorted(bar.claims) == sorted(Study(n).good[1].replace("학습", "훈련") for n in (1, 2))


def _void(bar: Bar) -> None:
    bar.says["Vista-1"] = [VOID]


def _divided(bar: Bar) -> None:
    bar.says["Vista-1"] = [CONTRADICTED, SUPPORTED, VOID]


def _refusing(bar: Bar) -> None:
    bar.server.fault = lambda _: refusing("no")


def _out_of_reach(bar: Bar) -> None:
    bar.server.fault = lambda _: status(503)


def _unauthorized(bar: Bar) -> None:
    bar.server.fault = lambda _: status(401)


_SILENT = [_void, _divided, _refusing, _out_of_reach, _unauthorized]
_OPTIONS = [
    (),
    ("--fail-on", "never"),
    ("--fail-on", "warning"),
    ("--select", "magnitude-shift"),
    ("--select", "judged-claim", "--fail-on", "never"),
    ("--ignore", "magnitude-shift,broken-image"),
    ("--votes", "1", "--workers", "1"),
    ("--budget", "0"),
    ("--batch", "batch.jsonl", "--fail-on", "never"),
]


@pytest.mark.parametrize("silence", _SILENT, ids=lambda silence: silence.__name__.strip("_"))
@pytest.mark.parametrize("command", ["check", "gate"])
def test_a_judge_that_cannot_tell_is_green_in_no_format(bar: Bar, command: str, silence: Callable[[Bar], None]) -> None:
    """Every format says that the entry was not judged and why, and the run ends in 3."""
    silence(bar)
    told = "the judge could not tell about"
    for style in _FORMATS:
        page = Path(f"{style}.md")
        os.environ["GITHUB_STEP_SUMMARY"] = str(page)
        try:
            result = bar.run("--format", style, command=command)
        finally:
            del os.environ["GITHUB_STEP_SUMMARY"]
        assert result.exit_code == 3, (style, result.output)
        assert told in result.output, style
        assert told in page.read_text(encoding="utf-8")
        if style == "json":
            assert json.loads(result.stdout)["entries"][0]["verdict"] == "error"


@pytest.mark.parametrize("options", _OPTIONS, ids=" ".join)
@pytest.mark.parametrize("command", ["check", "gate"])
def test_no_option_makes_a_silent_judge_green(bar: Bar, command: str, options: tuple[str, ...]) -> None:
    """Whatever is asked of the findings, an entry that was not judged in full ends the run in 3, or 1, never in 0."""
    if options[:1] not in {("--budget",), ("--batch",)}:
        _refusing(bar)
    Path("policy.toml").write_text("coverage = 0.01\nzero-tolerance = []\nlimits = { error = 99 }\n", encoding="utf-8")
    policy = ("--policy", "policy.toml") if command == "gate" else ()
    assert bar.run(*options, *policy, command=command).exit_code == 3
    # With an error beside it, that the checks found.
    Path("digest.md").write_text(old_digest(studies(2)), encoding="utf-8")
    assert bar.run(*options, *policy, command=command).exit_code in {1, 3}


def test_a_judge_and_its_check_cannot_be_told_apart(bar: Bar) -> None:
    """Asking a judge and ignoring it, or expecting one that nobody named, is misuse rather than green."""
    for arguments, reason in (
        (("--judge", MODEL, "--ignore", "judged-claim"), "leave one of them out"),
        (("--select", "judged-claim"), "name one with --judge"),
        (("--votes", "3"), "--votes says how a judge is asked"),
        (("--budget", "0"), "--budget says how a judge is asked"),
        (("--judge", "gpt-5"), "provider:name"),
    ):
        for command in ("check", "gate"):
            result = bar.yoyak(command, "digest.md", *PINNED, *arguments)
            assert (result.exit_code, reason in result.stderr) == (2, True), result.output
    assert bar.server.calls == 0


def test_a_dead_judge_is_left_alone_after_a_while(bar: Bar) -> None:
    """A long run does not wait for a server that never answers, and judges none of its entries."""
    bar.lay_out(60)
    _unauthorized(bar)
    result = bar.run("--in-flight", "2")
    assert (result.exit_code, "60 entries, 60 of them not judged." in result.stdout) == (3, True)
    assert 20 <= bar.server.calls <= 22


@pytest.mark.parametrize("silence", [_void, _refusing, _out_of_reach], ids=lambda silence: silence.__name__.strip("_"))
def test_a_silent_judge_makes_no_good_score(bar: Bar, silence: Callable[[Bar], None]) -> None:
    """Cases about which the judge could not tell are named, and end in 3."""
    _cases()
    silence(bar)
    for style in ("text", "json"):
        result = bar.yoyak("eval", "run", "cases.jsonl", "--judge", MODEL, "--format", style)
        assert result.exit_code == 3
        assert "the judge could not tell about" in result.output


def test_what_a_judge_has_not_answered_yet_is_the_reason(bar: Bar) -> None:
    """That the check examined nothing is not what keeps a case open whose questions stand in a batch."""
    _cases()
    batch = ("--judge", MODEL, "--select", "direction-flip", "--batch", "asked.jsonl")
    result = bar.yoyak("eval", "run", "cases.jsonl", *batch)
    assert result.exit_code == 3
    assert "2401.00001: the judge could not tell about 3 of 3 claims: there is no reply" in result.stderr
    assert "nothing in the entry" not in result.stderr


def test_a_judge_is_scored_beside_the_checks(bar: Bar) -> None:
    """Its findings are measured on the labels of the prose; a case that only it could examine is judged."""
    _cases()
    bar.says["장으로 학습"] = [CONTRADICTED]
    result = bar.yoyak("eval", "run", "cases.jsonl", "--judge", MODEL, "--select", "direction-flip", "--format", "json")
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    assert scores["types"][0]["labels"]["hits"] == 12
    assert {one["check"]: one["precision"]["share"] for one in scores["checks"]}["judged-claim"] == 1


def test_a_model_may_not_judge_its_own_words(bar: Bar) -> None:
    """It is refused by its name, by another snapshot, by the settings, by a receipt, and by what the server says."""
    Path("receipts.jsonl").write_text(
        json.dumps({"model": "openai:alias", "answered_by": ["gpt-4.1-mini-2025-04-14"]}), encoding="utf-8"
    )
    dated = ("openai:gpt-4.1-mini-2025-04-14", "openai:gpt-4.1-mini-latest", "vertex:gpt-4.1-mini@20250414")
    for generator in (MODEL, *dated, "azure:openai/GPT-4.1-mini", "receipts.jsonl"):
        for command in ("check", "gate"):
            result = bar.run("--generator", generator, "--fail-on", "never", command=command)
            assert (result.exit_code, "may not judge what" in result.stderr) == (2, True), result.output
    assert bar.run("--generator", "nobody").exit_code == 2
    Path("yoyak.toml").write_text(f'model = "{MODEL}"\n', encoding="utf-8")
    assert bar.run().exit_code == 2
    Path("yoyak.toml").unlink()
    assert bar.server.calls == 0
    aliased = bar.run("--generator", "openai:gpt-4.1-mini", judge="openai:alias-of-it")
    assert aliased.exit_code == 0
    assert bar.run("--generator", "openai:alias-of-it-2026-01-01", judge="openai:alias").exit_code == 0
    assert bar.run("--generator", "openai:other", judge="openai:another").exit_code == 0


def test_the_model_that_answers_counts_and_not_its_alias(bar: Bar) -> None:
    """A gateway that serves the generator under another name is found out at the first answer."""
    bar.server.fault = lambda _: lambda answer: _named(answer, "gpt-5-mini")
    result = bar.run("--generator", "openai:gpt-5-mini", judge="openai:house-judge")
    assert (result.exit_code, "may not judge what openai:gpt-5-mini wrote" in result.stderr) == (2, True)


def _named(answer: Any, model: str) -> Any:  # noqa: ANN401
    answer.body["model"] = model
    return answer


def test_receipts_tell_what_was_said_and_what_it_cost(bar: Bar) -> None:
    """Every claim has its votes, quotes and fingerprint; every call its tokens and money, and void votes are shown."""
    bar.says[_IMAGES] = [VOID, CONTRADICTED]
    bar.run("--receipt", "receipts.jsonl")
    first, second = receipts()
    assert (first["file"], first["line"], first["judge"]) == ("digest.md", 3, MODEL)
    assert set(first["prompt"]) == {"judge-ko@1"}
    _, images, _ = first["claims"]
    assert images["verdict"] == "contradicted"
    assert [vote["verdict"] for vote in images["votes"]] == [None, "contradicted", "contradicted"]
    assert "does not stand in the paper" in images["votes"][0]["void"]
    assert len(first["calls"]) == 5
    assert (first["input_tokens"], second["input_tokens"]) == (500, 300)
    assert float(first["dollars"]) == pytest.approx(5 * 0.000044)
    assert len({claim["fingerprint"] for one in (first, second) for claim in one["claims"]}) == 6


def test_orders_are_korean_or_english(bar: Bar) -> None:
    """Both prompts ask for the same, and an answer to one is none to the other."""
    bar.run("--judge-prompt", "en")
    assert "<claim>" in bar.server.bodies[0]["messages"][-1]["content"]
    assert bar.server.bodies[0]["response_format"]["json_schema"]["schema"]["required"] == [
        "verdict",
        "quotes",
        "reason",
    ]
    bar.run("--judge-prompt", "ko")
    assert bar.server.calls == 12


def _results(bar: Bar, file: str) -> str:
    lines = []
    for line in Path(file).read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        body = {
            "model": "gpt-batch",
            "choices": [{"message": {"content": bar.answer(asked["body"])}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 10},
        }
        lines.append(json.dumps({"custom_id": asked["custom_id"], "response": {"status_code": 200, "body": body}}))
    return "\n".join(lines)


def test_batches_go_round_until_everything_is_told(bar: Bar) -> None:
    """First votes go out in one file, and all that confirm a failing one in the next."""
    bar.says[_IMAGES] = [CONTRADICTED]
    first = bar.run("--batch", "first.jsonl")
    assert (first.exit_code, len(Path("first.jsonl").read_text(encoding="utf-8").splitlines())) == (3, 6)
    Path("replies1.jsonl").write_text(_results(bar, "first.jsonl"), encoding="utf-8")
    second = bar.run("--batch", "second.jsonl", "--replies", "replies1.jsonl")
    assert (second.exit_code, len(Path("second.jsonl").read_text(encoding="utf-8").splitlines())) == (3, 2)
    Path("replies2.jsonl").write_text(_results(bar, "second.jsonl"), encoding="utf-8")
    third = bar.run("--replies", "replies2.jsonl", "--fail-on", "warning")
    assert (third.exit_code, bar.server.calls) == (1, 0)


def test_recorded_verdicts_are_replayed_without_a_key(bar: Bar, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run can be shown again from a file, and a claim without a recording is not told."""
    bar.run("--batch", "asked.jsonl")
    bar.says[_IMAGES] = [NOT_STATED]
    monkeypatch.delenv("OPENAI_BASE_URL")
    missing = bar.run(judge="replay:recordings.jsonl")
    assert missing.exit_code == 2
    Path("recordings.jsonl").write_text("", encoding="utf-8")
    empty = bar.run(judge="replay:recordings.jsonl")
    assert (empty.exit_code, "there is no recording of" in empty.output) == (3, True)


def _cases() -> None:
    """Write twelve cases with one contradicted sentence each."""
    rows = []
    for study in studies(12):
        names = ("What's New", "Technical Details", "Performance Highlights")
        summary = "\n".join(f"- **{name}**: {text}" for name, text in zip(names, study.good, strict=True))
        at = summary.index(study.good[1])
        paper = {"arxiv_id": study.arxiv_id, "title": study.title, "abstract": study.paper.abstract}
        label = {"type": "direction", "verdict": "contradicted", "start": at, "end": at + len(study.good[1])}
        row = {"id": study.arxiv_id, "arxiv_id": study.arxiv_id, "date": "2024-02-03", "title": study.title}
        rows.append(row | {"summary": summary, "paper": paper, "labels": [label | {"text": study.good[1]}]})
    Path("cases.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def test_a_record_lets_a_judge_block(bar: Bar) -> None:
    """Advice before, an error after, in check and gate; and the record is that of one judge only."""
    _cases()
    bar.says["장으로 학습"] = [CONTRADICTED]
    assert bar.run().exit_code == 0
    made = bar.yoyak("eval", "calibrate", "cases.jsonl", "--judge", MODEL, "-o", "record.json")
    assert made.exit_code == 0, made.output
    assert "Cohen's kappa, contradicted or not: 1.00 (1.00-1.00); agreement 1.00." in made.stdout
    for command in ("check", "gate"):
        assert bar.run("--calibration", "record.json", command=command).exit_code == 1
    for other in (("--votes", "5"), ("--judge-prompt", "en")):
        result = bar.run("--calibration", "record.json", *other)
        assert (result.exit_code, "measure it with yoyak eval calibrate" in result.stderr) == (2, True)
    assert bar.run("--calibration", "record.json", judge="openai:gpt-5-mini").exit_code == 2
    record = json.loads(Path("record.json").read_text(encoding="utf-8"))
    for broken, reason in (({}, "judge: field required"), (record | {"claims": 99}, "confusion counts 36")):
        Path("broken.json").write_text(json.dumps(broken), encoding="utf-8")
        result = bar.run("--calibration", "broken.json")
        assert (result.exit_code, reason in result.stderr) == (2, True), result.stderr


def test_a_record_is_of_the_model_that_answered(bar: Bar) -> None:
    """A name that has come to stand for another model keeps its record, and what that model says stays advice."""
    _cases()
    bar.says["장으로 학습"] = [CONTRADICTED]
    assert bar.yoyak("eval", "calibrate", "cases.jsonl", "--judge", MODEL, "-o", "record.json").exit_code == 0
    bar.lay_out(14)
    bar.server.fault = lambda _: lambda answer: _named(answer, "gpt-4.1-mini-2027-01-01")
    result = bar.run("--calibration", "record.json")
    assert result.exit_code == 1, "what the measured model said before is an error still"
    assert "record.json: contradictions stay warnings where gpt-4.1-mini-2027-01-01 answered" in result.stderr
    severities = {one["severity"] for one in found(bar, "--calibration", "record.json")}
    assert severities == {"error", "warning"}
    korean = bar.run("--calibration", "record.json", "--lang", "ko")
    assert "측정하지 않은 모델(gpt-4.1-mini-2027-01-01)이 답한 항목에서 어긋난다는 판정은 경고로" in korean.stderr


def test_a_calibration_speaks_korean(bar: Bar) -> None:
    """The table and the sentences about it are those of the language that was asked for, and so is the advice."""
    _cases()
    bar.says["장으로 학습"] = [CONTRADICTED]
    run = ("eval", "calibrate", "cases.jsonl", "--judge", MODEL, "-o", "record.json", "--lang", "ko")
    good = bar.yoyak(*run).stdout
    assert "사례 12개의 주장 36개를 판정했습니다. 사람이 원문과 어긋난다고 본 주장의 비율은 0.33입니다." in good
    assert "| 사람 / 판정 모델 | 원문에 있음 | 원문과 어긋남 | 원문에 없음 | 판단 불가 |" in good
    assert good.endswith("코헨의 카파는 1.00 (1.00-1.00), 일치율은 1.00입니다.\n실패 판정에 쓸 수 있습니다.\n")
    bar.says = {"장으로 학습": [SUPPORTED]}
    poor = bar.yoyak(*run, "--votes", "1", "--judge-prompt", "en").stdout
    assert "실패 판정에 쓸 수 없습니다. 카파 신뢰 구간의 하한이 0.00이며, 0.6 이상이어야 합니다.\n" in poor


def test_a_record_goes_to_standard_output(bar: Bar) -> None:
    """A hyphen is standard output here, too: the record alone stands there, the table beside it."""
    _cases()
    made = bar.yoyak("eval", "calibrate", "cases.jsonl", "--judge", MODEL, "-o", "-")
    assert json.loads(made.stdout)["schema"] == "yoyak.calibration/1"
    assert "Cohen's kappa" in made.stderr
    assert not Path("-").exists()


def test_nothing_is_paid_for_a_record_that_cannot_be_made(bar: Bar) -> None:
    """A target that cannot be written, or a paper that is missing, is told before the first question."""
    _cases()
    rows = [json.loads(line) for line in Path("cases.jsonl").read_text(encoding="utf-8").splitlines()]
    Path("lost.jsonl").write_text(json.dumps(rows[0] | {"id": "x", "paper": None}), encoding="utf-8")
    calibrate = ("eval", "calibrate", "cases.jsonl", "--judge", MODEL, "--offline")
    assert bar.yoyak(*calibrate, "-o", "no/record.json").exit_code == 2
    assert bar.yoyak(*calibrate, "lost.jsonl", "-o", "record.json").exit_code == 3
    blank = rows[0] | {"id": "x", "paper": rows[0]["paper"] | {"abstract": ""}}
    Path("blank.jsonl").write_text(json.dumps(blank), encoding="utf-8")
    assert bar.yoyak(*calibrate, "blank.jsonl", "-o", "record.json").exit_code == 3
    assert bar.server.calls == 0
    Path("lost.jsonl").write_text(json.dumps(rows[0] | {"id": "x", "paper": None, "not_found": True}), encoding="utf-8")
    assert bar.yoyak(*calibrate, "lost.jsonl", "-o", "record.json").exit_code == 0, "no such paper: nothing to judge by"


def test_claims_of_one_paper_let_no_judge_block(bar: Bar) -> None:
    """How far a judge may be trusted with other papers cannot be told from one, however many claims it has."""
    study = studies(1)[0]
    names = ("What's New", "Technical Details", "Performance Highlights")
    rows = []
    for number in range(12):
        prose = (study.good[0], f"그림 {number}에서 이미지 장으로 학습합니다.", study.good[2])
        summary = "\n".join(f"- **{name}**: {text}" for name, text in zip(names, prose, strict=True))
        at = summary.index(prose[1])
        paper = {"arxiv_id": study.arxiv_id, "title": study.title, "abstract": study.paper.abstract}
        label = {"type": "direction", "verdict": "contradicted", "start": at, "end": at + len(prose[1])}
        row = {"id": str(number), "arxiv_id": study.arxiv_id, "title": study.title, "summary": summary, "paper": paper}
        rows.append(row | {"labels": [label | {"text": prose[1]}]})
    Path("cases.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    bar.says["장으로 학습"] = [CONTRADICTED]
    made = bar.yoyak("eval", "calibrate", "cases.jsonl", "--judge", MODEL, "-o", "record.json")
    assert "agreement 1.00.\nMay block: no, the lower end of its kappa is –" in made.stdout
    assert "contradictions stay warnings" in bar.run("--calibration", "record.json").stderr


def test_a_poor_judge_stays_an_adviser(bar: Bar) -> None:
    """A record that shows little agreement is written, says no, and lets nothing block."""
    _cases()
    bar.says |= {"파라미터가": [CONTRADICTED], "장으로 학습": [CONTRADICTED]}
    made = bar.yoyak("eval", "calibrate", "cases.jsonl", "--judge", MODEL, "-o", "record.json")
    assert made.exit_code == 0
    assert "May block: no, the lower end of its kappa is 0.40, and has to be 0.6." in made.stdout
    record = json.loads(Path("record.json").read_text(encoding="utf-8"))
    assert record["confusion"]["supported"] == {"supported": 12, "contradicted": 12, "not-stated": 0, "undecided": 0}
    assert (record["kappa"], record["base_rate"], record["claims"]) == (pytest.approx(0.4), pytest.approx(1 / 3), 36)
    assert set(record["datasets"][0]) == {"name", "sha256"}
    result = bar.run("--calibration", "record.json")
    assert (result.exit_code, "contradictions stay warnings" in result.stderr) == (0, True)


def test_what_a_judge_could_not_tell_counts_against_it(bar: Bar) -> None:
    """Void votes stand in their own column and lower kappa; a judge out of reach has no record at all."""
    _cases()
    bar.says |= {"파라미터가": [VOID], "장으로 학습": [CONTRADICTED]}
    made = bar.yoyak("eval", "calibrate", "cases.jsonl", "--judge", MODEL, "-o", "record.json")
    assert made.exit_code == 3
    record = json.loads(Path("record.json").read_text(encoding="utf-8"))
    assert record["confusion"]["supported"]["undecided"] == 12
    assert record["kappa"] < 0.6
    _unauthorized(bar)
    lost = bar.yoyak("eval", "calibrate", "cases.jsonl", "--judge", "openai:gpt-5-mini", "-o", "none.json")
    assert (lost.exit_code, Path("none.json").exists()) == (3, False)
    assert "36 claims have no answer, so there is no record" in lost.stderr
    assert bar.yoyak("eval", "calibrate", "cases.jsonl", "-o", "none.json").exit_code == 2


@pytest.mark.slow
@pytest.mark.parametrize("is_killed", [True, False])
def test_an_interrupted_run_repeats_no_finished_call(bar: Bar, is_killed: bool) -> None:  # noqa: FBT001 - a parameter
    """After kill -9 or Ctrl-C the same command gives what an undisturbed run gives, and pays for nothing twice."""
    count, in_flight = 24, 4
    bar.lay_out(count)
    bar.server.delay = 0.05
    arguments = ["check", "digest.md", *PINNED, "--judge", MODEL, "--in-flight", str(in_flight)]
    run = start(arguments, bar.folder, start_new_session=True)
    end = time.monotonic() + 60
    while bar.server.calls < 20:
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGKILL if is_killed else signal.SIGINT)
    output, errors = run.communicate(timeout=60)
    assert "Traceback" not in errors
    if not is_killed:
        assert run.returncode == 130, errors
        assert "Interrupted; these are the results so far." in output
    before = bar.server.calls
    assert before < 3 * count
    again = start(arguments, bar.folder)
    output, errors = again.communicate(timeout=60)
    assert (again.returncode, output) == (0, f"{count} entries judged. Nothing found.\n"), errors
    assert bar.server.calls <= 3 * count + in_flight * is_killed
