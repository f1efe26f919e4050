"""What stands where a summary should, beyond the spec of the check."""

from __future__ import annotations

import time

from evals.checks.form.generator_messages import message_in
from evals.checks.form.no_summary import NoSummary
from evals.runner.run import Comparisons
from summarizer.digest import parse
from tests.checks.no_summary_texts import MESSAGES, SUMMARIES

_FOUND = 0.95
_RATIO = 8


def test_messages_of_a_generator_are_found() -> None:
    """Of sixty failures, refusals, states and requests in two languages hardly one passes for a summary."""
    missed = [text for text in MESSAGES if not message_in(text)]
    assert len(missed) <= (1 - _FOUND) * len(MESSAGES), missed


def test_short_right_summaries_are_left_alone() -> None:
    """A short summary that speaks of errors, refusals or requests is a summary."""
    assert not [text for text in SUMMARIES if message_in(text)]


def digest(first: int, count: int, text: str) -> str:
    """Return a digest of papers whose texts are numbered from `first`."""
    entry = "### [P](https://arxiv.org/abs/2401.{0:05})\n\n- {1}\n\n"
    return "".join(entry.format(number, text.format(number)) for number in range(first, first + count))


def found(*texts: str) -> list[tuple[int, int]]:
    """Return the file and the line of every finding of one run over the texts, and of nothing else."""
    comparisons = Comparisons([NoSummary()])
    seen = [comparisons.compare(f"{at}.md", parse(text).entries) for at, text in enumerate(texts)]
    return [(at, finding.line) for at, file in enumerate(seen) for one in file for finding in one.findings]


def test_the_same_text_is_found_across_the_files_of_a_run() -> None:
    """A text that another file of the run gives to another paper is no summary; its first place says which."""
    one, other = digest(1, 2, "글 {}입니다."), digest(3, 1, "글 2입니다.")
    assert found(one, other) == [(1, 1)]
    assert found(one, one) == []
    comparisons = Comparisons([NoSummary()])
    comparisons.compare("a.md", parse(one).entries)
    (seen,) = comparisons.compare("b.md", parse(other).entries)
    assert "2401.00002 in a.md:5" in seen.findings[0].message


def test_every_entry_of_a_file_that_shares_its_text_is_found() -> None:
    """Which of them the text belongs to is not known, and the one that is asked about may be the first."""
    assert found(digest(1, 3, "같은 글입니다.")) == [(0, 1), (0, 5), (0, 9)]


def test_entries_without_text_share_nothing() -> None:
    """That both are empty is another defect."""
    assert found(digest(1, 3, "")) == []


def test_ten_thousand_entries_take_ten_times_as_long_as_a_thousand() -> None:
    """An archive with one text under every paper costs no more than its length."""
    took = []
    for count in (1_250, 10_000):
        entries = parse(digest(1, count, "같은 글입니다.")).entries
        start = time.perf_counter()
        (seen,) = [Comparisons([NoSummary()]).compare("a.md", entries)]
        took.append(time.perf_counter() - start)
        assert sum(len(one.findings) for one in seen) == count
    assert took[1] < 3 * _RATIO * took[0]
