"""An entry cut out of its file, so that work on one entry does not carry the whole file along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from summarizer.findings import Where
from summarizer.spans import Edit

if TYPE_CHECKING:
    from summarizer.digest.model import Entry, Image, Section
    from summarizer.findings import Evidence, Finding, Fix
    from summarizer.spans import Span


class Excerpt(NamedTuple):
    """An entry whose offsets count in its own lines; line numbers stay those of the file.

    Attributes:
        entry: The entry, with `source` cut to its lines.
        offset: Where these lines start in the file.
    """

    entry: Entry
    offset: int


def excerpt(entry: Entry) -> Excerpt:
    """Cut an entry out of its file, from the start of the line of its heading."""
    offset = entry.source.rfind("\n", 0, entry.start) + 1
    return Excerpt(replace(moved_entry(entry, -offset), source=entry.source[offset : entry.end]), offset)


def moved_entry(entry: Entry, by: int) -> Entry:
    """Return the entry with every offset moved; `source` stays."""
    return replace(
        entry,
        start=entry.start + by,
        end=entry.end + by,
        title_span=_moved(entry.title_span, by),
        authors_span=_moved(entry.authors_span, by),
        sections=tuple(_moved_section(section, by) for section in entry.sections),
        image=_moved_image(entry.image, by),
    )


def moved_finding(finding: Finding, by: int) -> Finding:
    """Return the finding with its offsets, those of its fix and of its evidence in the entry moved."""
    return replace(
        finding,
        start=finding.start + by,
        end=finding.end + by,
        evidence=tuple(_moved_evidence(evidence, by) for evidence in finding.evidence),
        fix=_moved_fix(finding.fix, by),
    )


def _moved(span: Span | None, by: int) -> Span | None:
    return span and span.shifted(by)


def _moved_section(section: Section, by: int) -> Section:
    return replace(
        section,
        start=section.start + by,
        end=section.end + by,
        bullet=section.bullet.shifted(by),
        key=_moved(section.key, by),
    )


def _moved_image(image: Image | None, by: int) -> Image | None:
    return image and replace(image, span=image.span.shifted(by), url_span=_moved(image.url_span, by))


def _moved_evidence(evidence: Evidence, by: int) -> Evidence:
    if evidence.where is not Where.ENTRY:
        return evidence
    return replace(evidence, start=evidence.start + by, end=evidence.end + by)


def _moved_fix(fix: Fix | None, by: int) -> Fix | None:
    return fix and replace(fix, edits=tuple(Edit(e.start + by, e.end + by, e.text) for e in fix.edits))
