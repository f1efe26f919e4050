"""Papers as evidence: what arXiv knows about one, snapshots of them, and where they come from."""

from summarizer.papers.model import Paper, PaperRef, PaperSource, Passage
from summarizer.papers.snapshots import read_snapshot, write_snapshot

__all__ = ["Paper", "PaperRef", "PaperSource", "Passage", "read_snapshot", "write_snapshot"]
