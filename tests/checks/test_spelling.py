"""Spellings: what typesetting may vary, and how far two words are apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.names.spelling import folded, is_near, without_latex


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"LLM$\times$MapReduce", "LLM×MapReduce"),
        (r"\textbf{Bold} claims", "Bold claims"),
        (r"Poincar\'e", "Poincare"),
        (r"$\alpha$-Books", "α-Books"),
        ("MVD$^2$", "MVD^2"),
        ("earns $5", "earns $5"),
    ],
)
def test_latex_is_read_as_it_is_shown(latex: str, shown: str) -> None:
    """A title in LaTeX and the same title in Unicode are one title."""
    assert without_latex(latex) == shown


@pytest.mark.parametrize(
    ("a", "b"), [("Ｗide", "wide"), ("a – b", "A-B"), ("Übung", "ubung"), ("x²", "X2"), ("×", "x")]
)
def test_typography_folds_away(a: str, b: str) -> None:
    """Width, case, dashes, accents and superscripts are no difference."""
    assert folded(a) == folded(b)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is a fixed point, so the order of comparison cannot matter."""
    assert folded(folded(text)) == folded(text)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 3))
def test_nearness_is_symmetric_and_grows(a: str, b: str, limit: int) -> None:
    """A text is as near to another as the other to it, and nearer limits are stricter."""
    assert is_near(a, b, limit) == is_near(b, a, limit)
    assert is_near(a, b, limit + 1) or not is_near(a, b, limit)
    assert is_near(a, a, 0)
