"""`yoyak gate`: what may be published, what may not, and what nobody can tell."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import DIGEST, FIXED, PINNED, write

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak

_LAX = "coverage = 0.01\nzero-tolerance = []\nlimits = {error = 99, warning = 99}\nmargin = 0.9\n"


def test_an_error_says_no_and_a_good_digest_yes(yoyak: Yoyak) -> None:
    """The table names every rule, and the last line decides."""
    bad = yoyak("gate", "digest.md", *PINNED)
    assert bad.exit_code == 1
    assert "limit error" in bad.stdout
    assert bad.stdout.endswith("Gate: no.\n")
    write(Path("digest.md"), FIXED)
    good = yoyak("gate", "digest.md", *PINNED)
    assert (good.exit_code, good.stdout.endswith("Gate: yes.\n")) == (0, True)


def test_a_rule_about_a_check_that_did_not_run_has_no_answer(yoyak: Yoyak) -> None:
    """Leaving a check out does not satisfy the policy that asks for it."""
    write(Path("digest.md"), FIXED)
    assert yoyak("gate", "digest.md", *PINNED, "--ignore", "magnitude-shift").exit_code == 3


def test_a_recorded_baseline_is_compared_with(yoyak: Yoyak) -> None:
    """What was so before is no news, what newly fails is named, and what is gone leaves the question open."""
    write(Path("lax.toml"), _LAX)
    lax = ("digest.md", *PINNED, "--baseline", "b.json", "--policy", "lax.toml")
    write(Path("digest.md"), FIXED)
    assert yoyak("gate", *lax, "--update-baseline").exit_code == 0
    recorded = Path("b.json").read_bytes()
    assert yoyak("gate", *lax).exit_code == 0
    write(Path("digest.md"), DIGEST)
    worse = yoyak("gate", *lax)
    assert worse.exit_code == 3
    assert "1 newly fail (2401.00001)" in worse.stdout
    write(Path("digest.md"), FIXED.replace("2401.00001", "2401.00002"))
    write(Path("papers.jsonl"), Path("papers.jsonl").read_text(encoding="utf-8").replace("2401.00001", "2401.00002"))
    assert "1 of the entries in the baseline gone: 2401.00001" in yoyak("gate", *lax).stdout
    assert Path("b.json").read_bytes() == recorded


@pytest.mark.parametrize("name", ["renamed.md", "absolute"])
def test_a_paper_is_compared_under_whatever_name_its_file_has(yoyak: Yoyak, name: str) -> None:
    """A digest that was renamed, or is named in another way, is compared with what it was."""
    write(Path("lax.toml"), _LAX)
    lax = (*PINNED, "--baseline", "b.json", "--policy", "lax.toml")
    write(Path("digest.md"), FIXED)
    assert yoyak("gate", "digest.md", *lax, "--update-baseline").exit_code == 0
    path = Path(name) if name.endswith(".md") else Path("digest.md").absolute()
    Path("digest.md").rename(path)
    good = yoyak("gate", str(path), *lax)
    assert (good.exit_code, "papers compared: 1, 0 newly fail" in good.stdout) == (0, True)
    write(path, DIGEST)
    worse = yoyak("gate", str(path), *lax)
    assert (worse.exit_code, "1 newly fail (2401.00001)" in worse.stdout) == (3, True)


def test_a_run_is_recorded_beside_what_others_recorded(yoyak: Yoyak) -> None:
    """Whoever records the digest of a day keeps the baseline of the others, and reads that it is recorded."""
    write(Path("other.md"), FIXED)
    record = (*PINNED, "--baseline", "b.json", "--update-baseline", "--format", "json")
    for name in ("digest.md", "other.md", "digest.md"):
        told = json.loads(yoyak("gate", name, *record).stdout)
        assert told["gate"]["rules"][-1]["reason"] == "recorded in b.json, not compared"
    entries = json.loads(Path("b.json").read_text(encoding="utf-8"))["entries"]
    assert [(entry["file"], entry["verdict"]) for entry in entries] == [("digest.md", "fail"), ("other.md", "pass")]


def test_a_baseline_that_cannot_be_written_is_told_before_anything_runs(yoyak: Yoyak) -> None:
    """No table says that a run is recorded which then is not."""
    result = yoyak("gate", "digest.md", *PINNED, "--baseline", "absent/b.json", "--update-baseline")
    assert (result.exit_code, result.stdout, "cannot write absent/b.json" in result.stderr) == (2, "", True)


def test_a_demand_is_told_as_it_was_written(yoyak: Yoyak) -> None:
    """Rounded, a demand could seem to be one that was not met."""
    write(Path("fine.toml"), "coverage = 0.995\nmargin = 0.0004\n")
    yoyak("gate", "digest.md", *PINNED, "--baseline", "b.json", "--update-baseline")
    told = yoyak("gate", "digest.md", *PINNED, "--baseline", "b.json", "--policy", "fine.toml").stdout
    assert "at least 99.5% asked for" in told
    assert "margin 0.04%" in told


def test_a_dismissed_finding_comes_back_when_its_sentence_changes(yoyak: Yoyak) -> None:
    """An error that was accepted with a reason does not fail, is shown as such, and holds for these words only."""
    run = json.loads(yoyak("gate", "digest.md", *PINNED, "--format", "sarif").stdout)["runs"][0]
    errors = [one["partialFingerprints"]["yoyak/v2"] for one in run["results"] if one["level"] == "error"]
    assert errors
    tables = [f'[[dismissed]]\nfingerprint = "{one}"\nreason = "renamed later"\n' for one in errors]
    write(Path("accepted.toml"), "\n".join(tables))
    arguments = ("gate", "digest.md", *PINNED, "--dismissals", "accepted.toml")
    accepted = yoyak(*arguments)
    assert (accepted.exit_code, "renamed later" in accepted.stdout) == (0, True)
    write(Path("digest.md"), DIGEST.replace("A Small LLM", "The Small LLM"))
    assert yoyak(*arguments).exit_code == 1


def test_a_dismissal_of_an_earlier_release_still_holds(yoyak: Yoyak) -> None:
    """Sentences are told anew since 0.1; the names that it gave findings are accepted for a release."""
    leaked = FIXED.replace("학습이 빨리 끝납니다.", "학습이 빨리 끝납니다. 값은 \\theta 입니다.")
    write(Path("digest.md"), leaked)
    assert yoyak("gate", "digest.md", *PINNED).exit_code == 1
    former = "9ad45f21f07b92731325b896b09aef14"  # as yoyak 0.1 showed it
    write(Path("accepted.toml"), f'[[dismissed]]\nfingerprint = "{former}"\nreason = "the sign is meant"\n')
    arguments = ("gate", "digest.md", *PINNED, "--dismissals", "accepted.toml")
    assert yoyak(*arguments).exit_code == 0
    write(Path("digest.md"), leaked.replace("값은", "수치는"))
    assert yoyak(*arguments).exit_code == 1


@pytest.mark.parametrize("style", ["text", "json", "sarif", "junit", "github"])
def test_a_finding_is_accepted_by_the_fingerprint_it_is_shown_with(yoyak: Yoyak, style: str) -> None:
    """Whichever format a person reads, what it names a finding by is what `--dismiss` takes."""
    shown = yoyak("gate", "digest.md", *PINNED, "--select", "title-mismatch,magnitude-shift", "--format", style)
    (name,) = set(re.findall(r"\b[0-9a-f]{32}\b", shown.stdout))
    accept = ("--dismissals", "accepted.toml", "--dismiss", name, "--reason", 'renamed "later" 🙂\x7f')
    arguments = ("gate", "digest.md", *PINNED, "--select", "title-mismatch,magnitude-shift")
    assert yoyak(*arguments, *accept).exit_code == 0
    written = Path("accepted.toml").read_bytes()
    assert tomllib.loads(written.decode())["dismissed"] == [
        {"fingerprint": name, "check": "title-mismatch", "text": "LLMtimesMapReduce", "reason": accept[-1]}
    ]
    assert yoyak(*arguments, *accept[:2]).exit_code == 0
    assert yoyak(*arguments, *accept).exit_code == 0
    assert Path("accepted.toml").read_bytes() == written
    write(Path("digest.md"), DIGEST.replace("A Small LLM", "The Small LLM"))
    assert yoyak(*arguments, *accept[:2]).exit_code == 1


def test_the_page_names_findings_too(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """The summary of a workflow is where most people meet a finding; `check`, which accepts none, names none."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "page.md")
    yoyak("check", "digest.md", *PINNED)
    assert not re.search("[0-9a-f]{32}", Path("page.md").read_text(encoding="utf-8"))
    yoyak("gate", "digest.md", *PINNED)
    assert re.search("title&#45;mismatch [0-9a-f]{32} ", Path("page.md").read_text(encoding="utf-8"))


