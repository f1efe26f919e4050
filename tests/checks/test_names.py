"""Names in Latin script: read in any spelling, misspelt ones found, and their acronyms spelt out."""

import json
from importlib import resources
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.checks.names.acronym_mismatch import AcronymMismatch
from evals.checks.names.unknown_name import UnknownName
from evals.names.acronyms import is_well_known, usual_words
from evals.names.expansions import read_expansions
from evals.names.index import NameIndex
from evals.names.misspelling import misspelling
from evals.names.reading import Word, letters, read_words
from evals.subject.source_text import SourceText
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.findings import Finding, Severity, Where
from summarizer.papers import Paper
from summarizer.spans import apply_edits

_CHECKS = (UnknownName(), AcronymMismatch())
# No letter of one half is one of the other's: what was lost or added has only one place.
_NAMES = st.builds(
    str.__add__,
    st.from_regex(r"[BDFG][aeiou][bdfg]{1,2}[aeiou][bdfg]", fullmatch=True),
    st.from_regex(r"[KLMN][aeiou][klmn]{1,2}[aeiou][klmn]", fullmatch=True),
)


def _index(*texts: str) -> NameIndex:
    return NameIndex([SourceText(Where.ABSTRACT, None, text) for text in texts])


def _word(text: str) -> Word:
    return Word(text, 0)


def _subject(summary: str, abstract: str) -> Subject:
    head = "## Daily Papers (2024-09-26)\n\n### [Reading](https://arxiv.org/abs/2409.00001)\n\n"
    entry = parse(f"{head}- {summary}\n").entries[0]
    return Subject(entry, Paper(arxiv_id="2409.00001", title="", abstract=abstract))


def _findings(subject: Subject) -> list[Finding]:
    return [finding for check in _CHECKS for finding in check.inspect(subject).findings]


@pytest.mark.parametrize("spelling", ["PixelArt-α", r"PixelArt-$\alpha$", "pixelart alpha", "Pixel-Art-α"])
def test_a_name_has_one_key_in_every_spelling(spelling: str) -> None:
    """LaTeX, case, hyphens and spaces do not make another name."""
    assert _index(f"We train {spelling} on books.").has(letters("PixelArt-α"))


def test_a_name_is_found_only_between_the_edges_of_words() -> None:
    """An acronym of three letters does not count as found inside an ordinary word."""
    index = _index("It is a fast reader with MiniGeminis.")
    assert index.has(letters("Mini-Gemini"))
    assert not index.has(letters("AST"))


def test_the_nearest_name_differs_in_a_third_of_its_letters_at_most() -> None:
    """A hint is a name of the paper that looks like the one asked for, the likest of several."""
    index = _index("NovelHubX and NovelHubXL beat nobody; Novelists read.")
    nearest = index.nearest(_word("NovelHubZL"))
    assert nearest is not None
    assert nearest[1].text == "NovelHubXL"
    assert index.nearest(_word("NobodyZL")) is None


def test_a_name_that_stands_nowhere_is_shown_beside_itself_when_nothing_is_like_it() -> None:
    """Every finding has evidence: the nearest name of the paper, or the words of the entry."""
    (alone,) = UnknownName().inspect(_subject("ShelfRank를 씁니다.", "We read books.")).findings
    assert [(e.where, e.quote) for e in alone.evidence] == [(Where.ENTRY, "ShelfRank")]
    (beside,) = UnknownName().inspect(_subject("ShelfRankPlus를 씁니다.", "We use ShelfRank.")).findings
    assert [(e.where, e.quote) for e in beside.evidence] == [(Where.ABSTRACT, "ShelfRank")]


def test_every_usual_acronym_spells_its_words() -> None:
    """The list of acronyms is read as texts are, a line an acronym, and each stands for several words."""
    lines = resources.files("evals.names").joinpath("acronyms.txt").read_text(encoding="utf-8").splitlines()
    read = [[*read_expansions(line)] for line in lines if not line.startswith("#")]
    assert all(len(expansions) == 1 for expansions in read)
    usual = [usual_words(expansion.acronym) for expansions in read for expansion in expansions]
    assert all(one and one.expansion.is_spelt_out and len(one.expansion.terms) > 1 for one in usual)
    assert len({one.expansion.acronym for one in usual if one}) == len(read)


def test_addresses_are_no_names() -> None:
    """A repository's address is not compared with the paper's names."""
    text = "코드는 https://example.org/OwlLab/Reader 와 example.org/OwlLab/Reader, ReadOwl에 있습니다."
    assert [word.text for word in read_words(text) if word.is_coined] == ["ReadOwl"]


def test_a_word_quotes_its_place() -> None:
    """A finding at a word's span points at that word."""
    text = "새 모델 Owl-3.1-70B와 S$^3$Reader를 씁니다."
    words = list(read_words(text, 7))
    assert [word.text for word in words] == ["Owl-3.1-70B", "S$^3$Reader"]
    assert all(text[word.start - 7 : word.span.end - 7] == word.text for word in words)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("OwlReader-7B", "OwlReader-70B"),
        ("OwlReader2", "OwlReader"),
        ("OwlReader-S", "OwlReader-L"),
        ("OwlBenchD", "OwlBenchQ"),
        ("OwlBenchD", "OwlBench"),
        ("LLaVA", "LLaMA"),
        ("VLM", "LLM"),
        ("CodeOwl", "CodeOwler"),
        ("PolyNest", "PolyCone"),
        ("Owl-Air-72k", "Owl-Pro-72k"),
        ("Labelling", "Labeling"),
        ("Tasks", "Masks"),
    ],
)
def test_a_variant_is_no_misspelling(here: str, there: str) -> None:
    """Versions, sizes, sibling models and inflections are names of their own, not damage."""
    assert misspelling(_word(here), _word(there)) is None
    assert misspelling(_word(there), _word(here)) is None


