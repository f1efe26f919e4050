"""Votes: when another one is needed, and what they come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.judges.quotes import Quotable
from evals.judges.votes import Vote, is_settled, outcome, read_vote
from evals.subject.source_text import SourceText
from summarizer.findings import Where
from summarizer.models.replies import JudgeReply

_LETTERS = {"s": "supported", "c": "contradicted", "n": "not-stated", "-": None}
_TEXTS = Quotable([SourceText(Where.ABSTRACT, None, "We train a small model.")])


def votes(letters: str) -> list[Vote]:
    """Return votes: s, c, n, or - for one that is void."""
    return [Vote(_LETTERS[letter]) for letter in letters]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cast", "of", "said"),
    [
        ("s", 3, "supported"),
        ("-s", 3, "supported"),
        ("cc", 3, "contradicted"),
        ("cnc", 3, "contradicted"),
        ("cnn", 3, "not-stated"),
        ("ncs", 3, "not-stated"),
        ("css", 3, "supported"),
        ("c", 1, "contradicted"),
        ("c--", 3, None),
        ("cs-", 3, None),
        ("---", 3, None),
        ("", 3, None),
        ("ccss", 4, None),
        ("cccs", 4, "contradicted"),
    ],
)
def test_a_failing_verdict_has_to_be_confirmed(cast: str, of: int, said: str | None) -> None:
    """One yes is enough; a no needs more than half of the votes, and what has neither is not told."""
    assert outcome(votes(cast), of) == said


@pytest.mark.parametrize(
    ("cast", "is_enough"),
    [("s", True), ("c", False), ("-", False), ("-s", True), ("cc", True), ("cn", False), ("cs", False), ("css", True)],
)
def test_no_vote_is_asked_for_that_changes_nothing(cast: str, is_enough: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A claim that is supported costs one call; a contradiction that two votes agree on costs two."""
    assert is_settled(votes(cast), 3) is is_enough


@given(st.text("scn-", max_size=7), st.integers(1, 7))
def test_asking_on_after_it_is_settled_changes_no_contradiction(cast: str, of: int) -> None:
    """What was settled early is what all votes would have come to, whatever the others were."""
    cast = cast[:of]
    done = next((n for n in range(1, len(cast) + 1) if is_settled(votes(cast[:n]), of)), None)
    if done is not None and outcome(votes(cast[:done]), of) == "contradicted":
        assert outcome(votes(cast), of) == "contradicted"


def test_a_quote_that_is_not_in_the_paper_voids_the_vote() -> None:
    """One invented quote beside a real one is enough."""
    reply = JudgeReply(verdict="contradicted", quotes=("a small model", "a large model"), reason="r")
    vote = read_vote(reply, _TEXTS)
    assert vote.stance is None
    assert vote.void is not None
    assert "'a large model' does not stand in the paper" in vote.void.en


@pytest.mark.parametrize("verdict", ["supported", "contradicted"])
def test_a_verdict_without_a_quote_is_void(verdict: str) -> None:
    """Who says yes or no has to show it; only absence needs no words."""
    assert read_vote(JudgeReply(verdict=verdict, quotes=(), reason=""), _TEXTS).stance is None  # type: ignore[arg-type]
    assert read_vote(JudgeReply(verdict="not-stated", quotes=(), reason=""), _TEXTS).stance == "not-stated"


def test_quotes_are_cut_from_the_paper() -> None:
    """What the judge typed differently is shown as the paper has it."""
    vote = read_vote(
        JudgeReply(verdict="supported", quotes=("A  SMALL model", "a small model"), reason=" a\nb "), _TEXTS
    )
    assert [evidence.quote for evidence in vote.evidence] == ["a small model"]
    assert vote.reason == "a b"
