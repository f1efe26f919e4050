"""A secret is taken out in every writing, and nothing else is."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.models.redaction import Redaction

_SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=60)


@given(_SECRETS, st.text(), st.text())
def test_a_secret_is_found_as_it_is_and_percent_encoded(secret: str, before: str, after: str) -> None:
    """Whether no, some or all characters are encoded, in capitals or not."""
    redaction = Redaction([secret])
    whole = "".join(f"%{ord(c):02x}" for c in secret)
    for writing in (secret, quote(secret), quote(secret, safe=""), whole, whole.upper()):
        assert writing not in redaction.of(f"{before} {writing} {after}").split(" ")
        assert redaction.of(writing) == "[key]"


@given(_SECRETS, st.binary(max_size=9), st.binary(max_size=9))
def test_a_secret_is_found_in_hexadecimals(secret: str, before: bytes, after: bytes) -> None:
    """A server that shows a header as bytes shows no key."""
    shown = (before + secret.encode() + after).hex()
    for writing in (shown, shown.upper()):
        assert "[key]" in Redaction([secret]).of(writing)
        assert secret.encode().hex() not in Redaction([secret]).of(writing).lower()


@given(_SECRETS, st.binary(max_size=9), st.binary(max_size=9))
def test_a_secret_is_found_within_base64(secret: str, before: bytes, after: bytes) -> None:
    """Wherever it stands in what was encoded, in either alphabet, no two of its letters in a row are left."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        shown = Redaction([secret]).of(encode(before + secret.encode() + after).decode())
        first, found, last = shown.partition("[key]")
        assert found
        assert len(first) <= -(-len(before) * 4 // 3) + 1
        assert len(last) <= -(-(len(after) + 2) * 4 // 3) + 4


@pytest.mark.parametrize("text", ["", "none", "문장입니다.", "bm9uZQ==", "%6eone"])
def test_what_is_no_secret_stays(text: str) -> None:
    """A placeholder is too short to be told from a word."""
    assert Redaction(["none", ""]).of(text) == text
    assert Redaction(["another-secret"]).of(text) == text
