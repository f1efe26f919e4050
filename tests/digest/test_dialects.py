"""Digests in the forms that the archive and its imitators write."""

from __future__ import annotations

import pytest

from summarizer.digest import PERFORMANCE_HIGHLIGHTS, TECHNICAL_DETAILS, WHATS_NEW, Dialect, Entry, SpeechLevel, parse

_HEADING = "### [A Small Model](https://arxiv.org/abs/2101.00001)"


def _entry(body: str) -> Entry:
    (entry,) = parse(f"## Daily Papers (2024-01-02)\n\n{_HEADING}\n\n{body}").entries
    return entry


def _sections(body: str) -> list[tuple[str | None, str]]:
    return [(section.name, section.text) for section in _entry(body).sections]


@pytest.mark.parametrize(
    "bullet",
    [
        "- **What's New**: 가",
        "- ***What's New***: 가",
        "- **What’s New**: 가",
        "- **What's New:** 가",
        "- **What's New** : 가",
        "- **What's New**：가",
        "- **WHAT'S  NEW**:가",
        "- ** Whats New **: 가",
        "- **What's New** 가",
        "- What's New: 가",
        "* **What's New**: 가",
        "+ **What's New**: 가",
        "-  **What's New**: 가  ",
        "-**What's New**: 가",
        "1. **What's New**: 가",
        "**What's New**: 가",
        "***What's New***: 가",
        "- **What's New**:\n  가",
        "- **What's New**:\n\n가",
        "#### What's New\n\n가",
    ],
)
def test_spellings_of_a_key_name_one_section(bullet: str) -> None:
    """However a bullet spells What's New, the section has that name and its prose no trace of the key."""
    assert _sections(bullet) == [(WHATS_NEW, "가")]


def test_unknown_keys_are_kept_as_written() -> None:
    """A key of its own kind is the section's name; words in bold that start a sentence are none."""
    body = "- **Related Work**: 가\n- **관련 연구**: 나\n- **LLaMA**는 다: 라\n- Note: 마"
    assert _sections(body) == [
        ("Related Work", "가"),
        ("관련 연구", "나"),
        (None, "**LLaMA**는 다: 라"),
        (None, "Note: 마"),
    ]


def test_keys_have_a_place_without_their_asterisks() -> None:
    """A correction of a key replaces its words and nothing around them."""
    entry = _entry("- ***Whats  New***: 가")
    (section,) = entry.sections
    assert section.key is not None
    assert section.key.of(entry.source) == "Whats  New"


def test_empty_sections_stand_where_their_prose_would() -> None:
    """A key without prose is a section that text can be inserted into."""
    entry = _entry("- **What's New**: \n- **Technical Details**:\n-\n")
    assert [(s.name, s.text) for s in entry.sections] == [(WHATS_NEW, ""), (TECHNICAL_DETAILS, ""), (None, "")]
    assert entry.source[: entry.sections[0].start].endswith("- **What's New**: ")


def test_bullets_go_on_in_the_lines_below() -> None:
    """Wrapped lines, nested bullets and indented paragraphs belong to the bullet above them."""
    body = "- **What's New**: 가\n나\n  - 다\n\n  라\n- **Technical Details**: 마"
    assert _sections(body) == [(WHATS_NEW, "가\n나\n  - 다\n\n  라"), (TECHNICAL_DETAILS, "마")]


def test_paragraphs_are_sections_too() -> None:
    """An entry without any bullet marker still has its prose."""
    assert _sections("가\n나\n\n다\n**Technical Details**: 라") == [
        (None, "가\n나"),
        (None, "다"),
        (TECHNICAL_DETAILS, "라"),
    ]


def test_entries_may_follow_without_a_blank_line() -> None:
    """A heading ends the entry above it even when nothing stands between them."""
    text = f"{_HEADING}\n![](a.png)\nVote: 3\nAuthors: A, B\n- 가\n{_HEADING}\n- 나\n"
    first, second = parse(text).entries
    assert (first.votes, first.authors, first.image and first.image.url) == (3, ("A", "B"), "a.png")
    assert first.text.endswith("- 가")
    assert [section.text for section in second.sections] == ["나"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Authors: Ann Lee, +, Bo Kim", ("Ann Lee", "+", "Bo Kim")),
        ("Authors: ['Ann Lee', \"Bo O'Neil\"]", ("Ann Lee", "Bo O'Neil")),
        (r"Authors: ['Bo O\'Neil', 'Jos\u00e9']", ("Bo O'Neil", "José")),
        ("Authors: ['Ann Lee', 'Bo", ("Ann Lee", "Bo")),
        ("Authors: [Ann Lee, Bo Kim]", ("Ann Lee", "Bo Kim")),
        ("**Authors:** Ann Lee", ("Ann Lee",)),
        ("Authors: Ann Lee,\nBo Kim", ("Ann Lee", "Bo Kim")),
        ("Authors: ['Ann Lee',\n 'Bo Kim'\n]", ("Ann Lee", "Bo Kim")),
        ("Authors: , ,", ()),
    ],
)
def test_authors_are_read_as_a_line_or_a_list(line: str, names: tuple[str, ...]) -> None:
    """Names come out one by one, and their span covers all that a correction replaces."""
    entry = _entry(f"{line}\n\n- 가")
    assert entry.authors == names
    assert entry.authors_span is not None
    assert entry.authors_span.of(entry.source) == line.split(":", 1)[1].removeprefix("**").strip()
    assert [section.text for section in entry.sections] == ["가"]


