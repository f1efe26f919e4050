"""Sentences that are cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from summarizer.findings import Message, Observation, Severity
from summarizer.spans import Span

if TYPE_CHECKING:
    from evals.subject.subject import Subject

_CLOSING = " \t\r\n\"'”’`*_)]}」』"
_STOPS = ".…"
# Words and particles that another word must follow. Endings that nouns share (회의, 결과, 경로) are left out.
_DANGLING = re.compile(
    r"(?:[가-힣A-Za-z0-9)%](?:를|에서|에게|으로|하고|하며|하여|되며|되어|지만|면서|는데)"
    r"|[\s가-힣](?:있는|없는|하는|되는|위한|대한|통한|따른|의한|관한|위해|통해|대해)|\s(?:및|또는|혹은|그리고|또한|특히|즉)"
    r"|[A-Za-z0-9)](?:은|는|을|의|와|과|이나))\Z"
)
_LONG_ENOUGH = 2
_HANGUL, _FINALS = 0xAC00, 28
_DOUBLE_SIOT, _BIEUP_SIOT, _BIEUP = 20, 18, 17


class TruncatedText:
    """Flags a sentence that is cut off at the end of a section.

    It ends in a comma, inside brackets, in a particle or word that needs another one, or in the middle of a verb
    (`있습`, `합니`).

    ## Why it matters
    The reply hit its limit of tokens: what is missing is often the result, and nothing tells the reader.

    ## Known gaps
    - A cut after a noun looks like a nominal ending, which is a style of its own.
    - A cut between two sentences leaves no trace.
    - A cut inside an English word is noticed only inside brackets.
    """

    id: ClassVar[str] = "truncated-text"
    korean: ClassVar[str] = "섹션 끝에서 잘린 문장을 찾습니다."
    version: ClassVar[int] = 1
    severities: ClassVar[tuple[Severity, ...]] = (Severity.WARNING,)

    def inspect(self, subject: Subject) -> Observation:
        """Read the end of every bullet."""
        sections = [section for section in subject.entry.sections if section.text]
        findings = []
        for section in sections:
            cut = _cut(section.text)
            if cut:
                span = cut.shifted(section.start)
                message = Message(
                    en=f"The sentence is cut off after {span.of(subject.entry.source)!r}.",
                    ko=f"문장이 '{span.of(subject.entry.source)}'에서 끊겼습니다.",
                )
                evidence = [subject.entry_evidence(span)]
                findings.append(subject.finding(self.id, Severity.WARNING, span, message, evidence=evidence))
        return Observation(len(sections), tuple(findings))


def _cut(text: str) -> Span | None:
    """Return the last word when no sentence can end in it."""
    if text[-1] in ",;(['\"‘“[" and _opens_or_continues(text):
        return _last_word(text, len(text))
    end = len(text.rstrip(_CLOSING))
    stop = len(text[:end].rstrip(_STOPS))
    if stop and _is_inside_a_verb(text[:stop]):
        return _last_word(text, stop)
    is_open = stop == end or text[:end].endswith(("...", "…"))
    if is_open and text.rfind("(") > text.rfind(")"):
        return _last_word(text, len(text))
    if is_open and end == len(text) and _DANGLING.search(text, max(0, stop - 8), stop):
        return _last_word(text, stop)
    return None


def _opens_or_continues(text: str) -> bool:
    # A quote opens only after a space; otherwise it closes.
    return text[-1] in ",;([‘“" or text[-2:-1].isspace()


def _is_inside_a_verb(text: str) -> bool:
    # `있`, `했습`, `합니`: syllables in which no Korean word ends; 모습 and 할머니 are words.
    if len(text) < _LONG_ENOUGH:
        return False
    last, before = _final(text[-1]), _final(text[-2])
    if last == _DOUBLE_SIOT:
        return True
    return (text[-1] == "습" and before in {_DOUBLE_SIOT, _BIEUP_SIOT}) or (text[-1] == "니" and before == _BIEUP)


def _final(syllable: str) -> int:
    """Return the number of the final consonant; 0 for none, -1 when this is no Korean syllable."""
    code = ord(syllable) - _HANGUL
    return code % _FINALS if 0 <= code < 11172 else -1


def _last_word(text: str, end: int) -> Span:
    return Span(max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1, end)
