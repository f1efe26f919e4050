"""What an abstract puts first, and how much of it an entry tells."""

from __future__ import annotations

import pytest

from evals.relations.contributions import contributions, telling
from evals.subject.subject import Subject
from summarizer.digest import Dialect, EntryDraft, parse, write_digest
from summarizer.papers import Paper

_TITLE = "KiteNet: Flying Further"
_ABSTRACT = (
    "Planners such as WindBag lose their way. In this work, we propose KiteNet, a planner with 7B parameters, which"
    " we test against OldMap. We also release a set of flights called GustSet. KiteNet improves accuracy by 12.5%"
    " and is 3 times faster, and it works in 40 cities with reinforcement learning."
)


def subject(prose: str, abstract: str = _ABSTRACT) -> Subject:
    """Return an entry with that prose, and its paper."""
    digest = write_digest("2024-01-02", [EntryDraft(_TITLE, "2401.00001", ((None, prose),))], Dialect.PLAIN)
    return Subject(parse(digest).entries[0], Paper("2401.00001", _TITLE, abstract))


def test_a_paper_brings_what_its_title_and_its_authors_name() -> None:
    """The names that others gave their work are no contribution, also in the same sentence."""
    assert contributions(subject("글입니다.")) == {"kitenet", "gustset"}


@pytest.mark.parametrize(
    ("prose", "headline", "told"),
    [
        ("연을 날립니다.", set(), 0),
        ("KiteNet을 제안합니다.", {"kitenet"}, 1),
        ("KiteNet은 정확도를 12.5% 높이고 GustSet을 공개합니다.", {"kitenet", "gustset", "25/2 percent"}, 3),
        ("KiteNet은 강화 학습으로 도시 40곳에서 3배 빠릅니다.", {"kitenet", "3 times"}, 4),
        ("WindBag과 OldMap을 70억 파라미터로 견줍니다.", set(), 3),
        ("KiteNet은 정확도를 99% 높입니다.", {"kitenet"}, 1),
    ],
)
def test_what_is_told_is_counted_once_and_by_value(prose: str, headline: set[str], told: int) -> None:
    """Names, terms in any rendering and figures in any spelling count; what the abstract does not have does not."""
    found = telling(subject(f"{prose} {prose}"))
    assert (found.headline, found.told, found.owed) == (headline, told, 9)


@pytest.mark.parametrize(
    ("title", "abstract", "names"),
    [
        ("KiteNet: Flying with GPS", "It flies.", {"kitenet"}),
        ("Flying KITE drones", "A KITE drone flies. We build a KITE data set named KITE-Air.", {"kiteair"}),
        ("Flying", "We further propose a planner, KiteNet, better than OldMap.", {"kitenet"}),
        ("Flying", "OldMap is slow. This paper presents an analysis of OldMap.", set()),
        ("Flying", "We propose to fly.", set()),
    ],
)
def test_what_others_brought_is_no_contribution(title: str, abstract: str, names: set[str]) -> None:
    """A name that the abstract spoke of before, or that stands behind the first, belongs to somebody else."""
    entry = subject("글입니다.").entry
    assert contributions(Subject(entry, Paper("2401.00001", title, abstract))) == names


def test_an_abstract_without_names_and_figures_owes_nothing_of_them() -> None:
    """What a source does not have is no floor for anybody."""
    assert contributions(subject("글입니다.", "Kites fly.")) == {"kitenet"}
    assert telling(subject("KiteNet입니다.", "Kites fly.")).owed == 1
