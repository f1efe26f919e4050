"""A web page of LaTeXML becomes passages: everything of the paper once, and nothing else."""

from __future__ import annotations

import time

import pytest

from summarizer.fulltext.html_text import read_html
from summarizer.papers import Passage
from tests.fulltext.pages import REFERENCES, abstract, box, listing, math, note, page, para, section, table


def only_text(*parts: str) -> str:
    """Return the text of a page with one passage."""
    (passage,) = read_html(page(section("1", "Method", *parts)))
    assert passage.section == "1 Method"
    return passage.text


def test_passages_follow_the_sections_of_the_page() -> None:
    """Title, authors, menus, messages and references are not the text; sections keep their numbers."""
    text = page(
        abstract("We train a model."),
        section(
            "1", "Introduction", para("Models are large."), section("1.1", "Aim", para("Ours."), kind="subsection")
        ),
        section("", "Acknowledgements", para("Thanks."), kind="section"),
        REFERENCES,
    )

    assert read_html(text) == (
        Passage("Abstract", "We train a model."),
        Passage("1 Introduction", "Models are large."),
        Passage("1.1 Aim", "Ours."),
        Passage("Acknowledgements", "Thanks."),
    )


@pytest.mark.parametrize("alttext", [True, False])
@pytest.mark.parametrize("annotation", [True, False])
def test_no_digit_of_a_formula_is_read_twice(alttext: bool, annotation: bool) -> None:  # noqa: FBT001 - a table
    """However many forms of a formula a page holds, one of them is read, and it keeps its powers."""
    signs = "<msup><mn>10</mn><mrow><mo>-</mo><mn>3</mn></mrow></msup>"
    two = math("2", "<mn>2</mn>", alttext=alttext, annotation=annotation)
    power = math("10^{-3}", signs, alttext=alttext, annotation=annotation)

    assert only_text(para(f"It has {two} layers and a rate of {power}.")) == "It has 2 layers and a rate of $10^{-3}$."


@pytest.mark.parametrize(
    ("tex", "read"),
    [
        (r"46\mathrm{K}", r"$46\mathrm{K}$"),
        (r"95\%", "95%"),
        (r"1\,000", "1 000"),
        ("a+%\nb", "a+b"),
        (r"\displaystyle E=mc^{2}", "$E=mc^{2}$"),
        ("N = 7", "N = 7"),
        (r"84.1_{\pm 0.2}", r"$84.1 \pm 0.2$"),
        ("84.1_{0.2}", "84.1 0.2"),
        ("x_{1}+10_{2}", "$x_{1}+10_{2}$"),
    ],
)
def test_a_formula_is_latex_unless_it_is_plain(tex: str, read: str) -> None:
    """What needs LaTeX to be read stands between dollars as in an abstract, and a broken line is joined."""
    assert only_text(para(math(tex, "<mn>1</mn>"))) == read


@pytest.mark.parametrize(
    ("signs", "read"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", r"$\frac{1}{2}$"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "$x_{1}^{2}$"),
        ("<msub><mi>x</mi><mn>1</mn></msub>", "$x_{1}$"),
        ("<msqrt><mn>2</mn></msqrt>", r"$\sqrt{2}$"),
        ("<mn>7</mn><mo>+</mo><mtext>B</mtext>", "7+B"),
    ],
)
def test_signs_alone_do_not_run_together(signs: str, read: str) -> None:
    """A formula without LaTeX keeps apart what stands above, below and behind each other."""
    assert only_text(para(math("", signs, alttext=False, annotation=False))) == read


def test_raised_figures_stay_apart_from_their_base() -> None:
    """448 squared is not 4482; the ending of an ordinal is no power."""
    text = only_text(para("At 448<sup>2</sup> pixels, H<sub>2</sub>O, the 1<sup>st</sup>, 84.1<sub>±0.2</sub>."))

    assert text == "At 448^{2} pixels, H_{2}O, the 1st, 84.1 ±0.2."


def test_a_footnote_stands_behind_its_paragraph() -> None:
    """The sentence is whole, and neither mark nor number of the note is read."""
    assert only_text(para(f"We use{note('In May.')} 8 cards.")) == "We use 8 cards.\n\nIn May."


def test_a_table_is_a_line_a_row() -> None:
    """Every figure stands in the line of its owner, under the caption; a table in a cell is part of the cell."""
    inner = '<table class="ltx_tabular"><tr class="ltx_tr"><td class="ltx_td">Score</td></tr></table>'
    cells = (("Model", inner, ""), ("", "", ""), ("Ours", math("71.2", "<mn>71.2</mn>"), "9"))

    assert only_text(table("Results.", *cells)) == "Table 1: Results.\nModel | Score\nOurs | 71.2 | 9"


