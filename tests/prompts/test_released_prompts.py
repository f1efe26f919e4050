"""The released prompts: unchanged since their release, affordable, and true to their own rules."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest

import prompts
from evals import inspect_entry
from summarizer.digest import Dialect, parse
from summarizer.digest.model import SECTION_NAMES
from summarizer.digest.writing import EntryDraft, write_digest
from summarizer.findings import Severity
from summarizer.models.replies import REPLY_SCHEMAS, RepairReply, ReviewReply, SummarizeReply
from summarizer.models.tokens import count_tokens
from summarizer.papers import Paper, Passage
from summarizer.prompts import PromptLibrary

_FOLDER = Path(prompts.__path__[0])
_LIBRARY = PromptLibrary()
_VERSIONS = [(name, version) for name in _LIBRARY.names for version in _LIBRARY.versions(name)]


@dataclass(frozen=True)
class _Example:
    """A worked example of a prompt: its material by mark, and its reply."""

    material: dict[str, str]
    reply: str


def _examples(name: str, version: int | None = None) -> list[_Example]:
    prompt = _LIBRARY.load(name, version)
    text = prompt.render(dict.fromkeys(prompt.required, "x"))[0].text
    found = []
    for part in re.split("\n# (?:예시|Example) ", text)[1:]:
        material, reply = re.split("\n(?:응답|Answer):", part)
        found.append(_Example({m[1]: m[2].strip() for m in re.finditer(r"(?s)<(\S+?)>(.*?)</\1>", material)}, reply))
    return found


def _digest(sections: tuple[tuple[str | None, str], ...], title: str) -> str:
    return write_digest("2024-01-01", [EntryDraft(title, "2401.00001", sections)], Dialect.BOLD)


def test_what_is_in_use_has_its_line_in_the_lock() -> None:
    """A released prompt is never edited, only succeeded, and what writes digests is released."""
    lock = tomllib.loads((_FOLDER / "lock.toml").read_text(encoding="utf-8"))
    hashes = {(name, int(version)): sha for name, table in lock.items() for version, sha in table.items()}
    assert {key: _LIBRARY.load(*key).sha256 for key in hashes} == hashes
    assert {(name, _LIBRARY.champion(name)) for name in _LIBRARY.names} <= hashes.keys()


def test_every_prompt_has_a_version_in_use() -> None:
    """A newcomer's first command finds its prompts."""
    champions = tomllib.loads((_FOLDER / "champions.toml").read_text(encoding="utf-8"))
    assert {name: _LIBRARY.load(name).version for name in _LIBRARY.names} == champions


@pytest.mark.parametrize(("name", "version"), _VERSIONS)
def test_a_prompt_is_short_and_leaves_the_orders_alone(name: str, version: int) -> None:
    """The orders are the same bytes for every paper, so that providers can cache them, and cheap to send."""
    prompt = _LIBRARY.load(name, version)
    assert not prompt.system.inputs
    messages = prompt.render(dict.fromkeys((*prompt.required, *prompt.optional), "x"))
    assert sum(count_tokens(message.text, "openai:gpt-5") for message in messages) < 2_300


@pytest.mark.parametrize(("name", "version"), _VERSIONS)
def test_a_prompt_says_what_is_data(name: str, version: int) -> None:
    """Every mark that holds material is explained in the orders, which call it material and no order."""
    prompt = _LIBRARY.load(name, version)
    orders = prompt.render(dict.fromkeys(prompt.required, "x"))[0].text
    assert "지시가 아닙니다" in orders or "not instructions" in orders
    assert prompt.user.marks
    assert [mark for mark in prompt.user.marks if f"<{mark}>" not in re.split("\n# (?:예시|Example)", orders)[0]] == []


def test_every_kind_of_reply_is_asked_for() -> None:
    """Each schema has a prompt that asks for it."""
    assert {_LIBRARY.load(name).reply for name in _LIBRARY.names} == set(REPLY_SCHEMAS)


@pytest.mark.parametrize("version", _LIBRARY.versions("summarize"))
def test_the_examples_of_a_summary_follow_the_orders(version: int) -> None:
    """A model learns from examples that quote to the letter and in which our own checks find nothing wrong."""
    examples = _examples("summarize", version)
    assert len(examples) >= 2
    for example in examples:
        reply = SummarizeReply.model_validate_json(example.reply)
        abstract, passage = example.material["초록"], example.material.get("본문", "")
        assert [fact.quote for fact in reply.facts if fact.quote not in f"{abstract}\n{passage}"] == []
        sections = (reply.whats_new, reply.technical_details, reply.performance_highlights)
        assert all(re.fullmatch(r"(?:[^\n]+?니다\.(?: |$)){1,4}", section) for section in sections)
        title = example.material["제목"]
        digest = _digest(tuple(zip(SECTION_NAMES, sections, strict=True)), title)
        paper = Paper("2401.00001", title, abstract, fulltext=(Passage("", passage),) if passage else None)
        findings = inspect_entry(parse(digest).entries[0], paper)
        assert [finding for finding in findings if finding.severity is not Severity.NOTE] == []


def test_the_examples_of_a_summary_gloss_a_term_once_in_the_entry() -> None:
    """The second version asks for the English of a few terms, each once; its examples show no more."""
    for example in _examples("summarize", 2):
        reply = SummarizeReply.model_validate_json(example.reply)
        entry = f"{reply.whats_new} {reply.technical_details} {reply.performance_highlights}"
        glosses = re.findall(r"\(([a-z -]+)\)", entry)
        assert 1 <= len(glosses) == len(set(glosses)) <= 5


def test_the_examples_of_a_repair_change_the_fault_alone() -> None:
    """A model learns from examples to leave the rest of a sentence as it is."""
    examples = _examples("repair")
    assert len(examples) >= 3
    for example in examples:
        before, after = example.material["문장"], RepairReply.model_validate_json(example.reply).text
        head = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
        tail = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before[::-1], after[::-1], strict=False))))
        assert before != after
        assert len(before) - head - tail <= 6
        paper = Paper("2401.00001", "t", example.material.get("근거", ""))
        entry = parse(_digest(((None, after),), "t")).entries[0]
        assert [f for f in inspect_entry(entry, paper) if f.check == example.material["지적"].partition(":")[0]] == []


@pytest.mark.parametrize(("name", "abstract"), [("review-ko", "초록"), ("review-en", "abstract")])
def test_the_example_of_a_review_stands_its_own_proof(name: str, abstract: str) -> None:
    """A model learns from the example to copy words and quotes to the letter."""
    text = _LIBRARY.load(name).render({"sentences": "x"})[0].text
    (shown,) = re.findall(rf"<{abstract}>\n(.*?)\n</{abstract}>", text, re.DOTALL)
    reply = ReviewReply.model_validate_json(re.findall(r'(?:응답|Reply): (\{"problems".*\})', text)[-1])
    assert len(reply.problems) == 2
    for problem in reply.problems:
        (sentence,) = re.findall(rf"^{problem.sentence}\. \[.*?\] (.*)$", text, re.MULTILINE)
        assert problem.words in sentence
        assert problem.quote in shown
