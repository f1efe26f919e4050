"""What has to agree between two runs, and what of it is seen in their hashes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evals.checks import CHECKS
from evals.comparison.trial import Conditions
from summarizer.cli.compare_run import _chosen
from summarizer.cli.wiring import Wiring
from summarizer.papers import Passage
from tests.regenerate.material import studies

if TYPE_CHECKING:
    from pathlib import Path

_PAPERS = tuple(study.paper for study in studies(40))
_CONDITIONS = Conditions(_PAPERS[:2], 1, {}, "c0ffee", CHECKS, "")


@pytest.mark.parametrize(
    "change",
    [
        {"abstract": "Another one."},
        {"title": "Another one"},
        {"authors": ("Bo Kim",)},
        {"fulltext": (Passage("1 Method", "Words."),)},
    ],
)
def test_whatever_a_prompt_or_a_check_reads_makes_another_dataset(change: dict[str, object]) -> None:
    """A paper that reads otherwise is other evidence, whatever its id."""
    changed = replace(_PAPERS[0], **change)  # type: ignore[arg-type]
    assert replace(_CONDITIONS, papers=(changed, _PAPERS[1])).dataset_sha != _CONDITIONS.dataset_sha


def test_checks_are_known_by_their_versions_and_the_glossary() -> None:
    """A raised version, a missing check or another glossary makes counts that are not comparable."""
    raised = type("Raised", (type(CHECKS[0]),), {"version": CHECKS[0].version + 1})()
    others = ({"checks": CHECKS[1:]}, {"checks": (raised, *CHECKS[1:])}, {"own_glossary": "LLM = 언어 모델"})
    shas = {replace(_CONDITIONS, **other).checks_sha for other in others}  # type: ignore[arg-type]
    assert len(shas | {_CONDITIONS.checks_sha}) == 4


def test_a_sample_of_papers_stays_when_others_come() -> None:
    """The same papers are drawn in any order of the snapshot, more contain fewer, and a newcomer displaces one."""
    ten = _chosen(_PAPERS[:30], 10)
    assert _chosen(reversed(_PAPERS[:30]), 10) == ten
    assert set(ten) < set(_chosen(_PAPERS[:30], 20))
    assert len(set(ten) - set(_chosen(_PAPERS[:31], 10))) <= 1
    assert _chosen(_PAPERS, None) == _PAPERS


def test_the_program_knows_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout is known by its commit, an installation by its version, wherever it lies."""
    assert re.fullmatch(r"[0-9a-f]{40}|\d+\.\d+\.\d+", Wiring().commit)
    monkeypatch.setattr("summarizer.cli.wiring.__file__", str(tmp_path / "site-packages/summarizer/cli/wiring.py"))
    assert re.fullmatch(r"\d+\.\d+\.\d+", Wiring().commit)
