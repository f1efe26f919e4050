"""English messages of a generator, which stand in Korean digests as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evals.checks.form.generator_words import ENGLISH, ENGLISH_TEXTS
from evals.checks.form.message_kinds import CHATTER, FAILURE, POINTER, REQUEST

if TYPE_CHECKING:
    from evals.checks.form.message_kinds import Words

_MOST_IN_HEAD = 3
_DONE = re.compile(r"\b(?:written|saved|stored|completed?|done|finished|ready)\b", re.IGNORECASE)
_HERE = re.compile(
    r"(?:Here(?:'|’| i)s|Here are|Below is|The following is)\b.{0,80}\b(?:summary|summaries|translation)\b"
)
_SPEAKS = re.compile(
    r"\A(?:I(?:'|’)(?:ll|m|ve|d)\b|I (?:don|didn|couldn|wasn)(?:'|’)t\b|Let me\b"
    r"|I (?:need|will|was|am|do|did|could|would|understand|see|notice)\b"
    r"|As an? (?:AI|large language model|language model|assistant)\b"
    r"|(?:Sorry|Oops|Sure|Certainly|Of course|Okay|OK|Understood|Got it|Great|Done|Absolutely)(?:[!,.]|\Z))"
)
# A paper has authors, who are `we`.
_SPEAKER = re.compile(r"\bI\b|\b(?:my|me)\b")
_FAILS = re.compile(
    r"\b(?:failed|failure|errors?|exception|unable|cannot|can(?:'|’)?t|could(?:n(?:'|’)t| not)|not|unavailable"
    r"|timed out"
    r"|timeout|exceed(?:ed|s)|denied|forbidden|unauthorized|blocked|refused|aborted|cancell?ed|expired|skipp(?:ed|ing)"
    r"|pending|killed|declined|rejected|cut off|out of|violat(?:es?|ed)|lost|reset|closed|stopped|incomplete"
    r"|no|invalid|missing|empty|went wrong|overloaded|insufficient|corrupt(?:ed)?|unreadable|interrupted|coming soon"
    r"|in progress|truncated|required|too (?:long|large|many|short))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\A(?:please\b|(?:would|could|can|may|do|shall|should) (?:you|i)\b[^?]*\?|shall we\b|(?:let me know|feel free)\b)"
    r"|\b(?:please (?:provide|share|paste|try|check|allow|grant|upload|send|let|contact|confirm|specify)"
    r"|let me know)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"\bplease (?:visit|refer|see|find|check out|check our)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")


def english_message(said: str, written: str, *, is_labelled: bool) -> Words | None:
    """Return what kind of message an English sentence is; None when it tells of something else.

    Args:
        said: The sentence without the signs around it and without its label.
        written: As it stands.
        is_labelled: Whether `Error:` or the like stood before it.
    """
    if _ASKS.search(written):
        return POINTER if _POINTS.search(written) else REQUEST
    words = {word.lower() for word in _WORD.findall(said)}
    fails = _FAILS.search(said)
    # `not` alone is said of anything.
    others = int(
        is_labelled or (fails is not None and fails[0].lower() not in {"no", "not"} and bool(words & ENGLISH_TEXTS))
    )
    strangers = english_strangers(said)
    if (is_labelled or fails) and strangers <= others:
        return FAILURE
    if _SPEAKS.match(said) or (strangers <= 1 and _SPEAKER.search(said)):
        return CHATTER
    if strangers <= _MOST_IN_HEAD and _HERE.match(said) and written.endswith(":"):
        return CHATTER
    is_told_of = words & ENGLISH_TEXTS and (_DONE.search(said) or written.endswith(":"))
    is_told_of = is_told_of or "your" in words
    return CHATTER if is_told_of and not strangers else None


def _forms(word: str) -> set[str]:
    """Return an English word and what it may be a form of: `messages`, `resulted`, `writing`."""
    stems = {word.removesuffix(ending) for ending in ("s", "es", "d", "ed", "ing")}
    return stems | {stem + "e" for stem in stems} | {word.removesuffix("ies") + "y"}


def english_strangers(said: str) -> int:
    """Return how many words tell of something else than the making of a summary."""
    words = (word.lower().replace("’", "'") for word in _WORD.findall(said))
    return sum(len(word) > 1 and is_stranger(word) for word in words)


def is_stranger(word: str) -> bool:
    """Return whether the making of a summary is not told with an English word in small letters."""
    return ENGLISH.isdisjoint(_forms(word))


def says_failure(text: str) -> bool:
    """Return whether an English text says that something is wrong."""
    return _FAILS.search(text) is not None
