"""What a reviewer says is proven by code: places, particles, order, and the examples of the check's spec."""

from __future__ import annotations

from time import perf_counter

import pytest

from evals.checks import CHECKS, REVIEWED
from evals.checks.specs import SpecPart, read_spec
from evals.reviewer.confirm import Ballot, VersionPairs
from evals.reviewer.findings import observe
from evals.reviewer.model import ProvenProblem, ReviewedEntry, reviewed_sentences
from evals.reviewer.proof import Proof, Void, harmless, is_number_quoted
from evals.reviewer.reviewer import Review, ReviewedProblem
from evals.runner.run import of_entries
from evals.subject.excerpts import excerpt
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.models.replies import ConfirmReply, PairAnswer, Problem
from summarizer.papers import Paper, Passage
from summarizer.spans import apply_edits

_ABSTRACT = "Tiny has 8 billion parameters and $4_{\\text{layers}}$. It answers 12 questions, faster than Base."
_SPEC = read_spec(REVIEWED)


def entry(*sentences: str, passages: tuple[Passage, ...] = ()) -> ReviewedEntry:
    """Return an entry of one bullet as a reviewer is shown it."""
    text = f"### [A](https://arxiv.org/abs/2401.00001)\n\n- {' '.join(sentences)}\n"
    paper = Paper("2401.00001", "A Tiny Reader", _ABSTRACT, fulltext=passages)
    subject = Subject(excerpt(parse(text).entries[0]).entry, paper)
    return ReviewedEntry(subject, reviewed_sentences(subject), passages)


def stated(words: str, correct: str, quote: str = "faster than Base", **changes: object) -> Problem:
    """Return a problem as a model states it."""
    facts = {"sentence": 1, "type": "mistranslation", "words": words, "from": "abstract", "quote": quote}
    return Problem.model_validate(facts | {"correct": correct, "certain": True} | changes)


def proven(shown: ReviewedEntry, *problems: Problem) -> list[ProvenProblem]:
    """Return the problems that are proven."""
    return [one for one in Proof(shown).read(problems) if not isinstance(one, Void)]


@pytest.mark.parametrize(
    ("sentence", "words", "correct", "after"),
    [
        ("정량화를 씁니다.", "정량화", "양자화", "양자화를 씁니다."),
        ("모형을 씁니다.", "모형", "어텐션 구조", "어텐션 구조를 씁니다."),
        ("문장(sentence)을 봅니다.", "문장", "단어", "단어(sentence)를 봅니다."),
        ("층은 층마다 다른 층과 같습니다.", "층", "계층", "계층은 계층마다 다른 계층과 같습니다."),
        ("18개와 8개를 봅니다.", "8개", "9개", "18개와 9개를 봅니다."),
        ("Tiny를 Tinyl과 견줍니다.", "Tiny", "Base", "Base를 Tinyl과 견줍니다."),
    ],
)
def test_a_correction_is_put_in_every_place_with_its_particle(
    sentence: str, words: str, correct: str, after: str
) -> None:
    """Every place of the words is meant, parts of numbers and names are not, and the particle agrees."""
    shown = entry(sentence)
    (one,) = proven(shown, stated(words, correct))
    text = shown.subject.written.source
    corrected = apply_edits(text, sorted(shown.subject.edits_in_file(one.edits)))
    assert corrected.rstrip().endswith(f"- {after}")


def test_a_quote_is_cut_from_the_text_that_it_names() -> None:
    """Title, abstract, passage and entry each have their places; the passage's are those of the paper."""
    passage = Passage("1 Introduction", "Before. Readers of books are slow.")
    shown = entry("책을 읽습니다.", "느립니다.", passages=(passage,))
    places = {
        "title": ("Tiny Reader", 2),
        "abstract": ("4 layers", None),
        "passage 1": ("Readers of books", 8),
        "entry": ("느립니다.", None),
    }
    for source, (quote, start) in places.items():
        quoted = "4_text layers" if quote == "4 layers" else quote
        found = proven(shown, stated("책", "논문", quoted, **{"from": source}))
        if source == "abstract":
            continue
        (one,) = found
        assert one.evidence.quote == quote
        assert start is None or one.evidence.start == start
    assert proven(shown, stated("책", "논문", "Readers of books", **{"from": "passage 2"})) == []


@pytest.mark.parametrize(
    ("words", "correct", "quote", "is_quoted"),
    [
        ("80조", "80억", "8 billion parameters", True),
        ("80조", "800억", "8 billion parameters", False),
        ("12개", "11개", "12 questions", False),
        ("질문 12개", "문제 12개", "faster than Base", True),
    ],
)
def test_a_number_that_a_correction_brings_is_that_of_the_quote(
    words: str, correct: str, quote: str, *, is_quoted: bool
) -> None:
    """Our own readers read both; a number that stood there before needs no quote."""
    (one,) = proven(entry(f"{words}에 답합니다."), stated(words, correct, quote))
    assert is_number_quoted(one) is is_quoted


