"""The texts a check has searched in vain, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evals.findings import Message, Where

if TYPE_CHECKING:
    from evals.subject import Subject

_ENGLISH = {Where.TITLE: "title", Where.ABSTRACT: "abstract", Where.FULLTEXT: "full text"}
_KOREAN = {Where.TITLE: "제목", Where.ABSTRACT: "초록", Where.FULLTEXT: "논문 본문"}


def searched(subject: Subject) -> Message:
    """Return the kinds of text that the paper has, as a list in each language."""
    tiers = dict.fromkeys(source.where for source in subject.sources)
    return Message(en=", ".join(_ENGLISH[tier] for tier in tiers), ko=", ".join(_KOREAN[tier] for tier in tiers))
