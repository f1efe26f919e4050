"""Morphemes keep their places, whatever the text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from evals.korean.morphemes import Morpheme, analyse
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.spans import Span

_ROOT = Path(__file__).parent.parent.parent


def test_contracted_morphemes_share_their_syllable() -> None:
    """A stem and its ending are told apart even inside one syllable, and a place is that of the file."""
    read = analyse("값을 확인함.", offset=10)
    assert read.tokens == (
        Morpheme("값", "NNG", 10, 11),
        Morpheme("을", "JKO", 11, 12),
        Morpheme("확인", "NNG", 13, 15),
        Morpheme("하", "XSV", 15, 16),
        Morpheme("\u11b7", "ETN", 15, 16),
        Morpheme(".", "SF", 16, 17),
    )
    assert read.sentences == (Span(10, 17),)
    assert [token.form for token in read.within(11, 15)] == ["을", "확인"]


def test_sentences_are_told_apart() -> None:
    """Sentences are places of the text, and a point inside a number ends none."""
    text = "정확도는 3.5% 올랐다. 속도는 그대로다."
    assert [span.of(text) for span in analyse(text).sentences] == ["정확도는 3.5% 올랐다.", "속도는 그대로다."]


@given(st.text(st.sampled_from("가을이했함 \nA1.,()'\U0001d431\U0001f600é"), max_size=40), st.integers(0, 9))
def test_places_are_code_points_of_the_text(text: str, offset: int) -> None:
    """A letter beyond the basic plane counts once, and no place leaves the text."""
    read = analyse(text, offset)
    assert analyse(text, offset) == read
    for token in read.tokens:
        assert offset <= token.start <= token.end <= offset + len(text)
        if token.tag in {"SW", "SL", "SN"}:
            assert text[token.start - offset : token.end - offset] == token.form
    starts = [token.start for token in read.tokens]
    assert starts == sorted(starts)
    assert all(a.end <= b.start for a, b in zip(read.sentences, read.sentences[1:], strict=False))


def test_checks_share_one_analysis() -> None:
    """A text is analysed once, however many checks ask, and its places are those of the file."""
    text = "### [T](https://arxiv.org/abs/2401.00001)\n\n- 값을 확인함.\n- 속도가 올랐다.\n"
    (entry,) = parse(text).entries
    subject = Subject(entry, None)
    section = entry.sections[1]
    read = subject.morphemes(section)
    assert subject.morphemes(section) is read
    assert read.sentences[0].of(text) == "속도가 올랐다."
    assert subject.morphemes(entry.sections[0]) is not read


def test_the_analyser_waits_until_it_is_asked() -> None:
    """A run of number checks neither waits for the analyser nor holds its memory."""
    program = (
        "import sys; from evals import inspect_entry; from evals.checks import check_named\n"
        "from summarizer.digest import parse\n"
        "(entry,) = parse('### [T](https://arxiv.org/abs/2401.00001)\\n\\n- 7B 모델입니다.\\n').entries\n"
        "inspect_entry(entry, None, checks=[check_named('magnitude-shift')])\n"
        "sys.exit('kiwipiepy' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=_ROOT, check=False).returncode == 0
