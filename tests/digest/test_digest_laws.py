"""Laws that hold for every text, digest or not."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.digest import Digest, Entry, Section, parse, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PIECES = (
    "\n", "\n\n", "\r\n", "\r", "\ufeff", "\u2028", "\x85", "\x00", "\ud800", "  ", "\t", "\\",
    "# ", "## ", "### ", "#### ", "## Daily Papers (2024-01-02)", "## 2024-13-45", "### 제목만 있는 항목\n",
    "### [A [B] (C)](https://arxiv.org/abs/2101.00001v2)", "### [](https://arxiv.org/abs/cs/9901001)\n",
    "### ![](b.svg) [가](http://example.com/a_(b)) ![](c)", "[", "](", ")", "(", "<", ">",
    "![](https://example.com/a.png)", '<video src="a.mp4"></video>', "[Watch Video](a)", "Vote: 12\n", "Vote: -\n",
    "Authors: A, B", "Authors: ['A', \"B'C\"", "Authors: ", ",\n", "]", "'", '"',
    "- ", "* ", "+ ", "1. ", "---\n", "**What's New**: ", "***Technical Details***:", "**What’s New：**", "**Key**: ",
    "What's New: ", "*", "```", "~~~", "모델을 제안합니다.", "제안한다.", "제안함.",
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=40).map("".join)


@given(_TEXTS | st.text())
def test_rendering_gives_back_every_text(text: str) -> None:
    """A digest that is parsed and written again has not changed, whatever it holds."""
    assert render(parse(text)) == text


@given(_TEXTS)
def test_entries_stand_in_order_and_apart(text: str) -> None:
    """Every entry has a place of its own, from its heading to its last line with words."""
    digest = parse(text)
    for entry in digest.entries:
        assert 0 <= entry.start < entry.end <= len(text)
        assert text[entry.start] == "#"
        assert entry.line == 1 + text.count("\n", 0, entry.start)
        assert entry.text == text[entry.start : entry.end]
        assert not entry.text.endswith(("\n", "\r\n"))
    assert all(a.end <= b.start for a, b in pairwise(digest.entries))


@given(_TEXTS)
def test_spans_quote_what_they_claim(text: str) -> None:
    """Title, authors and thumbnail stand at the places that the entry names."""
    for entry in parse(text).entries:
        assert _quoted(entry.title_span, text) == entry.title
        _assert_authors_stand_in_their_span(entry)
        if entry.image:
            assert _quoted(entry.image.url_span, text) == entry.image.url
            assert entry.start <= entry.image.span.start < entry.image.span.end <= entry.end


@given(_TEXTS)
def test_sections_stand_in_order_and_quote_their_prose(text: str) -> None:
    """Every section lies in its entry, apart from the others, with its key before its prose."""
    for entry in parse(text).entries:
        for section in entry.sections:
            _assert_section_is_consistent(section, entry)
        assert all(a.bullet.end <= b.bullet.start for a, b in pairwise(entry.sections))


def _quoted(span: object, text: str) -> str:
    return span.of(text) if span else ""  # type: ignore[attr-defined]


def _assert_authors_stand_in_their_span(entry: Entry) -> None:
    if entry.authors_span is None:
        assert entry.authors == ()
        return
    value = entry.authors_span.of(entry.source)
    assert value == value.strip()
    assert entry.start < entry.authors_span.start < entry.authors_span.end <= entry.end
    place = 0
    for name in entry.authors:
        assert name == name.strip() != ""
        if "\\" not in value:
            place = value.index(name, place) + len(name)


def _assert_section_is_consistent(section: Section, entry: Entry) -> None:
    text = entry.source
    assert entry.start < section.bullet.start < section.bullet.end <= entry.end
    assert section.text == text[section.start : section.end] == section.text.strip()
    assert section.bullet.start <= section.start <= section.end <= section.bullet.end
    assert section.line == 1 + text.count("\n", 0, section.bullet.start)
    assert (section.name is None) == (section.key is None)
    if section.key:
        assert section.bullet.contains(section.key)
        assert section.key.end <= section.start


@given(_TEXTS)
def test_parsing_is_a_function_of_the_text(text: str) -> None:
    """The same text gives the same digest."""
    assert parse(text) == parse(text)


def test_line_ends_are_line_feeds_alone() -> None:
    """Separators that Unicode, but no editor, counts as lines move no line number."""
    text = "\u2028\x85\x0b\x0c\r\n### [T](https://arxiv.org/abs/2101.00001)\r\n\r\n- a\u2028b\r\n- c\r\n"
    (entry,) = parse(text).entries
    assert entry.line == 2
    assert [(s.text, s.line) for s in entry.sections] == [("a\u2028b", 4), ("c", 5)]
    assert [s.bullet.of(text) for s in entry.sections] == ["- a\u2028b", "- c"]


_HEAD = "## Daily Papers (2024-01-02)\n\n### [T](https://arxiv.org/abs/2101.00001)\n\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        lambda n: "### " + "[" * n,
        lambda n: "### " + "](" * n,
        lambda n: "### [" + "](a)" * n,
        lambda n: "### [a](" + "(" * n,
        lambda n: "\n" * n,
        lambda n: _HEAD + "가" * n,
        lambda n: _HEAD + "- a\n" + "  - b\n" * n,
        lambda n: _HEAD + "**What's New**:\n\n" * n,
        lambda n: _HEAD + "- " + " " * n + "x" + " " * n,
        lambda n: _HEAD + "* " * n + "x",
        lambda n: _HEAD + "- **" + "a" * n,
        lambda n: _HEAD + "Authors: ['" + "\\'" * n,
        lambda n: _HEAD + "Authors: [" + "\"'" * n,
        lambda n: _HEAD + "Authors: a,\n" + "b,\n" * n,
        lambda n: _HEAD + "Vote: " + "9" * n,
        lambda n: _HEAD + "<video " * n,
        lambda n: "```a\n" * n + "~~~~\n~~~\n" * n,
        lambda n: "# [a](arxiv.org/abs/2101.00001)\n" + "## 2024-01-02\n" * n,
        lambda n: _HEAD + "### a\n" * n,
        lambda n: _HEAD + "### a\n\n- b\n" * n,
        lambda n: _HEAD + "### [a](b.org)\n#### c\n" * n,
        lambda n: "# a\n" * n + "arxiv.org/abs/2101.00001\n",
        lambda n: "# a\n## b\n### c\n#### d\n" * n + "**What's New**: e\n",
    ],
)
def test_time_grows_with_the_length_alone(hostile: Callable[[int], str]) -> None:
    """Eight times the hostile text costs about eight times the time, where a quadratic reader takes 64 times."""
    small = min(_seconds(hostile(4_000)) for _ in range(3))
    assert _seconds(hostile(32_000)) < 32 * small + 0.05


def _seconds(text: str) -> float:
    start = time.process_time()
    parse(text)
    return time.process_time() - start


@pytest.mark.parametrize("text", ["가" * 10_000_000, "[" * 1_000_000, "### [" + "[" * 1_000_000])
def test_one_enormous_line_is_read(text: str) -> None:
    """A file of one line, however long, is parsed like any other."""
    assert render(parse(text)) == text


def test_real_digests_are_kept_and_every_entry_is_found(data_dir: Path) -> None:
    """Each file of the archive comes back byte for byte, with as many entries as it has headings of papers."""
    files = sorted(data_dir.glob("*/*.md"))
    assert files
    for file in files:
        content = file.read_bytes()
        digest = parse(content.decode())
        assert render(digest).encode() == content
        assert len(digest.entries) == len(re.findall(rb"^### \[", content, re.MULTILINE)), file.name


def test_real_entries_are_understood(data_dir: Path) -> None:
    """Every entry of the archive has its paper, day, thumbnail, authors and sections."""
    files = [*data_dir.glob("seed/*.md"), *data_dir.glob("digests/*.md")]
    assert files
    for file in files:
        digest = parse(file.read_bytes().decode())
        assert digest.entries
        for entry in digest.entries:
            assert (entry.date, bool(entry.arxiv_id)) == (file.stem, True)
            assert entry.image
            assert entry.authors
            assert entry.sections
        _assert_nothing_is_left_over(digest)


def _assert_nothing_is_left_over(digest: Digest) -> None:
    for entry in digest.entries:
        bullets = [line for line in entry.text.split("\n") if line.startswith("- ")]
        assert [section.bullet.of(digest.text) for section in entry.sections] == bullets
