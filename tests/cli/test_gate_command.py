"""`yoyak gate`: what may be published, what may not, and what nobody can tell."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import DIGEST, FIXED, PINNED, write
from tests.runner.fake_checks import Crashing

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak

_FORMATS = ("text", "json", "sarif", "junit", "github")
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


@pytest.mark.parametrize("style", _FORMATS)
@pytest.mark.parametrize("case", ["missing", "crash", "empty"])
def test_nothing_turns_what_nobody_can_tell_green(
    yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch, style: str, case: str
) -> None:
    """Whatever the policy and the flags, a missing paper or a crash ends in 3 with its reason, an empty file in 2."""
    write(Path("lax.toml"), _LAX)
    write(Path("digest.md"), "# Nothing\n" if case == "empty" else FIXED)
    sources = ("--offline",) if case == "missing" else PINNED
    if case == "crash":
        monkeypatch.setattr("evals.catalogue.CHECKS", (Crashing(),))
    options = product([(), ("--policy", "lax.toml")], [(), ("--fail-on", "never")], [(), ("--update-baseline",)])
    reason = {"missing": "is in no snapshot", "crash": "no luck", "empty": "no entry"}[case]
    for chosen in options:
        flags = [flag for group in chosen for flag in group]
        result = yoyak(
            "gate",
            "digest.md",
            *sources,
            "--format",
            style,
            *flags,
            *(["--baseline", "b.json"] * ("--update-baseline" in flags)),
        )
        assert result.exit_code == (2 if case == "empty" else 3)
        assert reason in result.output
        assert not Path("b.json").exists()


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


def test_a_dismissed_finding_comes_back_when_its_sentence_changes(yoyak: Yoyak) -> None:
    """An error that was accepted with a reason does not fail, is shown as such, and holds for these words only."""
    run = json.loads(yoyak("gate", "digest.md", *PINNED, "--format", "sarif").stdout)["runs"][0]
    errors = [one["partialFingerprints"]["yoyak/v1"] for one in run["results"] if one["level"] == "error"]
    assert errors
    tables = [f'[[dismissed]]\nfingerprint = "{one}"\nreason = "renamed later"\n' for one in errors]
    write(Path("accepted.toml"), "\n".join(tables))
    arguments = ("gate", "digest.md", *PINNED, "--dismissals", "accepted.toml")
    accepted = yoyak(*arguments)
    assert (accepted.exit_code, "renamed later" in accepted.stdout) == (0, True)
    write(Path("digest.md"), DIGEST.replace("A Small LLM", "The Small LLM"))
    assert yoyak(*arguments).exit_code == 1


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("--policy", "margins = 1"),
        ("--policy", 'zero-tolerance = ["magnitude"]'),
        ("--policy", "="),
        ("--baseline", "{}"),
        ("--dismissals", '[[dismissed]]\nfingerprint = "0"\nreason = "x"'),
    ],
)
def test_a_file_that_says_something_unknown_is_misuse(yoyak: Yoyak, flag: str, text: str) -> None:
    """A typing error in a policy, a baseline or a dismissal is told with the name of the file."""
    write(Path("given"), text)
    result = yoyak("gate", "digest.md", *PINNED, flag, "given")
    assert (result.exit_code, "given" in result.stderr) == (2, True)
