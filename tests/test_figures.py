"""The figures of an entry and of its paper."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from evals.quantities.model import Quantity
from evals.subject.figures import Figure, FigureIndex, entry_figures, source_figures
from evals.subject.source_text import SourceText
from summarizer.digest import parse
from summarizer.findings import Where

HEAD = "### [A](https://arxiv.org/abs/2401.00001)\n\n"


def figures(*bullets: str) -> tuple[str, tuple[Figure, ...]]:
    """Return the text of a digest with these bullets, and the figures of its entry."""
    text = HEAD + "".join(f"- {bullet}\n" for bullet in bullets)
    (entry,) = parse(text).entries
    return text, entry_figures(entry.sections)


def test_a_figure_of_an_entry_stands_where_the_file_has_it() -> None:
    """Offsets are those of the file, for the number with its unit and for the number alone."""
    text, found = figures("파라미터는 80억 개입니다.", "속도는 2.5배 빠릅니다.")
    assert [f.span.of(text) for f in found] == ["80억", "2.5배"]
    assert [f.numeral_span.of(text) for f in found] == ["80억", "2.5"]


def test_a_range_is_two_figures_of_one_whole() -> None:
    """Both ends can be compared, and both know the range, its unit and what it counts."""
    text, (low, high) = figures("5~10%의 향상을 보였습니다.")
    assert (low.value, high.value) == (5, 10)
    assert low.whole == high.whole
    assert low.quantity.unit == high.quantity.unit == "percent"
    assert text[low.whole.start : low.whole.end] == "5~10%"


def test_sentences_are_told_apart() -> None:
    """A full stop ends a sentence, a decimal point does not, and no sentence spans two bullets."""
    _, found = figures("정확도는 3.5%입니다. 언어는 12개, 장면은 9개입니다.", "모델은 7개입니다.")
    first, second, third, fourth = (f.sentence for f in found)
    assert second == third
    assert len({first, second, fourth}) == 3


def test_a_word_with_two_meanings_names_both_things() -> None:
    """단계 is a step, a stage and a phase: a figure may count any of them."""
    _, (figure,) = figures("3단계로 학습합니다.")
    assert {"stage", "phase"} <= figure.things or not figure.things
    _, (figure,) = figures("세 개의 단계를 거칩니다.")
    assert {"stage", "phase", "step"} <= figure.things


def test_the_figures_of_a_paper_know_their_text() -> None:
    """A figure of the paper leads back to the title, abstract or passage that has it."""
    texts = [
        SourceText(Where.TITLE, None, "TinyReader-8B"),
        SourceText(Where.FULLTEXT, "4 Results", "It reads 97 scenes."),
    ]
    size, scenes = source_figures(texts)
    assert (size.source, size.quantity.is_name_size) == (texts[0], True)
    assert (scenes.source, scenes.things) == (texts[1], frozenset({"scene"}))


@given(st.lists(st.integers(1, 10**6), max_size=30), st.integers(1, 10**6))
def test_the_index_finds_all_that_rounding_could_reach(values: list[int], wanted: int) -> None:
    """Looking near an amount misses no figure between its half and its double."""
    index = FigureIndex([_figure(Fraction(value)) for value in values])
    near = [int(figure.value) for figure in index.near(Fraction(wanted))]
    assert near == sorted(value for value in values if wanted <= 2 * value <= 4 * wanted)
    assert len(index) == len(values)


def test_the_index_looks_near_negative_amounts() -> None:
    """Below zero the half is the upper end."""
    index = FigureIndex([_figure(Fraction(value)) for value in (-30, -10, -5, 5)])
    assert [int(figure.value) for figure in index.near(Fraction(-10))] == [-10, -5]


def _figure(value: Fraction) -> Figure:
    quantity = Quantity(value, value, value, None, "exact", 0, 1, "1", Fraction(1))
    return Figure(quantity, quantity, None, 0)
