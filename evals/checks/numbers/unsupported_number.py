"""Numbers that no source has."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from evals.checks.numbers.correction import claims_of, is_stated, words_between
from evals.checks.numbers.derivation import is_in_another_form, is_own_count, is_rest
from evals.quantities.korean_phrase import has_counter_or_unit
from evals.subject.subject import searched
from summarizer.findings import Amount, Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evals.subject.figures import Figure
    from evals.subject.subject import Subject
    from summarizer.findings import Finding


class UnsupportedNumber:
    """Flags a number that stands in no text of the paper that was searched.

    ## Why it matters
    An invented result looks like any other. Summaries are written from whole papers, so a number that the abstract
    lacks is worth a look, and no more than that, until the full text has been searched as well.

    ## Known gaps
    - One and two in words (한 번, 두 가지) are not looked for: they count what the sentence itself lists. So are
      larger counts of what the entry or the paper lists, and the ends of a scale: 0 and 1 alone, 10 in 8.5/10.
    - A number that stands in the source for another thing, or in another form (a third for a factor of 3), counts
      as found.
    - A number that the entry repeats is noted where it stands first; a range is one number.
    """

    id: ClassVar[str] = "unsupported-number"
    korean: ClassVar[str] = "확인한 원문 어디에도 없는 수를 찾습니다."
    version: ClassVar[int] = 3
    severities: ClassVar[tuple[Severity, ...]] = (Severity.NOTE,)

    def inspect(self, subject: Subject) -> Observation:
        """Look for every figure in every text of the paper."""
        if not subject.sources:
            return Observation(0)
        claims = [f for f in claims_of(subject) if not _is_said_in_passing(subject, f)]
        unsupported = [claim for claim in claims if not _is_known(subject, claim)]
        return Observation(len(claims), tuple(_findings(subject, unsupported)))


_DETERMINERS = frozenset({0, 1})
_SCALES = frozenset({5, 10, 100})
_OF_A_SCALE = re.compile(r"\d/$")
_GLOSS = re.compile(r"[^()]{0,12}\(")


def _is_said_in_passing(subject: Subject, claim: Figure) -> bool:
    """Return whether a number tells nothing of its own: a name's size, one and two in words, the end of a scale."""
    text = subject.entry.source
    if claim.quantity.is_name_size or _is_top_of_scale(text, claim):
        return True
    if claim.value <= 2 and not any(char.isdigit() for char in claim.numeral_span.of(text)):
        return True
    noun, end = claim.quantity.noun, claim.numeral_span.end
    is_counted = claim.quantity.unit or (noun and noun[0] >= end) or has_counter_or_unit(text, end)
    return claim.value in _DETERMINERS and not is_counted


def _is_top_of_scale(text: str, claim: Figure) -> bool:
    """Return whether a number is what a score is out of: 8.5/10, 10점 만점."""
    if claim.value not in _SCALES:
        return False
    start, end = claim.span.start, claim.span.end
    return text.startswith((" 만점", "만점"), end) or bool(_OF_A_SCALE.search(text, max(0, start - 2), start))


def _is_known(subject: Subject, claim: Figure) -> bool:
    return (
        is_stated(subject, claim)
        or _is_named(subject, claim)
        or is_rest(subject, claim)
        or is_in_another_form(subject, claim)
        or is_own_count(subject, claim)
    )


def _is_named(subject: Subject, claim: Figure) -> bool:
    """Return whether a model's name in the entry has the number: `Aloe-8B` tells that 80억 is no invention."""
    return any(f.quantity.is_name_size and f.value == claim.value for f in subject.figures)


def _findings(subject: Subject, claims: list[Figure]) -> Iterator[Finding]:
    """Yield a note for each amount, where it stands first; the two ends of a range are one."""
    ends = Counter(claim.whole.start for claim in claims)
    noted: list[Figure] = []
    end = 0
    for claim in claims:
        if claim.span.end <= end or any(_repeats(subject, claim, other) for other in noted):
            continue
        noted.append(claim)
        is_range = ends[claim.whole.start] > 1
        place = Span(claim.whole.start, claim.whole.end) if is_range else claim.span
        end = place.end
        yield _finding(subject, claim, place)


def _repeats(subject: Subject, claim: Figure, other: Figure) -> bool:
    """Return whether a number says again what one before it said, or is its gloss: 30프레임(30 FPS)."""
    if claim.value != other.value:
        return False
    if claim.quantity.unit == other.quantity.unit:
        return not claim.things or not other.things or bool(claim.things & other.things)
    return bool(_GLOSS.fullmatch(words_between(subject, other, claim)))


def _finding(subject: Subject, claim: Figure, place: Span) -> Finding:
    texts = searched(subject)
    return subject.finding(
        UnsupportedNumber.id,
        Severity.NOTE,
        place,
        Message(
            en=f"The number stands in none of the texts searched: {texts.en}.",
            ko=f"확인한 원문({texts.ko})에 없는 수입니다.",
        ),
        claimed=Amount(claim.value, claim.quantity.unit) if place == claim.span else None,
    )
