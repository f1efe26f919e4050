"""A PDF becomes passages: words whole, paragraphs in one line, pages without their running heads."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from summarizer.errors import SourceUnavailable
from summarizer.fulltext import pdf_text
from summarizer.fulltext.pdf_text import read_pdf
from summarizer.papers import Passage
from tests.fulltext.pdf_writer import Line, write_pdf

if TYPE_CHECKING:
    from pathlib import Path


def column(left: float, top: float, *texts: str) -> list[Line]:
    """Return lines below each other."""
    return [Line(left, top - 12 * place, text) for place, text in enumerate(texts)]


def pages(monkeypatch: pytest.MonkeyPatch, *texts: str) -> tuple[Passage, ...]:
    """Return the passages of pages with these texts, as pdfium would give them."""
    monkeypatch.setattr(pdf_text, "_read_pages", lambda _: list(texts))
    return read_pdf(b"")


PAPER = write_pdf(
    [
        *column(72, 760, "A Small Model", "Ada Park", "Abstract", "We train a model.", "1 Introduction"),
        *column(
            72, 690, "Models are large and we make a smaller one with 8 bil-", "lion parameters and a rate of 0.1."
        ),
        *column(330, 690, "The other column has state-of-the-", "art results."),
        Line(300, 30, "1"),
    ],
    [
        *column(72, 780, "Park: A Small Model", "2 Method", "We read 12 books about GPT-", "4 and others (more)."),
        Line(300, 30, "2"),
    ],
    [
        *column(72, 780, "Park: A Small Model", "References", "Kim. On 5555 Models. 2020."),
        Line(300, 30, "3"),
    ],
    [
        *column(72, 780, "Park: A Small Model", "A. Prompts", "Tell me."),
        Line(300, 30, "4"),
    ],
)


def test_a_pdf_is_read_by_section() -> None:
    """Columns follow each other, cut words are whole, and heads, page numbers and references are gone."""
    assert read_pdf(PAPER)[1:] == (
        Passage("Abstract", "We train a model."),
        Passage(
            "1 Introduction",
            "Models are large and we make a smaller one with 8 billion parameters and a rate of 0.1. "
            "The other column has state-of-the-art results.",
        ),
        Passage("2 Method", "We read 12 books about GPT-4 and others (more)."),
        Passage("A Prompts", "Tell me."),
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a trans\ufffeformer", "a transformer"),
        ("a pre\ufffetrained and a pre-trained one", "a pre-trained and a pre-trained one"),
        ("with Chain-of\ufffeThought", "with Chain-of-Thought"),
        ("a state-of-the\ufffeart one", "a state-of-the-art one"),
        ("GPT\ufffe4", "GPT-4"),
        ("10-\r\n20 points", "10-20 points"),
        ("e\ufb03cient", "efficient"),
        ("a\x00b\u00adc", "abc"),
    ],
)
def test_words_are_whole(monkeypatch: pytest.MonkeyPatch, text: str, read: str) -> None:
    """A hyphen of the line break goes, one of the word stays, and signs for two letters are two letters."""
    assert pages(monkeypatch, text) == (Passage("Full text", read),)


def test_a_short_line_and_an_item_end_a_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of tables and items of lists stay lines of their own."""
    long = "This line is as long as the column is wide here"
    text = f"{long}\r\nand ends here.\r\nBERT 71.2\r\nbart 80.1\r\n• one\r\n{long}\r\n• two"

    (passage,) = pages(monkeypatch, text)

    assert passage.text.split("\n") == [f"{long} and ends here.", "BERT 71.2", "bart 80.1", "• one", long, "• two"]


def test_a_line_that_stands_on_two_pages_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what runs through the paper is a running head; the stamp of arXiv goes wherever it stands."""
    texts = [f"arXiv:2401.00001v1 [cs.CL] 1 Jan 2024\r\nHead {n}\r\nText {'x' * n}." for n in range(1, 4)]

    assert "Head" not in pages(monkeypatch, *texts)[0].text
    assert pages(monkeypatch, *texts[:2])[0].text.split() == "Head 1 Text x. Head 2 Text xx.".split()


@pytest.mark.parametrize("file", [b"", b"%PDF-1.4\n", b"%PDF-1.4\n" + bytes(range(256)) * 100, PAPER[:700]])
def test_a_broken_pdf_is_one_sentence(file: bytes) -> None:
    """What pdfium says, or how it dies, is no concern of the reader of a report."""
    with pytest.raises(SourceUnavailable, match=r"^the PDF (cannot be read|has no text)$"):
        read_pdf(file)


@pytest.mark.parametrize(("left", "bottom"), [(5000, 700), (-900, 700), (72, -300), (72, 9000)])
def test_what_stands_beside_the_page_is_no_text(left: float, bottom: float) -> None:
    """Nobody who reads the paper sees it, so it proves nothing."""
    seen = column(72, 700, "Abstract", "We train a model with 8 layers.")
    assert read_pdf(write_pdf([*seen, Line(left, bottom, "It has 99 layers.")])) == (
        Passage("Abstract", "We train a model with 8 layers."),
    )


def test_a_pdf_of_pictures_has_no_text() -> None:
    """A scan is not taken for an empty paper."""
    with pytest.raises(SourceUnavailable, match="has no text"):
        read_pdf(write_pdf([], []))


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The program that reads it is ended."""
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(pdf_text, "_READER", sleeper)
    monkeypatch.setattr(pdf_text, "_SECONDS", 0.2)

    with pytest.raises(SourceUnavailable, match="cannot be read within"):
        read_pdf(PAPER)


def test_modules_of_the_users_folder_are_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file in the folder that the program is called from cannot take the place of a library."""
    (tmp_path / "json.py").write_text("raise SystemExit(7)")
    monkeypatch.chdir(tmp_path)

    assert read_pdf(PAPER)


@pytest.mark.parametrize("line", ["x\r\n", "x" * 70 + "\r\n", "x-\ufffe", "1\r\n", "\ufffe", "• "])
def test_a_hostile_text_takes_no_longer_than_a_kind_one(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """The time is in proportion to the length."""
    text = line * (500_000 // len(line))
    start = time.process_time()

    pages(monkeypatch, text)

    assert time.process_time() - start < 5
