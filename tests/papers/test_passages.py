"""A full text is cut where the paper cuts it, and nothing but the references is lost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.fulltext.passages import split_passages
from summarizer.papers import Passage

if TYPE_CHECKING:
    from pathlib import Path

PDF = """\
A Small Model
Ada Park
Contents
1 Introduction 1
2 Method 2
Abstract
We train a model.
1. Introduction
Models are large. We list what is new:
1. Size: The model is small enough for a telephone and for much else that people carry
2. Speed
3. Cost
2. Method
2.1. Data
We read 12 books.
3.5 Sonnet
2.2. Training
We train for
4 Layers
12 Heads
70 13.5 88.2
3. Conclusion
It works.
References
1. Kim. On Models. 2020.
2. Park. On Data. 2021.
4. Lee. On Nothing
A. Smith, B. Jones. On Letters
A. Prompts
Tell me.
A.1. More prompts
Tell me more.
"""

MARKDOWN = """\
# A Small Model

#### Ada Park

## Abstract
We train a model.

### **1 Introduction**
Models are large.

###### GPU
###### Table 2: What it costs
12 hours.

#### 2 Method We train the model on many books and then on many more books than before it
The books are long.

### References
[1] Kim. On Models.

###### Park. On Data.

### A Prompts
Tell me.
"""


def test_numbered_lines_of_a_pdf_are_headings() -> None:
    """The rising numbering of the paper is found among lists, table rows, its contents and its references."""
    passages = split_passages(PDF)

    assert [passage.section for passage in passages] == [
        "Front matter",
        "Contents",
        "Abstract",
        "1 Introduction",
        "2.1 Data",
        "2.2 Training",
        "3 Conclusion",
        "A Prompts",
        "A.1 More prompts",
    ]
    assert passages[4].text == "We read 12 books.\n3.5 Sonnet"
    assert passages[5].text == "We train for\n4 Layers\n12 Heads\n70 13.5 88.2"
    assert passages[7] == Passage("A Prompts", "Tell me.")


def test_in_a_numbered_paper_other_markdown_headings_stay_text() -> None:
    """Labels of figures that a converter made headings of do not cut a section, a run-on heading keeps its words."""
    passages = split_passages(MARKDOWN)

    assert [passage.section for passage in passages] == [
        "Front matter",
        "Abstract",
        "1 Introduction",
        "2",
        "A Prompts",
    ]
    assert passages[2].text.endswith("###### Table 2: What it costs\n12 hours.")
    assert passages[3].text.startswith("#### 2 Method We train the model")


def test_without_numbers_every_markdown_heading_counts() -> None:
    """A blog-like paper is cut at its own headings, captions excepted."""
    text = "## Introduction\nOne.\n## Our way\nTwo.\n#### Table 1: Results\nThree.\n## References\n[1] Four."

    assert split_passages(text) == (
        Passage("Introduction", "One."),
        Passage("Our way", "Two.\n#### Table 1: Results\nThree."),
    )


def test_a_text_without_headings_is_one_passage() -> None:
    """Nothing is dropped for want of structure."""
    assert split_passages("One.\r\n\r\nTwo.\f") == (Passage("Full text", "One.\n\nTwo."),)
    assert split_passages(" \n") == ()


@given(text=st.text(st.sampled_from("1 2.3A#\n\tRefabst,:가")))
def test_every_passage_stands_in_the_text(text: str) -> None:
    """A passage is cut from the text in one piece, has words, and comes after the one before it."""
    place = 0
    for passage in split_passages(text):
        assert passage.text.strip()
        place = text.index(passage.text, place) + len(passage.text)


@pytest.mark.parametrize(
    "line", ["1 Title\n", "# " * 40 + "\n", "1.1.1.1 A" + " " * 200 + "\n", "# 1 " + "x" * 300 + "\n"]
)
def test_a_hostile_text_takes_no_longer_than_a_kind_one(line: str) -> None:
    """The time is in proportion to the length."""
    text = line * (300_000 // len(line))
    start = time.process_time()

    split_passages(text)

    assert time.process_time() - start < 5


def test_real_full_texts_are_cut_at_their_sections(data_dir: Path) -> None:
    """Numbered sections are found in rising order in text from a PDF and in Markdown, and the references are gone."""
    paths = sorted((data_dir / "fulltext").glob("*.txt"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        passages = split_passages(text)
        names = [passage.section for passage in passages]
        tops = [int(name.split(".")[0].split()[0]) for name in names if name[0].isdigit()]
        assert tops == sorted(tops)
        assert tops[-1] >= 3
        assert not {"references", "bibliography"} & {name.lower() for name in names}
        assert all(passage.text in text for passage in passages)
