"""Which sentences a judge is asked about, and that its check flags exactly those that it says are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evals import inspect_entry
from evals.checks import CHECKS, JUDGED
from evals.checks.specs import SpecPart, read_spec
from evals.judges.claims import claims_of, open_claims
from evals.judges.judge import Judgement, Opinion
from evals.judges.judged_claim import JudgedClaim, StaleAnswer
from evals.judges.quotes import Quotable
from evals.judges.votes import Vote
from evals.runner.run import examine
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.findings import Severity
from summarizer.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evals.checks.specs import Example
    from summarizer.models.replies import Stance

_SPEC = read_spec(JUDGED)
_ABSTRACT = "Tiny has 8 billion parameters and 4 layers. It answers 12 questions in 3 languages, faster than Base."


def subject(*sentences: str, abstract: str = _ABSTRACT) -> Subject:
    """Return an entry of one bullet."""
    text = f"### [A](https://arxiv.org/abs/2401.00001)\n\n- {' '.join(sentences)}\n"
    return Subject(parse(text).entries[0], Paper("2401.00001", "A", abstract))


def opened(*sentences: str) -> list[str]:
    """Return the sentences that are left to a judge."""
    those = subject(*sentences)
    findings = inspect_entry(those.entry, those.paper, ["magnitude-shift", "number-mismatch"])
    return [claim.text for claim in open_claims(those, findings)]


def judgement(those: Subject, said: Iterable[tuple[str, Stance]]) -> Judgement:
    """Return what a judge says who has these answers, by words of the claim, and supports all else."""
    evidence = Quotable(those.sources).find(_quote(those))
    answers = dict(said)
    opinions = []
    for claim in open_claims(those, ()):
        stance = next((answer for words, answer in answers.items() if words in claim.text), "supported")
        opinions.append(Opinion(claim, stance, (Vote(stance, (evidence,) if evidence else (), "까닭입니다."),)))
    return Judgement(tuple(opinions))


def _quote(those: Subject) -> str:
    return those.paper.abstract if those.paper else ""


def test_every_sentence_is_a_claim_with_its_place_and_what_stands_before() -> None:
    """A judge is asked about whole sentences, and knows what 이 모델 refers to."""
    those = subject("작은 모델을 제안합니다.", "이 모델은 책을 읽습니다.")
    first, second = claims_of(those)
    assert (first.text, first.before) == ("작은 모델을 제안합니다.", "")
    assert (second.text, second.before) == ("이 모델은 책을 읽습니다.", "작은 모델을 제안합니다.")
    assert [claim.span.of(those.entry.source) for claim in (first, second)] == [first.text, second.text]


def test_an_error_of_the_rules_needs_no_judge() -> None:
    """Nobody is paid to say again what is proven."""
    assert opened("8억 파라미터의 Tiny-8B를 제안합니다.", "책을 읽습니다.") == ["책을 읽습니다."]


def test_a_sentence_without_a_paper_is_not_asked_about() -> None:
    """Without a source there is nothing to judge by, and the runner says so."""
    assert claims_of(Subject(subject("책을 읽습니다.").entry, None)) == ()
    assert claims_of(subject("책을 읽습니다.", abstract="")) == ()


@pytest.mark.parametrize("sentence", ["80억 파라미터 모델입니다.", "Tiny는 80억 파라미터와 4개 층이 있습니다."])
def test_figures_of_one_sentence_and_nothing_else_are_proven(sentence: str) -> None:
    """What the rules prove right is not asked about."""
    source = "Tiny has 8 billion parameters."
    source = source if "4" not in sentence else "Tiny has 8 billion parameters and 4 layers."
    those = subject(sentence, abstract=source)
    assert open_claims(those, ()) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "80억 파라미터 모델을 학습합니다.",
        "80억 파라미터 모델이 아닙니다.",
        "Large는 80억 파라미터 모델입니다.",
        "최대 80억 파라미터 모델입니다.",
        "12개 언어입니다.",
        "책을 읽습니다.",
    ],
)
def test_whatever_says_more_is_left_to_the_judge(sentence: str) -> None:
    """A verb, a denial, another name, another bound, another thing or no figure at all is no proof."""
    assert opened(sentence) == [sentence]


def test_a_claim_is_known_by_its_words_and_its_paper() -> None:
    """An answer is stale as soon as the sentence, those before it or the paper change, and not before."""
    (first,) = claims_of(subject("책을 읽습니다."))
    others = [
        claims_of(subject("책을 씁니다."))[0],
        claims_of(subject("작은 모델입니다.", "책을 읽습니다."))[1],
        claims_of(subject("책을 읽습니다.", abstract="Another."))[0],
    ]
    assert first.fingerprint not in {other.fingerprint for other in others}
    assert claims_of(subject("책을 읽습니다.", "더 길어졌습니다."))[0].fingerprint == first.fingerprint


def test_an_answer_about_other_words_counts_for_nothing() -> None:
    """What was said of a sentence that has changed is a crash of the check, so that the entry is not judged."""
    answers = judgement(subject("책을 읽습니다."), [("책", "contradicted")])
    for changed in (
        subject("책을 씁니다."),
        subject("책을 읽습니다.", abstract="Another paper."),
        subject("앞. 책을 읽습니다."),
    ):
        with pytest.raises(StaleAnswer):
            JudgedClaim(answers).inspect(changed)
        assert examine(changed, [JudgedClaim(answers)]).crashes


def test_without_a_judge_the_check_examines_nothing() -> None:
    """Programs that inspect entries get no answer of a model, and the catalogue has the check all the same."""
    those = subject("책을 읽습니다.")
    assert JUDGED.inspect(those).examined == 0
    assert JUDGED.id not in {check.id for check in CHECKS}
    assert inspect_entry(those.entry, those.paper, [JUDGED.id]) == []


@pytest.mark.parametrize("may_block", [False, True])
def test_a_contradiction_blocks_only_with_a_record(may_block: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """What no one has measured is advice; what the paper does not state is a warning in either case."""
    those = subject("책을 씁니다.", "그림을 그립니다.")
    answers = judgement(those, [("책", "contradicted"), ("그림", "not-stated")])
    wrong, absent = JudgedClaim(answers, may_block=may_block).inspect(those).findings
    assert wrong.severity is (Severity.ERROR if may_block else Severity.WARNING)
    assert (wrong.text, wrong.evidence[0].quote) == ("책을 씁니다.", _ABSTRACT)
    assert (absent.severity, absent.evidence) == (Severity.WARNING, ())
    assert wrong.messages.ko == "판정 모델: 원문과 어긋납니다: 까닭입니다."
    assert absent.messages.en == "The judge finds this in none of the texts it read (title, abstract): 까닭입니다."


@pytest.mark.parametrize("example", _SPEC.examples, ids=lambda example: f"{example.part}:{example.line}")
def test_the_spec_shows_what_is_asked_and_flagged(example: Example) -> None:
    """A judge that contradicts the marked sentences flags them, unless it is not asked about them."""
    source = example.source.paper
    those = Subject(parse(example.text).entries[0], source)
    marked = [mark.span.of(example.text) for mark in example.marks]
    answers = judgement(those, [(words, "contradicted") for words in marked])
    found = JudgedClaim(answers).inspect(those).findings
    assert [finding.text for finding in found] == (marked if example.part is SpecPart.FLAGGED else [])
    for finding, mark in zip(found, example.marks, strict=False):
        assert (finding.start, finding.end, finding.severity) == (mark.span.start, mark.span.end, mark.severity)
    if example.part is not SpecPart.FLAGGED:
        assert len(answers.opinions) < len(claims_of(those))
