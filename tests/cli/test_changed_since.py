"""`yoyak gate --changed-since`: an old archive is full of old errors, and a change answers for its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import DIGEST, FIXED, PINNED, commit, git, write

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak

# A heading with an error, and the same entry of another day without one.
NEW_ENTRY = DIGEST[DIGEST.index("###") :].replace("작은 모델을", "새로운 모델을")
GATE = ("gate", *PINNED, "--changed-since", "HEAD")
NOTHING = "Gate: no entry changed, so there is nothing to decide.\n"


@pytest.mark.parametrize("names", [("digest.md",), (".",)])
def test_an_old_error_stops_no_change(repository: Yoyak, names: tuple[str, ...]) -> None:
    """Nothing changed: that is said, it is no pass, and it stops nothing."""
    result = repository(*GATE, *names)
    assert (result.exit_code, result.stdout[-len(NOTHING) :]) == (0, NOTHING)
    assert '"verdict": "skip"' in repository(*GATE, *names, "--format", "json").stdout
    assert repository("gate", *PINNED, *names).exit_code == 1


def test_an_entry_that_changed_answers_for_itself(repository: Yoyak) -> None:
    """A new entry above an old one is examined, the old one is not, wherever it stands now."""
    head, _, old = DIGEST.partition("###")
    write(Path("digest.md"), f"{head}{NEW_ENTRY}\n###{old}")
    result = repository(*GATE, "digest.md")
    assert result.exit_code == 1
    assert "1 of 2 entries changed since HEAD" in result.stdout
    assert "digest.md:3:" in result.stdout
    assert "digest.md:17:" not in result.stdout


def test_a_corrected_entry_is_a_yes(repository: Yoyak) -> None:
    """Who repairs what is old is not held up."""
    write(Path("digest.md"), FIXED)
    result = repository(*GATE, "digest.md")
    assert (result.exit_code, result.stdout.endswith("Gate: yes.\n")) == (0, True)


def test_another_line_end_or_place_is_no_change(repository: Yoyak) -> None:
    """What a checkout on another system makes of a file is the same text."""
    write(Path("digest.md"), ("\n\n" + DIGEST).replace("\n", "\r\n"))
    assert repository(*GATE, "digest.md").stdout.endswith(NOTHING)


@pytest.mark.parametrize("name", ["a b.md", "--help.md", "$(touch pwned).md", "`x`;'\".md", "새\n줄.md", "sub/-.md"])
def test_a_renamed_file_holds_old_entries(repository: Yoyak, name: str) -> None:
    """A move makes no entry new, whatever the file is called now."""
    Path(name).parent.mkdir(exist_ok=True)
    git("mv", "--", "digest.md", name)
    assert repository(*GATE, "--", name).stdout.endswith(NOTHING)
    write(Path(name), Path(name).read_text(encoding="utf-8") + "\n" + NEW_ENTRY)
    assert "1 of 2 entries changed" in repository(*GATE, "--", name).stdout
    assert not Path("pwned").exists()


@pytest.mark.parametrize("is_staged", [True, False])
def test_every_entry_of_a_new_file_is_new(repository: Yoyak, *, is_staged: bool) -> None:
    """A copy of an old digest is one more digest to answer for, known to git or not."""
    write(Path("new.md"), DIGEST)
    if is_staged:
        git("add", "new.md")
    assert repository(*GATE, "new.md").exit_code == 1
    assert repository(*GATE, "-").exit_code == 2


def test_before_the_first_commit_everything_is_new(yoyak: Yoyak) -> None:
    """A hook that asks about changes since `HEAD` does not stand in the way of a first commit that is right."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    git("init", "-q")
    assert yoyak(*GATE, "digest.md").exit_code == 1
    write(Path("digest.md"), FIXED)
    git("add", "--all")
    assert yoyak(*GATE, "digest.md").exit_code == 0


def test_standard_input_has_no_past(repository: Yoyak) -> None:
    """A text that comes through a pipe is new, even where a file has the pipe's name."""
    write(Path("-"), DIGEST)
    commit()
    assert repository(*GATE, "-", stdin=DIGEST).exit_code == 1


def test_the_same_entry_a_second_time_is_new(repository: Yoyak) -> None:
    """Who copies an entry within a file is told that it stands there twice."""
    write(Path("digest.md"), FIXED)
    commit()
    write(Path("digest.md"), FIXED + "\n" + FIXED[FIXED.index("###") :])
    result = repository(*GATE, "digest.md", "--fail-on", "warning")
    assert result.exit_code == 1
    assert "duplicate-entry" in result.stdout


def test_a_file_that_never_had_an_entry_is_none_of_its_business(repository: Yoyak) -> None:
    """A README in a commit is named and skipped; a digest whose entries are all gone is not."""
    write(Path("README.md"), "# Read me\n")
    result = repository(*GATE, "README.md")
    assert (result.exit_code, "README.md: skipped" in result.stderr) == (0, True)
    write(Path("digest.md"), DIGEST.partition("###")[0])
    for names in ("digest.md", "README.md"), (".",):
        result = repository(*GATE, *names)
        assert result.exit_code == 2
        assert "none of its 1 entries of HEAD is there any more" in result.stderr
        assert "cannot tell" in result.stdout


def test_a_missing_paper_of_an_old_entry_is_not_asked_for(repository: Yoyak) -> None:
    """Papers are fetched for files with a change only, and a changed entry without its paper is no yes."""
    other = DIGEST.replace("2401.00001", "2401.00002")
    write(Path("old.md"), other)
    commit()
    write(Path("digest.md"), FIXED)
    assert repository(*GATE, ".").exit_code == 0
    write(Path("old.md"), other.replace("작은", "큰").replace("LLMtimes", "LLM×"))
    assert repository(*GATE, ".").exit_code == 3


