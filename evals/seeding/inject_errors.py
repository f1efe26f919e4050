"""Makes wrong entries of right ones: one edit a case, the same for the same seed, never right by accident."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from evals.datasets.model import Label, LabelledCase
from evals.korean.particles import with_particle
from evals.seeding import figures, wording
from evals.seeding import wording as form
from evals.subject.subject import Subject
from summarizer.digest import parse
from summarizer.spans import Edit, Span, apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from evals.seeding.model import Seed

    Injector = Callable[[Subject], Iterator[Seed]]

KINDS: Mapping[str, Injector] = {
    "magnitude": figures.magnitude,
    "digits": figures.digits,
    "unit": figures.unit,
    "bound": figures.bound,
    "sign": figures.sign,
    "doubled-digits": figures.doubled,
    "swapped-figures": figures.swap,
    "comparison": wording.comparison,
    "direction": wording.direction,
    "negation": wording.negation,
    "name": wording.name,
    "version": wording.version,
    "overclaim": wording.overclaim,
    "dropped-section": form.dropped_section,
    "repeated-section": form.repeated_section,
    "author-list": form.author_list,
    "leaked-markup": form.markup,
}
"""What can go wrong, by name."""

# An exchanged figure is the source's own, and so is one whose limit is turned round.
_FIGURE_KINDS = frozenset({"magnitude", "digits", "unit", "sign", "doubled-digits"})


def inject_errors(cases: Iterable[LabelledCase], kinds: Iterable[str], seed: int = 0) -> Iterator[LabelledCase]:
    """Yield every clean case with each of the errors it has room for, in order of case and kind.

    Args:
        cases: Cases with their papers; those with a label are left out.
        kinds: Names of `KINDS`.
        seed: Another number chooses other places.
    """
    kinds = list(kinds)
    for case in cases:
        if not case.labels and case.source:
            for kind in kinds:
                yield from _seeded(case, kind, seed)


def room(cases: Iterable[LabelledCase]) -> tuple[int, int]:
    """Return how many figures of the clean cases an error may be put into, and of how many that is."""
    subjects = [_subject(case) for case in cases if not case.labels and case.source]
    return sum(len(figures.anchored_figures(one)) for one in subjects), sum(len(one.figures) for one in subjects)


def _seeded(case: LabelledCase, kind: str, seed: int) -> Iterator[LabelledCase]:
    subject = _subject(case)
    choices = [replace(seed, edits=subject.edits_in_file(seed.edits)) for seed in KINDS[kind](subject)]
    # Seeded by name, so that a case more or less in the dataset changes no other case.
    random.Random(f"{seed}/{kind}/{case.id}").shuffle(choices)  # noqa: S311 - reproducible, not secret
    for choice in (_agreeing(choice, case.text) for choice in choices):
        wrong = _with(case, kind, choice)
        if wrong.text != case.text and not (kind in _FIGURE_KINDS and figures.is_still_right(_subject(wrong), choice)):
            yield wrong
            return


def _agreeing(seed: Seed, text: str) -> Seed:
    """Return the seed with the particles behind its words kept right, so that it makes one error and no second."""
    return replace(seed, edits=tuple(_with_particle(edit, text) if edit.text.strip() else edit for edit in seed.edits))


def _with_particle(edit: Edit, text: str) -> Edit:
    end, words = with_particle(text, edit.end, edit.text)
    return Edit(edit.start, end, words)


def _with(case: LabelledCase, kind: str, seed: Seed) -> LabelledCase:
    text = apply_edits(case.text, seed.edits)
    span = Span(0, len(text)) if seed.is_whole else seed.after
    correction = None if seed.is_whole else seed.before(case.text)
    label = Label(seed.label_type, "contradicted", "sure", span, is_whole=seed.is_whole, correction=correction)
    return replace(case, id=f"{case.id}+{kind}", text=text, labels=(label,), scope=frozenset({seed.label_type}))


def _subject(case: LabelledCase) -> Subject:
    return Subject(parse(case.text).entries[0], case.source)
