"""Seeded errors: exact places, one edit a case, the same for the same seed, and wrong indeed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.case_line import read_case, write_case
from evals.quantities.comparison import same_amount
from evals.seeding.inject_errors import KINDS, inject_errors
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.spans import Span

if TYPE_CHECKING:
    from evals.datasets.model import LabelledCase

ABSTRACT = (
    "TinyReader has 8 billion parameters and reads 1,200 documents in 16 languages on GPT-2 data. It improves accuracy "
    "on LongBench by 12.5% and F1 on ShortBench by 4.5%, so TinyReader beats BigReader with at most 300 languages."
)
ENTRY = """## Daily Papers (2024-02-03)

### [Tiny Readers](https://arxiv.org/abs/2401.00001)

Authors: Mina Park, Leo Ortiz

- **What's New**: 80억 파라미터의 새로운 TinyReader를 공개합니다. GPT-2 데이터를 씁니다.
- **Technical Details**: 16개 언어로 된 1,200개 문서를 학습합니다. 최대 300개 언어를 씁니다.
- **Performance Highlights**: LongBench에서 12.5%, ShortBench에서 4.5% 향상됩니다. TinyReader는 BigReader보다 낫습니다.
"""
PAPER = {"arxiv_id": "2401.00001", "title": "Tiny Readers", "abstract": ABSTRACT, "authors": ["Mina Park", "Leo Ortiz"]}


def clean() -> LabelledCase:
    """Return a case without an error."""
    line = {"id": "a", "arxiv_id": "2401.00001", "entry": ENTRY, "paper": PAPER}
    return read_case(json.dumps(line, ensure_ascii=False))


def subject(case: LabelledCase) -> Subject:
    """Return what a check sees of a case."""
    return Subject(parse(case.text).entries[0], case.source)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_finds_a_place(kind: str) -> None:
    """An entry of natural length has room for every error."""
    (case,) = inject_errors([clean()], [kind])
    (label,) = case.labels
    assert case.text != ENTRY
    assert label.is_whole or label.span.of(case.text) != label.span.of(ENTRY)
    assert read_case(write_case(case)) == case


@given(st.integers(), st.sampled_from(sorted(KINDS)))
def test_one_edit_at_the_place_of_the_label(seed: int, kind: str) -> None:
    """Outside of its label a seeded entry is the clean one, character by character."""
    for case in inject_errors([clean()], [kind], seed):
        (label,) = case.labels
        if not label.is_whole:
            assert case.text.startswith(ENTRY[: label.span.start])
            assert case.text.endswith(ENTRY[len(ENTRY) - (len(case.text) - label.span.end) :])


@given(st.integers(), st.sampled_from(["magnitude", "digits", "sign", "doubled-digits", "unit"]))
def test_no_seed_is_right_by_accident(seed: int, kind: str) -> None:
    """A figure that was made wrong is no figure of the paper."""
    (case,) = inject_errors([clean()], [kind], seed)
    seen = subject(case)
    figures = [f for f in seen.figures if case.labels[0].span.overlaps(Span(f.span.start, f.span.end))]
    assert figures
    assert not any(same_amount(f.quantity, other.quantity) for f in figures for other in seen.source_figures)


def test_the_same_seed_makes_the_same_errors() -> None:
    """Errors can be made again, in any company."""
    alone = list(inject_errors([clean()], KINDS, 7))
    assert alone == list(inject_errors([clean()], KINDS, 7))
    assert [next(inject_errors([clean()], [kind], 7)) for kind in KINDS] == alone
    assert len({case.text for seed in range(9) for case in inject_errors([clean()], ["digits"], seed)}) > 1


def test_a_case_with_an_error_gets_no_second() -> None:
    """Only clean cases with a source are sown."""
    (wrong,) = inject_errors([clean()], ["magnitude"])
    assert list(inject_errors([wrong], KINDS)) == []


def seeded(kind: str, sentence: str, abstract: str) -> set[str]:
    """Return the sentences that errors of one kind make of a sentence, whatever the seed."""
    head = "### [Tiny Readers](https://arxiv.org/abs/2401.00001)\n\n- "
    paper = {"arxiv_id": "2401.00001", "title": "", "abstract": abstract}
    line = {"id": "a", "arxiv_id": "2401.00001", "entry": f"{head}{sentence}\n", "paper": paper}
    case = read_case(json.dumps(line, ensure_ascii=False))
    return {
        wrong.text.removeprefix(head).strip() for seed in range(20) for wrong in inject_errors([case], [kind], seed)
    }


@pytest.mark.parametrize(
    ("kind", "sentence", "abstract", "wrong"),
    [
        ("magnitude", "문서 1,200개를 읽습니다.", "It reads 1,200 documents.", {"문서 12,000개를 읽습니다."}),
        ("magnitude", "토큰 1조 3천억 개를 읽습니다.", "It reads 1.3 trillion tokens.", set()),
        ("magnitude", "문서 5백만 개를 읽습니다.", "It reads 5 million documents.", {"문서 50백만 개를 읽습니다."}),
        ("digits", "토큰 5, 7개를 씁니다.", "It uses 5 tokens.", {"토큰 1, 7개를 씁니다."}),
        (
            "bound",
            "메모리 780GB 이상에서 파라미터 최대 9억 개를 씁니다.",
            "It uses up to 900M parameters.",
            {"메모리 780GB 이상에서 파라미터 최소 9억 개를 씁니다."},
        ),
        ("bound", "LongBench에서 기존 모델을 2% 초과합니다.", "It wins by over 2% on LongBench.", set()),
        (
            "unit",
            "LongBench 정확도는 63.1%입니다.",
            "LongBench accuracy is 63.1%.",
            {"LongBench 정확도는 63.1%p입니다."},
        ),
        ("unit", "LongBench 정확도가 12.5% 향상됩니다.", "It improves accuracy on LongBench by 12.5%.", set()),
        ("unit", "LongBench에서는 3.9% 나아집니다.", "Accuracy improves by 3.9% on LongBench.", set()),
        ("swapped-figures", "7B, 13B 및 70B 파라미터입니다.", "There are 7B, 13B and 70B parameters.", set()),
        (
            "swapped-figures",
            "샘플 수는 24K 샘플과 16K 샘플입니다.",
            "There are 24K samples and 16K samples.",
            set(),
        ),
        (
            "swapped-figures",
            "문서 24K개와 언어 16K개를 읽습니다.",
            "It reads 24K documents and 16K languages.",
            {"문서 16K개와 언어 24K개를 읽습니다."},
        ),
        ("overclaim", "언어 52개의 다양한 글을 읽습니다.", "It reads diverse texts in 52 languages.", set()),
        ("overclaim", "다양한 글을 읽습니다.", "It reads diverse texts.", {"모든 글을 읽습니다."}),
        (
            "version",
            "GPT-3의 top-5 정확도를 넘습니다.",
            "It beats the top-5 accuracy of GPT-3.",
            {"GPT-4의 top-5 정확도를 넘습니다."},
        ),
        ("unit", "80억 토큰을 읽습니다.", "It reads 8 billion tokens.", {"80억 파라미터를 읽습니다."}),
        (
            "swapped-figures",
            "문서 1만 6천 개와 언어 2만 4천 개를 씁니다.",
            "It uses 16,000 documents and 24,000 languages.",
            set(),
        ),
        (
            "direction",
            "LongBench 정확도 12.5%로 성능 저하가 없습니다.",
            "LongBench accuracy is 12.5% without loss.",
            set(),
        ),
    ],
)
def test_what_a_seed_makes_is_wrong_and_well_formed(kind: str, sentence: str, abstract: str, wrong: set[str]) -> None:
    """No seed is a gain in % told as %p, a limit of another figure, half a number, or a denied change."""
    assert seeded(kind, sentence, abstract) == wrong


@pytest.mark.parametrize("kind", KINDS)
def test_the_correction_gives_the_clean_entry_back(kind: str) -> None:
    """A label tells what stood at its place; where words came in between, that is nothing."""
    (case,) = inject_errors([clean()], [kind])
    (label,) = case.labels
    if label.is_whole:
        assert label.correction is None
    else:
        assert case.text[: label.span.start] + (label.correction or "") + case.text[label.span.end :] == ENTRY