def test_missing_fields_are_unknown() -> None:
    """An entry without votes, authors or thumbnail has none, rather than zero or an empty name."""
    entry = _entry("Vote: -\n\nAuthors: \n\n- 가")
    assert (entry.votes, entry.authors, entry.authors_span, entry.image) == (None, (), None, None)


def test_absurd_votes_are_unknown() -> None:
    """More digits than a number of votes can have are no number, and no error."""
    assert _entry("Vote: " + "9" * 5000).votes in {None, 999_999_999}


@pytest.mark.parametrize(
    ("lines", "url", "is_video"),
    [
        ("![](https://example.com/a_(1).png)", "https://example.com/a_(1).png", False),
        ("![그림](/avatars/a.svg)", "/avatars/a.svg", False),
        ("[![](a.png)](https://example.com)", "a.png", False),
        ("![]()", "", False),
        ('[Watch Video](a.mp4)\n<div><video controls src="a.mp4" muted="false"></video></div>', "a.mp4", True),
        ("<video controls><source src='a.mp4'></video>", "a.mp4", True),
    ],
)
def test_thumbnails_are_images_or_videos(lines: str, url: str, is_video: bool) -> None:  # noqa: FBT001 - a parameter
    """The first image or video is found, and nothing of it is taken for prose."""
    entry = _entry(f"{lines}\n\n- 가")
    assert entry.image
    assert (entry.image.url, entry.image.is_video) == (url, is_video)
    assert entry.image.span.of(entry.source) in lines
    assert [section.text for section in entry.sections] == ["가"]


@pytest.mark.parametrize(
    ("heading", "title", "arxiv_id"),
    [
        ("### [A](https://arxiv.org/abs/2101.00001v2)", "A", "2101.00001"),
        ("###[A](https://arxiv.org/abs/2101.00001)", "A", "2101.00001"),
        ("# [A](https://arxiv.org/pdf/2101.00001)", "A", "2101.00001"),
        ("#### [A](https://huggingface.co/papers/2101.00001)", "A", "2101.00001"),
        ("### [ [A] and [B ](https://arxiv.org/abs/2101.00001)", "[A] and [B", "2101.00001"),
        ("### [Learning f[x](y) fast](https://arxiv.org/abs/2101.00001)", "Learning f[x](y) fast", "2101.00001"),
        (
            '### ["A" (B): $O(n^2)$ \\[x\\]](https://arxiv.org/abs/2101.00001)',
            '"A" (B): $O(n^2)$ \\[x\\]',
            "2101.00001",
        ),
        ("### [A](https://arxiv.org/abs/2101.00001) ![](b.svg) [code](https://example.com)", "A", "2101.00001"),
        ("### 3. ![](b.svg) [A](https://arxiv.org/abs/2101.00001)", "A", "2101.00001"),
        ("### [code](https://example.com) [A](https://arxiv.org/abs/2101.00001)", "A", "2101.00001"),
        ('### [A]( <https://arxiv.org/abs/2101.00001> "A" )', "A", "2101.00001"),
        ("### [A](https://arxiv.org/abs/2101.00001", "A", "2101.00001"),
        ("### [](https://arxiv.org/abs/cs/9901001)", "", "cs/9901001"),
        ("### [A](https://example.com/paper_(1))", "A", None),
        ("### A title without a link", "A title without a link", None),
    ],
)
def test_headings_name_title_and_paper(heading: str, title: str, arxiv_id: str | None) -> None:
    """A heading gives title and identifier whatever brackets, badges and links stand in it."""
    (entry,) = parse(f"\ufeff## Daily Papers (2024-01-02)\n\n{heading}\n\n- 가").entries
    assert (entry.title, entry.arxiv_id) == (title, arxiv_id)


def test_links_are_kept_as_written() -> None:
    """The address and the version it names stay known beside the identifier."""
    (entry,) = parse("\ufeff### [A](http://arxiv.org/pdf/2101.00001v2.pdf)").entries
    assert (entry.link, entry.version, entry.start) == ("http://arxiv.org/pdf/2101.00001v2.pdf", 2, 1)


