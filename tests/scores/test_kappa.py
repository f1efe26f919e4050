"""Cohen's kappa against figures computed by hand and by the textbook's formula for its error."""

from __future__ import annotations

from math import isclose, sqrt
from random import Random

import pytest

from evals.statistics import cohens_kappa, kappa_interval


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # 35 of 50 agree; by chance (25 * 30 + 25 * 20) / 50^2 = 0.5; so (0.7 - 0.5) / (1 - 0.5).
        ([[20, 5], [10, 15]], 0.4),
        # 60 of 100 agree, by chance 0.54; and with other margins 0.46: Cohen's own paradox of margins.
        ([[45, 15], [25, 15]], (0.60 - 0.54) / 0.46),
        ([[25, 35], [5, 35]], (0.60 - 0.46) / 0.54),
        # Three categories: 40 of 60 agree; by chance (20 * 22 + 20 * 20 + 20 * 18) / 3600 = 1 / 3.
        ([[15, 3, 2], [4, 12, 4], [3, 5, 12]], (39 / 60 - 1 / 3) / (2 / 3)),
        ([[10, 0], [0, 10]], 1.0),
        ([[0, 10], [10, 0]], -1.0),
        ([[25, 25], [25, 25]], 0.0),
    ],
)
def test_kappa_is_what_it_is_by_hand(table: list[list[int]], kappa: float) -> None:
    """Agreement beyond chance is (observed - expected) / (1 - expected)."""
    found = cohens_kappa(table)
    assert found is not None
    assert isclose(found, kappa, abs_tol=1e-12)


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[10, 0], [0, 0]]])
def test_kappa_of_nothing_is_no_number(table: list[list[int]]) -> None:
    """Where both say the same of everything, or nothing was asked, agreement says nothing: that is neither 1 nor 0."""
    assert cohens_kappa(table) is None


def test_an_answer_that_was_not_given_agrees_with_nothing() -> None:
    """A judge that could not tell is no better than one that was wrong."""
    assert cohens_kappa([[10, 0, 0], [0, 10, 0], [0, 0, 0]]) == 1.0
    found = cohens_kappa([[5, 0, 5], [0, 5, 5], [0, 0, 0]])
    assert found is not None
    assert found < 0.5


def test_the_interval_is_as_wide_as_the_textbook_says() -> None:
    """With a sentence a paper the bootstrap comes to Fleiss, Cohen and Everitt's error for large samples."""
    table = [[80, 20], [40, 60]]
    papers = {}
    for row in range(2):
        for column in range(2):
            for _ in range(table[row][column]):
                papers[len(papers)] = [[int((row, column) == (i, j)) for j in range(2)] for i in range(2)]
    interval = kappa_interval(papers)
    assert interval is not None
    kappa, error = 0.4, _standard_error(table)
    assert isclose(interval.low, kappa - 1.96 * error, abs_tol=0.02)
    assert isclose(interval.high, kappa + 1.96 * error, abs_tol=0.02)


def _standard_error(table: list[list[int]]) -> float:
    total = sum(map(sum, table))
    p = [[count / total for count in row] for row in table]
    rows, columns = [sum(row) for row in p], [sum(column) for column in zip(*p, strict=True)]
    observed = sum(p[i][i] for i in range(2))
    expected = sum(rows[i] * columns[i] for i in range(2))
    kappa = (observed - expected) / (1 - expected)
    a = sum(p[i][i] * (1 - (rows[i] + columns[i]) * (1 - kappa)) ** 2 for i in range(2))
    b = (1 - kappa) ** 2 * sum(p[i][j] * (columns[i] + rows[j]) ** 2 for i in range(2) for j in range(2) if i != j)
    c = (kappa - expected * (1 - kappa)) ** 2
    return sqrt((a + b - c) / total) / (1 - expected)


def test_sentences_of_one_paper_are_no_independent_evidence() -> None:
    """The same counts in few papers leave more open than in many."""
    random = Random(7)  # noqa: S311 - no secret
    answers = [(random.random() < 0.5, random.random() < 0.8) for _ in range(200)]
    tables = {1: {}, 20: {}}
    for size, papers in tables.items():
        for number, (label, agrees) in enumerate(answers):
            # In a paper of twenty sentences the judge is right on all or on none of them.
            is_right = agrees if size == 1 else answers[number // size][1]
            one = papers.setdefault(number // size, [[0, 0], [0, 0]])
            one[int(label)][int(label == is_right)] += 1
    narrow, wide = kappa_interval(tables[1]), kappa_interval(tables[20])
    assert narrow is not None
    assert wide is not None
    assert wide.high - wide.low > narrow.high - narrow.low
