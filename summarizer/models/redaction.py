"""Keeps a secret out of what is shown and stored, also where it stands in another writing."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARK = "[key]"
# What is shorter is a placeholder, and may well be a word of the reply.
_SHORTEST = 8
# What looks like a key, in the words of a server that shows a part of it.
_KEY_LIKE = re.compile(r"\b(?:sk-|Bearer )[\w*.-]{6,}")


class Redaction:
    """Takes secrets out of a text: as they are, percent-encoded in any part, in hexadecimals, or within base64.

    Args:
        secrets: The secrets; those that are too short to be told from words are left in.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        writings = [writing for secret in secrets if len(secret) >= _SHORTEST for writing in _writings(secret)]
        self._secrets = re.compile("|".join(writings)) if writings else None

    def of(self, text: str) -> str:
        """Return the text without the secrets."""
        return self._secrets.sub(_MARK, text) if self._secrets else text

    def of_words(self, text: str) -> str:
        """Return the text without the secrets, and without what else looks like a key."""
        return _KEY_LIKE.sub(_MARK, self.of(text))


def _writings(secret: str) -> Iterator[str]:
    """Yield patterns that match the secret, each in another writing."""
    data = secret.encode("utf-8", "surrogatepass")
    yield "".join(f"(?:{_percent_encoded(c)}|{re.escape(c)})" for c in secret)
    yield f"(?i:{data.hex()})"
    for before in range(3):
        # In base64 the letters depend on where in a group of three the secret begins; those that it shares with
        # what stands around it are unknown, and of no use without the others.
        first, last = -(-before * 4 // 3), (before + len(data)) * 4 // 3
        shown = b64encode(b"\0" * before + data).decode()[first:last]
        yield re.escape(shown).replace(r"\+", "[-+]").replace("/", "[/_]")


def _percent_encoded(c: str) -> str:
    return "".join(f"%(?i:{byte:02X})" for byte in c.encode("utf-8", "surrogatepass"))
