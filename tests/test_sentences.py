"""One answer to where a sentence ends, for Korean, English and both mixed."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sentences import sentence_around, sentence_ends, sentences
from summarizer.spans import Span


@pytest.mark.parametrize(
    "told",
    [
        ["새 방법을 제안합니다.", "둘째 문장입니다."],
        ["새 방법을 제안함.", "성능이 높음!", "끝임."],
        ["비용을 줄였을까요?", "그렇습니다!", "끝."],
        ["정확도가 12.5% 올랐습니다(표 2 참고).", "비용은 줄었습니다."],
        ["**속도가 두 배입니다.**", "메모리는 그대로입니다."],
        ["We reach 91.2%.", "The rest is open."],
        ["It follows earlier work (Kim et al. 2021, e.g. Sec. 3, Fig. 4).", "We differ."],
        ["J. Kim and Q. Lee agree.", "So do we."],
        ["It beats every LLM.", "We release it."],
        ["Accuracy rises to 53. 6\\% with it.", "Cost falls."],
        ["It uses the model v. 2 of all.", "12 of them fail."],
    ],
)
def test_sentences_end_at_their_marks(told: list[str]) -> None:
    """Nominal endings, exclamations and brackets end a sentence; abbreviations and torn decimals do not."""
    text = " ".join(told)
    assert [span.of(text) for span in sentences(text)] == told


def test_what_numbers_an_item_belongs_to_it() -> None:
    """A number of a list is no sentence, and a line ends what stands on it."""
    text = "1. 첫째 방법\n2. 둘째 방법\n\n가. 셋째 방법입니다.넷째 방법입니다."
    told = ["1. 첫째 방법", "2. 둘째 방법", "가. 셋째 방법입니다.", "넷째 방법입니다."]
    assert [span.of(text) for span in sentences(text)] == told


def test_a_place_is_in_the_sentences_that_it_touches() -> None:
    """A finding over the end of a sentence has both as its context; one between sentences has itself."""
    text = "하나입니다. 둘입니다. 셋입니다."
    assert sentence_around(text, Span(8, 9)).of(text) == "둘입니다."
    assert sentence_around(text, Span(4, 8)).of(text) == "하나입니다. 둘입니다."
    assert sentence_around("   ", Span(1, 2)) == Span(1, 2)


@given(st.text(alphabet='가다. !?\n)"A1b。*', max_size=60))
def test_sentences_cover_every_sign_once(text: str) -> None:
    """Nothing but blanks stands outside of the sentences, and they do not overlap."""
    told = list(sentences(text))
    assert "".join("".join(span.of(text) for span in told).split()) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(told))
    assert sentence_ends(text) == sorted(set(sentence_ends(text)))


@pytest.mark.parametrize("piece", [".", ". ", "가.", ".)", "\n", " ", "1. ", "et al. ", "a\n", "...) "])
def test_hostile_text_costs_linear_time(piece: str) -> None:
    """Ten times the text costs about ten times as long."""

    def cost(length: int) -> float:
        text = piece * length + "끝"
        begin = time.process_time()
        sentence_ends(text)
        return time.process_time() - begin

    cost(1_000)
    assert min(cost(100_000) for _ in range(3)) <= 40 * cost(10_000) + 0.02
