"""Every check against its spec, and every check against the rules of the catalogue."""

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

import evals.checks
from evals.checks import CHECKS, REVIEWED
from evals.checks.contract import Check, DigestCheck, RunCheck, examines_entries
from evals.checks.specs import Example, MarkedWords, SpecPart, read_spec
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.findings import Finding, Severity, Where
from summarizer.spans import Edit, apply_edits

ROOT = Path(evals.checks.__file__).parent


def find(check: Check | DigestCheck, example: Example) -> list[Finding]:
    """Run one check over an example, as the runner does."""
    source = example.source
    subjects = [
        Subject(
            entry,
            source.paper if source.paper and source.paper.arxiv_id == entry.arxiv_id else None,
            not_found=source.not_found,
        )
        for entry in parse(example.text).entries
    ]
    assert subjects, "an example without an entry proves nothing"
    observations = list(map(check.inspect, subjects)) if examines_entries(check) else list(check.compare(subjects))
    if isinstance(check, RunCheck):
        observations += check.remember().compare("a.md", subjects)
    return sorted((f for o in observations for f in o.findings), key=lambda f: (f.start, f.end))


def corrected(finding: Finding, text: str) -> str:
    """Return the words from the first to the last character flagged or edited, as they read after the fix."""
    assert finding.fix is not None, f"{finding.text!r} has no fix"
    edits = finding.fix.edits
    start = min(finding.start, edits[0].start)
    end = max(finding.end, edits[-1].end)
    return apply_edits(text[start:end], [Edit(e.start - start, e.end - start, e.text) for e in edits])


def assert_as_marked(finding: Finding, mark: MarkedWords, text: str) -> None:
    """Compare what a mark says about its finding."""
    if mark.severity is not None:
        assert (finding.severity, finding.superseded) == (mark.severity, mark.superseded)
    if mark.correction is not None:
        assert corrected(finding, text) == mark.correction


def examples(part: SpecPart) -> list[object]:
    """Return the examples of every check under one heading."""
    return [
        pytest.param(check, example, id=f"{check.id}:{example.line}")
        for check in CHECKS
        for example in read_spec(check).examples
        if example.part is part
    ]


@pytest.mark.parametrize(("check", "example"), examples(SpecPart.FLAGGED))
def test_the_marked_words_are_flagged(check: Check | DigestCheck, example: Example) -> None:
    """A check flags exactly the words its spec marks, as severely as it says, with the correction it says."""
    findings = find(check, example)
    assert [f.text for f in findings] == [mark.span.of(example.text) for mark in example.marks]
    for finding, mark in zip(findings, example.marks, strict=True):
        assert (finding.start, finding.end) == (mark.span.start, mark.span.end)
        assert_as_marked(finding, mark, example.text)


@pytest.mark.parametrize(("check", "example"), examples(SpecPart.CLEAN))
def test_clean_words_are_left_alone(check: Check | DigestCheck, example: Example) -> None:
    """A check raises no false alarm on what its spec calls clean."""
    assert [f.text for f in find(check, example)] == []


@pytest.mark.parametrize(("check", "example"), examples(SpecPart.UNDETECTED))
def test_a_known_gap_is_still_one(check: Check | DigestCheck, example: Example) -> None:
    """What a spec calls not detected yet is not; once it is, the example belongs under Flagged."""
    assert [f.text for f in find(check, example)] == []


@pytest.mark.parametrize(("check", "example"), examples(SpecPart.FLAGGED))
def test_a_finding_quotes_what_it_points_at(check: Check | DigestCheck, example: Example) -> None:
    """Findings and their evidence are cut from the text, never retyped, and speak both languages."""
    for finding in find(check, example):
        assert finding.check == check.id
        assert finding.severity in check.severities
        assert example.text[finding.start : finding.end] == finding.text
        assert finding.messages.en
        assert finding.messages.ko
        assert finding.evidence or check.id == "unsupported-number"
        for evidence in finding.evidence:
            if evidence.where is Where.ENTRY:
                assert example.text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_is_documented(check: Check | DigestCheck) -> None:
    """The catalogue can publish every docstring as it stands, and every spec has its three parts."""
    text = type(check).__doc__ or ""
    assert text.startswith("Flags ")
    assert "## Why it matters" in text
    assert "## Known gaps" in text
    assert {example.part for example in read_spec(check).examples} == set(SpecPart)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_spec_has_enough_examples(check: Check | DigestCheck) -> None:
    """A check that can fail a digest is tried on fifteen wrong and fifteen right summaries, any other on six."""
    needed = 15 if Severity.ERROR in check.severities else 6
    parts = Counter(example.part for example in read_spec(check).examples)
    assert min(parts[SpecPart.FLAGGED], parts[SpecPart.CLEAN]) >= needed


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_is_named_for_its_file(check: Check | DigestCheck) -> None:
    """A finding's name leads to the file that made it."""
    module = type(check).__module__.rpartition(".")[2]
    assert check.id == module.replace("_", "-")


def test_names_are_unique_and_every_check_is_in_the_catalogue() -> None:
    """A check that was written runs, and runs once."""
    ids = [check.id for check in CHECKS]
    assert len(ids) == len(set(ids))
    listed = {Path(str(import_module(type(check).__module__).__file__)) for check in (*CHECKS, REVIEWED)}
    assert {path for path in ROOT.glob("*/*.py") if "    id: ClassVar[str] =" in path.read_text("utf-8")} == listed
    assert {path.with_suffix(".py") for path in ROOT.glob("*/*.md")} == listed
