"""Names of findings and entries that outlive a move within a file, and end when the words change."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Protocol

    from summarizer.digest.model import Entry

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
_SENTENCE_END = re.compile(r"[.!?。](?=\s)")


def paper_key(entry: Entry) -> str:
    """Return the name of the entry's paper: its arXiv id, or the link as written."""
    return entry.arxiv_id or entry.link


def fingerprint(finding: Flagged, entry: Entry) -> str:
    """Return the name of a finding: the same as long as paper, check, words and their sentence are the same.

    Of the same words twice in a sentence each has its own.
    """
    start, end = _sentence(entry, finding)
    before = entry.source.count(finding.text, start, finding.start)
    return _digest(paper_key(entry), finding.check, finding.text, str(before), entry.source[start:end])


def text_fingerprint(entry: Entry) -> str:
    """Return the name of an entry's text."""
    return _digest(entry.text.replace("\r\n", "\n"))


def _sentence(entry: Entry, finding: Flagged) -> tuple[int, int]:
    """Return the range of the sentence that holds the finding; outside of the prose that of its lines."""
    source = entry.source
    prose = next((s for s in entry.sections if s.start <= finding.start and finding.end <= s.end), None)
    if prose is None:
        stop = source.find("\n", finding.end)
        return source.rfind("\n", 0, finding.start) + 1, len(source) if stop < 0 else stop
    ends = [found.end() for found in _SENTENCE_END.finditer(source, prose.start, prose.end)]
    start = max((end for end in ends if end <= finding.start), default=prose.start)
    return start, min((end for end in ends if end >= finding.end), default=prose.end)


def _digest(*parts: str) -> str:
    data = json.dumps(parts)
    return sha256(data.encode()).hexdigest()[:_LENGTH]
