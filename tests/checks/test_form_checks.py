"""Checks of form and metadata, beyond their specs."""

import time

import pytest

from evals.checks import CHECKS
from evals.checks.contract import examines_entries
from evals.checks.form.broken_image import BrokenImage
from evals.checks.paper.author_mismatch import AuthorMismatch
from evals.checks.paper.title_mismatch import TitleMismatch
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.findings import Fix
from summarizer.papers import Paper
from summarizer.spans import apply_edits

BASE = "https://example.org/site/"


def subject(text: str, paper: Paper | None = None) -> Subject:
    """Return the only entry of a digest."""
    (entry,) = parse(text).entries
    return Subject(entry, paper)


def only_fix(findings: tuple[object, ...]) -> Fix:
    """Return the one correction among the findings."""
    (fix,) = [f.fix for f in findings if getattr(f, "fix", None)]  # type: ignore[attr-defined]
    assert isinstance(fix, Fix)
    return fix


@pytest.mark.parametrize(
    ("url", "wanted"),
    [("/a.svg", "https://example.org/a.svg"), ("a.svg", "https://example.org/site/a.svg"), ("ftp://x/a.svg", None)],
)
def test_a_relative_image_is_joined_to_the_site(url: str, wanted: str | None) -> None:
    """Only a relative address is completed, and only when the site is known."""
    text = f"### [T](https://arxiv.org/abs/2401.00001)\n\n![]({url})\n\n- 글입니다.\n"
    (finding,) = BrokenImage(BASE).inspect(subject(text)).findings
    assert (finding.fix.edits[0].text if finding.fix else None) == wanted
    (finding,) = BrokenImage().inspect(subject(text)).findings
    assert finding.fix is None


def test_one_correction_restores_all_authors() -> None:
    """Several defects of one line are corrected by one edit, so that edits cannot clash."""
    paper = Paper("2401.00001", "T", "", authors=("Mina Park", "Leo Ortiz", "Ana Silva"), updated="2024-01-01")
    heading = "## Daily Papers (2024-09-26)\n\n### [T](https://arxiv.org/abs/2401.00001)\n\n"
    text = f"{heading}Authors: Leo Ortis, +, Mina Park\n"
    findings = AuthorMismatch().inspect(subject(text, paper)).findings
    after = apply_edits(text, only_fix(findings).edits)
    assert after.endswith("Authors: Mina Park, Leo Ortiz, Ana Silva\n")
    assert AuthorMismatch().inspect(subject(after, paper)).findings == ()


def test_a_possible_renaming_is_not_corrected_unread() -> None:
    """A title that an earlier version may have had is left for a person to decide."""
    paper = Paper("2401.00001", "Tiny Readers for Long Books", "")
    text = "### [Tiny Raeders for Long Books](https://arxiv.org/abs/2401.00001)\n"
    (finding,) = TitleMismatch().inspect(subject(text, paper)).findings
    assert finding.fix is not None
    assert not finding.fix.safe


def test_a_corrected_title_is_a_fixed_point() -> None:
    """Brackets are escaped in the heading, and the corrected title is not flagged again."""
    paper = Paper("2401.00001", r"[Re] Book$\times$Reader", "", updated="2024-01-01")
    text = "### [\\[Re\\] BooktimesReader](https://arxiv.org/abs/2401.00001)\n"
    fix = only_fix(TitleMismatch().inspect(subject(text, paper)).findings)
    after = apply_edits(text, fix.edits)
    assert after == "### [\\[Re\\] Book×Reader](https://arxiv.org/abs/2401.00001)\n"
    assert TitleMismatch().inspect(subject(after, paper)).findings == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a", "A1-", "\\ab ", "{'", "([", "<b ", "𝐥", "^{", "GPT-4 ", "× ", "[여기에 ", "1.5 "]
)
def test_hostile_prose_costs_linear_time(unit: str) -> None:
    """No pattern of these checks backtracks badly on a long run of anything."""
    run = unit * (60_000 // len(unit))
    paper = Paper("2401.00001", run[:5000], f"GPT-3 {run}", authors=(run[:5000],))
    text = f"### [{run[:5000]}](https://arxiv.org/abs/2401.00001)\n\nAuthors: {run[:5000]}\n\n- {run}\n"
    subjects = [Subject(entry, paper) for entry in parse(text).entries]
    for each in subjects:
        # Reading numbers has its own tests of time, and is done once for all checks.
        assert each.figures is not None
        assert each.source_figures is not None
    start = time.process_time()
    for check in CHECKS:
        if "numbers" in type(check).__module__:
            continue
        if not examines_entries(check):
            check.compare(subjects)
        else:
            for each in subjects:
                check.inspect(each)
    assert time.process_time() - start < 5
