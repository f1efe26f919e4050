"""The glossary: what it holds, and what it must never hold."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from evals.terms.glossary import read_glossary
from summarizer.papers import Paper, Passage


def load(name: str) -> dict[str, object]:
    """Read one of the data files as it stands."""
    return tomllib.loads(resources.files("evals.terms").joinpath(name).read_text(encoding="utf-8"))


def false_friends() -> dict[str, list[str]]:
    """Return the false friends of every term, with those that need company marked by a trailing +."""
    return {
        headword: [
            word
            for item in items
            for word in ([item] if isinstance(item, str) else [f"{friend}+" for friend in item["words"]])
        ]
        for headword, items in load("false_friends.toml").items()
        if isinstance(items, list)
    }


def test_the_glossary_knows_the_field() -> None:
    """Four hundred terms are the least that a checker of machine-learning Korean can claim."""
    assert len(read_glossary().terms) >= 400


def test_every_rendering_is_korean_and_stands_once() -> None:
    """A rendering is written once, in Hangul at least in part."""
    for term in read_glossary().terms:
        assert term.korean, term.english
        assert len(set(term.korean)) == len(term.korean), term.english
        assert all(re.search("[가-힣]", korean) for korean in term.korean), term.english


def test_no_word_is_right_and_wrong_for_one_term() -> None:
    """What an editor may write is never flagged without company."""
    right = {term.english: {korean.replace(" ", "") for korean in term.korean} for term in read_glossary().terms}
    both = [
        (term, word)
        for term, words in false_friends().items()
        for word in words
        if word.replace(" ", "") in right[term]
    ]
    assert both == []


def test_every_ordinary_word_explains_a_false_friend() -> None:
    """A line that explains nothing is a typing error."""
    friends = {word.rstrip("+") for words in false_friends().values() for word in words}
    ordinary = load("ordinary.toml")["words"]
    assert isinstance(ordinary, dict)
    assert {word for words in ordinary.values() for word in words} <= friends


@pytest.mark.parametrize("text", ["지상 진실", "지상진실"])
def test_a_space_may_be_left_out(text: str) -> None:
    """Korean compounds are written with and without a space."""
    found = read_glossary().false_friends_in(f"그 {text}을")
    assert (2, 2 + len(text)) in [(span.start, span.end) for _, span in found]


def test_a_paper_gets_the_entries_that_it_needs_in_its_own_order() -> None:
    """The prompt of a regeneration holds the terms of the paper, those of the title first, and no others."""
    paper = Paper("2401.00001", "Quantized Agents", "Zero-shot policies.", fulltext=(Passage("1", "Ablation study."),))
    assert read_glossary().occurring_in(paper) == [
        ("quantization", "양자화"),
        ("agent", "에이전트"),
        ("zero-shot", "제로샷"),
        ("policy", "정책"),
        ("ablation study", "절제 연구"),
    ]
