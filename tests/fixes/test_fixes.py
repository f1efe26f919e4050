"""Corrections: each one is proven, touches nothing else, and stays when it is made again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.fixes.fix import repair_digests
from evals.fixes.proof import OffsetShift
from evals.runner.catalogue import select_checks
from evals.runner.run import inspect_digests
from evals.subject.cases import Case
from summarizer.cli.destination import patch
from summarizer.digest import parse
from summarizer.findings import Fix, Observation, Severity
from summarizer.papers.snapshots import read_snapshot
from summarizer.spans import Edit, apply_edits
from tests.runner.fake_checks import Crashing, WordCheck, cases_of, digest_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evals.checks.contract import Check, DigestCheck
    from evals.fixes.fix import Repair
    from evals.subject.cases import DigestCases
    from evals.subject.subject import Subject


def repaired(
    text: str,
    checks: Sequence[Check | DigestCheck],
    other_checks: Sequence[Check | DigestCheck] = (),
    workers: int | None = 1,
) -> Repair:
    """Correct one digest."""
    (repair,) = repair_digests([cases_of(text)], checks, other_checks, workers, cores=2)
    return repair


class Unsafe(WordCheck):
    """Proposes corrections that a person has to read."""

    def inspect(self, subject: Subject) -> Observation:
        """Look for the word, and be unsure."""
        seen = super().inspect(subject)
        return Observation(1, tuple(replace(f, fix=replace(f.fix, safe=False)) for f in seen.findings))


def test_every_proven_correction_is_made_and_nothing_else_changes() -> None:
    """The corrected text is the old one with the words replaced."""
    text = digest_text("a bad bad day", "bad", "good")
    repair = repaired(text, [WordCheck("bad", "fine")])
    assert repair.after == text.replace("bad", "fine")
    assert [made.finding.text for made in repair.accepted] == ["bad"] * 3
    assert not repair.rejected
    assert [r.outcome.verdict for r in repair.results] == ["pass"] * 3


def test_a_correction_that_keeps_its_finding_is_rejected() -> None:
    """A correction that corrects nothing is not made, and the reason names what would be found."""
    text = digest_text("bad")
    repair = repaired(text, [WordCheck("bad", "bad bad")])
    assert repair.after == text
    assert [(r.finding.text, r.reason.en) for r in repair.rejected] == [("bad", "word would be found after it")]
    assert [r.outcome.verdict for r in repair.results] == ["fail"]


@pytest.mark.parametrize("is_witness", [True, False])
def test_a_correction_that_causes_another_finding_is_rejected(*, is_witness: bool) -> None:
    """Nothing gets worse, not even by a check that was not asked for."""
    text = digest_text("bad")
    other = WordCheck("worse", id="other", severity=Severity.NOTE)
    repair = repaired(text, [WordCheck("bad", "worse")] + [other] * (not is_witness), [other] * is_witness)
    assert repair.after == text
    assert [r.reason.ko for r in repair.rejected] == ["고친 글에 other 지적 사항이 있습니다"]


def test_a_correction_that_makes_a_check_crash_is_rejected() -> None:
    """What could not be examined again is not proven."""
    repair = repaired(digest_text("bad"), [WordCheck("bad", "odd"), Crashing("odd")])
    assert not repair.accepted
    assert [r.reason.en for r in repair.rejected] == ["the check crashing crashes after it"]


def test_one_bad_correction_does_not_keep_the_good_ones_back() -> None:
    """Corrections that fail together are tried one by one."""
    text = digest_text("one two three four")
    checks = [WordCheck("one", "1", id="a"), WordCheck("two", "twotwo", id="b"), WordCheck("four", "4", id="c")]
    repair = repaired(text, checks)
    assert repair.after == text.replace("one", "1").replace("four", "4")
    assert [r.finding.check for r in repair.rejected] == ["b"]


def test_colliding_corrections_are_made_one_after_the_other() -> None:
    """Two corrections of the same words are never mixed."""
    repair = repaired(digest_text("abc"), [WordCheck("abc", "bc", id="a"), WordCheck("bc", "c", id="b")])
    assert "New**: c\n" in repair.after
    assert len(repair.accepted) == 2


@pytest.mark.parametrize("last", ["ten", "tenten"])
def test_a_correction_knows_the_words_it_was_made_in(last: str) -> None:
    """A later correction stands elsewhere than in the first text, made in a second round or one by one."""
    text = digest_text("longest abc and ten")
    checks = [WordCheck("longest", "l"), WordCheck("abc", "bc"), WordCheck("bc", "cde"), WordCheck("ten", last)]
    repair = repaired(text, checks)
    assert [made.finding.text for made in repair.accepted[:3]] == ["longest", "abc", "bc"]
    for made in repair.accepted:
        (edit,) = made.finding.fix.edits if made.finding.fix else ()
        assert made.text[edit.start : edit.end] == made.finding.text


def test_findings_that_share_a_correction_are_corrected_by_it() -> None:
    """One edit of a list may answer several findings in it."""

    class Pair(WordCheck):
        def inspect(self, subject: Subject) -> Observation:
            found = super().inspect(subject).findings
            edits = tuple(edit for finding in found for edit in finding.fix.edits)
            return Observation(1, tuple(replace(finding, fix=Fix(edits)) for finding in found))

    repair = repaired(digest_text("bad and bad"), [Pair("bad", "good")])
    assert [made.finding.text for made in repair.accepted] == ["bad", "bad"]
    assert "good and good" in repair.after


def test_edits_that_contradict_each_other_are_rejected() -> None:
    """A correction that cannot be made as it stands is not made in part."""

    class Twice(WordCheck):
        def inspect(self, subject: Subject) -> Observation:
            found = super().inspect(subject).findings
            fixes = (Fix((f.fix.edits[0], replace(f.fix.edits[0], text="x"))) for f in found if f.fix)
            return Observation(1, tuple(replace(f, fix=fix) for f, fix in zip(found, fixes, strict=True)))

    repair = repaired(digest_text("bad"), [Twice("bad", "good")])
    assert not repair.accepted
    assert [r.reason.en.partition(":")[0] for r in repair.rejected] == ["the edits cannot be made"]


def test_an_unsafe_correction_is_left_to_a_person() -> None:
    """Only what may be applied unread is applied."""
    text = digest_text("bad")
    assert repaired(text, [Unsafe("bad", "good")]).after == text


@pytest.mark.parametrize("word", ["New", "https", "### "])
def test_a_correction_that_changes_how_the_entry_is_read_is_rejected(word: str) -> None:
    """An edit of words is not allowed to turn into an edit of structure."""
    text = digest_text("bad", "good")
    repair = repaired(text, [WordCheck(word, "#\n### [x](https://arxiv.org/abs/2401.00009)\n")])
    assert repair.after == text
    assert repair.rejected


def test_a_correction_that_changes_how_another_entry_is_read_is_undone() -> None:
    """What only the whole file shows is proven on the whole file."""
    plain = "연구는 새로운 방법을 제안한다. 결과는 매우 좋다."
    text = digest_text(f"{plain} 그 결과를 보고한다.", "새로운 방법을 제안합니다. 결과를 보고합니다.", "좋다.")
    levels = {entry.speech_level for entry in parse(text).entries}
    formal = text.replace("한다.", "합니다.").replace("좋다.", "좋습니다.", 1)
    assert {entry.speech_level for entry in parse(formal).entries} != levels
    repair = repaired(text, [WordCheck("한다", "합니다"), WordCheck("매우 좋다", "매우 좋습니다", id="b")])
    assert repair.after == text
    assert {r.reason.en for r in repair.rejected} == {"the entry would be read differently, so nothing can be proven"}


@given(st.lists(st.text("ab c\r\n다é", max_size=12), min_size=1, max_size=4), st.sampled_from(["", "x", "ba", "다"]))
@settings(max_examples=60)
def test_corrections_made_twice_are_made_once(proses: list[str], correction: str) -> None:
    """Running `fix` on its own result changes nothing."""
    checks = [WordCheck("ab", correction), WordCheck("b+c", "c", id="other", severity=Severity.NOTE)]
    first = repaired(digest_text(*proses), checks)
    second = repaired(first.after, checks)
    assert second.after == first.after
    assert not second.accepted


@given(st.text("abc", max_size=9), st.data())
@settings(max_examples=100)
def test_a_shift_finds_untouched_words_again(text: str, data: st.DataObject) -> None:
    """What no edit touched is where the shift says it is."""
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    pairs = zip(places[::2], places[1::2], strict=False)
    edits = [Edit(start, end, data.draw(st.text("xyz", max_size=3))) for start, end in pairs]
    after, shift = apply_edits(text, edits), OffsetShift(edits)
    for at, character in enumerate(text):
        if not any(edit.start <= at < edit.end for edit in edits):
            assert after[shift.start(at) : shift.end(at + 1)] == character


def test_real_digests_are_corrected_once_and_for_all(data_dir: Path) -> None:
    """On real files the catalogue's corrections are idempotent, spread over processes or not, and leave their lines."""
    papers = read_snapshot(data_dir / "seed/papers.jsonl")
    text = (data_dir / "seed/2024-09-26.md").read_text(encoding="utf-8")

    def cases(text: str) -> DigestCases:
        digest = cases_of(text)
        return replace(digest, cases=tuple(Case(c.entry, papers[c.entry.arxiv_id]) for c in digest.cases))

    checks = select_checks()
    (first,) = repair_digests([cases(text)], checks, (), 1, cores=1)
    assert list(repair_digests([cases(text)], checks, (), 2, cores=2)) == [first]
    (second,) = repair_digests([cases(first.after)], checks, (), 1, cores=1)
    assert first.accepted
    assert not second.accepted
    assert second.after == first.after
    assert [r.outcome for r in inspect_digests([cases(first.after)], checks, 1, cores=1)] == [
        r.outcome for r in first.results
    ]
    touched = {made.finding.line for made in first.accepted}
    changed = [at for at, (a, b) in enumerate(zip(text.split("\n"), first.after.split("\n"), strict=True), 1) if a != b]
    assert set(changed) <= touched


def test_a_patch_says_where_a_file_has_no_last_line_break() -> None:
    """A patch breaks lines only where `patch` does, and ends each of its own."""
    text = digest_text("bad\x0b\u2028 day").rstrip("\n")
    assert list(patch(repaired(text, [WordCheck("bad", "good")])))[-2:] == [
        "-- **What's New**: bad\x0b\u2028 day\n\\ No newline at end of file\n",
        "+- **What's New**: good\x0b\u2028 day\n\\ No newline at end of file\n",
    ]
