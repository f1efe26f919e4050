"""What is drawn for readers tells nothing but both texts, and what they say is counted once and in full."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from summarizer.cli.main import main
from tools import reading

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = Path(__file__).parent.parent.parent
_DIGEST = _ROOT / "examples" / "2023-09-01.md"
_PAPERS = _ROOT / "examples" / "papers.jsonl"


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `check` says of the example: errors, a warning and notes."""
    command = ["check", str(_DIGEST), "--sources", str(_PAPERS), "--offline", "--format", "json"]
    path = tmp_path_factory.mktemp("result") / "result.json"
    path.write_text(CliRunner().invoke(main, command).stdout, encoding="utf-8")
    return path


@pytest.fixture
def draw(result: Path, tmp_path: Path) -> Callable[..., list[dict[str, object]]]:
    """Draw with options and return the items; the folder is `readers` in the test's own."""

    def drawn(*options: str, source: Path = result) -> list[dict[str, object]]:
        folder = tmp_path / "readers"
        assert reading.main(["draw", str(source), "--sources", str(_PAPERS), "-o", str(folder), *options]) == 0
        return [json.loads(line) for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines()]

    return drawn


def _key(tmp_path: Path) -> dict[str, dict[str, object]]:
    items: dict[str, dict[str, object]] = json.loads((tmp_path / "readers.key.json").read_text())["items"]
    return items


def _verdicts(tmp_path: Path, *said: tuple[str, str]) -> str:
    path = tmp_path / "verdicts.jsonl"
    path.write_text("".join(json.dumps({"id": name, "verdict": one, "why": "because"}) + "\n" for name, one in said))
    return str(path)


def test_an_item_shows_both_texts_and_neither_check_nor_reason(
    draw: Callable[..., list[dict[str, object]]], tmp_path: Path
) -> None:
    """A reader sees the entry with the marked words and the paper, and has to find out the rest."""
    items = draw()
    key = _key(tmp_path)
    for item in items:
        hidden = key[str(item["id"])]
        assert f"⟦{hidden['words']}⟧" in str(item["entry"])
        assert item["entry"].replace("⟦", "").replace("⟧", "") in _DIGEST.read_text(encoding="utf-8")  # type: ignore[attr-defined]
        assert item["paper"]["abstract"]  # type: ignore[index]
        assert set(item) == {"id", "date", "most entries of the digest", "entry", "paper"}
        assert str(hidden["check"]) not in json.dumps(item)
        assert str(hidden["message"]) not in json.dumps(item, ensure_ascii=False)
    assert {"magnitude-shift", "doubled-digits", "title-mismatch"} <= {str(one["check"]) for one in key.values()}
    assert "note" not in {one["severity"] for one in key.values()}


def test_a_correction_is_shown_as_the_sentence_before_and_after(
    draw: Callable[..., list[dict[str, object]]], tmp_path: Path
) -> None:
    """Who reads edits compares two sentences, and only corrections that `fix` makes by itself are drawn."""
    (item,) = draw("--edits", "--check", "magnitude-shift")
    assert str(item["before"]).startswith("메모리 사용량을 크게 줄여 ⟦6억 5천만⟧ 파라미터 모델을")
    assert str(item["after"]).startswith("메모리 사용량을 크게 줄여 ⟦650억⟧ 파라미터 모델을")
    assert str(item["after"]).rstrip().endswith("제안합니다.")
    assert _key(tmp_path)["0001"]["words"] == "6억 5천만 → 650억"
    draw("--edits")
    assert "broken-image" not in {one["check"] for one in _key(tmp_path).values()}


