"""How prompts change: drafts, releases, the lock, the champion and the log."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import prompts
from summarizer.errors import ConfigError, PromptError
from summarizer.io.files import write_text_atomically
from summarizer.prompts import PromptLibrary
from summarizer.prompts.releases import Promotion, begin_version, put_to_use, read_log

_PACKAGED = Path(prompts.__path__[0])
_DAY = dt.date(2026, 3, 4)
_NOW = dt.datetime(2026, 3, 4, 5, 6, tzinfo=dt.UTC)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of the user's with version 1 of a prompt in use and version 2 begun."""
    begin_version(PromptLibrary(tmp_path), "summarize", tmp_path, why=None, day=_DAY)
    return tmp_path


def promotion(version: int, before: int = 1) -> Promotion:
    """Return a line of the log."""
    named = {"prompt": "summarize", "version": version, "sha": "a", "before": before}
    return Promotion(at=_NOW, comparison=None, forced=False, reasons=(), **named)  # type: ignore[arg-type]


def test_a_folder_of_ones_own_begins_with_the_version_in_use(own: Path) -> None:
    """The first version is the package's to the letter, in use and locked; the next is a draft of it."""
    library, packaged = PromptLibrary(own), PromptLibrary()
    champion = packaged.load("summarize")
    assert library.versions("summarize") == (champion.version, champion.version + 1)
    assert library.load("summarize").text == champion.text
    assert library.released("summarize") == {champion.version: champion.sha256}
    draft = library.load("summarize", champion.version + 1)
    assert (draft.date, draft.why) == (_DAY, f"Begun from version {champion.version}.")
    assert (draft.system, draft.user, draft.required) == (champion.system, champion.user, champion.required)


