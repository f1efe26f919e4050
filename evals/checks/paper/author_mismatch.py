"""Authors that are not the paper's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from evals.checks.paper.names import Name, Pairing, pair, read_name
from evals.korean.particles import followed_by
from summarizer.findings import Evidence, Fix, Message, Observation, Severity, Where
from summarizer.spans import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evals.subject.subject import Subject
    from summarizer.findings import Finding

_SHORTENED = re.compile(r"\b(?:et al|others)\b|(?:^|\s)외\s?\d|등\s?\d+\s?[명인]|…|\.\.\.", re.IGNORECASE)
_SERIALIZED = re.compile(r"\s*[\[(]\s*['\"]")
_CUT = re.compile(r"\+\s?\d*(?: ?(?:authors|more))?")
_SHOWN = 5


class AuthorMismatch:
    """Flags a list of authors that differs from arXiv's.

    A `+` for names that were cut off, a serialized list and a name that stands twice show in the entry itself. A name
    that no author has, and a misspelt one, are errors unless the paper may have changed since; missing authors are
    a warning, another order is a note. The most severe finding carries the correction: all authors in their order.

    ## Why it matters
    Authorship is credit: the first name is cited, and whoever is left out did the work all the same.

    ## Known gaps
    - Names are compared leniently: initials, left-out or shortened given names, accents, hyphens and the order of
      given and family name do not count.
    - Names in other scripts are compared with nothing.
    - A list that is shortened on purpose (`et al.`, `외 12명`) is only searched for wrong names.
    """

    id: ClassVar[str] = "author-mismatch"
    korean: ClassVar[str] = "arXiv의 저자 목록과 다른 저자 목록을 찾습니다."
    version: ClassVar[int] = 2
    severities: ClassVar[tuple[Severity, ...]] = (Severity.ERROR, Severity.WARNING, Severity.NOTE)

    def inspect(self, subject: Subject) -> Observation:
        """Read the line of authors by itself, then against the paper's authors."""
        authors = _Authors.of(subject)
        if authors is None:
            return Observation(0)
        findings = sorted((*_form(authors), *_differences(authors)), key=lambda f: (f.severity.rank, f.superseded))
        if findings:
            fix = _fix(authors, safe=not findings[0].superseded)
            placed = fix and replace(fix, edits=subject.edits_in_file(fix.edits))
            findings[0] = replace(findings[0], fix=placed)
        return Observation(len(authors.written), tuple(findings))


@dataclass(frozen=True, slots=True)
class _Written:
    """A name as the entry writes it."""

    span: Span
    text: str
    name: Name


@dataclass(frozen=True)
class _Authors:
    """The entry's names, sorted into what they are."""

    subject: Subject
    span: Span
    written: tuple[_Written, ...]

    @classmethod
    def of(cls, subject: Subject) -> _Authors | None:
        span = subject.entry.authors_span
        if span is None:
            return None
        written, position = [], span.start
        for text in subject.entry.authors:
            start = subject.entry.source.find(text, position, span.end)
            if text and start >= 0:
                position = start + len(text)
                written.append(_Written(Span(start, position), text, read_name(text)))
        return cls(subject, span, tuple(written))

    @cached_property
    def published(self) -> tuple[str, ...]:
        """The paper's authors; empty when they are unknown."""
        return self.subject.paper.authors if self.subject.paper else ()

    @cached_property
    def cut(self) -> tuple[_Written, ...]:
        """What stands for names that were cut off."""
        return tuple(w for w in self.written if _CUT.fullmatch(w.text))

    @cached_property
    def is_shortened(self) -> bool:
        """Whether the list says that it is not complete."""
        return bool(_SHORTENED.search(self.span.of(self.subject.entry.source)))

    @cached_property
    def repeated(self) -> tuple[tuple[_Written, _Written], ...]:
        """Names that stand more often than among the paper's authors, each with its first place."""
        first: dict[str, _Written] = {}
        seen: Counter[str] = Counter()
        allowed = Counter(read_name(author).joined for author in self.published)
        pairs = []
        for w in self.people:
            key = w.name.joined
            seen[key] += 1
            if seen[key] > allowed[key] > 0:
                pairs.append((w, first[key]))
            first.setdefault(key, w)
        return tuple(pairs)

    @cached_property
    def people(self) -> tuple[_Written, ...]:
        """The names of persons that can be compared."""
        return tuple(
            w for w in self.written if w.name.is_latin and not _CUT.fullmatch(w.text) and not _SHORTENED.search(w.text)
        )

    def evidence(self, first: int, last: int) -> Evidence:
        """Return the paper's authors from `first` to `last`; offsets are those of the names joined by `, `."""
        field = ", ".join(self.published)
        start = len(", ".join(self.published[:first])) + (2 if first else 0)
        end = len(", ".join(self.published[: last + 1]))
        return Evidence(Where.METADATA, None, field[start:end], start, end)


