"""The runner: verdicts, crashes, rival findings, and the same result however the work is spread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evals import CheckCrashed, inspect_entry
from evals.checks.contract import CannotTell
from evals.runner.counts import Counts
from evals.runner.run import inspect_digests, settle
from evals.subject.cases import read_cases
from evals.subject.finding_json import finding_as_json
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.digest.files import DigestFile
from summarizer.errors import ConfigError, PaperNotFound, SourceUnavailable
from summarizer.findings import Message, Severity, Verdict
from summarizer.papers import PaperRef
from summarizer.spans import Span
from tests.runner.fake_checks import PAPER, Crashing, Idle, Repeated, WordCheck, cases_of, digest_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evals.checks.contract import Check, DigestCheck
    from evals.runner.run import Outcome
    from evals.subject.cases import DigestCases
    from summarizer.errors import SourceError
    from summarizer.findings import Finding, Observation
    from summarizer.papers import Paper

RIVALS = ("unsupported-number", "number-mismatch", "unit-mismatch", "magnitude-shift", "doubled-digits")


def outcomes(digest: DigestCases, checks: Sequence[Check | DigestCheck], workers: int | None = 1) -> list[Outcome]:
    """Inspect one digest."""
    return [result.outcome for result in inspect_digests([digest], checks, workers, cores=2)]


def finding(check: str, start: int, end: int, severity: Severity = Severity.ERROR) -> Finding:
    """Return a finding at a place of an entry."""
    subject = Subject(parse(digest_text("0123456789" * 9)).entries[0], PAPER)
    return subject.finding(check, severity, Span(start, end), Message("wrong", "오류"))


@pytest.mark.parametrize(
    ("checks", "paper", "verdict"),
    [
        ([WordCheck("good")], PAPER, Verdict.PASS),
        ([WordCheck("bad")], PAPER, Verdict.FAIL),
        ([WordCheck("bad", severity=Severity.WARNING)], PAPER, Verdict.PASS),
        ([Idle()], PAPER, Verdict.SKIP),
        ([WordCheck("good"), Crashing()], PAPER, Verdict.ERROR),
        ([WordCheck("bad"), Crashing()], PAPER, Verdict.FAIL),
        ([WordCheck("good")], SourceUnavailable("not there"), Verdict.ERROR),
        ([WordCheck("bad")], SourceUnavailable("not there"), Verdict.FAIL),
        ([WordCheck("good")], replace(PAPER, abstract=""), Verdict.ERROR),
        ([WordCheck("good")], PaperNotFound("arXiv has none"), Verdict.ERROR),
    ],
)
def test_a_verdict_follows_the_rule(
    checks: Sequence[Check | DigestCheck], paper: Paper | SourceError, verdict: Verdict
) -> None:
    """What could not be told is never a pass, and an error that was found is a failure whatever else went wrong."""
    (outcome,) = outcomes(cases_of(digest_text("a bad day"), paper), checks)
    assert outcome.verdict is verdict


def test_a_crash_is_told_in_one_line_with_the_name_of_the_check() -> None:
    """A check that raises is neither swallowed nor the end of the run."""
    first, second = outcomes(cases_of(digest_text("fine", "odd")), [Crashing("odd"), WordCheck("odd")])
    assert first.verdict is Verdict.PASS
    assert second.verdict is Verdict.FAIL
    assert [reason.en for reason in second.reasons] == ["the check crashing crashed: LookupError: no luck"]


def test_what_several_checks_cannot_tell_for_one_reason_is_told_once() -> None:
    """A check that cannot tell is no crash: it gives its own reason, and the entry is neither good nor bad."""

    class Unable(WordCheck):
        def inspect(self, subject: Subject) -> Observation:
            raise CannotTell(Message(f"too long: {len(subject.entry.text) > 1}", "너무 깁니다"))

    (outcome,) = outcomes(cases_of(digest_text("a")), [Unable("", id="one"), Unable("", id="two"), WordCheck("zzz")])
    assert outcome.verdict is Verdict.ERROR
    assert outcome.reasons == (Message("too long: True", "너무 깁니다"),)
    assert outcome.crashed == {"one", "two"}


def test_a_check_that_compares_entries_crashes_for_all_of_them() -> None:
    """When entries could not be compared, none of them passes."""

    class Short(Repeated):
        def compare(self, subjects: Sequence[Subject]) -> tuple[Observation, ...]:
            return super().compare(subjects[1:])

    assert [outcome.verdict for outcome in outcomes(cases_of(digest_text("a", "b")), [Short()])] == ["error", "error"]


def test_entries_are_compared_within_their_file() -> None:
    """A check that compares entries sees those of one file, in its order."""
    found = outcomes(cases_of(digest_text("a", "b")), [Repeated()])
    assert [len(outcome.findings) for outcome in found] == [0, 1]


def test_one_span_gets_the_first_of_the_rival_errors() -> None:
    """Of claims about the same number the most specific one is told, and other checks are heard beside it."""
    rivals = [finding(check, 100, 104) for check in RIVALS]
    other = finding("leaked-markup", 100, 104)
    assert [f.check for f in settle([*rivals, other])] == ["doubled-digits", "leaked-markup"]


def test_an_error_wins_over_a_warning_of_a_rival() -> None:
    """A proven claim is not silenced by a suspected one."""
    rivals = [finding("doubled-digits", 100, 104, Severity.WARNING), finding("number-mismatch", 102, 106)]
    assert [f.check for f in settle(rivals)] == ["number-mismatch"]


def test_rivals_that_do_not_overlap_are_all_told() -> None:
    """Neighbouring numbers have claims of their own."""
    rivals = [finding("number-mismatch", start, start + 4) for start in (108, 100, 104)]
    assert [f.start for f in settle(rivals)] == [100, 104, 108]


def test_any_number_of_workers_gives_the_same_result() -> None:
    """The same input gives the same output, findings and their places included."""
    digests = [cases_of(digest_text(*["bad\r\n bad", "good"] * 20), name=f"{name}.md") for name in "abc"]
    checks = [WordCheck("bad", "good"), Repeated()]
    alone, spread = ([r.outcome for r in inspect_digests(digests, checks, n, cores=2)] for n in (1, 3))
    assert alone == spread
    assert sum(len(outcome.findings) for outcome in alone) == 3 * (40 + 39)


def test_findings_of_a_cut_out_entry_point_into_the_file(data_dir: Path) -> None:
    """An entry examined by itself gives what it gives inside of its file, place for place."""
    text = (data_dir / "seed/2024-09-26.md").read_text(encoding="utf-8")
    digest = cases_of("\ufeff" + text)
    results = list(inspect_digests([digest], [WordCheck("다")], 1, cores=1))
    for result in results:
        seen = WordCheck("다").inspect(Subject(result.case.entry, PAPER)).findings
        assert [replace(f, file=None) for f in result.outcome.findings] == list(seen)
        assert all(digest.text[f.start : f.end] == f.text for f in seen)
    assert sum(len(result.outcome.findings) for result in results) > 100


def test_entries_without_an_arxiv_link_have_no_source() -> None:
    """What cannot be compared with a paper is not a pass."""

    class Nothing:
        def fetch(self, refs: Sequence[PaperRef]) -> dict[PaperRef, Paper | SourceError]:
            assert list(refs) == [PaperRef("2401.00001")]
            return dict.fromkeys(refs, PAPER)

    text = digest_text("good", "good").replace("https://arxiv.org/abs/2401.00002", "https://example.com/paper")
    (digest,) = read_cases([DigestFile("a.md", parse(text))], Nothing())
    assert [outcome.verdict for outcome in outcomes(digest, [WordCheck("bad")])] == ["pass", "error"]


def test_papers_of_many_digests_are_fetched_in_few_requests() -> None:
    """A year of small digests is not a year of requests, and nothing is asked for that is not needed."""
    asked = []

    class Counting:
        def fetch(self, refs: Sequence[PaperRef]) -> dict[PaperRef, Paper | SourceError]:
            asked.append(len(refs))
            return dict.fromkeys(refs, PAPER)

    files = [
        DigestFile(f"{day}.md", parse(digest_text(*["x"] * 30).replace("2401.", f"24{day:02}."))) for day in range(10)
    ]
    assert len(list(read_cases(files, Counting()))) == 10
    assert asked == [210, 90]


@pytest.mark.parametrize(
    ("verdicts", "severities", "fail_on", "code"),
    [
        (["pass"], [], "error", 0),
        (["pass", "skip"], [], "error", 0),
        (["skip"], [], "error", 3),
        ([], [], "error", 3),
        (["pass", "error"], [], "error", 3),
        (["fail", "error"], ["error"], "error", 1),
        (["fail", "error"], ["error"], "never", 3),
        (["fail"], ["error"], "never", 0),
        (["pass"], ["warning", "note"], "error", 0),
        (["pass"], ["warning"], "warning", 1),
        (["pass"], ["note"], "warning", 0),
    ],
)
def test_exit_codes_follow_the_order_of_the_design(
    verdicts: list[str], severities: list[str], fail_on: str, code: int
) -> None:
    """A finding counts for more than what could not be judged, and that for more than what is good."""
    counts = Counts()
    counts.verdicts.update(map(Verdict, verdicts))
    counts.severities.update(map(Severity, severities))
    assert counts.exit_code(fail_on) == code


def test_inspect_entry_takes_checks_and_names() -> None:
    """A program may name checks or bring its own."""
    entry = parse(digest_text("bad")).entries[0]
    assert [f.check for f in inspect_entry(entry, PAPER, [WordCheck("bad"), "broken-image"])] == ["word"]
    assert finding_as_json(inspect_entry(entry, None, [WordCheck("bad")])[0])["text"] == "bad"
    with pytest.raises(ConfigError, match="broken-image"):
        inspect_entry(entry, PAPER, ["broken-imag"])


def test_inspect_entry_does_not_hide_a_crash() -> None:
    """No findings from a program's call means that none were found, not that a check died."""
    entry = parse(digest_text("bad")).entries[0]
    with pytest.raises(CheckCrashed, match="crashing: LookupError") as caught:
        inspect_entry(entry, PAPER, [WordCheck("bad"), Crashing()])
    assert [f.check for f in caught.value.findings] == ["word"]


@pytest.mark.parametrize(
    ("updated", "is_superseded"), [("2024-09-26T23:59:59Z", False), ("2024-09-27T00:00:00Z", True)]
)
def test_a_paper_updated_on_the_day_of_the_digest_is_what_the_digest_read(updated: str, *, is_superseded: bool) -> None:
    """Only a later day's version excuses a difference."""
    entry = replace(parse(digest_text("good")).entries[0], date="2024-09-26")
    assert Subject(entry, replace(PAPER, updated=updated)).is_superseded is is_superseded
