"""What a text only shows is told from what it says."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.korean.asides import BLANK, asides, said
from summarizer.spans import Span


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("값(a (b) c)은 작다", ["(a (b) c)"]),
        ('그는 "작다."라고 했다', ['"작다."']),
        ("“가”와 ‘나’와 「다」와 『라』", ["“가”", "‘나’", "「다」", "『라』"]),
        ("code() 와 [33] 참고", ["()", "[33]"]),
        ("https://example.org/a?b=1 에서", ["https://example.org/a?b=1"]),
        ("모델 '가'와 the model's task", ["'가'"]),
        ("열기만 한 (괄호\n는 (닫힌) 것만", ["(닫힌)"]),
        ("닫기만 한) 괄호", []),
    ],
)
def test_asides_are_found(text: str, shown: list[str]) -> None:
    """Brackets nest, apostrophes open nothing, and what does not close hides nothing."""
    assert [span.of(text) for span in asides(text)] == shown


def test_code_is_an_aside() -> None:
    """What stands between back ticks is shown, and what it encloses with it."""
    assert [span.of("run(x) 호출") for span in asides("run(x) 호출", [Span(0, 6)])] == ["run(x)"]


@given(st.text(st.sampled_from("가(b)[]\"'`“”‘ \n."), max_size=60))
def test_nothing_moves(text: str) -> None:
    """Blanking keeps every place and every character outside the asides."""
    spoken = said(text)
    assert len(spoken) == len(text)
    assert all(there in {here, BLANK} for here, there in zip(text, spoken, strict=True))


@pytest.mark.slow
def test_hostile_brackets_cost_linear_time() -> None:
    """A text of nothing but signs is read in a moment."""
    started = time.process_time()
    for sign in ("(", "()", "'", ' "', "‘", "[("):
        said(sign * 50_000)
    assert time.process_time() - started < 10
