"""A byte order mark at the head of a file, as some editors write it: no part of what any file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.reviewer.calibration import read_calibration
from summarizer.errors import ConfigError
from summarizer.prompts.prompt import read_prompt
from tests.cli.conftest import PINNED, Yoyak, write

_MARK = b"\xef\xbb\xbf"
_GATE = ("gate", "digest.md", *PINNED)


def _mark(name: str) -> None:
    path = Path(name)
    path.write_bytes(_MARK + path.read_bytes())


@pytest.mark.parametrize(
    ("name", "text", "command"),
    [
        ("yoyak.toml", 'ignore = ["author-mismatch"]\n', ("check", "digest.md", *PINNED)),
        ("house.toml", '[terms]\n"model" = "모형"\n', ("check", "digest.md", *PINNED)),
        ("policy.toml", "limits = {error = 99}\nzero-tolerance = []\n", (*_GATE, "--policy", "policy.toml")),
        (
            "accepted.toml",
            '[[dismissed]]\nfingerprint = "4fa1705ec7cce7ce60c42249c4b46105"\nreason = "y"\n',
            (*_GATE, "--dismissals", "accepted.toml"),
        ),
        ("papers.jsonl", None, ("check", "digest.md", *PINNED)),
        ("baseline.json", None, (*_GATE, "--baseline", "baseline.json")),
        ("result.json", None, ("report", "result.json", "-o", "-", *PINNED)),
        ("cases.jsonl", None, ("eval", "run", "cases.jsonl", "--offline", "--baseline", "passed.json")),
        ("passed.json", None, ("eval", "run", "cases.jsonl", "--offline", "--baseline", "passed.json")),
    ],
)
def test_a_mark_changes_nothing(yoyak: Yoyak, name: str, text: str | None, command: tuple[str, ...]) -> None:
    """A file says with a byte order mark what it says without one."""
    write(Path("lax.toml"), "limits = {error = 99}\nzero-tolerance = []\n")
    write(Path("pairs.jsonl"), '{"arxiv_id": "2401.00001", "ko": "70억 토큰입니다.", "en": "It has 7B tokens."}')
    yoyak("eval", "import", "--from", "pairs", "pairs.jsonl", "-o", "cases.jsonl")
    yoyak("eval", "run", "cases.jsonl", "--offline", "--baseline", "passed.json", "--update-baseline")
    yoyak(*_GATE, "--policy", "lax.toml", "--baseline", "baseline.json", "--update-baseline")
    write(Path("result.json"), yoyak("check", "digest.md", *PINNED, "--format", "json").stdout)
    if text is not None:
        write(Path(name), text)
    if name == "house.toml":
        write(Path("yoyak.toml"), 'glossary = "house.toml"\n')
    before = yoyak(*command)
    _mark(name)
    after = yoyak(*command)
    assert (after.exit_code, after.output) == (before.exit_code, before.output)
    assert before.exit_code in {0, 1}, before.output


def test_a_marked_prompt_is_the_prompt(yoyak: Yoyak) -> None:
    """An editor's mark makes no new version of a prompt, and no unusable one."""
    shown = yoyak("prompts", "show", "summarize").stdout
    plain = read_prompt("summarize", 1, shown)
    assert read_prompt("summarize", 1, f"\ufeff{shown}") == plain


def test_a_marked_calibration_is_json(tmp_path: Path) -> None:
    """What a marked record lacks is told, not that it were no JSON."""
    path = tmp_path / "record.json"
    path.write_bytes(_MARK + b"{}")
    with pytest.raises(ConfigError, match="field required"):
        read_calibration(path)
