"""The JSON of a check: exact values, any amount of entries, any name of a file."""

from __future__ import annotations

import io
import json
import os
import sys
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.reports.check_json import JsonReport
from evals.runner.run import inspect_digests
from evals.subject.finding_json import finding_as_json, write_value
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.findings import Amount, Message, Severity
from summarizer.spans import Span
from tests.cli.conftest import DIGEST, PINNED, start, write
from tests.runner.fake_checks import PAPER, WordCheck, cases_of, digest_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Yoyak


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(8_000_000_000), "8000000000"),
        (Fraction(25, 2), "12.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-7, 6), "-7/6"),
        (Fraction(0), "0"),
        (Fraction(1, 1000), "0.001"),
    ],
)
def test_values_are_decimals_where_one_ends(value: Fraction, text: str) -> None:
    """A value is written exactly, as a fraction only when no decimal would be exact."""
    assert write_value(value) == text


@given(st.fractions())
def test_a_value_is_read_back_exactly(value: Fraction) -> None:
    """No value is rounded on the way out."""
    assert Fraction(write_value(value)) == value


def test_amounts_carry_their_unit() -> None:
    """What was claimed and what was expected stand beside each other."""
    subject = Subject(parse(digest_text("7억 모델")).entries[0], PAPER)
    at = subject.entry.source.index("7억")
    finding = subject.finding(
        "magnitude-shift",
        Severity.ERROR,
        Span(at, at + 2),
        Message("wrong", "오류"),
        claimed=Amount(Fraction(7 * 10**8), "parameter"),
        expected=Amount(Fraction(7 * 10**9)),
    )
    written = finding_as_json(finding)
    assert written["claimed"] == {"value": "700000000", "unit": "parameter"}
    assert written["expected"] == {"value": "7000000000", "unit": None}
    assert written["fix"] is None


def test_more_entries_than_memory_should_hold_make_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries that went to a temporary file come back whole, in order."""
    monkeypatch.setattr("evals.reports.check_json._IN_MEMORY", 100)
    out = io.StringIO()
    report = JsonReport(out, io.StringIO())
    for result in inspect_digests([cases_of(digest_text(*["나쁨"] * 50))], [WordCheck("나쁨")], 1, cores=1):
        report.add(result)
    report.finish()
    written = json.loads(out.getvalue())
    assert written["summary"]["errors"] == len(written["entries"]) == 50
    assert [entry["line"] for entry in written["entries"]] == sorted(entry["line"] for entry in written["entries"])


def test_no_entry_makes_an_object_too(yoyak: Yoyak) -> None:
    """A program that reads the result need not look at the code first."""
    assert json.loads(yoyak("check", "no.md", *PINNED, "--format", "json").stdout)["entries"] == []


@pytest.mark.skipif(sys.platform == "darwin", reason="names of files are Unicode there")
@pytest.mark.usefixtures("yoyak")
def test_a_name_that_is_no_text_is_escaped(tmp_path: Path) -> None:
    """A file with any name can be reported, in text and in JSON, in any locale."""
    name = os.fsdecode(b"day\xff.md")
    write(tmp_path / name, DIGEST)
    with start(["check", name, *PINNED, "--format", "json"], tmp_path) as run:
        assert json.loads(run.communicate()[0])["entries"][0]["file"] == name
    with start(["check", name, *PINNED], tmp_path) as run:
        assert "day\ufffd.md:3" in run.communicate()[0]
