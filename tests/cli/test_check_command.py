"""`yoyak check`: what it takes, what it says, and the code it ends with."""

from __future__ import annotations

import json
from dataclasses import replace
from inspect import getdoc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals import inspect_entry
from evals.checks import CHECKS, REVIEWED, check_named
from summarizer.digest import parse
from summarizer.papers.snapshots import write_snapshot
from tests.cli.conftest import DIGEST, FIXED, PAPER, PINNED, write

if TYPE_CHECKING:
    from tests.cli.conftest import Yoyak


def test_the_text_shows_the_words_their_proof_and_the_correction(yoyak: Yoyak) -> None:
    """A reader sees what is wrong, where, what the source says, and how it would be right."""
    result = yoyak("check", "digest.md", *PINNED, "--select", "title-mismatch", "--lang", "ko")
    assert result.exit_code == 1
    message = inspect_entry(parse(DIGEST).entries[0], PAPER, ["title-mismatch"])[0].messages.ko
    assert result.stdout == (
        "digest.md:3  A Small LLMtimesMapReduce  2401.00001\n\n"
        "  digest.md:3:14  오류  title-mismatch\n"
        f"  {message}\n"
        "  3 | ### [A Small LLMtimesMapReduce](https://arxiv.org/abs/2401.00001)\n"
        "                   ^^^^^^^^^^^^^^^^^\n"
        "    = 제목: A Small LLM×MapReduce\n"
        "                    ^^^^^^^^^^^^^\n"
        "    = 수정: A Small LLMtimesMapReduce -> A Small LLM×MapReduce\n\n"
        "항목 1개를 판정했습니다. 오류 1개.\n"
        "`yoyak fix`로 1개를 고칠 수 있습니다.\n"
    )
    assert not result.stderr


def test_the_order_of_authors_is_one_line_for_a_digest(yoyak: Yoyak) -> None:
    """A note that concerns nearly every entry does not bury the errors."""
    second = DIGEST.partition("\n\n")[2].replace("2401.00001", "2401.00002")
    write(Path("two.md"), f"{DIGEST}\n{second}")
    write_snapshot([PAPER, replace(PAPER, arxiv_id="2401.00002")], "papers.jsonl")
    result = yoyak("check", "two.md", *PINNED, "--select", "author-mismatch")
    assert result.stdout == (
        "two.md  note  author-mismatch  2 entries with authors in another order than the source's, at line 3, 15\n\n"
        "2 entries judged. 2 notes.\n`yoyak fix` can correct 2 of them.\n"
    )


def test_json_is_one_object_as_the_contract_has_it(yoyak: Yoyak) -> None:
    """Programs find every key, in English unless a language is asked for."""
    result = yoyak("check", "digest.md", *PINNED, "--format", "json", "--select", "title-mismatch")
    report = json.loads(result.stdout)
    assert list(report) == ["schema", "version", "summary", "entries"]
    assert report["schema"] == "yoyak.check/1"
    assert report["summary"] == {
        "entries": 1, "checked": 1, "inconclusive": 0, "errors": 1, "warnings": 0, "notes": 0,
    }  # fmt: skip
    (entry,) = report["entries"]
    (finding,) = entry.pop("findings")
    assert entry == {
        "file": "digest.md",
        "line": 3,
        "arxiv_id": "2401.00001",
        "title": "A Small LLMtimesMapReduce",
        "verdict": "fail",
        "source": "abstract",
    }
    assert list(finding) == [
        "check", "severity", "superseded", "message", "section", "file", "line", "column", "end_line", "end_column",
        "start", "end", "text", "claimed", "expected", "evidence", "fix",
    ]  # fmt: skip
    assert "제목" not in finding["message"]
    assert DIGEST[finding["start"] : finding["end"]] == finding["text"] == "LLMtimesMapReduce"
    assert (finding["line"], finding["column"], finding["claimed"]) == (3, 14, None)
    assert set(finding["evidence"][0]) == {"where", "section", "quote", "start", "end"}
    assert finding["fix"]["safe"] is True
    korean = yoyak("check", "digest.md", *PINNED, "--format", "json", "--lang", "ko").stdout
    assert "제목" in json.loads(korean)["entries"][0]["findings"][0]["message"]


def test_json_names_on_standard_error_why_an_entry_was_not_judged(yoyak: Yoyak) -> None:
    """The object has no place for reasons, and none is lost."""
    result = yoyak("check", "digest.md", "--offline", "--format", "json")
    entry = json.loads(result.stdout)["entries"][0]
    assert (result.exit_code, entry["verdict"], entry["source"]) == (3, "error", "none")
    assert result.stderr == "digest.md:3: 2401.00001 is in no snapshot and may not be fetched offline\n"


