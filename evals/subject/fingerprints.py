"""Names of findings and entries that outlive a move within a file, and end when the words change."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from summarizer.sentences import sentence_around
from summarizer.spans import Span

if TYPE_CHECKING:
    from typing import Protocol

    from summarizer.digest.model import Entry, Section

    class Flagged(Protocol):
        """A finding, as a check makes one or as a result file holds it."""

        @property
        def check(self) -> str:
            """The name of the check."""
            ...

        @property
        def text(self) -> str:
            """The words it flags."""
            ...

        @property
        def start(self) -> int:
            """Where they start in the file."""
            ...

        @property
        def end(self) -> int:
            """Where they end, exclusive."""
            ...


# Half of a SHA-256: short enough to be copied, far more than an archive needs.
_LENGTH = 32
# Where sentences ended for the fingerprints of 0.1.
_FORMER_END = re.compile(r"[.!?。](?=\s)")


def paper_key(entry: Entry) -> str:
    """Return the name of the entry's paper: its arXiv id, or the link as written."""
    return entry.arxiv_id or entry.link


def fingerprint(finding: Flagged, entry: Entry) -> str:
    """Return the name of a finding: the same as long as paper, check, words and their sentence are the same.

    Of the same words twice in a sentence each has its own.
    """
    return _name(entry, finding, *_sentence(entry, finding))


def former_fingerprint(finding: Flagged, entry: Entry) -> str:
    """Return the name that yoyak 0.1 gave a finding, by which committed dismissals may still know it."""
    return _name(entry, finding, *_former_sentence(entry, finding))


def text_fingerprint(entry: Entry) -> str:
    """Return the name of an entry's text."""
    return _digest(entry.text.replace("\r\n", "\n"))


def _name(entry: Entry, finding: Flagged, start: int, end: int) -> str:
    before = entry.source.count(finding.text, start, finding.start)
    return _digest(paper_key(entry), finding.check, finding.text, str(before), entry.source[start:end])


def _sentence(entry: Entry, finding: Flagged) -> tuple[int, int]:
    """Return the range of the sentence that holds the finding; outside of the prose that of its lines."""
    prose = _prose(entry, finding)
    if prose is None:
        return _lines(entry.source, finding)
    told = sentence_around(prose.text, Span(finding.start, finding.end).shifted(-prose.start)).shifted(prose.start)
    return told.start, told.end


def _former_sentence(entry: Entry, finding: Flagged) -> tuple[int, int]:
    prose = _prose(entry, finding)
    if prose is None:
        return _lines(entry.source, finding)
    ends = [found.end() for found in _FORMER_END.finditer(entry.source, prose.start, prose.end)]
    start = max((end for end in ends if end <= finding.start), default=prose.start)
    return start, min((end for end in ends if end >= finding.end), default=prose.end)


def _prose(entry: Entry, finding: Flagged) -> Section | None:
    return next((s for s in entry.sections if s.start <= finding.start and finding.end <= s.end), None)


def _lines(source: str, finding: Flagged) -> tuple[int, int]:
    stop = source.find("\n", finding.end)
    return source.rfind("\n", 0, finding.start) + 1, len(source) if stop < 0 else stop


def _digest(*parts: str) -> str:
    data = json.dumps(parts)
    return sha256(data.encode()).hexdigest()[:_LENGTH]
