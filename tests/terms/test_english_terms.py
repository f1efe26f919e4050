"""Finding English terms in English text."""

from __future__ import annotations

import pytest

from evals.terms.english import EnglishText, Names, words_of


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("fine-tuning", "We use fine tuning.", "fine tuning"),
        ("fine-tuning", "Finetuning helps.", "Finetuning"),
        ("quantization", "Quantised weights", "Quantised"),
        ("policy", "two policies", "policies"),
        ("agent", "multi-agent systems", "agent"),
        ("ground truth", "the ground-truths", "ground-truths"),
        ("bird's-eye view", "a bird's eye view", "bird's eye view"),
        ("normal map", "the normal maps", "normal maps"),
        ("bit", "four bits", "bits"),
        ("bias", "a bias", "bias"),
        ("loss", "losses and a loss", "loss"),
        ("generation", "regeneration", None),
        ("ground truth", "on the ground. Truth matters", None),
        ("reasoning", "for this reason", None),
    ],
)
def test_a_term_is_found_however_it_is_spelt(term: str, text: str, found: str | None) -> None:
    """Number, hyphens and British spelling do not hide a term, and a sentence's end or a longer word makes none."""
    span = EnglishText(text).find(term)
    assert (span.of(text) if span else None) == found


def test_of_several_terms_the_first_in_the_text_is_found() -> None:
    """Evidence is the first place where any form of a term stands."""
    text = "Tuned by fine-tuning, then distilled."
    span = EnglishText(text).find_any(["distilled", "fine-tuning"])
    assert span is not None
    assert span.of(text) == "fine-tuning"


def test_names_are_found_in_order_and_the_longest_of_those_that_begin_together() -> None:
    """One word belongs to one name only, and a word that begins none hides none behind it."""
    names = Names(map(words_of, ("graph", "graph neural network", "neural network", "loss")))
    text = "Loss of a graph neural networks' graph, and a neural network."
    assert [span.of(text) for _, span in EnglishText(text).known(names)] == [
        "Loss",
        "graph neural networks",
        "graph",
        "neural network",
    ]


def test_the_company_of_a_term_is_what_stands_beside_it_in_the_same_phrase() -> None:
    """Two words on either side, over `of the`; a comma, a sentence's end or a function word ends the phrase."""
    text = "We do post-training quantization of the model weights, fast. Quantization and its cost."
    found = [(span.of(text), sorted(beside)) for span, beside in EnglishText(text).company(["quantization"])]
    assert found == [("quantization", ["model", "post", "training", "weight"]), ("Quantization", [])]
