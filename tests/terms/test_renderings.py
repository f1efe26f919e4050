"""What words of the field are called in Korean, as learned from glosses."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from evals.terms.renderings import is_usual_word, renderings_of, words_rendered
from tools import renderings

if TYPE_CHECKING:
    from pathlib import Path


def test_a_word_is_known_by_its_base_form_and_a_typo_by_nothing() -> None:
    """A plural is the word, and what was seen once is no word."""
    assert renderings_of("adapter") == ("어댑터",)
    assert is_usual_word("Adapters")
    assert not is_usual_word("Adaptres")


def test_a_korean_word_is_known_by_every_word_that_it_renders() -> None:
    """What renders one word often renders another one too."""
    assert {"extraction", "stemming"} <= set(words_rendered("추출"))
    assert words_rendered("추출기기") == ()


def test_the_file_is_what_the_glosses_teach(data_dir: Path) -> None:
    """Nothing in the file was written by hand."""
    file = resources.files("evals.terms").joinpath("renderings.tsv")
    assert file.read_text(encoding="utf-8") == renderings.learned(data_dir / "terms" / "glosses.tsv.gz")


def test_words_are_aligned_one_by_one_or_by_their_heads() -> None:
    """Of phrases of other lengths only the last words are surely the same; with a preposition nothing is."""
    assert [*renderings.aligned("feature maps", "시각적인 지도")] == [("feature", "시각"), ("map", "지도")]
    assert [*renderings.aligned("sparse feature matching", "성긴 매칭")] == [("matching", "매칭")]
    assert [*renderings.aligned("level of detail", "상세 수준")] == []
