"""What nobody can tell is never green: no option and no format turns it so."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.checks import check_named
from evals.gate.dismissals import Dismissals
from evals.runner.run import inspect_digests
from evals.subject.cases import Case, DigestCases
from evals.subject.fingerprints import fingerprint
from summarizer.digest import parse
from summarizer.errors import PaperNotFound
from summarizer.findings import Verdict
from tests.cli.conftest import DIGEST, FIXED, PINNED, write
from tests.cli.greenness import FORMATS, RIGHT, is_green
from tests.runner.fake_checks import Crashing, Idle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Yoyak

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


@pytest.mark.parametrize("style", FORMATS)
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
        monkeypatch.setattr("evals.runner.catalogue.CHECKS", (fake,))
    for options in combinations(command):
        # The one check that runs here is in no catalogue, so it cannot be selected; others can be left out.
        chosen = ["--ignore" if fake and option == "--select" else option for option in options]
        result = yoyak(command, digest, *papers, *chosen, "--format", style)
        expected = {"empty": {2}, "absent": {2}, "missing": {1, 3}, "missing and wrong": {1, 3}}.get(trouble, {3})
        assert result.exit_code in expected, (chosen, result.output)
        assert reason in (result.output if style == "text" else result.stdout), (chosen, result.output)
        assert not is_green(style, result), (chosen, result.stdout)
        assert not Path("b.json").exists()


def test_a_heading_that_names_no_paper_is_told_once(yoyak: Yoyak) -> None:
    """What is passed over is counted on stderr, and the papers beside it are judged."""
    write(
        Path("digest.md"), FIXED + "\n### 공지\n\n- [쉽니다](https://example.com).\n\n### [글](https://example.com)\n"
    )
    result = yoyak("check", "digest.md", *PINNED)
    assert (result.exit_code, result.stderr.count("2 headings name no paper")) == (0, 1)


@pytest.mark.parametrize("style", FORMATS)
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
    (entry,) = parse(RIGHT).entries
    case = Case(entry, PaperNotFound.of("2401.00001"))
    checks = [check_named("leaked-markup"), check_named("unknown-paper")]
    cases = DigestCases("a.md", RIGHT, (case,))
    (blind,) = inspect_digests([cases], checks[:1], 1, cores=1)
    (seen,) = inspect_digests([cases], checks, 1, cores=1)
    assert (blind.outcome.verdict, seen.outcome.verdict) == (Verdict.ERROR, Verdict.FAIL)
    (finding,) = seen.outcome.findings
    accepted = Dismissals(None, [fingerprint(finding, entry)], "x").settle(seen)
    assert accepted.outcome.verdict is Verdict.ERROR
