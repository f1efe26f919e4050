"""The commands under `yoyak eval`, as a user runs them."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.runner.fake_checks import Crashing

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak

PAIR = {"arxiv_id": "2401.00001", "ko": "80억 파라미터의 모델입니다.", "en": "The model has 8 billion parameters."}
ROW = {"arxiv_id": "2401.00009", "date": "2024-02-03", "title": "A", "summary": "- 모델입니다.", "errors": []}


def pairs(name: str = "pairs.jsonl") -> str:
    """Write a file of one sentence pair, and return its name."""
    Path(name).write_text(json.dumps(PAIR), encoding="utf-8")
    return name


def test_from_another_format_to_scores(yoyak: Yoyak) -> None:
    """A dataset is imported, sown with errors and measured."""
    assert yoyak("eval", "import", "--from", "pairs", pairs(), "-o", "cases.jsonl").exit_code == 0
    assert yoyak("eval", "seed", "cases.jsonl", "--kind", "magnitude", "-o", "wrong.jsonl").exit_code == 0
    result = yoyak("eval", "run", "wrong.jsonl", "cases.jsonl", "--select", "magnitude-shift", "--format", "json")
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    assert (scores["cases"], scores["inconclusive"]) == (2, [])
    assert scores["types"][0]["labels"]["hits"] == 1
    text = yoyak("eval", "run", "wrong.jsonl", "--select", "magnitude-shift").stdout
    assert text.startswith("1 case, 0 of them clean.\n\n| error | found | recall |")


def test_tables_are_korean_where_korean_is_asked_for(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flag, then the settings, then the locale choose the language; what a program reads is English unless asked."""
    Path("rows.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    yoyak("eval", "import", "--from", "entries", "rows.jsonl", "-o", "lost.jsonl")
    yoyak("eval", "import", "--from", "pairs", pairs(), "-o", "cases.jsonl")
    yoyak("eval", "seed", "cases.jsonl", "--kind", "magnitude", "-o", "wrong.jsonl")
    run = ("eval", "run", "wrong.jsonl", "cases.jsonl", "lost.jsonl", "--offline", "--select", "magnitude-shift")
    korean = yoyak(*run, "--lang", "ko")
    assert korean.stdout.startswith("사례 3개를 측정했습니다. 그중 2개는 오류가 없는 사례입니다.\n\n| 오류 유형 |")
    assert "| 검사 | 재현율 | 정밀도 | F1 |" in korean.stdout
    assert "lost: " not in korean.stderr
    assert "원문을 지정하지 않은 논문입니다: 2401.00009" in korean.stderr
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert yoyak(*run).stdout == korean.stdout
    assert yoyak(*run, "--lang", "en").stdout.startswith("3 cases, 2 of them clean.")
    assert "no source was given" in yoyak(*run, "--format", "json").stdout
    assert "원문을 지정하지 않은 논문입니다" in yoyak(*run, "--format", "json", "--lang", "ko").stdout


def test_clean_cases_without_a_paper_are_not_left_out_in_silence(yoyak: Yoyak) -> None:
    """What could not be sown is named and ends in 3; what could is written all the same."""
    Path("rows.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    yoyak("eval", "import", "--from", "entries", "rows.jsonl", "-o", "lost.jsonl")
    yoyak("eval", "import", "--from", "pairs", pairs(), "-o", "cases.jsonl")
    both = yoyak("eval", "seed", "cases.jsonl", "lost.jsonl", "--offline", "--kind", "magnitude", "-o", "wrong.jsonl")
    assert (both.exit_code, both.stderr.count("no source was given for 2401.00009")) == (3, 1)
    assert len(Path("wrong.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    nothing = yoyak("eval", "seed", "wrong.jsonl", "--offline", "-o", "none.jsonl")
    assert (nothing.exit_code, "no case is clean" in nothing.stderr) == (3, True)
    in_korean = yoyak("eval", "seed", "wrong.jsonl", "--offline", "--lang", "ko")
    assert "오류 없는 사례가 없습니다" in in_korean.stderr


def test_a_case_goes_to_standard_output(yoyak: Yoyak) -> None:
    """What a command makes can be piped on."""
    result = yoyak("eval", "import", "--from", "pairs", pairs())
    assert json.loads(result.stdout)["paper"]["abstract"] == PAIR["en"]


def test_a_missing_source_is_inconclusive(yoyak: Yoyak) -> None:
    """Cases whose paper could not be had make no good result."""
    Path("rows.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    yoyak("eval", "import", "--from", "entries", "rows.jsonl", "-o", "cases.jsonl")
    result = yoyak("eval", "run", "cases.jsonl", "--offline", "--select", "magnitude-shift")
    assert result.exit_code == 3
    assert "no source was given for 2401.00009" in result.stderr


def test_wrong_use_is_named(yoyak: Yoyak) -> None:
    """A bad file, a case that stands twice and a baseline without a name end in one sentence and exit code 2."""
    yoyak("eval", "import", "--from", "pairs", pairs(), "-o", "cases.jsonl")
    for arguments, reason in (
        (["missing.jsonl"], "cannot read missing.jsonl"),
        (["cases.jsonl", "--update-baseline"], "needs --baseline"),
        (["cases.jsonl", "--baseline", "cases.jsonl"], "is no baseline of cases"),
        (["cases.jsonl", "--baseline", "no/b.json", "--update-baseline"], "cannot write no/b.json"),
        (["cases.jsonl", "--baseline", ""], "cannot read ''"),
        (["cases.jsonl", "--baseline", "", "--update-baseline"], "cannot write ''"),
        (["cases.jsonl", "cases.jsonl"], "two cases named"),
        ([pairs()], "not a valid case"),
    ):
        result = yoyak("eval", "run", "--offline", *arguments)
        assert (result.exit_code, result.stdout, reason in result.stderr) == (2, "", True), result.stderr


@pytest.mark.parametrize("style", ["text", "json"])
def test_an_empty_dataset_says_nothing_of_the_checks(yoyak: Yoyak, style: str) -> None:
    """Nothing was measured: that is neither good nor wrong use, alone or beside cases, whatever is selected."""
    yoyak("eval", "import", "--from", "pairs", pairs(), "-o", "cases.jsonl")
    Path("empty.jsonl").write_text("\n", encoding="utf-8")
    options = [(), ("--select", "magnitude-shift"), ("--baseline", "b.json", "--update-baseline")]
    for names, chosen in product([("empty.jsonl",), ("cases.jsonl", "empty.jsonl")], options):
        result = yoyak("eval", "run", *names, "--offline", "--format", style, *chosen)
        assert result.exit_code == 3
        assert "empty.jsonl:1: there is no case in this file" in (result.stdout if style == "json" else result.stderr)
        assert not Path("b.json").exists()


@pytest.mark.parametrize("trouble", ["crash", "missing"])
@pytest.mark.parametrize("style", ["text", "json"])
def test_a_case_that_was_not_judged_is_no_success(
    yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch, style: str, trouble: str
) -> None:
    """A crash and a missing paper are told with the case, and leave no baseline behind."""
    if trouble == "crash":
        monkeypatch.setattr("evals.runner.catalogue.CHECKS", (Crashing(),))
        yoyak("eval", "import", "--from", "pairs", pairs(), "-o", "cases.jsonl")
    else:
        Path("rows.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
        yoyak("eval", "import", "--from", "entries", "rows.jsonl", "-o", "cases.jsonl")
    for chosen in (), ("--baseline", "b.json", "--update-baseline"):
        result = yoyak("eval", "run", "cases.jsonl", "--offline", "--format", style, *chosen)
        reason = {"crash": "no luck", "missing": "no source was given"}[trouble]
        assert (result.exit_code, Path("b.json").exists()) == (3, False)
        assert reason in (result.stdout if style == "json" else result.stderr)


def test_a_case_that_is_lost_is_named(yoyak: Yoyak) -> None:
    """What the checks got right before and do not now, or what is there no longer, ends in 1 with its name."""
    yoyak("eval", "import", "--from", "pairs", pairs(), "-o", "cases.jsonl")
    yoyak("eval", "seed", "cases.jsonl", "--kind", "magnitude", "-o", "wrong.jsonl")
    name = json.loads(Path("wrong.jsonl").read_text(encoding="utf-8"))["id"]
    run = ("eval", "run", "wrong.jsonl", "--baseline", "b.json")
    assert yoyak(*run, "--update-baseline").exit_code == 0
    assert json.loads(Path("b.json").read_text(encoding="utf-8")) == {"version": 1, "passed": [name]}
    assert yoyak(*run).exit_code == 0
    for arguments in (*run, "--select", "first-person"), ("eval", "run", "cases.jsonl", "--baseline", "b.json"):
        result = yoyak(*arguments)
        assert (result.exit_code, f"{name}: it passed in b.json" in result.stderr) == (1, True)
    result = yoyak(*run, "--select", "first-person", "--format", "json")
    assert json.loads(result.stdout)["lost"] == [name]


def test_scores_are_written_without_what_a_terminal_obeys(yoyak: Yoyak) -> None:
    """The name of a case cannot turn round the line in which a terminal shows it; no character of it is lost."""
    Path("rows.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    yoyak("eval", "import", "--from", "entries", "rows.jsonl", "-o", "cases.jsonl")
    case = json.loads(Path("cases.jsonl").read_text(encoding="utf-8")) | {"id": "a\u202e"}
    Path("cases.jsonl").write_text(json.dumps(case), encoding="utf-8")
    text = yoyak("eval", "run", "cases.jsonl", "--offline", "--format", "json").stdout
    assert "\u202e" not in text
    assert json.loads(text)["inconclusive"][0]["id"] == "a\u202e"
