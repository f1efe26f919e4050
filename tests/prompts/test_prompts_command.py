"""`yoyak prompts`: what an author sees of the prompts without a model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from summarizer.cli.main import main
from summarizer.papers import Paper, Passage
from summarizer.papers.snapshots import write_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

_PINNED = ("--sources", "papers.jsonl", "--offline")
_PAPER = Paper(
    "2401.00001",
    "A Model",
    "A model of 8 billion parameters.",
    fulltext=(Passage("1 Method", "It has 4 layers after fine-tuning."),),
)


@pytest.fixture
def yoyak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the command group in a folder with a paper and with prompts of its own, the second version a draft."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C")
    (tmp_path / "own").mkdir()
    write_snapshot([_PAPER], tmp_path / "papers.jsonl")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["prompts", *arguments, "--prompts", "own"], prog_name="yoyak")

    run("new", "summarize", "--why", "Numbers first.")
    draft = tmp_path / "own/summarize/2.md"
    draft.write_text(draft.read_text("utf-8").replace("# 수치", "# 숫자"), encoding="utf-8")
    return run


def test_the_list_tells_state_hash_and_length(yoyak: Callable[..., Result]) -> None:
    """An author sees which versions there are, which is in use, and what each costs to send."""
    result = yoyak("list")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    facts = {fact["version"]: fact for fact in json.loads(yoyak("list", "--format", "json").stdout)["prompts"]
             if fact["name"] == "summarize"}  # fmt: skip
    assert {version: fact["state"] for version, fact in facts.items()} == {1: "champion", 2: "draft"}
    draft = facts[2]
    shown = f"summarize@2  draft  {draft['sha'][:12]}  {draft['tokens']:,} tokens  {draft['date']}"
    assert lines[lines.index(shown) + 1] == "    Numbers first."
    assert any(line.startswith("summarize@1  in use  ") for line in lines)
    assert 500 < draft["tokens"] < 5000
    assert "summarize@2  초안  " in yoyak("list", "--lang", "ko").stdout


def test_a_version_that_cannot_be_used_hides_no_other(yoyak: Callable[..., Result], tmp_path: Path) -> None:
    """An edited release is told with the way out, and the rest is listed."""
    with (tmp_path / "own/summarize/1.md").open("a", encoding="utf-8") as file:
        file.write("more\n")
    result = yoyak("list")
    assert result.exit_code == 2
    assert "summarize 1 was edited after its release" in result.stderr
    assert "summarize@2" in result.stdout


def test_the_text_is_shown_as_it_stands(yoyak: Callable[..., Result], tmp_path: Path) -> None:
    """What is shown is the file, and as JSON its hash with it."""
    text = (tmp_path / "own/summarize/2.md").read_text("utf-8")
    assert yoyak("show", "summarize@2").stdout == text
    record = json.loads(yoyak("show", "summarize@2", "--format", "json").stdout)
    assert (record["schema"], record["text"], record["state"]) == ("yoyak.prompt/1", text, "draft")


def test_a_difference_is_shown_in_text_and_as_rendered(yoyak: Callable[..., Result]) -> None:
    """Head and orders differ in the file; of a rendered prompt only what a model would read."""
    text = yoyak("diff", "summarize", "summarize@2").stdout
    assert text.startswith("--- summarize@1\n+++ summarize@2\n")
    assert "+why = " in text
    assert "-# 수치\n+# 숫자\n" in text
    rendered = yoyak("diff", "summarize", "summarize@2", "--paper", "2401.00001", *_PINNED).stdout
    assert "-# 수치\n+# 숫자\n" in rendered
    assert "why = " not in rendered
    same = yoyak("diff", "summarize", "summarize@1", "--lang", "ko")
    assert (same.exit_code, same.stdout) == (0, "summarize@1 버전과 summarize@1 버전의 내용이 같습니다.\n")


def test_a_prompt_is_rendered_as_regeneration_would_send_it(yoyak: Callable[..., Result]) -> None:
    """Title, abstract, chosen full text, number table and glossary stand in their places; nothing is fetched."""
    result = yoyak("render", "summarize@2", "2401.00001", *_PINNED)
    orders, _, material = result.stdout.partition("+++ user\n")
    assert result.exit_code == 0
    assert orders.startswith("+++ system\n")
    assert "# 숫자" in orders
    for words in (
        "<제목>A Model</제목>",
        "80억 파라미터",
        "It has 4 layers after fine-tuning.",
        "fine-tuning = 미세 조정",
    ):
        assert words in material
    record = json.loads(yoyak("render", "summarize@2", "2401.00001", *_PINNED, "--format", "json").stdout)
    assert [message["role"] for message in record["messages"]] == ["system", "user"]
    assert record["tokens"] > 500


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("show", "sumarize"), 2, "there is no prompt 'sumarize'; there are "),
        (("show", "summarize@7"), 2, "summarize has no version 7; it has 1, 2"),
        (("diff", "summarize", "summarize@two"), 2, "name a prompt as NAME or NAME@VERSION"),
        (("render", "repair", "2401.00001", *_PINNED), 2, "repair 1 asks for no summary of a paper"),
        (("render", "summarize", "2401.00002", *_PINNED), 3, "2401.00002 is in no snapshot and may not be fetched"),
        (("new", "sumarize"), 2, "there is no prompt 'sumarize'; there are "),
        (("log", "sumarize"), 2, "there is no prompt 'sumarize'; there are "),
    ],
)
def test_bad_input_is_one_sentence(
    yoyak: Callable[..., Result], arguments: tuple[str, ...], code: int, reason: str
) -> None:
    """Every mistake is told in a sentence, with the exit code of its kind."""
    result = yoyak(*arguments)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1)
    assert result.stderr.startswith(f"yoyak: {reason}")


def test_what_is_no_identifier_is_asked_of_nobody(yoyak: Callable[..., Result]) -> None:
    """A typing error in the name of a paper is misuse, told at once, and no reason to ask arXiv."""
    result = yoyak("render", "summarize", "paper")
    assert (result.exit_code, result.stderr) == (2, "yoyak: 'paper' is no arXiv identifier\n")


def test_an_empty_log_says_so(yoyak: Callable[..., Result]) -> None:
    """Before the first promotion the log is empty, in either language."""
    assert yoyak("log").stdout == "Nothing was promoted yet.\n"
    assert yoyak("log", "summarize", "--lang", "ko").stdout == "아직 쓰기 시작한 버전이 없습니다.\n"
