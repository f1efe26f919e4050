"""The commands under `yoyak eval`, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

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
    """A bad file, an empty one and a case that stands twice each end in one sentence and exit code 2."""
    Path("empty.jsonl").write_text("", encoding="utf-8")
    yoyak("eval", "import", "--from", "pairs", pairs(), "-o", "cases.jsonl")
    for arguments, reason in (
        (["missing.jsonl"], "cannot read missing.jsonl"),
        (["empty.jsonl"], "no case in this file"),
        (["cases.jsonl", "cases.jsonl"], "two cases named"),
        ([pairs()], "not a valid case"),
    ):
        result = yoyak("eval", "run", "--offline", *arguments)
        assert (result.exit_code, reason in result.stderr) == (2, True), result.stderr
