"""Speech levels, and endings in another level."""

from __future__ import annotations

import pytest

from evals.korean.asides import said
from evals.korean.endings import Ending, in_level, level_of, levels_of
from evals.korean.morphemes import analyse


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("제안합니다", Ending.FORMAL),
        ("무엇입니까", Ending.FORMAL),
        ("제안한다", Ending.PLAIN),
        ("문제다", Ending.PLAIN),
        ("아니다", Ending.PLAIN),
        ("좋아요", Ending.POLITE),
        ("것이에요", Ending.POLITE),
        ("제안함", Ending.NOMINAL),
        ("향상되었음", Ending.NOMINAL),
        ("필요", None),
        ("수요", None),
        ("포함", None),
        ("람다", None),
        ("게임", None),
        ("모델", None),
        ("", None),
        ("다", None),
    ],
)
def test_a_word_tells_its_level(word: str, level: Ending | None) -> None:
    """Endings are known, and nouns that look like one are not taken for it."""
    assert level_of(word) is level


@pytest.mark.parametrize(
    ("plain", "formal"),
    [
        ("제안하였다", "제안하였습니다"),
        ("높다", "높습니다"),
        ("없다", "없습니다"),
        ("받는다", "받습니다"),
        ("제안한다", "제안합니다"),
        ("만든다", "만듭니다"),
        ("다룬다", "다룹니다"),
        ("길다", "깁니다"),
        ("중요하다", "중요합니다"),
        ("다르다", "다릅니다"),
        ("아니다", "아닙니다"),
        ("것이다", "것입니다"),
    ],
)
def test_levels_are_exchanged_both_ways(plain: str, formal: str) -> None:
    """A conjugation that is certain in one direction is certain in the other."""
    assert rewritten(plain, Ending.FORMAL) == formal
    assert rewritten(formal, Ending.PLAIN) == plain


def rewritten(word: str, level: Ending) -> str | None:
    """Return the last word of a sentence in another level."""
    start = len("이 결과는 매우 ")
    return in_level(word, level, analyse(f"이 결과는 매우 {word}.").within(start, start + len(word)))


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("디코다", Ending.FORMAL),  # a noun that no dictionary has, or a verb
        ("않습니다", Ending.PLAIN),  # 않는다 or 않다
        ("무엇입니까", Ending.PLAIN),
        ("좋아요", Ending.FORMAL),
        ("제안함", Ending.FORMAL),
        ("제안한다", Ending.PLAIN),
    ],
)
def test_an_uncertain_conjugation_is_not_made(word: str, level: Ending) -> None:
    """Where two endings are possible, or none is known, nothing is offered."""
    assert rewritten(word, level) is None


def test_a_noun_with_its_copula_keeps_its_vowel() -> None:
    """과제다 is 과제 with a contracted copula, and no stem 과제-."""
    assert rewritten("과제다", Ending.FORMAL) == "과제입니다"
    assert rewritten("문제이다", Ending.FORMAL) == "문제입니다"
    assert rewritten("차이다", Ending.FORMAL) == "차이입니다"


def test_only_sentences_of_the_text_end() -> None:
    """Asides, decimals and lines of a list end nothing; a bold last word and the end of the text do."""
    text = "값은 3.5(아주 작다.)이며, 그는 '크다.'라고 **했다**.\n- 목록이다\n끝이다"
    assert [end.word.of(text) for end in levels_of(said(text))] == ["했다", "끝이다"]
