"""The command `report` without a browser: what it reads, what it refuses, and what it puts into a page."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.reports.html.marked_text import entry_parts, ranges, word_diff
from evals.reports.html.page import embedded
from evals.reports.html.page_wording import WORDS
from summarizer.digest import parse
from summarizer.spans import Span
from tests.report_page.material import checked, digest, entry, paper, yoyak

_ASSETS = Path(__file__).parents[2] / "evals/reports/html/assets"
_PINNED = ("--sources", "papers.jsonl", "--offline")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, where the command runs, with a digest of two entries, their papers, a result and its page."""
    monkeypatch.chdir(tmp_path)
    checked(tmp_path, {"a.md": digest([entry(3), entry(10)], "2024-02-03")}, [paper(3), paper(10)])
    return tmp_path


def data_of(page: str) -> dict[str, object]:
    """Return the data of a page, as a browser reads it."""
    (text,) = re.findall(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)  # type: ignore[no-any-return]


def made(*arguments: str, stdin: str | None = None) -> tuple[int, str]:
    """Run the command with its page on standard output; return the exit code and what it said."""
    done = yoyak("report", *arguments, "-o", "-", stdin=stdin)
    return done.exit_code, done.stdout or done.stderr


def test_a_result_comes_through_a_pipe_too(folder: Path) -> None:
    """`yoyak check … | yoyak report -` is the same as a file between the two."""
    text = (folder / "result.json").read_text(encoding="utf-8")
    code, page = made("-", *_PINNED, "--lang", "en", stdin=text)
    assert (code, page) == (0, (folder / "report.html").read_text(encoding="utf-8"))


def test_a_changed_digest_is_refused(folder: Path) -> None:
    """Findings that point at other words now are not shown as if they were right."""
    path = folder / "a.md"
    text = path.read_text(encoding="utf-8")
    for changed in (text.replace("7억", "7천만"), f"앞에 한 줄\n{text}", text.replace("Study 3 ", "Study 4 ")):
        path.write_text(changed, encoding="utf-8")
        code, said = made("result.json", *_PINNED)
        assert code == 2
        assert re.fullmatch(
            r"yoyak: a\.md:\d+: .*the digest was changed after it was checked, so check it again\n", said
        )


def test_a_digest_that_is_gone_is_named(folder: Path) -> None:
    """The sentence says which file, and where to run."""
    (folder / "a.md").unlink()
    code, said = made("result.json", *_PINNED)
    assert code == 2
    assert said.startswith("yoyak: cannot read a.md: ")
    assert "yoyak check" in said


@pytest.mark.parametrize(("name", "why"), [("/dev/zero", "it is no file"), ("a\0b", "no such file"), (".", "no file")])
def test_a_result_may_name_no_more_than_files(folder: Path, name: str, why: str) -> None:
    """A result that was edited by hand cannot have a device read for ever, or end in a traceback."""
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    result["entries"][0]["file"] = name
    code, said = made("-", *_PINNED, stdin=json.dumps(result))
    assert (code, why in said) == (2, True)


def test_a_source_that_is_gone_is_no_success(folder: Path) -> None:
    """The page is made without the source, says so, and so does the exit code."""
    (folder / "papers.jsonl").write_text('{"arxiv_id": "2401.00003", "title": "T", "abstract": "Another text."}\n')
    code, _ = made("result.json", *_PINNED)
    assert code == 3
    done = yoyak("report", "result.json", *_PINNED, "-o", "page.html")
    assert "the page lacks a source that the check had: 2401.00010" in done.stderr
    entries = data_of((folder / "page.html").read_text(encoding="utf-8"))["entries"]
    assert entries[1]["sources"] == []  # type: ignore[index]
    # Another text is no evidence: the quote is shown, and no place is claimed for it.
    shown = [evidence for one in entries[0]["sides"][0]["findings"] for evidence in one["evidence"]]  # type: ignore[index]
    assert {"7B parameters": None}.items() <= {e["quote"]: e["source"] for e in shown}.items()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not JSON"),
        ("[]", "it has no schema"),
        ('{"schema": "yoyak.eval/1"}', "'yoyak.eval/1', of which no page can be made"),
        ('{"schema": "yoyak.check/1", "version": "1", "entries": []}', "no entry was checked"),
        ('{"schema": "yoyak.check/1", "version": "1", "entries": [{"file": 1}]}', "entries.0.file"),
        ('{"schema": "yoyak.comparison/1"}', "is no comparison"),
    ],
)
def test_what_is_no_result_is_refused(folder: Path, text: str, sentence: str) -> None:
    """Another file is told from a result in one sentence."""
    (folder / "other.json").write_text(text)
    code, said = made("other.json", *_PINNED)
    assert code == 2
    assert sentence in said
    assert said.count("\n") == 1


def test_a_finding_cannot_point_anywhere_else(folder: Path) -> None:
    """A result that was tampered with reads nothing but the entries of its digests."""
    whole = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    for key, value in (("start", 0), ("end", 10**9), ("start", 10**9)):
        result = json.loads(json.dumps(whole))
        result["entries"][0]["findings"][0][key] = value
        (folder / "other.json").write_text(json.dumps(result))
        code, said = made("other.json", *_PINNED)
        assert (code, "check it again" in said) == (2, True)
    whole["entries"][0]["findings"][-1]["evidence"] = [
        {"where": "abstract", "section": None, "quote": "x", "start": 5, "end": end} for end in (0, 5, 10**9)
    ]
    (folder / "other.json").write_text(json.dumps(whole))
    assert made("other.json", *_PINNED)[0] == 0


