"""What earns the severity of an error of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evals.checks.numbers.ties import Ties
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.papers import Paper

if TYPE_CHECKING:
    from evals.checks.numbers.ties import Tie


def ties_of(korean: str, english: str) -> tuple[Subject, Ties]:
    """Return an entry of one bullet about a paper with this abstract, and its ties."""
    text = f"### [A](https://arxiv.org/abs/2401.00001)\n\n- {korean}\n"
    (entry,) = parse(text).entries
    seen = Subject(entry, Paper("2401.00001", "A", english))
    return seen, Ties(seen)


def tie(korean: str, english: str) -> Tie:
    """Return what ties the first figures of both texts."""
    seen, ties = ties_of(korean, english)
    return ties.between(seen.figures[0], min(seen.source_figures, key=lambda figure: figure.span))


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("GullNet은 이미지 28장을 씁니다.", "With GullNet 26 images are read. The test set has 41 images."),
        ("이미지 28장과 모델 7개를 씁니다.", "We use 26 images and 7 models. The test set has 41 images."),
        ("이미지 28장을 씁니다.", "We use 26 images."),
    ],
)
def test_one_kind_and_a_name_a_figure_or_no_other_candidate_are_a_tie(korean: str, english: str) -> None:
    """Each of them shows that no other figure is meant."""
    assert tie(korean, english).holds


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("이미지 28장을 씁니다.", "We use 26 images. The test set has 41 images."),
        ("GullNet은 이미지 28장을 씁니다.", "GullNet has 26 languages."),
    ],
)
def test_a_kind_or_a_name_alone_ties_nothing(korean: str, english: str) -> None:
    """Two figures of one kind may be of two things, and one name has figures of many kinds."""
    assert not tie(korean, english).holds


def test_a_figure_of_another_name_is_told() -> None:
    """What one text gives to a name is not what the other gives to its neighbour."""
    seen, ties = ties_of("GullSet에서 5.6%, TernSet에서 1.2%를 얻었습니다.", "It gains 0.3% on TernSet.")
    assert ties.is_of_another_owner(seen.figures[0], next(iter(seen.source_figures)))
    assert not ties.is_of_another_owner(seen.figures[1], next(iter(seen.source_figures)))
