"""What is raised or lowered on a page of a PDF is told apart from what it stands beside, or cannot be read."""

from __future__ import annotations

import time

import pytest

from evals.quantities import read_quantities
from summarizer.fulltext.html_text import read_html
from summarizer.fulltext.pdf_heights import GlyphRun, marked
from summarizer.fulltext.pdf_text import read_pdf
from tests.fulltext.pages import page, para, section
from tests.fulltext.pdf_writer import Line, write_pdf

# Of Helvetica, in thousandths of its size; what is not here is a digit or as wide as one.
_WIDTHS = dict.fromkeys(" .,t:/I", 278) | dict.fromkeys("sxckvy", 500) | dict.fromkeys("()-r", 333)
_WIDTHS |= {
    "G": 778,
    "P": 667,
    "U": 722,
    "%": 889,
    "±": 584,
    "B": 667,
    "i": 222,
    "l": 222,
    "j": 222,
    "m": 833,
    "f": 278,
}
_WIDTHS |= {
    "C": 722,
    "R": 722,
    "A": 667,
    "F": 611,
    "L": 556,
    "O": 778,
    "w": 722,
    "E": 667,
    "H": 722,
    "K": 667,
    "M": 833,
}
_HIGH, _LOW = 0.38, -0.15


def width(text: str, size: float) -> float:
    """Return how wide a text is."""
    return sum(_WIDTHS.get(sign, 556) for sign in text) * size / 1000


def line(left: float, bottom: float, *parts: tuple[str, float] | str, size: float = 10) -> list[Line]:
    """Return a line as TeX sets it; a part with a height is at seven tenths of the size."""
    lines = []
    for part in parts:
        text, height = (part, 0.0) if isinstance(part, str) else part
        scale = size * (0.7 if height else 1)
        lines.append(Line(left, bottom + height * size, text, scale))
        left += width(text, scale)
    return lines


def read(*parts: tuple[str, float] | str) -> str:
    """Return how a line is read, among others."""
    (passage,) = read_pdf(
        write_pdf([*line(72, 700, "Before it."), *line(72, 686, *parts), *line(72, 672, "After it.")])
    )
    return passage.text.replace("\n", " ").removeprefix("Before it. ").removesuffix(" After it.")


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["about 3 x 10", ("23", _HIGH), " FLOPs"], "about 3 x 10^{23} FLOPs"),
        (["with 2", ("20", _HIGH), " tokens"], "with 2^{20} tokens"),
        (["a rate of 10", ("-4", _HIGH), "."], "a rate of 10^{-4}."),
        (["on 8 GPUs", ("1", _HIGH), " for a day"], "on 8 GPUs^{1} for a day"),
        (["by 5%", ("2", _HIGH), " more"], "by 5%^{2} more"),
        (["it gets 84.1", ("±0.2", _LOW), " on A"], "it gets 84.1 ±0.2 on A"),
        (["it gets 84.1", ("±0.2", _HIGH), " on A"], "it gets 84.1^{±0.2} on A"),
        (["the 21", ("st", _HIGH), " of them"], "the 21st of them"),
        (["where x", ("i", _LOW), " is 7"], "where x_{i} is 7"),
        (["where x", ("12", _LOW), ("2", _HIGH), " is 7"], "where x_{12}^{2} is 7"),
        (["on 64", ("7", _HIGH), " GPUs"], "on \ufffd\ufffd\ufffd GPUs"),
        (["at 336", ("2", _HIGH), " pixels"], "at \ufffd\ufffd\ufffd\ufffd pixels"),
        (["CIFAR-10", ("3", _HIGH), " is"], "CIFAR-\ufffd\ufffd\ufffd is"),
        (["chapter 2", ("1", _HIGH), " is"], "chapter \ufffd\ufffd is"),
        (["on 64", ("7", 0.09), " GPUs"], "on \ufffd\ufffd\ufffd GPUs"),
        (["a rate of 2.5x10", ("-4", _HIGH), " is"], "a rate of 2.5x\ufffd\ufffd\ufffd\ufffd is"),
        (["on 64", ("3-5", _HIGH), " GPUs"], "on \ufffd\ufffd\ufffd-\ufffd GPUs"),
        (["a share of 2", ("1/2", _HIGH), " is"], "a share of \ufffd\ufffd/\ufffd is"),
        (["on 64", ("-7", 0.09), " GPUs"], "on \ufffd\ufffd\ufffd\ufffd GPUs"),
        ([("3", _HIGH), "We use 8 of them"], "^{3}We use 8 of them"),
    ],
)
def test_a_raised_sign_is_read_as_what_it_is(parts: list[tuple[str, float] | str], text: str) -> None:
    """A power is one, a mark is none, a deviation is a figure, and what cannot be told is no number."""
    assert read(*parts) == text


