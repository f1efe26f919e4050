"""What sentences of both languages say of each other: denials, totals, rankings and changes."""

from __future__ import annotations

import time

import pytest

from evals.checks.claims.comparison_swap import ComparisonSwap
from evals.checks.claims.direction_flip import DirectionFlip
from evals.checks.claims.overclaim import Overclaim
from evals.relations.completeness import shared_anchors
from evals.relations.denials import denial_in
from evals.relations.owners import Mention
from evals.relations.rankings import OURS, english_rankings
from evals.relations.sides import OTHERS, Sides, orientation
from evals.relations.totals import totals
from evals.subject.sentences import entry_sentences, source_sentences
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.findings import Severity
from summarizer.papers import Paper
from summarizer.spans import Span


def subject(prose: str, abstract: str) -> Subject:
    """Return an entry of one bullet, with a paper."""
    (entry,) = parse(f"### [T](https://arxiv.org/abs/2401.00001)\n\n- {prose}\n").entries
    return Subject(entry, Paper(arxiv_id="2401.00001", title="", abstract=abstract))


@pytest.mark.parametrize(
    ("sentence", "deed"),
    [
        ("새로운 모델을 제안하지 않습니다", "제안"),
        ("속도를 개선하지는 못했습니다", "개선"),
        ("두 모델을 결합하지 않음", "결합"),
        ("데이터를 공개하지 않는다", "공개"),
        ("제안하지 않고 분석합니다", None),
        ("값이 변하지 않습니다", None),
        ("기존 모델은 이를 지원하지 않습니다", None),
    ],
)
def test_a_denial_is_read_at_the_end_of_a_sentence_about_the_paper(sentence: str, deed: str | None) -> None:
    """A denial inside a sentence, of what no paper tells, or of others is no claim about the paper."""
    found = denial_in(sentence, Span(0, len(sentence)))
    assert (found.deed if found else None) == deed


def test_a_report_needs_no_anchor_and_a_step_needs_two() -> None:
    """The easier a thing is rightly denied, the more two sentences have to share before they contradict each other."""
    sentences = ("모델을 제안하지 않습니다", "해결책을 발견하지 못했습니다", "정답을 사용하지 않습니다")
    found = [denial_in(sentence, Span(0, len(sentence))) for sentence in sentences]
    assert [denial.anchors for denial in found if denial] == [0, 1, 2]


def test_names_figures_and_terms_are_anchors() -> None:
    """Sentences tell of the same thing when they share what both languages write alike or the glossary renders."""
    seen = subject("Wren은 41.7%의 양자화 모델입니다.", "Wren-Net aside, WrenLM is a quantization of 41.7%.")
    (own,), (other,) = entry_sentences(seen), source_sentences(seen)
    assert shared_anchors(seen, own, other) == 2


@pytest.mark.parametrize(
    ("prose", "english", "is_flagged"),
    [
        ("모든 언어에서 작동합니다.", "It works in several languages.", True),
        ("모든 공개 언어에서 작동합니다.", "It works in several public languages.", True),
        ("모든 언어에서 작동합니다.", "It works in several languages, and in each script.", False),
        ("모든 언어에서 작동합니다.", "It works on several benchmarks.", False),
        ("모든 데이터는 여러 언어로 쓰였습니다.", "The data is in several languages.", False),
    ],
)
def test_all_of_a_kind_is_held_against_some_of_it(prose: str, english: str, is_flagged: bool) -> None:  # noqa: FBT001
    """Only the same kind is compared, and one word for all of anything is enough for silence."""
    assert bool(Overclaim().inspect(subject(prose, english)).findings) is is_flagged


def test_claims_that_share_words_are_one_finding() -> None:
    """A reader is told once of one place."""
    found = Overclaim().inspect(subject("모든 언어에서 가장 우수합니다.", "It is good in most languages.")).findings
    assert [finding.text for finding in found] == ["모든 언어에서"]
    assert [total.end for total in totals("모든 언어와 모든 작업")] == [5, 12]