def test_corrections_stand_together_or_one_by_one() -> None:
    """One that the rules speak against does not take the others with it."""
    shown = entry("모형을 씁니다.", "자료 봅니다.")
    good = stated("모형", "모델")
    bad = stated("자료", "데이터을", sentence=2)
    problems = proven(shown, good, bad)
    kept = harmless(shown.subject, problems, of_entries(CHECKS))
    assert [one.problem.correct for one in kept] == ["모델"]


def test_the_order_of_a_pair_is_drawn_from_its_content() -> None:
    """The same pair has one order in every run, other votes and pairs have others, and either comes first."""
    shown = entry(*(f"모형 {number}을 씁니다." for number in range(40)))
    problems = proven(shown, *(stated("모형", "모델", sentence=number) for number in range(1, 41)))
    texts = {VersionPairs(problems, vote, "ko").text for vote in (0, 0, 1, 2)}
    assert len(texts) == 3
    first = VersionPairs(problems, 0, "ko").text.count("A: 모델")
    assert 8 < first < 32


def test_every_pair_needs_one_answer() -> None:
    """An answer too few, too many or twice makes a reply useless."""
    shown = entry("모형을 씁니다.", "자료를 봅니다.")
    pairs = VersionPairs(proven(shown, stated("모형", "모델"), stated("자료", "데이터", sentence=2)), 0, "ko")
    for numbers, is_whole in (([1, 2], True), ([2, 1], True), ([1], False), ([1, 1], False), ([1, 2, 3], False)):
        reply = ConfirmReply(answers=tuple(PairAnswer(n=n, answer="A") for n in numbers))
        assert (pairs.flaw(reply) is None) is is_whole


@pytest.mark.parametrize(
    ("certain", "votes", "of", "is_settled", "is_confirmed"),
    [
        (True, "y", 3, True, True),
        (True, "n", 3, False, False),
        (True, "ny", 3, False, False),
        (True, "nyy", 3, True, True),
        (False, "y", 3, False, False),
        (False, "yy", 3, True, True),
        (False, "nn", 3, True, False),
        (False, "y", 1, True, True),
        (False, "ynn", 4, True, False),
    ],
)
def test_votes_settle_a_problem(*, certain: bool, votes: str, of: int, is_settled: bool, is_confirmed: bool) -> None:
    """One vote for what is certain, more than half of all for what is not, and none that changes nothing."""
    (one,) = proven(entry("모형을 씁니다."), stated("모형", "모델", certain=certain))
    ballot = Ballot(one, [vote == "y" for vote in votes])
    assert (ballot.is_settled(of), ballot.is_confirmed(of)) == (is_settled, is_confirmed)


def test_a_thousand_problems_cost_linear_time() -> None:
    """A reply without end keeps nobody waiting."""
    shown = entry(*(f"모형 {number}을 씁니다." for number in range(300)))
    problems = [stated(f"모형 {n % 300}", f"모델 {n}", "faster " * 20, sentence=n % 300 + 1) for n in range(1_000)]
    began = perf_counter()
    proven(shown, *problems)
    assert perf_counter() - began < 2


@pytest.mark.parametrize("example", _SPEC.examples, ids=lambda example: f"{example.part}:{example.line}")
def test_the_spec_shows_what_is_flagged(example: object) -> None:
    """A reviewer that points at the marked words flags exactly them."""
    subject = Subject(parse(example.text).entries[0], example.source.paper)  # type: ignore[attr-defined]
    shown = ReviewedEntry(subject, reviewed_sentences(subject), ())
    marks = example.marks if example.part is SpecPart.FLAGGED else ()  # type: ignore[attr-defined]
    stated_once = {
        (one.number, mark.span.of(example.text))  # type: ignore[attr-defined]
        for mark in marks
        for one in shown.sentences
        if mark.span.of(example.text) in one.text  # type: ignore[attr-defined]
    }
    problems = [stated(words, "", "each chapter", sentence=number) for number, words in sorted(stated_once)]
    review = Review(shown, tuple(ReviewedProblem(one, is_confirmed=True) for one in proven(shown, *problems)))
    found = sorted(observe(subject, review, (), frozenset()).findings, key=lambda one: one.start)
    assert [(one.start, one.end, one.severity) for one in found] == [
        (mark.span.start, mark.span.end, mark.severity) for mark in marks
    ]
