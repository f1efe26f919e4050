"""`fix --reviewer`: confirmed corrections are put in place, proven by the rules; nothing else is touched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.papers.snapshots import write_snapshot
from tests.models.openai_server import refusing
from tests.regenerate.material import Study, old_digest, studies
from tests.reviewer.conftest import MODEL, PINNED, problem

if TYPE_CHECKING:
    from click.testing import Result

    from tests.reviewer.conftest import Bar

_TRAINED = problem("학습합니다", "배웁니다")


def fix(bar: Bar, *arguments: str) -> Result:
    """Run `fix` with the reviewer."""
    return bar.yoyak("fix", "digest.md", *PINNED, "--reviewer", MODEL, *arguments)


def digest() -> str:
    """Return the digest as it is now."""
    return Path("digest.md").read_bytes().decode()


def test_what_is_confirmed_is_corrected_and_nothing_else(bar: Bar) -> None:
    """The rest of the file is the same, and a second run asks about the new text alone."""
    before = digest()
    bar.problems = [_TRAINED]
    result = fix(bar)
    assert result.exit_code == 0, result.output
    assert digest() == before.replace("학습합니다", "배웁니다")
    asked = bar.server.calls
    assert asked == 4
    assert fix(bar).exit_code == 0
    assert bar.server.calls == asked + 2


def test_a_check_that_was_paid_for_is_used_again(bar: Bar) -> None:
    """The text before the edits is reviewed, so that a review by `check` costs nothing here."""
    bar.problems = [_TRAINED]
    bar.run()
    asked = bar.server.calls
    assert "+- **Technical Details**" in fix(bar, "--diff").stdout
    assert bar.server.calls == asked


def test_what_is_not_confirmed_stays(bar: Bar) -> None:
    """A second opinion that disagrees keeps the words, and they fail nothing."""
    before = digest()
    bar.problems, bar.opinions = [_TRAINED], ["both"]
    assert fix(bar).exit_code == 0
    assert digest() == before


def test_rules_and_reviewer_correct_one_entry_together(bar: Bar) -> None:
    """The reviewer's corrections are made first, then those that the rules offer."""
    Path("digest.md").write_text(old_digest(studies(1)), encoding="utf-8")
    bar.problems = [_TRAINED]
    assert fix(bar).exit_code == 0
    assert "배웁니다" in digest()
    assert f"{Study(1).billions * 10}억" in digest()


def test_what_could_not_be_reviewed_is_no_success(bar: Bar) -> None:
    """The rules correct what they can, and the run ends in 3."""
    Path("digest.md").write_text(old_digest(studies(1)), encoding="utf-8")
    bar.server.fault = lambda _: refusing("no")
    result = fix(bar)
    assert result.exit_code == 3, result.output
    assert "the entry was not reviewed" in result.output
    assert f"{Study(1).billions * 10}억" in digest()


def test_a_batch_goes_round(bar: Bar) -> None:
    """Questions go to a file, and nothing is written before they are answered but what the rules prove."""
    before = digest()
    result = fix(bar, "--batch", "asked.jsonl")
    assert (result.exit_code, digest()) == (3, before)
    assert len(Path("asked.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_the_price_is_told_before_anything_is_asked(bar: Bar) -> None:
    """What is kept from before costs nothing, the estimate is near the bill, and nothing is asked or written."""
    before, both = digest(), fix(bar, "--dry-run")
    assert (both.exit_code, bar.server.calls) == (0, 0)
    assert "Reviews to ask for: 2, kept from before: 0, entries without a paper: 0" in both.stdout
    bar.problems = [_TRAINED]
    assert fix(bar, "--diff").exit_code == 0
    paid = fix(bar, "--dry-run")
    assert "Reviews to ask for: 0, kept from before: 2" in paid.stdout
    assert "About $0.0000" in paid.stdout
    assert digest() == before


def test_an_estimate_tells_what_it_cannot_know(bar: Bar) -> None:
    """A model without a price, a paper that is missing, and no reviewer at all."""
    unpriced = bar.yoyak("fix", "digest.md", *PINNED, "--reviewer", "openai:of-nobody", "--dry-run", "--lang", "ko")
    assert (unpriced.exit_code, "가격을 알 수 없습니다" in unpriced.stdout) == (0, True), unpriced.output
    write_snapshot([Study(1).paper], bar.folder / "papers.jsonl")
    missing = fix(bar, "--dry-run")
    assert (missing.exit_code, "entries without a paper: 1" in missing.stdout) == (3, True), missing.output
    unnamed = bar.yoyak("fix", "digest.md", *PINNED, "--dry-run")
    assert (unnamed.exit_code, "which --reviewer names" in unnamed.stderr) == (2, True), unnamed.output
