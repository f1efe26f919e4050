"""Damage that is seeded into right entries is found, kind by kind, and nothing beside it."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import evals
from evals import inspect_entry
from evals.checks import check_named
from evals.datasets import read_dataset
from summarizer.digest import parse
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evals.datasets import LabelledCase

_OF_A_KIND = 14
_ESCAPES = {"t": "\t", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "r": "\r"}
_COMMANDS = (
    r"\theta \tau \times \tilde{x} \textbf{큰} \text{최대} \tanh \to \beta \bar{x} \boldsymbol{w} \binom{n}{k} "
    r"\frac{1}{2} \forall \flat \footnotesize \varepsilon \vec{v} \varphi \vdots \alpha \approx \arg \rho \rightarrow"
).split()
_FORMS = ("${}$", "({})", "{}", "3{}", "x {} y", "{}는")


class Seeded(NamedTuple):
    """A text with damage, and the place of it."""

    text: str
    span: Span


def eaten(letter: str) -> Callable[[random.Random], str]:
    """Return what draws a command whose backslash and first letter became a control character."""
    commands = [command for command in _COMMANDS if command[1] == letter]
    return lambda draw: draw.choice(_FORMS).format(_ESCAPES[letter] + draw.choice(commands)[2:])


def misread(text: str) -> str:
    """Return UTF-8 as Windows-1252 reads it, and the five bytes that it has no sign for as they are."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def drawn(*pieces: str, forms: Sequence[str] = ("{}",)) -> Callable[[random.Random], str]:
    """Return what draws one of the pieces in one of the forms."""
    return lambda draw: draw.choice(forms).format(draw.choice(pieces))


# What stands between two words of the prose.
_BETWEEN: Mapping[str, Callable[[random.Random], str]] = {
    **{f"eaten \\{letter}": eaten(letter) for letter in _ESCAPES},
    "without the first letter": drawn("imes", "heta", "extbf{큰}", "rac{1}{2}", "lpha", "arepsilon", forms=_FORMS),
    "without the backslash": drawn("textbf{큰}", "mathbb{R}", "sqrt{d}", "widehat{y}", forms=_FORMS),
    "mojibake of two bytes": drawn(*map(misread, ("résumé", "Müller", "2×3", "±0.5", "à la", "β", "α와", "σ²"))),
    "mojibake of three bytes": drawn(*map(misread, ("안녕", "표—그림", "“말”", "요약", "≥", "→", "…", "뷁"))),
    "unclosed index": drawn("x_{", "W_{q", "10^{", "x_{i 값", "θ_{최대"),
    "glued index": drawn("값subscript인", "ε subscript𝑡", "εsubscript𝑡", "𝑥superscript𝑛", "모델superscript과"),
    "alternative text": drawn("italic_x", "bold_W", "start_ARG i end_ARG", "caligraphic_L", "italic_α"),
    "HTML": drawn("<br>", "<sub>i</sub>", "R&amp;D", "&#39;말&#39;", "<strong>큰</strong>", "<font size=2>"),
}
# What stands inside a word.
_INSIDE: Mapping[str, Callable[[random.Random], str]] = {
    "lone control": drawn("\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x85", "\x9d"),
    "NUL": drawn("\0", "\0\0"),
    "lost character": drawn("\ufffd", "\ufffd\ufffd"),
    "Han in a word": drawn("習", "模型", "學", "的"),
}
# What a section begins with.
_FIRST: Mapping[str, Callable[[random.Random], str]] = {
    "Python value": drawn("['", "[{'code': '", '{"text": "', "{'요약': '", '["'),
}
KINDS = {**_BETWEEN, **_INSIDE, **_FIRST}


def places(text: str, kind: str) -> list[int]:
    """Return where damage of a kind may stand in the prose of a section."""
    if kind in _FIRST:
        return [0]
    if kind in _BETWEEN:
        return [at + 1 for at, sign in enumerate(text) if sign == " "]
    return [at for at in range(1, len(text)) if all("가" <= sign <= "힣" for sign in text[at - 1 : at + 1])]


def seeded(text: str, kind: str, draw: random.Random) -> Seeded:
    """Damage an entry at one place."""
    section = draw.choice(parse(text).entries[0].sections)
    at = section.start + draw.choice(places(section.text, kind))
    piece = KINDS[kind](draw)
    return Seeded(f"{text[:at]}{piece}{' ' * (kind in _BETWEEN)}{text[at:]}", Span(at, at + len(piece)))


def leaks(case: LabelledCase, text: str) -> list[Span]:
    """Return what is flagged as leaked in the entry when it has that text."""
    (entry,) = parse(text).entries
    found = inspect_entry(entry, case.paper, checks=[check_named("leaked-markup")])
    return [Span(finding.start, finding.end) for finding in found]


@pytest.fixture(scope="module")
def right() -> list[LabelledCase]:
    """Our own entries without an error."""
    cases = read_dataset(Path(evals.__file__).parent / "data" / "gold.jsonl")
    return [case for case in cases if not case.labels]


def test_seeded_damage_is_found_and_nothing_else(right: list[LabelledCase]) -> None:
    """Of more than 200 places at least 95 in 100 are found, of no kind fewer than 4 in 5, and nothing outside them."""
    found: Counter[str] = Counter()
    for kind in KINDS:
        draw = random.Random(kind)  # noqa: S311 - it draws places, not secrets
        for case in draw.sample(right, _OF_A_KIND):
            text, span = seeded(case.text, kind, draw)
            flagged = leaks(case, text)
            assert all(span.start <= one.start < one.end <= span.end for one in flagged), (kind, text, flagged)
            found[kind] += bool(flagged)
    assert len(KINDS) >= 15
    assert sum(found.values()) >= 0.95 * _OF_A_KIND * len(KINDS), found
    assert all(found[kind] >= 0.8 * _OF_A_KIND for kind in KINDS), found


def test_a_right_entry_has_no_damage(right: list[LabelledCase]) -> None:
    """Without the seed the same entries raise nothing."""
    assert not [case.id for case in right if leaks(case, case.text)]
