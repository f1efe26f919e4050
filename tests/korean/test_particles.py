"""Particles agree with the sound before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.korean.particles import Sound, agreeing, final_sound, particle_at, with_particle


@pytest.mark.parametrize(
    ("word", "sound"),
    [
        ("8조", Sound.VOWEL),
        ("80억", Sound.CONSONANT),
        ("모델", Sound.RIEUL),
        ("10", Sound.CONSONANT),
        ("8", Sound.RIEUL),
        ("2", Sound.VOWEL),
        ("50%", Sound.VOWEL),
        ("LLM", Sound.CONSONANT),
        ("RL", Sound.RIEUL),
        ("7B", Sound.VOWEL),
        ("GPT", Sound.VOWEL),
        ("Llama", None),
        ("NeurIPs", None),
        ("α", None),
        ("", None),
    ],
)
def test_the_sound_a_word_ends_in_is_the_one_read_aloud(word: str, sound: Sound | None) -> None:
    """Hangul, digits and letters that are spelt out are certain; how a Latin word is read is not."""
    assert final_sound(word) is sound


@pytest.mark.parametrize(
    ("text", "word", "corrected"),
    [
        ("8조를 기준으로", "80억", "80억을 기준으로"),
        ("8조로 학습", "80억", "80억으로 학습"),
        ("8조는 많습니다", "80억", "80억은 많습니다"),
        ("8조가 필요합니다", "80억", "80억이 필요합니다"),
        ("8조와 비교", "80억", "80억과 비교"),
        ("8조라는 수", "80억", "80억이라는 수"),
        ("8조로부터", "80억", "80억으로부터"),
        ("8조였습니다", "80억", "80억이었습니다"),
        ("8조이며", "80억", "80억이며"),
        ("80억을 기준으로", "8조", "8조를 기준으로"),
        ("80억으로 학습", "8조", "8조로 학습"),
        ("80억이었습니다", "8조", "8조였습니다"),
        ("66으로 나눕니다", "6", "6으로 나눕니다"),
        ("77으로 나눕니다", "7", "7로 나눕니다"),
        ("8조 개를", "80억", "80억 개를"),
        ("8조입니다", "80억", "80억입니다"),
        ("8조이상", "80억", "80억이상"),
        ("8조의 토큰", "80억", "80억의 토큰"),
        ("8조까지", "80억", "80억까지"),
    ],
)
def test_the_particle_follows_the_corrected_number(text: str, word: str, corrected: str) -> None:
    """A corrected number takes its particle along; endings and particles that never change are left alone."""
    written = next(text[:n] for n in range(len(text), 0, -1) if final_sound(text[:n]) and text[:n] in _NUMBERS)
    end, words = with_particle(text, len(written), word)
    assert words + text[end:] == corrected


_NUMBERS = {"8조", "80억", "66", "77"}


def test_an_uncertain_sound_changes_nothing() -> None:
    """Behind a Latin word the particle that the author chose stays."""
    assert with_particle("8조를", 2, "Llama") == (2, "Llama")


@pytest.mark.parametrize("text", ["를지로", "이상", "이다", "은행", "과학", "로봇"])
def test_a_word_that_only_begins_like_a_particle_is_none(text: str) -> None:
    """A particle ends its word."""
    assert particle_at(text, 0) is None


@given(
    st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")),
    st.sampled_from("을 를 이 가 은 는 과 와 으로 로".split()),
)
def test_agreement_is_settled_in_one_step(syllable: str, particle: str) -> None:
    """The form that agrees is its own agreeing form, so that a correction never asks for another one."""
    sound = final_sound(syllable)
    assert sound is not None
    form = agreeing(particle, sound)
    assert form is not None
    assert agreeing(form, sound) == form


@given(st.text(max_size=20), st.integers(0, 20))
def test_any_text_may_stand_behind_the_number(text: str, end: int) -> None:
    """Digests are hostile input: the place to replace up to stays inside the text."""
    end = min(end, len(text))
    last, words = with_particle(text, end, "80억")
    assert end <= last <= len(text)
    assert words.startswith("80억")
