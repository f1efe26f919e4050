"""Figures that mark or set something are labels: they back a number and contradict none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evals.quantities import read_quantities
from evals.quantities.english import read_english
from evals.quantities.korean import read_korean
from evals.subject.figures import Figure, FigureIndex, source_figures
from evals.subject.source_text import SourceText
from summarizer.findings import Where


@pytest.mark.parametrize(
    "text",
    [
        "for $i=1$ to $n$",
        r"\sum_{j=1} x_j",
        "with k = 10 it converges",
        "temperature = 2.4",
        r"$\alpha \in \{0.1, 0.5\}$",
        "i = 1, 2, ..., 100",
        "1, 2, …, N",
        "1 ≤ m ≤ 9",
        "significant (p < 0.05)",
        "$2n + 1$",
        "1. Filter the pages. 2. Rank them.",
        "\n3 Experiments\nWe",
        "\n## 3.2 Ablation Study\nWe",
        "a 95% CI",
        "the 99% confidence interval",
    ],
)
def test_what_marks_or_sets_is_a_label(text: str) -> None:
    """An index, the value of a symbol, a list marker, a section's number and a confidence level amount to nothing."""
    found = read_english(text)
    assert found
    assert all(quantity.is_label for quantity in found)


@pytest.mark.parametrize(
    "text",
    [
        "N = 340 patients",
        "accuracy = 87.3%",
        "$2.5\\times$ faster",
        "$\\sim 40$ hours",
        "$100K$ pages",
        "we use 3 encoders",
        "over 95% of users",
        "It has 4. It is small",
        "more than 12",
    ],
)
def test_an_amount_is_no_label(text: str) -> None:
    """What has a unit, counts a thing or stands in plain prose is an amount."""
    assert [quantity.is_label for quantity in read_english(text)] == [False]


@pytest.mark.parametrize(
    "text", ["k=10으로 둡니다", "온도를 T = 0.7로 둔다", "1. 수집한다. 2. 거른다.", "95% 신뢰구간"]
)
def test_korean_labels(text: str) -> None:
    """Korean prose marks and sets likewise."""
    found = read_korean(text)
    assert found
    assert all(quantity.is_label for quantity in found)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("as Tables 2 and 3 show", []),
        ("in Figs. 2, 3 and 5", []),
        ("see Sections 3-5. We make 12 runs", [12]),
        ("Table 3 and 12 runs", [12]),
        ("(4.) a filter", []),
    ],
)
def test_a_row_of_references_is_passed_over(text: str, values: list[int]) -> None:
    """The numbers behind the first one of several tables are references as well."""
    assert [quantity.value for quantity in read_english(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 M images", 10**6),
        ("6.7 B", 67 * 10**8),
        ("3 K steps", 3000),
        (r"about 53. 6\%", Fraction("53.6")),
        ("an F1 of 0. 92", Fraction("0.92")),
        ("12 500 images", 12500),
        ("1 250 000 documents", 1250000),
        ("$2.788$M hours", 2788000),
        ("AUC 0.90;", Fraction("0.9")),
        ("two thousand, five hundred and six", 2506),
        ("one million, two hundred thousand, three hundred", 1200300),
    ],
)
def test_what_extraction_or_spelling_has_split_is_one_number(text: str, value: Fraction) -> None:
    """A space before the letter or the thousands, behind the point, or a dollar between parts no number."""
    assert [quantity.value for quantity in read_english(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a 3 T scanner", [3]),
        ("one thousand, two thousand", [1000, 2000]),
        ("one thousand, two", [1000, 2]),
        ("trained on 12 500-step runs", [12, 500]),
        ("1. 50% fewer pages", [1, 50]),
        ("sizes 12 512 768 units", [12, 512, 768]),
    ],
)
def test_what_only_stands_side_by_side_stays_apart(text: str, values: list[int]) -> None:
    """Nothing counted behind them, or too little of a group: two numbers."""
    assert [quantity.value for quantity in read_english(text)] == values


@pytest.mark.parametrize(
    ("text", "value"), [("12 500개", 12500), ("1 M장", 10**6), ("6.7 B 파라미터", 67 * 10**8), ("12,500개", 12500)]
)
def test_korean_figures_over_a_space(text: str, value: int) -> None:
    """Korean prose that keeps the paper's spelling is read likewise."""
    assert [quantity.value for quantity in read_korean(text)] == [value]


@pytest.mark.parametrize(
    ("text", "lang", "is_spelled"),
    [("the four modules", "en", True), ("4 modules", "en", False), ("네 개", "ko", True), ("4개", "ko", False)],
)
def test_a_number_in_words_says_so(text: str, lang: str, is_spelled: bool) -> None:  # noqa: FBT001 - a column
    """A reader can tell a spelled count from one in figures."""
    assert [q.is_spelled for q in read_quantities(text, "ko" if lang == "ko" else "en")] == [is_spelled]


def test_a_size_and_its_data_are_no_range() -> None:
    """7B-4T names a model by its parameters and its tokens."""
    for read in (read_english, read_korean):
        assert [quantity.value for quantity in read("7B-4T")] == [7 * 10**9, 4 * 10**12]


def test_a_countdown_does_not_run_backwards() -> None:
    """Steps before an event are counted down; the smaller end is the low one all the same."""
    for text in ("충돌 전 40~10단계", "마감 30~10초 전", "남은 9~5번"):
        (quantity,) = read_korean(text)
        assert quantity.ends is not None
        assert [end.value for end in quantity.ends] == [quantity.low, quantity.high]