def test_an_improvement_over_another_is_a_ranking() -> None:
    """A name behind a preposition is not whose improvement it is."""
    text = "Compared to Crane, Wren gets a gain over Heron."
    names = [
        Mention(name.lower(), text.index(name), text.index(name) + len(name)) for name in ("Crane", "Wren", "Heron")
    ]
    found = list(english_rankings(text, Span(0, len(text)), names))
    assert [(ranking.winner, ranking.loser) for ranking in found] == [("wren", "heron")]
    alone = "We see an improvement over Heron."
    heron = Mention("heron", alone.index("Heron"), alone.index("Heron") + 5)
    assert [r.winner for r in english_rankings(alone, Span(0, len(alone)), [heron])] == [OURS]


def test_times_and_memory_can_go_the_wrong_way() -> None:
    """A duration that the paper shortens is not made longer."""
    seen = subject("학습 시간을 8시간으로 연장했습니다.", "It reduces the training time to just 8 hours.")
    (finding,) = DirectionFlip().inspect(seen).findings
    assert finding.severity in {Severity.ERROR, Severity.WARNING}


def test_performance_at_large_owns_no_figure() -> None:
    """A figure of two tasks is given to the nearer one, though the word performance stands between."""
    seen = subject(
        "수학 및 컴퓨터 비전 작업에서 모델 성능을 평균 12.7% 높였습니다.",
        "It yields an average gain of 12.7% on math tasks, and 8.6% on vision tasks.",
    )
    (finding,) = ComparisonSwap().inspect(seen).findings
    assert finding.evidence[0].quote == "12.7% on math tasks, and 8.6% on vision"


@pytest.mark.parametrize(
    ("one", "other", "is_compared", "side"),
    [
        (("wren", ""), ("wren", "heron"), True, 1),
        (("", "heron"), ("wren", "heron"), True, 1),
        (("heron", "wren"), ("wren", "heron"), True, -1),
        (("heron", ""), ("wren", "heron"), True, 0),
        (("crane", ""), ("wren", "heron"), True, 0),
        (("crane", ""), ("wren", "heron"), False, 1),
        (("", ""), (OTHERS, ""), False, 0),
        (("", ""), ("", ""), True, 1),
    ],
)
def test_sides_are_the_same_the_converse_or_open(
    one: tuple[str, str],
    other: tuple[str, str],
    is_compared: bool,  # noqa: FBT001
    side: int,
) -> None:
    """Two sentences are each other's converse only where both sides changed places."""
    first, second = (
        Sides(*(frozenset(filter(None, [name])) for name in names), frozenset(filter(None, names)))
        for names in (one, other)
    )
    assert orientation(first, second, is_compared=is_compared) == side


@pytest.mark.parametrize("word", ["줄입니다", "절감합니다", "감소시킵니다", "단축합니다", "줄였습니다", "감축했습니다"])
def test_what_opens_a_change_tells_its_direction(word: str) -> None:
    """The words that an object may take (30%를 줄입니다) are rows of the one table of directions."""
    seen = subject(f"비용 30%를 {word}.", "It increases cost by 30%.")
    (finding,) = DirectionFlip().inspect(seen).findings
    assert finding.severity is Severity.ERROR


def test_many_figures_of_one_change_are_read_in_time() -> None:
    """A hostile entry that repeats one change a thousand times is compared in seconds."""
    seen = subject("Wren은 Heron보다 지연 시간을 37.5% 높은 " * 400, "Heron needs 37.5% more latency than Wren. " * 400)
    started = time.process_time()
    DirectionFlip().inspect(seen)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("prose", "english"),
    [
        ("새로운 모델을 제안하지 않습니다. ", "We propose a model. "),
        ("Wren은 정답을 사용하지 않습니다. ", "Wren uses answers. "),
        ("모든 언어와 모든 작업을 다룹니다. ", "It has several languages and various tasks. "),
        ("Wren은 Heron보다 우수합니다. ", "Heron is a gain over Wren and an improvement on Heron. "),
    ],
)
def test_long_texts_cost_no_more_than_their_length(prose: str, english: str) -> None:
    """A hostile entry of a thousand claims is compared in seconds."""
    seen = subject(prose * 1_000, english * 1_000)
    started = time.process_time()
    for check in (DirectionFlip(), ComparisonSwap(), Overclaim()):
        check.inspect(seen)
    assert time.process_time() - started < 10
