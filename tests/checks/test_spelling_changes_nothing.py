"""Law 10: what is read is the text, not its spelling. Every flagged example of every spec, spelled in other ways."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from evals.checks import CHECKS
from evals.checks.contract import RunCheck, examines_entries
from evals.checks.specs import SpecPart, read_spec
from evals.subject.subject import Subject
from summarizer.digest import parse, render
from summarizer.spans import Edit, apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from evals.checks.contract import Check, DigestCheck
    from evals.checks.specs import Example
    from summarizer.findings import Finding

_BLANK = re.compile(r"(?<=[가-힣]) (?=[가-힣])")


def in_prose(change: Callable[[str], str], text: str) -> str:
    """Return the digest with the prose of every section changed."""
    prose = [section for entry in parse(text).entries for section in entry.sections if section.text]
    return apply_edits(text, [Edit(one.start, one.end, change(one.text)) for one in prose])


def around_numbers(mark: str, close: str = "") -> Callable[[str], str]:
    """Return what puts markup around every number of the prose that stands in no name, formula or address."""
    number = re.compile(r"(?<![\w*`$\\{(\[./^-])(\d[\d,.]*\d|\d)(?=[가-힣% ])")
    return lambda text: in_prose(
        lambda prose: number.sub(lambda at: f"{mark}{at[1]}{close or mark}", prose) if "`" not in prose else prose, text
    )


def wide(text: str) -> str:
    """Write the digits of Korean amounts in full width."""
    digits = re.compile(r"(?<![\w*`$\\{(\[.,/^-])\d+(?=[가-힣])")
    return digits.sub(lambda found: found[0].translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}), text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "CR": lambda text: text.replace("\n", "\r"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "no-break space": lambda text: in_prose(lambda prose: _BLANK.sub("\u00a0", prose), text),
    "bold": around_numbers("**"),
    "italics": around_numbers("*"),
    "code": around_numbers("`"),
    "full width": lambda text: in_prose(wide, text),
    "two blanks": lambda text: in_prose(lambda prose: _BLANK.sub("  ", prose), text),
    "comment": lambda text: in_prose(lambda prose: _BLANK.sub("<!-- a --> ", prose), text),
    "sign of no width": lambda text: in_prose(lambda prose: _BLANK.sub("\u034f\ufe0f\u061c ", prose), text),
    "formula": around_numbers("$"),
    "bold formula": around_numbers(r"$\mathbf{", "}$"),
    "zero-width space": lambda text: in_prose(lambda prose: _BLANK.sub("\u200b \u200b", prose), text),
}


def find(check: Check | DigestCheck, text: str, example: Example) -> list[Finding]:
    """Run one check over a text, with the paper of the example."""
    source = example.source
    subjects = [
        Subject(
            entry,
            source.paper if source.paper and source.paper.arxiv_id == entry.arxiv_id else None,
            not_found=source.not_found,
        )
        for entry in parse(text).entries
    ]
    observations = list(map(check.inspect, subjects)) if examines_entries(check) else list(check.compare(subjects))
    if isinstance(check, RunCheck):
        observations += check.remember().compare("a.md", subjects)
    return sorted((f for o in observations for f in o.findings), key=lambda f: (f.start, f.end))


def plain(text: str) -> str:
    """Return a text in its usual spelling."""
    text = re.sub(r"\$\\mathbf\{|(?<=[\d가-힣])\}\$", "", text)
    text = (
        re.sub(r"[*`$\u034f\u061c\ufe0f]|<!-- a -->", "", text)
        .replace("  ", " ")
        .translate({code + 0xFEE0: code for code in range(0x30, 0x3A)})
    )
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u200b", "")
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("name", SPELLINGS)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_finding_survives_another_spelling(check: Check | DigestCheck, name: str) -> None:
    """The same words in another spelling raise the same findings, quoted as written, corrected in the same spelling."""
    spell = SPELLINGS[name]
    for example in (e for e in read_spec(check).examples if e.part is SpecPart.FLAGGED):
        before, text = find(check, example.text, example), spell(example.text)
        after = find(check, text, example)
        told = [(f.severity, plain(f.text), f.claimed, f.expected) for f in after]
        assert told == [(f.severity, plain(f.text), f.claimed, f.expected) for f in before], f"line {example.line}"
        for one, other in zip(before, after, strict=True):
            assert text[other.start : other.end] == other.text
            if one.fix and other.fix:
                fixed = apply_edits(text, other.fix.edits)
                assert plain(fixed) == plain(apply_edits(example.text, one.fix.edits)), f"line {example.line}"
                assert render(parse(fixed)) == fixed
                if name == "NFD":
                    assert unicodedata.is_normalized("NFD", fixed)
