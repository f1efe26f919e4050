"""What ties a figure of the entry to one of the paper: without a tie, equal digits say nothing of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evals.checks.numbers.correction import is_stated
from evals.checks.numbers.roles import has_another_role
from evals.quantities.comparison import figures_of
from evals.relations.alignment import Anchors, near_names, shared_modifiers
from evals.relations.owners import METRICS, english_bonds, is_one, korean_bonds, names
from evals.subject.sentences import entry_sentences, source_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from evals.quantities.model import Language
    from evals.relations.owners import Bond
    from evals.subject.figures import Figure
    from evals.subject.sentences import Sentence
    from evals.subject.subject import Subject

    _Kind = tuple[str | None, frozenset[str]]
    """What is measured, or what is counted where nothing is."""
    _Place = tuple[int, int]
    """A text of the paper and a sentence in it."""


@dataclass(frozen=True, slots=True)
class Tie:
    """By what two figures are about the same thing; it holds where they are of one kind and more than that ties them.

    Attributes:
        is_of_one_kind: Whether both have one unit, or count one thing.
        is_anchored: Whether their sentences share another figure.
        names: The names that stand close to both, those of metrics left out.
        modifiers: The modifiers that both noun phrases bear.
        is_only: Whether each is all of its kind that the other text does not have.
        is_only_alike: Whether the paper's is the one figure of the kind with these digits that the entry lacks.
        may_be_of_another: Whether the words around the claim tell of a rival, a part or a stage with its own figure.
    """

    is_of_one_kind: bool
    is_anchored: bool
    names: frozenset[str]
    modifiers: frozenset[str]
    is_only: bool
    is_only_alike: bool
    may_be_of_another: bool

    @property
    def is_near(self) -> bool:
        """Whether the words around the two tie them, whatever their kind."""
        return self.is_anchored or bool(self.names or self.modifiers)

    @property
    def is_of_same_count(self) -> bool:
        """Whether the two are one count: a name may have several, a figure or a modifier beside it tells which."""
        return self.is_of_one_kind and (self.is_anchored or bool(self.modifiers))

    @property
    def holds(self) -> bool:
        """Whether a contradiction between the two is proven: what an error and a safe edit need."""
        return self.is_of_one_kind and (self.is_near or self.is_only)

    @property
    def holds_for_digits(self) -> bool:
        """Whether a contradiction is proven of two figures with the same digits, of which there is just one pair."""
        is_one_pair = self.is_of_one_kind and self.is_only_alike and not self.may_be_of_another
        return self.holds or is_one_pair


class Ties:
    """What ties the figures of one entry to those of its paper.

    Args:
        subject: The entry with its paper.
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.anchors = Anchors(subject)
        self._left_over = _LeftOver(subject, self.anchors)

    def between(self, claim: Figure, actual: Figure) -> Tie:
        """Return what ties a figure of the entry to one of the paper."""
        is_anchored = self.anchors.tie(claim, actual)
        names_near = frozenset(near_names(self._subject, claim, actual) - METRICS)
        return Tie(
            is_of_one_kind=is_of_one_kind(claim, actual),
            is_anchored=is_anchored,
            names=names_near,
            modifiers=frozenset(shared_modifiers(self._subject, claim, actual)),
            is_only=self._left_over.explains(claim, actual),
            is_only_alike=self._left_over.has_one_alike(claim, actual),
            may_be_of_another=has_another_role(self._subject, claim, actual, is_tied=is_anchored or bool(names_near)),
        )

    def is_of_another_owner(self, claim: Figure, actual: Figure) -> bool:
        """Return whether a text gives the figure of the other one's owner to that owner: GSM8K 5%, MATH 1%."""
        ours, theirs = self._bonds_beside(claim), self._bonds_beside(actual)
        own, their_own = _owners_of(claim, ours), _owners_of(actual, theirs)
        if not own or not their_own or _share(own, their_own):
            return False
        return _share(own, _owners_but(actual, theirs)) or _share(their_own, _owners_but(claim, ours))

    @cached_property
    def _sentences(self) -> dict[int, Sentence]:
        sentences = (*entry_sentences(self._subject), *source_sentences(self._subject))
        return {id(figure): sentence for sentence in sentences for figure in sentence.figures}

    def _bonds_beside(self, figure: Figure) -> Sequence[Bond]:
        """Return who owns which figure of a figure's sentence."""
        sentence = self._sentences.get(id(figure))
        if sentence is None:
            return ()
        text = sentence.source.text if sentence.source else self._subject.entry.source
        language: Language = "en" if sentence.source else "ko"
        owners = names(sentence.span.of(text), sentence.span.start, sentence.figures, language=language)
        return (english_bonds if sentence.source else korean_bonds)(text, sentence.figures, owners)


