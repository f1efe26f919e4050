"""Scores: counted by hand for small sets, and never better for what was not decided."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from evals.checks import CHECKS as ALL
from evals.checks import check_named
from evals.datasets.case_line import CaseModel, LabelModel, case_of, read_case
from evals.scores.examination import ExaminedCase, examine_case, examine_cases
from evals.scores.scoring import count_found, owed, score_checks, score_types
from evals.scores.tables import check_json, check_table, type_json, type_table
from evals.statistics import Interval, Rate, clustered_interval, f1
from summarizer.findings import Finding, Severity
from summarizer.messages import Message

if TYPE_CHECKING:
    from evals.datasets.model import LabelledCase

CHECKS = [check_named("magnitude-shift"), check_named("first-person")]
NAMES = [check.id for check in CHECKS]


def labelled(name: str, prose: str, *words: str, has_paper: bool = True) -> LabelledCase:
    """Return a case whose `words` are labelled as wrong powers of ten."""
    summary = f"- {prose}"
    labels = tuple(
        LabelModel(
            type="magnitude",
            verdict="contradicted",
            start=summary.index(word),
            end=summary.index(word) + len(word),
            text=word,
        )
        for word in words
    )
    paper = {"arxiv_id": "2401.00001", "title": "", "abstract": "It has 8 billion parameters and 3 billion tokens."}
    return case_of(
        CaseModel(
            id=name,
            arxiv_id="2401.00001",
            title="A",
            summary=summary,
            labels=labels,
            paper=paper if has_paper else None,
        )
    )


def examined(*cases: LabelledCase) -> list[ExaminedCase]:
    """Run the checks over cases."""
    return list(examine_cases(cases, CHECKS, 1, 1))


@given(st.integers(0, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_of_a_rate_is_wilsons(counts: tuple[int, int]) -> None:
    """The bounds are those of SciPy for any share of any number; of nothing there is none."""
    rate = Rate(*counts)
    if not rate.of:
        assert rate.interval is None
        return
    reference = binomtest(*counts).proportion_ci(0.95, method="wilson")
    assert rate.interval is not None
    assert (rate.interval.low, rate.interval.high) == pytest.approx((reference.low, reference.high), abs=1e-12)


def test_a_score_is_what_a_person_would_count() -> None:
    """One error found, one missed, one false alarm and one entry left alone make these figures."""
    cases = examined(
        labelled("found", "8조 파라미터입니다.", "8조"),
        labelled("missed", "파라미터가 77개입니다.", "77개"),
        labelled("false", "8조 파라미터입니다."),
        labelled("clean", "80억 파라미터입니다."),
    )
    (score,) = score_checks(cases, ["magnitude-shift"])
    assert (score.recall, score.precision, score.errors) == (Rate(1, 2), Rate(1, 2), Rate(1, 2))
    assert score.f1 == 0.5
    assert (score.sensitivity, score.specificity) == (Rate(1, 2), Rate(1, 2))
    assert score.balanced_accuracy == 0.5
    assert (score.false_alarms, score.clean, score.false_alarms_per_100) == (1, 2, 50)
    (by_type,) = score_types(cases, NAMES)
    assert (by_type.type, by_type.labels, by_type.entries) == ("magnitude", Rate(1, 2), Rate(1, 2))
    assert score_types(cases, ["leaked-markup"]) == []  # nobody looked for it, which is no miss


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def told(
    kind: str, *findings: tuple[str, Severity, str], verdict: str = "contradicted", word: str = "8조"
) -> ExaminedCase:
    """Return an entry with a label on every such word, none for no word, and findings: check, severity and words."""
    summary = "- 8조 토큰과 8조 파라미터, 9장의 GPU입니다."
    places = [place for place in range(len(summary)) if word and summary.startswith(word, place)]
    spans = [{"start": place, "end": place + len(word), "text": word} for place in places] or [{}]
    labels = [{"type": kind, "verdict": verdict} | span for span in spans]
    line = {"id": kind, "arxiv_id": "2401.00001", "title": "A", "summary": summary, "labels": labels}
    case = read_case(json.dumps(line))

    def finding(check: str, severity: Severity, words: str) -> Finding:
        start = case.text.index(words)
        return Finding(check, severity, Message("", ""), None, start, start + len(words), words, 1, 1, 1, 1)

    return ExaminedCase(case, tuple(finding(*one) for one in findings), frozenset(), ())


@pytest.mark.parametrize(
    ("case", "found", "errors"),
    [
        (told("number", ("overclaim", WARNING, "8조 토큰")), Rate(1, 2), Rate(1, 1)),
        (told("number", ("number-mismatch", NOTE, "8조 토큰")), Rate(0, 2), Rate(0, 1)),
        (told("number", ("number-mismatch", ERROR, "9장")), Rate(0, 2), Rate(0, 1)),
        (told("first-person", ("first-person", NOTE, "8조 토큰")), Rate(1, 2), Rate(1, 1)),
        (told("language", ("first-person", NOTE, "8조 토큰")), Rate(0, 2), Rate(0, 1)),
        (told("off-topic", ("missing-contribution", NOTE, "A")), Rate(2, 2), Rate(1, 1)),
        (told("off-topic", ("number-mismatch", ERROR, "8조")), Rate(0, 2), Rate(0, 1)),
        (told("missing-section", ("number-mismatch", ERROR, "8조"), word=""), Rate(0, 1), Rate(0, 1)),
        (told("missing-section", ("missing-section", ERROR, "8조"), word=""), Rate(1, 1), Rate(1, 1)),
        (told("title", ("title-mismatch", ERROR, "8조")), Rate(0, 0), Rate(0, 0)),
        (told("number", ("number-mismatch", ERROR, "8조"), verdict="unsupported"), Rate(0, 0), Rate(0, 0)),
    ],
)
def test_a_label_is_found_by_one_definition(case: ExaminedCase, found: Rate, errors: Rate) -> None:
    """Any check finds it at its place by an error or a warning; the same words twice in an entry are one error."""
    assert count_found((label, case) for label in owed(case.case.labels)) == (found, errors)
    for score in score_types([case], [check.id for check in ALL]):
        assert (score.labels, score.errors) == (found, errors)
        assert score.entries == Rate(min(found.hits, 1), 1)


def test_what_is_only_unsupported_makes_a_finding_neither_right_nor_wrong() -> None:
    """Nobody knows whether it is an error; a finding that stands elsewhere is wrong all the same."""
    found = ("number-mismatch", ERROR, "8조 토큰"), ("number-mismatch", ERROR, "9장")
    (score,) = score_checks([told("number", *found, verdict="unsupported")], ["number-mismatch"])
    assert (score.precision, score.errors) == (Rate(0, 1), Rate(0, 1))
    (score,) = score_checks([told("number", *found)], ["number-mismatch"])
    assert (score.precision, score.errors) == (Rate(1, 2), Rate(1, 2))


def test_what_was_not_decided_counts_as_missed() -> None:
    """Without a source nothing is decided: the error is not found, and the entry is not well."""
    case = labelled("unknown", "파라미터가 8조입니다.", "8조", has_paper=False)
    (one,) = examined(case)
    assert one.reasons
    (by_type,) = score_types([replace(one, findings=(), decided=frozenset())], NAMES)
    assert (by_type.labels, by_type.decided) == (Rate(0, 1), Rate(0, 1))
    clean = replace(one, case=replace(case, labels=()), findings=(), decided=frozenset())
    (score,) = score_checks([clean], ["magnitude-shift"])
    assert score.specificity == Rate(0, 0)
    assert score.balanced_accuracy is None
    assert score.coverage == Rate(0, 1)


def test_a_note_counts_for_a_check_that_has_only_notes() -> None:
    """What never fails a digest can be measured all the same."""
    case = labelled("note", "우리의 모델입니다.")
    (score,) = score_checks(examined(case), ["first-person"])
    assert score.false_alarms == 1


def test_a_finding_outside_the_scope_is_not_judged() -> None:
    """Labels that nobody made say nothing of a finding."""
    case = replace(labelled("note", "우리의 모델입니다."), scope=frozenset({"magnitude"}))
    (score,) = score_checks(examined(case), ["first-person"])
    assert (score.precision, score.clean) == (Rate(0, 0), 0)


def test_workers_change_nothing() -> None:
    """Scores are the same for any number of processes."""
    cases = [labelled(str(number), "8조 파라미터입니다.", "8조") for number in range(40)]
    assert list(examine_cases(cases, CHECKS, 2, 2)) == [examine_case(CHECKS, case) for case in cases]


def test_tables_and_json_show_the_same_figures() -> None:
    """A reader and a program see the same counts."""
    cases = examined(labelled("found", "8조 파라미터입니다.", "8조"))
    (by_type,), scores = score_types(cases, NAMES), score_checks(cases, NAMES)
    assert "| magnitude | 1/1 | 1.00 (1/1, 0.21-1.00) | 1/1 | 1.00" in type_table([by_type])
    assert check_table(scores).count("\n") == 3, "a check without anything to count has no line"
    assert type_json(by_type)["type"] == "magnitude"
    assert check_json(scores[0])["f1"] == 1.0


def test_wilson_is_the_textbook_interval() -> None:
    """8 of 10 lies between 0.4902 and 0.9433, as computed by hand from the score equation."""
    z, n, p = 1.959964, 10, 0.8
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    interval = Rate(8, 10).interval
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((centre - half, centre + half), abs=1e-6)
    assert (interval.low, interval.high) == pytest.approx((0.4902, 0.9433), abs=1e-3)


def test_nothing_of_nothing_is_no_rate() -> None:
    """An empty count is neither 0 nor 1."""
    assert (Rate(0, 0).share, Rate(0, 0).interval) == (None, None)
    assert clustered_interval({}, lambda sums: sums[:, 0]) is None
    assert clustered_interval({"a": [0, 0], "b": [0, 0]}, lambda sums: sums[:, 0] / sums[:, 1]) is None


def test_one_paper_tells_nothing_of_others() -> None:
    """An interval from papers drawn again needs two of them: of one alone it would have no width and look sure."""
    share = lambda sums: sums[:, 0] / sums[:, 1]  # noqa: E731 - a formula
    assert clustered_interval({"a": [9, 10]}, share) is None
    assert clustered_interval({"a": [9, 10], "b": [1, 10]}, share) == Interval(0.1, 0.9)


def test_f1_is_the_mean_of_the_recall_and_the_precision_beside_it() -> None:
    """What other labels confirm is precision and no recall, so it cannot make up for errors that were missed."""
    counts = [(3, 4, 2, 5), (1, 1, 0, 2), (0, 0, 0, 2), (0, 3, 0, 2), (2, 2, 0, 0), (2, 2, 1, 1)]
    means = [2 * 0.75 * 0.4 / (0.75 + 0.4), 0, 0, 0, np.nan, 1]
    assert f1(np.array(counts, dtype=float)) == pytest.approx(means, nan_ok=True)


def test_a_clean_entry_that_was_not_examined_is_no_entry_without_alarm() -> None:
    """False alarms are counted over the entries in which there could have been one."""
    clean = labelled("clean", "80억 파라미터입니다.")
    alarming, silent = examined(labelled("false", "8조 파라미터입니다."), labelled("words", "모델입니다."))
    assert "magnitude-shift" not in silent.decided
    (score,) = score_checks([alarming, silent, *examined(clean)], ["magnitude-shift"])
    assert (score.false_alarms, score.clean, score.false_alarms_per_100) == (1, 2, 50)
    (nothing,) = score_checks([silent], ["magnitude-shift"])
    assert (nothing.clean, nothing.false_alarms_per_100) == (0, None)


def test_papers_are_drawn_not_sentences() -> None:
    """Ten sentences of one paper that agree widen the interval, as one observation does."""
    share = lambda sums: sums[:, 0] / sums[:, 1]  # noqa: E731 - a formula
    clustered = clustered_interval({paper: (10 * (paper % 2), 10) for paper in range(6)}, share)
    apart = clustered_interval({place: (place % 2, 1) for place in range(60)}, share)
    assert clustered
    assert apart
    assert clustered.high - clustered.low > 2 * (apart.high - apart.low)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), min_size=2, max_size=8))
def test_an_interval_holds_its_estimate(counts: list[tuple[int, int]]) -> None:
    """The bootstrap is centered on the data, and repeats itself."""
    table = {place: (min(hits, of), of) for place, (hits, of) in enumerate(counts)}
    interval = clustered_interval(table, lambda sums: sums[:, 0] / sums[:, 1])
    assert interval == clustered_interval(table, lambda sums: sums[:, 0] / sums[:, 1])
    assert interval
    estimate = float(np.sum([row[0] for row in table.values()]) / np.sum([row[1] for row in table.values()]))
    assert interval.low - 0.25 <= estimate <= interval.high + 0.25