def test_the_decision_of_the_gate_is_shown(folder: Path) -> None:
    """What was dismissed before is so on the page, and counts in its file."""
    whole = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    finding = whole["entries"][0]["findings"].pop()
    whole["entries"][0]["dismissed"] = [finding | {"reason": "맞는 값입니다"}]
    whole["gate"] = {"verdict": "fail", "rules": [{"rule": "limit error", "verdict": "fail", "reason": "1 found"}]}
    (folder / "gate.json").write_text(json.dumps(whole | {"schema": "yoyak.gate/1"}), encoding="utf-8")
    data = data_of(made("gate.json", *_PINNED)[1])
    assert data["gate"] == whole["gate"]
    assert data["entries"][0]["sides"][0]["findings"][-1]["reason"] == "맞는 값입니다"  # type: ignore[index]


def test_a_part_is_not_taken_for_the_whole(folder: Path) -> None:
    """What could not be read and a run that was interrupted are told on the page; a whole result says neither."""
    whole = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    said = data_of(made("result.json", *_PINNED)[1])
    assert (said["refused"], said["interrupted"]) == ([], False)
    part = whole | {"refused": ["cannot read b.md"], "interrupted": True}
    (folder / "part.json").write_text(json.dumps(part), encoding="utf-8")
    said = data_of(made("part.json", *_PINNED)[1])
    assert (said["refused"], said["interrupted"]) == (["cannot read b.md"], True)


def test_an_unknown_run_is_refused(folder: Path) -> None:  # noqa: ARG001 - the folder has to be current
    """A name that is no file is looked for in the store, and a file that is missing is called a file."""
    assert made("0123abcd")[0] == 2
    assert made("missing.json")[1].startswith("yoyak: cannot read missing.json: ")


def test_of_a_full_text_only_what_is_quoted_travels(folder: Path) -> None:
    """A page of many entries does not carry their papers along."""
    data = data_of((folder / "report.html").read_text(encoding="utf-8"))
    passages = [s for e in data["entries"] for s in e["sources"] if s["where"] == "fulltext"]  # type: ignore[attr-defined]
    assert [len(passage["text"]) < 700 and passage["cut"] == [True, True] for passage in passages] == [True]


def test_a_correction_is_shown_in_its_line(folder: Path) -> None:
    """A diff holds the words that change, and of those around them only what stands in the same line or section."""
    data = data_of((folder / "report.html").read_text(encoding="utf-8"))
    shown = {
        finding["check"]: finding["diff"]
        for entry in data["entries"]  # type: ignore[attr-defined]
        for finding in entry["sides"][0]["findings"]
    }
    assert [words for kind, words in shown["title-mismatch"] if kind != "same"] == ["Smal", "Small"]
    assert shown["title-mismatch"][0] == ["same", "### ["]
    assert shown["magnitude-shift"][:3] == [["same", "파라미터가 "], ["old", "7억"], ["new", "70억"]]
    assert all("\n" not in words for diff in shown.values() for _, words in diff or [])


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_breaks_out_of_the_page(text: str) -> None:
    """Whatever a digest holds, half characters included, stays in its string and comes out the same."""
    written = embedded({text: [text]})
    assert not set(written) & {"<", ">", "&", "\u2028", "\u2029"}
    written.encode()
    assert json.loads(written) == {text: [text]}


@given(st.text("가 나.\n<b>8조", max_size=40), st.text("가 나.\n<b>8조", max_size=40))
def test_a_diff_holds_both_texts(old: str, new: str) -> None:
    """Without the new words it is the old text, and the reverse; what differs lies at the ranges."""
    runs = word_diff(old, new)
    for text, other, side in ((old, "new", "old"), (new, "old", "new")):
        assert "".join(words for kind, words in runs if kind != other) == text
        own = [words for kind, words in runs if kind == side]
        assert [text[start:end] for start, end in ranges(runs, side)] == own  # type: ignore[arg-type]


@given(st.data())
def test_every_place_of_an_entry_can_be_shown(data: st.DataObject) -> None:
    """Whatever words a finding flags, some part of the entry on the page has them; parts never overlap."""
    (one,) = parse(digest([entry(7)], "2024-02-03")).entries
    starts = st.integers(one.start, one.end - 1)
    places = [Span(start, data.draw(st.integers(start + 1, one.end))) for start in data.draw(st.lists(starts))]
    parts = entry_parts(one, places)
    spans = [Span(part["start"], part["end"]).shifted(one.start) for part in parts]  # type: ignore[arg-type]
    assert all(any(place.overlaps(span) for span in spans) for place in places)
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_every_word_of_the_page_is_used_and_known() -> None:
    """No word is missing, and none is left over but those that the data asks for by name."""
    program = "".join(path.read_text(encoding="utf-8") for path in sorted(_ASSETS.glob("*.js")))
    assert set(re.findall(r'\bt\("([a-z.]+)"', program)) <= WORDS.keys()
    parts = {key: key.rpartition(".")[2] for key in WORDS if not key.startswith(("verdict.", "gate."))}
    assert {
        key for key, part in parts.items() if not re.search(rf"[\"`.]{part}[\"`.]|\b{part}[:,( }}]", program)
    } == set()