def test_so_many_of_each_check_are_drawn_and_all_are_counted(
    draw: Callable[..., list[dict[str, object]]], tmp_path: Path, result: Path
) -> None:
    """The rate is of all findings; the share is of those that were read, without what could not be told."""
    twice = json.loads(result.read_text(encoding="utf-8"))
    one = next(entry for entry in twice["entries"] for f in entry["findings"] if f["check"] == "doubled-digits")
    (finding,) = (f for f in one["findings"] if f["check"] == "doubled-digits")
    other = {**finding, "start": finding["start"] + 1, "text": finding["text"][1:]}
    one["findings"] = [finding, other, {**other, "end": other["end"] - 1, "text": other["text"][:-1]}]
    more = tmp_path / "more.json"
    more.write_text(json.dumps(twice))
    items = draw("--check", "doubled-digits", "--per-check", "2", source=more)
    assert len(items) == 2
    rows = _table(tmp_path, ("0001", "right"), ("0002", "cannot tell"))
    assert rows["`doubled-digits`"] == ["error", "3", "750.0", "2", "1", "0", "1", "1.00 (1/1, 0.21-1.00)"]
    assert rows["all of quantities"] == rows["all"] == rows["`doubled-digits`"]
    assert draw("--check", "doubled-digits", "--per-check", "2", source=more) == items


def _table(tmp_path: Path, *said: tuple[str, str]) -> dict[str, list[str]]:
    options = reading._parser().parse_args(["table", f"{tmp_path}/readers.key.json", _verdicts(tmp_path, *said)])
    cells = [line.strip("| ").split(" | ") for line in reading.count(options).splitlines() if line.startswith("| ")]
    return {row[0]: row[1:] for row in cells}


def test_what_readers_called_false_is_told_with_its_place(
    draw: Callable[..., list[dict[str, object]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who mends a check gets the line, the message and the reader's reason of its false alarms, and of no others."""
    draw("--check", "magnitude-shift", "doubled-digits")
    key = _key(tmp_path)
    said = [(name, "false" if one["check"] == "magnitude-shift" else "right") for name, one in key.items()]
    false = tmp_path / "false.txt"
    arguments = ["table", f"{tmp_path}/readers.key.json", _verdicts(tmp_path, *said), "--false", str(false)]
    record = ["--record", f"{tmp_path}/record.md", "--of", "Findings"]
    assert reading.main([*arguments, *record, "--readers", "two people"]) == 0
    assert re.match(r"\*Findings, on [-\d]{10}:\*\n\n\| check", (tmp_path / "record.md").read_text(encoding="utf-8"))
    assert capsys.readouterr().out.endswith("\n2 items read, by two people.\n")
    assert false.read_text(encoding="utf-8").startswith(f"{_DIGEST}:37: magnitude-shift, error: 6억 5천만\n")
    assert "because" in false.read_text(encoding="utf-8")
    assert "doubled-digits" not in false.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([("0001", "right")], "1 of 2 items have no verdict: 0002"),
        ([("0001", "right"), ("0001", "right")], "'0001' has a verdict already"),
        ([("0001", "right"), ("7", "right")], "'7' is no item of this key"),
        ([("0001", "maybe")], "verdict"),
    ],
)
def test_a_reading_that_is_not_whole_is_refused(
    draw: Callable[..., list[dict[str, object]]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    said: list[tuple[str, str]],
    sentence: str,
) -> None:
    """A missing, doubled, unknown or unclear verdict is never counted as anything."""
    draw("--check", "magnitude-shift", "doubled-digits")
    capsys.readouterr()
    assert reading.main(["table", f"{tmp_path}/readers.key.json", _verdicts(tmp_path, *said)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err


def test_a_digest_that_changed_since_is_refused(
    result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Marks are never put on words that were not checked."""
    moved = json.loads(result.read_text(encoding="utf-8"))
    for entry in moved["entries"]:
        for finding in entry["findings"]:
            finding["start"] += 1
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(moved))
    folder = str(tmp_path / "readers")
    assert reading.main(["draw", str(changed), "--sources", str(_PAPERS), "-o", folder]) == 2
    assert "is not what was checked" in capsys.readouterr().err
