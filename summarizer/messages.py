"""Sentences for people, in English and Korean."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLURAL = re.compile(r"([0-9,]+ )\(([a-z]+)\|([a-z]+)\)")


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to a person, one sentence in each language."""

    en: str
    ko: str

    def text(self, language: str) -> str:
        """Return the sentence in Korean for `ko`, else in English."""
        return self.ko if language == "ko" else self.en


def fill(template: str, *values: object) -> str:
    """Return the template with the values in its braces; `(one|many)` after a count follows it."""
    text = template.format(*values)
    return _PLURAL.sub(lambda found: found[1] + (found[2] if found[1] == "1 " else found[3]), text)
