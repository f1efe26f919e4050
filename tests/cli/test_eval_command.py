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
    assert text.startswith("1 cases, 0 of them clean.")


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
        (["cases.jsonl", "cases.jsonl"], "two cases named"),
        ([pairs()], "not a valid case"),
    ):
        result = yoyak("eval", "run", "--offline", *arguments)
        assert (result.exit_code, reason in result.stderr) == (2, True), result.stderr


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
        monkeypatch.setattr("evals.catalogue.CHECKS", (Crashing(),))
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