def test_a_version_is_never_written_over(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every beginning is a version of its own, also where somebody else was quicker."""
    library = PromptLibrary(own)
    assert begin_version(library, "summarize", own, why=None, day=_DAY) == own / "summarize/3.md"
    monkeypatch.setattr(PromptLibrary, "versions", lambda *_: (1,))
    with pytest.raises(ConfigError, match=r"cannot write .*2\.md: file exists"):
        begin_version(library, "summarize", own, why=None, day=_DAY)


@settings(max_examples=40)
@given(why=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip))
def test_any_reason_can_be_given(why: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Quotation marks, backslashes and what looks like a group of a regular expression are words like others."""
    place = tmp_path_factory.mktemp("own")
    file = begin_version(PromptLibrary(place), "summarize", place, why=why, day=_DAY)
    assert PromptLibrary(place).load("summarize", int(file.stem)).why == why.strip()


def test_a_draft_may_be_edited_and_a_release_may_not(own: Path) -> None:
    """What was put to use is what it was; before that an author is free."""
    file = own / "summarize/2.md"
    file.write_text(file.read_text("utf-8").replace("# 표현", "# 표현과 어조"), encoding="utf-8")
    prompt = PromptLibrary(own).load("summarize", 2)
    put_to_use(prompt, own, promotion(2))
    assert PromptLibrary(own).load("summarize") == prompt
    file.write_text(file.read_text("utf-8").replace("어조", "말투"), encoding="utf-8")
    with pytest.raises(PromptError, match="summarize 2 was edited after its release"):
        PromptLibrary(own).load("summarize")


def test_the_log_grows_and_the_pointer_moves_back_too(own: Path) -> None:
    """Returning to an older version is a promotion as well, and no line of the log is lost."""
    library = PromptLibrary(own)
    for version, before in ((2, 1), (1, 2)):
        put_to_use(library.load("summarize", version), own, promotion(version, before))
    assert library.champion("summarize") == 1
    assert read_log(own) == (promotion(2), promotion(1, 2))
    assert set(library.released("summarize")) == {1, 2}


def test_other_lines_of_the_champions_stay(own: Path) -> None:
    """Comments and other prompts are the user's."""
    file = own / "champions.toml"
    file.write_text('# ours\nrepair = 7 # old\n"summarize" = 1 # new\nsummarize2 = 1', encoding="utf-8")
    put_to_use(PromptLibrary(own).load("summarize", 2), own, promotion(2))
    assert file.read_text("utf-8") == "# ours\nrepair = 7 # old\nsummarize = 2 # new\nsummarize2 = 1"
    assert tomllib.loads((own / "lock.toml").read_text("utf-8"))["summarize"].keys() == {"1", "2"}


def test_the_prompts_of_the_program_are_edited_in_its_checkout_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an update would write over is not written."""
    assert PromptLibrary().editable_place("summarize") == _PACKAGED
    library = PromptLibrary()
    installed = Path("site-packages/prompts")
    monkeypatch.setattr("summarizer.prompts.library._PACKAGED", installed)
    monkeypatch.setattr(library, "place", lambda _: installed)
    with pytest.raises(PromptError, match="are not edited: name a folder of your own with --prompts"):
        library.editable_place("summarize")


@pytest.mark.parametrize("reference", ["summarize@", "summarize@x", "summarize@-1", "summarize@1@2", "summarize@１"])
def test_a_reference_is_a_name_and_a_plain_number(reference: str) -> None:
    """What is no version is not guessed at."""
    with pytest.raises(PromptError, match="name a prompt as NAME or NAME@VERSION, such as summarize@1, not"):
        PromptLibrary().find(reference)


@pytest.mark.parametrize("step", range(1, 5))
@pytest.mark.parametrize("step_of", ["before", "after"])
def test_a_first_adoption_that_is_cut_off_leaves_a_folder_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, step_of: str
) -> None:
    """Killed before or after any of its writes, the same command goes on, and nothing of the program's is written."""
    packaged = {file: file.read_bytes() for file in _PACKAGED.rglob("*") if file.is_file()}
    writes = iter(range(1, 9))

    def write_or_die(path: Path, text: str) -> None:
        number = next(writes)
        if (number, step_of) == (step, "before"):
            raise KeyboardInterrupt
        write_text_atomically(path, text)
        if (number, step_of) == (step, "after"):
            raise KeyboardInterrupt

    for module in ("summarizer.io.files", "summarizer.prompts.releases"):
        monkeypatch.setattr(f"{module}.write_text_atomically", write_or_die)
    with pytest.raises(KeyboardInterrupt):
        begin_version(PromptLibrary(tmp_path), "summarize", tmp_path, why=None, day=_DAY)
    monkeypatch.undo()

    champion = PromptLibrary().load("summarize")
    library = PromptLibrary(tmp_path)
    assert library.load("summarize").text == champion.text
    for name in library.names:
        assert library.load(name)
    begin_version(library, "summarize", tmp_path, why=None, day=_DAY)
    library = PromptLibrary(tmp_path)
    assert library.place("summarize") == tmp_path
    assert library.load("summarize").text == champion.text
    assert library.load("summarize", library.versions("summarize")[-1]).date == _DAY
    assert packaged == {file: file.read_bytes() for file in _PACKAGED.rglob("*") if file.is_file()}


def test_an_adoption_that_was_cut_off_locks_the_text_that_it_then_takes(own: Path) -> None:
    """The hash in the lock is of the version that is copied, whatever stood there from an earlier try."""
    (own / "lock.toml").write_text('[repair]\n1 = "of another release"\n', encoding="utf-8")
    begin_version(PromptLibrary(own), "repair", own, why=None, day=_DAY)
    assert PromptLibrary(own).load("repair").text == PromptLibrary().load("repair").text


def test_what_the_folder_of_the_user_lacks_is_not_put_to_use_in_the_package(tmp_path: Path) -> None:
    """Who names a folder writes there or nowhere, also in a checkout of the program."""
    with pytest.raises(PromptError, match="has no prompt summarize: begin one there"):
        PromptLibrary(tmp_path).editable_place("summarize")
