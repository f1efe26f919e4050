"""Text for terminals: it fits, it lines up, and it is harmless."""

from __future__ import annotations

import html
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.cli.progress import Progress
from summarizer.io.terminal import Paint, clip, columns, harmless, shorten, spelled


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("8조", 3), ("한국어", 6), ("\u1112\u1161\u11ab", 2), ("e\u0301", 1), ("，", 2)]
)
def test_hangul_takes_two_columns(text: str, width: int) -> None:
    """Underlines stand below their words in Korean too, composed or not."""
    assert columns(text) == width


@given(st.text(max_size=60), st.integers(0, 59), st.integers(1, 60), st.integers(1, 40))
def test_an_excerpt_fits_and_points_at_its_words(text: str, start: int, length: int, room: int) -> None:
    """Whatever the text, the line is one line, no wider than asked, and the underline lies below it."""
    text = f"{text}x"
    start = min(start, len(text) - 1)
    clipped = clip(text, start, min(start + length, len(text)), room)
    assert columns(clipped.text) <= room
    assert clipped.indent + clipped.width <= room
    assert len(clipped.text.splitlines()) <= 1


def test_an_excerpt_shows_the_words_with_what_stands_around_them() -> None:
    """Long lines are cut on both sides of the words."""
    clipped = clip(f"{'앞' * 50}8조 파라미터{'뒤' * 50}", 50, 52, 24)
    assert clipped.text == "...앞앞앞8조 파라미터..."
    assert (clipped.indent, clipped.width) == (9, 3)


@given(st.text(alphabet=st.characters(codec=None)))
def test_harmless_text_keeps_its_length_and_obeys_nobody(text: str) -> None:
    """Places stay the same, and no character moves the cursor."""
    safe = harmless(text)
    assert len(safe) == len(text)
    assert all(character.isprintable() or ord(character) > 0x9F for character in safe)


@pytest.mark.parametrize("text", ["::error::x", "\t ::x", "\n::x", "\u3000::x", "a ##[add-mask]b", "###[x", "##[::"])
def test_no_text_is_a_command_of_a_ci(text: str) -> None:
    """What a runner looks for, at the beginning of a line or anywhere in it, is in no text, yet can be undone."""
    safe, escaped = harmless(text), spelled(f"가\n{text}", "&#{};")
    assert len(safe) == len(text)
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in [safe, *escaped.split("\n")])
    assert html.unescape(escaped) == f"가\n{text}"


def test_colons_within_a_text_are_left_alone() -> None:
    """A runner looks for them at the beginning of a line only."""
    assert harmless("std::sort") == spelled("std::sort", "&#{};") == "std::sort"


def test_a_long_text_is_shortened_to_its_room() -> None:
    """The cut is visible."""
    assert shorten("한국어 요약입니다", 10) == "한국어 ..."


def test_paint_is_off_where_it_is_not_welcome() -> None:
    """Files and pipes get no escape sequences."""
    assert Paint(is_on=False)("word", 1, 31) == "word"
    assert Paint(is_on=True)("word", 1, 31) == "\x1b[1;31mword\x1b[0m"


@pytest.mark.parametrize(("stream", "shown"), [(Terminal(), True), (io.StringIO(), False)])
def test_progress_is_shown_on_a_terminal_only(stream: io.StringIO, *, shown: bool) -> None:
    """The line gives way to what is written, and a log file gets none of it."""
    clock = iter(range(100))
    assert list(Progress(stream, "{count} done", lambda: next(clock)).track("abc")) == ["a", "b", "c"]
    assert ("1 done\r\x1b[2K" in stream.getvalue()) is shown