def test_a_large_initial_raises_nothing() -> None:
    """The text beside it is as large as the rest of its paragraph."""
    assert marked([GlyphRun("W", 24, 690, 72, 95), GlyphRun("e train on 8 GPUs, and more", 10, 700, 95, 200)]) == (
        "We train on 8 GPUs, and more"
    )


@pytest.mark.parametrize("word", ["twenty-\ufffethree", "Forty-\ufffesecond", "one hundred thirty-\ufffenine"])
def test_a_number_in_words_keeps_its_hyphen(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Where the line ends in it, no other place of the paper says that there is one."""
    monkeypatch.setattr("summarizer.fulltext.pdf_text._read_pages", lambda _: [f"of {word.replace('-', '')} tasks"])
    assert read_pdf(b"")[0].text == f"of {word.replace(chr(0xFFFE), '')} tasks"


# Figures of a paper that there is not: what stands before, the figure in parts, and its value; None if marked.
_FIGURES: list[tuple[list[tuple[str, float] | str], str | None]] = [
    *([[f"{n}.{n % 7} points"], f"{n}.{n % 7}"] for n in range(31, 46)),  # type: ignore[list-item]
    *([["10", (f"{n}", _HIGH), " tokens"], f"{10**n}"] for n in range(5, 15)),  # type: ignore[list-item]
    *([["2", (f"{n}", _HIGH), " steps"], f"{2**n}"] for n in range(10, 20)),  # type: ignore[list-item]
    *([[f"{n}.5", ("±0.3", _LOW), " points"], f"{n}.5"] for n in range(61, 71)),  # type: ignore[list-item]
    *([[f"{n} GPUs", (f"{n % 9 + 1}", _HIGH)], f"{n}"] for n in range(201, 211)),  # type: ignore[list-item]
    *([[f"{n}", ("4", _HIGH), " samples"], None] for n in range(301, 306)),  # type: ignore[list-item]
]


def test_sixty_figures_in_two_columns_are_right_or_marked() -> None:
    """Of a page as papers are set, no figure is read as another one, and its web page gives the same figures."""
    lines = []
    for place, (parts, _) in enumerate(_FIGURES):
        column, row = divmod(place, 30)
        lines += line(54 + 270 * column, 740 - 14 * row, "we get ", *parts, " here.")
    text = " ".join(passage.text for passage in read_pdf(write_pdf(lines)))
    said = text.replace("\n", " ").split("we get ")[1:]
    assert len(said) == len(_FIGURES) == 60
    for sentence, (parts, value) in zip(said, _FIGURES, strict=True):
        figures = {str(figure.value) for figure in read_quantities(sentence, lang="en")}
        expected = set() if value is None else {str(read_quantities(value, lang="en")[0].value)}
        assert figures - {"3/10"} == expected, (sentence, parts)


def test_the_web_page_gives_the_same_figures() -> None:
    """There, a raised digit behind a number is a power, since marks of footnotes are named as such."""
    tags = {_HIGH: "sup", _LOW: "sub"}
    texts = []
    for parts, _ in _FIGURES:
        marks = (part if isinstance(part, str) else f"<{tags[part[1]]}>{part[0]}</{tags[part[1]]}>" for part in parts)
        texts.append(para(f"we get {''.join(marks)} here."))
    (passage,) = read_html(page(section("1", "Introduction", *texts)))
    said = passage.text.split("we get ")[1:]
    for sentence, (parts, value) in zip(said, _FIGURES, strict=True):
        figures = {str(figure.value) for figure in read_quantities(sentence, lang="en")} - {"3/10"}
        if value is not None:
            assert figures == {str(read_quantities(value, lang="en")[0].value)}, (sentence, parts)


@pytest.mark.parametrize(
    "run",
    [GlyphRun("1", 7, 3.8, 0, 1), GlyphRun("1", 10, 0, 0, 1), GlyphRun(".,", 8, 0, 0, 1), GlyphRun("\r\n", 0, 0, 0, 0)],
)
def test_a_hostile_page_takes_no_longer_than_a_kind_one(run: GlyphRun) -> None:
    """The time is in proportion to the length, whatever stands beside what."""
    base = GlyphRun("10", 10, 0, 0, 1)
    start = time.process_time()
    marked([base, run] * 100_000)
    assert time.process_time() - start < 5
