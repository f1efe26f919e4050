"""What a text costs that was written to cost much: no check takes more than its length is worth."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from evals.checks import CHECKS
from evals.checks.contract import CannotTell, Check, examines_entries
from evals.checks.paper.author_mismatch import AuthorMismatch
from evals.checks.paper.names import is_same_person, read_name
from evals.subject import Subject
from summarizer.digest import parse
from summarizer.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

PAYLOADS = (
    *("가", "a", "1", "가 ", "1,000,", "1.", "(", "'\"", "**"),
    *("\\frac{", "$x$ ", "<a>[b](c)", "é\u0301", "a-", "1/"),
    *("GPT-4o ", "양자화(quantization) ", "3~5", "십이만삼천", "12.5% ", "5을 ", "A을", "모델을를이가 "),
    *("모델입니다. ", "A는 B보다 2배 좋고 ", "A, B, C와 ", "않지 않은 ", "1조 1억 ", "8B 모델 7억 "),
    "Large Language Model (LLM) ",
)
_LENGTH = 1500
# Shorter times tell nothing on a machine that does other things as well.
_WORTH_COMPARING = 0.05
# What is known to cost more: every expansion is compared with every other one.
_KNOWN = frozenset({("acronym-mismatch", "Large Language Model (LLM) ")})


def hostile(payload: str, length: int) -> Subject:
    """Return an entry whose title, authors and prose repeat something, about a paper that does so too."""
    text = (payload * (length // len(payload) + 1))[:length]
    short = text[: length // 4]
    entries = parse(
        f"## Daily Papers (2024-02-03)\n\n### [{short}](https://arxiv.org/abs/2401.00001)\n\nAuthors: {short}\n\n"
        f"- **What's New**: {text}\n- **Technical Details**: 글 {short}입니다.\n"
    ).entries
    return Subject(entries[0], Paper("2401.00001", short, text, authors=tuple(short.split(","))))


def seconds(check: Check, payload: str, length: int) -> float:
    """Return how long the check takes, everything that it reads for the first time included."""
    subject = hostile(payload, length)
    read_name.cache_clear()
    start = time.process_time()
    with suppress(CannotTell):
        check.inspect(subject)
    return time.process_time() - start


@pytest.mark.parametrize("check", [check for check in CHECKS if examines_entries(check)], ids=lambda check: check.id)
def test_four_times_the_text_takes_some_four_times_as_long(check: Check) -> None:
    """Linear, with room for a machine that is busy; the sixteen times of a comparison of all with all are not."""
    slow = [payload for payload in PAYLOADS if seconds(check, payload, 4 * _LENGTH) > _WORTH_COMPARING]
    ratios = {
        payload: min(seconds(check, payload, 4 * _LENGTH) / seconds(check, payload, _LENGTH) for _ in range(3))
        for payload in slow
        if (check.id, payload) not in _KNOWN
    }
    assert not {payload: ratio for payload, ratio in ratios.items() if ratio > 9}


PEOPLE: dict[str, Callable[[int], tuple[str, list[str]]]] = {
    "one name of many parts": lambda n: ("ab " * n, ["ab " * n + "c"]),
    "other parts": lambda n: (" ".join(f"w{i}" for i in range(n)), [" ".join(f"w{n - i}" for i in range(n))]),
    "hyphens": lambda n: ("a-" * n, ["a-" * n + "b"]),
    "plus signs": lambda n: ("+ " * n, ["A B"]),
    "letters": lambda n: ("a" * 4 * n + "b", ["a" * 4 * n + "c"]),
    "many that are missing": lambda n: ("Ada Park", [f"Ab{i} C" for i in range(n)]),
    "another order": lambda n: (", ".join(f"Ab{i} C" for i in range(n)), [f"Ab{n - i} C" for i in range(n)]),
}


@pytest.mark.parametrize("people", PEOPLE.values(), ids=PEOPLE)
def test_authors_are_compared_in_linear_time(people: Callable[[int], tuple[str, list[str]]]) -> None:
    """However long a list of authors is, or the name of one."""

    def spent(count: int) -> float:
        names, published = people(count)
        entries = parse(f"### [A](https://arxiv.org/abs/2401.00001)\n\nAuthors: {names}\n\n- 글입니다.\n").entries
        subject = Subject(entries[0], Paper("2401.00001", "A", "A.", authors=tuple(published)))
        assert subject.entry.authors
        read_name.cache_clear()
        start = time.process_time()
        AuthorMismatch().inspect(subject)
        return time.process_time() - start

    assert min(spent(4000) / spent(500) for _ in range(3)) < 20


def test_what_has_more_parts_than_a_name_is_compared_by_them() -> None:
    """A list that lost its commas is the same list in any order, and no other one."""
    parts = [f"w{i}" for i in range(40)]
    one, turned, other = (read_name(" ".join(p)) for p in (parts, parts[::-1], [*parts[1:], "x"]))
    assert is_same_person(one, turned)
    assert not is_same_person(one, other)