def test_the_rest_of_a_baseline_is_not_missed(repository: Yoyak) -> None:
    """What did not change is neither compared with the baseline nor said to be gone."""
    write(
        Path("papers.jsonl"),
        (text := Path("papers.jsonl").read_text(encoding="utf-8")) + text.replace("00001", "00002"),
    )
    write(Path("digest.md"), FIXED + "\n" + NEW_ENTRY.replace("00001", "00002"))
    commit()
    compared = ("--baseline", "b.json", "--fail-on", "never")
    assert repository("gate", *PINNED, "digest.md", *compared, "--update-baseline").exit_code == 0
    write(Path("digest.md"), FIXED + "\n" + NEW_ENTRY.replace("00001", "00002").replace("LLMtimes", "LLM×"))
    result = repository(*GATE, "digest.md", *compared)
    assert (result.exit_code, "papers compared: 1" in result.stdout) == (0, True)


def test_a_new_entry_has_nothing_to_be_compared_with(repository: Yoyak) -> None:
    """The digest of the day passes beside a baseline that cannot know it; an old paper that it should know does not."""
    compared = ("--baseline", "b.json", "--fail-on", "never")
    repository("gate", *PINNED, "digest.md", *compared, "--update-baseline")
    write(Path("papers.jsonl"), Path("papers.jsonl").read_text(encoding="utf-8").replace("00001", "00002"))
    write(Path("new.md"), (new := FIXED.replace("00001", "00002")))
    result = repository(*GATE, ".", *compared)
    assert (result.exit_code, "all that changed is new: nothing to compare" in result.stdout) == (0, True)
    commit()
    write(Path("new.md"), new.replace("작은", "큰"))
    result = repository(*GATE, ".", *compared)
    assert (result.exit_code, "no paper of the baseline was judged again" in result.stdout) == (3, True)


@pytest.mark.parametrize(
    "ref", ["nowhere", "", "--help", "-x", "HEAD:digest.md", "HEAD..HEAD", "$(touch pwned)", "a b\n"]
)
def test_a_commit_that_is_not_there_is_named(repository: Yoyak, ref: str) -> None:
    """A name that git does not know ends in one sentence, and reaches no shell and no option of git."""
    result = repository("gate", *PINNED, "digest.md", f"--changed-since={ref}")
    assert result.exit_code == 2
    assert f"{ref!r} names no commit of this repository" in result.stderr
    assert not Path("pwned").exists()


def test_a_shallow_clone_is_told_apart(repository: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who fetched one commit only reads how to get the others."""
    commit_before = git("rev-parse", "HEAD").strip()
    write(Path("digest.md"), FIXED)
    commit()
    git("clone", "-q", "--depth=1", f"file://{Path.cwd()}", "clone")
    monkeypatch.chdir("clone")
    result = repository("gate", *PINNED, "digest.md", "--changed-since", commit_before)
    assert (result.exit_code, "fetch-depth: 0" in result.stderr) == (2, True)


def test_without_a_repository_or_git_it_says_so(
    repository: Yoyak, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each is one sentence and exit code 2."""
    shutil.rmtree(".git")
    result = repository(*GATE, "digest.md")
    assert (result.exit_code, "cannot find a git repository" in result.stderr) == (2, True)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = repository(*GATE, "digest.md")
    assert (result.exit_code, "git, which is not installed" in result.stderr) == (2, True)


def test_a_part_makes_no_baseline(repository: Yoyak) -> None:
    """A baseline of changed entries only would miss all others ever after."""
    result = repository(*GATE, "digest.md", "--baseline", "b.json", "--update-baseline")
    assert (result.exit_code, "do not go together" in result.stderr) == (2, True)


def test_the_same_text_in_a_file_without_a_change_is_not_seen(repository: Yoyak) -> None:
    """A documented gap of `no-summary`: a new file may repeat what an old one says, and the whole gate tells so."""
    write(Path("digest.md"), FIXED)
    commit()
    pinned = Path("papers.jsonl").read_text(encoding="utf-8")
    write(Path("papers.jsonl"), pinned + pinned.replace("00001", "00002"))
    write(Path("new.md"), FIXED.replace("00001", "00002"))
    assert repository(*GATE, "digest.md", "new.md").exit_code == 0
    result = repository("gate", *PINNED, "digest.md", "new.md")
    assert (result.exit_code, "no-summary" in result.stdout) == (1, True)


@pytest.mark.parametrize("is_bare", [True, False])
def test_no_setting_of_a_repository_is_run(
    repository: Yoyak, monkeypatch: pytest.MonkeyPatch, *, is_bare: bool
) -> None:
    """A folder of the newsletter may hold the files of a repository, with commands in its settings."""
    if is_bare:
        git("init", "-q", "--bare", "sub")
        git("push", "-q", "sub", "HEAD")
        monkeypatch.chdir("sub")
        git("config", "core.bare", "false")
        git("config", "core.worktree", "..")
    pwned = Path("pwned").absolute()
    git("config", "core.fsmonitor", f"touch {pwned}; false")
    write(Path("new.md"), FIXED)
    result = repository("gate", "--offline", "--changed-since", "HEAD", "new.md")
    assert (result.exit_code == 2) == is_bare, result.output
    assert not pwned.exists()
