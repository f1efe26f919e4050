"""How words may be read aloud."""

from __future__ import annotations

import pytest

from evals.korean.particles import Sound
from evals.korean.readings import final_sounds

_SOUNDS = {"v": Sound.VOWEL, "r": Sound.RIEUL, "c": Sound.CONSONANT}


@pytest.mark.parametrize(
    ("sounds", "words"),
    [
        ("v", "데이터 GPU DPO MATH 8B 1.5T 2 4.5 % GPT-4o NeRF Llama Transformer benchmark graph loss image k"),
        ("r", "모델 RL SQL 7 1.8 model sample Google"),
        ("c", "토큰 LLM CNN SAM 10 3 0.6 100 token diffusion training system"),
        ("vc", "CLIP RAG AIME DeepSeek dataset step block LLMs tokens 0 type technique app prototype concept NASDAQ"),
        ("vr", "OCR RLVR"),
        ("", "LaTeX mg/dL R² α 10^5 x=3 1/2 1:3 5ms III 10K C++ word2vec npm é"),
    ],
)
def test_a_word_has_all_its_readings(sounds: str, words: str) -> None:
    """What is certain has one reading, what is spelt or spoken has two, and what is neither has none."""
    for word in words.split():
        assert final_sounds(word) == {_SOUNDS[sound] for sound in sounds}, word


def test_the_number_of_a_name_may_be_english() -> None:
    """Llama 3 is 삼 or 쓰리; three points are 삼."""
    assert final_sounds("3") == {Sound.CONSONANT}
    assert final_sounds("3", is_name=True) == {Sound.CONSONANT, Sound.VOWEL}
    assert final_sounds("Llama-3") == {Sound.CONSONANT, Sound.VOWEL}
    assert final_sounds("GPT-4") == {Sound.VOWEL}
    assert final_sounds("H100") == {Sound.CONSONANT, Sound.VOWEL}
