"""Datasets: what is written is read again, and what is not valid is named by file and line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evals.datasets import read_dataset, write_dataset
from evals.datasets.case_line import read_case, write_case
from evals.datasets.imports import read_entries, read_pairs, read_quantity_cases
from evals.datasets.label_types import QUANTITY_CHECKS, aimed_at, answering, confirming
from summarizer.digest import parse
from summarizer.errors import DatasetError, PaperNotFound

if TYPE_CHECKING:
    from pathlib import Path

CASE = {
    "id": "a",
    "arxiv_id": "2401.00001",
    "date": "2024-02-03",
    "title": "Small",
    "summary": "- 8조 파라미터입니다.",
    "paper": {"arxiv_id": "2401.00001", "title": "Small", "abstract": "It has 8 billion parameters."},
    "labels": [
        {"type": "magnitude", "verdict": "contradicted", "start": 2, "end": 4, "text": "8조", "correction": "80억"}
    ],
}


_REST = "8조 파라미터입니다."


def line(**changes: object) -> str:
    """Return the line of the case with some keys changed."""
    return json.dumps(CASE | changes, ensure_ascii=False)


def test_a_summary_becomes_a_digest_and_its_labels_move_along() -> None:
    """A label points at the same words in the digest as in the summary it was made for."""
    case = read_case(line())
    (entry,) = parse(case.text).entries
    assert (entry.arxiv_id, entry.title, entry.date) == ("2401.00001", "Small", "2024-02-03")
    assert [label.span.of(case.text) for label in case.labels] == ["8조"]


def test_a_label_without_a_place_is_one_of_the_entry() -> None:
    """An error of the whole entry covers all of it."""
    (label,) = read_case(line(labels=[{"type": "off-topic", "verdict": "contradicted"}])).labels
    assert label.is_whole
    assert label.span.start == 0


def test_cases_survive_writing(tmp_path: Path) -> None:
    """A dataset that was read and written is the same dataset."""
    cases = [read_case(line()), read_case(line(id="b", paper=None, not_found=True, labels=[], scope=["magnitude"]))]
    write_dataset(cases, tmp_path / "cases.jsonl")
    first, second = read_dataset(tmp_path / "cases.jsonl")
    assert first == cases[0]
    assert isinstance(second.paper, PaperNotFound)
    assert write_case(second) == write_case(cases[1])


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not JSON"),
        (line(id=""), "id: "),
        (line(arxiv_id="x"), "no arXiv identifier"),
        (line(more=1), "more: "),
        (line(entry="### [A](https://arxiv.org/abs/2401.00001)"), "either a summary or an entry"),
        (line(title=None), "a summary needs a title"),
        (line(summary=None, title=None, entry="nothing", labels=[]), "holds no entry"),
        (
            line(labels=[{"type": "magnitude", "verdict": "contradicted", "start": 0, "end": 2, "text": "8조"}]),
            "stands",
        ),
        (line(labels=[{"type": "magnitude", "verdict": "contradicted", "start": 0}]), "given together"),
        (line(labels=[{"type": "moon", "verdict": "contradicted"}]), "no type 'moon'"),
        (line(scope=["moon"]), "no type 'moon'"),
        (
            line(labels=[{"type": "magnitude", "verdict": "contradicted", "start": 99, "end": 101, "text": ""}]),
            r"'' stands at \[99, 101\)",
        ),
        (
            line(labels=[{"type": "magnitude", "verdict": "contradicted", "start": 2, "end": 99, "text": _REST}]),
            r"stands at \[2, 99\)",
        ),
        (
            line(labels=[{"type": "magnitude", "verdict": "contradicted", "start": 4, "end": 4, "text": ""}]),
            "at least one character",
        ),
        (line(date="3 May"), "date: "),
        (line(paper={"arxiv_id": "2401.00001"}), r"paper\.title: field required"),
        (line(paper={"arxiv_id": "2401.00009", "title": "A", "abstract": "B"}), "about 2401.00001, not 2401.00009"),
        (line(not_found=True), "either a paper or not_found"),
        (line(summary="- 8조\n\n### [B](https://arxiv.org/abs/2401.00009)\n\n- 8조"), "is about 2401.00009"),
        (line(), "stands there twice"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str, reason: str) -> None:
    """Whoever writes a dataset learns which line is wrong, and why."""
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{line()}\n\n{bad}\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=reason) as error:
        list(read_dataset(path))
    assert str(error.value).startswith(f"{path}:3: ")
    assert error.value.message.ko != error.value.message.en.replace("not a valid case", "사례의 형식이 잘못되었습니다")


def test_an_empty_dataset_is_an_error(tmp_path: Path) -> None:
    """Nothing measured is never a measurement."""
    (tmp_path / "cases.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="no case"):
        list(read_dataset(tmp_path / "cases.jsonl"))


def test_entries_that_people_read_are_imported(tmp_path: Path) -> None:
    """Places, corrections and confidence of readers carry over."""
    label = {"span": "8조", "type": "magnitude", "verdict": "contradicted", "confidence": "likely", "correct": "80억"}
    row = {"arxiv_id": "2401.00001", "date": "2024-02-03", "title": "A", "summary": "- 8조", "readers": 2}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row | {"errors": [label | {"start": 2, "end": 4}]}), "utf-8")
    (case,) = read_entries(tmp_path / "rows.jsonl")
    (found,) = case.labels
    assert (found.span.of(case.text), found.correction, found.confidence) == ("8조", "80억", "likely")
    assert case.paper is None


def test_errors_of_language_are_judged_where_readers_looked_for_them(tmp_path: Path) -> None:
    """In a set without a label of language its findings are neither right nor wrong, nor are titles in any."""
    label = {"span": "8조", "verdict": "contradicted", "confidence": "sure", "start": 2, "end": 4}
    row = {"arxiv_id": "2401.00001", "date": "2024-02-03", "title": "A", "summary": "- 8조"}
    path = tmp_path / "rows.jsonl"
    scopes = []
    for kind in ("version", "omission-contradiction", "language"):
        errors = [[label | {"type": kind}], []]
        path.write_text("".join(json.dumps(row | {"errors": some}) + "\n" for some in errors), encoding="utf-8")
        labelled, clean = read_entries(path)
        assert [found.type for found in labelled.labels] == [kind]
        assert labelled.scope == clean.scope
        scopes.append(clean.scope)
    assert scopes[0] == scopes[1] == scopes[2] - {"language"}
    assert {"version", "omission-contradiction", "number"} < scopes[0]
    assert not {"language", "title"} & scopes[0]
    assert "title" not in scopes[2]


def test_pairs_are_imported_as_clean_entries(tmp_path: Path) -> None:
    """The English sentence is all that the Korean one is checked against."""
    row = json.dumps({"arxiv_id": "2401.00001", "ko": "80억입니다.", "en": "It is 8 billion."})
    (tmp_path / "rows.jsonl").write_text(f"{row}\n{row}\n", encoding="utf-8")
    one, other = read_pairs(tmp_path / "rows.jsonl")
    assert one.id != other.id
    assert one.source is not None
    assert (one.source.abstract, one.labels) == ("It is 8 billion.", ())


def test_bad_rows_of_other_formats_are_named(tmp_path: Path) -> None:
    """An importer says which line is not of its format."""
    (tmp_path / "rows.jsonl").write_text('{"arxiv_id": "2401.00001"}', encoding="utf-8")
    for read in (read_entries, read_pairs, read_quantity_cases):
        with pytest.raises(DatasetError, match=r"rows.jsonl:1: .*required"):
            list(read(tmp_path / "rows.jsonl"))


def test_what_an_importer_cannot_make_a_case_of_is_told_in_one_sentence(tmp_path: Path) -> None:
    """A date that is none and a pair that opens another entry are named as plainly as a missing key."""
    row = {"arxiv_id": "2401.00001", "date": "May", "title": "A", "summary": "- 8조", "errors": []}
    pair = {"arxiv_id": "2401.00001", "ko": "가.\n\n### [B](https://arxiv.org/abs/2401.00009)", "en": "A."}
    for read, bad, reason in ((read_entries, row, "date: "), (read_pairs, pair, "the entry in line 5")):
        (tmp_path / "rows.jsonl").write_text(json.dumps(bad), encoding="utf-8")
        with pytest.raises(DatasetError, match=f"rows.jsonl:1: not a valid case: {reason}") as error:
            list(read(tmp_path / "rows.jsonl"))
        assert "\n" not in str(error.value)


def test_any_check_of_quantities_answers_for_a_quantity() -> None:
    """A wrong figure that is found is found, whichever check says so; its aim is one check."""
    assert answering("unit") > QUANTITY_CHECKS
    assert aimed_at("unit") == {"unit-mismatch"}
    assert "off-topic" in confirming("number-mismatch")
    assert confirming("particle-error") == {"particle-error", "language"}


def test_a_label_of_language_is_looked_for_by_every_check_of_language() -> None:
    """Readers say that Korean is wrong, not which rule of it was broken."""
    assert aimed_at("language") == {"particle-error", "mixed-speech-level", "untranslated-text", "first-person"}
    assert "mistranslation" not in confirming("particle-error")
