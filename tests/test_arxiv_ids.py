"""arXiv identifiers in links and by themselves."""

from __future__ import annotations

import pytest

from summarizer.papers import PaperRef
from summarizer.papers.ids import read_id, read_link


@pytest.mark.parametrize(
    ("link", "ref"),
    [
        ("https://arxiv.org/abs/2101.00001", PaperRef("2101.00001")),
        ("http://arxiv.org/abs/2101.00001v3", PaperRef("2101.00001", 3)),
        ("https://www.arxiv.org/pdf/2101.00001", PaperRef("2101.00001")),
        ("https://export.arxiv.org/pdf/2101.00001v12.pdf", PaperRef("2101.00001", 12)),
        ("https://arxiv.org/html/2101.00001v1#S2", PaperRef("2101.00001", 1)),
        ("https://ar5iv.labs.arxiv.org/html/0704.0001", PaperRef("0704.0001")),
        ("arxiv.org/abs/2101.00001/", PaperRef("2101.00001")),
        ("//arxiv.org/abs/2101.00001?context=cs.CL", PaperRef("2101.00001")),
        ("HTTPS://ArXiv.org/abs/2101.00001", PaperRef("2101.00001")),
        ("https://arxiv.org/abs/cs/9901001", PaperRef("cs/9901001")),
        ("https://arxiv.org/abs/hep-th/9901001v2", PaperRef("hep-th/9901001", 2)),
        ("https://arxiv.org/pdf/math.GT/0309136.pdf", PaperRef("math.GT/0309136")),
        ("https://huggingface.co/papers/2101.00001", PaperRef("2101.00001")),
        ("https://hf.co/papers/2101.00001", PaperRef("2101.00001")),
        ("https://doi.org/10.48550/arXiv.2101.00001", PaperRef("2101.00001")),
        ("arXiv:2101.00001v2", PaperRef("2101.00001", 2)),
    ],
)
def test_links_of_every_form_name_their_paper(link: str, ref: PaperRef) -> None:
    """A link to arXiv is recognised however it is written."""
    assert read_link(link) == ref


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://arxiv.org/abs/",
        "https://arxiv.org/list/cs.CL/2101",
        "https://arxiv.org/abs/2101.1",
        "https://arxiv.org/abs/2101.0000123",
        "https://arxiv.org/abs/2101.00001v0",
        "https://notarxiv.org/abs/2101.00001",
        "https://arxiv.org.example.com/abs/2101.00001",
        "https://arxiv.org@example.com/abs/2101.00001",
        "https://example.com/https://arxiv.org/abs/2101.00001",
        "https://huggingface.co/papers/date/2024-01-01",
        "https://huggingface.co/2101.00001",
        "https://arxiv.org/abs/２１０１.00001",
    ],
)
def test_other_links_name_no_paper(link: str) -> None:
    """A link that only looks like one to arXiv gives no identifier."""
    assert read_link(link) is None


def test_identifiers_stand_alone_too() -> None:
    """An identifier typed by a person is read with or without its prefix and version."""
    assert read_id(" 2101.00001v2 ") == PaperRef("2101.00001", 2)
    assert read_id("arXiv: cs/9901001") == PaperRef("cs/9901001")
    assert read_id("https://arxiv.org/abs/2101.00001") is None
    assert read_id("v2101.00001") is None
