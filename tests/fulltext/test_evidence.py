"""A model reads the abstract and what is most worth its tokens; what it does not read is known."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.fulltext.evidence import DEFAULT_BUDGET, choose_evidence
from summarizer.fulltext.passages import split_passages
from summarizer.papers import Paper, Passage

if TYPE_CHECKING:
    from pathlib import Path


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())


def paper(*passages: tuple[str, str], abstract: str = "We train a small model on books.") -> Paper:
    """Return a paper with this full text."""
    fulltext = tuple(Passage(section, text) for section, text in passages)
    return Paper("2401.00001", "A Small Model", abstract, fulltext=fulltext)


def sections(chosen: tuple[Passage, ...]) -> list[str]:
    """Return the names of the sections."""
    return [passage.section for passage in chosen]


FILLER = "Some of the words here say very little about it."
WHOLE = paper(
    ("1 Introduction", FILLER),
    ("2 Related Work", FILLER),
    ("3 Method", FILLER),
    ("4 Results", FILLER),
    ("5 Conclusion", FILLER),
    ("References", FILLER),
    ("Appendix A Proofs", FILLER),
    ("Appendix B Prompts", "We train a small model on books. A small model. Books."),
    ("Appendix C Code (listing)", "small model books"),
)


def test_a_paper_that_fits_is_read_whole_but_for_its_references() -> None:
    """Nothing else is left out, and everything stands in the order of the paper."""
    evidence = choose_evidence(WHOLE, 1000, count_words)

    assert sections(evidence.left_out) == ["References"]
    assert evidence.passages == tuple(passage for passage in WHOLE.fulltext or () if passage.section != "References")


def test_prompts_of_the_appendix_come_last() -> None:
    """Text that shares most with the abstract and is no part of the paper's story does not push the story out."""
    order = []
    left_out = sections(WHOLE.fulltext or ())
    for budget in range(200):
        now = sections(choose_evidence(WHOLE, budget, count_words).left_out)
        order += [name for name in left_out if name not in now]
        left_out = now

    assert set(order[:4]) == {"1 Introduction", "3 Method", "4 Results", "5 Conclusion"}
    assert order[4:6] == ["2 Related Work", "Appendix A Proofs"]
    assert set(order[6:]) == {"Appendix B Prompts", "Appendix C Code (listing)"}
    assert left_out == ["References"]


def test_an_appendix_without_a_paper_is_not_read() -> None:
    """Where only an appendix could be had, the abstract tells more of the paper than its prompts and proofs."""
    alone = paper(("Appendix A.1 Prompts", FILLER), ("Appendix B Proofs", FILLER), ("References", FILLER))
    evidence = choose_evidence(alone, 1000, count_words)

    assert (evidence.passages, evidence.text) == ((), "")
    assert evidence.left_out == alone.fulltext
    proof = choose_evidence(alone, 1000, count_words, claims="very little")
    assert sections(proof.passages) == ["Appendix A.1 Prompts", "Appendix B Proofs"]


def test_what_belongs_to_the_appendix_says_so() -> None:
    """A lettered section behind numbered ones is an appendix, whatever it is called; its mark is counted as well."""
    source = paper(("1 Method", "Books."), ("A Details", "Shelves."), ("Appendix B Proofs", "Pages."))
    evidence = choose_evidence(source, 1000, count_words)

    assert evidence.text == "[1 Method]\nBooks.\n[Appendix A Details]\nShelves.\n[Appendix B Proofs]\nPages."
    assert sections(evidence.passages) == ["1 Method", "A Details", "Appendix B Proofs"]
    assert evidence.tokens == count_words(source.abstract) + count_words(evidence.text)


def test_a_prompt_is_known_by_its_words_too() -> None:
    """An appendix that only shows prompts need not say so in its name."""
    prompt = "You are a judge of books. Respond only with {score}. A small model on books."
    source = paper(("1 Method", FILLER), ("A Details", prompt), ("B Proofs", FILLER))

    assert sections(choose_evidence(source, 35, count_words).passages) == ["1 Method", "B Proofs"]


def test_related_work_is_known_by_its_citations() -> None:
    """A subsection whose heading names only its subject is not taken for the method."""
    cited = "Small models read books [3, 14], and so on (Kim, 2020; Park, 2021)."
    source = paper(("2.1 Small Models on Books", cited), ("3 Our Way", FILLER))

    assert sections(choose_evidence(source, 25, count_words).passages) == ["3 Our Way"]


