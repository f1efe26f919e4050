"""Checks of the Korean language, beyond their specs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.checks.language import particle_error
from evals.checks.language.first_person import FirstPerson
from evals.checks.language.mixed_speech_level import MixedSpeechLevel
from evals.checks.language.particle_error import ParticleError
from evals.checks.language.untranslated_text import UntranslatedText
from evals.korean.morphemes import analyse
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.spans import apply_edits

if TYPE_CHECKING:
    from evals.checks.contract import Check
    from evals.korean.morphemes import Morphemes
    from summarizer.findings import Finding

_CLOSED = ("모델", "토큰", "LLM", "RL", "95.3", "diffusion", "언어 모델(LLM)")
_OPEN = ("데이터", "이미지", "GPU", "8B", "GPT-4o", "10%", "Transformer", "그래프(graph)")
_PAIRS = (("을", "를"), ("은", "는"), ("과", "와"))


def digest(*bullets: str) -> str:
    """Return a digest of one entry."""
    return "### [T](https://arxiv.org/abs/2401.00001)\n\n" + "".join(f"- {bullet}\n" for bullet in bullets)


def findings(check: Check, text: str) -> tuple[Finding, ...]:
    """Inspect the only entry of a digest."""
    (entry,) = parse(text).entries
    return check.inspect(Subject(entry, None)).findings


@given(st.sampled_from([(word, 0) for word in _CLOSED] + [(word, 1) for word in _OPEN]), st.sampled_from(_PAIRS))
def test_the_wrong_particle_is_flagged_and_the_right_one_is_not(host: tuple[str, int], pair: tuple[str, str]) -> None:
    """Behind a word with one reading exactly one form of a particle is right, and the fix writes it."""
    word, right = host
    wrong, good = digest(f"이 연구의 {word}{pair[1 - right]} 본다."), digest(f"이 연구의 {word}{pair[right]} 본다.")
    assert findings(ParticleError(), good) == ()
    (finding,) = findings(ParticleError(), wrong)
    assert finding.fix is not None
    assert apply_edits(wrong, finding.fix.edits) == good


def test_one_correction_rewrites_a_whole_entry() -> None:
    """An entry in another level than its digest is one finding; corrected, it reads like the others."""
    text = "".join(
        f"### [T](https://arxiv.org/abs/2401.0000{number})\n\n- {words}\n\n"
        for number, words in enumerate(["값을 잽니다. 오차가 줄었습니다. 끝입니다.", "값을 잰다. 오차가 줄었다."], 1)
    )
    finding = MixedSpeechLevel().inspect(Subject(parse(text).entries[1], None)).findings[0]
    assert finding.fix is not None
    corrected = apply_edits(text, finding.fix.edits)
    assert "값을 잽니다. 오차가 줄었습니다.\n\n" in corrected
    assert not any(MixedSpeechLevel().inspect(Subject(entry, None)).findings for entry in parse(corrected).entries)


def test_an_entry_is_only_rewritten_whole() -> None:
    """Where one ending of an entry is uncertain, no ending is changed."""
    text = "".join(
        f"### [T](https://arxiv.org/abs/2401.0000{number})\n\n- {words}\n\n"
        for number, words in enumerate(["값을 잽니다. 오차가 줄었습니다. 끝입니다.", "값을 잰다. 새로운 디코다."], 1)
    )
    finding = MixedSpeechLevel().inspect(Subject(parse(text).entries[1], None)).findings[0]
    assert finding.fix is None


def test_a_text_without_a_sentence_is_not_examined() -> None:
    """An entry whose endings cannot be told was not found to be in one level."""
    (entry,) = parse(digest("부표, 등대, 항구")).entries
    assert MixedSpeechLevel().inspect(Subject(entry, None)).examined == 0


def test_the_voice_of_the_authors_is_one_note() -> None:
    """A report stays readable, and the note says how often they speak."""
    (finding,) = findings(FirstPerson(), digest("우리는 값을 잰다.", "저희 모델은 작다. 우리의 방법이다."))
    assert finding.text == "우리는"
    assert "3 times" in finding.messages.en
    assert "3곳" in finding.messages.ko


@pytest.mark.parametrize(
    ("written", "correct"),
    [
        ("0.7 billion 파라미터", "7억 파라미터"),
        ("2.5 billion로 줄였다", "25억으로 줄였다"),
        ("325.8 thousand를 모았다", "32만 5,800을 모았다"),
        ("1 to 2 billion 파라미터", None),
    ],
)
def test_a_number_in_english_is_written_in_korean(written: str, correct: str | None) -> None:
    """The value is exact and the particle follows it; one end of a range is not corrected alone."""
    text = digest(written)
    (finding,) = findings(UntranslatedText(), text)
    assert (apply_edits(text, finding.fix.edits) if finding.fix else None) == (digest(correct) if correct else None)


@pytest.mark.slow
@pytest.mark.parametrize("check", [FirstPerson(), MixedSpeechLevel(), ParticleError(), UntranslatedText()])
def test_hostile_prose_costs_linear_time(check: Check) -> None:
    """Long runs of one sign or word are read in seconds."""
    started = time.process_time()
    for unit in ("가", "A", "9", "(가)", "모델(", "우리 ", "한다. ", "a is ", "'", "1 billion 가 ", " 은"):
        findings(check, digest(unit * (8_000 // len(unit))))
    assert time.process_time() - started < 20


def test_what_particles_cost_grows_with_the_text_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence without an end is not analysed whole for each of its particles."""

    def analysed(times: int) -> int:
        lengths: list[int] = []

        def counting(text: str) -> Morphemes:
            lengths.append(len(text))
            return analyse(text)

        monkeypatch.setattr(particle_error, "analyse", counting)
        assert len(findings(ParticleError(), digest("새로운 모델를 보고 " * times))) == times
        return sum(lengths)

    assert analysed(200) <= 5 * analysed(50)
