"""What an entry full of numbers may cost."""

from __future__ import annotations

import time

import pytest

from evals.checks import check_named
from evals.checks.contract import CannotTell, examines_entries
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.papers import Paper

HEAD = "### [A](https://arxiv.org/abs/2401.00001)\n\n- "
COMPARING = (
    "magnitude-shift",
    "doubled-digits",
    "number-mismatch",
    "unit-mismatch",
    "bound-mismatch",
    "unsupported-number",
)


def subject(korean: str, english: str, times: int) -> Subject:
    """Return an entry that repeats itself, about a paper that does so as often."""
    (entry,) = parse(f"{HEAD}{korean * times}\n").entries
    return Subject(entry, Paper("2401.00001", "A", english * times))


@pytest.mark.parametrize("name", COMPARING)
def test_more_numbers_than_a_summary_has_cannot_be_told(name: str) -> None:
    """A hostile entry gets a verdict of its own, never a pass for numbers that nobody compared."""
    check = check_named(name)
    assert examines_entries(check)
    with pytest.raises(CannotTell, match="1,000 numbers"):
        check.inspect(subject("8조 파라미터 ", "8B parameters, ", 1000))


@pytest.mark.slow
@pytest.mark.parametrize("name", [*COMPARING, "impossible-quantity"])
@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("8조 파라미터 ", "8B parameters, "),
        ("102개의 장면 ", "97 scenes and "),
        ("102개의 장면입니다. ", "It has 97 scenes. "),
        ("7억(7B) ", "7B, "),
        ("36시간 ", "36 minutes, "),
        ("66개의 벤치마크 ", "6 benchmarks, "),
        ("5%p를 기록 ", "accuracy of 5% and "),
        ("7개 모델과 9개 작업 ", "9 models and 7 tasks, "),
    ],
)
def test_many_numbers_cost_no_more_than_pairs_of_them(name: str, korean: str, english: str) -> None:
    """Four times the numbers take some sixteen times as long, nowhere near the sixty-four of a cubic comparison."""
    check = check_named(name)
    assert examines_entries(check)

    def seconds(times: int) -> float:
        seen = subject(korean, english, times)
        start = time.process_time()
        check.inspect(seen)
        return time.process_time() - start

    assert seconds(120) < 32 * seconds(30) + 0.2
