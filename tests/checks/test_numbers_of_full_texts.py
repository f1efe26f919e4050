"""What nearly every full text holds, an index, a table, a list of references, contradicts no right number."""

from __future__ import annotations

import time

import pytest

from evals import inspect_entry
from evals.quantities.figure_tables import is_list_of_references, references, table_rows
from evals.subject.figures import source_figures
from evals.subject.source_text import SourceText
from summarizer.digest import parse
from summarizer.findings import Severity, Where
from summarizer.fulltext.html_text import read_html
from summarizer.fulltext.passages import split_passages
from summarizer.fulltext.pdf_text import read_pdf
from summarizer.papers import Paper, Passage
from tests.fulltext.pages import REFERENCES, abstract, math, page, para, section, table
from tests.fulltext.pdf_writer import Line, write_pdf

_SUMMARY = (
    "- **What's New**: 조위 기록 10만 7천 개와 위성 사진 41,200장, 영상 2,400편을 모았습니다.\n"
    "- **Technical Details**: 70억 파라미터 모델을 관측소 318곳의 기록으로 학습합니다.\n"
    "- **Performance Highlights**: 예보 12,500건 가운데 9,310건이 맞았습니다.\n"
)
_LINES = (
    "1 Introduction",
    "We sum the losses from i = 1 to n with k = 4 and a temperature of T = 2.4, as Tables 2 and 3 show.",
    "The model is small, and its errors fall as 1/k where p < 0.05 at a 95% confidence level of the gauges.",
    "2 Experiments",
    "1. Filter the gauges that are silent. 2. Rank the others by the length of their records in the harbour.",
    "Model 7 4 12 24 318",
    "EbbLM 41.2 10.7 93.1 2.4",
    "w/o tides 1.07 4.12",
    "3 Conclusion",
    "It tells the tides of most harbours, and of the few rivers that have a gauge, well ahead of their time.",
    "References",
    "[1] A. Moor. On 412 harbours, 2021. pp. 107-124.",
    "[2] B. Quay. 24 gauges and 7 tides, 2019. arXiv:1907.00412.",
)


def _html() -> tuple[Passage, ...]:
    loss, setting, index = (math(tex, "<mi>x</mi>") for tex in (r"\sum_{i=1}^{n}L_{i}", "k=4", "i=1"))
    rows = (("Model", "41.2", "10.7"), ("EbbLM", "4.12", "24"))
    return read_html(
        page(
            abstract("We read the tides."),
            section("1", "Introduction", para(f"We sum {loss} with {setting} from {index}.")),
            section("2", "Experiments", table("Gains.", *rows), para("It ebbs.")),
            REFERENCES,
        )
    )


def _pdf() -> tuple[Passage, ...]:
    return read_pdf(write_pdf([Line(50, 740 - 20 * row, line) for row, line in enumerate(_LINES)]))


def _own() -> tuple[Passage, ...]:
    """Return passages of a snapshot that somebody else wrote, the references among them."""
    text = "\n".join(_LINES)
    body, _, works = text.partition("References\n")
    return (Passage("Full text", text), Passage("Body", body), Passage("References", works))


@pytest.mark.parametrize("kind", ["html", "pdf", "text", "own"])
def test_a_right_entry_has_no_finding_in_a_full_text(kind: str) -> None:
    """Numbers that only the body could tell are right for all that an index, a row or a reference knows."""
    passages = {"html": _html, "pdf": _pdf, "text": lambda: split_passages("\n".join(_LINES)), "own": _own}[kind]()
    assert passages
    digest = parse(f"# 2024-09-26\n\n### [EbbLM](https://arxiv.org/abs/2401.00001)\n\n{_SUMMARY}")
    paper = Paper(arxiv_id="2401.00001", title="EbbLM", abstract="We read the tides.", fulltext=passages)
    found = inspect_entry(digest.entries[0], paper)
    assert [(f.check, f.text) for f in found if f.severity is not Severity.NOTE] == []


def test_bare_figures_of_tables_and_all_of_references_are_labels() -> None:
    """A cell with a unit is an amount all the same, and so is everything in the title and the abstract."""
    text = "We use 7 probes.\nEbbLM 41.2 10.7 93.1\nQuay | 12% | 3\n0.5\nReferences\n[1] On 412 harbours."
    figures = source_figures([SourceText(Where.FULLTEXT, "Full text", text)])
    assert [figure.quantity.text for figure in figures if not figure.is_label] == ["7", "12%"]
    assert not any(figure.is_label for figure in source_figures([SourceText(Where.ABSTRACT, None, text)]))


def test_a_list_of_references_ends_where_the_next_part_begins() -> None:
    """An appendix behind the references is text again."""
    text = "It ebbs.\n# References\n[1] On 412 harbours.\n# Appendix\nWe use 9 probes."
    (place,) = references(text)
    assert "412" in text[slice(*place)]
    assert "9" not in text[slice(*place)]
    assert is_list_of_references("7 References")
    assert not is_list_of_references("References to harbours")


@pytest.mark.parametrize(
    ("line", "is_row"),
    [
        ("EbbLM 41.2 10.7 93.1", True),
        ("| EbbLM | 41.2 |", True),
        ("w/o tides 1.07 4.12", True),
        ("- 100", True),
        ("We train 3 models on 4 sets of 5 tasks.", False),
        ("It was slow. EbbLM 7 4 12", True),
        ("of the 7 gauges that we read in 2019", False),
        ("It needs 31 GPUs", False),
    ],
)
def test_a_row_is_told_from_a_sentence(line: str, is_row: bool) -> None:  # noqa: FBT001 - a column
    """A row has cells, or figures for the most part and at its end."""
    assert bool(table_rows(line)) is is_row


def test_a_text_of_headings_is_read_in_one_pass() -> None:
    """Every heading is looked at once, however many there are."""
    for part in ("References\n", "References\n# It ebbs\n", "1 2 x ", "\n    "):

        def cost(size: int, text: str = part) -> float:
            start = time.process_time()
            references(text * size)
            table_rows(text * size)
            return time.process_time() - start

        assert min(cost(16_000) for _ in range(3)) < 8 * cost(4_000) + 0.05