def _owners_of(figure: Figure, bonds: Sequence[Bond]) -> set[str]:
    return {bond.owner.key for bond in bonds if bond.figure is figure}


def _owners_but(figure: Figure, bonds: Sequence[Bond]) -> set[str]:
    return {bond.owner.key for bond in bonds if bond.figure is not figure}


def _share(ours: set[str], theirs: set[str]) -> bool:
    return any(is_one(one, other) for one in ours for other in theirs)


def is_of_one_kind(claim: Figure, actual: Figure) -> bool:
    """Return whether two figures have one unit or count one thing; hours of a GPU are hours."""
    ours, theirs = claim.quantity.unit, actual.quantity.unit
    if ours or theirs:
        return ours is not None and theirs is not None and ours.removeprefix("gpu-") == theirs.removeprefix("gpu-")
    return bool(claim.things & actual.things)


class _LeftOver:
    """The figures of one entry and its paper that only each other can explain.

    Args:
        subject: The entry with its paper.
        anchors: The figures that tie sentences of both: then these two sentences are all that is compared.
    """

    def __init__(self, subject: Subject, anchors: Anchors) -> None:
        self._subject, self._anchors = subject, anchors
        self._ours: dict[tuple[_Kind, int | None], set[Fraction]] = {}
        self._theirs: dict[tuple[_Kind, _Place | None], set[Fraction]] = {}
        self._untold: dict[_Kind, set[Fraction]] = {}

    @cached_property
    def _named(self) -> tuple[set[Fraction], set[Fraction]]:
        """The sizes in the names of the entry, and those of them that no name of the paper has."""
        own, theirs = (
            {f.value for f in figures if f.quantity.is_name_size}
            for figures in (self._subject.figures, self._subject.source_figures)
        )
        return own, own - theirs

    @cached_property
    def _sentences(self) -> dict[_Place, list[Figure]]:
        sentences: dict[_Place, list[Figure]] = {}
        for figure in self._subject.source_figures:
            sentences.setdefault((id(figure.source), figure.sentence), []).append(figure)
        return sentences

    def explains(self, claim: Figure, actual: Figure) -> bool:
        """Return whether each of the two is all that is left of its kind."""
        kind, is_tied = (claim.quantity.unit, claim.things), self._anchors.tie(claim, actual)
        place = (id(actual.source), actual.sentence) if is_tied else None
        left = self._left_here(kind, claim.sentence if is_tied else None)
        return left == {claim.value} and self._left_there(kind, place) == {actual.value}

    def has_one_alike(self, claim: Figure, actual: Figure) -> bool:
        """Return whether the prose of the entry lacks just one figure of the kind with these digits.

        One end of a range is no figure of its own: 15조 to 40조 tokens are not the 1.5T of the paper.
        """
        if claim.whole.ends and not actual.whole.ends:
            return False
        digits, kind = figures_of(actual.value), (claim.quantity.unit, claim.things)
        if kind not in self._untold:
            untold = (f for f in _of_kind(kind, self._subject.source_figures) if not self._is_stated_here(f))
            self._untold[kind] = {f.value for f in untold}
        return {value for value in self._untold[kind] if figures_of(value) == digits} == {actual.value}

    def _left_here(self, kind: _Kind, sentence: int | None) -> set[Fraction]:
        key = kind, sentence
        if key not in self._ours:
            figures = (f for f in self._subject.stated_figures if sentence in {None, f.sentence})
            self._ours[key] = {f.value for f in _of_kind(kind, figures) if not is_stated(self._subject, f)}
        return self._ours[key]

    def _left_there(self, kind: _Kind, place: _Place | None) -> set[Fraction]:
        key = kind, place
        if key not in self._theirs:
            figures = self._sentences[place] if place else self._subject.source_figures
            self._theirs[key] = {f.value for f in _of_kind(kind, figures) if not self._is_told(f)}
        return self._theirs[key]

    def _is_told(self, actual: Figure) -> bool:
        """Return whether the entry states a figure of the paper, if only in a name that the paper does not have."""
        here, only_here = self._named
        is_named = actual.value in (here if actual.quantity.is_name_size else only_here)
        return is_named or self._is_stated_here(actual)

    def _is_stated_here(self, actual: Figure) -> bool:
        return bool(self._subject.stated_figures.with_number(actual.quantity))


def _of_kind(kind: _Kind, figures: Iterable[Figure]) -> Iterator[Figure]:
    unit, things = kind
    return (f for f in figures if f.quantity.unit == unit and (unit or f.things & things))