def test_a_particle_begins_no_number() -> None:
    """Behind N, 만 says only."""
    assert [(q.low, q.high) for q in read_korean("토큰 N만 5~50")] == [(5, 50)]


@pytest.mark.parametrize(
    ("text", "bound"), [("12개 이상 탐지", "exact"), ("12개 이상의 탐지기", "at-least"), ("95% 이상 탐지", "at-least")]
)
def test_an_anomaly_is_no_bound(text: str, bound: str) -> None:
    """이상 before 탐지 is what is found, unless a share stands before it."""
    assert read_korean(text)[0].bound == bound


@pytest.mark.parametrize("text", ["up to ~5%", "up to about 5%", "up to approximately 5%"])
def test_a_hedge_behind_a_limit_leaves_the_limit(text: str) -> None:
    """Up to about 5% is at most, as 최대 약 5% is."""
    assert [quantity.bound for quantity in read_english(text)] == ["at-most"]
    assert [quantity.bound for quantity in read_korean("최대 약 5%")] == ["at-most"]


def test_a_label_backs_a_number_and_is_near_none() -> None:
    """The index of figures lets a label support a number and never offers it as another one."""
    (label,) = read_english("k = 10")
    index = FigureIndex([Figure(label, label, None, 0)])
    assert list(index) == list(index.near(Fraction(10))) == []
    assert len(index) == 0
    assert index.with_number(label)
    assert list(index.same(label))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("gains fall as 1/k with it", [1]),
        ("(+16.8) on Atlas", [Fraction("16.8")]),
        ("RoomBench (4.2)", [Fraction("4.2")]),
        ("FID 2.65", [Fraction("2.65")]),
        ("Llama 3.1", []),
        ("wav2vec~2.0", []),
        ("Table~3", []),
        ("from few (<10) pages", [10]),
        ("1) read, 2) write", []),
        ("2087 prompts", [2087]),
        ("a set (2000 operations)", [2000]),
        (r"$30\mathrm{M}\to85\mathrm{M}$ parameters", [30 * 10**6, 85 * 10**6]),
        ("it takes ~15min", [15]),
    ],
)
def test_a_figure_beside_a_name_or_a_sign(text: str, values: list[Fraction]) -> None:
    """A score in parentheses is no version, what is tied to a name is one, and a style of LaTeX hides no letter."""
    assert [quantity.value for quantity in read_english(text)] == values


def test_a_score_in_a_range_of_ends_is_no_bullet() -> None:
    """The last figure of (3 to 5) counts no point of a list."""
    for text in ("severity (3 to 5)", "severity (3--5)"):
        assert [(q.low, q.high) for q in read_english(text)] == [(3, 5)]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("no agent exceeds 56%", "at-most"),
        ("it exceeds 56%", "over"),
        ("it exceeds six agents", "exact"),
        ("it exceeds 600 pages", "over"),
    ],
)
def test_who_is_exceeded_is_no_bound(text: str, bound: str) -> None:
    """To exceed six agents is to be better than they are, and what nobody exceeds is a ceiling."""
    assert [quantity.bound for quantity in read_english(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("기준선보다 평균 0.141점을 상회", "exact"),
        ("평균 60점을 상회", "over"),
        ("약 3분 안에", "about"),
        ("3분 안에", "under"),
        ("50%를 넘는 모델이 없음", "at-most"),
        ("40점을 초과한 모델은 없었다", "at-most"),
        ("50%를 넘는 모델", "over"),
        ("에이전트 6개보다 작업 완료가 빨랐다", "exact"),
    ],
)
def test_korean_words_that_set_another_bound_or_none(text: str, bound: str) -> None:
    """A difference from another is no limit, within about three minutes is about three, and what none exceeds a top."""
    assert [quantity.bound for quantity in read_korean(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("파라미터 7-70B", (7 * 10**9, 70 * 10**9)),
        ("(1.5–3.8B)", (15 * 10**8, 38 * 10**8)),
        ("1~3B", (10**9, 3 * 10**9)),
    ],
)
def test_the_first_end_of_a_range_has_the_letter_of_the_last(text: str, ends: tuple[int, int]) -> None:
    """Decimals and what leads the range change nothing in it."""
    assert [(q.low, q.high) for q in read_korean(text)] == [ends]


@pytest.mark.parametrize(("text", "value"), [("6.2 조 개", 62 * 10**11), ("1.4 백만 개", 1400000), ("5 만 명", 50000)])
def test_a_scale_behind_a_space(text: str, value: int) -> None:
    """Figures and their 만, 억 or 조 may be written apart."""
    assert [quantity.value for quantity in read_korean(text)] == [value]


def test_a_frame_is_no_multiple() -> None:
    """The x of 1500 x 1500 stands between two sides."""
    assert read_korean("약 1500 x 1500 픽셀") == []
    assert [quantity.unit for quantity in read_korean("4 x 빠른")] == ["times"]


def test_a_share_backs_its_part_and_its_whole() -> None:
    """39/102 tasks are told as 102개 중 39개; neither number contradicts another."""
    index = FigureIndex(source_figures([SourceText(Where.ABSTRACT, None, "it solves 39/102 tasks")]))
    for text in ("39개", "102개"):
        assert index.with_number(read_korean(text)[0])
    assert [figure.value for figure in index] == [Fraction(39, 102)]