def test_headings_inside_an_entry_are_not_entries() -> None:
    """Sub-headings belong to the entry they stand under, and other headings end it."""
    text = f"{_HEADING}\n\n#### Notes\n\n가\n\n## Elsewhere\n\n나\n"
    (entry,) = parse(text).entries
    assert entry.text.endswith("가")


@pytest.mark.parametrize(
    "text",
    ["", "\ufeff", "# Changelog\n\n## 1.0.0 - 2024-01-02\n\n### Added\n\n- 가", "가\n\n- 나", "####### [A](b)"],
)
def test_other_files_hold_no_entry(text: str) -> None:
    """A file that is no digest is not taken for one."""
    assert parse(text).entries == ()


@pytest.mark.parametrize(
    ("headings", "count"),
    [
        ("### 공지\n\n쉽니다.\n", 1),
        ("### [글](https://example.com)\n\n#### 덧붙임\n\n##### [하나 더](https://example.com/2)\n", 1),
        ("### 공지\n\n- 가\n\n### 공지\n\n- 가\n", 2),
        ("## 2024-01-03\n\n### 공지\n\n## 2024-01-04\n\n# [글](https://example.com)\n", 2),
        ("```md\n### 공지\n```\n\n#### 덧붙임\n", 0),
    ],
)
def test_a_heading_that_names_no_paper_is_counted_once(headings: str, count: int) -> None:
    """Where papers stand, what is passed over is counted, without what stands below it, and is no entry."""
    digest = parse(f"## Daily Papers (2024-01-02)\n\n{_HEADING}\n\n- **What's New**: 가\n\n{headings}")
    assert (len(digest.entries), digest.passed_over) == (1, count)


def test_code_holds_no_heading() -> None:
    """A heading inside fenced code is code, and goes with the entry it stands in."""
    entry = _entry(f"- 가\n\n  ```md\n{_HEADING}\n- 나\n  ```\n- 다")
    assert [section.line for section in entry.sections] == [5, 11]


def test_stray_fences_hide_nothing() -> None:
    """A fence that a model opened and never closed leaves the entries below it in sight."""
    assert len(parse(f"{_HEADING}\n\n- 가\n\n```json\n\n{_HEADING}\n\n- 나\n").entries) == 2


def test_rules_between_entries_belong_to_none() -> None:
    """A line of dashes that parts two entries is prose of neither."""
    first, _ = parse(f"{_HEADING}\n\n- 가\n\n---\n\n{_HEADING}\n\n- 나\n").entries
    assert first.text.endswith("- 가")


def test_days_in_one_file_keep_their_own_date_and_style() -> None:
    """Entries know the day, the dialect and the speech level of the heading they stand under."""
    plain = f"## Daily Papers (2024-01-02)\n\n{_HEADING}\n\n- 가는 모델이다. 나는 크다. 다는 작다.\n\n"
    bold = f"## Daily Papers (2024.1.3)\n\n{_HEADING}\n\n- **What's New**: 모델입니다. 큽니다. 작습니다.\n"
    first, second = parse(plain + bold).entries
    assert (first.date, first.dialect, first.speech_level) == ("2024-01-02", Dialect.PLAIN, SpeechLevel.PLAIN)
    assert (second.date, second.dialect, second.speech_level) == ("2024-01-03", Dialect.BOLD, SpeechLevel.FORMAL)


def test_the_dialect_is_that_of_most_bullets() -> None:
    """A stray bullet of another dialect, or a word in bold in a plain digest, changes nothing."""
    keys = f"- ***What's New***: 가\n- **{TECHNICAL_DETAILS}**: 나\n- ***{PERFORMANCE_HIGHLIGHTS}***: 다"
    assert _entry(keys).dialect is Dialect.BOLD_ITALIC
    assert _entry("- **모델**: 가\n- 나").dialect is Dialect.PLAIN


@pytest.mark.parametrize(
    ("prose", "level"),
    [
        ("모델입니다. 좋습니다. 그럴 수 있습니까?", SpeechLevel.FORMAL),
        ("모델이다. 좋다. 성능을 높였다", SpeechLevel.PLAIN),
        ("모델을 제안함. 성능이 좋음. 공개됨", SpeechLevel.NOMINAL),
        ("모델입니다. 좋습니다.", None),
        ("모델입니다. 좋습니다. 크다. 작다.", None),
        ("A model. It is good. It is small.", None),
    ],
)
def test_the_speech_level_is_that_of_most_sentences(prose: str, level: SpeechLevel | None) -> None:
    """The level is told from three sentences on, and only when one level leads."""
    assert _entry(f"- {prose}").speech_level is level
