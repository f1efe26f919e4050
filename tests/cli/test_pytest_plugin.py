"""`pytest --yoyak`: a test for every entry of a digest, and nothing at all unless asked."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib.metadata import entry_points

import pytest

from summarizer.papers.snapshots import write_snapshot
from tests.cli.conftest import DIGEST, FIXED, PAPER
from tests.cli.greenness import UNJUDGED, WRONG

pytest_plugins = ("pytester",)
_LEAN = ("-p", "no:langsmith_plugin", "-p", "no:cov", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")
_PINNED = ("--yoyak", "--yoyak-sources", "papers.jsonl", "--yoyak-offline")
_REPORT = "import sys, summarizer.cli.pytest_plugin; print(*sys.modules)"


class Project:
    """A project with digests, tested by pytest in this process."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester
        self.folder = pytester.path

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def test(self, *arguments: str) -> pytest.RunResult:
        """Run pytest."""
        return self._pytester.runpytest_inprocess(*_LEAN, *arguments)


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a digest that has an error, and its paper."""
    if not entry_points(group="pytest11", name="yoyak"):
        pytest.skip("yoyak is not installed with its plug-in; run `make setup`")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    project = Project(pytester)
    project.write("digests/2024-02-03.md", DIGEST)
    write_snapshot([PAPER], project.folder / "papers.jsonl")
    return project


def test_it_loads_nothing_unless_asked(project: Project) -> None:
    """Every pytest of every project loads the plug-in, so it is a few lines and no more."""
    done = subprocess.run([sys.executable, "-c", _REPORT], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"evals", "pydantic", "click", "pytest", "summarizer.cli.wiring"}
    assert project.test("digests").ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_an_entry_with_an_error_fails_with_its_findings(project: Project) -> None:
    """The words of the digest, those of the source and the correction stand in the failure."""
    result = project.test("digests", *_PINNED)
    result.assert_outcomes(failed=1)
    text = result.stdout.str()
    assert "digests/2024-02-03.md::2401.00001" in text
    assert "title-mismatch" in text
    assert "A Small LLM×MapReduce" in text
    assert "Traceback" not in text


def test_a_good_entry_passes_and_each_entry_has_its_test(project: Project) -> None:
    """Of a paper that stands there twice the second entry has a name of its own."""
    project.write("digests/2024-02-03.md", FIXED + "\n" + FIXED[FIXED.index("###") :])
    project.write("digests/README.md", "# Not a digest\n")
    project.test("digests", *_PINNED).assert_outcomes(passed=2)
    result = project.test("digests", *_PINNED, "--collect-only", "-q")
    result.stdout.fnmatch_lines(["*2024-02-03.md::2401.00001", "*2024-02-03.md::2401.00001-2"])
    project.test("digests/2024-02-03.md::2401.00001-2", *_PINNED).assert_outcomes(passed=1)


def test_settings_are_those_of_the_project(project: Project) -> None:
    """Pinned papers and the severity that fails stand in `yoyak.toml`, too; no setting lets an error pass."""
    project.write("yoyak.toml", 'sources = ["papers.jsonl"]\noffline = true\nfail-on = "never"\n')
    project.test("digests", "--yoyak").assert_outcomes(failed=1)
    project.write("digests/2024-02-03.md", FIXED)
    project.test("digests", "--yoyak").assert_outcomes(passed=1)
    project.write("yoyak.toml", 'sources = ["papers.jsonl"]\noffline = true\nfail-on = "warning"\nlang = "ko"\n')
    result = project.test("digests", "--yoyak")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*경고*broken-image*"])


def test_what_cannot_be_judged_is_an_error(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing paper, a crash and an entry of which nothing was examined are neither passed, failed nor skipped."""
    project.write("digests/2024-02-03.md", FIXED)
    result = project.test("digests", "--yoyak", "--yoyak-offline")
    result.assert_outcomes(errors=1)
    assert "2401.00001 is in no snapshot" in result.stdout.str()
    for check, reason in (("Crashing", "no luck"), ("Idle", "nothing in the entry could be examined")):
        fake = getattr(__import__("tests.runner.fake_checks", fromlist=[check]), check)()
        monkeypatch.setattr("evals.runner.catalogue.CHECKS", (fake,))
        result = project.test("digests", *_PINNED)
        result.assert_outcomes(errors=1)
        assert reason in result.stdout.str()


@pytest.mark.parametrize("case", [*WRONG, *UNJUDGED])
def test_what_is_no_summary_is_not_green(project: Project, case: str) -> None:
    """What `check` calls wrong fails, and what it cannot judge is an error, also where errors are to fail nothing."""
    write_snapshot([PAPER, replace(PAPER, arxiv_id="2401.00002")], project.folder / "papers.jsonl")
    project.write("digests/2024-02-03.md", WRONG[case][0] if case in WRONG else UNJUDGED[case])
    for settings in ("", 'fail-on = "never"\n'):
        project.write("yoyak.toml", settings)
        outcomes = project.test("digests", *_PINNED).parseoutcomes()
        assert "failed" in outcomes if case in WRONG else "errors" in outcomes, outcomes
    project.write("yoyak.toml", 'ignore = ["missing-section"]\n')
    if case not in WRONG or WRONG[case][1] == "missing-section":
        assert "errors" in project.test("digests", *_PINNED).parseoutcomes()


def test_no_digest_is_no_success(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where digests were to be tested and none is found, other tests that pass make nothing green."""
    project.write("digests/2024-02-03.md", "# Nothing\n")
    project.write("test_other.py", "def test_other():\n    pass\n")
    result = project.test(*_PINNED)
    result.assert_outcomes(passed=1, failed=1)
    assert "no entry of one was collected" in result.stdout.str()
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert "수집된 항목이 없습니다" in project.test(*_PINNED).stdout.str()
    monkeypatch.delenv("LANG")
    result = project.test("digests/2024-02-03.md", *_PINNED)
    assert (result.ret, "no entry is in this file" in result.stdout.str()) == (pytest.ExitCode.INTERRUPTED, True)


def test_wrong_settings_are_told_before_anything_runs(project: Project) -> None:
    """One sentence, and no test."""
    result = project.test("digests", "--yoyak", "--yoyak-sources", "absent.jsonl")
    assert (result.ret, "absent.jsonl" in result.stderr.str()) == (pytest.ExitCode.USAGE_ERROR, True)
    (project.folder / "digests/2024-02-03.md").write_bytes(b"\xff")
    result = project.test("digests", *_PINNED)
    assert "line 1 is not UTF-8" in result.stdout.str()


def test_several_processes_say_the_same(project: Project, pytester: pytest.Pytester) -> None:
    """Under xdist every worker collects the same tests, and each runs once."""
    project.write("digests/2024-02-04.md", FIXED)
    project.write("digests/2024-02-05.md", FIXED.replace("00001", "00002").replace("작은", "다른"))
    result = pytester.runpytest_subprocess(*_LEAN, "-n2", "digests", *_PINNED)
    result.assert_outcomes(passed=1, failed=1, errors=1)


def test_a_hostile_title_names_no_test(project: Project) -> None:
    """A name of a test comes from the id of the paper, and the terminal is told nothing by the digest."""
    project.write("digests/x.md", DIGEST.replace("https://arxiv.org/abs/2401.00001", "x::y[z]\x1b[2J"))
    result = project.test("digests/x.md", *_PINNED)
    assert "x.md::no-arxiv-link" in result.stdout.str()
    assert "\x1b[2J" not in result.stdout.str()
