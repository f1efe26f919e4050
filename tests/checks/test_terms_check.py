"""The check of terms, beyond what its spec shows."""

from __future__ import annotations

import pytest

from evals.checks.terms.mistranslated_term import MistranslatedTerm
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.findings import Observation, Severity
from summarizer.papers import Paper, Passage
from summarizer.spans import apply_edits

PAPER = Paper(
    "2401.00001",
    "",
    "Weight quantization of autoregressive models; training objectives, objective functions, global context.",
)


def digest(words: str) -> str:
    """Return a digest of one bullet."""
    return f"## Daily Papers (2024-09-26)\n\n### [Small](https://arxiv.org/abs/2401.00001)\n\n- {words}\n"


def inspect(text: str, paper: Paper | None = PAPER) -> Observation:
    """Check the one entry of a digest."""
    (entry,) = parse(text).entries
    return MistranslatedTerm().inspect(Subject(entry, paper))


def test_a_newer_version_does_not_excuse_a_wrong_word() -> None:
    """Another version of a paper changes what it says, not what its words mean."""
    paper = Paper("2401.00001", "", "We study weight quantization.", updated="2025-01-01")
    (finding,) = inspect(digest("가중치 정량화를 다룹니다."), paper).findings
    assert (finding.severity, finding.superseded) == (Severity.ERROR, False)


def test_the_full_text_proves_as_well() -> None:
    """The nearest tier that names the term is quoted, with its section."""
    paper = Paper("2401.00001", "Small", "Abstract.", fulltext=(Passage("3 Method", "Quantised weights."),))
    (finding,) = inspect(digest("가중치 정량화를 다룹니다."), paper).findings
    (evidence,) = finding.evidence
    assert (evidence.where, evidence.section, evidence.quote) == ("fulltext", "3 Method", "Quantised")


@pytest.mark.parametrize(
    ("words", "corrected"),
    [
        ("가중치 정량화가 핵심입니다.", "가중치 양자화가 핵심입니다."),
        ("모델 저작권(autoregressive)으로 만듭니다.", "모델 자기회귀(autoregressive)로 만듭니다."),
        ("저자회귀(autoregressive)는 느립니다.", "자기회귀(autoregressive)는 느립니다."),
        ("훈련 객관을 바꿉니다.", "훈련 목적 함수를 바꿉니다."),
        ("다중 객관 함수를 바꿉니다.", "다중 목적 함수를 바꿉니다."),
        ("저작권(autoregressive)은 느립니다.", "자기회귀(autoregressive)는 느립니다."),
    ],
)
def test_a_fix_reads_well(words: str, corrected: str) -> None:
    """The particle agrees with the new word, also behind a gloss, and no word is doubled."""
    text = digest(words)
    (finding,) = inspect(text).findings
    assert finding.fix is not None
    assert finding.fix.safe
    after = apply_edits(text, finding.fix.edits)
    assert after == digest(corrected)
    assert inspect(after).findings == ()


@pytest.mark.parametrize("words", ["저작권적인 모델입니다.", "세계적 문맥을 봅니다."])
def test_a_fix_that_would_need_another_ending_is_not_safe(words: str) -> None:
    """An ending that the new word may not take, and a word that is no noun, are left to an editor."""
    (finding,) = inspect(digest(words)).findings
    assert finding.fix is not None
    assert not finding.fix.safe


def test_nothing_to_look_at_is_nothing_examined() -> None:
    """A text without any candidate is no pass of this check."""
    assert inspect(digest("책을 읽습니다.")).examined == 0


@pytest.mark.slow
def test_hostile_prose_stays_linear() -> None:
    """Open parentheses and repeated candidates do not multiply the work."""
    words = "가중치 정량화 (" * 2_000 + "가중치 정량화(quantization " * 500
    paper = Paper("2401.00001", "", "weight quantization " * 2_000)
    assert len(inspect(digest(words), paper).findings) == 2_500