def test_a_number_of_an_equation_is_not_read() -> None:
    """An equation is a paragraph of its own, without the number that the text refers to it by."""
    cell = f'<td class="ltx_eqn_cell">{math("a=b", "<mi>a</mi>")}</td>'
    number = '<td class="ltx_eqn_cell ltx_eqn_eqno"><span class="ltx_tag">(12)</span></td>'
    equation = f'<table class="ltx_equation ltx_eqn_table"><tr class="ltx_eqn_row">{cell}{number}</tr></table>'

    assert only_text(para("So"), equation, para("holds.")) == "So\n\na=b\n\nholds."


def test_labels_of_a_drawing_are_not_text() -> None:
    """The marks of an axis would pass for figures of the paper; a box that is drawn around text is read."""
    label = '<foreignObject><span class="ltx_foreignobject_content">20</span></foreignObject>'
    drawing = f'<svg class="ltx_picture"><g><text>10</text>{label}</g></svg>'
    caption = '<figcaption class="ltx_caption">Figure 1: Loss.</figcaption>'

    assert only_text(drawing, f'<figure class="ltx_figure">{drawing}{caption}</figure>', box("Take this away.")) == (
        "Figure 1: Loss.\n\nTake this away."
    )


def test_lists_and_run_in_headings_keep_their_words() -> None:
    """An item stands with its mark, a heading within a section with its paragraph."""
    item = f'<li class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span>{para("One.")}</li>'
    run_in = section("", "Data.", para("Books."), kind="paragraph")

    assert only_text(f'<ul class="ltx_itemize">{item}</ul>', run_in) == "• One.\n\nData.\nBooks."


def test_the_appendix_and_its_listings_are_marked() -> None:
    """What stands behind the references, set apart or not, can be told from the paper by its section."""
    text = page(
        section("1", "Method", para("We do."), listing("x = 1", "y = 2")),
        REFERENCES,
        section("Appendix A", "Prompts", para("We ask:"), box("You judge.", "Say 1."), kind="appendix"),
        section("Appendix B", "More", section("B.1", "Rows", para("Two."), kind="subsection"), kind="appendix"),
        section("", "Checklist", para("Yes.")),
    )

    assert read_html(text) == (
        Passage("1 Method", "We do."),
        Passage("1 Method (listing)", "x = 1\ny = 2"),
        Passage("Appendix A Prompts", "We ask:"),
        Passage("Appendix A Prompts (listing)", "You judge.\n\nSay 1."),
        Passage("Appendix B.1 Rows", "Two."),
        Passage("Appendix Checklist", "Yes."),
    )


def test_a_heading_that_never_ends_is_cut() -> None:
    """The name of a section stands before every passage of it, and is paid for each time."""
    (passage,) = read_html(page(section("1", "Method " * 1000, para("We do."))))

    assert (passage.section[:15], len(passage.section), passage.text) == ("1 Method Method", 200, "We do.")


def test_a_paper_without_sections_is_one_passage() -> None:
    """Nothing is dropped for want of structure."""
    assert read_html(page(para("One."), para("Two."))) == (Passage("Full text", "One.\n\nTwo."),)


@pytest.mark.parametrize(
    "other",
    [
        b"",
        b" \n",
        b"\x00\xff\xfe",
        b"<html><body><p>No HTML for this paper.</p></body></html>",
        page(para("Half."), "<span class='ltx_ERROR'>Conversion to HTML had a Fatal error and exited abruptly.</span>"),
        page("<div>" * 400, para("Deep.")),
    ],
)
def test_a_page_that_is_no_whole_paper_has_no_text(other: bytes) -> None:
    """A message, a conversion that broke off and a page that the parser gives up are never taken for the paper."""
    assert read_html(other) == ()


def test_a_page_fetches_and_runs_nothing() -> None:
    """Entities, scripts and frames of a page stay dead."""
    text = page(para("One<script>two()</script><iframe src='file:///etc/passwd'>three</iframe>.&undefined;"))

    assert read_html(b'<!DOCTYPE x [<!ENTITY undefined SYSTEM "file:///etc/passwd">]>' + text) == (
        Passage("Full text", "One.&undefined;"),
    )


@pytest.mark.parametrize(
    ("opening", "closing", "count"),
    [
        ("<p>x</p>", "", 20_000),
        ("<span>", "", 100_000),
        ("<div class='ltx_para'><figure>", "</figure></div>", 100),
        ("<td class='ltx_td'>| ", "", 20_000),
        ("<math><msup>", "</msup></math>", 100),
        ("&lt;", "", 200_000),
        ("%\n \\", "", 100_000),
    ],
)
def test_a_hostile_page_takes_no_longer_than_a_kind_one(opening: str, closing: str, count: int) -> None:
    """The time is in proportion to the size, and depth ends neither program nor patience."""
    text = page(opening * count, "x", closing * count)
    start = time.process_time()

    read_html(text)

    assert time.process_time() - start < 5
