"""Snapshots give back what was pinned, and name the line that they cannot read."""

from __future__ import annotations

import gzip
import json
import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ConfigError, DatasetError
from summarizer.papers import Paper, Passage, read_snapshot, write_snapshot
from summarizer.papers.snapshots import read_papers

if TYPE_CHECKING:
    from pathlib import Path

FULL = Paper(
    arxiv_id="2401.00001",
    title="A Small Model",
    abstract="We train  a model.\nIt is small.",
    version=2,
    authors=("Ada Park", "Bo Kim"),
    published="2024-01-01T00:00:00Z",
    updated="2024-02-01T00:00:00Z",
    categories=("cs.CL",),
    comment="8 pages",
    doi="10.1/1",
    withdrawn=True,
    fulltext=(Passage("1 Introduction", "Once.\n"), Passage("", "Twice.")),
    extra={"votes": 12, "tags": ["a", {"b": None}]},
)


def snapshot(folder: Path, *lines: object, name: str = "papers.jsonl") -> Path:
    """Write the lines, encoded where they are no strings yet."""
    path = folder / name
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def line(arxiv_id: str = "2401.00001", **more: object) -> dict[str, object]:
    """Return the shortest valid line, with more keys if given."""
    return {"arxiv_id": arxiv_id, "title": "T", "abstract": "A", **more}


def test_a_paper_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Every field, unknown keys among them, survives writing and reading."""
    write_snapshot([FULL], tmp_path / "papers.jsonl")

    assert read_snapshot(tmp_path / "papers.jsonl") == {"2401.00001": FULL}


texts = st.text(st.characters(exclude_categories=["Cs"]))
papers = st.builds(
    Paper,
    arxiv_id=st.from_regex(r"[0-9]{4}\.[0-9]{5}", fullmatch=True),
    title=texts.map(lambda text: " ".join(text.split())),
    abstract=texts,
    version=st.none() | st.integers(1, 99),
    comment=st.none() | texts.filter(bool),
    fulltext=st.none() | st.lists(st.builds(Passage, texts, texts)).map(tuple),
)


@given(papers=st.lists(papers))
def test_any_papers_come_back(tmp_path_factory: pytest.TempPathFactory, papers: list[Paper]) -> None:
    """No character of a paper, line separators among them, breaks its line."""
    path = tmp_path_factory.getbasetemp() / "any.jsonl"

    write_snapshot(papers, path)

    assert list(read_papers(path)) == papers


def test_null_and_missing_are_unknown(tmp_path: Path) -> None:
    """A key that is null, empty or absent reads as the same unknown."""
    unknown = dict.fromkeys(
        ("version", "authors", "published", "updated", "categories", "comment", "doi", "withdrawn", "fulltext")
    )
    path = snapshot(tmp_path, line("2401.00001"), line("2401.00002", **unknown), line("2401.00003", comment="", doi=""))

    bare, null, empty = read_papers(path)

    assert bare == Paper("2401.00001", "T", "A")
    assert null == Paper("2401.00002", "T", "A")
    assert empty == Paper("2401.00003", "T", "A")


@pytest.mark.parametrize(
    ("written", "arxiv_id", "version"),
    [
        ("2401.00001v3", "2401.00001", 3),
        ("arXiv:2401.00001", "2401.00001", None),
        ("math.GT/0309136v2", "math.GT/0309136", 2),
        ("hep-th/9901001", "hep-th/9901001", None),
    ],
)
def test_identifiers_are_read_in_every_form(tmp_path: Path, written: str, arxiv_id: str, version: int | None) -> None:
    """Neither a version suffix nor a prefix hides a paper."""
    papers = read_snapshot(snapshot(tmp_path, line(written)))

    assert papers[arxiv_id].version == version


def test_only_white_space_of_title_and_names_is_folded(tmp_path: Path) -> None:
    """Offsets into abstract and full text hold, since those stay as they are."""
    path = snapshot(
        tmp_path,
        {
            "arxiv_id": "2401.00001",
            "title": " A\n Title ",
            "abstract": " An\n  abstract ",
            "authors": [" Ada  Park "],
            "fulltext": [{"section": None, "text": " a\n b "}],
        },
    )

    paper = read_snapshot(path)["2401.00001"]

    assert (paper.title, paper.authors) == ("A Title", ("Ada Park",))
    assert paper.abstract == " An\n  abstract "
    assert paper.fulltext == (Passage("", " a\n b "),)


def test_the_later_line_wins_and_versions_can_still_be_told_apart(tmp_path: Path) -> None:
    """An appended line replaces an earlier one in the mapping; both are there for who asks for versions."""
    path = snapshot(tmp_path, line(version=1, title="Old"), line(version=2, title="New"))

    assert read_snapshot(path)["2401.00001"].title == "New"
    assert [paper.version for paper in read_papers(path)] == [1, 2]


def test_a_folder_is_its_files_in_sorted_order(tmp_path: Path) -> None:
    """In a folder the later file name wins, and other files are left alone."""
    snapshot(tmp_path, line(title="b"), name="b.jsonl")
    snapshot(tmp_path, line(title="a"), line("2401.00002"), name="a.jsonl")
    (tmp_path / "notes.txt").write_text("no paper")

    papers = read_snapshot(tmp_path)

    assert sorted(papers) == ["2401.00001", "2401.00002"]
    assert papers["2401.00001"].title == "b"


@pytest.mark.parametrize("name", ["papers.jsonl.gz", "papers.jsonl"])
def test_a_compressed_snapshot_is_read_as_it_was_before(tmp_path: Path, name: str) -> None:
    """What was compressed is read whatever its name is, byte order mark and lines by number included."""
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + json.dumps(line(title="packed")).encode() + b"\n{}\n"))
    papers = read_papers(path)

    assert next(papers).title == "packed"
    with pytest.raises(DatasetError, match=rf"{name}:2: not a valid paper: arxiv_id"):
        next(papers)


def test_a_folder_is_read_with_its_compressed_files(tmp_path: Path) -> None:
    """A file and its compressed neighbour come in the order of their names."""
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps(line(title="b")).encode()))
    snapshot(tmp_path, line(title="a"), line("2401.00002"), name="a.jsonl")

    assert {name: paper.title for name, paper in read_snapshot(tmp_path).items()} == {
        "2401.00001": "b",
        "2401.00002": "T",
    }


def test_a_compressed_snapshot_that_is_damaged_is_refused(tmp_path: Path) -> None:
    """Half a download, or one with a wrong byte, is one sentence and never a snapshot with fewer papers."""
    whole = gzip.compress(json.dumps(line()).encode() + b"\n")
    path = tmp_path / "papers.jsonl.gz"
    for damaged in whole[:12], whole[:-9], whole[:-8] + bytes(8), b"\x1f\x8b" + whole[10:]:
        path.write_bytes(damaged)
        with pytest.raises(ConfigError, match=r"cannot read .*papers\.jsonl\.gz: it is damaged or cut short"):
            read_snapshot(path)


def test_blank_lines_a_byte_order_mark_and_crlf_are_no_errors(tmp_path: Path) -> None:
    """What an editor leaves behind does not break a snapshot."""
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(line()).encode() + b"\r\n\r\n")

    assert list(read_snapshot(path)) == ["2401.00001"]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"arxiv_id": "2401', "it is not JSON"),
        ("[]", "object"),
        ({"arxiv_id": "2401.00001", "title": "T"}, "abstract: field required"),
        (line(title=None), "title: "),
        (line(version="2"), "version: "),
        (line(version=0), "version: "),
        (line(authors="Ada Park"), "authors: "),
        (line(fulltext=[{"section": "1"}]), "fulltext.0.text: field required"),
        (line("some paper"), "'some paper' is no arXiv identifier"),
        (line("2401.00001v1", version=2), "'2401.00001v1' is not version 2"),
        (r'{"arxiv_id": "2401.00001", "title": "\ud800", "abstract": ""}', "it is not JSON"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, broken: object, reason: str) -> None:
    """The message points at file and line and says in one sentence what is wrong."""
    path = snapshot(tmp_path, line(), broken)

    with pytest.raises(DatasetError) as refusal:
        read_snapshot(path)

    message = str(refusal.value)
    assert message.startswith(f"{path}:2: not a valid paper: ")
    assert reason in message
    assert "\n" not in message


def test_a_snapshot_in_another_encoding_is_named(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error of their line, not a crash."""
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b'{"arxiv_id": "2401.00001", "title": "\xff", "abstract": ""}\n')

    with pytest.raises(DatasetError, match=r"papers\.jsonl:1: "):
        read_snapshot(path)


