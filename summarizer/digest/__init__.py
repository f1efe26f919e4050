"""Digests: parsing and rendering, byte for byte."""

from __future__ import annotations

from summarizer.digest.model import (
    PERFORMANCE_HIGHLIGHTS,
    SECTION_NAMES,
    TECHNICAL_DETAILS,
    WHATS_NEW,
    Dialect,
    Digest,
    Entry,
    Image,
    Section,
    SpeechLevel,
)
from summarizer.digest.parsing import parse
from summarizer.digest.writing import EntryDraft, render, write_bullet, write_digest, write_entry, write_heading

__all__ = [
    "PERFORMANCE_HIGHLIGHTS",
    "SECTION_NAMES",
    "TECHNICAL_DETAILS",
    "WHATS_NEW",
    "Dialect",
    "Digest",
    "Entry",
    "EntryDraft",
    "Image",
    "Section",
    "SpeechLevel",
    "parse",
    "render",
    "write_bullet",
    "write_digest",
    "write_entry",
    "write_heading",
]
