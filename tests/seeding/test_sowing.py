"""Seeded errors: exact places, one edit a case, the same for the same seed, and wrong indeed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.datasets.case_line import read_case, write_case
from evals.quantities.comparison import same_amount
from evals.seeding.sowing import KINDS, sow
from evals.subject import Subject
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
    (case,) = sow([clean()], [kind])
    (label,) = case.labels
    assert case.text != ENTRY
    assert label.is_whole or label.span.of(case.text) != label.span.of(ENTRY)
    assert read_case(write_case(case)) == case


@given(st.integers(), st.sampled_from(sorted(KINDS)))
def test_one_edit_at_the_place_of_the_label(seed: int, kind: str) -> None:
    """Outside of its label a seeded entry is the clean one, character by character."""
    for case in sow([clean()], [kind], seed):
        (label,) = case.labels
        if not label.is_whole:
            assert case.text.startswith(ENTRY[: label.span.start])
            assert case.text.endswith(ENTRY[len(ENTRY) - (len(case.text) - label.span.end) :])


@given(st.integers(), st.sampled_from(["magnitude", "digits", "sign", "doubled-digits", "unit"]))
def test_no_seed_is_right_by_accident(seed: int, kind: str) -> None:
    """A figure that was made wrong is no figure of the paper."""
    (case,) = sow([clean()], [kind], seed)
    seen = subject(case)
    figures = [f for f in seen.figures if case.labels[0].span.overlaps(Span(f.span.start, f.span.end))]
    assert figures
    assert not any(same_amount(f.quantity, other.quantity) for f in figures for other in seen.source_figures)


def test_the_same_seed_makes_the_same_errors() -> None:
    """Errors can be made again, in any company."""
    alone = list(sow([clean()], KINDS, 7))
    assert alone == list(sow([clean()], KINDS, 7))
    assert [next(sow([clean()], [kind], 7)) for kind in KINDS] == alone
    assert len({case.text for seed in range(9) for case in sow([clean()], ["digits"], seed)}) > 1


def test_a_case_with_an_error_gets_no_second() -> None:
    """Only clean cases with a source are sown."""
    (wrong,) = sow([clean()], ["magnitude"])
    assert list(sow([wrong], KINDS)) == []
