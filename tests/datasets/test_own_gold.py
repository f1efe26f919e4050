"""Our own labelled entries: enough of them, whole, of every kind, and labelled to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import evals
from evals.checks import CHECKS
from evals.datasets import LabelledCase, read_dataset
from evals.datasets.label_types import aimed_at
from evals.scores.examination import examine_case
from summarizer.digest import parse
from summarizer.spans import Edit, apply_edits

SENTENCE_END = re.compile(r"[다요]\.(?=\s|$)")
THREE_BULLETS = 3
SHORTEST = 370


@pytest.fixture(scope="module")
def cases() -> list[LabelledCase]:
    """The cases that travel with the project."""
    return list(read_dataset(Path(evals.__file__).parent / "data" / "gold.jsonl"))


@pytest.fixture(scope="module")
def clean(cases: list[LabelledCase]) -> dict[str, LabelledCase]:
    """The entries without an error, by paper."""
    return {case.arxiv_id: case for case in cases if not case.labels}


def test_there_are_enough_entries(cases: list[LabelledCase], clean: dict[str, LabelledCase]) -> None:
    """Sixty papers at least have an entry of their own, and a twin of an entry is counted with it."""
    entries = [case for case in cases if not case.labels]
    assert len(clean) == len(entries) >= 60
    assert len({case.text for case in entries}) == len(entries)
    assert {case.arxiv_id for case in cases} == set(clean)


def test_half_of_the_cases_are_clean(cases: list[LabelledCase], clean: dict[str, LabelledCase]) -> None:
    """Precision is measured as well as recall: two in five cases at least have nothing to find."""
    assert 0.4 <= len(clean) / len(cases) <= 0.6


def test_every_case_brings_its_paper(cases: list[LabelledCase]) -> None:
    """No case waits for the network: each has its source unless arXiv says that there is none."""
    assert all(case.paper is not None for case in cases)


def test_every_check_has_an_error_to_find(cases: list[LabelledCase]) -> None:
    """A check without a labelled error would be measured on nothing."""
    aimed = {check for case in cases for label in case.labels for check in aimed_at(label.type)}
    assert {check.id for check in CHECKS} <= aimed


def test_every_check_examines_clean_entries(clean: dict[str, LabelledCase]) -> None:
    """A check that is silent in clean entries has looked at some of them."""
    decided = {name for case in clean.values() for name in examine_case(CHECKS, case).decided}
    assert decided == {check.id for check in CHECKS}


def test_clean_entries_are_whole(clean: dict[str, LabelledCase]) -> None:
    """An entry is as long as a reader of digests knows it: three bullets of two to four sentences."""
    for case in clean.values():
        (entry,) = parse(case.text).entries
        sentences = [len(SENTENCE_END.findall(section.text)) for section in entry.sections]
        assert len(sentences) == THREE_BULLETS, case.id
        assert all(2 <= count <= 4 for count in sentences), (case.id, sentences)
        assert sum(len(section.text) for section in entry.sections) >= SHORTEST, case.id


def test_corrections_give_the_clean_entry_back(cases: list[LabelledCase], clean: dict[str, LabelledCase]) -> None:
    """Nothing but the labelled words is wrong: with every correction in its place the twin is the clean entry."""
    corrected = 0
    for case in cases:
        edits = [
            Edit(label.span.start, label.span.end, label.correction)
            for label in case.labels
            if label.correction is not None and not label.is_whole
        ]
        if edits and len(edits) == len(case.labels):
            assert apply_edits(case.text, edits) == clean[case.arxiv_id].text, case.id
            corrected += 1
    assert corrected >= len(clean) / 2