def test_what_tells_of_the_abstract_is_chosen_first() -> None:
    """Of a long section the paragraphs that share rare words and figures with the abstract are read."""
    filler = [f"{FILLER} {'And so on with it. ' * 20}" for _ in range(10)]
    told = f"On the 31.4 of books it is best. {'And so on with it. ' * 20}"
    source = paper(("1 Method", "\n\n".join([*filler[:7], told, *filler[7:]])), abstract="It reaches 31.4 on books.")

    (passage,) = choose_evidence(source, 150, count_words).passages

    assert passage.text.startswith("On the 31.4 of books")


def test_every_part_of_the_story_has_a_share() -> None:
    """A long introduction that resembles the abstract leaves room for method and results."""
    long = "\n\n".join("We train a small model on books. " * 12 for _ in range(30))
    other = "\n\n".join(FILLER * 8 for _ in range(30))
    source = paper(("1 Introduction", long), ("2 Method", other), ("3 Results", other), ("4 Conclusion", FILLER))

    chosen = choose_evidence(source, 1500, count_words).passages

    assert set(sections(chosen)) == {"1 Introduction", "2 Method", "3 Results", "4 Conclusion"}


def test_without_a_full_text_there_is_the_abstract() -> None:
    """It counts, and is never cut, since a summary without it is worth nothing."""
    source = Paper("2401.00001", "A Small Model", "We train a model.")

    evidence = choose_evidence(source, 2, count_words)

    assert (evidence.passages, evidence.left_out, evidence.tokens, evidence.text) == ((), (), 4, "")


def test_the_text_names_the_section_of_every_passage() -> None:
    """A model can tell where it reads, as the prompt explains."""
    evidence = choose_evidence(paper(("1 Introduction", "One."), ("2 Method", "Two.")), 100, count_words)

    assert evidence.text == "[1 Introduction]\nOne.\n[2 Method]\nTwo."


NAMES = ["1 Introduction", "2 Related Work", "3 Method", "3.1 Data", "4 Results", "References", "A Prompts", ""]
WORDS = st.text(st.sampled_from("ab. \n1"), max_size=60)
TEXTS = st.builds(lambda word, times: word * times, WORDS, st.integers(0, 120))
PAPERS = st.lists(st.tuples(st.sampled_from(NAMES), TEXTS), max_size=6).map(lambda passages: paper(*passages))


@given(source=PAPERS, budget=st.integers(10, 3000), counter=st.sampled_from([len, count_words]))
def test_the_budget_holds_for_what_a_model_reads(source: Paper, budget: int, counter: type[len]) -> None:
    """Abstract and passages, with the names of their sections, take no more than was said, and no more than allowed."""
    evidence = choose_evidence(source, budget, counter)
    abstract = counter(source.abstract)

    assert abstract + counter(evidence.text) <= evidence.tokens
    assert evidence.tokens <= max(budget, abstract)


@given(source=PAPERS, budget=st.integers(10, 3000))
def test_nothing_is_made_up_and_nothing_lost(source: Paper, budget: int) -> None:
    """Every passage is cut from the paper in one piece, and chosen and left out make up its words."""
    evidence = choose_evidence(source, budget, count_words)
    fulltext = source.fulltext or ()
    parts = [*evidence.passages, *evidence.left_out]

    assert all(any(part.section == p.section and part.text in p.text for p in fulltext) for part in parts)
    assert sum(len("".join(p.text.split())) for p in parts) == sum(len("".join(p.text.split())) for p in fulltext)
    assert evidence == choose_evidence(source, budget, count_words)


@pytest.mark.parametrize("piece", ["a", "a b. ", "\n\n", "model. \n", "1, 2, [3, ", "{a_"])
def test_a_hostile_text_takes_no_longer_than_a_kind_one(piece: str) -> None:
    """The time is in proportion to the length."""
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()

    choose_evidence(paper(("1 Method", text), ("A Prompts", text)), DEFAULT_BUDGET, len)

    assert time.process_time() - start < 5


@pytest.mark.parametrize("budget", [1000, 3000, DEFAULT_BUDGET])
def test_real_papers_fill_the_budget_with_their_story(data_dir: Path, budget: int) -> None:
    """Of three real papers introduction or method, and results, are read, and little of the budget stays unused."""
    paths = sorted((data_dir / "fulltext").glob("*.txt"))
    assert len(paths) == 3
    for path in paths:
        fulltext = split_passages(path.read_text(encoding="utf-8"))
        source = Paper(path.stem, "", "We evaluate a large language model.", fulltext=fulltext)

        evidence = choose_evidence(source, budget, count_words)

        assert evidence.tokens <= budget
        assert evidence.tokens >= 0.75 * budget or sections(evidence.left_out) == ["Abstract"]
        assert len({section[:1] for section in sections(evidence.passages)} & set("123456")) > 1
