"""`yoyak prompts promote`: a version is put to use because of a comparison, or by force, and the log says which."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.comparison.conftest import BETTER, INVENTED, REVIEWER
from tests.regenerate.material import studies

if TYPE_CHECKING:
    from tests.comparison.conftest import Bench

_ENOUGH = ("-n", "24")


def champion(bench: Bench) -> int:
    """Return the version that is in use."""
    version: int = tomllib.loads((bench.folder / "prompts/champions.toml").read_text("utf-8"))["summarize"]
    return version


def promotions(bench: Bench) -> list[dict[str, object]]:
    """Return the lines of the log."""
    found: list[dict[str, object]] = json.loads(bench.yoyak("log", "--format", "json").stdout)["promotions"]
    return found


def test_a_better_prompt_is_put_to_use(bench: Bench) -> None:
    """The pointer moves, the version is locked, and the log names the comparison that it rests on."""
    record = bench.record("summarize", "summarize@2", *_ENOUGH)
    result = bench.yoyak("promote", "summarize@2")
    assert (result.exit_code, result.stdout) == (0, "summarize@2 is in use now\n")
    assert champion(bench) == 2
    (line,) = promotions(bench)
    assert (line["before"], line["version"], line["comparison"]) == (1, 2, record["id"])
    assert (line["forced"], line["reasons"], line["sha"]) == (False, [], record["b"]["sha"])
    bench.write_version(2, f"{BETTER} 그리고 다시 확인합니다.")
    assert "summarize 2 was edited after its release" in bench.compare("summarize@1", "summarize@2").stderr


def test_a_worse_prompt_is_not_put_to_use(bench: Bench) -> None:
    """The policy says no with the figures it rests on, and nothing moves."""
    bench.compare("summarize", "summarize@3", *_ENOUGH)
    result = bench.yoyak("promote", "summarize@3")
    first, second, *_ = result.stdout.splitlines()
    assert (result.exit_code, first, champion(bench)) == (1, "summarize@1 stays in use:", 1)
    assert second.startswith("  may be worse by more than 0.1: errors: 0.")
    assert promotions(bench) == []
    assert "summarize@1 버전을 그대로 사용합니다:" in bench.yoyak("promote", "summarize@3", "--lang", "ko").stdout


def test_force_is_marked_in_the_log(bench: Bench) -> None:
    """Whoever goes against the policy may, and the log tells everybody, with what the policy had to say."""
    bench.compare("summarize", "summarize@3", *_ENOUGH)
    result = bench.yoyak("promote", "summarize@3", "--force")
    assert (result.exit_code, champion(bench)) == (0, 3)
    assert result.stdout == "summarize@3 is in use now, against the policy\n"
    (line,) = promotions(bench)
    assert line["forced"]
    assert str(line["reasons"]).startswith("['may be worse by more than 0.1: errors")
    assert bench.yoyak("log").stdout.rstrip().endswith("(forced)")


def test_force_is_no_mark_where_the_policy_is_met(bench: Bench) -> None:
    """A promotion that needed no force is none."""
    bench.compare("summarize", "summarize@2", *_ENOUGH)
    bench.yoyak("promote", "summarize@2", "--force")
    assert [line["forced"] for line in promotions(bench)] == [False]


def test_a_draft_edited_since_has_to_be_compared_again(bench: Bench) -> None:
    """A comparison speaks for the words that were compared, and for no others."""
    assert bench.yoyak("promote", "summarize@2").exit_code == 3
    bench.compare("summarize", "summarize@2", *_ENOUGH)
    bench.write_version(2, f"{BETTER} 그리고 다시 확인합니다.")
    result = bench.yoyak("promote", "summarize@2")
    assert (result.exit_code, champion(bench)) == (3, 1)
    assert "summarize@1 and summarize@2 were never compared as they are now" in result.stdout


def test_a_comparison_that_cannot_tell_promotes_nothing(bench: Bench) -> None:
    """Too little evidence is told apart from evidence against."""
    bench.compare("summarize", "summarize@2", "-n", "5")
    result = bench.yoyak("promote", "summarize@2")
    assert (result.exit_code, champion(bench)) == (3, 1)
    assert "cannot tell: 5 papers cannot show a difference" in result.stdout
    bench.compare("summarize", "summarize@2", "-n", "12")
    result = bench.yoyak("promote", "summarize@2")
    assert (result.exit_code, champion(bench)) == (1, 1)
    assert "errors are known for 12 papers, and 20 are asked for" in result.stdout


def test_what_a_reviewer_says_counts_where_one_was_asked(bench: Bench) -> None:
    """Inventions are held against a prompt, and no policy asks for a reviewer that nobody named."""
    for study in studies(60):
        bench.says[BETTER, study.number] = study.reply((*study.good[:2], f"{study.good[2]} {INVENTED}"))
    bench.compare("summarize", "summarize@2", *_ENOUGH, "--reviewer", REVIEWER)
    result = bench.yoyak("promote", "summarize@2")
    assert (result.exit_code, champion(bench)) == (1, 1)
    assert "worse by more than 0.1: confirmed problems: 0 -> 1" in result.stdout
    bench.compare("summarize", "summarize@2", *_ENOUGH)
    assert bench.yoyak("promote", "summarize@2").exit_code == 0


def test_a_policy_of_ones_own_counts(bench: Bench) -> None:
    """Margins and metrics are the newsletter's to choose."""
    policy = bench.folder / "policy.toml"
    policy.write_text('primary = "completeness"\npapers = 6\n[margins]\ncompleteness = 0.0\n', encoding="utf-8")
    bench.compare("summarize", "summarize@2", "-n", "12")
    assert bench.yoyak("promote", "summarize@2", "--policy", "policy.toml").exit_code == 0


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("primary = [", "policy.toml is not valid TOML"),
        ("papers = 5", "policy.toml: papers: "),
        ("[margins]\nerorrs = 1", "policy.toml: margins: there is no metric 'erorrs' of which one way"),
        ("[margins]\nwarnings = 1", "policy.toml: the primary metric 'errors' has no margin"),
        ("[margins]\nerrors = nan", "policy.toml: margins.errors: "),
        ("least = 3", "policy.toml: has no setting 'least'; it knows primary, margins, papers"),
    ],
)
def test_a_broken_policy_is_one_clear_sentence(bench: Bench, toml: str, reason: str) -> None:
    """A policy that says something unknown is not taken for the program's own."""
    (bench.folder / "policy.toml").write_text(toml, encoding="utf-8")
    result = bench.yoyak("promote", "summarize@2", "--policy", "policy.toml", "--force")
    assert (result.exit_code, champion(bench), result.stderr.count("\n")) == (2, 1, 1)
    assert result.stderr.startswith(f"yoyak: {reason}")


def test_what_is_in_use_is_not_promoted_again(bench: Bench) -> None:
    """A promotion of the version in use would be a line of the log that says nothing."""
    result = bench.yoyak("promote", "summarize@1")
    assert (result.exit_code, result.stderr) == (2, "yoyak: summarize 1 is in use already\n")