def test_a_missing_snapshot_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    """Nothing to read is an error and never an empty snapshot."""
    with pytest.raises(ConfigError, match="no such file"):
        read_snapshot(tmp_path / "missing.jsonl")
    with pytest.raises(ConfigError, match=r"no \*\.jsonl or \*\.jsonl\.gz file"):
        read_snapshot(tmp_path)


def test_an_unwritable_snapshot_leaves_the_old_one(tmp_path: Path) -> None:
    """A snapshot that cannot be written is one sentence, and the old one stands."""
    path = snapshot(tmp_path, line())
    path.chmod(0o444)

    with pytest.raises(ConfigError, match="read-only"):
        write_snapshot([FULL], path)

    assert list(read_snapshot(path)) == ["2401.00001"]


def test_a_paper_can_travel_between_processes() -> None:
    """Papers are pickled when workers are processes, and hashed when they are keys."""
    assert pickle.loads(pickle.dumps(FULL)) == FULL  # noqa: S301 - our own bytes
    assert len({FULL, FULL}) == 1


def test_the_real_snapshots_are_read(data_dir: Path) -> None:
    """Every paper of the real snapshots has a title and an abstract, and comes back unchanged."""
    for name in ("seed", "digests", "wild"):
        papers = list(read_papers(data_dir / name))
        assert papers
        assert all(paper.title and paper.abstract for paper in papers)
