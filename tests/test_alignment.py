"""What ties a figure of the entry to a figure of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evals.relations.alignment import Anchors, is_part, near_names, shared_modifiers, shared_names
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.papers import Paper

if TYPE_CHECKING:
    from evals.subject.figures import Figure


def subject(korean: str, english: str) -> Subject:
    """Return an entry of one bullet about a paper with this abstract."""
    text = f"### [A](https://arxiv.org/abs/2401.00001)\n\n- {korean}\n"
    (entry,) = parse(text).entries
    return Subject(entry, Paper("2401.00001", "A", english))


def pair(seen: Subject, claimed: int, actual: int) -> tuple[Figure, Figure]:
    """Return the figure of the entry and the one of the paper with these values."""
    (claim,) = (f for f in seen.figures if f.value == claimed)
    (other,) = (f for f in seen.source_figures if f.value == actual)
    return claim, other


def test_a_figure_that_both_sentences_state_ties_them_together() -> None:
    """Two sentences that share one number are likely to share the next."""
    seen = subject("스케치 340장을 28일 동안 그렸습니다.", "We draw 340 sketches in 26 days.")
    assert Anchors(seen).tie(*pair(seen, 28, 26))


@pytest.mark.parametrize(
    "english",
    ["We draw 340 songs in 26 days.", "We draw 340 sketches. It takes 26 days.", "We draw 26 days."],
)
def test_a_number_of_another_thing_or_sentence_ties_nothing(english: str) -> None:
    """An anchor is the same amount of the same thing in the same sentence."""
    seen = subject("스케치 340장을 28일 동안 그렸습니다.", english)
    assert not Anchors(seen).tie(*pair(seen, 28, 26))


def test_the_ends_of_one_range_are_no_anchors_of_each_other() -> None:
    """A range is one statement, not two that agree."""
    seen = subject("5~10%의 향상을 보였습니다.", "It gains 6-10%.")
    assert not Anchors(seen).tie(*pair(seen, 5, 6))


def test_names_close_to_both_figures_are_shared() -> None:
    """A name that stands beside both tells whose figure it is; everyday words do not."""
    seen = subject("RoomBench에서 NeRF-W보다 16% 높습니다.", "On RoomBench it gains 12% over NeRF-W.")
    assert shared_names(seen, *pair(seen, 16, 12)) == {"roombench", "nerf-w"}


@pytest.mark.parametrize("korean", ["102개의 합성 장면을 씁니다.", "합성 장면 102개를 씁니다."])
def test_a_modifier_is_seen_on_either_side_of_the_number(korean: str) -> None:
    """합성 장면 are synthetic scenes, whichever comes first."""
    seen = subject(korean, "It uses 97 synthetic scenes.")
    assert shared_modifiers(seen, *pair(seen, 102, 97)) == {"synthetic"}


@pytest.mark.parametrize(
    ("korean", "expected"),
    [
        ("나머지 10개의 장면은 남겨 둡니다.", True),
        ("이 중 10개의 장면은 실외입니다.", True),
        ("추가로 10개의 장면을 찍습니다.", True),
        ("각 10개의 장면을 봅니다.", True),
        ("장면 10개 가운데 셋을 고릅니다.", True),
        ("10개의 장면을 사용합니다.", False),
        ("집중 10개의 장면을 봅니다.", False),
    ],
)
def test_words_around_a_count_say_that_it_is_a_part(korean: str, *, expected: bool) -> None:
    """A rest, a part or another group is no other number for the same thing."""
    seen = subject(korean, "It uses 97 scenes.")
    claim = seen.figures[0]
    assert is_part(seen, claim) is expected


def test_a_name_that_begins_the_other_is_near_both() -> None:
    """Korean often gives the family where the paper gives the model."""
    seen = subject("HarborLM은 파라미터 8개입니다.", "HarborLM-Large has 80 parts.")
    assert near_names(seen, *pair(seen, 8, 80)) == {"harborlm-large"}


def test_a_gloss_in_small_letters_is_no_name() -> None:
    """A glossed noun stands beside every figure of its kind."""
    seen = subject("토큰(token) 15개를 씁니다.", "It reads 150 tokens.")
    assert not near_names(seen, *pair(seen, 15, 150))


def test_the_size_in_a_name_is_no_anchor() -> None:
    """Half of the models of a paper may have one size."""
    seen = subject("Gull-7B는 28점을 얻었습니다.", "Heron-7B gets 26 points.")
    assert not Anchors(seen).tie(*pair(seen, 28, 26))