def test_text_names_what_could_not_be_judged(yoyak: Yoyak) -> None:
    """A missing source is neither a pass nor silent."""
    result = yoyak("check", "digest.md", "--offline", "--ignore", "broken-image")
    assert result.exit_code == 3
    assert result.stdout == (
        "Not judged, or judged only in part:\n"
        "  digest.md:3  2401.00001 is in no snapshot and may not be fetched offline\n\n"
        "1 entry, 1 of them not judged.\n"
    )


def test_a_folder_means_the_markdown_in_and_below_it_in_order(yoyak: Yoyak) -> None:
    """Files without an entry are named and skipped, hidden folders are not entered."""
    for name in ("b.md", "a/z.md", "c.txt", ".git/d.md"):
        write(Path("days", name), DIGEST)
    write(Path("days/README.md"), "no entry\n")
    result = yoyak("check", "days", *PINNED, "--format", "json")
    assert [entry["file"] for entry in json.loads(result.stdout)["entries"]] == ["days/a/z.md", "days/b.md"]
    assert result.stderr == "yoyak: days/README.md: skipped, it has no entry\n"
    assert result.exit_code == 1


def test_a_file_is_checked_once_however_often_it_is_named(yoyak: Yoyak) -> None:
    """A folder and a file in it do not count twice."""
    result = yoyak("check", "digest.md", ".", "./digest.md", *PINNED, "--format", "json")
    assert json.loads(result.stdout)["summary"]["entries"] == 1


def test_a_dash_means_standard_input(yoyak: Yoyak) -> None:
    """A digest can be piped in."""
    result = yoyak("check", "-", *PINNED, "--format", "json", stdin=DIGEST.encode())
    assert json.loads(result.stdout)["entries"][0]["file"] == "-"


def test_a_good_digest_ends_with_zero(yoyak: Yoyak) -> None:
    """Nothing found, and everything looked at."""
    write(Path("digest.md"), FIXED)
    result = yoyak("check", "digest.md", *PINNED, "--ignore", "broken-image")
    assert (result.exit_code, result.stdout) == (0, "1 entry judged. Nothing found.\n")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_fail_on_says_which_severity_fails(yoyak: Yoyak, fail_on: str, code: int) -> None:
    """A warning fails a run only when it is asked to."""
    assert yoyak("check", "digest.md", *PINNED, "--select", "broken-image", "--fail-on", fail_on).exit_code == code


def test_the_locale_chooses_the_language(yoyak: Yoyak, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Korean terminal gets Korean, a program English."""
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    assert "판정했습니다" in yoyak("check", "digest.md", *PINNED).stdout
    assert "제목" not in yoyak("check", "digest.md", *PINNED, "--format", "json").stdout
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "judged" in yoyak("check", "digest.md", *PINNED).stdout


def test_a_hostile_digest_cannot_steer_the_terminal(yoyak: Yoyak) -> None:
    """Escape sequences and reordering characters of a digest are shown, not obeyed."""
    hostile = DIGEST.replace("Small", "Sm\x1b[2Jall\u202e\x9b").replace("/avatars/1", "/\x1b]0;x\x07")
    write(Path("digest.md"), hostile)
    result = yoyak("check", "digest.md", *PINNED)
    assert result.exit_code == 1
    assert not set("\x1b\x07\x9b\u202e") & set(result.stdout + result.stderr)


def test_the_number_of_workers_changes_nothing(yoyak: Yoyak) -> None:
    """Text and JSON are the same byte for byte."""
    for day in range(30):
        write(Path(f"days/{day}.md"), DIGEST)
    for style in ("text", "json"):
        outputs = {yoyak("check", "days", *PINNED, "--format", style, "--workers", n).stdout for n in ("1", "2", "3")}
        (output,) = outputs
        assert "days/29.md" in output


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_catalogue_has_a_line_for_every_check(yoyak: Yoyak, lang: str) -> None:
    """A user sees what there is."""
    result = yoyak("checks", "--lang", lang)
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines] == [check.id for check in (*CHECKS, REVIEWED)]
    documentation = [getdoc(type(check)) or "" for check in (*CHECKS, REVIEWED)]
    said = {"ko": [check.korean for check in (*CHECKS, REVIEWED)], "en": documentation}[lang]
    assert all(line.endswith(words.partition("\n")[0]) for line, words in zip(lines, said, strict=True))


def test_a_check_is_explained_with_examples(yoyak: Yoyak) -> None:
    """A user learns why a defect matters, what is flagged, and what is not seen."""
    result = yoyak("checks", "broken-image", "--lang", "ko")
    assert result.exit_code == 0
    lead = check_named("broken-image").korean
    assert result.stdout.startswith(f"# broken-image (경고)\n\n{lead}\n\nFlags a thumbnail")
    for heading in ("왜 중요한가", "알려진 한계", "지적하는 예", "지적하지 않는 예"):
        assert f"## {heading}\n" in result.stdout
    assert "Args:" not in result.stdout
