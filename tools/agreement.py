"""How far the readers agree with the quantity cases of other projects.

A case is a text with the quantities that another test suite expects in it. It agrees when every expected one
is found, at an overlapping place, within 1e-9 of its value (a range: of both its ends, open or closed), and,
where the case says that its list is complete for its task, nothing else of that task is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from fractions import Fraction

    from evals.quantities.model import Quantity

    Case = Mapping[str, Any]
    Reader = Callable[[str], list[Quantity]]

TASKS = ("number", "percent", "range")
"""The tasks of the cases that are this project's domain."""

_LIMITS = frozenset({"at-least", "at-most", "over", "under"})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A case that was read otherwise, with what was expected and not found, and what was found beyond."""

    case_id: str
    text: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The result over the cases of one task."""

    task: str
    cases: int
    disagreements: tuple[Disagreement, ...]

    @property
    def share(self) -> float:
        """The part of the cases that agree; a task without a case agrees in nothing."""
        return 1 - len(self.disagreements) / self.cases if self.cases else 0.0


def measure(cases: Iterable[Case], read: Mapping[str, Reader], lang: str) -> list[Agreement]:
    """Return the agreement per task of the cases in a language, each read by the reader of that language."""
    rows = [case for case in cases if case["lang"] == lang]
    results = []
    for task in TASKS:
        chosen = [case for case in rows if case["task"] == task]
        found = (disagreement(case, read[lang](case["text"])) for case in chosen)
        results.append(Agreement(task, len(chosen), tuple(one for one in found if one)))
    return results


def disagreement(case: Case, quantities: list[Quantity]) -> Disagreement | None:
    """Return how the quantities read differ from the case, or None when they agree."""
    left = list(quantities)
    missing = []
    for expected in case["expected"]:
        if expected.get("num") is None and not expected.get("range"):
            continue  # A bare % sign without a number states no quantity.
        start, end = _place(case["text"], expected)
        found = [q for q in left if q.start < end and start < q.end and _fits(q, expected, case)]
        if found:
            restated = case["exhaustive"].startswith("whole")  # forty-five (45)
            left = [q for q in left if q is not found[0] and not (restated and _fits(q, expected, case))]
        else:
            missing.append(str(expected.get("surface") or expected.get("value") or expected.get("num")))
    is_complete = case["task"] == "number" or case["exhaustive"].startswith("all")
    extra = [q.text for q in left if is_complete and _is_of_task(q, case["task"])]
    if not missing and not extra:
        return None
    return Disagreement(case["id"], case["text"], tuple(missing), tuple(extra))


def _place(text: str, expected: Mapping[str, Any]) -> tuple[int, int]:
    if expected.get("span"):
        start, end = expected["span"]
        return start, end
    text, surface = text.lower(), (expected.get("surface") or text).lower()
    if text.count(surface) != 1:
        return 0, len(text)
    start = text.index(surface)
    return start, start + len(surface)


def _fits(quantity: Quantity, expected: Mapping[str, Any], case: Case) -> bool:
    limits = expected.get("range")
    if limits:
        return _close(quantity.low, limits["lo"]) and _close(quantity.high, limits["hi"])
    if case["task"] == "percent" and quantity.unit != "percent":
        return False
    value = quantity.value
    if value is not None and "sign is a separate token" in case["exhaustive"]:
        value = abs(value)
    return _close(value, expected["num"])


def _close(value: Fraction | None, expected: float | None) -> bool:
    if value is None or expected is None:
        return value is None and expected is None
    return abs(float(value) - expected) <= 1e-9 * max(abs(expected), 1e-300)


def _is_of_task(quantity: Quantity, task: str) -> bool:
    if task == "percent":
        return quantity.unit == "percent"
    if task == "range":
        return quantity.value is None or quantity.bound in _LIMITS
    return quantity.unit is None