@given(name=_NAMES, letter=st.sampled_from("hjqwx"), data=st.data())
def test_a_name_with_one_letter_changed_is_found_and_corrected(name: str, letter: str, data: st.DataObject) -> None:
    """A coined name may lose, gain or change any inner small letter: the finding offers the right one."""
    inside = [i for i in range(1, len(name) - 1) if name[i].islower()]
    i = data.draw(st.sampled_from(inside))
    damaged = data.draw(
        st.sampled_from([name[:i] + letter + name[i + 1 :], name[:i] + letter + name[i:], name[:i] + name[i + 1 :]])
    )
    if damaged == name or letters(damaged) == letters(name):
        return
    subject = _subject(f"{damaged} 방법입니다.", f"We present {name}.")
    [finding] = _findings(subject)
    assert finding.severity is Severity.WARNING
    assert [evidence.quote for evidence in finding.evidence] == [name]
    assert finding.fix is not None
    assert f"- {name} 방법입니다." in apply_edits(subject.entry.source, finding.fix.edits)


@given(name=_NAMES, before=st.sampled_from(["", "Owl-"]), behind=st.sampled_from(["", "s", "-7B", "-Instruct"]))
def test_a_name_of_the_paper_is_left_alone(name: str, before: str, behind: str) -> None:
    """The paper's own names, also in the plural or with a size, are never flagged."""
    assert not _findings(_subject(f"{before}{name}{behind} 모델입니다.", f"We present {before}{name}."))


def test_two_nearest_names_are_no_correction() -> None:
    """A name that misspells two of the paper's names cannot be corrected, and is a note."""
    [finding] = _findings(_subject("OwlBaxer를 씁니다.", "We compare OwlBaker and OwlBaser."))
    assert finding.severity is Severity.NOTE
    assert finding.fix is None


def test_the_particle_agrees_with_the_corrected_name() -> None:
    """A correction that changes the last sound of a name changes the particle with it."""
    subject = _subject("OwlLM12LM를 제안합니다.", "We present OwlLM.")
    [finding] = _findings(subject)
    assert finding.fix is not None
    assert "- OwlLM을 제안합니다." in apply_edits(subject.entry.source, finding.fix.edits)


@pytest.mark.parametrize(
    ("text", "acronym", "words"),
    [
        ("We use Retrieval-Augmented Generation (RAG).", "rag", "Retrieval-Augmented Generation"),
        ("large language models (LLMs) read", "llm", "large language models"),
        ("RAG(Retrieval-Augmented Generation)를 씁니다", "rag", "Retrieval-Augmented Generation"),
        ("검색 증강 생성(Retrieval-Augmented Generation, RAG)", "rag", "Retrieval-Augmented Generation"),
        ("검색 증강 생성(RAG: Retrieval-Augmented Generation)", "rag", "Retrieval-Augmented Generation"),
        ("the mixture of experts (MoE)", "moe", "mixture of experts"),
    ],
)
def test_an_expansion_is_read_in_every_order(text: str, acronym: str, words: str) -> None:
    """An acronym is found before, behind and beside its words, without the words in front of them."""
    [expansion] = read_expansions(text)
    assert expansion.is_spelt_out
    assert (expansion.acronym, expansion.span.of(text)) == (acronym, words)
    assert expansion.whole.contains(expansion.span)


@pytest.mark.parametrize("text", ["LLM(GPT-4o, Claude)", "LLM(언어 모델)", "읽기(reading)", "(see Table 3)", "(LLM)"])
def test_other_parentheses_hold_no_expansion(text: str) -> None:
    """Examples, Korean words and remarks are not taken for what an acronym stands for."""
    assert not list(read_expansions(text))


def test_every_well_known_name_stands_once() -> None:
    """The list can be read and extended: no entry repeats another."""
    text = resources.files("evals.names").joinpath("well_known.txt").read_text(encoding="utf-8")
    keys = [letters(word) for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    assert len(keys) == len(set(keys))
    assert all(is_well_known(key) for key in ("llms", "gpt4o", "qwen25"))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["A", "a-", "A.", "$a$", "(A b ", "1.", "Ab ", "(", "A1", "https://a", "x.y/"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """No text makes the reading of names slow."""
    text = unit * (60_000 // len(unit))
    start = perf_counter()
    list(read_words(text))
    list(read_expansions(text))
    _index(text).has("reader")
    assert perf_counter() - start < 5


def test_right_sentences_are_left_alone(data_dir: Path) -> None:
    """Nearly all translated sentences of the real set are right: at most one in two hundred may be suspected."""
    with (data_dir / "pairs/sentences.jsonl").open(encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    flagged = [f for pair in pairs for f in _findings(_subject(pair["ko"], pair["en"])) if f.severity != Severity.NOTE]
    assert len(flagged) * 200 <= len(pairs)