def test_what_no_finding_is_named_is_not_accepted(yoyak: Yoyak) -> None:
    """A fingerprint with a typing error, or one without a reason, is misuse and leaves the file as it was."""
    text = "# ours\n"
    write(Path("accepted.toml"), text)
    asked = ("gate", "digest.md", *PINNED, "--dismiss", "0" * 32)
    for options, reason in (
        (("--dismissals", "accepted.toml", "--reason", "x"), f"no finding of this run has the fingerprint {'0' * 32}"),
        (("--dismissals", "accepted.toml", "--reason", " "), "a --reason"),
        (("--reason", "x"), "needs --dismissals"),
    ):
        result = yoyak(*asked, *options)
        assert (result.exit_code, reason in result.stderr) == (2, True)
    assert Path("accepted.toml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("text", "reason"), [("dismissed = []\n", "x"), ("", "\udcff")])
def test_what_is_accepted_can_be_read_again(yoyak: Yoyak, text: str, reason: str) -> None:
    """A file that cannot hold one more dismissal, or a reason that is no text, is misuse, and the file stays whole."""
    write(Path("accepted.toml"), text)
    (name, *_) = json.loads(yoyak("gate", "digest.md", *PINNED, "--format", "json").stdout)["entries"][0]["findings"]
    accept = ("--dismissals", "accepted.toml", "--dismiss", name["fingerprint"], "--reason", reason)
    result = yoyak("gate", "digest.md", *PINNED, *accept)
    assert result.exit_code == 2
    assert "yoyak: " in result.stderr
    assert Path("accepted.toml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "english", "korean"),
    [
        ("zero-tolerance = 3", "zero-tolerance: input should be a list", "zero-tolerance: 목록이어야 합니다"),
        (
            'zero-tolerance = ["overclaim"]',
            "zero-tolerance: overclaim finds no errors; `limits` is for warnings and notes",
            "zero-tolerance: overclaim 검사는 오류를 내지 않습니다. 경고와 참고의 한도는 `limits`에 적습니다",
        ),
        (
            '[[dismissed]]\nfingerprint = "A\\u202e"\nreason = "x"',
            "dismissed.0.fingerprint: a fingerprint is 32 digits and letters from a to f, as the gate shows it",
            "dismissed.0.fingerprint: 식별값은 게이트가 보여 주는 대로 숫자와 a부터 f까지의 문자 32개여야 합니다",
        ),
        (
            f'[[dismissed]]\nfingerprint = "{"0" * 32}"\nreason = " "',
            "dismissed.0.reason: a reason has to be given",
            "dismissed.0.reason: 이유를 적어야 합니다",
        ),
        (
            '{"entries": [{"file": "", "paper": "", "entry": "", "verdict": "ok", "findings": []}]}',
            "entries.0.verdict: input should be 'pass', 'fail', 'skip' or 'error'",
            "entries.0.verdict: 다음 가운데 하나여야 합니다: 'pass', 'fail', 'skip', 'error'",
        ),
    ],
)
def test_a_mistake_in_a_file_is_told_in_words(yoyak: Yoyak, text: str, english: str, korean: str) -> None:
    """Who wrote the file by hand reads what is asked for, in no pattern and no word of the program's language."""
    write(Path("given"), text)
    flag = {"z": "--policy", "[": "--dismissals", "{": "--baseline"}[text[0]]
    for language, sentence in (("en", english), ("ko", korean)):
        assert sentence in yoyak("gate", "digest.md", *PINNED, flag, "given", "--lang", language).stderr


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("--policy", "margins = 1"),
        ("--policy", 'zero-tolerance = ["magnitude"]'),
        ("--policy", "coverage = true"),
        ("--policy", 'margin = "0.05"'),
        ("--policy", "alpha = nan"),
        ("--policy", "limits = {error = true}"),
        ("--policy", "limits = {error = 1.0}"),
        ("--policy", "="),
        ("--policy", "x = " + "[" * 100_000),
        ("--policy", "x = " + "9" * 5_000),
        ("--baseline", "{}"),
        ("--dismissals", '[[dismissed]]\nfingerprint = "0"\nreason = "x"'),
    ],
)
def test_a_file_that_says_something_unknown_is_misuse(yoyak: Yoyak, flag: str, text: str) -> None:
    """A typing error in a policy, a baseline or a dismissal is told with the name of the file."""
    write(Path("given"), text)
    result = yoyak("gate", "digest.md", *PINNED, flag, "given")
    assert (result.exit_code, "given" in result.stderr) == (2, True)
