"""What the gate says about a run, rule by rule, as reports show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summarizer.findings import Message

COVERAGE = "coverage"
"""The rule that is asked first: without an answer to it no other answer counts."""


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """The answer of one rule of the gate.

    Attributes:
        rule: The name of the rule.
        verdict: `fail` says no, `error` that nobody can tell, `skip` that nothing was asked.
        reason: Why, with the figures it rests on.
    """

    rule: str
    verdict: Verdict
    reason: Message

    @property
    def is_in_the_way(self) -> bool:
        """Whether the change may not be merged by this rule."""
        return self.verdict in {Verdict.FAIL, Verdict.ERROR}


def decide(rule_answers: Iterable[RuleAnswer]) -> Verdict:
    """Return `error` when too little was examined, else the worst answer; rules that were not asked say nothing.

    Where nothing was to be examined, since nothing changed, the answer is `skip`.
    """
    verdicts = {rule_answer.rule: rule_answer.verdict for rule_answer in rule_answers}
    covered = verdicts.get(COVERAGE, Verdict.ERROR)
    if covered is not Verdict.PASS:
        return Verdict.SKIP if covered is Verdict.SKIP else Verdict.ERROR
    return next((verdict for verdict in (Verdict.FAIL, Verdict.ERROR) if verdict in verdicts.values()), Verdict.PASS)
