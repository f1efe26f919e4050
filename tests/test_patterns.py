"""Patterns mean the same on every Python that runs the project, and cost time that grows with the text alone."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from evals.checks.language import particle_error
from evals.checks.names import version_mismatch
from evals.names import reading
from summarizer.digest import fields
from tests import patterns

if TYPE_CHECKING:
    from collections.abc import Callable


def test_no_pattern_depends_on_the_python() -> None:
    """The same digest gives the same findings on every interpreter.

    Patterns that are compiled later, inside of functions, are looked at while the other tests run.
    """
    command = [sys.executable, patterns.__file__]
    count, *differing = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    assert int(count) > 500
    assert differing == []


@pytest.mark.parametrize(
    "pattern",
    ["a++", "a*+", "a?+", "a{2}+", "(?>ab)", r"a|(b(?:c*+))", "(?=(?:a|ab)++)", r"\Ba", r"[^a]|(?<=x\B)", b"a++"],
)
def test_what_differs_is_found_wherever_it_stands(pattern: str | bytes) -> None:
    """A group or an alternative hides nothing."""
    assert patterns.differing(pattern)


def test_an_anchor_of_newer_pythons_is_found() -> None:
    r"""`\z` is an error before 3.14, and is told whether this Python knows it or not."""
    try:
        assert patterns.differing(r"a\z")
    except re.error as error:
        assert "bad escape" in str(error)  # noqa: PT017


@pytest.mark.parametrize("pattern", [r"a\++", r"[+*?]+", r"[*+]", r"\b", r"a+?b", r"\\B\\z", r"(?:a+)+"])
def test_what_means_the_same_is_allowed(pattern: str) -> None:
    """A plus sign of the text is no quantifier."""
    assert patterns.differing(pattern) == []


def test_patterns_of_functions_are_watched() -> None:
    """While tests run, a pattern of ours that would differ is refused where it is compiled."""
    code = compile("import re; re.compile('only+here*+')", str(patterns.ROOT / "evals/nowhere.py"), "exec")
    with pytest.raises(AssertionError, match=r"nowhere\.py:1: POSSESSIVE_REPEAT"):
        exec(code)  # noqa: S102


@pytest.mark.parametrize(
    "read",
    [
        lambda n: reading._WORD.findall("a" * n + "."),
        lambda n: reading._WORD.findall("a-" * n),
        lambda n: reading._WORD.findall("$a$" * n + "$"),
        lambda n: reading._PART.findall("a" * n + "$"),
        lambda n: reading._PART.findall("$a" * n),
        lambda n: fields._QUOTED.findall("'" + "a\\'" * n),
        lambda n: fields._QUOTED.findall("'" + "a" * n + "\\"),
        lambda n: particle_error._RUN.findall("가" * n + "("),
        lambda n: particle_error._RUN.findall("가(" * n),
        lambda n: version_mismatch._SENTENCE.findall("a" * n + ". " + "a." * n + ". "),
    ],
)
def test_time_grows_with_the_text(read: Callable[[int], object]) -> None:
    """Eight times the text costs about eight times the time, where a pattern that tries again takes 64 times."""
    small = min(_seconds(read, 20_000) for _ in range(3))
    assert _seconds(read, 160_000) < 32 * small + 0.05


def _seconds(read: Callable[[int], object], length: int) -> float:
    start = time.process_time()
    read(length)
    return time.process_time() - start


def test_words_and_quotes_are_read_whole() -> None:
    """What a repeated group has taken is never given back for a part of it: the case that older Pythons got wrong."""
    assert [word.text for word in reading.read_words("OwlLM. Owl-LM-, $x$-Owl._ a.-b")] == [
        "OwlLM", "Owl-LM", "$x$-Owl", "a", "b",
    ]  # fmt: skip
    assert fields.read_names(r"""['A\'s B', "C", 'D\'""") == ("A's B", "C", "D'")
    assert [run.group() for run in particle_error._RUN.finditer("모델을(를) 학습 데이터(")] == ["를", "학습"]
