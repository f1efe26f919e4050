"""`yoyak prompts compare`: the right verdict, told with its figures, and nothing paid for twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.comparison.conftest import BETTER, PAPERS, errs

if TYPE_CHECKING:
    from tests.comparison.conftest import Bench

_WRONG = sum(errs(number) for number in range(1, PAPERS + 1))


def metric(record: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a metric of a record."""
    (found,) = [one for one in record["metrics"] if one["name"] == name]
    return dict(found)


def test_a_truly_better_prompt_is_found_better(bench: Bench) -> None:
    """The verdict, the known difference, its interval, and the wins by paper are right."""
    record = bench.record("summarize@1", "summarize@2")
    errors = metric(record, "errors")
    assert record["verdict"] == "better"
    assert (errors["a"], errors["b"], errors["difference"]) == pytest.approx((1 / 3, 0, -1 / 3))
    assert errors["low"] < -1 / 3 < errors["high"] < 0
    assert errors["p"] < 0.01
    assert (errors["wins"], errors["ties"], errors["losses"]) == (_WRONG, PAPERS - _WRONG, 0)
    assert metric(record, "check:magnitude-shift")["wins"] == _WRONG
    assert not [entry for entry in record["entries"] if entry["worse"]]
