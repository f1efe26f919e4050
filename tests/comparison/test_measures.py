"""What is measured of one summary, and what stays unknown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from evals.checks import CHECKS
from evals.comparison.measures import Examined, better, measure, names_of
from evals.runner.run import conclude, examine, of_entries
from evals.subject.cases import Case
from summarizer.findings import Verdict
from summarizer.models.chat import Reply, Usage
from summarizer.models.ledger import Call
from summarizer.models.replies import SummarizeReply
from summarizer.regenerate.rewriting import blank_entry, written
from tests.regenerate.material import Study

if TYPE_CHECKING:
    from collections.abc import Sequence

_CALL = Call("x", "valid", None, Reply("{}", "finished", Usage(100, 10), "m"), Decimal("0.5"), 2.0)


def examined(prose: tuple[str, str, str]) -> Examined:
    """Return a summary of the first paper as the checks see it."""
    study = Study(1)
    entry = written(blank_entry(study.paper), study.paper, SummarizeReply.model_validate_json(study.reply(prose)))
    case = Case(entry, study.paper)
    return Examined(case.subject, conclude(case, examine(case.subject, of_entries(CHECKS))))


def test_findings_are_counted_by_severity_and_check() -> None:
    """A wrong power of ten is an error, a proven figure less, and counted under its check."""
    good, wrong = (measure(examined(prose), []) for prose in (Study(1).good, (Study(1).old[0], *Study(1).good[1:])))
    assert (good["errors"], wrong["errors"]) == (0, 1)
    assert "check:magnitude-shift" not in good
    assert wrong["check:magnitude-shift"] == 1
    assert (good["figures"], wrong["figures"]) == (3, 2)
    assert good["characters"] == sum(map(len, Study(1).good))


def test_a_summary_that_tells_more_is_more_complete() -> None:
    """Names, terms and words of the abstract count, as a share of what there is."""
    rich, poor = (measure(examined(prose), [])["completeness"] for prose in (Study(1).good, Study(1).old))
    assert rich is not None
    assert poor is not None
    assert 0 <= poor < rich <= 1


def test_style_is_what_the_checks_of_language_find() -> None:
    """A mix of speech levels is a fault of style, a wrong figure is none."""
    mixed = (Study(1).good[0], "이미지로 학습한다.", Study(1).good[2])
    assert measure(examined(mixed), [])["style"] == 1
    assert measure(examined((Study(1).old[0], *Study(1).good[1:])), [])["style"] == 0


@pytest.mark.parametrize("changes", [{"verdict": Verdict.ERROR}, {"verdict": Verdict.SKIP}, {"crashed": {"a"}}])
def test_what_was_not_examined_has_no_count(changes: dict[str, object]) -> None:
    """No finding is not the same as none that could have been made."""
    seen = examined(Study(1).good)
    metrics = measure(replace(seen, outcome=replace(seen.outcome, **changes)), [])  # type: ignore[arg-type]
    assert {"errors", "warnings", "notes", "style"}.isdisjoint(metrics)
    assert metrics["failed"] == 0


def test_a_lost_summary_has_a_price_and_nothing_else() -> None:
    """Calls without a usable reply were paid for."""
    rejected = replace(_CALL, state="rejected")
    metrics = measure(None, [rejected, rejected, rejected])
    price = {"calls": 3, "input-tokens": 300, "output-tokens": 30, "dollars": 1.5, "seconds": 6}
    assert metrics == {"failed": 1} | price


@pytest.mark.parametrize(
    ("calls", "known"),
    [
        ([], set()),
        ([replace(_CALL, dollars=None)], {"calls", "input-tokens", "output-tokens", "seconds"}),
        ([_CALL, replace(_CALL, seconds=None)], {"calls", "input-tokens", "output-tokens", "dollars"}),
        ([replace(_CALL, reply=replace(_CALL.reply, usage=None))], {"calls", "dollars", "seconds"}),  # type: ignore[type-var]
    ],
)
def test_an_unknown_price_is_not_nothing(calls: Sequence[Call], known: set[str]) -> None:
    """A sum with an unknown part is unknown."""
    metrics = measure(None, calls)
    assert {name for name, value in metrics.items() if value is not None} == known | {"failed"}


def test_metrics_are_reported_in_one_order() -> None:
    """Verdict first, price last, then the checks as the catalogue has them; a reviewer only where one was asked."""
    names = names_of([{"check:leaked-markup": 1.0, "check:magnitude-shift": 1.0}])
    assert names[:4] == ["failed", "errors", "warnings", "notes"]
    assert names[-2:] == ["check:magnitude-shift", "check:leaked-markup"]
    assert names_of([{"problems": None}])[2] == "problems"
    assert [better(name) for name in ("errors", "completeness", "characters", "check:x", "y")] == [
        "lower",
        "higher",
        None,
        "lower",
        None,
    ]
