"""What nobody can tell is never green: no option and no format turns it so."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.cases import Case, DigestCases
from evals.checks import check_named
from evals.findings import Verdict
from evals.fingerprints import fingerprint
from evals.gate.dismissals import Dismissals
from evals.runner import inspect_digests
from summarizer.digest import parse
from summarizer.errors import PaperNotFound
from summarizer.exit_codes import INCONCLUSIVE
from summarizer.papers.snapshots import write_snapshot
from tests.cli.conftest import DIGEST, FIXED, PAPER, PINNED, write
from tests.runner.fake_checks import Crashing, Idle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

    from tests.cli.conftest import Yoyak

_FORMATS = ("text", "json", "sarif", "junit", "github")
# Everything that a policy can be lenient about, and an acceptance of everything that the digest has.
_FILES = {
    "lax.toml": "coverage = 0.01\nzero-tolerance = []\nlimits = {error = 99, warning = 99}\nmargin = 0.9\n",
    "none.md": "# Nothing\n",
    "bare.md": FIXED,
    "wrong.md": DIGEST.replace("작은 모델을", "\\frac{1}{2} 모델을"),
}
_CHECK = ([(), ("--fail-on", "warning"), ("--fail-on", "never")], [(), ("--select", "leaked-markup")])
_GATE = (
    *_CHECK,
    [(), ("--policy", "lax.toml")],
    [(), ("--baseline", "b.json", "--update-baseline")],
    [(), ("--dismissals", "accepted.toml")],
)
# What happens, the digest it happens to, its papers, and the words that say why.
_TROUBLES = {
    "missing": ("bare.md", ("--offline",), "no snapshot"),
    "missing and wrong": ("wrong.md", ("--offline",), "no snapshot"),
    "crash": ("bare.md", PINNED, "no luck"),
    "idle": ("bare.md", PINNED, "nothing in the entry could be examined"),
    "empty": ("none.md", PINNED, "no entry is in this file"),
    "absent": ("absent.md", PINNED, "cannot read absent.md"),
}


def combinations(command: str) -> Iterator[list[str]]:
    """Return every combination of options of a command."""
    for chosen in product(*(_GATE if command == "gate" else _CHECK)):
        yield [flag for group in chosen for flag in group]


def accept_everything(yoyak: Yoyak) -> None:
    """Accept whatever any run of the digests finds."""
    tables = ""
    for papers in (PINNED, ("--offline",)):
        result = yoyak("gate", "bare.md", "wrong.md", *papers, "--format", "json")
        found = [finding for entry in json.loads(result.stdout)["entries"] for finding in entry["findings"]]
        for name in {finding["fingerprint"] for finding in found}:
            tables += f'[[dismissed]]\nfingerprint = "{name}"\nreason = "x"\n'
    assert tables
    write(Path("accepted.toml"), tables)


def is_green(style: str, result: Result) -> bool:
    """Return whether the format, read without the exit code, tells of nothing in the way."""
    match style:
        case "json":
            told = json.loads(result.stdout)
            entries = told["entries"]
            is_good = bool(entries) and all(e["verdict"] == "pass" for e in entries) and "refused" not in told
            return is_good or told.get("gate", {}).get("verdict") in {"pass", "skip"}
        case "sarif":
            run = json.loads(result.stdout)["runs"][0]
            return bool(run["invocations"][0]["executionSuccessful"])
        case "junit":
            return "<error " not in result.stdout and "<failure " not in result.stdout
        case "github":
            return "::error " not in result.stdout
        case _:
            return "Gate: yes" in result.stdout or "Gate: no entry" in result.stdout


@pytest.mark.parametrize("style", _FORMATS)
@pytest.mark.parametrize("trouble", _TROUBLES)
@pytest.mark.parametrize("command", ["check", "gate"])
def test_no_combination_of_options_turns_it_green(
    yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch, command: str, trouble: str, style: str
) -> None:
    """A missing paper, a crash, nothing examined, a digest without entries: each is told with its reason."""
    for name, text in _FILES.items():
        write(Path(name), text)
    accept_everything(yoyak)
    digest, papers, reason = _TROUBLES[trouble]
    fake = {"crash": Crashing(), "idle": Idle()}.get(trouble)
    if fake:
        monkeypatch.setattr("evals.catalogue.CHECKS", (fake,))
    for options in combinations(command):
        # The one check that runs here is in no catalogue, so it cannot be selected; others can be left out.
        chosen = ["--ignore" if fake and option == "--select" else option for option in options]
        result = yoyak(command, digest, *papers, *chosen, "--format", style)
        expected = {"empty": {2}, "absent": {2}, "missing": {1, 3}, "missing and wrong": {1, 3}}.get(trouble, {3})
        assert result.exit_code in expected, (chosen, result.output)
        assert reason in (result.output if style == "text" else result.stdout), (chosen, result.output)
        assert not is_green(style, result), (chosen, result.stdout)
        assert not Path("b.json").exists()


_RIGHT = FIXED.replace("/avatars/1.png", "https://example.org/1.png")
_HEAD = _RIGHT[: _RIGHT.index("- **What")]
_UNLINKED = _RIGHT.replace("(https://arxiv.org/abs/2401.00001)", "")
# A digest for each case, and the exit code of `check`.
_CASES = {
    "no text": (_HEAD, 1),
    "failure": (_RIGHT.replace("결과가 좋습니다.", "번역 중 오류가 발생했습니다."), 1),
    "request": (_RIGHT.replace("결과가 좋습니다.", "권한을 허용해 주세요."), 1),
    "same text": (_RIGHT + "\n" + _RIGHT.partition("\n\n")[2].replace("2401.00001", "2401.00002"), 1),
    "NUL": (_RIGHT.replace("결과가", "결과\0가"), 1),
    "link below": (_UNLINKED.replace("Vote", "arxiv.org/abs/2401.00001\n\nVote"), 3),
    "no link": (_UNLINKED, 3),
}


@pytest.mark.parametrize("style", _FORMATS)
@pytest.mark.parametrize("case", _CASES)
def test_what_is_no_summary_is_not_green(yoyak: Yoyak, case: str, style: str) -> None:
    """Whatever the format and the number of workers, the entry is wrong or not judged, and the gate says no."""
    text, code = _CASES[case]
    write_snapshot([PAPER, replace(PAPER, arxiv_id="2401.00002")], "papers.jsonl")
    write(Path("digest.md"), text)
    # What is wrong may be accepted; what nobody judged may not.
    lenient = [("--fail-on", "never"), ("--select", "leaked-markup")] if code == INCONCLUSIVE else []
    for options in ((), ("--fail-on", "warning"), ("--workers", "2"), *lenient):
        for command in ("check", "gate"):
            result = yoyak(command, "digest.md", *PINNED, *options, "--format", style)
            assert result.exit_code == code, (command, options, result.output)
            if style != "text" or command == "gate":
                is_told = style == "sarif" and '"level": "error"' in result.stdout
                assert is_told or not is_green(style, result), (command, options, result.stdout)


def test_a_heading_that_names_no_paper_is_told_once(yoyak: Yoyak) -> None:
    """What is passed over is counted on stderr, and the papers beside it are judged."""
    write(
        Path("digest.md"), FIXED + "\n### 공지\n\n- [쉽니다](https://example.com).\n\n### [글](https://example.com)\n"
    )
    result = yoyak("check", "digest.md", *PINNED)
    assert (result.exit_code, result.stderr.count("2 headings name no paper")) == (0, 1)


@pytest.mark.parametrize("style", _FORMATS)
def test_an_unread_file_beside_a_good_one_is_not_green(yoyak: Yoyak, style: str) -> None:
    """Of two digests one is right and one is missing: nobody says yes."""
    write(Path("digest.md"), FIXED)
    for command in ("check", "gate"):
        result = yoyak(command, "digest.md", "absent.md", *PINNED, "--format", style)
        assert (result.exit_code, is_green(style, result)) == (2, False)


def test_an_error_that_fails_nothing_hides_no_gap(yoyak: Yoyak) -> None:
    """With `--fail-on never` an entry with an error and without its paper is inconclusive."""
    write(Path("wrong.md"), _FILES["wrong.md"])
    assert yoyak("check", "wrong.md", "--offline").exit_code == 1
    assert yoyak("check", "wrong.md", "--offline", "--fail-on", "never").exit_code == 3


def test_a_paper_that_arxiv_denies_is_never_passed() -> None:
    """Without the check that says so, or with its finding accepted, the paper is a source that is not there."""
    (entry,) = parse(_RIGHT).entries
    case = Case(entry, PaperNotFound.of("2401.00001"))
    checks = [check_named("leaked-markup"), check_named("unknown-paper")]
    cases = DigestCases("a.md", _RIGHT, (case,))
    (blind,) = inspect_digests([cases], checks[:1], 1, cores=1)
    (seen,) = inspect_digests([cases], checks, 1, cores=1)
    assert (blind.outcome.verdict, seen.outcome.verdict) == (Verdict.ERROR, Verdict.FAIL)
    (finding,) = seen.outcome.findings
    accepted = Dismissals(None, [fingerprint(finding, entry)], "x").settle(seen)
    assert accepted.outcome.verdict is Verdict.ERROR
