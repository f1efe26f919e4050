"""No summary is never green: each kind of it, in every format, with every option that could turn it so."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import PaperNotFound
from summarizer.papers.snapshots import write_snapshot
from tests.cli.conftest import FIXED, PAPER, PINNED, commit, write
from tests.cli.greenness import FORMATS, RIGHT, UNJUDGED, WRONG, is_green

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.testing import Result

    from summarizer.papers import PaperRef
    from tests.cli.conftest import Yoyak

pytestmark = pytest.mark.slow

_COMPARED = ("--baseline", "b.json")
# Options that accept no error: what is wrong stays wrong.
_STRICT: tuple[tuple[str, ...], ...] = (
    (),
    ("--fail-on", "warning"),
    ("--fail-on", "error"),
    ("--workers", "2"),
    ("--ignore", "broken-image"),
    ("--lang", "ko"),
)
_STRICT_GATE = (("--policy", "low.toml"), ("--dismissals", "others.toml"), ("--changed-since", "HEAD"))
# Options that accept what is wrong, or ask less: what nobody judged stays so.
_LENIENT: tuple[tuple[str, ...], ...] = (
    ("--fail-on", "never"),
    ("--select", "title-mismatch"),
    ("--ignore", "missing-section,no-summary,leaked-markup,unknown-paper"),
)
_LENIENT_GATE = (
    ("--policy", "lax.toml"),
    ("--dismissals", "accepted.toml"),
    ("--policy", "lax.toml", "--dismissals", "accepted.toml", "--fail-on", "never"),
)


@pytest.fixture
def desk(repository: Yoyak) -> Yoyak:
    """The command, in a repository whose last commit holds a right digest, a baseline of it, and lenient files."""
    write_snapshot([PAPER, replace(PAPER, arxiv_id="2401.00002")], "papers.jsonl")
    write(Path("digest.md"), RIGHT)
    write(Path("low.toml"), "coverage = 0.01\nmargin = 0.9\nzero-tolerance = []\n")
    write(Path("lax.toml"), "coverage = 0.01\nmargin = 0.9\nzero-tolerance = []\nlimits = {error = 99, warning = 99}\n")
    write(Path("others.toml"), f'[[dismissed]]\nfingerprint = "{"0" * 32}"\nreason = "x"\n')
    commit()
    assert repository("gate", "digest.md", *PINNED, *_COMPARED, "--update-baseline").exit_code == 0
    return repository


class Denying:
    """A source that has been told that there are no such papers."""

    def fetch(self, refs: Sequence[PaperRef]) -> dict[PaperRef, PaperNotFound]:
        """Deny every paper."""
        return {ref: PaperNotFound.of(ref) for ref in refs}


def accept_all(yoyak: Yoyak, *papers: str) -> None:
    """Accept whatever is found in the digest."""
    told = json.loads(yoyak("gate", "digest.md", *papers, "--format", "json").stdout)
    names = {finding["fingerprint"] for entry in told["entries"] for finding in entry["findings"]}
    tables = [f'[[dismissed]]\nfingerprint = "{name}"\nreason = "x"\n' for name in sorted(names)]
    write(Path("accepted.toml"), "\n".join(tables))


def assert_not_green(result: Result, code: int, style: str, *, is_gate: bool) -> None:
    """Fail when the exit code is another one, or the format by itself reads as a yes."""
    assert result.exit_code == code, result.output
    if style != "text" or is_gate:
        is_told = style == "sarif" and '"level": "error"' in result.stdout
        assert is_told or not is_green(style, result), result.stdout


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_entry_stays_wrong(desk: Yoyak, case: str, style: str) -> None:
    """However few processes, checks beside and entries are asked for, and whatever was recorded, the answer is no."""
    text, check = WRONG[case]
    write(Path("digest.md"), text)
    for options in (*_STRICT, ("--select", check)):
        result = desk("check", "digest.md", *PINNED, *options, "--format", style)
        assert_not_green(result, 1, style, is_gate=False)
    selected = ("--policy", "low.toml", "--select", check)
    for options in (*_STRICT, *_STRICT_GATE, selected, _COMPARED, (*_COMPARED, "--policy", "low.toml")):
        result = desk("gate", "digest.md", *PINNED, *options, "--format", style)
        assert_not_green(result, 1, style, is_gate=True)
    # What is recorded as it is, is no better for that.
    assert desk("gate", "digest.md", *PINNED, *_COMPARED, "--update-baseline").exit_code == 1
    result = desk("gate", "digest.md", *PINNED, *_COMPARED, "--format", style)
    assert_not_green(result, 1, style, is_gate=True)


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("case", WRONG)
def test_what_is_accepted_is_told(desk: Yoyak, case: str, style: str) -> None:
    """Where errors fail nothing, the error stands in the result all the same."""
    text, check = WRONG[case]
    write(Path("digest.md"), text)
    for command in ("check", "gate"):
        result = desk(command, "digest.md", *PINNED, "--fail-on", "never", "--format", style)
        assert check in result.stdout, result.stdout


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("case", [case for case, (_, check) in WRONG.items() if check == "missing-section"])
def test_an_entry_without_text_is_never_judged(desk: Yoyak, case: str, style: str) -> None:
    """Without the check that says so, or with its finding accepted, nobody has seen a summary."""
    write(Path("digest.md"), WRONG[case][0])
    accept_all(desk, *PINNED)
    for options in _LENIENT[1:]:
        for command in ("check", "gate"):
            result = desk(command, "digest.md", *PINNED, *options, "--format", style)
            assert_not_green(result, 3, style, is_gate=command == "gate")
        assert desk("fix", "digest.md", *PINNED, *options, "--diff").exit_code == 3
    for options in _LENIENT_GATE[1:]:
        result = desk("gate", "digest.md", *PINNED, *options, "--format", style)
        assert_not_green(result, 3, style, is_gate=True)


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("case", UNJUDGED)
def test_what_nobody_judged_is_accepted_by_no_option(desk: Yoyak, case: str, style: str) -> None:
    """An entry that cannot be tied to its paper is inconclusive, named with its line, whatever is asked for."""
    write(Path("digest.md"), UNJUDGED[case])
    accept_all(desk, *PINNED)
    for options in (*_STRICT, *_LENIENT):
        result = desk("check", "digest.md", *PINNED, *options, "--format", style)
        assert_not_green(result, 3, style, is_gate=False)
    recorded = ((*_COMPARED, "--update-baseline"), _COMPARED)
    for options in (*_STRICT, *_STRICT_GATE, *_LENIENT, *_LENIENT_GATE, *recorded):
        result = desk("gate", "digest.md", *PINNED, *options, "--format", style)
        assert_not_green(result, 3, style, is_gate=True)
    assert json.loads(Path("b.json").read_text(encoding="utf-8"))["entries"][0]["verdict"] == "pass"


@pytest.mark.parametrize("style", FORMATS)
def test_a_denied_paper_is_never_good(desk: Yoyak, monkeypatch: pytest.MonkeyPatch, style: str) -> None:
    """That arXiv has no such paper is an error where a check says so, and a missing source where none does."""
    monkeypatch.setattr("summarizer.cli.wiring.Wiring.papers", lambda *_, **__: Denying())
    accept_all(desk)
    for command, more in (("check", ()), ("gate", _STRICT_GATE[:2])):
        for options in (*_STRICT, *more):
            result = desk(command, "digest.md", *options, "--format", style)
            assert_not_green(result, 1, style, is_gate=command == "gate")
        for options in (*_LENIENT[1:], *(_LENIENT_GATE[1:] if more else ())):
            result = desk(command, "digest.md", *options, "--format", style)
            assert_not_green(result, 3, style, is_gate=command == "gate")


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("command", ["check", "gate"])
def test_what_cannot_be_read_is_misuse(desk: Yoyak, command: str, style: str) -> None:
    """A file that is no UTF-8, and one whose headings name no paper: alone or beside a good one, no option helps."""
    Path("bytes.md").write_bytes(FIXED.encode() + b"\xff")
    write(Path("notes.md"), "## 2024-02-03\n\n### 공지\n\n- [쉽니다](https://example.com).\n")
    for options in (*_STRICT, *_LENIENT, *(_LENIENT_GATE[:1] if command == "gate" else ())):
        for names in (("bytes.md",), ("notes.md",), ("digest.md", "bytes.md"), ("digest.md", "notes.md")):
            result = desk(command, *names, *PINNED, *options, "--format", style)
            assert result.exit_code == 2, (names, options, result.output)
            assert not is_green(style, result), (names, options, result.stdout)


@pytest.mark.parametrize(("case", "code"), [*((case, 1) for case in WRONG), *((case, 3) for case in UNJUDGED)])
def test_neither_fix_nor_report_makes_it_good(desk: Yoyak, case: str, code: int) -> None:
    """What was corrected beside it, and the page of the result, say what `check` says."""
    text = WRONG[case][0] if case in WRONG else UNJUDGED[case]
    write(Path("digest.md"), text)
    for options in _STRICT:
        assert desk("fix", "digest.md", *PINNED, *options, "--diff").exit_code == code
    assert desk("fix", "digest.md", *PINNED, "-o", "fixed.md").exit_code == code
    write(Path("result.json"), desk("check", "digest.md", *PINNED, "--format", "json").stdout)
    page = desk("report", "result.json", *PINNED, "-o", "-").stdout
    (data,) = re.findall(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    verdicts = set(re.findall(r'"verdict": ?"(\w+)"', data))
    assert ("fail" if case in WRONG else "error") in verdicts
