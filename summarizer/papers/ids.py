"""arXiv identifiers: recognised in every form in which a digest, a person or arXiv itself writes them."""

from __future__ import annotations

import re

from summarizer.papers.model import PaperRef

# 2409.17146v2, hep-th/9901001, math.GT/0309136v1. Whether the paper exists is for arXiv to say.
_ID = (
    r"(?P<id>[0-9]{4}\.[0-9]{4,5}|[a-z]{2,8}(?:-[a-z]{2,8})?(?:\.[a-z]{2})?/[0-9]{7})"
    r"(?:v(?P<version>[1-9][0-9]{0,3}))?"
)
_BARE = re.compile(rf"(?:arxiv:\s?)?{_ID}", re.ASCII | re.IGNORECASE)
_LINK = re.compile(
    r"(?:https?:)?(?://)?"
    r"(?:(?:[a-z0-9-]+\.)*arxiv\.org(?::[0-9]{1,5})?/(?:abs|pdf|html|format|src|e-print|ps)"
    r"|(?:www\.)?(?:huggingface|hf)\.co/papers"
    r"|(?:dx\.)?doi\.org/10\.48550)"
    rf"/(?:arxiv[.:])?{_ID}(?:\.pdf)?/?(?:[?#].*)?",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)


def read_id(text: str) -> PaperRef | None:
    """Return the paper that a bare identifier names, as `2409.17146v2` or `arXiv:cs/9901001`, or None."""
    return _ref(_BARE.fullmatch(text.strip()))


def read_link(link: str) -> PaperRef | None:
    """Return the paper that a link leads to, or None when it leads to no arXiv paper.

    Pages of arXiv and its mirrors, DOIs that arXiv gave and paper pages of Hugging Face carry an identifier;
    so does `arXiv:ID`. An old-style identifier keeps the subject class that it is written with.
    """
    link = link.strip()
    return _ref(_LINK.fullmatch(link)) or read_id(link)


def _ref(match: re.Match[str] | None) -> PaperRef | None:
    if match is None:
        return None
    version = match["version"]
    return PaperRef(match["id"], int(version) if version else None)
