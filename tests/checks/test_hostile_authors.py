"""What comparing hostile lists of authors costs: no more than their length is worth."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from evals.checks.paper.author_mismatch import AuthorMismatch
from evals.checks.paper.names import is_same_person, read_name
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

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
