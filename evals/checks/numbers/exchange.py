"""Two counts of one sentence that changed places: 3개의 모델로 16개의 작업 for 16 models on three tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evals.checks.numbers.correction import tier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.figures import Figure
    from evals.subject import Subject

_REACH = 3
"""How many counts further the other one may stand: 12개의 데이터셋, 10개의 작업, 30개의 하위 작업."""


class Exchange(NamedTuple):
    """Two numbers of the entry, and those that one sentence of the paper states in their places."""

    first: Figure
    second: Figure
    actual_first: Figure
    actual_second: Figure


class _Count(NamedTuple):
    claim: Figure
    stated: Sequence[Figure]


def exchanges(subject: Subject, claims: Sequence[Figure]) -> Iterator[Exchange]:
    """Yield the counts that the paper states of each other's things, and nowhere of their own."""
    counts = [_Count(claim, stated) for claim in claims if (stated := _stated_of_others(subject, claim))]
    place = 0
    while place < len(counts):
        near = enumerate(counts[place + 1 : place + 1 + _REACH])
        behind, exchange = next(
            ((n, pair) for n, other in near if (pair := _exchange(counts[place], other))), (0, None)
        )
        if exchange:
            yield exchange
            del counts[place + 1 + behind]
        place += 1


def _stated_of_others(subject: Subject, claim: Figure) -> Sequence[Figure]:
    """Return the paper's figures with the number of a count, if each of them is known to count another thing."""
    if claim.quantity.unit is not None or not claim.things:
        return ()
    stated = [figure for figure in subject.source_figures.near(claim.value) if figure.value == claim.value]
    return stated if all(f.quantity.unit or (f.things and not f.things & claim.things) for f in stated) else ()


def _exchange(first: _Count, second: _Count) -> Exchange | None:
    """Return the nearest sentence of the paper that states both counts the other way round."""
    one, other = first.claim, second.claim
    if one.sentence != other.sentence or one.value == other.value or one.things & other.things:
        return None
    of_other = {(id(f.source), f.sentence): f for f in first.stated if f.things & other.things}
    pairs = (
        Exchange(one, other, actual, of_other[place])
        for actual in second.stated
        if actual.things & one.things and (place := (id(actual.source), actual.sentence)) in of_other
    )
    return min(pairs, key=lambda pair: (tier(pair.actual_first), pair.actual_first.span), default=None)
