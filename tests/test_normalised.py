"""An entry as its text reads, and the way back to the places of the file."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.subject.normalised import NormalisedEntry, normalised
from summarizer.digest import parse
from summarizer.spans import Edit, Span, apply_edits

HEAD = "## Daily Papers (2024-02-03)\n\n### [A](https://arxiv.org/abs/2401.00001)\n\n- "


def read(prose: str, before: str = HEAD) -> NormalisedEntry:
    """Return the entry of one bullet, normalised."""
    seen = normalised(parse(before + prose + "\n").entries[0])
    assert seen
    return seen


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("**8조** 파라미터입니다.", "8조 파라미터입니다."),
        (
            "*8*조 `토큰`과 [모델](https://example.org/a(b))입니다.",
            "8조 토큰과 [모델](https://example.org/a(b))입니다.",
        ),
        ("[모델](https://example.org/a)이 ***빠릅니다***.", "모델이 빠릅니다."),
        ("[8조][1] 파라미터와 [모델][]입니다.", "8조 파라미터와 모델입니다."),
        ("구간 [0, 1][2]와 ![그림][3]은 **그대로**입니다.", "구간 [0, 1][2]와 ![그림][3]은 그대로입니다."),
        (r"$\mathbf{8}$조와 $\text{1,200}$개입니다.", "8조와 1,200개입니다."),
        (r"$\mathbf{x}$와 $\sqrt{8}$는 **그대로**입니다.", r"$\mathbf{x}$와 $\sqrt{8}$는 그대로입니다."),
        ("8\u00a0조,\u200b ８억 개, 3兆와 수십億입니다.", "8 조, 8억 개, 3조와 수십억입니다."),
        ("12\u202f500개와\u00a012\u00a0500개입니다.", "12\u202f500개와 12\u00a0500개입니다."),
        (unicodedata.normalize("NFD", "한글과 naïve한 방법입니다."), "한글과 naïve한 방법입니다."),
        (
            "A* 탐색과 D* 탐색, x_1과 y_2, 3 * 4 * 5입니다. **강조**",
            "A* 탐색과 D* 탐색, x_1과 y_2, 3 * 4 * 5입니다. 강조",
        ),
        ("__init__은 이름이고 ![그림](a.png)은 그림입니다.\u200b", "__init__은 이름이고 ![그림](a.png)은 그림입니다."),
    ],
)
def test_the_words_are_read(written: str, words: str) -> None:
    """Markup inside a sentence, odd blanks and other letters for the same are not part of what is said."""
    seen = read(written)
    assert [section.text for section in seen.entry.sections] == [words]
    (section,) = seen.entry.sections
    assert seen.entry.source[section.start : section.end] == words


def test_a_plain_entry_is_left_as_it_is() -> None:
    """Most entries have nothing to normalise, and cost nothing."""
    assert normalised(parse(HEAD + "8조 파라미터입니다 (표 1).\n").entries[0]) is None


@pytest.mark.parametrize(
    ("written", "words", "new", "after"),
    [
        ("**8**조 모델", "8조", "80억", "**80억** 모델"),
        ("8**조 모델**", "8조", "80억", "**80억 모델**"),
        ("**8조** 모델", "8조", "80억", "**80억** 모델"),
        ("８조 모델", "8조", "80억", "８０억 모델"),
        ("8兆 모델", "8조", "80억", "80億 모델"),
        ("8\u200b조 모델", "8조", "80억", "80억 모델"),
        ("[8조](https://example.org) 모델", "8조 모델", "80억 모델", "[80억 모델](https://example.org)"),
        ("**3**만 **2,580**개", "3만 2,580", "32만 5,800", "**32만 5,800**개"),
        (r"$\mathbf{3}$만 $\mathbf{2,580}$개", "3만 2,580", "32만 5,800", r"$\mathbf{32만 5,800}$개"),
        ("[8조][1] 모델", "8조 모델", "80억 모델", "[80억 모델][1]"),
        (r"$\mathbf{8}$조 모델", "8조", "80억", r"$\mathbf{80억}$ 모델"),
        (unicodedata.normalize("NFD", "8조 모델"), "8조", "80억", unicodedata.normalize("NFD", "80억 모델")),
    ],
)
def test_an_edit_is_made_in_the_spelling_it_replaces(written: str, words: str, new: str, after: str) -> None:
    """What stands around the replaced words stays, markup that opens or closes there included."""
    before = "앞 문장입니다.\n" + HEAD
    seen = read(written, before)
    start = seen.entry.source.index(words)
    edit = seen.edit(Edit(start, start + len(words), new))
    assert apply_edits(before + written, [edit]) == before + after


@given(st.text(alphabet="가나8조*`_[](a) \u00a0\u200b\u1100\u1161\u11a8８兆\r\n.", min_size=1, max_size=60))
def test_every_place_leads_back(prose: str) -> None:
    """Every word of the text has a place in the file, in the same order, and an edit leaves what is before it."""
    text = HEAD + "가 " + prose + " 끝\n"
    for entry in parse(text).entries:
        seen = normalised(entry)
        if seen is None:
            continue
        places = [seen.place(Span(at, at + 1)) for at in range(len(seen.entry.source))]
        assert all(one.start <= other.start and one.end <= other.end for one, other in pairwise(places))
        assert all(place.end <= len(text) for place in places)
        for section in seen.entry.sections:
            assert seen.entry.source[section.start : section.end] == section.text
        for at in range(0, len(seen.entry.source), 3):
            sign = seen.entry.source[at]
            edit = seen.edit(Edit(at, at + 1, sign))
            assert apply_edits(text, [edit])[: edit.start] == text[: edit.start]


@pytest.mark.parametrize("piece", ["*", "**a", "`", "[a](", "\u200b", "가\u0301", "８", "\r", "_a_ ", "1 兆"])
def test_hostile_text_costs_linear_time(piece: str) -> None:
    """Ten times the text costs about ten times as long."""

    def cost(length: int) -> float:
        (entry,) = parse(HEAD + "가" + piece * length + "\n").entries
        begin = time.process_time()
        normalised(entry)
        return time.process_time() - begin

    cost(500)
    assert min(cost(50_000) for _ in range(3)) <= 40 * cost(5_000) + 0.05


def test_lines_may_end_in_carriage_returns() -> None:
    """A file of old has its entries, at the lines that an editor shows."""
    text = (HEAD + "하나입니다.\n- 둘입니다.\n\n### [B](https://arxiv.org/abs/2401.00002)\n\n- 셋입니다.\n").replace(
        "\n", "\r"
    )
    first, second = parse(text).entries
    assert (first.line, second.line, [one.text for one in first.sections]) == (3, 8, ["하나입니다.", "둘입니다."])
    assert second.source[second.start : second.end].endswith("셋입니다.")
