"""The glossary: every term with its renderings, and the Korean words that it must not become."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any

from evals.terms.english import FUNCTION_WORDS, EnglishText, Names, words_of
from evals.terms.own_glossary import NO_OWN_GLOSSARY, OwnGlossary
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from summarizer.papers import Paper

# Renderings this short are everyday words as well (최신, 기존): a newsletter rules them out by name or not at all.
_SHORTEST_VARIANT = 3
_KEY = 2


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field.

    Attributes:
        forms: Its English forms, the headword first.
        korean: Its renderings, the preferred one first.
    """

    forms: tuple[str, ...]
    korean: tuple[str, ...]

    @property
    def english(self) -> str:
        """The headword."""
        return self.forms[0]

    @property
    def preferred(self) -> str:
        """The rendering to write."""
        return self.korean[0]


@dataclass(frozen=True, slots=True)
class FalseFriend:
    """A Korean word that does not mean the term.

    Attributes:
        term: What it is written for.
        word: The word; a space in it may be left out.
        after: Words behind which it is wrong.
        before: Words in front of which it is wrong; with neither it is wrong wherever it stands for the term.
        is_ambiguous: Whether the English term itself has an everyday sense that the word renders rightly.
        is_variant: Whether it is a right rendering that only the newsletter rules out.
    """

    term: Term
    word: str
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    is_ambiguous: bool = False
    is_variant: bool = False

    @property
    def needs_company(self) -> bool:
        """Whether it is wrong only beside certain words."""
        return bool(self.after or self.before)


class Glossary:
    """Terms, their false friends, and the ordinary English that explains a Korean word.

    Args:
        terms: The terms of the field.
        friends: Their false friends.
        ordinary: For a Korean word without its spaces, the English words that it renders rightly.
        own: The headwords of the terms whose rendering a newsletter has chosen.
    """

    def __init__(
        self,
        terms: Iterable[Term],
        friends: Iterable[FalseFriend],
        ordinary: Mapping[str, tuple[str, ...]],
        own: Collection[str] = (),
    ) -> None:
        self.terms = tuple(terms)
        self._own = frozenset(own)
        self._friends_of: dict[Term, list[FalseFriend]] = {}
        self._meanings: dict[str, list[str]] = {word: [*forms] for word, forms in ordinary.items()}
        for term in self.terms:
            for korean in term.korean:
                self._meanings.setdefault(korean.replace(" ", ""), []).extend(term.forms)
        self._by_key: dict[str, list[FalseFriend]] = {}
        for friend in friends:
            self._friends_of.setdefault(friend.term, []).append(friend)
            for key in {friend.word[:_KEY], friend.word.replace(" ", "")[:_KEY]}:
                self._by_key.setdefault(key, []).append(friend)

    def false_friends_in(self, text: str) -> Iterator[tuple[FalseFriend, Span]]:
        """Yield every false friend at every place of a Korean text where its letters stand.

        They are none in the preferred rendering itself: whoever writes 파인튜닝 may rule out 파인 튜닝.
        """
        for start in range(len(text)):
            for friend in self._by_key.get(text[start : start + _KEY], ()):
                end = _end_of(friend.word, text, start)
                if end is not None and not _is_part_of(friend.term.preferred, text, start, end):
                    yield friend, Span(start, end)

    def meanings(self, friend: FalseFriend) -> list[str]:
        """Return the English that the word renders rightly, but for the forms of its own term."""
        own = {words_of(form) for form in friend.term.forms}
        return [form for form in self._meanings.get(friend.word.replace(" ", ""), ()) if words_of(form) not in own]

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], Term]:
        return {words_of(form): term for term in reversed(self.terms) for form in term.forms}

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the terms, in the form of `words_of`, without `of` and its like."""
        return frozenset(word for name in self._by_name for word in name) - FUNCTION_WORDS

    @cached_property
    def _names(self) -> Names:
        return Names(self._by_name)

    def terms_in(self, english: str) -> dict[Term, Span]:
        """Return the terms of an English text, longest first where they overlap, each with its first place."""
        return {self._by_name[words]: span for words, span in reversed(EnglishText(english).known(self._names))}

    def occurring_in(self, paper: Paper) -> list[tuple[str, str]]:
        """Return the terms that a paper uses as terms, with the rendering to write, in the order in which it does.

        A term of several words is one wherever it stands, unless its rendering tells only a part of it. A single word
        is, where a term of several words here shares its rendering (`diffusion` beside `diffusion model`), or where
        it is a topic of title or abstract and has no everyday sense that is known. What the newsletter's own glossary
        has is always there.
        """
        head = f"{paper.title}\n\n{paper.abstract}"
        text = "\n\n".join((head, *(passage.text for passage in paper.fulltext or ())))
        places: dict[Term, list[Span]] = {}
        long: set[Term] = set()
        for words, span in EnglishText(text).known(self._names):
            term = self._by_name[words]
            places.setdefault(term, []).append(span)
            if len(words) > 1 or len(words_of(term.english)) > 1:
                long.add(term)
        whole = {term for term in long if self._is_rendered_whole(term)}
        topics = {term for term, spans in places.items() if _is_topic(spans, len(paper.title), len(head))}
        single = (places.keys() - long) & {term for term in topics if self._is_of_the_field(term)}
        backed = {term for term in places.keys() - long if _shares_rendering(term, whole)}
        shown = whole | single | backed
        return [(term.english, term.preferred) for term in places if term in shown or term.english in self._own]

    def _is_rendered_whole(self, term: Term) -> bool:
        """Return whether no word of a term that has renderings of its own is left out of the term's rendering."""
        closed = term.preferred.replace(" ", "")
        parts = (self._by_name.get((word,)) for word in words_of(term.english))
        return all(
            any(korean.replace(" ", "") in closed for korean in part.korean)
            for part in parts
            if part not in {None, term}
        )

    def _is_of_the_field(self, term: Term) -> bool:
        """Return whether a term is known to be mistranslated, and none of its words to be right in another sense."""
        friends = self._friends_of.get(term, ())
        return bool(friends) and not any(friend.is_ambiguous for friend in friends)