def _form(authors: _Authors) -> Iterator[Finding]:
    source = authors.subject.entry.source
    if _SERIALIZED.match(authors.span.of(source)):
        message = Message(en="The authors are a serialized list.", ko="저자가 직렬화된 목록 그대로 적혀 있습니다.")
        yield _form_finding(authors, authors.span, message, authors.span)
    for w in authors.cut[:1]:
        mark = followed_by("로", w.text, "'")
        message = Message(
            en=f"{w.text!r} stands for authors that were cut off.",
            ko=f"저자 일부가 {mark} 생략되어 있습니다.",
        )
        yield _form_finding(authors, w.span, message, w.span)
    for w, earlier in authors.repeated[:1]:
        message = Message(en=f"{w.text} is named twice.", ko=f"{w.text} 저자가 두 번 적혀 있습니다.")
        yield _form_finding(authors, w.span, message, earlier.span)


def _form_finding(authors: _Authors, span: Span, message: Message, evidence: Span) -> Finding:
    subject = authors.subject
    quoted = [subject.entry_evidence(evidence)]
    return subject.finding(AuthorMismatch.id, Severity.ERROR, span, message, evidence=quoted, superseded=False)


def _differences(authors: _Authors) -> Iterator[Finding]:
    repeated = {w for w, _ in authors.repeated}
    people = [w for w in authors.people if w not in repeated]
    published = [read_name(author) for author in authors.published]
    pairing = pair([w.name for w in people], published) if people and published else None
    if pairing is None:
        return
    yield from _wrong(authors, people, pairing)
    # A name in another script may be any of the authors that no other name is.
    is_complete = all(w.name.is_latin for w in authors.written if w not in authors.cut) and all(
        name.is_latin for name in published
    )
    if pairing.missing and is_complete and not authors.cut and not authors.is_shortened:
        yield _missing(authors, pairing.missing)
    places = [place for place in pairing.authors if place is not None]
    if places != sorted(places):
        message = Message(en="The authors are not in the paper's order.", ko="저자의 순서가 논문과 다릅니다.")
        evidence = [authors.evidence(0, len(published) - 1)]
        yield _difference(authors, Severity.NOTE, authors.span, message, evidence)


def _wrong(authors: _Authors, people: Sequence[_Written], pairing: Pairing) -> Iterator[Finding]:
    published = authors.published
    misspelt = [
        (people[i], place) for i, place in enumerate(pairing.authors) if place is not None and i in pairing.misspelt
    ]
    if misspelt:
        pairs = [f"{w.text} → {published[place]}" for w, place in misspelt]
        message = Message(en=f"Misspelt: {_listed(pairs)}.", ko=f"저자 이름의 철자가 다릅니다: {_listed(pairs)}.")
        w, place = misspelt[0]
        yield _difference(authors, Severity.ERROR, w.span, message, [authors.evidence(place, place)])
    extra = [w for w, place in zip(people, pairing.authors, strict=True) if place is None]
    if extra:
        names = _listed([w.text for w in extra])
        message = Message(en=f"Not among the paper's authors: {names}.", ko=f"논문의 저자가 아닙니다: {names}.")
        evidence = [authors.evidence(0, len(published) - 1)]
        yield _difference(authors, Severity.ERROR, extra[0].span, message, evidence)


def _missing(authors: _Authors, places: Sequence[int]) -> Finding:
    names = _listed([authors.published[place] for place in places])
    message = Message(en=f"Authors are missing: {names}.", ko=f"빠진 저자가 있습니다: {names}.")
    run = next((i for i, (a, b) in enumerate(pairwise(places)) if b != a + 1), len(places) - 1)
    evidence = [authors.evidence(places[0], places[run])]
    return _difference(authors, Severity.WARNING, authors.span, message, evidence)


def _difference(
    authors: _Authors, severity: Severity, span: Span, message: Message, evidence: Sequence[Evidence]
) -> Finding:
    subject = authors.subject
    # The same names in another order are the same version's: only other names may be another version's.
    superseded = severity is not Severity.NOTE and subject.may_be_superseded
    return subject.finding(AuthorMismatch.id, severity, span, message, evidence=evidence, superseded=superseded)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" (+{more})" if more > 0 else "")


def _fix(authors: _Authors, *, safe: bool) -> Fix | None:
    if authors.is_shortened:
        return None
    names = authors.published or tuple(w.text for w in authors.written)
    if authors.cut and not authors.published:
        return None
    return Fix((Edit(authors.span.start, authors.span.end, ", ".join(names)),), safe=safe)
