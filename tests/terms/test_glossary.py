"""The glossary: what it holds, and what it must never hold."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from evals.terms.glossary import read_glossary
from evals.terms.own_glossary import NO_OWN_GLOSSARY, OwnGlossary, OwnTerm
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


def pairs(title: str, abstract: str, *passages: str, own: OwnGlossary = NO_OWN_GLOSSARY) -> list[str]:
    """Return the English terms that a prompt shows about a paper."""
    paper = Paper("2401.00001", title, abstract, fulltext=tuple(Passage("1", text) for text in passages))
    return [english for english, _ in read_glossary(own).occurring_in(paper)]


def test_a_paper_gets_the_entries_that_it_needs_in_its_own_order() -> None:
    """The prompt of a regeneration holds the terms of the paper, those of the title first, and no others."""
    paper = Paper("2401.00001", "Quantized Agents", "Zero-shot policies.", fulltext=(Passage("1", "Ablation study."),))
    assert read_glossary().occurring_in(paper) == [
        ("quantization", "양자화"),
        ("zero-shot", "제로샷"),
        ("ablation study", "절제 연구"),
    ]


@pytest.mark.parametrize(
    ("abstract", "term"),
    [
        ("We study conflict resolution among teams.", "resolution"),
        ("Ours is best in its class, and a class of its own.", "class"),
        ("The tower is serving as a landmark.", "serving"),
        ("We recall that lions align their manes.", "recall"),
        ("Shops rank their guests.", "rank"),
    ],
)
def test_a_word_of_every_day_is_no_term(abstract: str, term: str) -> None:
    """A single word that the paper does not use as a term gets no rendering, which would be that of another sense."""
    assert term not in pairs("Lions", abstract)


@pytest.mark.parametrize(
    ("abstract", "term"),
    [
        ("Images in low resolution are input of super-resolution.", "resolution"),
        ("We train a diffusion model; diffusion is slow.", "diffusion"),
        ("Quantization saves memory. With quantization, phones do.", "quantization"),
        ("Knowledge distillation works.", "distillation"),
    ],
)
def test_a_word_is_a_term_in_the_company_of_terms(abstract: str, term: str) -> None:
    """A longer term with the same rendering, or a topic of the abstract without an everyday sense, makes it one."""
    assert term in pairs("Lions", abstract)


def test_a_rendering_of_a_part_is_not_shown_for_the_whole() -> None:
    """The Korean of a prior alone is no Korean for a prior of diffusion."""
    assert "diffusion prior" not in pairs("Lions", "A diffusion prior helps.")


def test_a_term_in_a_longer_one_is_not_shown_for_itself() -> None:
    """Where the longer term has its line, the shorter one has none of its own."""
    assert pairs("Lions", "A large language model writes code generation.") == [
        "large language model",
        "code generation",
    ]


def test_the_terms_of_a_newsletter_are_always_shown() -> None:
    """What an editor has chosen holds for every sense."""
    own = OwnGlossary((OwnTerm("class", "부류"),))
    assert pairs("Lions", "A class of lions.", own=own) == ["class"]