def _is_topic(places: Sequence[Span], title: int, head: int) -> bool:
    """Return whether one place is in the title, or two are in title and abstract, which end there."""
    return any(span.end <= title for span in places) or sum(span.end <= head for span in places) > 1


def _shares_rendering(term: Term, long: Iterable[Term]) -> bool:
    """Return whether a term of several words has this one among them, and its rendering in its own."""
    word, closed = words_of(term.english)[0], term.preferred.replace(" ", "")
    return any(word in words_of(one.english) and closed in one.preferred.replace(" ", "") for one in long)


def _end_of(word: str, text: str, start: int) -> int | None:
    end = start
    for letter in word:
        if letter == text[end : end + 1]:
            end += 1
        elif letter != " ":
            return None
    return end


def _is_part_of(phrase: str, text: str, start: int, end: int) -> bool:
    """Return whether a range of a text belongs to an occurrence of the phrase."""
    at = phrase.find(text[start:end])
    return 0 <= at <= start and text.startswith(phrase, start - at)


@cache
def read_glossary(own_glossary: OwnGlossary = NO_OWN_GLOSSARY) -> Glossary:
    """Return the glossary with what a newsletter adds to it; the first call reads the files."""
    terms = {words_of(forms[0]): Term(forms, tuple(korean)) for forms, korean in _entries("glossary.toml", "terms")}
    ordinary: dict[str, tuple[str, ...]] = {}
    for forms, korean in _entries("ordinary.toml", "words"):
        for word in korean:
            key = word.replace(" ", "")
            ordinary[key] = (*ordinary.get(key, ()), *forms)
    variants = [*_adopt(terms, own_glossary)]
    listed = _load("false_friends.toml").items()
    friends = [friend for headword, items in listed for friend in _friends(terms[words_of(headword)], items, ordinary)]
    heads = {words_of(form): term.english for term in reversed(terms.values()) for form in term.forms}
    own = {heads[words_of(entry.english)] for entry in own_glossary.entries}
    return Glossary(terms.values(), [*friends, *variants], ordinary, own)


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _entries(name: str, table: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    for key, korean in _load(name)[table].items():
        yield tuple(key.split(" | ")), korean


def _adopt(terms: dict[tuple[str, ...], Term], own_glossary: OwnGlossary) -> Iterator[FalseFriend]:
    """Put the newsletter's renderings first among those of its terms; yield the ones that it rules out by that."""
    heads = {words_of(form): head for head, term in reversed(terms.items()) for form in term.forms}
    for entry in own_glossary.entries:
        name = words_of(entry.english)
        head = heads.get(name, name)
        known = terms.get(head, Term((entry.english,), ()))
        others = tuple(word for word in known.korean if word != entry.preferred and word not in entry.ruled_out)
        terms[head] = term = Term(known.forms, (entry.preferred, *others))
        ruled_out = (*entry.ruled_out, *(word for word in others if len(word) >= _SHORTEST_VARIANT))
        yield from (FalseFriend(term, word, is_variant=True) for word in ruled_out)


def _friends(
    term: Term, items: Iterable[str | dict[str, list[str]]], ordinary: Mapping[str, tuple[str, ...]]
) -> Iterator[FalseFriend]:
    own = {words_of(form) for form in term.forms}
    for item in items:
        company = {"words": [item]} if isinstance(item, str) else item
        after, before = (tuple(company.get(side, ())) for side in ("after", "before"))
        for word in company["words"]:
            meanings = {words_of(form) for form in ordinary.get(word.replace(" ", ""), ())}
            yield FalseFriend(term, word, after, before, is_ambiguous=bool(meanings & own))
